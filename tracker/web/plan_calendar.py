"""A plan's duties on a month page (日历)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for

from tracker.actions.working_days import working_days
from tracker.store.queries import plan_dates
from tracker.web.plan_views import DayKind, days_from, duties_link, kind_of_day, ledger_link, plan_here
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.plan_dates import DayTask

pages = Blueprint("calendar", __name__)
SHOWN = 3
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_WEEK = 7


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the month: its kind, its most urgent tasks with their addresses, how many duties fall due in all, and where they are."""

    kind: DayKind
    shown: tuple[tuple[DayTask, str], ...]
    duties: int
    href: str

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.duties - sum(each.duties for each, _ in self.shown)


@pages.get("/plans/<key>/calendar")
def show(key: str) -> ResponseReturnValue:
    """One month: days as a table, on a phone as a list."""
    plan, unit, today, workdays = plan_here(key), me().held_to, site().today(), working_days()
    first = _month(request.args.get("month", ""), today)
    last = _last_of(first)
    totals = plan_dates.duties_by_day(plan.id, first, last, unit)
    shown = plan_dates.foremost_by_day(plan.id, first, last, today, workdays, SHOWN, unit)
    around = plan_dates.neighbours(plan.id, first, last, unit)
    days = [
        MonthDay(
            kind_of_day(day, workdays, today),
            tuple((each, _href(key, day, each)) for each in shown.get(day, ())),
            totals.get(day, 0),
            ledger_link(key, first=day, last=day),
        )
        for day in days_from(first, last.day)
    ]
    blanks: list[MonthDay | None] = [None] * first.weekday()
    cells = [*blanks, *days]
    cells += [None] * (-len(cells) % _WEEK)
    return render_template(
        "calendar/show.html",
        plan=plan,
        first=first,
        weeks=[cells[at : at + _WEEK] for at in range(0, len(cells), _WEEK)],
        total=sum(totals.values()),
        total_href=ledger_link(key, first=first, last=last),
        before=_link(key, first - timedelta(days=1)),
        after=_link(key, last + timedelta(days=1)),
        this_month=None if first <= today <= last else _link(key, today),
        nearest=[_link(key, day) for day in (around.before, around.after) if day],
        undated=around.undated,
        undated_href=duties_link(plan=key, undated=1),
        note=workdays.notice(first.year),
    )


def _href(key: str, day: date, each: DayTask) -> str:
    """One duty is opened; several are listed."""
    if each.duties == 1:
        return url_for("duties.show", duty_id=each.duty_id)
    return duties_link(plan=key, task=each.task_id, first=day, last=day)


def _month(asked: str, today: date) -> date:
    """The first day of the month that the address asks for, else of this one."""
    found = _MONTH.fullmatch(asked)
    if found and _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR and 1 <= int(found[2]) <= 12:  # noqa: PLR2004 - December
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1)


def _last_of(first: date) -> date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _link(key: str, day: date) -> tuple[str, str]:
    """The month that holds a day: how it is called, and its address."""
    return f"{day.year}年{day.month}月", url_for("calendar.show", key=key, month=f"{day:%Y-%m}")
