"""Posting (发送): claim one outbox row, send it, record what the platform said. 已送达 is the platform's word only.

Each step returns what it did, so that a caller can loop while there is more; several processes may post at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from peewee import fn

from bots import Kind, Link, Message, Outcome, SendFailed, escape, message_uuid, render, send
from tracker.actions.channels import address_of
from tracker.core.backoff import retry_wait
from tracker.core.refusals import Refused
from tracker.core.words import DispatchState, DutyStatus, Platform
from tracker.store.db import transaction
from tracker.store.tables import Channel, Dispatch, Duty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import requests

    from bots import Address, Part
    from tracker.config import Config

LEASE = timedelta(seconds=60)
MOST_A_MINUTE = {Platform.WECOM: 18, Platform.DINGTALK: 18, Platform.FEISHU: 90}
_WAITING = (DispatchState.QUEUED, DispatchState.RETRY)
_MOST_PARTS = 3


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of one outbox row in one attempt (发件回执)."""

    dispatch: int
    channel: str
    platform: Platform
    state: DispatchState
    code: str
    answer: str
    remedy: str
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """The `post --json` shape of one receipt."""
        return {
            "dispatch": self.dispatch,
            "channel": self.channel,
            "platform": str(self.platform),
            "state": str(self.state),
            "label": self.state.label,
            "code": self.code,
            "answer": self.answer,
            "remedy": self.remedy,
            "at": self.at.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Courier:
    """What sending needs from outside (信使): configuration, an HTTP session, chance for the backoff, a name for the lease."""

    config: Config
    http: requests.Session
    chance: Callable[[], float]
    worker: str


def drain(clock: Callable[[], datetime], courier: Courier, *, only: Sequence[int] | None = None) -> Iterator[Posted]:
    """Post whatever is due, one attempt a row, until nothing more may be sent now."""
    tried: set[int] = set()
    yield from recover(clock())
    while posted := post_one(clock(), courier, only=only, skip=tried):
        tried.add(posted.dispatch)
        yield posted


def post_one(
    now: datetime, courier: Courier, *, only: Sequence[int] | None = None, skip: set[int] | None = None
) -> Posted | None:
    """One step: claim one row, send it, record the answer. None when nothing is due."""
    row = _claim(now, courier.worker, only, skip or set())
    if row is None:
        return None
    if _is_moot(row):
        return _record(row, now, DispatchState.CANCELLED, answer="所列事项都已办结，不再发送。")
    return _attempt(row, now, courier)


def recover(now: datetime) -> list[Posted]:
    """Rows whose sender died in the middle: DingTalk drops a repetition by its msgUuid, the others cannot tell."""
    lost = list(
        Dispatch.select(Dispatch, Channel)
        .join(Channel)
        .where(Dispatch.state == DispatchState.SENDING, Dispatch.lease_until < now)
    )
    return [found for row in lost if (found := _recovered(row, now))]


def _recovered(row: Dispatch, now: datetime) -> Posted | None:
    can_repeat = row.channel.platform is Platform.DINGTALK
    state = DispatchState.RETRY if can_repeat else DispatchState.UNCERTAIN
    answer = "发送中途程序停了，不知道群里收到没有。"
    remedy = "" if can_repeat else "请到群里看一眼，再选“重发”或“视为已送达”。"
    taken = (
        Dispatch.update(state=state, next_at=now, answer=answer, remedy=remedy)
        .where(Dispatch.id == row.id, Dispatch.state == DispatchState.SENDING, Dispatch.lease_until < now)
        .execute()
    )
    if not taken:
        return None
    return Posted(row.id, row.channel.name, row.channel.platform, state, "", answer, remedy, now)


def parts_of(row: Dispatch, address: Address, base_url: str) -> list[Part]:
    """The exact payloads of an outbox row. The short sign (D-…) lets people recognise a duplicate."""
    link = Link(f"{base_url}{row.link}", "点这里查看") if row.link else None
    said = row.kind == "said"
    message = Message(
        title=row.title,
        body=escape(row.body) if said else row.body,
        kind=Kind.TEXT if said else Kind.MARKDOWN,
        link=link,
        ref="" if said else f"D-{row.id}",
    )
    return render(message, address.platform, keywords=address.keywords, max_parts=None if said else _MOST_PARTS)


def _claim(now: datetime, worker: str, only: Sequence[int] | None, skip: set[int]) -> Dispatch | None:
    """Take one due row by conditional UPDATE; rows of paused, broken or busy channels wait."""
    query = (
        Dispatch.select(Dispatch, Channel)
        .join(Channel)
        .where(
            Dispatch.state.in_(_WAITING),
            Dispatch.next_at <= now,
            Channel.broken_since.is_null() | (Dispatch.kind == "said"),  # a person may try a broken channel
            Channel.pause_until.is_null() | (Channel.pause_until <= now),
        )
        .order_by(Dispatch.next_at, Dispatch.id)
    )
    if only is not None:
        query = query.where(Dispatch.id.in_(list(only)))
    if skip:
        query = query.where(Dispatch.id.not_in(sorted(skip)))
    for row in query.limit(50):
        if _sent_lately(row.channel_id, now) >= MOST_A_MINUTE[row.channel.platform]:
            continue
        claimed = (
            Dispatch.update(state=DispatchState.SENDING, lease_until=now + LEASE, claimed_by=worker)
            .where(Dispatch.id == row.id, Dispatch.state == row.state, Dispatch.next_at == row.next_at)
            .execute()
        )
        if claimed:
            return cast("Dispatch", row)
    return None


def _sent_lately(channel_id: int, now: datetime) -> int:
    sent = (
        Dispatch.select(fn.SUM(Dispatch.parts_sent))
        .where(Dispatch.channel == channel_id, Dispatch.done_at > now - timedelta(seconds=60))
        .scalar()
    )
    return int(sent or 0)


def _is_moot(row: Dispatch) -> bool:
    """Whether every duty of a reminder letter was closed in the meantime (state is checked again just before sending)."""
    if row.kind != "letter" or not row.duty_ids:
        return False
    still_open = Duty.select().where(
        Duty.id.in_(row.duty_ids[:500]), Duty.status.in_((DutyStatus.ACTIVE, DutyStatus.SUBMITTED))
    )
    return not still_open.exists()


def _attempt(row: Dispatch, now: datetime, courier: Courier) -> Posted:
    try:
        address = address_of(row.channel, courier.config)
        parts = parts_of(row, address, courier.config.base_url)
    except (Refused, ValueError) as refused:
        return _record(row, now, DispatchState.DEAD, answer=str(refused))
    for number, part in enumerate(parts[row.parts_sent :], start=row.parts_sent + 1):
        try:
            receipt = send(address, part, now=now, http=courier.http, uuid=message_uuid(row.id, number))
        except SendFailed as failed:
            return _failed(row, now, failed, courier.chance())
        row.parts_sent = number
        Dispatch.update(parts_sent=number, lease_until=now + LEASE).where(Dispatch.id == row.id).execute()
    _works_again(row.channel_id, now)
    return _record(row, now, DispatchState.DELIVERED, code=receipt.code, answer=receipt.answer)


def _works_again(channel_id: int, now: datetime) -> None:
    """The platform took a message: the channel is sound, and what was held for it may go."""
    Channel.update(last_sent_at=now, last_success_at=now, last_error="", broken_since=None).where(
        Channel.id == channel_id
    ).execute()
    Dispatch.update(state=DispatchState.QUEUED, done_at=None).where(
        Dispatch.channel == channel_id, Dispatch.state == DispatchState.HELD
    ).execute()


def _failed(row: Dispatch, now: datetime, failed: SendFailed, chance: float) -> Posted:
    """Decide what a failure means for the row and its channel; write both together."""
    state, wait, tries = _decide(row, failed, chance)
    channel: dict[str, object] = {"last_sent_at": now, "last_error": failed.why}
    if failed.outcome is Outcome.RATE_LIMITED:
        channel["pause_until"] = now + timedelta(seconds=failed.wait or 60)
    if failed.outcome in (Outcome.CONFIG, Outcome.CHANNEL_BROKEN):
        channel["broken_since"] = now
    with transaction():
        Channel.update(**channel).where(Channel.id == row.channel_id).execute()
        return _record(
            row,
            now,
            state,
            code=failed.code or "",
            answer=failed.meaning if not failed.answer else f"{failed.meaning}（{failed.answer}）",
            remedy=failed.remedy,
            next_at=now + wait,
            tries=tries,
        )


def _decide(row: Dispatch, failed: SendFailed, chance: float) -> tuple[DispatchState, timedelta, int]:
    tries = int(row.tries) + 1
    if failed.outcome is Outcome.RATE_LIMITED:
        return DispatchState.RETRY, timedelta(seconds=failed.wait or 60), int(row.tries)
    if failed.outcome in (Outcome.CONFIG, Outcome.CHANNEL_BROKEN):
        return DispatchState.HELD, timedelta(0), tries
    if failed.permanent:
        return DispatchState.DEAD, timedelta(0), tries
    if not failed.repeat_safe:
        return DispatchState.UNCERTAIN, timedelta(0), tries
    wait = retry_wait(tries, chance)
    return (DispatchState.RETRY, wait, tries) if wait else (DispatchState.DEAD, timedelta(0), tries)


def _record(
    row: Dispatch,
    now: datetime,
    state: DispatchState,
    code: str = "",
    answer: str = "",
    remedy: str = "",
    next_at: datetime | None = None,
    tries: int | None = None,
) -> Posted:
    is_over = state not in _WAITING
    Dispatch.update(
        state=state,
        code=code,
        answer=answer,
        remedy=remedy,
        tries=row.tries if tries is None else tries,
        parts_sent=row.parts_sent,
        next_at=next_at or row.next_at,
        lease_until=None,
        done_at=now if is_over else None,
    ).where(Dispatch.id == row.id).execute()
    return Posted(row.id, row.channel.name, row.channel.platform, state, code, answer, remedy, now)
