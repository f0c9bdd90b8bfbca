"""Letters that stopped (死信): send again (重发), send by another channel (改道), or let go (作废); always a person's decision.

Sending again writes a new row that names the old one, so that the old answer stays on record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tracker.actions import history, outbox
from tracker.core.access import Ability, require
from tracker.core.letters import Letter
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.words import DispatchKind, DispatchState
from tracker.store.db import transaction
from tracker.store.queries.channels import STOPPED
from tracker.store.tables import Channel, Dispatch

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor

_LET_GO = (*STOPPED, DispatchState.QUEUED, DispatchState.RETRY)
_STAYS = (DispatchState.DEAD, DispatchState.UNCERTAIN)
"""What became of it is what happened; a person's decision does not change that."""


def resend(now: datetime, actor: Actor, dispatch_id: int) -> int:
    """重发 by the same channel; returns the new row's id. A held one must wait for its channel, or be sent elsewhere."""
    row = _stopped(actor, dispatch_id, (DispatchState.DEAD, DispatchState.UNCERTAIN))
    if not row.channel.is_active:
        raise Refused("这个通道已停用，请用“改道”从别的通道发。", field="channel")
    return _again(now, actor, row, row.channel, "重发")


def reroute(now: datetime, actor: Actor, dispatch_id: int, channel_id: int) -> int:
    """改道 by another channel; returns the new row's id."""
    row = _stopped(actor, dispatch_id, STOPPED)
    channel = Channel.get_or_none(Channel.id == channel_id, Channel.is_active == True)  # noqa: E712 - SQL
    if channel is None:
        raise Refused("请从列表里选一个在用的通道。", field="channel")
    if channel.id == row.channel_id:
        raise Refused("这就是原来的通道，请另选一个；要从原通道再发请用“重发”。", field="channel")
    if _is_narrower(row.channel, channel):
        raise Refused("这个通道是另一个单位或另一个方案专用的，不能改发到那里。", field="channel")
    return _again(now, actor, row, channel, "改道")


def other_channels(actor: Actor, dispatch_id: int) -> list[int]:
    """The channels in use by which a letter may go instead (改道), for a form's list."""
    row = _letter(actor, dispatch_id)
    rows = Channel.select().where(Channel.is_active == True, Channel.id != row.channel_id)  # noqa: E712 - SQL
    return [channel.id for channel in rows.order_by(Channel.id) if not _is_narrower(row.channel, channel)]


def let_go(now: datetime, actor: Actor, dispatch_id: int, reason: str) -> None:
    """作废: it will not be sent (again). The reason stays on record, such as 群里已经看到了."""
    row = _stopped(actor, dispatch_id, _LET_GO)
    if not reason.strip():
        raise Refused("请写明为什么作废，例如“群里已经看到了”。", field="reason")
    with transaction():
        _settle(now, row, f"已作废：{reason.strip()}")
        history.record(now, actor, "作废发件", "dispatch", row.id, words=reason.strip())


def resend_all(now: datetime, actor: Actor, channel_id: int) -> int:
    """重发 every letter of a channel that did not go out; uncertain ones are left to be looked at. Returns how many."""
    require(actor, Ability.OPERATE)
    if not Channel.select().where(Channel.id == channel_id, Channel.is_active == True).exists():  # noqa: E712 - SQL
        raise NotThere("没有找到这个通道，可能已经停用。")
    rows = Dispatch.select(Dispatch.id).where(
        Dispatch.channel == channel_id, Dispatch.state == DispatchState.DEAD, Dispatch.settled_at.is_null()
    )
    ids = [dispatch_id for (dispatch_id,) in rows.order_by(Dispatch.id).tuples()]
    for dispatch_id in ids:
        resend(now, actor, dispatch_id)
    return len(ids)


def _stopped(actor: Actor, dispatch_id: int, states: tuple[DispatchState, ...]) -> Dispatch:
    row = _letter(actor, dispatch_id)
    if row.settled_at is not None:
        raise Moved("这一封已经处理过了，请刷新后再看。")
    if row.state not in states:
        raise Moved(f"这一封现在是“{row.state.label}”，不能这样处理，请刷新后再看。")
    return row


def _letter(actor: Actor, dispatch_id: int) -> Dispatch:
    require(actor, Ability.OPERATE)
    row = Dispatch.get_or_none(Dispatch.id == dispatch_id)
    if row is None:
        raise NotThere("没有找到这一封。")
    return cast("Dispatch", row)


def _again(now: datetime, actor: Actor, row: Dispatch, channel: Channel, verb: str) -> int:
    """A new row with the same matter; the old one is ended in the same transaction, so that it is sent again once."""
    with transaction():
        new = outbox.queue(
            now,
            Letter(outbox.channel_facts(channel), row.title, row.body, row.link),
            kind=DispatchKind(row.kind),
            event=row.event,
            duty_ids=row.duty_ids,
            items=row.items,
            send_from=now,
            replaces=row.id,
        )
        _settle(now, row, f"{row.answer} 已{verb}为第 {new} 封。".strip())
        words = f"{verb}：第 {row.id} 封 → 第 {new} 封（{channel.name}）"
        history.record(now, actor, f"{verb}发件", "dispatch", row.id, words=words, data={"new": new})
    return new


def _settle(now: datetime, row: Dispatch, answer: str) -> None:
    """Close the old row, unless somebody else did, or it left, in the meantime."""
    state = row.state if row.state in _STAYS else DispatchState.CANCELLED
    settled = (
        Dispatch.update(state=state, answer=answer, remedy="", settled_at=now, done_at=row.done_at or now)
        .where(Dispatch.id == row.id, Dispatch.state == row.state, Dispatch.settled_at.is_null())
        .execute()
    )
    if not settled:
        raise Moved("这一封刚刚已由他人处理，或者已经发出，请刷新后再看。")


def _is_narrower(old: Channel, new: Channel) -> bool:
    """Whether the other channel belongs to somebody else: another unit's group, or another plan's."""
    other_unit = new.unit_id is not None and new.unit_id != old.unit_id
    other_plan = new.plan_id is not None and old.plan_id is not None and new.plan_id != old.plan_id
    return other_unit or other_plan
