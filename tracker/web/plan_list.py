"""The list of plans (方案): how each stands and how all stand together; every number leads to the rows behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import render_template, url_for

from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.lamps import URGENCY
from tracker.core.words import Lamp, Role
from tracker.store.queries import pages as readings
from tracker.store.queries.channels import trouble
from tracker.store.queries.desks import waiting_count
from tracker.store.queries.plan_counts import PlanLine, plan_lines
from tracker.web.overview import DAYS_AHEAD
from tracker.web.plan_views import day_in_sentence, duties_link, ledger_link
from tracker.web.plans import LIST_NAMES, LISTED, pages, plan_said
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from flask.typing import ResponseReturnValue

    from tracker.core.workdays import Workdays

__all__ = ["pages"]


@pages.get("/plans")
def index() -> ResponseReturnValue:
    """Every plan with its rows and its lamps, and the whole above them where there are several."""
    require(me(), Ability.SEE_PLANS)
    today, workdays = site().today(), working_days()
    until = today + timedelta(days=DAYS_AHEAD - 1)
    found = plan_lines(today, until, workdays, me().held_to)
    sizes = readings.list_sizes()
    return render_template(
        "plans/index.html",
        plans=[_door(line, sizes.get(line.plan.id, {}), today, until, workdays) for line in found],
        whole=_whole(found, today, until, workdays) if len(found) > 1 else None,
        waiting=waiting_count() if me().role is Role.OFFICE else 0,
        trouble=trouble(site().now(), workdays) if me().role is Role.ADMIN else None,
    )


def _door(line: PlanLine, sizes: dict[str, int], today: date, until: date, workdays: Workdays) -> dict[str, Any]:
    key, first = line.plan.key, line.coming.first_due
    parts = "、".join(f"{LIST_NAMES.get(name, name)} {count} 项" for name, count in sizes.items())
    return {
        "title": line.plan.title,
        "href": url_for("plans.ledger" if me().role is Role.LIAISON else "overview.show", key=key),
        "ledger": ledger_link(key),
        "sub": plan_said(line.plan),
        "rows": f"{line.tasks} 项任务" + (f"：{parts}" if len(sizes) > 1 else ""),
        "duties": line.duties,
        "counts": {**line.counts, LISTED: line.listed},
        "links": {name: ledger_link(key, lamp=name) for name in (*map(str, Lamp), LISTED)},
        "coming": line.coming.duties,
        "coming_href": ledger_link(key, first=today, last=until, open=1),
        "first": day_in_sentence(first, today.year) if first else "",
        "review": line.counts[Lamp.REVIEW],
        "waited": _waited(line.waiting_since, today, workdays),
    }


def _whole(lines: Sequence[PlanLine], today: date, until: date, workdays: Workdays) -> dict[str, Any]:
    """All plans together; the rows behind these numbers stand on the list of duties."""
    first = min((line.coming.first_due for line in lines if line.coming.first_due), default=None)
    since = min((line.waiting_since for line in lines if line.waiting_since), default=None)
    return {
        "plans": len(lines),
        "duties": sum(line.duties for line in lines),
        "duties_href": duties_link(),
        "counts": {
            **{lamp: sum(line.counts[lamp] for line in lines) for lamp in URGENCY},
            LISTED: sum(line.listed for line in lines),
        },
        "links": {name: duties_link(lamp=name) for name in (*map(str, Lamp), LISTED)},
        "coming": sum(line.coming.duties for line in lines),
        "coming_href": duties_link(first=today, last=until, open=1),
        "first": day_in_sentence(first, today.year) if first else "",
        "review": sum(line.counts[Lamp.REVIEW] for line in lines),
        "review_href": duties_link(lamp=Lamp.REVIEW),
        "waited": _waited(since, today, workdays),
    }


def _waited(since: date | None, today: date, workdays: Workdays) -> str:
    if since is None:
        return ""
    days = workdays.between(since, today)
    return f"最久已等 {days} 个工作日" if days > 0 else "今天报来"
