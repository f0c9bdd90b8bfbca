"""Splitting a task into sub-tasks (任务分解): by the lead's liaison or the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, url_for

from tracker.actions import decomposition
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.web import tasks
from tracker.web.sign_in import me
from tracker.web.site import site
from tracker.web.task_forms import PartsForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("splitting", __name__)


@pages.post("/tasks/<int:task_id>/parts")
def split(task_id: int) -> ResponseReturnValue:
    """Write up to three sub-tasks; more come with a second form."""
    require(me(), Ability.SEE_PLANS)
    form = PartsForm()
    try:
        made = decomposition.split(site().now(), me(), task_id, form.parts())
    except Refused as refused:
        return tasks.page(task_id, form.refuse(refused), parts=form)
    flash(f"已分解出 {len(made)} 项，各单位会在“我的事项”里看到。还有要分解的，接着填。")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="parts"))
