"""Recurring wording (周期性时限): 每年6月底, 每年2月和8月, 每季度, 每月25日前, 每学期 … as RFC 5545 rule bodies."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from tasks_seed.draft import DeadlineForm
from tasks_seed.wording_dates import quoted
from tasks_seed.wording_seasons import season_after

_MONTHS = r"(?P<months>(?:1[0-2]|0?[1-9])(?:月份?)?(?:(?:底|末)?(?:[、,和与及]|以及)(?:1[0-2]|0?[1-9])(?:月份?)?)*)"
_YEARLY_MONTHS = re.compile(
    r"每1?年(?:度)?的?(?:次年|翌年|第2年)?的?(?:(?:1[0-2]|0?[1-9])月(?:份|底)?(?:—+|至|到))?"
    rf"{_MONTHS}(?<=[月份])"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|(?P<third>[上中下])旬|(?P<end>月?(?:底|末)))?(?P<before>(?:以|之)?前)?"
)
_YEARLY_PART = re.compile(
    r"每1?年(?:度)?的?(?:第?(?P<quarter>[1-4])季度(?P<more>(?:[、和与及]第?[1-4]季度)*)|(?P<half>[上下])半年|年?(?P<end>底|末))(?P<before>(?:以|之)?前)?"
)
_YEARLY = re.compile(r"每1?年(?:度)?|按年(?!度?计划)度?|(?<!\d)1年(?:1|一)次")
_FURTHER_DAY = re.compile(r"[、和与及](?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])[日号]")
_TERM_OPENING = re.compile(r"每1?(?:个?学期|学年)?(?:[的新]|春秋季?|春秋两季?)*(?:学期)?开学前")
_QUARTERLY_END = re.compile(r"每1?个?季度?(?:末|底)(?!月)(?:之?前)?")
_MONTHLY_END = re.compile(r"每1?个?月月?(?:底|末)(?:之?前)?")
_QUARTERLY_DAY = re.compile(
    r"每1?个?季度?(?:的)?(?:(?P<first>首月|第1个月)|(?P<last>末月|最后1?个?月|第3个月))的?"
    r"(?P<day>3[01]|[12]\d|0?[1-9])[日号](?:(?:以|之)?前)?"
)
_MONTHLY_DAY = re.compile(r"每个?月(?:的)?(?P<day>3[01]|[12]\d|0?[1-9])[日号](?:(?:以|之)?前)?")
_PERIODS = (
    (re.compile(r"每1?学期|按学期"), "FREQ=MONTHLY;INTERVAL=6", DeadlineForm.TERM, "每学期一次"),
    (
        re.compile(r"每1?学年(?:度)?|按学年"),
        "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=31",
        DeadlineForm.SCHOOL_YEAR,
        "每学年一次",
    ),
    (
        re.compile(r"每1?半年(?:度)?|半年(?:一次|1次)|按半年"),
        "FREQ=MONTHLY;INTERVAL=6",
        DeadlineForm.ON_CALENDAR,
        "每半年一次",
    ),
    (
        re.compile(r"(?:每1?个?|按|逐)季度?"),
        "FREQ=MONTHLY;INTERVAL=3",
        DeadlineForm.ON_CALENDAR,
        "每季度一次",
    ),
    (re.compile(r"(?:每1?个?|按|逐)月"), "FREQ=MONTHLY", DeadlineForm.ON_CALENDAR, "每月一次"),
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A recurring wording: where it stands, its rule, and what to ask; `plain_year` marks 每年 without a month."""

    start: int
    end: int
    rrule: str
    form: DeadlineForm
    why: str
    doubts: tuple[str, ...] = ()
    plain_year: bool = False


def find_rhythm(text: str) -> Rhythm | None:
    """The recurrence a squeezed wording speaks of, the most exact expression first; None where there is none."""
    yearly = find_yearly_months(text)
    if yearly is not None:
        return yearly
    if match := _YEARLY_PART.search(text):
        return _yearly_part(match)
    if match := _QUARTERLY_DAY.search(text):
        months = "1,4,7,10" if match["first"] else "3,6,9,12"
        rule = f"FREQ=MONTHLY;BYMONTH={months};BYMONTHDAY={_month_day(match['day'])}"
        return Rhythm(*match.span(), rule, DeadlineForm.PLAIN, f"{quoted(match.group())}是每季度一次")
    if match := _MONTHLY_DAY.search(text):
        rule = f"FREQ=MONTHLY;BYMONTHDAY={_month_day(match['day'])}"
        return Rhythm(*match.span(), rule, DeadlineForm.PLAIN, f"{quoted(match.group())}是每月一次")
    if match := _TERM_OPENING.search(text):
        why = f"{quoted(match.group())}按春季3月1日、秋季9月1日开学，截到前一天"
        return Rhythm(*match.span(), _month_ends((2, 8)), DeadlineForm.PLAIN, why)
    if match := _MONTHLY_END.search(text):
        return Rhythm(
            *match.span(), "FREQ=MONTHLY;BYMONTHDAY=-1", DeadlineForm.PLAIN, f"{quoted(match.group())}是每月最后一天"
        )
    if match := _QUARTERLY_END.search(text):
        rule = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
        return Rhythm(*match.span(), rule, DeadlineForm.PLAIN, f"{quoted(match.group())}是每季度最后一天")
    for pattern, rule, form, what in _PERIODS:
        if match := pattern.search(text):
            return Rhythm(*match.span(), rule, form, f"{quoted(match.group())}是{what}")
    if match := _YEARLY.search(text):
        return _every_year(text, match)
    return None


def _every_year(text: str, match: re.Match[str]) -> Rhythm:
    """每年 without a month: its last day, or the part of the year that stands behind it (每年国庆节前)."""
    season = season_after(text[match.end() :])
    if season is None:
        why = f"{quoted(match.group())}没有写月份，按每年最后一天算"
        return Rhythm(*match.span(), _by_month((12,), 31), DeadlineForm.PLAIN, why, plain_year=True)
    span, said = (match.start(), match.end() + len(season.text)), quoted(match.group() + season.text)
    if season.last is None:
        doubt = f"{said}没有确定的日期，暂按每年最后一天算，请核定。"
        return Rhythm(*span, _by_month((12,), 31), DeadlineForm.PLAIN, f"{said}没有写月份，按每年最后一天算", (doubt,))
    month, day = season.last
    rule = _by_month((month,), day if month != 2 else -1)  # noqa: PLR2004 - February
    return Rhythm(*span, rule, DeadlineForm.PLAIN, f"{said}按每年{month}月{day}日算")


def find_yearly_months(text: str) -> Rhythm | None:
    """每年 with months named (每年6月底, 每年2月和8月): the only recurrence that is a deadline in running text too."""
    match = _YEARLY_MONTHS.search(text)
    if match is None:
        return None
    months = tuple(sorted({int(number) for number in re.findall(r"\d+", match["months"])}))
    if match["day"]:
        if any(int(match["day"]) > monthrange(2024, month)[1] for month in months):
            return None
        return _on_days(text, match, months)
    if match["third"] in ("上", "中"):
        rule = _by_month(months, 10 if match["third"] == "上" else 20)
        return Rhythm(*match.span(), rule, DeadlineForm.PLAIN, f"{quoted(match.group())}按该旬最后一天算，每年一次")
    if match["before"] and not match["end"] and not match["third"]:
        return _before_month(match, months)
    ends = "、".join(f"{month}月" for month in months)
    why = f"{quoted(match.group())}按每年{ends}的最后一天算"
    return Rhythm(*match.span(), _month_ends(months), DeadlineForm.PLAIN, why)


def _on_days(text: str, match: re.Match[str], months: tuple[int, ...]) -> Rhythm:
    """每年6月30日、12月31日: one rule where the days are the same or both end their month, else the first and a question."""
    days = {int(match["day"])}
    end, further = match.end(), []
    while more := _FURTHER_DAY.match(text, end):
        further.append((int(more["month"]), int(more["day"])))
        end = more.end()
    whole = quoted(text[match.start() : end])
    named = [*((month, int(match["day"])) for month in months), *further]
    all_months = tuple(sorted({month for month, _ in named}))
    if not further or len({day for _, day in named}) == 1:
        return Rhythm(
            match.start(), end, _by_month(all_months, days.pop()), DeadlineForm.PLAIN, f"{whole}是每年的这一天"
        )
    if all(day == monthrange(2023, month)[1] for month, day in named):
        return Rhythm(match.start(), end, _by_month(all_months, -1), DeadlineForm.PLAIN, f"{whole}是每年的这几天")
    doubt = f"{whole}每年有几个不同的日子，暂只按{quoted(match.group())}算，请把其余日子另立任务或改写时限。"
    rule = _by_month(months, days.pop())
    return Rhythm(match.start(), end, rule, DeadlineForm.PLAIN, f"{quoted(match.group())}是每年的这一天", (doubt,))


def _yearly_part(match: re.Match[str]) -> Rhythm:
    months: tuple[int, ...] = (6,) if match["half"] == "上" else (12,)
    if match["quarter"]:
        quarters = re.findall(r"[1-4](?=季)", match["quarter"] + "季" + match["more"])
        months = tuple(sorted({int(quarter) * 3 for quarter in quarters}))
    ends = "、".join(f"{month}月" for month in months)
    why = f"{quoted(match.group())}按每年{ends}的最后一天算"
    return Rhythm(*match.span(), _month_ends(months), DeadlineForm.PLAIN, why)


def _before_month(match: re.Match[str], months: tuple[int, ...]) -> Rhythm:
    """每年6月前: 前 without 底 leaves the month out, as it does with a year."""
    earlier = tuple(sorted((month - 2) % 12 + 1 for month in months))
    said = "、".join(f"{month}月底" for month in earlier)
    other = "、".join(f"{month}月底" for month in months)
    why = f"{quoted(match.group())}没有“底”字，按不含当月算，即每年{said}"
    doubt = f"{quoted(match.group())}可以读作每年{said}，也可以读作每年{other}，请核定。"
    return Rhythm(*match.span(), _month_ends(earlier), DeadlineForm.PLAIN, why, (doubt,))


def _month_day(day: str) -> int:
    """A day that every month has, else its end (-1)."""
    return int(day) if int(day) <= 28 else -1  # noqa: PLR2004 - February


def _month_ends(months: tuple[int, ...]) -> str:
    """One month: its own last day; several, or February: -1, which RFC 5545 counts from the month's end."""
    if len(months) == 1 and months[0] != 2:  # noqa: PLR2004 - February
        return _by_month(months, monthrange(2024, months[0])[1])
    return _by_month(months, -1)


def _by_month(months: tuple[int, ...], day: int) -> str:
    return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY={day}"
