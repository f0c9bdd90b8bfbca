"""The outbox (发件): every letter, and what its platform answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.words import DispatchState
from tracker.store.queries.outbox import dispatches
from tracker.web.days import missing_notice
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("outbox", __name__)
_SHOWN = 100
_KINDS = {
    DispatchState.QUEUED: "queued",
    DispatchState.SENDING: "busy",
    DispatchState.DELIVERED: "ok",
    DispatchState.RETRY: "again",
    DispatchState.HELD: "bad",
    DispatchState.UNCERTAIN: "again",
    DispatchState.DEAD: "bad",
    DispatchState.CANCELLED: "off",
}
_GOING = (DispatchState.QUEUED, DispatchState.RETRY)


@pages.get("/outbox")
def index() -> ResponseReturnValue:
    """The newest hundred letters."""
    require(me(), Ability.OPERATE)
    return render_template(
        "outbox/index.html",
        dispatches=dispatches(_SHOWN),
        kinds=_KINDS,
        going=_GOING,
        robots_url=site().robots_url,
        shown=_SHOWN,
        missing=missing_notice(site().today(), working_days()),
    )
