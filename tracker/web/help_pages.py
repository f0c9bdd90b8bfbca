"""Short pages of words (使用说明、减负合规自检、投诉建议)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from tracker.store.queries.channels import channel_count

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("help", __name__)


@pages.get("/help")
def show() -> ResponseReturnValue:
    """How it works, on one page."""
    return render_template("help/show.html")


@pages.get("/compliance")
def compliance() -> ResponseReturnValue:
    """The five prohibitions, and how this installation stands."""
    return render_template("help/compliance.html", channels=channel_count())


@pages.get("/complaint")
def complaint() -> ResponseReturnValue:
    """How to reach the administrator."""
    return render_template("help/complaint.html")
