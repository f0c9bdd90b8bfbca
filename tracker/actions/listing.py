"""Listing (挂牌): from the clock's proposal to the plate. The unit has its say, the office checks, a leader approves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from peewee import fn

from tracker.actions import history, outbox, schedule
from tracker.actions.evidence import refuse_id_cards
from tracker.actions.working_days import working_days
from tracker.core.access import NOT_HERE, require_unit
from tracker.core.cases import CaseMove, Listing, case_after, check_listing
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.words import Audience, CaseStatus, DutyStatus, EventKind, LegalTrack
from tracker.store.db import transaction
from tracker.store.queries.cases import case_by_id, guard_facts
from tracker.store.tables import Case, Duty, Plan

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor
    from tracker.store.queries.cases import CaseLine

_AUTOMATIC_LIMIT = 30


def reply(now: datetime, actor: Actor, case_id: int, words: str) -> None:
    """说明情况: the responsible unit answers the facts before anybody decides."""
    case, _ = case_for(now, actor, case_id, CaseMove.REPLY)
    if not words.strip():
        raise Refused("请写明情况：事实是否属实，现在做到哪一步。", field="words")
    refuse_id_cards(words, "说明", "words")
    with transaction():
        move_case(case, case.status, reply=words.strip(), replied_at=now)
        record(now, actor, "说明情况", case, words.strip())


def check(now: datetime, actor: Actor, case_id: int, opinion: str) -> None:
    """核对事实: the office confirms the facts, with what it says to the unit's reply."""
    case, status = case_for(now, actor, case_id, CaseMove.CHECK)
    if not opinion.strip():
        raise Refused("请写明核对意见。", field="opinion")
    with transaction():
        move_case(case, status, checked_by=actor.id, opinion=opinion.strip())
        record(now, actor, "核对事实", case, opinion.strip())


def list_case(now: datetime, actor: Actor, case_id: int, listing: Listing) -> str:
    """批准挂牌; returns the number 挂〔2026〕3号: unique and without gaps within a plan and year."""
    case, status = case_for(now, actor, case_id, CaseMove.LIST)
    check_listing(listing, now.date())
    with transaction():
        number = _hang(now, case, status, listing, decided_by=actor.id)
        words = f"{number}，{listing.track.label}，限期 {listing.limit:%Y-%m-%d}，督办单位{listing.supervising_unit.strip()}"
        record(now, actor, "批准挂牌", case, words)
    return number


def list_automatically(now: datetime, case_id: int) -> str | None:
    """Hang the plate by the plan's own setting (内部督办), without a leader; None where somebody acted meanwhile."""
    case = case_by_id(case_id)
    if case is None or case.status is not CaseStatus.PROPOSED:
        return None
    limit = working_days().add(now.date(), _AUTOMATIC_LIMIT)
    listing = Listing(LegalTrack.DEPARTMENT, "方案设置：逾期自动列入内部督办", limit, "督查室", "责任单位负责人")
    with transaction():
        number = _hang(now, case, CaseStatus.LISTED, listing, decided_by=None)
        record(now, None, "自动挂牌", case, f"{number}，内部督办，限期 {limit:%Y-%m-%d}")
    return number


def dismiss_case(now: datetime, actor: Actor, case_id: int, opinion: str) -> None:
    """不予挂牌, with the reason; the clock does not propose this duty again."""
    case, status = case_for(now, actor, case_id, CaseMove.DISMISS)
    if not opinion.strip():
        raise Refused("请写明不予挂牌的理由。", field="opinion")
    with transaction():
        move_case(case, status, opinion=opinion.strip(), decided_by=actor.id, decided_at=now)
        record(now, actor, "不予挂牌", case, opinion.strip())
        schedule.look_again(case.duty.id, now.date())


def revoke_case(now: datetime, actor: Actor, case_id: int, doc_no: str, reason: str) -> None:
    """撤销挂牌 (误挂) after 复核, by a decision document; the duty goes on as it was."""
    case, status = case_for(now, actor, case_id, CaseMove.REVOKE)
    if not doc_no.strip() or not reason.strip():
        raise Refused("撤销挂牌须写明决定文书的文号和理由。", field="doc_no")
    with transaction():
        move_case(case, status, opinion=f"{doc_no.strip()}：{reason.strip()}")
        Duty.update(status=DutyStatus.ACTIVE, waiting_since=None).where(
            Duty.id == case.duty.id, Duty.status == DutyStatus.SUBMITTED
        ).execute()
        record(now, actor, "撤销挂牌", case, f"{doc_no.strip()}：{reason.strip()}")
        schedule.look_again(case.duty.id, now.date())


def case_for(now: datetime, actor: Actor, case_id: int, move: CaseMove) -> tuple[CaseLine, CaseStatus]:
    """The case and the status after `move`; a case of another unit looks to a liaison as if it were not there."""
    case = case_by_id(case_id)
    if case is None:
        raise NotThere(NOT_HERE)
    require_unit(actor, case.duty.unit_id)
    return case, case_after(guard_facts(case), move, actor, now.date(), working_days())


def move_case(case: CaseLine, status: CaseStatus, **values: object) -> None:
    """Move a case from the state it was read in; whoever comes second is told so."""
    moved = Case.update(status=status, **values).where(Case.id == case.id, Case.status == case.status).execute()
    if not moved:
        raise Moved("该件刚刚由他人处理，您写的内容还在，请刷新后再看。")


def record(now: datetime, actor: Actor | None, verb: str, case: CaseLine, words: str) -> None:
    """The entry of a move, in the history of the case's duty."""
    data = {"case": case.id}
    history.record(now, actor, verb, "duty", case.duty.id, plan_id=case.duty.plan_id, words=words, data=data)


def _hang(now: datetime, case: CaseLine, status: CaseStatus, listing: Listing, *, decided_by: int | None) -> str:
    """The plate: number, papers, announcement; inside the caller's transaction."""
    serial = _next_serial(case.duty.plan_id, now.year)
    number = f"挂〔{now.year}〕{serial}号"
    move_case(
        case,
        status,
        year=now.year,
        serial=serial,
        number=number,
        track=listing.track,
        basis=listing.basis.strip(),
        limit=listing.limit,
        supervising_unit=listing.supervising_unit.strip(),
        responsible=listing.responsible.strip(),
        is_public=listing.is_public,
        decided_by=decided_by,
        decided_at=now,
    )
    detail = f"{number}，限 {listing.limit.month}月{listing.limit.day}日前凭佐证销号。"
    outbox.announce(now, EventKind.LISTED, case.duty, (Audience.UNIT, Audience.OFFICE), detail)
    schedule.look_again(case.duty.id, now.date() + timedelta(days=1))
    return number


def _next_serial(plan_id: int, year: int) -> int:
    """The next number of this plan and year. The plan's row is touched first, so that two approvals follow each other."""
    Plan.update(key=Plan.key).where(Plan.id == plan_id).execute()
    last = Case.select(fn.MAX(Case.serial)).where(Case.plan == plan_id, Case.year == year).scalar()
    return int(last or 0) + 1
