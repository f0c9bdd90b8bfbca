"""How a task's work ends (转常态、收官结论): both by the office, both with their document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, url_for

from tracker.actions import standing, wind_up
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.core.words import Ending
from tracker.web import tasks
from tracker.web.sign_in import me
from tracker.web.site import site
from tracker.web.task_forms import EndingForm, StandingForm, chosen_unit

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("endings", __name__)


@pages.post("/tasks/<int:task_id>/standings")
def settle(task_id: int) -> ResponseReturnValue:
    """转常态 for one unit."""
    require(me(), Ability.REVIEW)
    form = StandingForm()
    try:
        unit_id = chosen_unit(form.unit)
        freed = standing.settle(site().now(), me(), task_id, unit_id, form.document.data or "")
    except Refused as refused:
        return tasks.page(task_id, form.refuse(refused), standing=form)
    flash(f"已转常态，以后的 {freed} 期报告不用再报。")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="ending"))


@pages.post("/tasks/<int:task_id>/outcome")
def conclude(task_id: int) -> ResponseReturnValue:
    """收官结论."""
    require(me(), Ability.REVIEW)
    form = EndingForm()
    try:
        outcome = _outcome(form.outcome.data)
        wind_up.conclude(site().now(), me(), task_id, outcome, form.why.data or "")
    except Refused as refused:
        return tasks.page(task_id, form.refuse(refused), ending=form)
    flash(f"收官结论已记下：{outcome.label}。")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="ending"))


def _outcome(text: str | None) -> Ending:
    try:
        return Ending(text or "")
    except ValueError:
        raise Refused("请选一个结论。", field="outcome") from None
