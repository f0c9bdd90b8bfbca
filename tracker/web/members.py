"""Members of a collective (集合单位的成员): exempting one, including it again, confirming one that the list left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, url_for

from tracker.actions import collectives
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.web import tasks
from tracker.web.security import is_local_path
from tracker.web.sign_in import me
from tracker.web.site import site
from tracker.web.task_forms import ExemptForm, chosen_unit

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("members", __name__)


@pages.post("/tasks/<int:task_id>/exemptions")
def exempt(task_id: int) -> ResponseReturnValue:
    """豁免, with the reason."""
    require(me(), Ability.REVIEW)
    form = ExemptForm()
    try:
        unit_id = chosen_unit(form.unit)
        collectives.exempt(site().now(), me(), task_id, unit_id, form.reason.data or "")
    except Refused as refused:
        return tasks.page(task_id, form.refuse(refused), exempt=form)
    flash("已豁免：这个单位不再被提醒，也不计入应办数；报过的都还在。")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="members"))


@pages.post("/tasks/<int:task_id>/exemptions/<int:unit_id>/lifting")
def include(task_id: int, unit_id: int) -> ResponseReturnValue:
    """Include an exempted member again."""
    collectives.include(site().now(), me(), task_id, unit_id)
    flash("已恢复责任：原来的事项和报送接着办。")
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="members"))


@pages.post("/collectives/<int:collective_id>/members/<int:unit_id>/confirmation")
def confirm(collective_id: int, unit_id: int) -> ResponseReturnValue:
    """Confirm a member that the list left open (待核), for every task of its collective."""
    owed = collectives.confirm_member(site().now(), me(), collective_id, unit_id)
    flash(f"已确认成员，新立 {owed} 件责任事项。")
    back = request.form.get("back", "")
    return redirect(back if is_local_path(back) else url_for("plans.index"))
