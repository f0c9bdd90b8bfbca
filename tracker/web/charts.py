"""Where the marks of a small chart stand (走势图): values over time against a target, drawn by the page as plain SVG.

Across it is percent of the width, so that a phone and a desk show the same words at the same size; down it is pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.indicators import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from tracker.core.indicators import Point, Series

HEIGHT = 160
_TOP, _BOTTOM = 30.0, 128.0
_LEFT, _RIGHT = 28.0, 94.0  # the target's words stand at the left
_ROOM = 16.0  # percent of the width that a value's words need


@dataclass(frozen=True, slots=True)
class Mark:
    """One value: `x` in percent, `y` in pixels; its words are left out where they would run into the next."""

    x: float
    y: float
    day: date
    shown: str
    met: bool
    has_words: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A target's line across the chart with its words."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Marks in order of days, the target's lines, and one sentence for those who do not see the drawing."""

    marks: tuple[Mark, ...]
    rules: tuple[Rule, ...]
    sentence: str


def chart_of(series: Series) -> Chart | None:
    """The drawing of a series, or None where nothing was reported yet."""
    if not series.points:
        return None
    xs = _across([point.day for point in series.points])
    kept = _with_words(xs)
    marks = tuple(
        Mark(x, _down(point.value, series), point.day, point.shown, point.met, index in kept)
        for index, (x, point) in enumerate(zip(xs, series.points, strict=True))
    )
    return Chart(marks, _rules(series), _sentence(series, series.points[-1]))


def _across(days: Sequence[date]) -> list[float]:
    span = (days[-1] - days[0]).days
    if not span:
        return [(_LEFT + _RIGHT) / 2] * len(days)
    return [round(_LEFT + (day - days[0]).days / span * (_RIGHT - _LEFT), 2) for day in days]


def _with_words(xs: Sequence[float]) -> set[int]:
    """From the newest back: each value that leaves room for the words beside it."""
    kept: set[int] = set()
    edge = xs[-1] + _ROOM
    for index in range(len(xs) - 1, -1, -1):
        if edge - xs[index] >= _ROOM:
            kept.add(index)
            edge = xs[index]
    return kept


def _down(value: Decimal, series: Series) -> float:
    span = float(series.high - series.low)
    share = (float(value - series.low) / span) if span else 0.5
    return round(_BOTTOM - share * (_BOTTOM - _TOP), 1)


def _rules(series: Series) -> tuple[Rule, ...]:
    if series.upper_line is None:
        return (Rule(_down(series.line, series), f"目标 {series.line_label}"),)
    return (
        Rule(_down(series.upper_line, series), f"上限 {shown(series.upper_line, series.unit)}"),
        Rule(_down(series.line, series), f"下限 {shown(series.line, series.unit)}"),
    )


def _sentence(series: Series, last: Point) -> str:
    met = "已达到" if last.met else "未达到"
    return f"{series.name}：报过 {len(series.points)} 次，最近一次 {last.shown}，目标 {series.line_label}，{met}"
