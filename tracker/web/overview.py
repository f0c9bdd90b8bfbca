"""The overview of one plan (总览): its state in one look; every number leads to the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template

from tracker.actions.working_days import working_days
from tracker.core.lamps import NEAR_WORKDAYS, URGENCY
from tracker.core.words import Lamp, Role
from tracker.store.queries import overview as counts
from tracker.web import trend as trends
from tracker.web.plan_views import (
    DayKind,
    day_in_sentence,
    days_from,
    duties_link,
    kind_of_day,
    ledger_link,
    plan_here,
)
from tracker.web.plans import LISTED, plan_said
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from flask.typing import ResponseReturnValue

    from tracker.core.workdays import Workdays
    from tracker.store.queries.ledger import PlanFacts
    from tracker.store.queries.overview import DayTally, GroupTally
    from tracker.store.queries.plan_counts import DutyTally

pages = Blueprint("overview", __name__)
DAYS_AHEAD = 30
_SHOWN = 5
_COLUMN = 76  # pixels that the tallest day has
_LOWEST = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a day's column: a lamp, where it begins and how tall it is, in pixels."""

    lamp: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day of the next thirty: its kind, what falls due, and where the rows are."""

    kind: DayKind
    duties: int
    segments: tuple[Segment, ...]
    href: str
    said: str


@pages.get("/plans/<key>/overview")
def show(key: str) -> ResponseReturnValue:
    """Lamps, the next thirty days, parts, what waits, what is listed, and the trend."""
    plan = plan_here(key)
    unit, today, workdays = me().held_to, site().today(), working_days()
    lamps = counts.lamp_tallies(plan.id, today, workdays, unit)
    until = today + timedelta(days=DAYS_AHEAD - 1)
    coming = counts.day_tallies(plan.id, today, until, today, workdays, unit)
    listed = counts.listed_count(plan.id, unit)
    is_office = me().role is Role.OFFICE
    waiting = counts.oldest_waiting(plan.id, _SHOWN) if is_office else []
    days = trends.days_of_trend(counts.span_of(plan.id, unit), today)
    return render_template(
        "overview/show.html",
        plan=plan,
        said=plan_said(plan),
        period=_period_said(plan, today, workdays),
        tasks=counts.task_count(plan.id),
        duties=sum(tally.duties for tally in lamps.values()),
        counts={**{lamp: tally.duties for lamp, tally in lamps.items()}, LISTED: listed},
        links={name: ledger_link(key, lamp=name) for name in (*map(str, Lamp), LISTED)},
        notes=_notes(lamps, today, workdays),
        strip=_strip(plan, coming, today, workdays),
        column=_COLUMN,
        coming=sum(day.duties for day in coming),
        coming_href=ledger_link(key, first=today, last=until, open=1),
        after=_after(plan, counts.next_after(plan.id, until, unit), today),
        groups=_groups(plan, counts.group_tallies(plan.id, today, workdays, unit)),
        lamps=[str(lamp) for lamp in URGENCY if lamp is not Lamp.CLOSED],
        waiting=[(each, workdays.between(each.since, today)) for each in waiting],
        to_review=counts.reports_waiting(plan.id) if is_office else 0,
        listed=[(each, workdays.between(each.since, today)) for each in counts.listed_matters(plan.id, _SHOWN, unit)],
        trend=trends.trend_of(counts.trend(plan.id, days, unit), today),
        trend_height=trends.HEIGHT,
        point_links={day: (ledger_link(key, last=day), duties_link(plan=key, closed_by=day)) for day in days},
        closed_href=ledger_link(key, lamp=Lamp.CLOSED),
        note=workdays.notice(until.year) or workdays.notice(today.year),
    )


def _period_said(plan: PlanFacts, today: date, workdays: Workdays) -> str:
    end = plan.period_end
    if end is None:
        return ""
    if end < today:
        return f"实施期至 {end}，已过"
    return f"实施期至 {end}，还有 {workdays.between(today, end)} 个工作日"


def _notes(lamps: dict[Lamp, DutyTally], today: date, workdays: Workdays) -> dict[str, str]:
    late = lamps[Lamp.LATE].first_due
    days = workdays.between(late, today) if late else 0
    return {
        Lamp.LATE: f"最长已过 {days} 个工作日" if days else "",
        Lamp.NEAR: f"{NEAR_WORKDAYS} 个工作日内到期" if lamps[Lamp.NEAR].duties else "",
        Lamp.REVIEW: "球在督查室，不计单位时间" if lamps[Lamp.REVIEW].duties else "",
    }


def _strip(plan: PlanFacts, coming: Sequence[DayTally], today: date, workdays: Workdays) -> list[StripDay]:
    found = {tally.day: tally for tally in coming}
    most = max((tally.duties for tally in coming), default=0)
    strip = []
    for day in days_from(today, DAYS_AHEAD):
        kind, tally = kind_of_day(day, workdays, today), found.get(day)
        strip.append(
            StripDay(
                kind,
                tally.duties if tally else 0,
                _segments(tally, most) if tally else (),
                ledger_link(plan.key, first=day, last=day, open=1) if tally else "",
                f"{day_in_sentence(day, today.year)}到期" + (f"（{kind.said}）" if kind.said else ""),
            )
        )
    return strip


def _segments(tally: DayTally, most: int) -> tuple[Segment, ...]:
    """From the ground up, the most urgent lamp lowest."""
    found, y = [], float(_COLUMN)
    for lamp, count in tally.counts.items():
        if count:
            height = round(max(count / most * (_COLUMN - 2), _LOWEST if count == tally.duties else 1.5), 1)
            y = round(max(y - height, 0), 1)
            found.append(Segment(str(lamp), y, height))
    return tuple(found)


def _after(plan: PlanFacts, found: tuple[date, int] | None, today: date) -> dict[str, Any] | None:
    if found is None:
        return None
    day, duties = found
    return {
        "said": day_in_sentence(day, today.year),
        "duties": duties,
        "href": ledger_link(plan.key, first=day, last=day, open=1),
    }


def _groups(plan: PlanFacts, tallies: Sequence[GroupTally]) -> list[dict[str, Any]]:
    """Parts with an address behind each of their numbers; a plan without headings has no parts."""
    if not any(tally.name for tally in tallies):
        return []
    return [
        {
            "name": tally.name or "没有列入哪个方面的",
            "closed": tally.closed,
            "duties": tally.duties,
            "counts": tally.counts,
            "href": _of_group(plan.key, tally.name),
            "links": {str(lamp): _of_group(plan.key, tally.name, lamp=str(lamp)) for lamp in URGENCY},
        }
        for tally in tallies
    ]


def _of_group(key: str, name: str, **parts: str) -> str:
    """Lines without a heading cannot be asked for in the ledger's address; the list of duties takes an empty one."""
    return ledger_link(key, group=name, **parts) if name else duties_link(plan=key, group="", **parts)
