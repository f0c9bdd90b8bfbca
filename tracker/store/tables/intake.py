"""The in-tray (收文): received documents, how they are read, the drafts under review, and the versions of a plan."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from tracker.core.words import LeadRule, Publicity, ReadingState
from tracker.store.fields import MomentField, ValueField, WordField
from tracker.store.tables.base import Table
from tracker.store.tables.ledger import Plan, Task
from tracker.store.tables.people import Person


class Intake(Table):
    """收文: a received document, kept in the vault by its hash, and the head of the plan that it may become.

    `renews` is the plan of which this is a new version; `plan` what it was admitted into. `kept_tasks` are tasks of the
    renewed plan that stay although the new version does not list them.
    """

    name = CharField(max_length=200)
    sha256 = CharField(max_length=64, index=True)
    size = IntegerField()
    is_pasted = BooleanField(default=False)
    received_by = ForeignKeyField(Person, backref="intakes")
    received_at = MomentField()
    removed_at = MomentField(null=True)
    renews = ForeignKeyField(Plan, null=True, backref="renewals")
    plan = ForeignKeyField(Plan, null=True, backref="intakes")
    admitted_by = ForeignKeyField(Person, null=True, backref="admissions")
    admitted_at = MomentField(null=True)
    title = TextField(default="")
    doc_no = CharField(max_length=80, default="")
    issuers = ValueField(default=list)
    issued_on = DateField(null=True)
    period_start = DateField(null=True)
    period_end = DateField(null=True)
    period_text = CharField(max_length=120, default="")
    region = CharField(max_length=120, default="")
    level = CharField(max_length=8, default="")
    addressed = ValueField(default=list)
    lead_rule = WordField(LeadRule, default=LeadRule.ASK)
    lead_rule_why = TextField(default="")
    publicity = WordField(Publicity, default=Publicity.COUNTS)
    is_comment_draft = BooleanField(default=False)
    reporting = ValueField(null=True)
    doubts = ValueField(default=list)
    kept_tasks = ValueField(default=list)
    revision = IntegerField(default=0)


class Reading(Table):
    """读件: the job that turns a received document into blocks and drafts; claimed by a lease, so that one process reads it."""

    intake = ForeignKeyField(Intake, unique=True, backref="readings")
    state = WordField(ReadingState, default=ReadingState.WAITING)
    claimed_by = CharField(max_length=64, default="")
    lease_until = MomentField(null=True)
    tries = IntegerField(default=0)
    done = IntegerField(default=0)
    total = IntegerField(default=0)
    sentence = TextField(default="")
    finished_at = MomentField(null=True)
    document = ValueField(null=True)


class Draft(Table):
    """草稿: a line of a received document under review, with its source place and its doubts.

    `as_read` is the line as the parser read it; `trail` who changed what, newest last; `task` the task that it became, or that it
    continues in a new version (`is_match_chosen` where a person said so); `is_adopted` is False where the new line is not taken.
    """

    intake = ForeignKeyField(Intake, backref="drafts")
    position = IntegerField()
    list_name = CharField(max_length=32, default="tasks")
    no = CharField(max_length=32, default="")
    group = TextField(default="")
    title = TextField(default="")
    text = TextField(default="")
    text_as_read = TextField(null=True)
    lead = ValueField(default=list)
    cooperating = ValueField(default=list)
    lead_rule = WordField(LeadRule, default=LeadRule.ASK)
    units_raw = TextField(default="")
    deadline_text = TextField(null=True)
    deadline = ValueField()
    source = ValueField(default=dict)
    doubts = ValueField(default=list)
    as_read = ValueField(null=True)
    trail = ValueField(default=list)
    is_dropped = BooleanField(default=False)
    task = ForeignKeyField(Task, null=True, backref="drafts")
    is_match_chosen = BooleanField(default=False)
    is_adopted = BooleanField(default=True)
    revision = IntegerField(default=0)

    class Meta:
        """Rows are read in their order."""

        indexes = ((("intake", "position"), False),)


class PlanVersion(Table):
    """方案版本: which document a plan's lines came from, and since when; number 1 is the first admission."""

    plan = ForeignKeyField(Plan, backref="versions")
    number = IntegerField()
    intake = ForeignKeyField(Intake, null=True, backref="versions")
    doc_no = CharField(max_length=80, default="")
    issued_on = DateField(null=True)
    source_name = CharField(max_length=200, default="")
    source_sha256 = CharField(max_length=64, default="")
    words = TextField(default="")
    at = MomentField()

    class Meta:
        """A number stands once in a plan."""

        indexes = ((("plan", "number"), True),)
