"""Posting (发送): lease a robot, send what is due in order and at its pace, record what the platform said.

已送达 is the platform's word only. Every POST is written down before it leaves, so that a process that dies leaves behind what
it could not know. Several processes may post at once; each robot has one sender at a time.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bots import Kind, Link, Message, SendFailed, escape, message_uuid, render, send
from tracker.actions import claiming, freshening, receipts
from tracker.actions.channels import address_of
from tracker.actions.handles import mentions
from tracker.core.refusals import Refused
from tracker.core.words import DispatchKind, DispatchState
from tracker.store.db import connected, transaction
from tracker.store.tables import Attempt, Channel, Dispatch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import datetime, timedelta

    import requests

    from bots import Address, Part
    from tracker.actions.courier import Courier
    from tracker.actions.receipts import Posted
    from tracker.config import Config

_MOST_PARTS = 3
_MOST_ROBOTS_AT_ONCE = 8


def drain(clock: Callable[[], datetime], courier: Courier, *, only: Sequence[int] | None = None) -> Iterator[Posted]:
    """Post whatever may go now, one attempt a row, robot after robot; receipts come as they are made."""
    yield from recover(clock())
    for channel_id in claiming.due_channels(clock(), courier, only):
        yield from post_channel(channel_id, clock, courier, only=only)


def drain_at_once(clock: Callable[[], datetime], courier: Courier) -> list[Posted]:
    """The same, with several robots at once, so that one that hangs does not hold up the others."""
    posted = recover(clock())
    channels = claiming.due_channels(clock(), courier)
    if len(channels) < 2:  # noqa: PLR2004 - one robot needs no threads
        return posted + [each for channel_id in channels for each in post_channel(channel_id, clock, courier)]

    def one(channel_id: int) -> list[Posted]:
        with connected():
            return list(post_channel(channel_id, clock, courier))

    with ThreadPoolExecutor(_MOST_ROBOTS_AT_ONCE, thread_name_prefix="robot") as robots:
        return posted + [each for found in robots.map(one, channels) for each in found]


def recover(now: datetime) -> list[Posted]:
    """Rows whose sender died in the middle, each with what became of it."""
    return [receipts.posted(row, now) for row in claiming.recover(now)]


def waits_for_turn(now: datetime, dispatch_id: int) -> timedelta | None:
    """How long a row still waits for nothing but its robot's pace; None when it does not wait, or for another reason."""
    row = Dispatch.select(Dispatch, Channel).join(Channel).where(Dispatch.id == dispatch_id).first()
    is_paused = row.channel.pause_until is not None and row.channel.pause_until > now
    wait = claiming.slot(now, row.channel_id) - now
    return wait if row.state is DispatchState.QUEUED and row.next_at <= now and wait and not is_paused else None


def receipt_of(now: datetime, dispatch_id: int) -> Posted:
    """How a row stands, whoever sent it."""
    return receipts.posted(
        Dispatch.select(Dispatch, Channel).join(Channel).where(Dispatch.id == dispatch_id).get(), now
    )


def post_channel(
    channel_id: int, clock: Callable[[], datetime], courier: Courier, *, only: Sequence[int] | None = None
) -> Iterator[Posted]:
    """Send to one robot, one attempt a row, until nothing more may go to it now. Nothing when another sender has it."""
    if not claiming.lease(channel_id, courier.worker, clock()):
        return
    tried: set[int] = set()
    try:
        with courier.session() as http:
            while posted := post_one(channel_id, clock, courier, http, only=only, skip=tried):
                tried.add(posted.dispatch)
                yield posted
    finally:
        claiming.give_back(channel_id, courier.worker)


def post_one(
    channel_id: int,
    clock: Callable[[], datetime],
    courier: Courier,
    http: requests.Session,
    *,
    only: Sequence[int] | None = None,
    skip: Collection[int] = (),
) -> Posted | None:
    """One step: claim one row of a leased channel, send it, record the answer. None when nothing may go now."""
    now = clock()
    if claiming.slot(now, channel_id) > now:
        return None
    row = claiming.claim(now, channel_id, courier, only=only, skip=skip)
    if row is None:
        return None
    as_of = row.created_at.date() if courier.by_hand else now.date()
    if not freshening.freshen(now, row, as_of):
        return receipts.close(row, now, DispatchState.CANCELLED, answer="所列事项都已办结或有变，不再发送。")
    try:
        address = address_of(row.channel, courier.config)
        parts = parts_of(row, address, courier.config)
    except Refused as refused:  # the kept address or key does not fit this installation's settings any more
        return receipts.cannot_be_reached(row, now, refused.sentence)
    except ValueError as refused:
        return receipts.close(row, now, DispatchState.DEAD, answer=str(refused))
    return _send_parts(row, parts, address, clock, courier, http)


def parts_of(row: Dispatch, address: Address, config: Config) -> list[Part]:
    """The exact payloads of an outbox row. The short sign (D-…) lets people recognise a duplicate."""
    link = Link(f"{config.base_url}{row.link}", "点这里查看") if row.link else None
    by_hand = row.kind is DispatchKind.SAID
    message = Message(
        title=row.title,
        body=escape(row.body) if by_hand else _shortened(row),
        kind=Kind.TEXT if by_hand else Kind.MARKDOWN,
        link=link,
        mentions=mentions(
            {item.get("ping") for item in row.items}, row.channel.platform, config, row.created_at.date()
        ),
        ref="" if by_hand else f"D-{row.id}",
    )
    most = None if by_hand else _MOST_PARTS
    is_tight = row.form == receipts.SHORT
    return render(message, address.platform, keywords=address.keywords, max_parts=most, tight=is_tight)


def _shortened(row: Dispatch) -> str:
    """The body; counts without the single matters where the platform found the whole too long."""
    if row.form != receipts.SHORT:
        return str(row.body)
    return "\n".join(line for line in row.body.split("\n") if not line.startswith("- "))


def _send_parts(
    row: Dispatch,
    parts: Sequence[Part],
    address: Address,
    clock: Callable[[], datetime],
    courier: Courier,
    http: requests.Session,
) -> Posted | None:
    """The parts that have not left yet, at the robot's pace; a row that must wait between two parts goes on later."""
    for number, part in enumerate(parts[row.parts_sent :], start=row.parts_sent + 1):
        now = clock()
        if claiming.slot(now, row.channel_id) > now:
            receipts.put_back(row)
            return None
        attempt = _write_down(row, number, len(parts), now, courier)
        if attempt is None:
            return None
        try:
            receipt = send(address, part, now=now, http=http, uuid=message_uuid(row.id, number))
        except SendFailed as failed:
            return receipts.failed(row, attempt, failed, clock(), courier.chance())
        row.parts_sent = number
        posted = receipts.taken(row, attempt, receipt, clock(), is_last=number == len(parts))
    return posted


def _write_down(row: Dispatch, number: int, total: int, now: datetime, courier: Courier) -> int | None:
    """The attempt, before it leaves; None where the lease was lost in the meantime (this machine slept)."""
    with transaction():
        kept = Dispatch.update(lease_until=now + claiming.LEASE).where(
            Dispatch.id == row.id, Dispatch.state == DispatchState.SENDING, Dispatch.claimed_by == courier.worker
        )
        if not claiming.lease(row.channel_id, courier.worker, now) or not kept.execute():
            return None
        attempt = Attempt.insert(
            dispatch=row.id, channel=row.channel_id, part=number, parts=total, worker=courier.worker, started_at=now
        )
        return int(attempt.execute())
