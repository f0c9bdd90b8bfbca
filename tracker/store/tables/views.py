"""Saved views of the ledger (常用视图): a filter and its columns under a name."""

from __future__ import annotations

from peewee import BooleanField, CharField, ForeignKeyField

from tracker.store.fields import MomentField, ValueField
from tracker.store.tables.base import Table
from tracker.store.tables.ledger import Plan
from tracker.store.tables.people import Person


class LedgerView(Table):
    """常用视图: what a person asked of a plan's ledger, kept under a name; a shared one (共用) stands on everybody's page.

    `asked` are the parts of the address, each name with its values.
    """

    plan = ForeignKeyField(Plan, backref="views")
    person = ForeignKeyField(Person, backref="views")
    name = CharField(max_length=40)
    is_shared = BooleanField(default=False)
    asked = ValueField()
    at = MomentField()

    class Meta:
        """A person gives a name once in a plan; shared ones apart from own ones."""

        indexes = ((("plan", "person", "is_shared", "name"), True),)
