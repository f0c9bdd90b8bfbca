"""A deadline cell or note read as a whole (时限原文 → 时限读数): the code asks its questions in reading order."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tasks_seed.draft import CountUnit, DeadlineForm, DeadlineKind, DeadlineReading
from tasks_seed.wording_dates import (
    Point,
    certain_year,
    cn,
    find_points,
    find_ranges,
    find_yearless,
    quoted,
    with_year,
)
from tasks_seed.wording_numerals import squeeze
from tasks_seed.wording_yearly import Rhythm, find_rhythm

if TYPE_CHECKING:
    from tasks_seed.draft import Period

_BLANK = re.compile(r"[—/\\.。…、*×]*|无|空|暂无|(?:见|详见)备注")
_INHERIT = re.compile(r"[(（]?(?:同上|同前|同左|〃|″|\"|’’|下同|同上1?条)[)）]?")
_LASTING = re.compile(r"长期|常态|贯穿|始终|永久|经常性|日常|常年|每[天日周]")
_CONTINUING = re.compile(
    r"持续|(?:深入|继续|接续|滚动|压茬|动态)(?:推进|开展|实施|落实|调整|更新)|不断|全程|全过程|巩固提升|推进中"
)
_DOCUMENT = re.compile(r"出台|印发|制[定订]|发布|编制|修订")
_IMMEDIATE = re.compile(r"立即|立行立改|即知即改|即改|马上|即刻|随即|即日起?")
_TRIGGER = re.compile(
    r"适时|视情|待.{1,14}[后时]|(?:国家|省|市|上级).{0,8}(?:部署|要求|通知|政策)后|条件(?:成熟|具备)|待定|另行(?:通知|确定)|(?:根据|按照?|依据|待)[^,;。]{1,12}(?:部署|要求|安排|统一|通知)"
)
_STAGED = re.compile(r"分年度|逐年|分年")
_START = re.compile(
    r"(?:自|从)?(?P<y>(?:19|20)\d{2})年(?:(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>3[01]|[12]\d|0?[1-9])日)?)?"
    r"(?P<season>[春秋]季(?:学期)?)?(?:开学)?(?:起|开始)"
)
_UNTIL = re.compile(r"(?:持续|长期|坚持|推进|开展|实施)(?:到|至)$")
_RELATIVE = re.compile(r"(?<!\d)(?P<n>\d{1,3}|半)(?P<unit>个?工作日|个?月|年|周|天|日)(?:之|以)?内")
_RECEIVED = re.compile(r"签收|收到|接到|交办|下达|任务明确|通过后|批准|批复")
_BEGIN = re.compile(r"^.{0,4}(?:启动|开工)")
_ODD_DAY = re.compile(r"(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}[日号])?")
_NO_MONTH = re.compile(r"(?<!\d)(?:1[3-9]|[2-9]\d)月")
# 2022年底前已完成，长期坚持: what is finished sets no deadline any more.
_FINISHED = re.compile(r"^.*已(?:经|基本|全部)?完成[,、;并]+(?=.)")
_SEASONS = {"春": 3, "秋": 9}
_HALF_A_YEAR = 6
_DAYS_A_WEEK = 7


def read_deadline(
    text: str | None, *, basis: str, issued_on: date | None = None, period: Period | None = None
) -> DeadlineReading:
    """What a deadline wording says.

    `basis` is "column", "note" or "text". `issued_on` dates relative wording and 年内; `period` is the plan's. Nothing
    is guessed: two possible days keep both (`alternatives`) and ask (`doubts`), and what names no day gets none.
    """
    said = squeeze(text or "").text.strip("。;,、:()")
    if _BLANK.fullmatch(said):
        return _nothing(DeadlineForm.BLANK, None, "没有写时限", "原文没有写时限，请核定一个日期或注明长期。")
    if _INHERIT.fullmatch(said):
        return _nothing(
            DeadlineForm.INHERIT,
            basis,
            f"{quoted(said)}沿用上一行的时限",
            "“同上”要沿用上一行的时限，请核对。",
        )
    reading = _read(_FINISHED.sub("", _bare_number(said)), issued_on, period)
    return replace(_settle_by_issue(reading, issued_on), basis=basis)


def _bare_number(said: str) -> str:
    """What a spreadsheet makes of a date: 2025, 20241231, 2024-12-31 00:00:00."""
    said = re.sub(r"(?<=\d)T?00:00(?::00)?$", "", said)
    if re.fullmatch(r"(?:19|20)\d{2}", said):
        return f"{said}年"
    match = re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})", said)
    return "—".join(match.groups()) if match else said


def _read(said: str, issued_on: date | None, period: Period | None) -> DeadlineReading:
    start = _start(said)
    rhythm = find_rhythm(said)
    if rhythm is not None and not (rhythm.plain_year and _STAGED.search(said)):
        return _recurring(said, rhythm, start)
    if start is not None:
        return _starting(said, *start)
    points, doubts = _points(said, issued_on, period)
    if points:
        return _dated(said, points, doubts)
    relative = _relative(said, issued_on)
    if relative is not None:
        return relative
    if doubts:
        return DeadlineReading(why=f"{quoted(said)}定不下是哪一天", doubts=doubts)
    return _undated(said, issued_on, period)


def _nothing(form: DeadlineForm, basis: str | None, why: str, doubt: str) -> DeadlineReading:
    return DeadlineReading(form=form, basis=basis, why=why, doubts=(doubt,))


def _settle_by_issue(reading: DeadlineReading, issued_on: date | None) -> DeadlineReading:
    """A plan cannot ask for something before it exists: of two readings, the one before the issue date falls."""
    if issued_on is None or reading.due is None or reading.due >= issued_on:
        return reading
    later = tuple(day for day in reading.alternatives if day >= issued_on)
    if not later:
        return reading
    why = f"{reading.why}；但这早于印发日期{issued_on}，所以取另一读法：{later[0]}"
    return replace(reading, due=later[0], alternatives=(reading.due,), why=why)


def _start(said: str) -> tuple[re.Match[str], date] | None:
    """自2023年起, 2023年秋季学期起: the match and its first day."""
    match = _START.search(said)
    if match is None:
        return None
    month = int(match["m"] or (_SEASONS[match["season"][0]] if match["season"] else 1))
    try:
        return match, date(int(match["y"]), month, int(match["d"] or 1))
    except ValueError:
        return None


def _recurring(said: str, rhythm: Rhythm, start: tuple[re.Match[str], date] | None) -> DeadlineReading:
    first = start[1] if start else None
    if rhythm.plain_year and first:
        why = f"{quoted(said)}从{cn(first)}起，每年一次"
        return DeadlineReading(kind=DeadlineKind.START_FROM, start=first, why=why)
    first, until, milestones = _bounds(said, rhythm, start)
    why = rhythm.why + (f"，从{cn(first)}起" if first else "") + (f"，到{cn(until)}为止" if until else "")
    asks = rhythm.doubts
    if milestones:
        asks += (f"{quoted(said)}既有日期又有周期，日期按阶段节点处理，请核对。",)
    return DeadlineReading(
        kind=DeadlineKind.RECURRING,
        start=first,
        rrule=rhythm.rrule,
        why=why,
        doubts=asks,
        form=rhythm.form,
        until=until,
        milestones=milestones,
    )


def _bounds(
    said: str, rhythm: Rhythm, start: tuple[re.Match[str], date] | None
) -> tuple[date | None, date | None, tuple[date, ...]]:
    """Days beside a recurrence: a range or a day straight before it bounds it, any other is a milestone."""
    for item in find_ranges(said):
        return item.first, item.due, ()
    taken = start[0].span() if start else (0, 0)
    until: date | None = None
    milestones = set()
    for point in find_points(said):
        if point.start < taken[1] and taken[0] < point.end:
            continue
        if (
            _UNTIL.search(said[: point.start])
            or said[point.end : rhythm.start].strip(",、") == "" < said[: rhythm.start]
        ):
            until = point.due
        else:
            milestones.add(point.due)
    return (start[1] if start else None), until, tuple(sorted(milestones))


def _starting(said: str, match: re.Match[str], first: date) -> DeadlineReading:
    rest = said[match.end() :]
    later = [p for p in find_points(said) if (p.end <= match.start() or p.start >= match.end()) and p.due > first]
    if later:
        last = max(later, key=lambda point: point.due)
        return DeadlineReading(
            kind=DeadlineKind.FIXED,
            due=last.due,
            start=first,
            alternatives=last.alternatives,
            why=f"从{cn(first)}起；{last.why}",
            doubts=last.doubts,
            form=DeadlineForm.RANGE if rest.startswith(("至", "到")) else DeadlineForm.PLAIN,
        )
    why = f"{quoted(match.group())}从{cn(first)}起算，原文没有写止期"
    if match["season"]:
        why += f"（{match['season'][0]}季学期按{first.month}月1日开始算）"
    form = _open_form(rest)
    if form is not None:
        return DeadlineReading(kind=DeadlineKind.LONG_TERM, start=first, why=why, form=form)
    return DeadlineReading(kind=DeadlineKind.START_FROM, start=first, why=why)


def _points(said: str, issued_on: date | None, period: Period | None) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    """All points of time in the wording; ranges swallow the years inside them, earlier years complete later months."""
    ranges = tuple(find_ranges(said))
    inside = [(item.start, item.end) for item in ranges]
    free = tuple(p for p in find_points(said) if not any(p.start < end and start < p.end for start, end in inside))
    found = [*ranges, *free]
    doubts: list[str] = []
    yearless = tuple(find_yearless(said))
    # 6月底前出台，年内持续推进: 年内 belongs to the year of issue and takes the bare month with it.
    this_year = next((m for m in yearless if m["word"] and "半年" not in m["word"]), None)
    for match in yearless:
        if any(item.start < match.end() and match.start() < item.end for item in found):
            continue
        before = [item for item in found if item.end <= match.start()]
        year, certain = (before[-1].due.year, True) if before else certain_year(this_year or match, issued_on, period)
        point = with_year(match, year) if year else None
        if point is None:
            doubts.append(f"{quoted(match.group())}没有写年份，从方案也定不下来，请补年份。")
            continue
        if not certain:
            point = replace(
                point,
                doubts=(*point.doubts, f"{quoted(match.group())}没有写年份，按印发年份{year}年补，请核对。"),
            )
        found.append(point)
    if impossible := _NO_MONTH.search(said):
        found = []
        doubts.append(f"{quoted(impossible.group())}不是日历上有的月份，请核对原文。")
    if not found and not doubts and (odd := _ODD_DAY.search(said)):
        doubts.append(f"{quoted(odd.group())}不是日历上有的日子，请核对原文。")
    return tuple(sorted(found, key=lambda item: item.start)), tuple(doubts)


def _dated(said: str, points: tuple[Point, ...], doubts: tuple[str, ...]) -> DeadlineReading:
    open_form = _open_form(said)
    if open_form is not None:
        return _dated_and_open(said, points, doubts, open_form)
    last = max(points, key=lambda point: (point.due, -point.start))
    earlier = tuple(sorted({point.due for point in points if point.due < last.due}))
    form = DeadlineForm.RANGE if last.is_range else DeadlineForm.PLAIN
    if _STAGED.search(said) and not earlier:
        form = DeadlineForm.YEARLY_STAGES
    elif _IMMEDIATE.search(said):
        form = DeadlineForm.IMMEDIATE
    elif form is DeadlineForm.PLAIN and _DOCUMENT.search(said):
        form = DeadlineForm.DOCUMENT
    asks = [*doubts, *(doubt for point in points for doubt in point.doubts)]
    if _BEGIN.search(said[last.end :]) and "完成" not in said:
        asks.append(f"{quoted(said)}只写了启动时间，没有写完成时间，请核定。")
    why = last.why + ("；前面的日期作为阶段节点" if earlier else "")
    start = last.first if last.is_range else None
    return DeadlineReading(
        kind=DeadlineKind.FIXED,
        due=last.due,
        start=start,
        alternatives=last.alternatives,
        why=why,
        doubts=tuple(asks),
        form=form,
        milestones=earlier,
    )


def _dated_and_open(
    said: str, points: tuple[Point, ...], doubts: tuple[str, ...], open_form: DeadlineForm
) -> DeadlineReading:
    """A day and 长期/持续 in one cell: two phases, unless the day only says until when (持续到2025年底, 年内持续推进)."""
    ends = [point for point in points if _is_until(said, point)]
    phases = [point for point in points if point not in ends]
    until = max((point.due for point in ends), default=None)
    asks = (*doubts, *(doubt for point in points for doubt in point.doubts))
    if not phases:
        first = min(point.first for point in ends) if any(point.is_range for point in ends) else None
        why = f"{quoted(said)}是持续性任务，原文写明到{until}为止"
        return DeadlineReading(
            kind=DeadlineKind.LONG_TERM, start=first, why=why, doubts=asks, form=open_form, until=until
        )
    last = max(phases, key=lambda point: point.due)
    earlier = tuple(sorted({point.due for point in phases if point.due < last.due}))
    tail = f"到{until}为止" if until else "没有写止期"
    if re.fullmatch(r"[,、并]*(?:持续|不断|继续|深入).{2,4}", said[last.end :]) and last.text.endswith("前"):
        asks += (f"{quoted(said)}可以读作{cn(last.due)}办结后再持续，也可以读作持续到{cn(last.due)}为止，请核定。",)
    return DeadlineReading(
        kind=DeadlineKind.MILESTONE_THEN_LONG_TERM,
        due=last.due,
        alternatives=last.alternatives,
        why=f"{last.why}；之后转入长期推进，{tail}",
        doubts=asks,
        form=DeadlineForm.DOCUMENT if _DOCUMENT.search(said) else DeadlineForm.PLAIN,
        until=until,
        milestones=earlier,
    )


def _is_until(said: str, point: Point) -> bool:
    if _UNTIL.search(said[: point.start]) or point.is_range:
        return True
    within = re.match(r"(?:本|今|当)?(?:\d{4})?年(?:度)?内$|全年$|[“\"]?十.五[”\"]?(?:规划)?(?:期间|时期)$", point.text)
    return bool(within and _open_form(said[point.end : point.end + 4]))


def _relative(said: str, issued_on: date | None) -> DeadlineReading | None:
    """印发后3个月内, 三年内, 10个工作日内: counted from the issue date, that day itself not counted (民法典第201条)."""
    match = _RELATIVE.search(said)
    if match is None:
        return None
    unit, half = match["unit"], match["n"] == "半"
    number = _HALF_A_YEAR if half else int(match["n"])
    asks: tuple[str, ...] = ()
    if _RECEIVED.search(said):
        asks = (f"{quoted(said)}从收到之日起算，系统先按印发日期算，请核定起算日。",)
    if "工作日" in unit:
        why = f"{quoted(said)}从印发次日起数{number}个工作日"
        return DeadlineReading(
            kind=DeadlineKind.FIXED, why=why, doubts=asks, count=number, count_unit=CountUnit.WORKDAY
        )
    if unit in ("天", "日", "周"):
        days = number * (_DAYS_A_WEEK if unit == "周" else 1)
        due = issued_on + timedelta(days=days) if issued_on else None
        why = f"{quoted(said)}从印发次日起数{days}天"
        asks += () if due else (f"{quoted(said)}要从印发日期起算，请先补印发日期。",)
        return DeadlineReading(
            kind=DeadlineKind.FIXED, due=due, why=why, doubts=asks, count=days, count_unit=CountUnit.DAY
        )
    if issued_on is None:
        doubt = f"{quoted(said)}要从印发日期起算，请先补印发日期。"
        return DeadlineReading(why=f"{quoted(said)}缺少起算日", doubts=(*asks, doubt))
    in_years = unit == "年" and not half
    months = number * 12 if in_years else number
    due = _months_after(issued_on, months)
    why = f"{quoted(said)}从印发日期{issued_on}起数{months}个月，到期月的对应日：{due}"
    if not in_years:
        return DeadlineReading(kind=DeadlineKind.FIXED, due=due, why=why, doubts=asks)
    whole = date(issued_on.year + number - 1, 12, 31)
    asks += (f"{quoted(said)}可以读作满{number}年即{cn(due)}，也可以读作{number}个年度即{cn(whole)}，请核定。",)
    return DeadlineReading(kind=DeadlineKind.FIXED, due=due, alternatives=(whole,), why=why, doubts=asks)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _undated(said: str, issued_on: date | None, period: Period | None) -> DeadlineReading:
    if re.search(r"(?:规划|计划|方案|行动|实施)期(?:内|间|末)", said) and period is not None:
        why = f"{quoted(said)}按方案实施期最后一天算：{period.end}"
        return DeadlineReading(DeadlineKind.FIXED, period.end, period.start, why=why, form=DeadlineForm.RANGE)
    form = _open_form(said)
    if _IMMEDIATE.search(said) and form is None:
        doubt = f"{quoted(said)}没有写什么时候完成，请补一个办结时限。"
        return DeadlineReading(
            kind=DeadlineKind.START_FROM,
            start=issued_on,
            why=f"{quoted(said)}从印发之日起启动",
            doubts=(doubt,),
            form=DeadlineForm.IMMEDIATE,
        )
    if _STAGED.search(said):
        why = f"{quoted(said)}按每年一个阶段、年末考量"
        doubt = f"{quoted(said)}没有写各年的目标值，请逐年补上。"
        rule = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"
        return DeadlineReading(
            kind=DeadlineKind.RECURRING, rrule=rule, why=why, doubts=(doubt,), form=DeadlineForm.YEARLY_STAGES
        )
    if form is not None:
        return DeadlineReading(kind=DeadlineKind.LONG_TERM, why=f"{quoted(said)}是持续性任务，没有写止期", form=form)
    if _TRIGGER.search(said):
        doubt = f"{quoted(said)}要等条件具备，现在没有日期；条件具备后请补时限。"
        return _nothing(DeadlineForm.TRIGGER, None, f"{quoted(said)}由条件触发", doubt)
    doubt = f"{quoted(said)}没有可以核对的日期，请牵头单位提出完成标准和时限。"
    return _nothing(DeadlineForm.VAGUE, None, f"{quoted(said)}没有写明日期", doubt)


def _open_form(said: str) -> DeadlineForm | None:
    if _LASTING.search(said):
        return DeadlineForm.LASTING
    return DeadlineForm.CONTINUING if _CONTINUING.search(said) else None
