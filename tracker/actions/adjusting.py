"""Changing what is owed (调整、撤销、重新办理), always on paper: a document's number, or what a 回头看 found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions import history, outbox, schedule
from tracker.actions.duty_door import duty_for, move_duty
from tracker.core.access import Ability, require
from tracker.core.lifecycle import Move, after
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.words import Audience, DutyStatus, EventKind, Role
from tracker.store.db import transaction
from tracker.store.tables import Duty

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.core.facts import Actor


def withdraw(now: datetime, actor: Actor, duty_id: int, doc_no: str, reason: str) -> None:
    """撤销: the plan changed; needs the number of the changing document."""
    require(actor, Ability.REVIEW)
    duty = duty_for(actor, duty_id)
    _paper(doc_no, reason)
    if duty.is_listed:
        raise Refused("该事项正在挂牌督办，请先由批准挂牌的领导撤销挂牌。")
    with transaction():
        move_duty(duty, after(duty.status, Move.WITHDRAW), closed_at=now, next_look_on=None, waiting_since=None)
        words = f"{doc_no.strip()}：{reason.strip()}"
        history.record(now, actor, "撤销", "duty", duty_id, plan_id=duty.plan_id, words=words)


def change_date(now: datetime, actor: Actor, duty_id: int, due: date, doc_no: str, reason: str) -> None:
    """调整时限 by a document of the plan's issuer; the date first admitted stays beside it."""
    require(actor, Ability.REVIEW)
    duty = duty_for(actor, duty_id)
    _paper(doc_no, reason)
    status = after(duty.status, Move.EXTEND)
    with transaction():
        move_duty(duty, status, due=due)
        words = f"{doc_no.strip()}：时限改为 {due:%Y-%m-%d}，{reason.strip()}"
        history.record(now, actor, "调整时限", "duty", duty_id, plan_id=duty.plan_id, words=words)
        schedule.look_again(duty_id, now.date())


def reopen(now: datetime, actor: Actor, duty_id: int, reason: str, due: date) -> None:
    """重新办理 after a 回头看 found rebound or falsification: reason, new date, counter; reports and files stay."""
    require(actor, Ability.REVIEW)
    duty = duty_for(actor, duty_id)
    if not reason.strip():
        raise Refused("请写明回头看发现的问题。", field="reason")
    if due < now.date():
        raise Refused("新的时限不能早于今天。", field="due")
    status = after(duty.status, Move.REOPEN)
    with transaction():
        move_duty(duty, status, closed_at=None, due=due, reopened=Duty.reopened + 1)
        words = f"{reason.strip()}；限 {due:%Y-%m-%d}"
        history.record(now, actor, "重新办理", "duty", duty_id, plan_id=duty.plan_id, words=words)
        outbox.announce(now, EventKind.RETURNED, duty, (Audience.UNIT,), f"回头看：{words}")
        schedule.look_again(duty_id, now.date())


def override(now: datetime, actor: Actor, duty_id: int, status: DutyStatus, reason: str) -> None:
    """An administrator sets a state past the guards; it never closes a duty and always leaves an entry with the reason."""
    if actor.role is not Role.ADMIN:
        raise NotAllowed("只有管理员能越过流程改状态。")
    if not reason.strip():
        raise Refused("越过流程须写明理由，理由长期留存。", field="reason")
    if status is DutyStatus.CLOSED:
        raise Refused("销号只能凭审核采纳的佐证，管理员也不能直接销号。", field="status")
    duty = duty_for(actor, duty_id)
    with transaction():
        move_duty(duty, status, closed_at=None, waiting_since=None)
        words = f"{duty.status.label} → {status.label}：{reason.strip()}"
        history.record(now, actor, "override 越过流程", "duty", duty_id, plan_id=duty.plan_id, words=words)
        schedule.look_again(duty_id, now.date())


def _paper(doc_no: str, reason: str) -> None:
    if not doc_no.strip():
        raise Refused("请写调整依据的文号。", field="doc_no")
    if not reason.strip():
        raise Refused("请写调整的理由。", field="reason")
