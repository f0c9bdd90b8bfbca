"""Requests (申请): extensions and objections, with their decisions."""

from __future__ import annotations

from peewee import CharField, DateField, ForeignKeyField, TextField

from tracker.core.words import RequestStatus
from tracker.store.fields import MomentField, WordField
from tracker.store.tables.base import Table
from tracker.store.tables.ledger import Duty
from tracker.store.tables.people import Person


class Extension(Table):
    """延期: a request for a later date, its papers and its decision; the original date is never overwritten."""

    duty = ForeignKeyField(Duty, backref="extensions")
    asked_by = ForeignKeyField(Person, backref="extensions")
    asked_at = MomentField()
    due_then = DateField()
    until = DateField()
    done_so_far = TextField()
    reason = TextField()
    plan = TextField()
    status = WordField(RequestStatus, default=RequestStatus.PENDING)
    decided_by = ForeignKeyField(Person, null=True, backref="decided_extensions")
    decided_at = MomentField(null=True)
    granted_until = DateField(null=True)
    opinion = TextField(default="")
    doc_no = CharField(max_length=80, default="")

    class Meta:
        """The pending one of a duty is looked up by every list; the office reads what is pending, the oldest first."""

        indexes = ((("duty", "status"), False), (("status", "asked_at"), False))


class Objection(Table):
    """职责异议: 不是我单位的, with reasons; decided by the office in writing."""

    duty = ForeignKeyField(Duty, backref="objections")
    made_by = ForeignKeyField(Person, backref="objections")
    made_at = MomentField()
    reason = TextField()
    proposed_unit = CharField(max_length=160, default="")
    status = WordField(RequestStatus, default=RequestStatus.PENDING)
    decided_by = ForeignKeyField(Person, null=True, backref="decided_objections")
    decided_at = MomentField(null=True)
    reply = TextField(default="")

    class Meta:
        """The pending one of a duty is looked up by every list; the office reads what is pending, the oldest first."""

        indexes = ((("duty", "status"), False), (("status", "made_at"), False))
