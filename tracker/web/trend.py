"""Closed against due over time (到期与销号走势): where the lines of the overview's chart stand. The page draws them as plain SVG.

Across it is percent of the width, so that words keep their size on a phone; down it is pixels.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.store.queries.overview import Span, TrendPoint

HEIGHT = 196
_TOP, _BOTTOM = 22.0, 166.0
_LEFT, _RIGHT = 9.0, 80.0  # the counts stand left, the names of the lines right
_ROOM = 15.0  # percent of the width that a date needs
_WORDS = 15.0  # pixels between two names
_YEARS_BY_QUARTER = 2
_YEARS_BY_YEAR = 9
_MOST_YEARS = 40


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of a line, from point to point."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: `at` is percent across for a date, pixels down for a count."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Two lines, their axes, and what they say at their ends; `points` are the same as a table."""

    due: tuple[Stroke, ...]
    closed: tuple[Stroke, ...]
    dots: tuple[tuple[float, float], ...]
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    today_x: float | None
    due_end: Tick
    closed_end: Tick
    now: TrendPoint
    points: tuple[TrendPoint, ...]
    sentence: str


def days_of_trend(span: Span, today: date) -> list[date]:
    """The days to count at: ends of months, quarters or years, however long the plan runs, and today. Empty without dates."""
    if span.first is None or span.last is None:
        return []
    first, last = min(span.first, today), max(span.last, today)
    years = last.year - first.year
    months = 1 if years < _YEARS_BY_QUARTER else 3 if years < _YEARS_BY_YEAR else 12
    first = max(first, date(max(last.year - _MOST_YEARS, 1), 1, 1))
    ends = _ends(first, last, months)
    before = date(ends[0].year, ends[0].month, 1) - timedelta(days=1)  # the lines begin before the first date
    return sorted({before, *ends, today})


def trend_of(points: Sequence[TrendPoint], today: date) -> Trend | None:
    """Where the lines stand, or None where there is nothing to draw."""
    if not points:
        return None
    top = _round_up(max(max(point.due, point.closed) for point in points))
    across = _scale([point.day for point in points])
    place = {point.day: x for point, x in zip(points, across, strict=True)}
    past = [point for point in points if point.day <= today]
    now = past[-1]
    due = [(place[point.day], _down(point.due, top)) for point in points]
    closed = [(place[point.day], _down(point.closed, top)) for point in past]
    due_y, closed_y = _apart(due[-1][1], closed[-1][1])
    return Trend(
        due=_strokes(due),
        closed=_strokes(closed),
        dots=tuple(closed),
        days=_days(points, place, today),
        counts=tuple(Tick(_down(count, top), str(count)) for count in (0, top // 2, top)),
        today_x=place.get(today),
        due_end=Tick(due_y, f"应销 {points[-1].due}"),
        closed_end=Tick(closed_y, f"已销 {now.closed}"),
        now=now,
        points=tuple(points),
        sentence=(
            f"从 {points[0].day} 到 {points[-1].day}：应销号累计由 {points[0].due} 件升到 {points[-1].due} 件；"
            f"截至今天应销 {now.due} 件，已销 {now.closed} 件"
        ),
    )


def _ends(first: date, last: date, months: int) -> list[date]:
    """The last days of the stretches of so many months, from the one that holds `first` to the one that holds `last`."""
    year, month = first.year, (first.month - 1) // months * months + months
    found = []
    while True:
        end = date(year, month, calendar.monthrange(year, month)[1])
        found.append(end)
        if end >= last:
            return found
        year, month = (year, month + months) if month + months <= 12 else (year + 1, month + months - 12)  # noqa: PLR2004


def _scale(days: Sequence[date]) -> list[float]:
    span = max((days[-1] - days[0]).days, 1)
    return [round(_LEFT + (day - days[0]).days / span * (_RIGHT - _LEFT), 2) for day in days]


def _down(count: int, top: int) -> float:
    return round(_BOTTOM - count / top * (_BOTTOM - _TOP), 1)


def _round_up(count: int) -> int:
    """An even number with one or two leading figures, at least 2."""
    step: int = 10 ** max(len(str(count)) - 2, 0) * 2
    return max(2, -(-count // step) * step)


def _strokes(path: Sequence[tuple[float, float]]) -> tuple[Stroke, ...]:
    return tuple(Stroke(*one, *other) for one, other in pairwise(path))


def _apart(due: float, closed: float) -> tuple[float, float]:
    """The names beside the ends of the two lines do not run into each other."""
    if abs(due - closed) >= _WORDS:
        return due, closed
    middle = min((due + closed) / 2, _BOTTOM - _WORDS / 2)
    return (middle - _WORDS / 2, middle + _WORDS / 2) if due <= closed else (middle + _WORDS / 2, middle - _WORDS / 2)


def _days(points: Sequence[TrendPoint], place: dict[date, float], today: date) -> tuple[Tick, ...]:
    """From the newest back: each date that leaves room for its words; today is said above the drawing."""
    ticks: list[Tick] = []
    edge = _RIGHT + _ROOM
    for point in reversed(points):
        if point.day != today and edge - place[point.day] >= _ROOM:
            ticks.append(Tick(place[point.day], f"{point.day:%Y-%m}"))
            edge = place[point.day]
    return tuple(reversed(ticks))
