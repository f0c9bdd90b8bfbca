"""Reports (报送): what units say they have done, and the files that show it."""

from __future__ import annotations

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from tracker.core.words import ReportKind, ReportStatus, ReturnReason
from tracker.store.fields import MomentField, ValueField, WordField
from tracker.store.tables.base import Table
from tracker.store.tables.ledger import Duty, Indicator
from tracker.store.tables.people import Person


class Report(Table):
    """报送: what a unit says it has done."""

    duty = ForeignKeyField(Duty, backref="reports")
    kind = WordField(ReportKind)
    author = ForeignKeyField(Person, backref="reports")
    progress = TextField()
    problems = TextField(default="")
    next_steps = TextField(default="")
    approved_by_head = CharField(max_length=80, default="")
    approved_on = DateField(null=True)
    measure_id = IntegerField(null=True, index=True)
    standards = ValueField(null=True)
    status = WordField(ReportStatus, default=ReportStatus.SUBMITTED)
    submitted_at = MomentField()
    reviewer = ForeignKeyField(Person, null=True, backref="reviews")
    reviewed_at = MomentField(null=True)
    reason = WordField(ReturnReason, null=True)
    opinion = TextField(default="")
    answers = ValueField(null=True)
    redo_by = DateField(null=True)

    class Meta:
        """The review desk reads the oldest waiting first."""

        indexes = ((("status", "submitted_at"), False),)


class ReportDraft(Table):
    """报送草稿: what somebody began to write for a duty; kept on the server, so that another device finds it."""

    duty = ForeignKeyField(Duty, backref="drafts")
    person = ForeignKeyField(Person, backref="drafts")
    values = ValueField()
    at = MomentField()

    class Meta:
        """One draft a person and duty."""

        indexes = ((("duty", "person"), True),)


class Evidence(Table):
    """佐证: a file that shows it, kept by its SHA-256 outside the web root."""

    report = ForeignKeyField(Report, backref="evidence")
    sha256 = CharField(max_length=64, index=True)
    name = CharField(max_length=255)
    size = IntegerField()
    media_type = CharField(max_length=120)

    class Meta:
        """The same file is kept once in a report."""

        indexes = ((("report", "sha256"), True),)


class IndicatorValue(Table):
    """指标现值: what a report says of one target."""

    report = ForeignKeyField(Report, backref="values")
    indicator = ForeignKeyField(Indicator, backref="values")
    value = CharField(max_length=32)

    class Meta:
        """One value a report and target."""

        indexes = ((("report", "indicator"), True),)
