"""Putting letters into the outbox (发件箱), always inside the transaction of their cause."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from tracker.actions.working_days import working_days
from tracker.core.letters import ChannelFacts, Letter, event_letter, routes
from tracker.store.tables import Channel, Dispatch

if TYPE_CHECKING:
    from tracker.core.facts import DutyFacts
    from tracker.core.words import Audience, EventKind

DAY_OPENS, DAY_CLOSES = time(8, 30), time(18, 30)
LINK_BASE = ""  # links in stored text are relative to the server; the sender puts the base address before them


def active_channels() -> list[ChannelFacts]:
    """The channels that may carry a letter."""
    rows = Channel.select().where(Channel.is_active == True).order_by(Channel.id)  # noqa: E712 - SQL
    return [ChannelFacts(row.id, row.name, row.platform, row.plan_id, row.unit_id, row.audience) for row in rows]


def announce(
    now: datetime, kind: EventKind, duty: DutyFacts, audiences: tuple[Audience, ...], detail: str = ""
) -> None:
    """Queue the news of one event, once a channel, for whoever must hear it: in working hours at once, else at opening."""
    channels = active_channels()
    found = [routes(audience, duty.plan_id, duty.unit_id, channels) for audience in audiences]
    for channel in {channel.id: channel for group in found for channel in group}.values():
        letter = event_letter(channel, kind, duty, detail, LINK_BASE)
        queue(now, letter, kind="event", event=kind, duty_ids=[duty.id], send_from=opening(now))


def queue(
    now: datetime,
    letter: Letter,
    *,
    kind: str,
    send_from: datetime,
    event: EventKind | None = None,
    duty_ids: list[int] | None = None,
    once: str | None = None,
) -> int:
    """Insert one outbox row with the letter's frozen text; returns its id."""
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
            duty_ids=duty_ids or [],
            once=once,
            next_at=send_from,
            created_at=now,
        ).execute()
    )


def opening(now: datetime) -> datetime:
    """`now` in working hours (08:30–18:30 of a working day), else a few minutes past the next opening."""
    workdays = working_days()
    if workdays.is_workday(now.date()) and DAY_OPENS <= now.time() < DAY_CLOSES:
        return now
    day = now.date()
    if not workdays.is_workday(day) or now.time() >= DAY_CLOSES:
        day = workdays.on_or_after(day + timedelta(days=1))
    return datetime.combine(day, DAY_OPENS, now.tzinfo) + timedelta(minutes=3)
