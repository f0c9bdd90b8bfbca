"""Periods and the days on which they are reported or closed (周期): quarters, months, school terms, yearly days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from tracker.core.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = timedelta(days=1)
MONTH, QUARTER, HALF_YEAR, YEAR = 1, 3, 6, 12
_GRIDS = {12: MONTH, 4: QUARTER, 2: HALF_YEAR, 1: YEAR}
_TERM_ENDS = {"spring": (7, 15), "autumn": (1, 31)}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def within(self, start: date, end: date | None) -> Span:
        """The part between two bounds (the caller knows that there is one)."""
        return Span(max(self.start, start), self.end if end is None else min(self.end, end))


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of something that repeats: its key, its whole stretch, and its day (None: the last day of the stretch)."""

    key: str
    whole: Span
    due: date | None


@dataclass(frozen=True, slots=True)
class ReportingCalendar:
    """A plan's reporting days (报送日历): `days` as (month, day) pairs of every year, or `after` days after each period.

    `ReportingCalendar(days=((4, 8), (7, 8), (10, 8), (12, 8)))` or `ReportingCalendar(after=20)` for the 20th behind each
    quarter. Four days a year report quarters, twelve months, two half-years, one the year: each day stands for the period
    whose end lies nearest. Any other number of days reports from one day to the next.
    """

    days: tuple[tuple[int, int], ...] = ()
    after: int | None = None

    def __post_init__(self) -> None:
        if bool(self.days) == (self.after is not None):
            msg = "报送日历要么写明每年哪几天，要么写明每季度结束后第几天，请选一种。"
            raise Refused(msg, field="calendar")
        for month, day in self.days:
            if not (1 <= month <= YEAR and 1 <= day <= monthrange(2001, month)[1]):
                msg = f"报送日历里的“{month}月{day}日”不是每年都有的日子，请改正。"
                raise Refused(msg, field="calendar")

    @property
    def grid(self) -> int | None:
        """Months from report to report; None for an uneven list of days."""
        if self.after is not None:
            return QUARTER
        grid = _GRIDS.get(len(self.days))
        return grid if grid and len({self._end_of(day, grid)[1] for day in self.days}) == len(self.days) else None

    def says(self) -> str:
        """每季度结束后第20日, or 每年4月8日、7月8日、10月8日、12月8日."""
        if self.after is not None:
            return f"每季度结束后第{self.after}日"
        return "每年" + "、".join(f"{month}月{day}日" for month, day in self.days)

    def day_for(self, period_end: date, months: int) -> date | None:
        """The reporting day of the period of `months` that ends on `period_end`; None where the calendar has none."""
        if self.after is not None:
            return period_end + DAY * self.after
        grid = self.grid
        if grid is None or months % grid:
            return None
        for month, day in self.days:
            years_back, end_month = self._end_of((month, day), grid)
            if end_month == period_end.month:
                return date(period_end.year + years_back, month, day)
        return None

    def turns(self, first: date) -> Iterator[Turn]:
        """All reports from the one that covers `first`, without end."""
        grid = self.grid
        if grid is not None:
            for turn in grid_turns(grid, first):
                yield Turn(turn.key, turn.whole, self.day_for(turn.whole.end, grid))
            return
        days = sorted(self.days)
        before = date(first.year - 1, *days[-1])
        for year in count(first.year):
            for number, (month, day) in enumerate(days, 1):
                due = date(year, month, day)
                if due >= first:
                    yield Turn(f"{year}N{number}", Span(before + DAY, due), due)
                before = due

    def _end_of(self, day: tuple[int, int], grid: int) -> tuple[int, int]:
        """(years after the period's year, month in which the period ends) for a listed day."""
        there = date(2001, *day)
        ends = [month_end(year, month) for year in (2000, 2001) for month in range(grid, YEAR + 1, grid)]
        nearest = min(ends, key=lambda end: abs(end - there))
        return 2001 - nearest.year, nearest.month


QUARTER_PLUS_20 = ReportingCalendar(after=20)
"""What admission proposes where a plan says nothing: the 20th behind each quarter, as Wuhan's plans of 2023 have it."""


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def grid_turns(months: int, first: date) -> Iterator[Turn]:
    """Calendar periods of 1, 3, 6 or 12 months from the one that holds `first`, without end and without days."""
    index = (first.month - 1) // months
    for year in count(first.year):
        for number in range(index, YEAR // months):
            whole = Span(date(year, number * months + 1, 1), month_end(year, (number + 1) * months))
            yield Turn(_grid_key(months, year, number + 1), whole, None)
        index = 0


def rule_turns(rrule: str, first: date) -> Iterator[Turn]:
    """The days of an RFC 5545 rule body from `first` on: yearly months with a day (-1: month end), or a day each month."""
    rule = dict(part.split("=", 1) for part in rrule.split(";"))
    day = int(rule.get("BYMONTHDAY", "-1"))
    named = [int(month) for month in rule.get("BYMONTH", "").split(",") if month]
    months = named or (list(range(1, YEAR + 1)) if rule["FREQ"] == "MONTHLY" else [YEAR])
    single = len(months) == 1
    before = _on(first.year - 1, months[-1], day)
    for year in count(first.year):
        for month in months:
            due = _on(year, month, day)
            if due >= first:
                yield Turn(f"{year}" if single else f"{year}-{month:02}", Span(before + DAY, due), due)
            before = due


def term_turns(first: date) -> Iterator[Turn]:
    """School terms (学期) as usually closed: spring on 15 July, autumn on 31 January of the next year."""
    for year in count(first.year - 1):
        spring = Span(date(year, 2, 1), date(year, *_TERM_ENDS["spring"]))
        autumn = Span(spring.end + DAY, date(year + 1, *_TERM_ENDS["autumn"]))
        for name, whole in (("spring", spring), ("autumn", autumn)):
            if whole.end >= first:
                yield Turn(f"{year}-{name}", whole, None)


def school_year_turns(first: date) -> Iterator[Turn]:
    """School years (学年), 1 September to 31 August."""
    for year in count(first.year - 1):
        whole = Span(date(year, 9, 1), date(year + 1, 8, 31))
        if whole.end >= first:
            yield Turn(f"{year}-{year + 1}", whole, None)


def _on(year: int, month: int, day: int) -> date:
    last = month_end(year, month)
    return last if day < 0 or day > last.day else date(year, month, day)


def _grid_key(months: int, year: int, number: int) -> str:
    return {
        MONTH: f"{year}-{number:02}",
        QUARTER: f"{year}Q{number}",
        HALF_YEAR: f"{year}H{number}",
        YEAR: f"{year}",
    }[months]
