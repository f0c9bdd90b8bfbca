"""What goes into the deadline compiler and what comes out (时限编译的值): terms and frame in, dated duties out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.core.refusals import Refused
from tracker.core.words import DeadlineKind, DutyKind, Word
from tracker.core.workdays import Workdays

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.deadlines_periods import ReportingCalendar, Span


class DeadlineForm(Word):
    """时限写法: finer than the kind, how the wording puts it."""

    PLAIN = "plain", "写明日期"
    DOCUMENT = "document", "出台文件"
    RANGE = "range", "一段时间"
    YEARLY_STAGES = "yearly_stages", "分年度"
    ON_CALENDAR = "on_calendar", "按报送日历"
    TERM = "term", "每学期"
    SCHOOL_YEAR = "school_year", "每学年"
    LASTING = "lasting", "长期坚持"
    CONTINUING = "continuing", "持续推进"
    IMMEDIATE = "immediate", "立即启动"
    TRIGGER = "trigger", "条件触发"
    VAGUE = "vague", "没有写明日期"
    INHERIT = "inherit", "沿用上行"
    BLANK = "blank", "空白"


class CountUnit(Word):
    """期间单位: what a relative wording counts in."""

    DAY = "day", "日"
    WORKDAY = "workday", "工作日"


class DeadlineShape(Word):
    """时限类型（编译后）: what a wording compiles to."""

    ONE_OFF = "one_off", "一次性"
    PHASED = "phased", "分阶段"
    OPEN = "open", "长期"
    START_YEARLY = "start_yearly", "起始后逐年"
    YEARLY = "yearly", "每年"
    TERM = "term", "每学期"
    PERIODIC = "periodic", "定期"
    YEARLY_MILESTONE = "yearly_milestone", "分年度阶段"
    RANGE = "range", "期间"
    IMMEDIATE = "immediate", "立即"
    TRIGGER = "trigger", "条件触发"
    VAGUE = "vague", "没有写明"
    INHERIT = "inherit", "未写时限"


class DeadlineFlag(Word):
    """时限待定事项: what a person still has to settle; the label is the request."""

    AMBIGUOUS = "ambiguous", "原文有两种读法，请核定"
    NEEDS_END_DATE = "needs_end_date", "没有写办结时限，请补"
    NEEDS_TARGET = "needs_target", "请补各年目标值"
    NEEDS_CRITERION = "needs_criterion", "请牵头单位提出可核对的完成标准"
    NEEDS_CALENDAR = "needs_calendar", "方案没有报送日历，请在方案设置里确定"
    NEEDS_PLAN_END = "needs_plan_end", "方案没有写实施期末，请补"
    NEEDS_ISSUE_DATE = "needs_issue_date", "要从印发日期起算，请补印发日期"
    NEEDS_TRIGGER = "needs_trigger", "条件具备后十个工作日内补时限"
    INHERIT = "inherit", "可能沿用上行时限，请核定"
    PLAN_END = "plan_end", "可否以方案期末为时限，请核定"
    NO_DATE = "no_date", "没有日期"
    SUCCESSOR = "successor", "长期部分超出方案期，转入下一方案"
    PLAN_OVER = "plan_over", "列入台账时方案期已满，只收官，不补报以往各期"


class DeadlineRefused(Refused):
    """A wording that cannot be compiled as it stands, such as a deadline before the plan was issued (时限不能编译)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A deadline wording as read and reviewed (时限读数), field for field what the in-tray's reading says.

    `rrule` is an RFC 5545 rule body; `until` the stated last day of an open-ended or recurring wording; `milestones` days
    named beside `due`; `count` days or working days counted from the issue date; `why` the sentence that derived the date.
    """

    wording: str = ""
    kind: DeadlineKind = DeadlineKind.NONE
    form: DeadlineForm = DeadlineForm.PLAIN
    due: date | None = None
    start: date | None = None
    until: date | None = None
    rrule: str | None = None
    milestones: tuple[date, ...] = ()
    count: int | None = None
    count_unit: CountUnit | None = None
    basis: str | None = None
    alternatives: tuple[date, ...] = ()
    why: str = ""
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # A reading brings the in-tray's own enumerations; the rules below compare by identity.
        object.__setattr__(self, "kind", DeadlineKind(self.kind))
        object.__setattr__(self, "form", DeadlineForm(self.form))
        if self.count_unit is not None:
            object.__setattr__(self, "count_unit", CountUnit(self.count_unit))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the plan adds to a wording (方案背景).

    `horizon_end` is the last due date to write down for whatever repeats; moving it later only adds duties. `admitted_on`
    is the day the plan enters the ledger: periods that were over by then are not created. `light_reports` adds the plan's
    periodic reports to one-off tasks as well.
    """

    horizon_end: date
    issued_on: date | None = None
    period: Span | None = None
    calendar: ReportingCalendar | None = None
    admitted_on: date | None = None
    workdays: Workdays = field(default_factory=Workdays)
    light_reports: bool = False

    @property
    def begin(self) -> date | None:
        """The first day on which anything can be owed: issued and begun."""
        known = [day for day in (self.issued_on, self.period.start if self.period else None) if day is not None]
        return max(known) if known else self.admitted_on

    @property
    def end(self) -> date | None:
        """The plan's last day."""
        return self.period.end if self.period else None


@dataclass(frozen=True, slots=True)
class Why:
    """为什么是这一天: numbered steps and one conclusion, as shown on the duty's page."""

    steps: tuple[str, ...]
    conclusion: str


@dataclass(frozen=True, slots=True)
class DatedDuty:
    """One dated duty of a task (编译出的责任事项).

    `key` is the stable identity within the task ("once", "m1", "2025", "2025Q4", "2025-06", "start", "end" …); `contents`
    say what is owed; `backlog` marks a date that had passed when the plan was admitted (存量).
    """

    kind: DutyKind
    key: str
    due: date
    window_open: date
    covers: Span
    contents: tuple[str, ...]
    why: Why
    backlog: bool = False


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the task's life (阶段): `end` is None where it stays open for a successor plan."""

    shape: DeadlineShape
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything a wording compiles to; `flags`, `doubts` and `asks` are for the person who admits it.

    `alternatives` are other possible days; nothing is compiled from them.
    """

    shape: DeadlineShape
    duties: tuple[DatedDuty, ...]
    phases: tuple[Phase, ...] = ()
    flags: tuple[DeadlineFlag, ...] = ()
    doubts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    alternatives: tuple[date, ...] = ()
