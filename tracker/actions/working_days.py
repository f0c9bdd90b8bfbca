"""The working-day calendar in force (工作日历): the kept library's data, and over them what the office entered."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.holiday_data import HolidayRow, load_workdays
from tracker.store.tables import DayRule, Setting

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.workdays import Workdays

FIRST_YEAR, LAST_YEAR = 2019, 2035
COMPLETE_YEARS = "complete_years"


def working_days() -> Workdays:
    """China's working days with 调休; years without official data fall back and say so (`Workdays.notice`).

    The office's own rules are read each time, because another process may have changed them; the calendar is built anew
    only when they differ.
    """
    rules = DayRule.select(DayRule.day, DayRule.works).order_by(DayRule.day).tuples()
    complete = Setting.get_or_none(Setting.key == COMPLETE_YEARS)
    return _calendar(tuple((day, bool(works)) for day, works in rules), tuple(complete.value if complete else ()))


@lru_cache(maxsize=4)
def _calendar(rules: tuple[tuple[date, bool], ...], complete: tuple[int, ...]) -> Workdays:
    extra = [HolidayRow(day, works) for day, works in rules]
    return load_workdays(range(FIRST_YEAR, LAST_YEAR + 1), extra, complete)
