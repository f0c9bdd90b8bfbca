"""Drafts of reports (存草稿): kept on the server while somebody writes, so that another device finds them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, flash, redirect, request, url_for

from tracker.actions import drafts
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

pages = Blueprint("drafts", __name__)
_KEPT = ("kind", "progress", "problems", "next_steps", "approved_by_head", "approved_on", "is_stamped")
_TARGETS = "indicator-"


@pages.post("/duties/<int:duty_id>/draft")
def save(duty_id: int) -> ResponseReturnValue:
    """Keep what was typed so far: every few seconds by keep.js, or by the button 存草稿."""
    now = site().now()
    typed = {name: text for name, text in request.form.items() if name in _KEPT or name.startswith(_TARGETS)}
    drafts.save(now, me(), duty_id, typed)
    if request.headers.get("X-Keep"):
        return Response(saved_said(now), mimetype="text/plain")
    flash("草稿已存，换一台设备也能接着写。文件不存在草稿里，报送时再选。")
    return redirect(url_for("duties.show", duty_id=duty_id, _anchor="report"))


def draft_of(duty_id: int) -> tuple[str, dict[str, Any]] | None:
    """The person's own draft: when it was saved, in words, and what the form's fields hold."""
    found = drafts.read(me(), duty_id)
    if found is None:
        return None
    at, values = found
    return saved_said(at), {
        **values,
        "approved_on": _day(values.get("approved_on")),
        "is_stamped": "is_stamped" in values,
    }


def saved_said(at: datetime) -> str:
    """12月17日 15:20 存的草稿."""
    return f"{at.month}月{at.day}日 {at:%H:%M} 存的草稿"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
