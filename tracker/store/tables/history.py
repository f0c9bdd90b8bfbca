"""History (流水): the append-only entries and the head of their chain."""

from __future__ import annotations

from peewee import AutoField, CharField, ForeignKeyField, IntegerField, TextField

from tracker.store.fields import MomentField, ValueField
from tracker.store.tables.base import Table
from tracker.store.tables.people import Person


class Entry(Table):
    """流水: who did what to what, when, why. Append-only: triggers refuse UPDATE and DELETE, hashes chain the rows."""

    id = AutoField()
    at = MomentField()
    actor = ForeignKeyField(Person, null=True)
    actor_name = CharField(max_length=80)
    verb = CharField(max_length=40)
    about = CharField(max_length=40)
    about_id = IntegerField()
    plan_id = IntegerField(null=True)
    words = TextField(default="")
    data = ValueField(default=dict)
    previous = CharField(max_length=64)
    digest = CharField(max_length=64, unique=True)

    class Meta:
        """History is read by its object."""

        indexes = ((("about", "about_id"), False),)


class ChainHead(Table):
    """流水链头: how many entries there are and the digest of the last, so that a cut tail is noticed."""

    count = IntegerField()
    digest = CharField(max_length=64)
