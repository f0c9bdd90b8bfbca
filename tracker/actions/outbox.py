"""Putting messages into the outbox (发件箱), always inside the transaction of their cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.actions.working_days import working_days
from tracker.core.hours import next_speaking
from tracker.core.letters import ChannelFacts, Letter, routes
from tracker.core.news import News, news_letter
from tracker.core.words import DispatchKind, DispatchState
from tracker.store.tables import Channel, Dispatch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tracker.core.facts import DutyFacts
    from tracker.core.words import Audience, EventKind

WAITING = (DispatchState.QUEUED, DispatchState.RETRY, DispatchState.HELD)
"""States of a letter that has not been given to its platform."""
LINK_BASE = ""  # links in stored text are relative to the server; the sender puts the base address before them


def active_channels() -> list[ChannelFacts]:
    """The channels that may carry a letter."""
    rows = Channel.select().where(Channel.is_active == True).order_by(Channel.id)  # noqa: E712 - SQL
    return [channel_facts(row) for row in rows]


def channel_facts(row: Channel) -> ChannelFacts:
    """A channel as routing and composing see it."""
    return ChannelFacts(row.id, row.name, row.platform, row.plan_id, row.unit_id, row.audience)


def let_held_go(channel_id: int) -> None:
    """The channel is sound again, or has another address: what was held for it is queued."""
    Dispatch.update(state=DispatchState.QUEUED, done_at=None).where(
        Dispatch.channel == channel_id, Dispatch.state == DispatchState.HELD
    ).execute()


def announce(
    now: datetime, event: EventKind, duty: DutyFacts, audiences: tuple[Audience, ...], detail: str = ""
) -> None:
    """Queue the news of one event, once a channel, for whoever must hear it: in working hours, else at opening.

    The sender waits a little and sends the news of a channel together.
    """
    channels, workdays = active_channels(), working_days()
    found = [routes(audience, duty.plan_id, duty.unit_id, channels) for audience in audiences]
    for channel in {channel.id: channel for group in found for channel in group}.values():
        queue(
            now,
            news_letter(channel, [News(event, duty, detail)], LINK_BASE),
            kind=DispatchKind.EVENT,
            event=event,
            duty_ids=[duty.id],
            items=[{"event": str(event), "duty": duty.id, "detail": detail}],
            send_from=next_speaking(now, workdays, channel.id),
        )


def queue(
    now: datetime,
    letter: Letter,
    *,
    kind: DispatchKind,
    send_from: datetime,
    event: EventKind | None = None,
    duty_ids: Sequence[int] = (),
    items: Sequence[dict[str, Any]] = (),
    once: str | None = None,
    replaces: int | None = None,
) -> int:
    """Insert one outbox row with the letter's text; returns its id.

    `items` is what it is about, in plain values: the sender looks again just before sending whether all of it is still so.
    """
    if letter.channel is None:
        raise ValueError("a letter without a channel cannot be queued")
    return int(
        Dispatch.insert(
            channel=letter.channel.id,
            kind=kind,
            event=event,
            title=letter.title,
            body=letter.body,
            link=letter.link,
            duty_ids=list(duty_ids),
            items=list(items),
            once=once,
            replaces=replaces,
            next_at=send_from,
            created_at=now,
        ).execute()
    )
