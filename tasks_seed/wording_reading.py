"""A deadline cell or note read as a whole (时限原文 → 时限读数): the code asks its questions in reading order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tasks_seed.draft import DeadlineForm, DeadlineKind, DeadlineReading
from tasks_seed.wording_counted import counted_from_issue
from tasks_seed.wording_dates import Point, cn, find_points, find_ranges, quoted
from tasks_seed.wording_numerals import squeeze
from tasks_seed.wording_points import points_in
from tasks_seed.wording_spelling import spelled, with_named_years
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
_IMMEDIATE = re.compile(r"立即|立行立改|即知即改|即改|马上|即刻|随即|即日起?|(?:印发|发文|发布|公布|实施)之日起$")
_TRIGGER = re.compile(
    r"适时|视情|待.{1,14}[后时]|(?:国家|省|市|上级).{0,8}(?:部署|要求|通知|政策)后|条件(?:成熟|具备)|待定|另行(?:通知|确定)|(?:根据|按照?|依据|待)[^,;。]{1,12}(?:部署|要求|安排|统一|通知)"
)
_STAGED = re.compile(r"分年度|逐年|分年|分[2-9]年")
_START = re.compile(
    r"(?:自|从)?(?P<y>(?:19|20)\d{2})年(?:(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>3[01]|[12]\d|0?[1-9])日)?)?"
    r"(?P<season>[春秋]季(?:学期)?)?(?:开学)?(?:起(?!草)|开始|(?P<after>(?:及其?)?(?:以|之)?后))"
)
_UNTIL = re.compile(r"(?:持续|长期|坚持|推进|开展|实施)(?:到|至)$|贯穿$")
_FROM_THEN_ON = re.compile(r"起?(?:—+|至|到)(?:长期|持续)")
_BEGIN = re.compile(r"^.{0,4}(?:启动|开工)")
# 2022年底前已完成，长期坚持: what is finished sets no deadline any more.
_FINISHED = re.compile(r"^.*已(?:经|基本|全部)?完成[,、;并]+(?=.)")
_SEASONS = {"春": 3, "秋": 9}


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
    said, asks = with_named_years(spelled(_FINISHED.sub("", said)), issued_on.year if issued_on else None)
    reading = _settle_by_issue(_read(said, issued_on, period), issued_on)
    return replace(reading, basis=basis, doubts=(*reading.doubts, *asks))


def _read(said: str, issued_on: date | None, period: Period | None) -> DeadlineReading:
    start = _start(said)
    rhythm = find_rhythm(said)
    if rhythm is not None and not (rhythm.plain_year and _STAGED.search(said)):
        return _recurring(said, rhythm, start)
    if start is not None:
        return _starting(said, *start)
    points, doubts = points_in(said, issued_on, period)
    if points:
        return _dated(said, points, doubts)
    relative = counted_from_issue(said, issued_on)
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
    asks: tuple[str, ...] = ()
    if match["after"]:
        asks = (f"{quoted(match.group())}只写了从哪年起，暂从{cn(first)}起算，请核定。",)
    why = f"{quoted(match.group())}从{cn(first)}起算，原文没有写止期"
    earlier = [point for point in find_points(said[: match.start()]) if point.due <= first]
    if earlier:  # 2025年10月底前完成试点，2026年起全面推开
        done = max(earlier, key=lambda point: point.due)
        stages = tuple(sorted({point.due for point in earlier if point.due < done.due}))
        return DeadlineReading(
            kind=DeadlineKind.MILESTONE_THEN_LONG_TERM,
            due=done.due,
            alternatives=done.alternatives,
            why=f"{done.why}；之后{why}",
            doubts=(*done.doubts, *asks),
            milestones=stages,
        )
    if match["season"]:
        why += f"（{match['season'][0]}季学期按{first.month}月1日开始算）"
    form = _open_form(rest)
    if form is not None:
        return DeadlineReading(kind=DeadlineKind.LONG_TERM, start=first, why=why, doubts=asks, form=form)
    return DeadlineReading(kind=DeadlineKind.START_FROM, start=first, why=why, doubts=asks)


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
    if len(points) == 1 and _FROM_THEN_ON.match(said[points[0].end :]):  # 2025年6月—长期
        begin = points[0].first
        why = f"{quoted(said)}从{cn(begin)}起，是持续性任务，没有写止期"
        return DeadlineReading(
            kind=DeadlineKind.LONG_TERM, start=begin, why=why, doubts=(*doubts, *points[0].doubts), form=open_form
        )
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
    if point.whole_year and _open_form(said[point.end : point.end + 2]):  # 2025年持续推进
        return True
    within = re.match(r"(?:本|今|当)?(?:\d{4})?年(?:度)?内$|全年$|[“\"]?十.五[”\"]?(?:规划)?(?:期间|时期)$", point.text)
    return bool(within and _open_form(said[point.end : point.end + 4]))


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
