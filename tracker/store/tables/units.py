"""Units (单位): departments, governments, collectives and their members."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField, ForeignKeyField

from tracker.store.tables.base import Table


class Unit(Table):
    """单位: a department, a government, or a collective (各县（市、区）) that expands to members."""

    region = CharField(max_length=120)
    name = CharField(max_length=120)
    full_name = CharField(max_length=160)
    level = CharField(max_length=8, default="")
    function = CharField(max_length=60, default="")
    is_collective = BooleanField(default=False)

    class Meta:
        """A name is unique inside its region."""

        indexes = ((("region", "name"), True),)


class UnitAlias(Table):
    """单位别名, valid between two days where the document or a reform says so."""

    unit = ForeignKeyField(Unit, backref="aliases", on_delete="CASCADE")
    alias = CharField(max_length=160, index=True)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)


class Membership(Table):
    """集合单位的成员, dated because districts merge and new areas appear."""

    collective = ForeignKeyField(Unit, backref="memberships", on_delete="CASCADE")
    member = ForeignKeyField(Unit, backref="collectives", on_delete="CASCADE")
    certain = BooleanField(default=True)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)

    class Meta:
        """A member stands once in its collective."""

        indexes = ((("collective", "member"), True),)
