"""Targets on a task's page (指标): the office mends what was read from the text, adds what was missed, drops what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, url_for

from tracker.actions import indicators
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.store.queries.task_pages import task_of_indicator
from tracker.web import tasks
from tracker.web.sign_in import me
from tracker.web.site import site
from tracker.web.task_forms import IndicatorForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("indicators", __name__)


@pages.post("/tasks/<int:task_id>/indicators")
def add(task_id: int) -> ResponseReturnValue:
    """Add a target."""
    require(me(), Ability.REVIEW)
    form = IndicatorForm()
    try:
        indicators.set_indicator(site().now(), me(), task_id, form.target())
    except Refused as refused:
        return tasks.page(task_id, form.refuse(refused), indicator_new=form)
    flash(f"指标“{(form.name.data or '').strip()}”已添上，报送进展时可以填现值。")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="targets"))


@pages.post("/indicators/<int:indicator_id>")
def mend(indicator_id: int) -> ResponseReturnValue:
    """Mend a target."""
    task_id, form = _task(indicator_id), IndicatorForm()
    try:
        indicators.set_indicator(site().now(), me(), task_id, form.target(), indicator_id)
    except Refused as refused:
        return tasks.page(task_id, form.refuse(refused), **{f"indicator_{indicator_id}": form})
    flash(f"指标“{(form.name.data or '').strip()}”已核定。")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="targets"))


@pages.post("/indicators/<int:indicator_id>/removal")
def drop(indicator_id: int) -> ResponseReturnValue:
    """Say that the text names no target here."""
    task_id = _task(indicator_id)
    indicators.drop_indicator(site().now(), me(), indicator_id)
    flash("已取消这个指标，报过的数还留在报送里。")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="targets"))


def _task(indicator_id: int) -> int:
    require(me(), Ability.REVIEW)
    found = task_of_indicator(indicator_id)
    if found is None:
        raise NotThere("没有找到这个指标。")
    return found
