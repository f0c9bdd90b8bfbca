"""What would be said (提醒预演): which day, at what minute, to whom, in which words, why. Nothing is written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict

from tracker.actions.ladders import ladders
from tracker.actions.reminding import rehearse
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.store.queries.duties import nearest_due
from tracker.web.days import missing_notice
from tracker.web.forms import DayField, DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.actions.reminding import RehearsedDay

pages = Blueprint("rehearsal", __name__)
_USUAL_DAYS = 30
_MOST_DAYS = 92
_BEFORE_DUE = timedelta(days=25)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class DaysForm(DeskForm):
    """From which day to which; `from` is a word of Python, hence the field's name in the address is set by hand."""

    first = DayField("从", name="from")
    last = DayField("到", name="to")


@pages.get("/rehearsal")
def index() -> ResponseReturnValue:
    """Every day of the span on which something would be said."""
    require(me(), Ability.REVIEW)
    form = DaysForm(MultiDict(_usual(site().today()) | request.args.to_dict()), meta={"csrf": False})
    form.validate()
    days: list[RehearsedDay] = []
    code = 200
    try:
        first, last = _span(form.first.data, form.last.data)
        days = rehearse(first, last)
    except Refused as refused:
        code = 422 if form.errors else form.refuse(refused)
    spoken = [day for day in days if day.letters or day.proposals]
    by_plan = ladders()
    return render_template(
        "rehearsal/index.html",
        form=form,
        days=spoken,
        looked_at=len(days),
        missing=_missing(days),
        propose_at={duty.id: by_plan.of(duty).propose_at for day in spoken for duty in day.proposals},
        elsewhere=_elsewhere(days[0].day) if days and not spoken else None,
        base_url=site().config.base_url,
    ), code


def _usual(today: date) -> dict[str, str]:
    """Where no days are asked for: thirty days from today, or from the first day that is asked for."""
    try:
        first = date.fromisoformat(request.args.get("from", ""))
        last = first + timedelta(days=_USUAL_DAYS)
    except (ValueError, OverflowError):
        first, last = today, today + timedelta(days=_USUAL_DAYS)
    return {"from": first.isoformat(), "to": last.isoformat()}


def _span(first: date | None, last: date | None) -> tuple[date, date]:
    if first is None or last is None:
        raise Refused("请写起止两个日期。")
    for name, day in (("first", first), ("last", last)):
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise Refused(f"只能看 {_FIRST_YEAR} 年到 {_LAST_YEAR} 年的日子。", field=name)
    if last < first:
        raise Refused("止日早于起日，请换一下。", field="last")
    if (last - first).days > _MOST_DAYS:
        raise Refused(f"一次最多看 {_MOST_DAYS} 天，请缩短。", field="last")
    return first, last


def _missing(days: list[RehearsedDay]) -> dict[int, str]:
    """Every year without its notice that these days count through, and the one that this day warns of."""
    found = {year: said for day in days for year, said in day.missing.items()}
    notice = missing_notice(site().today(), working_days())
    if notice:
        found[notice.year] = notice.sentence
    return dict(sorted(found.items()))


def _elsewhere(first: date) -> tuple[date, date, date] | None:
    """Where there is something to see: the nearest date at which something falls due, and the days around it."""
    due = nearest_due(first)
    if due is None:
        return None
    return due, due - _BEFORE_DUE, due + timedelta(days=_USUAL_DAYS)
