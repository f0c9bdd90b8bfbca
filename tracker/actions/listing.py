"""Listed supervision (挂牌督办): approving a proposal with its legal track and number, dismissing it, releasing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import fn

from tracker.actions import history, outbox, schedule
from tracker.core.access import Ability, require
from tracker.core.cases import CaseFacts, CaseMove, Listing, case_after, check_listing
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.words import Audience, CaseStatus, EventKind, ReportStatus
from tracker.store.db import transaction
from tracker.store.queries.desks import case_by_id
from tracker.store.tables import Case, Plan, Report

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor
    from tracker.store.queries.desks import CaseLine


def list_case(now: datetime, actor: Actor, case_id: int, listing: Listing) -> str:
    """Approve a listing; returns its number 挂〔2026〕3号: unique and without gaps within a plan and year."""
    require(actor, Ability.DECIDE_CASES)
    case = _case(case_id)
    status = case_after(_facts(case), CaseMove.LIST, actor)
    check_listing(listing, now.date())
    with transaction():
        year, serial = now.year, _next_serial(case.duty.plan_id, now.year)
        number = f"挂〔{year}〕{serial}号"
        _move(
            case,
            status=status,
            year=year,
            serial=serial,
            number=number,
            track=listing.track,
            basis=listing.basis.strip(),
            limit=listing.limit,
            supervising_unit=listing.supervising_unit.strip(),
            responsible=listing.responsible.strip(),
            decided_by=actor.id,
            decided_at=now,
        )
        words = f"{number}，{listing.track.label}，限期 {listing.limit:%Y-%m-%d}，督办单位{listing.supervising_unit.strip()}"
        _record(now, actor, "批准挂牌", case, words)
        detail = f"{number}，限 {listing.limit.month}月{listing.limit.day}日前凭佐证销号。"
        outbox.announce(now, EventKind.LISTED, case.duty, (Audience.UNIT, Audience.OFFICE), detail)
        schedule.look_again(case.duty.id, now.date())
    return number


def dismiss_case(now: datetime, actor: Actor, case_id: int, opinion: str) -> None:
    """Decide not to list (不予挂牌), with the reason; the clock does not propose this duty again."""
    require(actor, Ability.DECIDE_CASES)
    case = _case(case_id)
    status = case_after(_facts(case), CaseMove.DISMISS, actor)
    if not opinion.strip():
        raise Refused("请写明不予挂牌的理由。", field="opinion")
    with transaction():
        _move(case, status=status, opinion=opinion.strip(), decided_by=actor.id, decided_at=now)
        _record(now, actor, "不予挂牌", case, opinion.strip())
        schedule.look_again(case.duty.id, now.date())


def release_case(now: datetime, actor: Actor, case_id: int, opinion: str) -> None:
    """Release a listing (销号摘牌): by the leader who listed it, once the duty is closed with accepted evidence."""
    require(actor, Ability.DECIDE_CASES)
    case = _case(case_id)
    status = case_after(_facts(case), CaseMove.RELEASE, actor)
    with transaction():
        _move(case, status=status, released_by=actor.id, released_at=now, release_opinion=opinion.strip())
        _record(now, actor, "销号摘牌", case, f"{case.number} {opinion.strip()}".strip())
        outbox.announce(
            now,
            EventKind.RELEASED,
            case.duty,
            (Audience.UNIT, Audience.OFFICE),
            f"{case.number} 已凭佐证销号。",
        )


def _case(case_id: int) -> CaseLine:
    case = case_by_id(case_id)
    if case is None:
        raise NotThere("没有找到这件挂牌督办。")
    return case


def _facts(case: CaseLine) -> CaseFacts:
    accepted = (
        Report.select(Report.reviewer)
        .where(Report.duty == case.duty.id, Report.status == ReportStatus.ACCEPTED)
        .order_by(Report.reviewed_at.desc())
        .first()
    )
    return CaseFacts(
        status=case.status,
        duty_status=case.duty.status,
        listed_by=case.decided_by_id,
        reviewed_by=accepted.reviewer_id if accepted else None,
    )


def _move(case: CaseLine, *, status: CaseStatus, **values: object) -> None:
    moved = Case.update(status=status, **values).where(Case.id == case.id, Case.status == case.status).execute()
    if not moved:
        raise Moved("该件刚刚由他人处理，请刷新后再看。")


def _next_serial(plan_id: int, year: int) -> int:
    """The next number of this plan and year. The plan's row is touched first, so that two approvals follow each other."""
    Plan.update(key=Plan.key).where(Plan.id == plan_id).execute()
    last = Case.select(fn.MAX(Case.serial)).where(Case.plan == plan_id, Case.year == year).scalar()
    return int(last or 0) + 1


def _record(now: datetime, actor: Actor, verb: str, case: CaseLine, words: str) -> None:
    history.record(
        now, actor, verb, "duty", case.duty.id, plan_id=case.duty.plan_id, words=words, data={"case": case.id}
    )
