"""What would be said (提醒预演): which day, to whom, why. Nothing is written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict

from tracker.actions.reminding import rehearse
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.web.days import missing_notice
from tracker.web.forms import DayField, DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("rehearsal", __name__)
_USUAL_DAYS = 30
_MOST_DAYS = 92


class DaysForm(DeskForm):
    """From which day to which; `from` is a word of Python, hence the field's name in the address is set by hand."""

    first = DayField("从", name="from")
    last = DayField("到", name="to")


@pages.get("/rehearsal")
def index() -> ResponseReturnValue:
    """Every day of the span on which something would be said."""
    require(me(), Ability.REVIEW)
    today = site().today()
    usual = {"from": today.isoformat(), "to": (today + timedelta(days=_USUAL_DAYS)).isoformat()}
    form = DaysForm(MultiDict({**usual, **request.args.to_dict()}), meta={"csrf": False})
    form.validate()
    days, code = [], 200
    try:
        first, last = _span(form.first.data, form.last.data)
        days = rehearse(first, last)
    except Refused as refused:
        code = 422 if form.errors else form.refuse(refused)
    spoken = [day for day in days if day.letters or day.proposals]
    return render_template(
        "rehearsal/index.html",
        form=form,
        days=spoken,
        looked_at=len(days),
        missing=missing_notice(today, working_days()),
    ), code


def _span(first: date | None, last: date | None) -> tuple[date, date]:
    if first is None or last is None:
        raise Refused("请写起止两个日期。")
    if last < first:
        raise Refused("止日早于起日，请换一下。", field="last")
    if (last - first).days > _MOST_DAYS:
        raise Refused(f"一次最多看 {_MOST_DAYS} 天，请缩短。", field="last")
    return first, last
