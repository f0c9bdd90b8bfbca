"""Deadlines that count from the issue date (期间): 印发后3个月内, 三年内, 10个工作日内."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from tasks_seed.draft import CountUnit, DeadlineKind, DeadlineReading
from tasks_seed.wording_dates import cn, quoted

_RELATIVE = re.compile(r"(?<!\d)(?P<n>\d{1,3}|半)(?P<unit>个?工作日|个?月|年|周|天|日)(?:之|以)?内")
_RECEIVED = re.compile(r"签收|收到|接到|交办|下达|任务明确|通过后|批准|批复")
_HALF_A_YEAR = 6
_DAYS_A_WEEK = 7


def counted_from_issue(said: str, issued_on: date | None) -> DeadlineReading | None:
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
