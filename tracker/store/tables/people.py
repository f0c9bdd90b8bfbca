"""People (人员): who signs in, what keeps guessers out, and who handed over to whom."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from tracker.core.words import Role
from tracker.store.fields import MomentField, ValueField, WordField
from tracker.store.tables.base import Table
from tracker.store.tables.units import Unit


class Person(Table):
    """人员: somebody who signs in. Demo people are roles, not persons.

    `must_change` holds while the password is one that an administrator set; `serial` counts what ended every session of the
    person at once (a new password, a disabled account); `is_deputy` marks the B of AB岗; `away_until` is the last day on which
    the other one stands in.
    """

    username = CharField(max_length=64, unique=True)
    name = CharField(max_length=80)
    role = WordField(Role)
    unit = ForeignKeyField(Unit, null=True, backref="people")
    password_hash = TextField()
    handles = TextField(default="")
    is_active = BooleanField(default=True)
    is_demo = BooleanField(default=False)
    created_at = MomentField()
    must_change = BooleanField(default=False)
    serial = IntegerField(default=0)
    is_deputy = BooleanField(default=False)
    away_until = DateField(null=True)
    disabled_at = MomentField(null=True)


class Lockout(Table):
    """登录锁定: how often signing in failed for one account name or from one address, and until when nobody may try again.

    `key` is a keyed hash: neither what was typed nor an address stands here.
    """

    key = CharField(primary_key=True, max_length=64)
    faults = IntegerField()
    until = MomentField(null=True)
    at = MomentField(index=True)


class Handover(Table):
    """移交: one liaison's open matters go to another; the list as it was on that day."""

    leaver = ForeignKeyField(Person, backref="handed_over")
    successor = ForeignKeyField(Person, backref="taken_over")
    unit = ForeignKeyField(Unit, backref="handovers")
    made_by = ForeignKeyField(Person, null=True, backref="handovers_made")
    at = MomentField()
    words = TextField(default="")
    items = ValueField(default=dict)
