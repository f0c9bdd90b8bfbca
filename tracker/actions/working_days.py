"""The working-day calendar in force (工作日历): the kept library's data, read once a process."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.holiday_data import load_workdays

if TYPE_CHECKING:
    from tracker.core.workdays import Workdays

FIRST_YEAR, LAST_YEAR = 2019, 2035


@lru_cache(maxsize=1)
def working_days() -> Workdays:
    """China's working days with 调休; years without official data fall back and say so (`Workdays.notice`)."""
    return load_workdays(range(FIRST_YEAR, LAST_YEAR + 1))
