"""People (人员): who signs in."""

from __future__ import annotations

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from tracker.core.words import Role
from tracker.store.fields import MomentField, WordField
from tracker.store.tables.base import Table
from tracker.store.tables.units import Unit


class Person(Table):
    """人员: somebody who signs in. Demo people are roles, not persons."""

    username = CharField(max_length=64, unique=True)
    name = CharField(max_length=80)
    role = WordField(Role)
    unit = ForeignKeyField(Unit, null=True, backref="people")
    password_hash = TextField()
    handles = TextField(default="")
    is_active = BooleanField(default=True)
    is_demo = BooleanField(default=False)
    created_at = MomentField()
