"""The outbox (发件): what waits for a decision first, then every letter with what its platform answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request, url_for

from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.words import DispatchState
from tracker.store.queries import outbox as readings
from tracker.store.queries.channels import channels
from tracker.store.queries.outbox import Choice
from tracker.web.days import missing_notice
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.outbox import Counts

pages = Blueprint("outbox", __name__)
UNDECIDED = "undecided"
LOOKS = {
    DispatchState.QUEUED: "queued",
    DispatchState.SENDING: "busy",
    DispatchState.DELIVERED: "ok",
    DispatchState.RETRY: "again",
    DispatchState.HELD: "bad",
    DispatchState.UNCERTAIN: "again",
    DispatchState.DEAD: "bad",
    DispatchState.CANCELLED: "off",
}
GOING = (DispatchState.QUEUED, DispatchState.RETRY)
_A_PAGE = 100
_FIRST = 20


@pages.get("/outbox")
def index() -> ResponseReturnValue:
    """The letters that fit the filter in the address, a hundred a page, the newest first."""
    require(me(), Ability.OPERATE)
    choice = _choice()
    counts = readings.counts(choice)
    last = max(1, -(-counts.chosen // _A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    is_plain = choice == Choice() and page == 1
    return render_template(
        "outbox/index.html",
        choice=choice,
        counts=counts,
        links=_links(choice, counts),
        undecided=readings.dispatches(Choice(undecided=True), limit=_FIRST) if is_plain and counts.undecided else [],
        dispatches=readings.dispatches(choice, limit=_A_PAGE, offset=(page - 1) * _A_PAGE),
        page=page,
        last=last,
        looks=LOOKS,
        going=GOING,
        robots_url=site().robots_url,
        missing=missing_notice(site().today(), working_days()),
        link_to=_address,
    )


def _choice() -> Choice:
    """What the address asks for; what it asks in vain is left out."""
    asked = request.args.get("state", "")
    state = DispatchState(asked) if asked in set(DispatchState) else None
    return Choice(_number("channel"), state, undecided=asked == UNDECIDED)


def _number(name: str) -> int | None:
    found = request.args.get(name, type=int)
    return found if found is not None and 0 < found < 2**31 else None


def _links(choice: Choice, counts: Counts) -> dict[str, list[tuple[str, int, str, bool]]]:
    """The filter's links by their kind: words, how many, where to, whether this is it."""
    within = sum(counts.by_state.values())
    states = [("全部", within, _address(choice, state=""), choice.state is None and not choice.undecided)]
    if counts.undecided or choice.undecided:
        states.append(("需要处理", counts.undecided, _address(choice, state=UNDECIDED), choice.undecided))
    for state in DispatchState:
        if counts.by_state.get(state) or choice.state is state:
            count = counts.by_state.get(state, 0)
            states.append((state.label, count, _address(choice, state=str(state)), choice.state is state))
    names = {line.id: line.name for line in channels(site().now(), working_days())}
    through = [("所有通道", sum(counts.by_channel.values()), _address(choice, channel=0), choice.channel is None)]
    for channel, name in names.items():
        if counts.by_channel.get(channel) or choice.channel == channel:
            count = counts.by_channel.get(channel, 0)
            through.append((name, count, _address(choice, channel=channel), choice.channel == channel))
    return {"状态": states, "通道": through}


def _address(choice: Choice, *, state: str | None = None, channel: int | None = None, page: int = 1) -> str:
    """The list with one part of the filter changed; an empty state or channel 0 takes that part out."""
    kept = UNDECIDED if choice.undecided else str(choice.state or "")
    return url_for(
        "outbox.index",
        state=(kept if state is None else state) or None,
        channel=(choice.channel if channel is None else channel) or None,
        page=page if page > 1 else None,
    )
