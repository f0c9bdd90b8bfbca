"""Who may do what (权限): one table, one door. Unknown and forbidden look alike to strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.core.refusals import NotAllowed, NotThere
from tracker.core.words import Role, Word

if TYPE_CHECKING:
    from tracker.core.facts import Actor


class Ability(Word):
    """能力: what the doors ask for."""

    SEE_PLANS = "see_plans", "查看台账"
    SEE_DUTY = "see_duty", "查看事项"
    REPORT = "report", "报送进展"
    ENTER = "enter", "代录离线回执"
    REVIEW = "review", "审核"
    SEE_CASES = "see_cases", "查看挂牌督办"
    DECIDE_CASES = "decide_cases", "批准挂牌"
    OPERATE = "operate", "管理通道和发件"
    SUBSCRIBE = "subscribe", "订阅日历"
    TAKE_IN = "take_in", "收文校核"


TABLE: dict[Ability, frozenset[Role]] = {
    Ability.SEE_PLANS: frozenset(Role),
    Ability.SEE_DUTY: frozenset(Role),
    Ability.REPORT: frozenset({Role.LIAISON}),
    Ability.ENTER: frozenset({Role.OFFICE}),  # whoever enters a unit's slip cannot review it (`require_somebody_else`)
    Ability.REVIEW: frozenset({Role.OFFICE}),
    Ability.SEE_CASES: frozenset(Role),  # a liaison sees the own unit's only
    Ability.DECIDE_CASES: frozenset({Role.OFFICE, Role.LEADER}),
    Ability.OPERATE: frozenset({Role.OFFICE, Role.ADMIN}),
    Ability.SUBSCRIBE: frozenset(Role),
    Ability.TAKE_IN: frozenset({Role.OFFICE, Role.ADMIN}),
}


def require(actor: Actor, ability: Ability) -> None:
    """Refuse when the actor's role lacks the ability."""
    if actor.role not in TABLE[ability]:
        raise NotAllowed(f"您的身份是{actor.role.label}，不能{ability.label}。")


def require_unit(actor: Actor, unit_id: int) -> None:
    """A liaison sees and acts for the own unit only; another unit's matter looks as if it were not there."""
    if actor.role is Role.LIAISON and actor.unit_id != unit_id:
        raise NotThere("没有找到这一页，可能已经移走，或者不归您单位。")


def require_somebody_else(actor: Actor, author_id: int) -> None:
    """提交人不能审核自己的报送: submitter and reviewer are two people."""
    if actor.id == author_id:
        raise NotAllowed("报送人不能审核自己的报送，请换人审核。")
