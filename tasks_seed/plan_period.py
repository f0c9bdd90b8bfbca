"""The stretch of time that a plan is for (实施期): from its title, else from the words 有效期至."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from tasks_seed.draft import Period
from tasks_seed.letters import fold
from tasks_seed.wording_dates import find_points
from tasks_seed.wording_numerals import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

_YEARS = re.compile(r"((?:19|20)\d{2})\s*年?\s*[-~至到]+\s*((?:19|20)\d{2})\s*年?")
_VALID_UNTIL = re.compile(
    r"自((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日起(?:施行|实施|执行)[^。]{0,12}?有效期(?:至|到)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日"
)
_FIVE_YEAR_PLAN = re.compile(r"“?十([二三四五六])五”?")
_FIVE_YEARS = {"二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}
_SCHOOL_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?(?:\s*[-—–~至到]+\s*(?:19|20)\d{2})?\s*学年度?(?:第?[一二12上下]学期)?")
_OF_A_YEAR = re.compile(
    r"((?:19|20)\d{2})年度?.*(?:工作要点|工作计划|重点工作|重点任务|目标任务|民生实事|实事项目|工作安排|工作台账|任务(?:分解|清单|分工|台账))"
)


def period_of(titles: Sequence[str], text: str) -> Period | None:
    """The first and the last day, and the words that tell; None where the document names no period."""
    for title in titles:
        term = _SCHOOL_YEAR.search(title)
        point = next(find_points(squeeze(term.group()).text), None) if term else None
        if term and point:
            return Period(point.first, point.due, term.group())
    for title in titles:
        plain = fold(title)
        match = _YEARS.search(plain)
        if match and int(match[1]) < int(match[2]):
            return Period(date(int(match[1]), 1, 1), date(int(match[2]), 12, 31), title[match.start() : match.end()])
    unbroken = re.sub(r"\s", "", text)
    valid = _VALID_UNTIL.search(fold(unbroken))
    if valid:
        years = [int(group) for group in valid.groups()]
        try:
            words = unbroken[valid.start() : valid.end()]
            return Period(date(years[0], years[1], years[2]), date(years[3], years[4], years[5]), words)
        except ValueError:
            pass
    for title in titles:
        only = _OF_A_YEAR.search(fold(title))
        if only:
            year = int(only[1])
            return Period(date(year, 1, 1), date(year, 12, 31), f"{year}年")
    for title in titles:
        plan = _FIVE_YEAR_PLAN.search(title)
        if plan:
            first = _FIVE_YEARS[plan[1]]
            return Period(date(first, 1, 1), date(first + 4, 12, 31), plan.group())
    return None
