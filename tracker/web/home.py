"""The first page (首页): everybody's own desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, url_for

from tracker.core.words import Role
from tracker.web.sign_in import me

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("home", __name__)


@pages.get("/")
def show() -> ResponseReturnValue:
    """Liaisons to their own matters, everybody else to the plans."""
    return redirect(url_for("mine.index" if me().role is Role.LIAISON else "plans.index"))
