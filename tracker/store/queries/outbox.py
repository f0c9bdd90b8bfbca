"""The outbox and the channels as pages show them (发件、通道). No address, no secret: the last four characters only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peewee import fn

from tracker.core.words import Audience, DispatchState, Platform
from tracker.store.tables import Channel, Dispatch, Plan, Unit

if TYPE_CHECKING:
    from datetime import datetime

_WAITING = (DispatchState.QUEUED, DispatchState.RETRY, DispatchState.SENDING, DispatchState.HELD)


@dataclass(frozen=True, slots=True)
class DispatchLine:
    """One outbox row (发件)."""

    id: int
    channel: str
    platform: Platform
    kind: str
    title: str
    body: str
    state: DispatchState
    code: str
    answer: str
    remedy: str
    tries: int
    next_at: datetime
    created_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel and its health (通道)."""

    id: int
    name: str
    platform: Platform
    tail: str
    plan_title: str | None
    unit_name: str | None
    audience: Audience | None
    is_practice: bool
    waiting: int
    last_success_at: datetime | None
    last_error: str
    pause_until: datetime | None
    broken_since: datetime | None


def dispatches(limit: int = 100) -> list[DispatchLine]:
    """The newest outbox rows."""
    rows = Dispatch.select(Dispatch, Channel).join(Channel).order_by(Dispatch.id.desc()).limit(limit)
    return [
        DispatchLine(
            id=row.id,
            channel=row.channel.name,
            platform=row.channel.platform,
            kind=row.kind,
            title=row.title,
            body=row.body,
            state=row.state,
            code=row.code,
            answer=row.answer,
            remedy=row.remedy,
            tries=row.tries,
            next_at=row.next_at,
            created_at=row.created_at,
            done_at=row.done_at,
        )
        for row in rows
    ]


def channels() -> list[ChannelLine]:
    """Every channel with how much waits for it."""
    waiting = dict(
        Dispatch.select(Dispatch.channel, fn.COUNT(Dispatch.id))
        .where(Dispatch.state.in_(_WAITING))
        .group_by(Dispatch.channel)
        .tuples()
    )
    titles = dict(Plan.select(Plan.id, Plan.title).tuples())
    rows = list(Channel.select().where(Channel.is_active == True).order_by(Channel.id))  # noqa: E712 - SQL
    units = dict(Unit.select(Unit.id, Unit.full_name).where(Unit.id.in_([row.unit_id for row in rows])).tuples())
    return [
        ChannelLine(
            id=row.id,
            name=row.name,
            platform=row.platform,
            tail=row.tail,
            plan_title=titles.get(row.plan_id),
            unit_name=units.get(row.unit_id),
            audience=row.audience,
            is_practice=row.is_practice,
            waiting=waiting.get(row.id, 0),
            last_success_at=row.last_success_at,
            last_error=row.last_error,
            pause_until=row.pause_until,
            broken_since=row.broken_since,
        )
        for row in rows
    ]
