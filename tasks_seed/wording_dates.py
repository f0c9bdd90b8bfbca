"""Calendar expressions in Chinese wording (时间点): 2025年底前, 2024年9月中旬, “十四五”末, 2023—2025年.

All patterns expect text squeezed by `wording_numerals.squeeze`. A point of time is a stretch of days; its deadline is
the last day. Only 前 without 底 behind a month or longer is read as excluding it, and keeps the other reading.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks_seed.draft import Period

_YEAR = r"(?P<year>(?:19|20)\d{2})(?:年度|年)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])月份?"
_MONTH_PART = (
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|(?:[上中][、和至—]?)?(?P<third>[上中下])旬"
    r"|(?P<month_end>月?(?:底|末))|(?P<month_start>月?初))"
)
_YEAR_PART = (
    r"(?:第?(?P<quarter>[1-4])季度(?:末|底)?|(?P<half>[上下])半年(?:末|底)?"
    r"|(?P<season>[春秋])季(?P<opening>(?:学期)?开学)?(?:学期)?(?:末|底)?|(?P<year_end>年?(?:底|末|内)|全年))"
)
_BEFORE = r"(?P<before>(?:以|之)?前|内)?"
_POINT = re.compile(
    r"(?:"
    rf"{_YEAR}(?:(?:{_MONTH}{_MONTH_PART}?)|{_YEAR_PART})?"
    r"|(?P<dotted>(?:19|20)\d{2}(?P<sep>[./—])(?:1[0-2]|0?[1-9])(?:(?P=sep)(?:3[01]|[12]\d|0?[1-9]))?(?!\d))"
    r"|[“\"]?十(?P<five>[二三四五六七])五[”\"]?(?:规划)?(?P<five_part>末期?|期末|期间|时期|期内)"
    r"|(?P<school>(?:19|20)\d{2})(?:年?—(?P<school_end>(?:19|20)\d{2}))?学年度?(?:末|底|第?(?P<term>[12一二上下])(?:半)?学期(?:末|底)?)?"
    rf")(?:之)?{_BEFORE}"
)
_YEARLESS = re.compile(
    rf"(?<!\d)(?<!每年)(?:{_MONTH.replace('month', 'm')}{_MONTH_PART.replace('<', '<y')}?"
    r"|(?P<word>(?:本|今|当)?年(?:度内|内|底|末)|全年|(?:本|今)年度?|[上下]半年)|第?[1-4]季度(?:末|底)?)(?P<ybefore>(?:以|之)?前|内)?"
)
_RANGE = re.compile(
    r"(?P<y1>(?:19|20)\d{2})年?(?:(?P<m1>1[0-2]|0?[1-9])月)?(?:—+|至|到)"
    r"(?:(?P<y2>(?:19|20)\d{2})年)?(?:(?P<m2>1[0-2]|0?[1-9])月(?:底|末)?)?(?P<tail>年?底前|年?底|期间|间|前)?"
)
# What makes a month or a word part of something else: 2025年|6月, 每年|一季度, 第|3月, 2—|6月.
_INSIDE = re.compile(r"(?:\d年|每年第?|第|—|半|个|[\d月][、和与及]|周)$")
_INSIDE_LISTED = re.compile(r"(?:\d年|每年第?|第|\d—|半|个|\d[、和与及]|周)$")
_CHINESE_MARKS = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "“": "‘", "”": "’", '"': ""})
_THIRD_LAST = {"上": 10, "中": 20}
_FIVE_YEAR_PLANS = {"二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031, "七": 2036}


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of days named by a wording, where it stands in the squeezed text, and how its deadline was chosen."""

    start: int
    end: int
    text: str
    first: date
    due: date
    why: str
    alternatives: tuple[date, ...] = ()
    doubts: tuple[str, ...] = ()
    is_range: bool = False
    whole_year: bool = False  # a bare year, without 底 or 前: in running text it may be a mere mention


def month_end(year: int, month: int) -> date:
    """The last day of a month (月底)."""
    return date(year, month, monthrange(year, month)[1])


def cn(day: date) -> str:
    """2025年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def quoted(text: str) -> str:
    """A wording between quotation marks, in Chinese punctuation again; marks inside it become single ones."""
    return f"“{text.translate(_CHINESE_MARKS)}”"


def find_ranges(text: str) -> Iterator[Point]:
    """2023—2025年, 2023年3月至2025年12月: the last day is the deadline."""
    for match in _RANGE.finditer(text):
        if not (match["y2"] or (match["m1"] and match["m2"])) or text[match.end() :].startswith("学年"):
            continue
        first = date(int(match["y1"]), int(match["m1"] or 1), 1)
        due = month_end(int(match["y2"] or match["y1"]), int(match["m2"] or 12))
        if due > first:
            why = f"{quoted(match.group())}是一段时间，按最后一天算：{due}"
            yield Point(match.start(), match.end(), match.group(), first, due, why, is_range=True)


def find_points(text: str) -> Iterator[Point]:
    """Every point of time that carries its own year, left to right; impossible days (2月30日) are passed over."""
    for match in _POINT.finditer(text):
        stretch = _stretch(match)
        if stretch is not None:
            yield _judge(match, *stretch)


def find_yearless(text: str, *, listed: bool = False) -> Iterator[re.Match[str]]:
    """6月底前, 9月15日, 年底前, 年内, 上半年, 一季度: the caller knows whether a year can be given to them.

    In a wording of its own (`listed`) the months of a list or a range count each: 5月、10月; 3月—11月.
    """
    inside = _INSIDE_LISTED if listed else _INSIDE
    for match in _YEARLESS.finditer(text):
        if not inside.search(text[max(0, match.start() - 4) : match.start()]):
            yield match


def with_year(match: re.Match[str], year: int) -> Point | None:
    """The yearless expression of `find_yearless`, read in a given year; None where that day does not exist."""
    word = match["word"]
    suffix = match["ybefore"] or ""
    text = f"{year}年底{suffix}" if word and "半年" not in word else f"{year}年{match.group()}"
    point = next(find_points(text), None)
    if point is None:
        return None
    why = point.why.replace(quoted(text), f"{quoted(match.group())}取{year}年")
    doubts = tuple(doubt.replace(quoted(text), quoted(match.group())) for doubt in point.doubts)
    return replace(
        point,
        start=match.start(),
        end=match.end(),
        text=match.group(),
        why=why,
        doubts=doubts,
        whole_year=False,
    )


def _stretch(match: re.Match[str]) -> tuple[date, date, str] | None:
    """First day, last day and the rule that gives the last day; None for a day that does not exist."""
    try:
        if match["dotted"]:
            return _dotted(match["dotted"], match["sep"])
        if match["five"]:
            year = _FIVE_YEAR_PLANS[match["five"]]
            return date(year, 1, 1), date(year + 4, 12, 31), "五年规划按最后一年的12月31日算"
        if match["school"]:
            return _in_school_year(int(match["school"]), int(match["school_end"] or 0), match["term"])
        return _in_year(match)
    except ValueError:
        return None


def _in_school_year(year: int, last: int, term: str | None) -> tuple[date, date, str]:
    """A school year from 1 September, or one of its terms."""
    if term is None:
        return date(year, 9, 1), date(max(last, year + 1), 8, 31), "学年按8月31日算"
    if term in "1一上":
        return date(year, 9, 1), date(year + 1, 1, 31), "学期按学期最后一天算"
    return date(year + 1, 3, 1), date(year + 1, 7, 15), "学期按学期最后一天算"


def _dotted(text: str, sep: str) -> tuple[date, date, str]:
    year, month, *day = (int(part) for part in text.split(sep))
    if day:
        return date(year, month, day[0]), date(year, month, day[0]), "写明了日子"
    return date(year, month, 1), month_end(year, month), "某年某月按当月最后一天算"


def _in_year(match: re.Match[str]) -> tuple[date, date, str]:
    year = int(match["year"])
    if match["month"]:
        return _in_month(match, year, int(match["month"]))
    if match["quarter"]:
        quarter = int(match["quarter"])
        return date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3), "季度按该季度最后一天算"
    if match["season"]:
        return _in_season(match, year)
    if match["half"]:
        upper = match["half"] == "上"
        return (
            date(year, 1 if upper else 7, 1),
            date(year, 6, 30) if upper else date(year, 12, 31),
            "半年按该半年最后一天算",
        )
    return date(year, 1, 1), date(year, 12, 31), "某年按当年最后一天算"


def _in_season(match: re.Match[str], year: int) -> tuple[date, date, str]:
    """School terms as usually set: autumn from 1 September, spring from 1 March, ending 31 January and 15 July."""
    autumn = match["season"] == "秋"
    first = date(year, 9 if autumn else 3, 1)
    if match["opening"]:
        eve = first - timedelta(days=1)
        return eve, eve, f"开学按{first.month}月1日算，截到前一天"
    return first, date(year + 1, 1, 31) if autumn else date(year, 7, 15), "学期按学期最后一天算"


def _in_month(match: re.Match[str], year: int, month: int) -> tuple[date, date, str]:
    if match["day"]:
        day = date(year, month, int(match["day"]))
        return day, day, "写明了日子，“前”“以前”含当日"
    if match["third"]:
        last = _THIRD_LAST.get(match["third"])
        start = {"上": 1, "中": 11, "下": 21}[match["third"]]
        due = date(year, month, last) if last else month_end(year, month)
        return date(year, month, start), due, "上、中、下旬按该旬最后一天算"
    if match["month_start"]:
        return date(year, month, 1), date(year, month, _THIRD_LAST["上"]), "月初按上旬最后一天算"
    return date(year, month, 1), month_end(year, month), "某年某月按当月最后一天算"


def _excludes(match: re.Match[str]) -> bool:
    """前 behind a month, quarter, half or year without 底/末: the stretch itself is left out."""
    inclusive = (
        match["day"]
        or match["opening"]
        or match["month_end"]
        or match["month_start"]
        or match["year_end"]
        or match["five"]
    )
    ends = re.search(r"[底末](?:以|之)?前$", match.group())
    dotted_day = match["dotted"] and match["dotted"].count(match["sep"]) == 2  # noqa: PLR2004 - year.month.day
    return bool(match["before"] and match["before"].endswith("前") and not (inclusive or ends or dotted_day))


def _judge(match: re.Match[str], first: date, last: date, rule: str) -> Point:
    """Turn a stretch of days into a deadline, with the sentence that says how."""
    text = match.group()
    if not _excludes(match):
        return Point(
            match.start(),
            match.end(),
            text,
            first,
            last,
            f"{quoted(text)}，{rule}：{last}",
            doubts=(f"{quoted(text)}没有确定的日子，暂按{cn(last)}算，请核定。",) if match["month_start"] else (),
            is_range=bool(match["five"]) and not match["five_part"].endswith("末"),
            whole_year=bool(re.fullmatch(r"\d{4}年度?", text)),
        )
    due = first - timedelta(days=1)
    why = f"{quoted(text)}没有“底”字，按不含这段时间算，截到前一天：{due}"
    doubt = f"{quoted(text)}可以读作{cn(due)}，也可以读作{cn(last)}，请核定。"
    return Point(match.start(), match.end(), text, first, due, why, (last,), (doubt,))


def certain_year(match: re.Match[str], issued_on: date | None, period: Period | None) -> tuple[int | None, bool]:
    """The year of a yearless wording and whether it is certain; (None, False) where nothing settles it.

    年内 and 全年 belong to the year of issue; a month only where its day lies in the plan's period once, or where no plan
    period speaks against the year of issue.
    """
    years = _years_within(match, period) if period is not None else []
    if len(years) == 1:
        return years[0], True
    if issued_on is None:
        return None, False
    if match["word"] and "半年" not in match["word"]:
        return issued_on.year, True
    point = with_year(match, issued_on.year)
    if (period is None or not years) and point is not None and point.due >= issued_on:
        return issued_on.year, False
    return None, False


def _years_within(match: re.Match[str], period: Period) -> list[int]:
    """The years in which the expression lies in the period; a plan for one calendar year has no other."""
    if period.start.year == period.end.year:
        return [period.end.year]
    if match["word"]:
        return []
    read = [(year, with_year(match, year)) for year in range(period.start.year, period.end.year + 1)]
    return [year for year, point in read if point is not None and period.start <= point.due <= period.end]
