"""The working-day calendar from data (工作日历): the `holidays` package and the office's own table.

The package computes coming years too, without 调休; such a year counts as not entered until it carries the State
Council's notice, or until the office enters the notice itself and says that it is complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import holidays

from tracker.core.workdays import Workdays

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A line of the office's table (休息日与调休上班日): one day, off or worked, and why."""

    day: date
    works: bool
    note: str = ""


def load_workdays(years: Iterable[int], extra: Iterable[HolidayRow] = (), complete: Collection[int] = ()) -> Workdays:
    """Working days for `years`.

    `extra` are the office's rows: they win over the package. `complete` are years whose notice the office has entered
    in full; a year that neither the package nor the office knows falls back, see `Workdays.notice`.
    """
    wanted = sorted(set(years))
    official = [year for year in wanted if _has_notice(year)]
    off: set[date] = set()
    work: set[date] = set()
    for year in official:
        # The days between the years are sometimes ruled by the next year's notice, so that one is populated as well.
        known = holidays.country_holidays("CN", years=[year, year + 1] if _has_notice(year + 1) else [year])
        off |= {day for day in known if day.year == year}
        work |= {day for day in known.weekend_workdays if day.year == year}
    for row in extra:
        (work if row.works else off).add(row.day)
        (off if row.works else work).discard(row.day)
    return Workdays(frozenset(off), frozenset(work), frozenset(official) | frozenset(complete))


def _has_notice(year: int) -> bool:
    """The package lists swapped days only for years whose notice it has read; other years are estimates."""
    return year in getattr(holidays.country_holidays("CN"), "special_public_holidays", {})
