"""All points of time in one wording (各时间点): with their years completed, seasons settled and ranges joined."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tasks_seed.wording_dates import (
    Point,
    certain_year,
    cn,
    find_points,
    find_ranges,
    find_yearless,
    quoted,
    with_year,
)
from tasks_seed.wording_seasons import season_after

if TYPE_CHECKING:
    from tasks_seed.draft import Period

_DASH = re.compile(r"起?(?:—+|至|到)")
_ODD_DAY = re.compile(r"(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}[日号])?")
_NO_MONTH = re.compile(r"(?<!\d)(?:1[3-9]|[2-9]\d)月")


def points_in(said: str, issued_on: date | None, period: Period | None) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    """All points of time in the wording; ranges swallow the years inside them, earlier years complete later months."""
    ranges = tuple(find_ranges(said))
    inside = [(item.start, item.end) for item in ranges]
    free = tuple(p for p in find_points(said) if not any(p.start < end and start < p.end for start, end in inside))
    doubts: list[str] = []
    found = [*ranges, *_with_seasons(said, free, doubts)]
    yearless = tuple(find_yearless(said, listed=True))
    # 6月底前出台，年内持续推进: 年内 belongs to the year of issue and takes the bare month with it.
    this_year = next((m for m in yearless if m["word"] and "半年" not in m["word"]), None)
    for match in yearless:
        if any(item.start < match.end() and match.start() < item.end for item in found):
            continue
        before = [item for item in found if item.end <= match.start()]
        year, certain = (before[-1].due.year, True) if before else certain_year(this_year or match, issued_on, period)
        point = with_year(match, year) if year else None
        if point is None:
            doubts.append(f"{quoted(match.group())}没有写年份，从方案也定不下来，请补年份。")
            continue
        if not certain:
            point = replace(
                point,
                doubts=(*point.doubts, f"{quoted(match.group())}没有写年份，按印发年份{year}年补，请核对。"),
            )
        found.append(point)
    if impossible := _NO_MONTH.search(said):
        found = []
        doubts.append(f"{quoted(impossible.group())}不是日历上有的月份，请核对原文。")
    if not found and not doubts and (odd := _ODD_DAY.search(said)):
        doubts.append(f"{quoted(odd.group())}不是日历上有的日子，请核对原文。")
    return _joined(said, sorted(found, key=lambda item: item.start)), tuple(doubts)


def _with_seasons(said: str, points: tuple[Point, ...], doubts: list[str]) -> list[Point]:
    """2025年国庆节前 is due on 30 September; 2025年春节前 has no day that a calendar tells, so it is asked for."""
    found: list[Point] = []
    for point in points:
        season = season_after(said[point.end :]) if point.whole_year else None
        if season is None:
            found.append(point)
            continue
        text = point.text + season.text
        if season.last is None:
            doubts.append(f"{quoted(text)}没有确定的日期，请补一个日期。")
            continue
        due = date(point.first.year, *season.last)
        why = f"{quoted(text)}按{cn(due)}算"
        found.append(replace(point, end=point.end + len(season.text), text=text, due=due, why=why, whole_year=False))
    return found


def _joined(said: str, points: list[Point]) -> tuple[Point, ...]:
    """Two days with a dash between them are the first and the last of one stretch: 2025年1月1日—12月31日."""
    joined: list[Point] = []
    for point in points:
        first = joined[-1] if joined else None
        if first is None or not _DASH.fullmatch(said[first.end : point.start]) or first.first >= point.due:
            joined.append(point)
            continue
        text = said[first.start : point.end]
        why = f"{quoted(text)}是一段时间，按最后一天算：{point.due}"
        doubts = (*first.doubts, *point.doubts)
        joined[-1] = replace(
            point, start=first.start, text=text, first=first.first, why=why, doubts=doubts, is_range=True
        )
    return tuple(joined)
