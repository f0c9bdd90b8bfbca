"""A plan's tasks along time (时间轴): their dates, extensions from the original to the effective one, and today.

Each row is its own small SVG; all places are percent, so that words and marks keep their size on a phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for

from tracker.actions.working_days import working_days
from tracker.core.lamps import URGENCY
from tracker.core.words import Lamp
from tracker.store.queries import plan_dates
from tracker.web.plan_views import duties_link, plan_here
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flask.typing import ResponseReturnValue

    from tracker.store.queries.plan_dates import PlanTask, TaskDate

pages = Blueprint("timeline", __name__)
_PAGE = 40
_LEFT, _RIGHT = 3.0, 97.0
_DENSE = 12
_MOST_TICKS = 9
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Mark:
    """Duties of a task that fall due on one day: the most urgent lamp stands for them."""

    x: float
    day: date
    lamp: Lamp
    counts: dict[Lamp, int]
    moved: tuple[tuple[date, float], ...]
    href: str

    @property
    def duties(self) -> int:
        """How many."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A task with its marks in the order of days, the one that counts next, and its duties without a date."""

    task: PlanTask
    marks: tuple[Mark, ...]
    undated: int
    undated_href: str

    @property
    def next(self) -> Mark | None:
        """The first date with something open, else the last date."""
        is_open = (mark for mark in self.marks if mark.lamp is not Lamp.CLOSED)
        return next(is_open, self.marks[-1] if self.marks else None)

    @property
    def is_dense(self) -> bool:
        """Whether its marks need to be small."""
        return len(self.marks) > _DENSE


@dataclass(frozen=True, slots=True)
class Axis:
    """Where days stand across, the ticks with their words, and today."""

    first: date
    last: date
    ticks: tuple[tuple[float, str], ...]
    today_x: float

    def x(self, day: date) -> float:
        """A day in percent of the width."""
        return _across(day, self.first, self.last)


@pages.get("/plans/<key>/timeline")
def show(key: str) -> ResponseReturnValue:
    """A row a task, some tasks a page; those without any date stand apart."""
    plan, unit, today = plan_here(key), me().held_to, site().today()
    total = plan_dates.tasks_with_duties(plan.id, unit)
    last = max(1, -(-total // _PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), last)
    tasks = plan_dates.page_of_tasks(plan.id, page, _PAGE, unit)
    dates = plan_dates.task_dates(plan.id, [task.id for task in tasks], today, working_days(), unit)
    axis = _axis(plan_dates.bounds_of(plan.id, unit), today)
    rows = [_row(key, task, dates.get(task.id, []), axis) for task in tasks]
    return render_template(
        "timeline/show.html",
        plan=plan,
        axis=axis,
        rows=[row for row in rows if row.marks],
        undated=[row for row in rows if row.undated],
        total=total,
        page=page,
        pages=last,
        page_href=lambda to: url_for("timeline.show", key=key, page=to),
    )


def _row(key: str, task: PlanTask, dates: Sequence[TaskDate], axis: Axis) -> TimelineRow:
    dated = [each for each in dates if each.due is not None]
    return TimelineRow(
        task,
        tuple(
            _mark(key, task, day, list(same), axis) for day, same in groupby(dated, key=lambda each: each.due) if day
        ),
        sum(each.duties for each in dates if each.due is None),
        duties_link(plan=key, task=task.id, undated=1),
    )


def _mark(key: str, task: PlanTask, day: date, same: Sequence[TaskDate], axis: Axis) -> Mark:
    counts = {lamp: sum(each.duties for each in same if each.lamp is lamp) for lamp in URGENCY}
    before = sorted({each.original for each in same if each.original is not None and each.original != day})
    return Mark(
        axis.x(day),
        day,
        next(lamp for lamp in URGENCY if counts[lamp]),
        {lamp: count for lamp, count in counts.items() if count},
        tuple((original, axis.x(original)) for original in before),
        duties_link(plan=key, task=task.id, first=day, last=day),
    )


def _axis(bounds: tuple[date, date] | None, today: date) -> Axis:
    """Whole months from the first date to the last, today among them."""
    first, last = min((*(bounds or ()), today)), max((*(bounds or ()), today))
    first, last = first.replace(day=1), _next_month(last, 1)
    return Axis(first, last, tuple(_ticks(first, last)), _across(today, first, last))


def _ticks(first: date, last: date) -> Iterable[tuple[float, str]]:
    """Beginnings of months, quarters or years, so many that their words have room."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in _STEPS if months / step <= _MOST_TICKS), _STEPS[-1])
    at = date(first.year, 1, 1)
    if step > 12:  # noqa: PLR2004 - a year has twelve months
        at = date(first.year - first.year % (step // 12), 1, 1)
    while at <= last:
        if at >= first:
            words = str(at.year) if step >= 12 else f"{at.year}-{at.month:02}"  # noqa: PLR2004
            yield _across(at, first, last), words
        at = _next_month(at, step)


def _next_month(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


def _across(day: date, first: date, last: date) -> float:
    return round(_LEFT + (day - first).days / max((last - first).days, 1) * (_RIGHT - _LEFT), 2)
