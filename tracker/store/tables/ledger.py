"""The ledger (台账): plans, their tasks, and who owes what by when."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from tracker.core.words import DeadlineKind, DutyKind, DutyStatus, Ending, LeadRule, PlanStatus, Publicity, UnitRole
from tracker.store.fields import MomentField, ValueField, WordField
from tracker.store.tables.base import Table
from tracker.store.tables.units import Unit


class Plan(Table):
    """方案: an issued document that became a ledger."""

    key = CharField(max_length=64, unique=True)
    title = TextField()
    doc_no = CharField(max_length=80, null=True)
    issuers = ValueField()
    issued_on = DateField(null=True)
    period_start = DateField(null=True)
    period_end = DateField(null=True)
    period_text = CharField(max_length=120, default="")
    region = CharField(max_length=120)
    level = CharField(max_length=8, default="")
    lead_rule = WordField(LeadRule)
    lead_rule_why = TextField(default="")
    publicity = WordField(Publicity)
    is_comment_draft = BooleanField(default=False)
    settings = ValueField(default=dict)
    source_name = CharField(max_length=200, default="")
    source_sha256 = CharField(max_length=64, default="")
    admitted_at = MomentField()
    predecessor = ForeignKeyField("self", null=True, backref="successors")
    status = WordField(PlanStatus, default=PlanStatus.IN_FORCE)
    ended_on = DateField(null=True)


class Task(Table):
    """任务: one line of the ledger, with its wording and where it stands in the document."""

    plan = ForeignKeyField(Plan, backref="tasks")
    parent = ForeignKeyField("self", null=True, backref="children")
    position = IntegerField()
    list_name = CharField(max_length=32, default="tasks")
    no = CharField(max_length=32)
    group = TextField(default="")
    title = TextField(default="")
    text = TextField()
    text_as_read = TextField(null=True)
    lead_rule = WordField(LeadRule)
    units_raw = TextField(default="")
    deadline_text = TextField(null=True)
    deadline_kind = WordField(DeadlineKind)
    deadline_due = DateField(null=True)
    deadline = ValueField()
    doubts = ValueField(default=list)
    source = ValueField(default=dict)
    ancestor = ForeignKeyField("self", null=True, backref="descendants")
    outcome = WordField(Ending, null=True)
    outcome_why = TextField(default="")

    class Meta:
        """Lines keep the order of the document."""

        indexes = ((("plan", "position"), True),)


class TaskUnit(Table):
    """任务与单位: who leads, who cooperates, as the document writes it."""

    task = ForeignKeyField(Task, backref="units")
    unit = ForeignKeyField(Unit, backref="tasks")
    role = WordField(UnitRole)
    position = IntegerField()
    as_written = CharField(max_length=160)

    class Meta:
        """A unit stands once in a task; what a unit is asked to support is one range."""

        indexes = ((("task", "unit"), True), (("unit", "role", "task"), False))


class Duty(Table):
    """责任事项: one unit owes one outcome, for one task, by one date."""

    plan = ForeignKeyField(Plan, backref="duties")
    task = ForeignKeyField(Task, backref="duties")
    unit = ForeignKeyField(Unit, backref="duties")
    collective = ForeignKeyField(Unit, null=True, backref="member_duties")
    kind = WordField(DutyKind)
    period = CharField(max_length=32)
    window_open = DateField(null=True)
    due_original = DateField(null=True)
    due = DateField(null=True)
    why = ValueField(default=list)
    status = WordField(DutyStatus, default=DutyStatus.ACTIVE)
    is_exempt = BooleanField(default=False)
    admitted_on = DateField(index=True)
    waiting_since = DateField(null=True)
    reopened = IntegerField(default=0)
    closed_at = MomentField(null=True)
    next_look_on = DateField(null=True, index=True)
    revision = IntegerField(default=0)

    class Meta:
        """Compiling twice adds nothing; ledger and desk pages read by these."""

        indexes = (
            (("task", "unit", "kind", "period"), True),
            (("status", "due"), False),
            (("unit", "status", "due"), False),
            (("plan", "status", "is_exempt", "due", "window_open"), False),
            (("plan", "unit"), False),
            (("task", "status", "is_exempt", "due"), False),
        )


class Exemption(Table):
    """豁免: a member of a collective that need not do this task, with the reason; lifted when it is included again."""

    task = ForeignKeyField(Task, backref="exemptions")
    unit = ForeignKeyField(Unit, backref="exemptions")
    reason = TextField()
    at = MomentField()
    lifted_at = MomentField(null=True)

    class Meta:
        """One row a member; its history is in the entries."""

        indexes = ((("task", "unit"), True),)


class Standing(Table):
    """转常态: a unit's lasting task that became normal practice, with the document that makes it so (长效机制文件)."""

    task = ForeignKeyField(Task, backref="standings")
    unit = ForeignKeyField(Unit, backref="standings")
    document = TextField()
    since = DateField()
    at = MomentField()

    class Meta:
        """Once a unit and task."""

        indexes = ((("task", "unit"), True),)


class Indicator(Table):
    """指标: a quantified target of a task."""

    task = ForeignKeyField(Task, backref="indicators")
    position = IntegerField()
    name = CharField(max_length=200)
    comparison = CharField(max_length=16)
    value = CharField(max_length=32)
    upper = CharField(max_length=32, null=True)
    unit = CharField(max_length=32, default="")
    due = DateField(null=True)
    quote = TextField(default="")
    doubts = ValueField(default=list)
    is_active = BooleanField(default=True)
