"""Duties that repeat (成串的责任事项): turns of a calendar or of the wording become sketches, bounded by plan and horizon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from tracker.core.deadlines_periods import HALF_YEAR, QUARTER, Span, Turn, grid_turns, month_end
from tracker.core.words import DutyKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.core.deadlines_terms import Frame


@dataclass(frozen=True, slots=True)
class Sketch:
    """A duty before it is filtered and explained.

    `repeats` marks one of a series, `ours` a day that the wording does not name.
    """

    kind: DutyKind
    key: str
    due: date
    covers: Span
    contents: tuple[str, ...]
    steps: tuple[str, ...] = ()
    repeats: bool = False
    ours: bool = False


def report_sketches(
    frame: Frame, begin: date, end: date | None, *, months: int | None = None, ask: str = ""
) -> Iterator[Sketch]:
    """Reports on the plan's calendar (定期报告), or every `months`; none where the plan declares no calendar.

    Each covers its period within `begin` and `end`; the last one may fall due behind `end`, because it covers days before it.
    """
    if frame.calendar is None:
        return
    turns = calendar_turns(months, begin, frame) if months else frame.calendar.turns(begin)
    for turn in in_sight(turns, end, frame.horizon_end):
        yield report_of(turn, (ask,) if ask else _report_contents(turn.whole), begin, end, frame)


def calendar_turns(months: int, begin: date, frame: Frame) -> Iterator[Turn]:
    """Periods of `months` with the plan's reporting day, or without one where the calendar has none."""
    for turn in grid_turns(months, begin):
        laid_down = frame.calendar.day_for(turn.whole.end, months) if frame.calendar else None
        yield replace(turn, due=laid_down)


def in_sight(turns: Iterable[Turn], end: date | None, horizon: date) -> Iterator[Turn]:
    """The turns that begin by the plan's end and fall due by the horizon; `turns` come in order of their days."""
    return takewhile(
        lambda turn: (turn.due or turn.whole.end) <= horizon and (end is None or turn.whole.start <= end),
        turns,
    )


def report_of(turn: Turn, contents: tuple[str, ...], begin: date, end: date | None, frame: Frame) -> Sketch:
    """One periodic report of a turn."""
    covers = turn.whole.within(begin, end)
    steps = (f"本期为{covers.start}至{covers.end}。", *calendar_steps(turn.due, turn.whole.end, frame))
    return Sketch(DutyKind.REPORT, turn.key, turn.due or turn.whole.end, covers, contents, steps, repeats=True)


def closing_of(turn: Turn, contents: tuple[str, ...], begin: date, end: date | None) -> Sketch | None:
    """One closing of a turn; behind the plan's end there is none, except that a turn mostly inside closes on the end."""
    due = turn.due or turn.whole.end
    covers = turn.whole.within(begin, end)
    if end is None or due <= end:
        return Sketch(DutyKind.CLOSING, turn.key, due, covers, contents, repeats=True)
    if turn.due is not None or (end - turn.whole.start) * 2 < turn.whole.end - turn.whole.start:
        return None
    steps = (f"这一期到{due}才结束，以方案期末{end}为限。",)
    return Sketch(DutyKind.CLOSING, turn.key, end, covers, contents, steps, repeats=True)


def calendar_steps(laid_down: date | None, period_end: date, frame: Frame) -> tuple[str, ...]:
    """Why a report is due on its day."""
    if laid_down is not None and frame.calendar is not None:
        return (f"方案报送日历是{frame.calendar.says()}，所以在{laid_down}报。",)
    return (f"方案没有为这一期定报送日，按期末{period_end}算。",)


def months_of(rrule: str) -> int:
    """Months between two turns of an on-calendar rule body; a quarter where it names none that the calendar knows."""
    parts = dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)
    interval = int(parts.get("INTERVAL", "1"))
    return interval if parts.get("FREQ") == "MONTHLY" and interval in (1, QUARTER, HALF_YEAR) else QUARTER


def _report_contents(whole: Span) -> tuple[str, ...]:
    """A short report each time; half-year and year ends ride on it, so that one day never asks twice."""
    half = month_end(whole.end.year, HALF_YEAR) in whole
    year = date(whole.end.year, 12, 31) in whole
    return (
        "进展简报（可报无变化）",
        *(("半年小结",) if half or year else ()),
        *(("年度佐证",) if year else ()),
    )
