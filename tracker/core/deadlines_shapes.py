"""One function a shape of wording (时限类型 → 草图): what is owed when, before horizon, admission and weekdays are looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.core.deadlines_periods import (
    DAY,
    HALF_YEAR,
    MONTH,
    YEAR,
    Span,
    Turn,
    grid_turns,
    rule_turns,
    school_year_turns,
    term_turns,
)
from tracker.core.deadlines_series import (
    Sketch,
    calendar_steps,
    calendar_turns,
    closing_of,
    in_sight,
    months_of,
    report_of,
    report_sketches,
)
from tracker.core.deadlines_terms import (
    CountUnit,
    DeadlineFlag,
    DeadlineForm,
    DeadlineRefused,
    DeadlineShape,
    Frame,
    Phase,
    Terms,
)
from tracker.core.words import DeadlineKind, DutyKind

if TYPE_CHECKING:
    from collections.abc import Iterator

START_REPORT_WORKDAYS = 10
CRITERION_WORKDAYS = 15
DRAFT_CHECK_DAYS = 30
LONG_RUN_DAYS = 180
_SCHOOL = {DeadlineForm.TERM: term_turns, DeadlineForm.SCHOOL_YEAR: school_year_turns}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a shape gives: sketches (possibly without end: they come in order of their days), phases, flags, asks."""

    shape: DeadlineShape
    sketches: tuple[Sketch, ...] = ()
    phases: tuple[Phase, ...] = ()
    flags: tuple[DeadlineFlag, ...] = ()
    asks: tuple[str, ...] = ()
    alternatives: tuple[date, ...] = ()


def shape_of(terms: Terms, frame: Frame) -> Plan:
    """Choose the shape by the kind of wording and draw it."""
    match terms.kind:
        case DeadlineKind.FIXED:
            return _fixed(terms, frame)
        case DeadlineKind.RECURRING:
            return (
                _yearly_stages(terms, frame) if terms.form is DeadlineForm.YEARLY_STAGES else _recurring(terms, frame)
            )
        case DeadlineKind.LONG_TERM:
            return _long_term(terms, frame)
        case DeadlineKind.START_FROM:
            return _immediate(terms, frame) if terms.form is DeadlineForm.IMMEDIATE else _start_from(terms, frame)
        case DeadlineKind.MILESTONE_THEN_LONG_TERM:
            return _phased(terms, frame)
        case DeadlineKind.NONE:
            return _without_date(terms, frame)


def _fixed(terms: Terms, frame: Frame) -> Plan:
    """限期完成: one closing day, with the days named or implied before it."""
    due, steps = _closing_day(terms, frame)
    known = [day for day in (frame.begin, terms.start) if day is not None]
    span = Span(min(max(known, default=date(due.year, 1, 1)), due), due)
    ranged = terms.form in (DeadlineForm.RANGE, DeadlineForm.YEARLY_STAGES)
    sketches = [*_milestones(terms.milestones, span)]
    asks: list[str] = []
    if ranged:
        sketches += _year_ends(span)
    elif terms.form is DeadlineForm.IMMEDIATE and frame.issued_on:
        sketches.append(_start_report(frame.issued_on, frame))
    elif terms.form is DeadlineForm.DOCUMENT and due - timedelta(days=DRAFT_CHECK_DAYS) > span.start:
        sketches.append(_draft_check(span))
    elif not terms.milestones and (due - span.start).days > LONG_RUN_DAYS:
        half = span.start + (due - span.start) / 2
        asks.append(f"时间较长，建议牵头单位在办理方案里自定一个过半节点（{half}前后）。")
    if frame.light_reports:
        sketches += [report for report in report_sketches(frame, span.start, due) if report.due < due]
    sketches.append(Sketch(DutyKind.CLOSING, "once", due, span, ("办结并附佐证",), steps))
    shape = DeadlineShape.RANGE if ranged else DeadlineShape.ONE_OFF
    flags = (DeadlineFlag.NEEDS_TARGET,) if terms.form is DeadlineForm.YEARLY_STAGES else ()
    return Plan(shape, tuple(sketches), (Phase(shape, span.start, due),), flags, tuple(asks))


def _closing_day(terms: Terms, frame: Frame) -> tuple[date, tuple[str, ...]]:
    """The closing day; counts of days end on a working day (民法典 art. 203), counts of working days need the holidays."""
    if terms.count is None or terms.count_unit is None:
        if terms.due is None:
            raise DeadlineRefused("时限没有日期，不能编译，请先核定日期。", field="deadline")
        return terms.due, ()
    if frame.issued_on is None:
        msg = f"时限“{terms.wording}”要从印发日期起算，请先补印发日期。"
        raise DeadlineRefused(msg, field="issued_on")
    if terms.count_unit is CountUnit.WORKDAY:
        due = frame.workdays.add(frame.issued_on, terms.count)
        return due, (f"从印发次日起数{terms.count}个工作日，到{due}。",)
    counted = frame.issued_on + timedelta(days=terms.count)
    due = frame.workdays.on_or_after(counted)
    if due == counted:
        return due, ()
    return due, (f"按日计算的期间，最后一天{counted}是休息日，顺延到下一个工作日{due}。",)


def _milestones(days: tuple[date, ...], span: Span) -> list[Sketch]:
    """Days the wording itself names before the last one."""
    return [
        Sketch(
            DutyKind.MILESTONE,
            f"m{number}",
            day,
            Span(min(span.start, day), day),
            ("阶段成果",),
            ("原文写明的阶段日期。",),
        )
        for number, day in enumerate(days, 1)
        if day >= span.start
    ]


def _year_ends(span: Span) -> list[Sketch]:
    """A stage at the end of every year before the last."""
    return [
        Sketch(
            DutyKind.MILESTONE,
            str(year),
            date(year, 12, 31),
            Span(max(span.start, date(year, 1, 1)), date(year, 12, 31)),
            ("年度阶段成果",),
            (f"跨年任务，{year}年底设一个阶段节点。",),
            ours=True,
        )
        for year in range(span.start.year, span.end.year)
    ]


def _start_report(issued_on: date, frame: Frame) -> Sketch:
    due = frame.workdays.add(issued_on, START_REPORT_WORKDAYS)
    steps = (f"印发后{START_REPORT_WORKDAYS}个工作日内报启动情况，当日不计：{due}。",)
    return Sketch(DutyKind.START, "start", due, Span(issued_on, due), ("启动情况",), steps, ours=True)


def _draft_check(span: Span) -> Sketch:
    due = span.end - timedelta(days=DRAFT_CHECK_DAYS)
    steps = (f"要出台文件，提前{DRAFT_CHECK_DAYS}天看送审稿：{due}。",)
    return Sketch(DutyKind.MILESTONE, "draft", due, Span(span.start, due), ("送审稿",), steps, ours=True)


def _recurring(terms: Terms, frame: Frame) -> Plan:
    """按期重复: one duty a turn; the days come from the wording, or from the plan's reporting calendar."""
    begin, end = _bounds(terms, frame)
    flags = _open_flags(end)
    rrule = terms.rrule or ""
    sketches: list[Sketch] = _milestones(terms.milestones, Span(begin, end or frame.horizon_end))
    if terms.form in _SCHOOL or rrule.startswith("FREQ=YEARLY"):
        turns = _SCHOOL[terms.form](begin) if terms.form in _SCHOOL else rule_turns(rrule, begin)
        sketches += _closings(turns, "本期办结并附佐证", begin, end, frame)
        shape = DeadlineShape.TERM if terms.form in _SCHOOL else DeadlineShape.YEARLY
    else:
        shape = DeadlineShape.PERIODIC
        on_calendar = terms.form is DeadlineForm.ON_CALENDAR
        turns = calendar_turns(months_of(rrule), begin, frame) if on_calendar else rule_turns(rrule, begin)
        seen = in_sight(turns, end, frame.horizon_end)
        sketches += [_periodic(turn, begin, end, frame, on_calendar=on_calendar) for turn in seen]
        flags += _calendar_flags(frame) if on_calendar else ()
    return Plan(shape, tuple(sketches), (Phase(shape, begin, end),), flags)


def _closings(turns: Iterator[Turn], what: str, begin: date, end: date | None, frame: Frame) -> Iterator[Sketch]:
    for turn in in_sight(turns, end, frame.horizon_end):
        sketch = closing_of(turn, (what,), begin, end)
        if sketch is not None:
            yield sketch


def _periodic(turn: Turn, begin: date, end: date | None, frame: Frame, *, on_calendar: bool) -> Sketch:
    report = report_of(turn, ("本期进展",), begin, end, frame)
    return report if on_calendar else replace(report, steps=(f"原文写明每期的日子：{report.due}。",))


def _yearly_stages(terms: Terms, frame: Frame) -> Plan:
    """分年度: a stage a year with a target, the last one closes."""
    begin, end = _bounds(terms, frame)
    shape = DeadlineShape.YEARLY_MILESTONE
    sketches = []
    for turn in in_sight(grid_turns(YEAR, begin), end, frame.horizon_end):
        last = end is not None and end.year == turn.whole.end.year
        due = min(turn.whole.end, end) if end else turn.whole.end
        contents = ("全部年度目标办结",) if last else ("年度目标值",)
        kind = DutyKind.CLOSING if last else DutyKind.MILESTONE
        steps = ("分年度实施，每年年底看当年目标值。",)
        covers = Span(max(begin, turn.whole.start), due)
        sketches.append(Sketch(kind, turn.key, due, covers, contents, steps, repeats=not last))
    flags = (DeadlineFlag.NEEDS_TARGET, *_open_flags(end))
    return Plan(shape, tuple(sketches), (Phase(shape, begin, end),), flags)


def _long_term(terms: Terms, frame: Frame) -> Plan:
    """长期坚持、持续推进: periodic reports on the plan's calendar, never one day that stays overdue."""
    begin, end = _bounds(terms, frame)
    sketches = list(report_sketches(frame, begin, end))
    if end is not None and (terms.form is DeadlineForm.CONTINUING or terms.until is not None):
        steps = (f"没有写固定日期的持续任务，到{end}作期末评估。",)
        sketches.append(Sketch(DutyKind.CLOSING, "end", end, Span(begin, end), ("期末评估",), steps))
    phases = (Phase(DeadlineShape.OPEN, begin, end),)
    return Plan(DeadlineShape.OPEN, tuple(sketches), phases, _open_flags(end) + _calendar_flags(frame))


def _start_from(terms: Terms, frame: Frame) -> Plan:
    """自某年起实施: a first report behind the first half-year, then every year closes on its own."""
    begin, end = _bounds(terms, frame)
    half = next(grid_turns(HALF_YEAR, begin))
    laid_down = frame.calendar.day_for(half.whole.end, HALF_YEAR) if frame.calendar else None
    due = laid_down or half.whole.end
    steps = (f"{half.whole.end}是起始后的第一个半年末。", *calendar_steps(laid_down, half.whole.end, frame))
    covers = half.whole.within(begin, end)
    first = Sketch(DutyKind.START, "start", due, covers, ("实施情况首次报告",), steps, ours=True)
    years = [
        replace(year, steps=(*year.steps, "每年单独办结，按年底算。"))
        for year in _closings(grid_turns(YEAR, begin), "当年实施情况办结并附佐证", begin, end, frame)
    ]
    shape = DeadlineShape.START_YEARLY
    flags = _open_flags(end) + _calendar_flags(frame)
    return Plan(shape, (first, *years), (Phase(shape, begin, end),), flags)


def _immediate(terms: Terms, frame: Frame) -> Plan:
    """立即启动: a start report within ten working days, then reports until a real end date is set."""
    issued = frame.issued_on or terms.start
    shape = DeadlineShape.IMMEDIATE
    if issued is None:
        return Plan(shape, flags=(DeadlineFlag.NEEDS_ISSUE_DATE, DeadlineFlag.NEEDS_END_DATE))
    first = _start_report(issued, frame)
    monthly = frame.calendar is not None and (frame.calendar.after is not None or frame.calendar.grid == MONTH)
    reports = report_sketches(frame, first.due + DAY, frame.end, months=MONTH if monthly else None)
    flags = (DeadlineFlag.NEEDS_END_DATE, *_calendar_flags(frame))
    return Plan(shape, (first, *reports), (Phase(shape, issued, frame.end),), flags)


def _phased(terms: Terms, frame: Frame) -> Plan:
    """先阶段后长期: the named day first, then open-ended; the open part may lie behind this plan."""
    if terms.due is None:
        raise DeadlineRefused("分阶段时限缺少第一阶段的日期，请先核定。", field="deadline")
    begin = min(frame.begin or terms.due, terms.due)
    open_from, end = terms.due + DAY, terms.until or frame.end
    beyond = end is not None and open_from > end
    named = _milestones((*terms.milestones, terms.due), Span(begin, terms.due))
    if beyond:
        last = named[-1]
        named[-1] = Sketch(DutyKind.CLOSING, last.key, last.due, last.covers, ("办结并附佐证",))
        flags: tuple[DeadlineFlag, ...] = (DeadlineFlag.SUCCESSOR,)
        reports: tuple[Sketch, ...] = ()
    else:
        flags = _open_flags(end) + _calendar_flags(frame)
        reports = tuple(report_sketches(frame, open_from, end))
    phases = (
        Phase(DeadlineShape.ONE_OFF, begin, terms.due),
        Phase(DeadlineShape.OPEN, open_from, None if beyond else end),
    )
    return Plan(DeadlineShape.PHASED, (*named, *reports), phases, flags)


def _without_date(terms: Terms, frame: Frame) -> Plan:
    """没有日期: a trigger is asked about every half-year, vague wording owes a criterion, the rest owes nothing yet."""
    if terms.form is DeadlineForm.TRIGGER:
        begin = frame.begin
        ask = "条件是否已经具备"
        asked = report_sketches(frame, begin, frame.end, months=HALF_YEAR, ask=ask) if begin else ()
        flags = (DeadlineFlag.NEEDS_TRIGGER, *_calendar_flags(frame))
        return Plan(DeadlineShape.TRIGGER, tuple(asked), (Phase(DeadlineShape.TRIGGER, begin, frame.end),), flags)
    if terms.form is DeadlineForm.VAGUE:
        return _criterion(frame)
    if terms.form is DeadlineForm.BLANK and frame.end is not None:
        ask = f"原文没有写时限，可否以方案期末{frame.end}为时限，请核定。"
        flags = (DeadlineFlag.NO_DATE, DeadlineFlag.INHERIT, DeadlineFlag.PLAN_END)
        return Plan(DeadlineShape.INHERIT, flags=flags, asks=(ask,), alternatives=(frame.end,))
    return Plan(DeadlineShape.INHERIT, flags=(DeadlineFlag.NO_DATE, DeadlineFlag.INHERIT))


def _criterion(frame: Frame) -> Plan:
    known = [day for day in (frame.issued_on, frame.admitted_on) if day is not None]
    if not known:
        return Plan(DeadlineShape.VAGUE, flags=(DeadlineFlag.NEEDS_CRITERION, DeadlineFlag.NEEDS_ISSUE_DATE))
    asked = max(known)
    due = frame.workdays.add(asked, CRITERION_WORKDAYS)
    steps = (f"列入台账后{CRITERION_WORKDAYS}个工作日内，由牵头单位在办理方案里写明完成标准：{due}。",)
    sketch = Sketch(DutyKind.START, "criterion", due, Span(asked, due), ("办理方案和完成标准",), steps, ours=True)
    return Plan(DeadlineShape.VAGUE, (sketch,), flags=(DeadlineFlag.NEEDS_CRITERION, DeadlineFlag.NO_DATE))


def _bounds(terms: Terms, frame: Frame) -> tuple[date, date | None]:
    known = [day for day in (frame.begin, terms.start) if day is not None]
    if not known:
        msg = f"时限“{terms.wording}”缺少起算日，请先补印发日期。"
        raise DeadlineRefused(msg, field="issued_on")
    return max(known), terms.until or frame.end


def _open_flags(end: date | None) -> tuple[DeadlineFlag, ...]:
    return () if end else (DeadlineFlag.NEEDS_PLAN_END,)


def _calendar_flags(frame: Frame) -> tuple[DeadlineFlag, ...]:
    return () if frame.calendar else (DeadlineFlag.NEEDS_CALENDAR,)
