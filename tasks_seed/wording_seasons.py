"""Parts of a year that no calendar date names (时节): 国庆节前, 暑假期间 have a day, 春节前, 高考前, 年初 have none.

Holidays with a fixed date follow 《全国年节及纪念日放假办法》; school holidays go by the terms as `wording_dates` sets them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIXED = {
    "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "六一": (6, 1), "儿童节": (6, 1), "七一": (7, 1), "八一": (8, 1),
    "教师节": (9, 10), "国庆": (10, 1), "十一": (10, 1),
}  # fmt: skip
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = r"(?:假期)?(?:之|以)?前(?=$|[,;。、()]|[完办报]|基本|全面|全部)"
_HOLIDAY = re.compile(rf"的?[“\"]?(?P<name>{'|'.join(_FIXED)})[”\"]?(?:国际)?(?:劳动|儿童)?节?{_BEFORE}")
_SUMMER = re.compile(rf"(?P<year>的)?(?:暑假|暑期)(?:(?P<before>{_BEFORE})|期间|内|结束前)?")
_OPENING = re.compile(r"(?P<season>[春秋])季?(?:学期)?开学前")
_TERM = re.compile(r"(?P<season>[春秋])季?学期(?:末|底|内|期末|结束前)?")
_UNSETTLED = re.compile(
    r"(?:年?初|\d{1,2}(?!\d)|的?[“\"]?[\u4e00-\u9fff]{1,8}?[”\"]?(?:节|假期?|期间|之?前|以前|[之以]?后|[季期]|时)(?=$|[,;。、()]|[完办报]|基本|全面|全部))"
)
_NO_SEASON = re.compile(r"^(?:年?[底末内]|全年|度|以来|长期|完成|持续|全面|基本|按|分|[上下]半年|中长期)")


@dataclass(frozen=True, slots=True)
class Season:
    """What stands behind a year: its words, and its last day as month and day; None where no calendar tells it."""

    text: str
    last: tuple[int, int] | None = None


def season_after(tail: str) -> Season | None:
    """The part of a year that opens this text, the words behind 2025年 or 每年; None where none does."""
    if match := _HOLIDAY.match(tail):
        return Season(match.group(), _day_before(*_FIXED[match["name"]]))
    if match := _SUMMER.match(tail):
        return Season(match.group(), (7, 15) if match["before"] else (8, 31))
    if match := _OPENING.match(tail):
        return Season(match.group(), (2, 28) if match["season"] == "春" else (8, 31))
    if match := _TERM.match(tail):
        return Season(match.group(), (7, 15) if match["season"] == "春" else (1, 31))
    match = _UNSETTLED.match(tail)
    if match is None or _NO_SEASON.match(tail):
        return None
    return Season(match.group())


def _day_before(month: int, day: int) -> tuple[int, int] | None:
    """The day before; 元旦前 has none, for it would lie in the year before."""
    if day > 1:
        return month, day - 1
    return (month - 1, _LAST_DAYS[month - 2]) if month > 1 else None
