"""Listed supervision (挂牌督办): who may do what to a case, and why not. 谁挂牌，谁摘牌.

Sources of the guards: 政府督查工作条例 (State Council Decree 733) art. 7, 11; 教育督导条例 (Decree 624) art. 21-25.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.refusals import NotAllowed, Refused
from tracker.core.words import CaseStatus, DutyStatus, LegalTrack, Role, Word

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.facts import Actor


class CaseMove(Word):
    """挂牌督办的动作."""

    LIST = "list", "批准挂牌"
    DISMISS = "dismiss", "不予挂牌"
    RELEASE = "release", "销号摘牌"


CASE_MOVES: dict[tuple[CaseStatus, CaseMove], CaseStatus] = {
    (CaseStatus.PROPOSED, CaseMove.LIST): CaseStatus.LISTED,
    (CaseStatus.PROPOSED, CaseMove.DISMISS): CaseStatus.DISMISSED,
    (CaseStatus.LISTED, CaseMove.RELEASE): CaseStatus.RELEASED,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing must say (挂牌审批要素): legal track, basis, limit, 督办单位 and responsible post."""

    track: LegalTrack
    basis: str
    limit: date
    supervising_unit: str
    responsible: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as the guards see it. `reviewed_by` is who accepted the evidence that closed the duty."""

    status: CaseStatus
    duty_status: DutyStatus
    listed_by: int | None = None
    reviewed_by: int | None = None


def case_after(case: CaseFacts, move: CaseMove, actor: Actor) -> CaseStatus:
    """The status after `move` by `actor`; raises `Refused` or `NotAllowed` with the reason."""
    if move is CaseMove.DISMISS and actor.role not in (Role.OFFICE, Role.LEADER):
        raise NotAllowed("是否挂牌由督查室核对、分管领导批准，您的身份不能办理。")
    if move in (CaseMove.LIST, CaseMove.RELEASE) and actor.role is not Role.LEADER:
        raise NotAllowed(f"{move.label}须由分管领导批准，您的身份不能办理。")
    status = CASE_MOVES.get((case.status, move))
    if status is None:
        raise Refused(f"该件现在是“{case.status.label}”，不能{move.label}。")
    if move is CaseMove.RELEASE:
        _guard_release(case, actor)
    return status


def check_listing(listing: Listing, today: date) -> None:
    """Refuse a listing that lacks what a notice must say, naming the field."""
    for field, value, name in (
        ("basis", listing.basis, "挂牌依据"),
        ("supervising_unit", listing.supervising_unit, "督办单位"),
        ("responsible", listing.responsible, "责任人"),
    ):
        if not value.strip():
            raise Refused(f"请填写{name}。", field=field)
    if listing.limit <= today:
        raise Refused("督办限期须晚于今天。", field="limit")


def _guard_release(case: CaseFacts, actor: Actor) -> None:
    if case.duty_status is not DutyStatus.CLOSED:
        raise Refused("责任事项还没有凭佐证销号，不能摘牌。请先由责任单位申请销号、督查室审核。")
    if case.listed_by != actor.id:
        raise NotAllowed("谁挂牌、谁摘牌：须由批准挂牌的领导办理。")
    if case.reviewed_by == actor.id:
        raise NotAllowed("审核佐证的人不能再批准摘牌，请换人办理。")
