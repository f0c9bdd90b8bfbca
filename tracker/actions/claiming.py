"""Claiming (领取): one sender a robot at a time, by lease; and what becomes of messages whose sender died.

A lease on the channel is taken by conditional UPDATE. Its holder alone sends to that robot, in order and at the robot's pace;
several processes share the robots among them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from tracker.actions.circuit import PROBE_EVERY
from tracker.actions.working_days import working_days
from tracker.core.health import LONGEST_PAUSE
from tracker.core.hours import may_speak
from tracker.core.pacing import LONGEST, next_slot
from tracker.core.words import DispatchKind, DispatchState, Outcome, Platform
from tracker.store.db import transaction
from tracker.store.tables import Attempt, Channel, Dispatch

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from peewee import Expression

    from tracker.actions.courier import Courier

LEASE = timedelta(seconds=60)
_WAITING = (DispatchState.QUEUED, DispatchState.RETRY)
_REMEMBERED = timedelta(minutes=30)
"""DingTalk drops a repetition by its msgUuid; how long it remembers is not documented, an hour has been assumed by others."""
_LONGEST_ANSWER = timedelta(seconds=12)


def due_channels(now: datetime, courier: Courier, only: Sequence[int] | None = None) -> list[int]:
    """The channels for which something waits that may go now, the longest waiting first."""
    due = Dispatch.select(Dispatch.channel).join(Channel).where(*_conditions(now, courier, only))
    ordered = due.order_by(Dispatch.id).tuples()
    return list(dict.fromkeys(channel_id for (channel_id,) in ordered))


def lease(channel_id: int, worker: str, now: datetime) -> bool:
    """Take or keep the lease of a channel; False when another sender has it."""
    free = (
        Channel.lease_until.is_null()
        | (Channel.lease_until < now)
        | (Channel.lease_until > now + 2 * LEASE)  # from a practice date that was turned back
        | (Channel.lease_by == worker)
    )
    taken = Channel.update(lease_until=now + LEASE, lease_by=worker).where(Channel.id == channel_id, free)
    return bool(taken.execute())


def give_back(channel_id: int, worker: str) -> None:
    """Let the next sender have the channel."""
    Channel.update(lease_until=None, lease_by="").where(Channel.id == channel_id, Channel.lease_by == worker).execute()


def claim(
    now: datetime, channel_id: int, courier: Courier, *, only: Sequence[int] | None, skip: Collection[int]
) -> Dispatch | None:
    """Take the next due row of a leased channel by conditional UPDATE. None when nothing may go now."""
    query = (
        Dispatch.select(Dispatch, Channel)
        .join(Channel)
        .where(Dispatch.channel == channel_id, *_conditions(now, courier, only))
        .order_by(Dispatch.parts_sent == 0, Dispatch.id)
    )
    if skip:
        query = query.where(Dispatch.id.not_in(sorted(skip)))
    row = query.first()
    if row is None:
        return None
    with transaction():
        if row.channel.broken_since is not None:  # a probe: exactly one, then none for a while
            Channel.update(probe_at=now + PROBE_EVERY).where(Channel.id == channel_id).execute()
        claimed = (
            Dispatch.update(state=DispatchState.SENDING, lease_until=now + LEASE, claimed_by=courier.worker)
            .where(Dispatch.id == row.id, Dispatch.state == row.state, Dispatch.next_at == row.next_at)
            .execute()
        )
    row.__data__.update(state=DispatchState.SENDING, claimed_by=courier.worker)
    return cast("Dispatch", row) if claimed else None


def slot(now: datetime, channel_id: int) -> datetime:
    """When the next message to this robot may leave, by what left in the last minute."""
    platform = Channel.select(Channel.platform).where(Channel.id == channel_id).scalar()
    rows = Attempt.select(Attempt.started_at, Attempt.ended_at).where(
        Attempt.channel == channel_id, Attempt.started_at > now - LONGEST - _LONGEST_ANSWER, Attempt.started_at <= now
    )
    sent = [ended or min(now, started + _LONGEST_ANSWER) for started, ended in rows.tuples()]
    return next_slot(now, sent, Platform(platform))


def keep(row: Dispatch, **changes: Any) -> None:  # noqa: ANN401 - columns of the row
    """Write a claimed row and keep the object in step, only while nobody else has claimed it since."""
    row.__data__.update(changes)
    Dispatch.update(**changes).where(Dispatch.id == row.id, Dispatch.claimed_by == row.claimed_by).execute()


def recover(now: datetime) -> list[Dispatch]:
    """Rows whose sender died in the middle, each decided and written; those that this process decided are returned.

    Nothing had left: it simply waits again. A part had left without an answer: DingTalk drops a repetition by its msgUuid, so
    it is repeated while that holds; on the others nobody can know, and a person must look.
    """
    lost = list(
        Dispatch.select(Dispatch, Channel)
        .join(Channel)
        .where(
            Dispatch.state == DispatchState.SENDING,
            (Dispatch.lease_until < now) | (Dispatch.lease_until > now + 2 * LEASE),
        )
    )
    return [row for row in lost if _recovered(now, row)]


def _recovered(now: datetime, row: Dispatch) -> bool:
    open_attempts = list(Attempt.select().where(Attempt.dispatch == row.id, Attempt.ended_at.is_null()))
    state = _state_after(now, row, open_attempts)
    changes: dict[str, object] = {"state": state, "lease_until": None, "next_at": now}
    if open_attempts:
        changes["answer"] = "发送中途程序停了，不知道群里收到没有。"
    if state is DispatchState.UNCERTAIN:
        changes |= {"done_at": now, "remedy": "请到群里看一眼，再到“发件”里选“重发”或“作废”。"}
    with transaction():
        taken = (
            Dispatch.update(**changes)
            .where(
                Dispatch.id == row.id, Dispatch.state == DispatchState.SENDING, Dispatch.lease_until == row.lease_until
            )
            .execute()
        )
        if taken:
            Attempt.update(ended_at=now, outcome=Outcome.UNKNOWN).where(
                Attempt.id.in_([attempt.id for attempt in open_attempts])
            ).execute()
    row.__data__.update(changes)
    return bool(taken)


def _state_after(now: datetime, row: Dispatch, open_attempts: Sequence[Attempt]) -> DispatchState:
    if not open_attempts:
        return DispatchState.RETRY if row.tries else DispatchState.QUEUED
    is_remembered = all(now - attempt.started_at < _REMEMBERED for attempt in open_attempts)
    if row.channel.platform is Platform.DINGTALK and is_remembered:
        return DispatchState.RETRY
    return DispatchState.UNCERTAIN


def _conditions(now: datetime, courier: Courier, only: Sequence[int] | None) -> list[Expression]:
    """What makes a row due: its state and time, the hour of the day, the pause and the circuit of its channel."""
    by_person = Dispatch.kind == DispatchKind.SAID  # a person may speak at any hour
    is_sound = Channel.broken_since.is_null()
    may_go = is_sound & Dispatch.state.in_(_WAITING)
    may_go |= ~is_sound & (Channel.probe_at <= now) & Dispatch.state.in_((*_WAITING, DispatchState.HELD))
    if courier.by_hand or only is not None:  # and, waiting for the answer, try a channel that is broken
        may_go |= ~is_sound & by_person & Dispatch.state.in_(_WAITING)
    else:
        may_go &= _is_past(Channel.rest_until, now)
    conditions = [
        Dispatch.next_at <= now,
        Channel.is_active == True,  # noqa: E712 - SQL
        _is_past(Channel.pause_until, now),
        may_go,
    ]
    if not courier.by_hand:
        gathered = (Dispatch.created_at <= now - courier.group_wait) | (Dispatch.tries > 0)
        conditions.append((Dispatch.kind != DispatchKind.EVENT) | gathered)
        if not may_speak(now, working_days()):
            conditions.append(by_person)
    if only is not None:
        conditions.append(Dispatch.id.in_(list(only)))
    return conditions


def _is_past(moment: Expression, now: datetime) -> Expression:
    """No such moment, or it has come; one that lies too far ahead is left from a practice date that was turned back."""
    return moment.is_null() | (moment <= now) | (moment > now + LONGEST_PAUSE)
