"""Duties one by one (事项清单): the rows behind a number that counts across plans, or narrower than a ledger can be asked."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for

from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.lamps import lamp_of
from tracker.core.words import Lamp
from tracker.store.queries.duty_list import Wanted, count_duties, list_duties
from tracker.store.queries.units import unit_names
from tracker.web.plan_views import plan_here
from tracker.web.plans import LISTED
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.ledger import PlanFacts

pages = Blueprint("duty_list", __name__)
_PAGE = 50
_ISO = re.compile(r"(19|20)\d\d-\d\d-\d\d", re.ASCII)
_MOST = 2**31 - 1


@pages.get("/duties")
def index() -> ResponseReturnValue:
    """Duties across plans, narrowed by the address; a liaison sees the own unit's."""
    require(me(), Ability.SEE_PLANS)
    plan = plan_here(request.args["plan"]) if request.args.get("plan") else None
    wanted, today, workdays = _wanted(plan), site().today(), working_days()
    total = count_duties(wanted, today, workdays)
    pages_ = max(1, -(-total // _PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages_)
    found = list_duties(wanted, today, workdays, page, _PAGE)
    return render_template(
        "duty_list/index.html",
        plan=plan,
        said=_said(wanted),
        total=total,
        rows=[(duty, lamp_of(today, duty, workdays)) for duty in found],
        page=page,
        pages=pages_,
        page_href=_page_href,
        is_narrowed=bool(_asked()),
    )


def day_asked(name: str) -> date | None:
    """A day in the address, or None where there is none that can be read."""
    text = request.args.get(name, "")
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def _wanted(plan: PlanFacts | None) -> Wanted:
    args = request.args
    lamps = tuple(name for name in args.getlist("lamp") if name in list(map(str, Lamp)))
    return Wanted(
        plan_id=plan.id if plan else None,
        unit_id=me().held_to,
        units=tuple(number for number in args.getlist("unit", type=int) if 0 < number <= _MOST),
        collective_id=_number("collective"),
        task_id=_number("task"),
        lamps=lamps,
        listed=LISTED in args.getlist("lamp"),
        first=day_asked("from"),
        last=day_asked("to"),
        is_open=args.get("open") == "1",
        undated=args.get("undated") == "1",
        closed_by=day_asked("closed_by"),
        group=args.get("group") if "group" in args else None,
    )


def _number(name: str) -> int | None:
    found = request.args.get(name, type=int)
    return found if found is not None and 0 < found <= _MOST else None


def _said(wanted: Wanted) -> str:
    """What the address asks for, in words."""
    lamps = [Lamp(name).label for name in wanted.lamps] + (["挂牌"] if wanted.listed else [])
    units = unit_names((*wanted.units, *filter(None, (wanted.collective_id,))))
    parts = (
        "、".join(lamps),
        _days_said(wanted.first, wanted.last),
        "没有到期日的" if wanted.undated else "",
        "还没有销号的" if wanted.is_open else "",
        f"{wanted.closed_by} 及以前销号的" if wanted.closed_by else "",
        "、".join(units.values()),
        ("没有列入哪个方面的" if not wanted.group else wanted.group) if wanted.group is not None else "",
        "只列您单位的" if wanted.unit_id is not None else "",
    )
    return " · ".join(filter(None, parts))


def _days_said(first: date | None, last: date | None) -> str:
    if first and last:
        return f"{first} 到期" if first == last else f"{first} 至 {last} 到期"
    return f"{first} 起到期" if first else f"{last} 及以前到期" if last else ""


def _asked() -> dict[str, Any]:
    return {name: request.args.getlist(name) for name in request.args if name not in ("page", "plan")}


def _page_href(page: int) -> str:
    return url_for("duty_list.index", plan=request.args.get("plan"), page=page, **_asked())
