"""The public page of a plan's listings (挂牌公示页): off until the office switches it on; every switch is in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.actions import history
from tracker.actions.evidence import refuse_id_cards
from tracker.actions.rows import plan_row
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.core.words import Publicity
from tracker.store.db import transaction
from tracker.store.tables import Plan

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor

_LONGEST = 120


def open_notices(now: datetime, actor: Actor, plan_id: int, contact: str) -> None:
    """Let anybody read the plan's publicly listed matters; `contact` says whom to call (督办单位联系方式，公示须写明).

    Only for a plan whose text is public. What is listed for internal supervision stays out whatever the switch says.
    """
    plan, contact = _plan(actor, plan_id), " ".join(contact.split())
    if plan.publicity is not Publicity.PUBLIC:
        raise Refused("这个方案不公开事项名称，不能打开公示页。确需公开的，先在方案设置里改公开程度。", field="contact")
    if not contact:
        raise Refused("请写办公电话或邮箱，公示期间群众可以反映情况。", field="contact")
    if len(contact) > _LONGEST:
        raise Refused(f"联系方式不超过 {_LONGEST} 个字，您写了 {len(contact)} 个字。", field="contact")
    refuse_id_cards(contact, "联系方式", "contact")
    with transaction():
        _set(plan, {"is_open": True, "contact": contact})
        history.record(now, actor, "打开挂牌公示页", "plan", plan_id, plan_id=plan_id, words=f"公示联系方式：{contact}")


def close_notices(now: datetime, actor: Actor, plan_id: int) -> None:
    """Switch the page off: from this moment it does not exist for strangers. Closing what is closed changes nothing."""
    plan = _plan(actor, plan_id)
    settings: dict[str, Any] = plan.settings or {}
    kept = settings.get("notices") or {}
    if not kept.get("is_open"):
        return
    with transaction():
        _set(plan, {**kept, "is_open": False})
        history.record(now, actor, "关闭挂牌公示页", "plan", plan_id, plan_id=plan_id, words="不登录的人不再看得到")


def _plan(actor: Actor, plan_id: int) -> Plan:
    require(actor, Ability.REVIEW)
    return plan_row(plan_id)


def _set(plan: Plan, notices: dict[str, object]) -> None:
    Plan.update(settings={**(plan.settings or {}), "notices": notices}).where(Plan.id == plan.id).execute()
