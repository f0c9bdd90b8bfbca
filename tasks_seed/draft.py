"""What the in-tray hands over (草稿): frozen values between document readers, the parser and whoever admits a plan."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class DeadlineKind(StrEnum):
    """Kinds of deadline wording (时限类型), as named in the `parse --json` surface."""

    FIXED = "fixed"
    RECURRING = "recurring"
    LONG_TERM = "long_term"
    START_FROM = "start_from"
    MILESTONE_THEN_LONG_TERM = "milestone_then_long_term"
    NONE = "none"


class DeadlineForm(StrEnum):
    """Finer than the kind: how the wording puts it (时限写法), see `docs/deadlines.md`."""

    PLAIN = "plain"  # a day, a month's end, a year's end
    DOCUMENT = "document"  # a paper is to be issued by then (出台、印发、制定)
    RANGE = "range"  # 2023—2025年, “十四五”期间
    YEARLY_STAGES = "yearly_stages"  # 分年度实施、逐年
    ON_CALENDAR = "on_calendar"  # 每季度、每半年、每月: the days come from the plan's reporting calendar
    TERM = "term"  # 每学期
    SCHOOL_YEAR = "school_year"  # 每学年
    LASTING = "lasting"  # 长期坚持、长期推进、常态化
    CONTINUING = "continuing"  # 持续推进、不断完善: open to the plan's end
    IMMEDIATE = "immediate"  # 立即启动、立行立改
    TRIGGER = "trigger"  # 适时、条件成熟时
    VAGUE = "vague"  # 按计划推进、取得明显进展
    INHERIT = "inherit"  # 同上
    BLANK = "blank"  # nothing written


class CountUnit(StrEnum):
    """What a relative wording counts in (期间单位)."""

    DAY = "day"
    WORKDAY = "workday"


class LeadRule(StrEnum):
    """Who leads when a row lists several units (牵头规则), see `docs/words.md`."""

    EXPLICIT = "explicit"
    FIRST_LISTED = "first_listed"
    ALL_RESPONSIBLE = "all_responsible"
    ISSUER = "issuer"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its document (来源位置). Counts start at 1; `start`/`end` are character offsets from 0."""

    page: int | None = None
    line: int | None = None
    end_line: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The years a plan covers (实施期), both ends included."""

    start: date
    end: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineReading:
    """What a deadline wording says (时限读数), before it becomes dated duties.

    `due` is the one calendar day where there is one; `start` the first day of a start-from or open-ended wording; `rrule`
    an RFC 5545 rule body without the `RRULE:` prefix; `basis` tells where the wording stood: "column", "note" or "text".
    `alternatives` are the other days the wording could mean; each doubt is a Chinese sentence for the reviewer.
    `form` is the finer word for the compiler; `until` the stated last day of an open-ended wording; `milestones` earlier days
    named beside `due`. `count`/`count_unit` stand where the wording counts days from the issue date; a count of working
    days has no `due` here, because only the compiler knows the holidays.
    """

    kind: DeadlineKind = DeadlineKind.NONE
    due: date | None = None
    start: date | None = None
    rrule: str | None = None
    basis: str | None = None
    alternatives: tuple[date, ...] = ()
    why: str = ""
    doubts: tuple[str, ...] = ()
    form: DeadlineForm = DeadlineForm.PLAIN
    until: date | None = None
    milestones: tuple[date, ...] = ()
    count: int | None = None
    count_unit: CountUnit | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One line of a plan as read, not yet reviewed (草稿)."""

    no: str
    group: str
    text: str
    title: str = ""
    text_as_read: str | None = None  # only where scan faults were mended
    list_name: str = "tasks"  # "tasks", or "inline_tasks" for numbered body tasks beside an appendix table
    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    lead_rule: LeadRule = LeadRule.ASK
    units_raw: str = ""
    deadline_text: str | None = None
    deadline: DeadlineReading = field(default_factory=DeadlineReading)
    doubts: tuple[str, ...] = ()
    source: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A document as read (收文): what is said of the plan itself, and its drafts in document order."""

    title: str
    doc_no: str | None = None
    issuers: tuple[str, ...] = ()
    issued_on: date | None = None
    period: Period | None = None
    region: str | None = None
    addressed: tuple[str, ...] = ()
    lead_declared: str | None = None  # the sentence that declares the lead rule, verbatim
    tasks: tuple[Draft, ...] = ()
    doubts: tuple[str, ...] = ()


def to_json(plan: PlanDraft) -> dict[str, Any]:
    """The `parse --json` shape: plain JSON values, dates as ISO text, enums as their words."""
    body = asdict(plan)
    tasks = body.pop("tasks")
    return {"plan": _plain(body), "tasks": [_plain(task) for task in tasks]}


def _plain(value: Any) -> Any:  # noqa: ANN401 - walks arbitrary JSON-like trees
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
