"""The working-day calendar from data (工作日历): the `holidays` package and the office's own table.

The package computes coming years too, without 调休; such a year counts as not entered until it carries the State
Council's notice, or until the office enters the notice itself and says that it is complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import holidays

from tracker.core.workdays import Workdays

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from holidays import HolidayBase

_CHINA = Path(holidays.__file__).with_name("countries") / "china.py"


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
        known = _china()(years=[year, year + 1] if _has_notice(year + 1) else [year])
        off |= {day for day in known if day.year == year}
        work |= {day for day in known.weekend_workdays if day.year == year}
    for row in extra:
        (work if row.works else off).add(row.day)
        (off if row.works else work).discard(row.day)
    return Workdays(frozenset(off), frozenset(work), frozenset(official) | frozenset(complete))


def _has_notice(year: int) -> bool:
    """The package lists swapped days only for years whose notice it has read; other years are estimates."""
    return year in getattr(_china()(), "special_public_holidays", {})


@lru_cache(maxsize=1)
def _china() -> type[HolidayBase]:
    """The package's class of China. Its own way to it loads 250 countries, 9 MB in each process; a country's file needs none other."""
    spec = spec_from_file_location(f"{__name__}_china", _CHINA)
    if spec is None or spec.loader is None or not _CHINA.is_file():  # a later edition may be laid out differently
        return holidays.country_holidays("CN").__class__
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    china: type[HolidayBase] = module.China
    return china
