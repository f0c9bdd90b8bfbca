"""The tables (表). Facts are stored, states are computed: no lamp, no overdue flag, no counter stands here."""

from __future__ import annotations

from peewee import (
    AutoField,
    BlobField,
    BooleanField,
    CharField,
    DatabaseProxy,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from tracker.core.words import (
    Audience,
    CaseStatus,
    DeadlineKind,
    DispatchState,
    DutyKind,
    DutyStatus,
    Ending,
    EventKind,
    LeadRule,
    LegalTrack,
    PlanStatus,
    Platform,
    Publicity,
    ReportKind,
    ReportStatus,
    RequestStatus,
    ReturnReason,
    Role,
    UnitRole,
)
from tracker.store.fields import MomentField, ValueField, WordField

database = DatabaseProxy()


class Table(Model):
    """What all tables share."""

    class Meta:
        """Every table lives in the one database of this process."""

        database = database
        legacy_table_names = False


class Setting(Table):
    """设置: single values of this installation, such as the practice date of the demo."""

    key = CharField(primary_key=True, max_length=64)
    value = ValueField()


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
        """A unit stands once in a task."""

        indexes = ((("task", "unit"), True),)


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
    admitted_on = DateField()
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


class DayRule(Table):
    """工作日调整: a day that the office entered itself, before or against the kept library's data."""

    day = DateField(primary_key=True)
    works = BooleanField()
    note = CharField(max_length=120, default="")


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


class Person(Table):
    """人员: somebody who signs in. Demo people are roles, not persons."""

    username = CharField(max_length=64, unique=True)
    name = CharField(max_length=80)
    role = WordField(Role)
    unit = ForeignKeyField(Unit, null=True, backref="people")
    password_hash = TextField()
    is_active = BooleanField(default=True)
    is_demo = BooleanField(default=False)
    created_at = MomentField()


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
        """The pending one of a duty is looked up by every list."""

        indexes = ((("duty", "status"), False),)


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
        """The pending one of a duty is looked up by every list."""

        indexes = ((("duty", "status"), False),)


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


class Case(Table):
    """挂牌督办: a listing, from the clock's proposal to the release by the same authority."""

    duty = ForeignKeyField(Duty, backref="cases", unique=True)
    plan = ForeignKeyField(Plan, backref="cases")
    status = WordField(CaseStatus)
    facts = TextField()
    proposed_at = MomentField()
    number = CharField(max_length=40, null=True)
    year = IntegerField(null=True)
    serial = IntegerField(null=True)
    track = WordField(LegalTrack, null=True)
    basis = TextField(default="")
    limit = DateField(null=True)
    supervising_unit = CharField(max_length=120, default="")
    responsible = CharField(max_length=120, default="")
    decided_by = ForeignKeyField(Person, null=True, backref="decided_cases")
    decided_at = MomentField(null=True)
    opinion = TextField(default="")
    released_by = ForeignKeyField(Person, null=True, backref="released_cases")
    released_at = MomentField(null=True)
    release_opinion = TextField(default="")
    is_public = BooleanField(default=False)
    reply = TextField(default="")
    replied_at = MomentField(null=True)
    checked_by = ForeignKeyField(Person, null=True, backref="checked_cases")
    plan_text = ValueField(null=True)
    release_report_id = IntegerField(null=True)
    notice_from = DateField(null=True)
    notice_until = DateField(null=True)
    rebounds = IntegerField(default=0)

    class Meta:
        """Numbers are unique within a plan and year; a duty is proposed once."""

        indexes = ((("plan", "year", "serial"), True),)


class CaseMeasure(Table):
    """整改措施: one measure of the 整改方案 in force, with its standard, date and responsible person."""

    case = ForeignKeyField(Case, backref="measures")
    position = IntegerField()
    text = TextField()
    standard = TextField()
    due = DateField()
    responsible = CharField(max_length=120)
    is_current = BooleanField(default=True)


class Verification(Table):
    """现场核查: when, where, how, with what result; who wrote it down."""

    case = ForeignKeyField(Case, backref="verifications")
    day = DateField()
    place = CharField(max_length=200)
    method = CharField(max_length=200)
    findings = TextField()
    passed = BooleanField()
    recorded_by = ForeignKeyField(Person, backref="recorded_verifications")
    at = MomentField()
    is_current = BooleanField(default=True)


class Verifier(Table):
    """核查人: somebody who took part in a verification; the name stays on the record for ever."""

    verification = ForeignKeyField(Verification, backref="verifiers")
    person = ForeignKeyField(Person, backref="verifications")

    class Meta:
        """Once a verification."""

        indexes = ((("verification", "person"), True),)


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


class Channel(Table):
    """通道: a group robot. Address and secret are encrypted; pages show the last four characters."""

    name = CharField(max_length=80, unique=True)
    platform = WordField(Platform)
    address = TextField()
    tail = CharField(max_length=8)
    secret = TextField(default="")
    keywords = ValueField(default=list)
    plan = ForeignKeyField(Plan, null=True, backref="channels")
    unit = ForeignKeyField(Unit, null=True, backref="channels")
    audience = WordField(Audience, null=True)
    is_active = BooleanField(default=True)
    is_practice = BooleanField(default=False)
    broken_since = MomentField(null=True)
    pause_until = MomentField(null=True)
    last_sent_at = MomentField(null=True)
    last_success_at = MomentField(null=True)
    last_error = TextField(default="")
    created_at = MomentField()


class Dispatch(Table):
    """发件: an outbox row, born in the transaction of its cause; frozen text for one channel."""

    channel = ForeignKeyField(Channel, backref="dispatches")
    kind = CharField(max_length=16, default="letter")
    event = WordField(EventKind, null=True)
    form = CharField(max_length=16, default="markdown")
    title = TextField()
    body = TextField()
    link = TextField(default="")
    duty_ids = ValueField(default=list)
    once = CharField(max_length=80, null=True, unique=True)
    state = WordField(DispatchState, default=DispatchState.QUEUED)
    tries = IntegerField(default=0)
    parts_sent = IntegerField(default=0)
    next_at = MomentField()
    lease_until = MomentField(null=True)
    claimed_by = CharField(max_length=64, default="")
    code = CharField(max_length=32, default="")
    answer = TextField(default="")
    remedy = TextField(default="")
    created_at = MomentField()
    done_at = MomentField(null=True)
    replaces = ForeignKeyField("self", null=True, backref="replays")

    class Meta:
        """The poster claims by state and time."""

        indexes = ((("state", "next_at"), False), (("channel", "created_at"), False))


class Said(Table):
    """已说: the key of a notice that went into a letter of one channel. Unique: a thing is said once."""

    key = CharField(primary_key=True, max_length=120)
    duty = ForeignKeyField(Duty, backref="said")
    dispatch = ForeignKeyField(Dispatch)
    at = MomentField()


class Feed(Table):
    """订阅: one secret calendar address for one subscriber; only the hash of its token is kept."""

    kind = CharField(max_length=16)
    plan = ForeignKeyField(Plan, null=True, backref="feeds")
    unit = ForeignKeyField(Unit, null=True, backref="feeds")
    person = ForeignKeyField(Person, null=True, backref="feeds")
    token_hash = CharField(max_length=64, unique=True)
    tail = CharField(max_length=8)
    etag = CharField(max_length=64, default="")
    changed_at = MomentField(null=True)
    created_at = MomentField()
    last_used_at = MomentField(null=True)
    user_agent = CharField(max_length=200, default="")
    revoked_at = MomentField(null=True)


class FeedItem(Table):
    """日历事件账: what was last emitted for a UID, so that SEQUENCE and LAST-MODIFIED are right whatever changed."""

    uid = CharField(max_length=120, primary_key=True)
    duty = ForeignKeyField(Duty, backref="feed_items")
    digest = CharField(max_length=64)
    dates_digest = CharField(max_length=64)
    sequence = IntegerField(default=0)
    last_modified = MomentField()
    body = BlobField()


ALL: tuple[type[Table], ...] = (
    Setting,
    Unit,
    UnitAlias,
    Membership,
    Plan,
    Task,
    TaskUnit,
    Duty,
    Exemption,
    Standing,
    DayRule,
    Indicator,
    Person,
    Report,
    ReportDraft,
    Extension,
    Objection,
    Evidence,
    IndicatorValue,
    Case,
    CaseMeasure,
    Verification,
    Verifier,
    Entry,
    ChainHead,
    Channel,
    Dispatch,
    Said,
    Feed,
    FeedItem,
)
