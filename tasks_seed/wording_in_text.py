"""A deadline inside a task's running text (正文里的时限): only where the text sets a goal for the task itself.

Titles, document numbers, statistics, ages, service frequencies and days on which something already stood are mentions,
not deadlines. Where a text names several days the last is the task's deadline and the earlier ones are its milestones.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tasks_seed.draft import DeadlineForm, DeadlineKind, DeadlineReading
from tasks_seed.wording_dates import Point, cn, find_points, find_yearless, quoted, with_year
from tasks_seed.wording_numerals import squeeze
from tasks_seed.wording_reading import read_deadline
from tasks_seed.wording_yearly import find_yearly_months

if TYPE_CHECKING:
    from datetime import date

    from tasks_seed.draft import Period

_NEAR = 24  # characters that tell a goal from a mention
# Titles and document numbers; brackets that hold only years.
_QUOTED = re.compile(
    r"《[^》]*》|〔\d{4}〕\d*号?|\[\d{4}\]\d*号|[(（][^()（）]{0,4}\d{4}年?—+\d{4}年?[^()（）]{0,4}[)）]"
)
_CLAUSE_START = re.compile(r"(?:^|[,;。:!?、)）])(?:其中[:,]?|[(（]?\d{1,2}[)）.、]|[0-9]{1,2}[.、])?$")
_GOAL_LEAD = re.compile(r"(?:(?<![达得收受看提遇直])到|(?<![甚以乃])至|力争|争取|确保|最迟)$")
_COUNTED_LEAD = re.compile(r"(?:截至|截止到?|自|从|以|比|较|与|占|据|依据|修订的)$")
# What follows a mere mention: a state of affairs, an edition, an origin, a comparison.
_MENTION_TAIL = re.compile(
    r"^(?:底|末)?(?:的|已|以来|以后|之后|后|起|版|第|至|—|以及|(?:出生|登记|入学|在册|在校)(?:的|满)|度?(?:报告|预算|统计|年报)"
    r"|[,]?(?:全.{1,3})?(?:共有|现有|已有|已经))"
)
# A bare year opens a goal where a pause or a verb follows: 2021年全面推广…, 2024年，重点开展….
_DEED = re.compile(
    r"^[,，]|^(?:要|须|将|应|内|全面|基本|重点|试点|率先|力争|争取|确保|计划|开展|完成|实现|建成|建立|建设|构建|推广|推动"
    r"|推进|聚焦|启动|组织|新建|新增|改建|扩建|打造|培育|培养|培训|形成|达到|出台|制[定订]|修订|实施|覆盖|累计|创建|举办|落实|提高|提升)"
)


def find_deadline(
    text: str, *, issued_on: date | None = None, period: Period | None = None
) -> tuple[str, DeadlineReading] | None:
    """The deadline phrase of a task's text, as printed, with its reading (basis "text"); None where there is none.

    A phrase without a year counts only behind a year in the same text (2021年6月底前…，12月底前…), or in the plan of a year.
    """
    squeezed = squeeze(text)
    plain = _without_quotes(squeezed.text)
    points = _within_plan(_goals(plain, issued_on, _only_year(period)), period)
    if points:
        last = max(points, key=lambda point: (point.due, -point.start))
        span = squeezed.source_span(_with_lead(plain, last.start), last.end)
        return _as_printed(text, span), _goal_reading(last, points, issued_on)
    yearly = find_yearly_months(plain)
    if yearly is not None:
        wording = _as_printed(text, squeezed.source_span(yearly.start, yearly.end))
        return wording, read_deadline(wording, basis="text", issued_on=issued_on, period=period)
    return None


def yearless_goal(text: str) -> str | None:
    """A day or month in the text that a deadline could be if its year were known: 6月20日前, 6月底前; as printed."""
    squeezed = squeeze(text)
    plain = _without_quotes(squeezed.text)
    for match in find_yearless(plain):
        if match["ybefore"] == "前" and (match["m"] and not re.search(r"每[^,;。]{0,8}$", plain[: match.start()])):
            return _as_printed(text, squeezed.source_span(match.start(), match.end()))
    return None


def _without_quotes(text: str) -> str:
    """Blot out titles and document numbers, keeping every other character in its place."""
    return _QUOTED.sub(lambda match: "□" * len(match.group()), text)


def _only_year(period: Period | None) -> int | None:
    """The year of a plan for one calendar year, such as 2025年工作要点."""
    return period.end.year if period is not None and period.start.year == period.end.year else None


def _goals(text: str, issued_on: date | None, only_year: int | None) -> list[Point]:
    found = [point for point in find_points(text) if _is_goal(text, point)]
    for match in find_yearless(text):
        dated = [point for point in found if point.end <= match.start()]
        year = dated[-1].due.year if dated else only_year
        is_vague = match["word"] and (only_year is None or not match["ybefore"])  # 年内 says no more than the plan
        if year is None or is_vague or not (match["ybefore"] or match["ymonth_end"]):
            continue
        point = with_year(match, year)
        if point is not None and not any(p.start < match.end() and match.start() < p.end for p in found):
            found.append(point)
    return [p for p in found if issued_on is None or max(p.due, *p.alternatives, p.due) >= issued_on]


def _within_plan(points: list[Point], period: Period | None) -> list[Point]:
    """到2035年建成教育强国 is the background of a plan to 2025, as long as the text also names a nearer day."""
    near = [point for point in points if period is None or point.due <= period.end]
    return near or points


def _is_goal(text: str, point: Point) -> bool:
    begin = max(0, point.start - _NEAR)
    before = ("□" if begin else "") + text[begin : point.start]
    after = text[point.end : point.end + _NEAR]
    if _MENTION_TAIL.search(after) or _COUNTED_LEAD.search(before):
        return False
    if _GOAL_LEAD.search(before):
        return True
    if point.whole_year or point.is_range:
        return bool(_CLAUSE_START.search(before) and _DEED.search(after))
    if re.search(r"[前内底末]$", point.text):
        return True
    # A full date without 前 tells when something happened; a month may be a goal, like a year.
    exact = point.first == point.due
    return not exact and bool(_CLAUSE_START.search(before) and (_DEED.search(after) or not after))


def _with_lead(text: str, start: int) -> int:
    """Where the phrase begins with its 到 or 至."""
    return start - 1 if text[:start].endswith(("到", "至")) else start


def _as_printed(text: str, span: tuple[int, int]) -> str:
    """The phrase cut out of the document; only a line break inside it goes."""
    return re.sub(r"\s*\n\s*", "", text[slice(*span)])


def _goal_reading(last: Point, points: list[Point], issued_on: date | None) -> DeadlineReading:
    earlier = tuple(sorted({point.due for point in points if point.due < last.due}))
    why = last.why
    doubts = last.doubts
    if earlier:
        days = "、".join(cn(day) for day in earlier)
        why += f"；正文还有{days}，按阶段节点处理"
        doubts += (f"正文有多个日期，按最后一个{quoted(last.text)}作为时限，请核对。",)
    due, alternatives = last.due, last.alternatives
    if issued_on is not None and due < issued_on and alternatives:
        due, alternatives = alternatives[0], (due,)
    reading = DeadlineReading(
        kind=DeadlineKind.FIXED,
        due=due,
        basis="text",
        alternatives=alternatives,
        why=why,
        doubts=doubts,
        milestones=earlier,
    )
    return replace(reading, form=DeadlineForm.RANGE, start=last.first) if last.is_range else reading
