"""Short pages of words (使用说明、减负合规自检、投诉建议)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from tracker.actions.working_days import working_days
from tracker.core.burden import LOOK_BACK_DAYS, checks
from tracker.store.queries.burden import burden_facts
from tracker.store.queries.channels import channel_count
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("help", __name__)


@pages.get("/help")
def show() -> ResponseReturnValue:
    """How it works, on one page."""
    return render_template("help/show.html")


@pages.get("/compliance")
def compliance() -> ResponseReturnValue:
    """The prohibitions with their sources, and how this installation stands by its own figures."""
    found = checks(burden_facts(site().now(), working_days()))
    return render_template(
        "help/compliance.html",
        found=found,
        open_matters=[each for each in found if not each.holds],
        days=LOOK_BACK_DAYS,
        channels=channel_count(),
    )


@pages.get("/complaint")
def complaint() -> ResponseReturnValue:
    """How to reach the administrator."""
    return render_template("help/complaint.html")
