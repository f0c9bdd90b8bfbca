"""Working days (工作日) in China: weekends, days off and 调休 make-up days, as data that is given in.

Only the State Council's yearly notice says which weekends are worked. A year without it falls back to Monday–Friday and
the statutory days that have a fixed date, and says so (`notice`); nothing raises for a far year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_WEEK = 7
_SATURDAY = 5
# Statutory days with a fixed date: 《全国年节及纪念日放假办法》 art. 2; 2 May since 2025 (State Council Decree 795).
# 春节, 清明, 端午 and 中秋 follow the moon and the sun; without the notice they are left as weekdays.
_FIXED_DAYS = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
_SECOND_LABOUR_DAY_SINCE = 2025


@dataclass(frozen=True, slots=True)
class Workdays:
    """A calendar of working days.

    `off` are days off (a weekday among them is no working day), `work` are worked weekends, `years` are those whose notice
    is entered in full. Days in `off` and `work` count in every year, entered in full or not.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether offices work on that day."""
        return _is_weekday(day) + _exceptions(self, day.year).get(day, 0) > 0

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, or before it where `count` is negative; `day` itself for 0.

        The first day is not counted (民法典 art. 201).
        """
        return _added(self, day, count)

    def between(self, start: date, end: date) -> int:
        """Working days from `start` to `end`: the first day not counted, the last one counted.

        Negative, and the same number, where `end` lies before `start`; `between(d, add(d, n)) == n` for n ≥ 0.
        """
        if end < start:
            return -self.between(end, start)
        exceptions = sum(
            sign
            for year in range(start.year, end.year + 1)
            for day, sign in _exceptions(self, year).items()
            if start < day <= end
        )
        return _weekdays(start, end) + exceptions

    def on_or_after(self, day: date) -> date:
        """The day itself where it is a working day, else the next one."""
        return day if self.is_workday(day) else self.add(day, 1)

    def on_or_before(self, day: date) -> date:
        """The day itself where it is a working day, else the one before: reminders move earlier, deadlines never."""
        return day if self.is_workday(day) else self.add(day, -1)

    def known(self, year: int) -> bool:
        """Whether the year's notice is entered in full."""
        return year in self.years

    def notice(self, year: int) -> str | None:
        """What to tell the reader of a page that counts working days in this year; None where nothing is missing."""
        if self.known(year):
            return None
        return f"{year}年调休安排未录入，工作日暂按周一至周五和固定日期的法定假日推算。"


def _is_weekday(day: date) -> int:
    return int(day.weekday() < _SATURDAY)


def _weekdays(start: date, end: date) -> int:
    """Mondays to Fridays after `start`, up to and with `end`."""
    weeks, rest = divmod((end - start).days, _WEEK)
    return weeks * _SATURDAY + sum(_is_weekday(end - _DAY * back) for back in range(rest))


@lru_cache(maxsize=16_384)
def _added(calendar: Workdays, day: date, count: int) -> date:
    """Kept, because ten thousand duties share a few hundred dates."""
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= calendar.is_workday(day)
    return day


@lru_cache(maxsize=512)
def _exceptions(calendar: Workdays, year: int) -> dict[date, int]:
    """The days of a year that differ from Monday–Friday: -1 a weekday off, +1 a worked weekend."""
    off = {day for day in calendar.off if day.year == year}
    if not calendar.known(year):
        fixed = _FIXED_DAYS + (((5, 2),) if year >= _SECOND_LABOUR_DAY_SINCE else ())
        off |= {date(year, month, day) for month, day in fixed}
    work = {day for day in calendar.work if day.year == year}
    return {day: -1 for day in off - work if _is_weekday(day)} | {day: 1 for day in work if not _is_weekday(day)}
