"""Offline return slips (离线回执) and the forms of others (别人的表格)."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, IntegerField

from tracker.store.fields import MomentField, ValueField
from tracker.store.tables.base import Table
from tracker.store.tables.ledger import Duty
from tracker.store.tables.people import Person
from tracker.store.tables.reports import Report
from tracker.store.tables.units import Unit


class Slip(Table):
    """离线回执: a slip that went out for one unit, with only what was open."""

    unit = ForeignKeyField(Unit, backref="slips")
    made_by = ForeignKeyField(Person, backref="slips")
    made_at = MomentField()


class SlipDuty(Table):
    """回执底稿: a duty as it was when the slip was made, and the report that its line became."""

    slip = ForeignKeyField(Slip, backref="duties")
    duty = ForeignKeyField(Duty, backref="slips")
    revision = IntegerField()
    last_report_id = IntegerField()
    wording = CharField(max_length=64)
    report = ForeignKeyField(Report, null=True, backref="slips")
    imported_at = MomentField(null=True)

    class Meta:
        """A duty stands once in a slip."""

        indexes = ((("slip", "duty"), True),)


class SlipUpload(Table):
    """收回的回执: what a file that came back says, line by line, kept until somebody confirms it."""

    person = ForeignKeyField(Person, backref="slip_uploads")
    name = CharField(max_length=200)
    lines = ValueField()
    at = MomentField()
    sent_at = MomentField(null=True)
    sent = IntegerField(default=0)


class SheetTemplate(Table):
    """别人的表格: a superior's workbook, where its table stands, and which of our columns goes into which of its."""

    name = CharField(max_length=200)
    signature = CharField(max_length=64, unique=True)
    sheet = CharField(max_length=64)
    header_row = IntegerField()
    first_row = IntegerField()
    heads = ValueField()
    columns = ValueField()
    doubts = ValueField(default=list)
    sha256 = CharField(max_length=64)
    person = ForeignKeyField(Person, backref="sheet_templates")
    at = MomentField()
