"""The deadline compiler (时限编译): from terms and the plan's frame to dated duties, each with its reason.

A pure function of its arguments: the same terms and frame give the same keys, and a later horizon only adds duties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.core.deadlines_periods import DAY, QUARTER_PLUS_20, ReportingCalendar, Span
from tracker.core.deadlines_shapes import Plan, shape_of
from tracker.core.deadlines_terms import (
    Compiled,
    CountUnit,
    DatedDuty,
    DeadlineFlag,
    DeadlineForm,
    DeadlineRefused,
    DeadlineShape,
    Frame,
    Phase,
    Terms,
    Why,
)
from tracker.core.words import DeadlineKind, DutyKind

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.deadlines_series import Sketch

__all__ = [
    "QUARTER_PLUS_20",
    "Compiled",
    "CountUnit",
    "DatedDuty",
    "DeadlineFlag",
    "DeadlineForm",
    "DeadlineRefused",
    "DeadlineShape",
    "Frame",
    "Phase",
    "ReportingCalendar",
    "Span",
    "Terms",
    "Why",
    "as_rows",
    "compile_duties",
]

REPORT_WINDOW_WORKDAYS = 10
_WEEKDAYS = "一二三四五六日"
_OPEN_KINDS = (DeadlineKind.LONG_TERM, DeadlineKind.START_FROM, DeadlineKind.RECURRING)
_BASES = {"column": "时限栏", "note": "任务后的括注", "text": "任务正文"}


def compile_duties(terms: Terms, frame: Frame) -> Compiled:
    """The dated duties of one task.

    Raises `DeadlineRefused` with a Chinese sentence where the deadline lies before the plan's issue date, or where a
    day or an issue date is missing that the wording needs.
    """
    _refuse_before_issue(terms, frame)
    plan = shape_of(terms, frame)
    kept = sorted((s for s in plan.sketches if _is_owed(s, frame)), key=lambda sketch: (sketch.due, sketch.key))
    return Compiled(
        shape=plan.shape,
        duties=tuple(_dated(sketch, terms, frame) for sketch in kept),
        phases=plan.phases,
        flags=_flags(plan, terms, frame),
        doubts=terms.doubts,
        asks=plan.asks + (() if kept else _over(frame)),
        alternatives=terms.alternatives + plan.alternatives,
    )


def as_rows(compiled: Compiled) -> dict[str, Any]:
    """The compiled deadline as plain JSON values, for the command line and the admission page."""
    return {
        "shape": compiled.shape.value,
        "label": compiled.shape.label,
        "flags": [{"flag": flag.value, "says": flag.label} for flag in compiled.flags],
        "doubts": list(compiled.doubts),
        "asks": list(compiled.asks),
        "alternatives": [day.isoformat() for day in compiled.alternatives],
        "phases": [
            {"shape": phase.shape.value, "start": _iso(phase.start), "end": _iso(phase.end)}
            for phase in compiled.phases
        ],
        "duties": [_row(duty) for duty in compiled.duties],
    }


def _refuse_before_issue(terms: Terms, frame: Frame) -> None:
    last = terms.due or terms.until
    if last is None or frame.issued_on is None or last >= frame.issued_on or terms.count is not None:
        return
    msg = f"时限“{terms.wording or last}”即{last}，早于方案印发日期{frame.issued_on}，请核对原文或印发日期。"
    raise DeadlineRefused(msg, field="deadline")


def _is_owed(sketch: Sketch, frame: Frame) -> bool:
    """Nothing before the plan was issued; of what repeats or was our own idea, nothing that had passed at admission."""
    if frame.issued_on is not None and sketch.due < frame.issued_on:
        return False
    if not (sketch.repeats or sketch.ours):
        return True
    passed = frame.admitted_on is not None and sketch.due < frame.admitted_on
    return not passed and (sketch.due <= frame.horizon_end or not sketch.repeats)


def _over(frame: Frame) -> tuple[str, ...]:
    """What to settle where the plan's time was up at admission and nothing is owed any more."""
    if not _is_over(frame):
        return ()
    return (f"方案期已于{frame.end}届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。",)


def _is_over(frame: Frame) -> bool:
    return frame.admitted_on is not None and frame.end is not None and frame.end < frame.admitted_on


def _flags(plan: Plan, terms: Terms, frame: Frame) -> tuple[DeadlineFlag, ...]:
    flags = list(plan.flags)
    if terms.alternatives:
        flags.insert(0, DeadlineFlag.AMBIGUOUS)
    if _is_over(frame):
        flags.append(DeadlineFlag.PLAN_OVER)
    return tuple(dict.fromkeys(flags))


def _dated(sketch: Sketch, terms: Terms, frame: Frame) -> DatedDuty:
    return DatedDuty(
        kind=sketch.kind,
        key=sketch.key,
        due=sketch.due,
        window_open=_window_open(sketch, frame),
        covers=sketch.covers,
        contents=sketch.contents,
        why=_why(sketch, terms, frame),
        backlog=frame.admitted_on is not None and sketch.due < frame.admitted_on,
    )


def _window_open(sketch: Sketch, frame: Frame) -> date:
    """A report opens behind its period and leaves at least ten working days; all else is open from the first day."""
    if sketch.kind is not DutyKind.REPORT:
        return sketch.covers.start
    early = min(sketch.covers.end + DAY, frame.workdays.add(sketch.due, -REPORT_WINDOW_WORKDAYS))
    return max(early, min(sketch.covers.start, sketch.due))


def _why(sketch: Sketch, terms: Terms, frame: Frame) -> Why:
    steps = []
    if terms.wording:
        inner = terms.wording.replace("“", "‘").replace("”", "’")
        steps.append(f"{_BASES.get(terms.basis or '', '原文')}写的是“{inner}”。")
    if terms.why:
        steps.append(terms.why.rstrip("。") + "。")
    if terms.kind in _OPEN_KINDS and terms.until is None and frame.end is not None:
        steps.append(f"编到方案期末{frame.end}为止。")
    steps += sketch.steps
    workday = frame.workdays.is_workday(sketch.due)
    if not workday:
        steps.append("这一天是休息日；写明的日期不顺延，只把提醒提前。")
    notice = frame.workdays.notice(sketch.due.year)
    if notice and "工作日" in "".join(sketch.steps):
        steps.append(notice)
    rest = "工作日" if workday else "休息日"
    day = sketch.due
    said = f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}，{rest}）"
    return Why(tuple(steps), f"所以是{said}。")


def _row(duty: DatedDuty) -> dict[str, Any]:
    return {
        "kind": duty.kind.value,
        "label": duty.kind.label,
        "period": duty.key,
        "window_open": duty.window_open.isoformat(),
        "due": duty.due.isoformat(),
        "covers": {"start": duty.covers.start.isoformat(), "end": duty.covers.end.isoformat()},
        "contents": list(duty.contents),
        "backlog": duty.backlog,
        "why": list(duty.why.steps),
        "conclusion": duty.why.conclusion,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
