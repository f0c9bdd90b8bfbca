"""Saved views of the ledger (常用视图): keep, put another filter under the name, rename, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for

from tracker.actions import saved_views
from tracker.core.access import Ability, require
from tracker.core.refusals import NotAllowed, NotThere, Refused
from tracker.store.queries.saved_views import views_of
from tracker.web.ledger import ledger_shown, looked_at
from tracker.web.plans import pages
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@pages.post("/plans/<key>/views")
def keep_view(key: str) -> ResponseReturnValue:
    """Keep what the address asks for under a name."""
    require(me(), Ability.SEE_PLANS)
    plan, _, _, question = looked_at(key)
    name, is_shared = request.form.get("name", ""), request.form.get("shared") == "1"
    try:
        view_id = saved_views.keep_view(site().now(), me(), plan.id, name, question.kept, is_shared=is_shared)
    except Refused as refused:
        return _again(key, "new", name, refused)
    flash(f"已存为常用视图“{' '.join(name.split())}”" + ("，所有人都能看到。" if is_shared else "，只有您自己看得到。"))
    return redirect(url_for("plans.ledger", key=key, **{**question.address, "view": view_id}))


@pages.post("/plans/<key>/views/<int:view_id>")
def change_view(key: str, view_id: int) -> ResponseReturnValue:
    """Put what the address asks for under the view's name."""
    question = looked_at(key)[3]
    saved_views.change_view(site().now(), me(), view_id, question.kept)
    flash("已按现在的筛选和列改存。")
    return redirect(url_for("plans.ledger", key=key, **{**question.address, "view": view_id}))


@pages.post("/plans/<key>/views/<int:view_id>/name")
def rename_view(key: str, view_id: int) -> ResponseReturnValue:
    """Give the view another name."""
    question, name = looked_at(key)[3], request.form.get("name", "")
    try:
        saved_views.rename_view(site().now(), me(), view_id, name)
    except Refused as refused:
        return _again(key, "rename", name, refused)
    flash("已改名。")
    return redirect(url_for("plans.ledger", key=key, **{**question.address, "view": view_id}))


@pages.post("/plans/<key>/views/<int:view_id>/removal")
def drop_view(key: str, view_id: int) -> ResponseReturnValue:
    """Delete the view."""
    name = saved_views.drop_view(site().now(), me(), view_id)
    flash(f"常用视图“{name}”已删去，任务和事项都没有动。")
    return redirect(url_for("plans.ledger", key=key))


def _again(key: str, form: str, typed: str, refused: Refused) -> ResponseReturnValue:
    """The page with what was typed and why it was not taken."""
    if isinstance(refused, (NotThere, NotAllowed)):
        raise refused
    plan, view, whole, question = looked_at(key)
    views = views_of(plan.id, me().id)
    said = (form, typed, refused.sentence)
    return ledger_shown(plan, view, whole, question, views=views, refused=said, code=422)
