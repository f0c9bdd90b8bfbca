"""The working-day calendar in force (工作日历): the kept library's data, and over them what the office entered."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.holiday_data import HolidayRow, load_workdays
from tracker.store.tables import database

if TYPE_CHECKING:
    from tracker.core.workdays import Workdays

FIRST_YEAR, LAST_YEAR = 2019, 2035
COMPLETE_YEARS = "complete_years"
_RULES = (
    "SELECT day_rule.day, day_rule.works, setting.value FROM (SELECT 1 AS one) AS always "
    "LEFT JOIN setting ON setting.key = {} LEFT JOIN day_rule ON 1 = 1 ORDER BY day_rule.day"
)
"""Rules and setting in one statement, composed once: pages and ticks ask it all day long."""


def working_days() -> Workdays:
    """China's working days with 调休; years without official data fall back and say so (`Workdays.notice`).

    The office's own rules are read each time, because another process may have changed them; the calendar is built anew
    only when they differ.
    """
    found = database.execute_sql(_RULES.format(database.obj.param), (COMPLETE_YEARS,)).fetchall()
    return _calendar(tuple((day, bool(works)) for day, works, _ in found if day is not None), found[0][2] or "[]")


@lru_cache(maxsize=4)
def _calendar(rules: tuple[tuple[date | str, bool], ...], complete: str) -> Workdays:
    """The calendar of these rows, as the database gives them."""
    extra = [HolidayRow(day if isinstance(day, date) else date.fromisoformat(day), works) for day, works in rules]
    return load_workdays(range(FIRST_YEAR, LAST_YEAR + 1), extra, tuple(json.loads(complete)))
