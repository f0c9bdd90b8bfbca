"""Releasing (闭环销号): application with the five standards, first check, verification on site, public notice, release.

The duty of a listed matter closes here and nowhere else: with the application's evidence, when the plate comes down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.actions import outbox, progress, schedule
from tracker.actions.duty_door import move_duty
from tracker.actions.evidence import Upload, refuse_id_cards, take
from tracker.actions.listing import case_for, move_case, record
from tracker.actions.working_days import working_days
from tracker.core import cases as rules
from tracker.core.cases import NOTICE_WORKDAYS, CaseMove, check_standards, check_verifiers
from tracker.core.lifecycle import Move, after
from tracker.core.refusals import Moved, NotThere, Refused, refuse_blanks
from tracker.core.words import Audience, CaseStatus, EventKind, ReportKind, ReportStatus
from tracker.store.db import transaction
from tracker.store.queries.cases import case_by_id, guard_facts
from tracker.store.queries.duties import duty_by_id
from tracker.store.tables import Case, Person, Report, Verification, Verifier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from tracker.actions.progress import ReportText
    from tracker.core.facts import Actor, DutyFacts
    from tracker.core.words import Standard
    from tracker.store.queries.cases import CaseLine
    from tracker.store.vault import Vault


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """What a verification on site found (现场核查): day, place, manner, people (accounts), findings, and the result."""

    day: date
    place: str
    method: str
    findings: str
    people: tuple[int, ...]
    passed: bool


def ask_release(
    now: datetime,
    actor: Actor,
    case_id: int,
    text: ReportText,
    standards: Mapping[Standard, str],
    uploads: Sequence[Upload],
    *,
    vault: Vault,
    max_mb: int,
) -> int:
    """申请销号 of a listed matter; returns the application's report id. Stops the unit's clock."""
    case, status = case_for(now, actor, case_id, CaseMove.ASK_RELEASE)
    check_standards(standards)
    if not text.progress.strip():
        raise Refused("请写完成情况。", field="progress")
    progress.check_approval(text, now.date(), has_files=bool(uploads))
    answers = {str(standard): answer.strip() for standard, answer in standards.items()}
    for value in (text.progress, *answers.values()):
        refuse_id_cards(value, "申请", "progress")
    taken = take(uploads, vault, max_mb)
    with transaction():
        move_duty(case.duty, after(case.duty.status, Move.CLAIM), waiting_since=now.date())
        report_id = progress.write_report(now, actor, case.duty, _as_release(text), taken, standards=answers)
        move_case(case, status, release_report_id=report_id)
        schedule.look_again(case.duty.id, now.date())
    return report_id


def first_check(now: datetime, actor: Actor, case_id: int, opinion: str) -> None:
    """初审通过: the papers are complete; verification on site follows."""
    case, status = case_for(now, actor, case_id, CaseMove.FIRST_CHECK)
    with transaction():
        move_case(case, status)
        record(now, actor, "初审通过", case, opinion.strip())


def return_release(now: datetime, actor: Actor, case_id: int, opinion: str) -> None:
    """初审退回: what is missing; the duty is the unit's again."""
    case, status = case_for(now, actor, case_id, CaseMove.RETURN_RELEASE)
    if not opinion.strip():
        raise Refused("请写明缺什么、补在哪。", field="opinion")
    with transaction():
        _back_to_unit(now, actor, case, status, opinion.strip())
        record(now, actor, "初审退回", case, opinion.strip())


def verify_on_site(now: datetime, actor: Actor, case_id: int, check: SiteCheck) -> None:
    """现场核查: two people or more, none of the responsible unit, none who will release; a failure goes back to the unit."""
    move = CaseMove.PASS if check.passed else CaseMove.FAIL
    case, status = case_for(now, actor, case_id, move)
    people = [
        rules.Verifier(row.id, row.unit_id)
        for row in Person.select().where(Person.id.in_(list(check.people)), Person.is_active == True)  # noqa: E712 - SQL
    ]
    check_verifiers(guard_facts(case), people)
    _check_site(check, now.date())
    with transaction():
        verification = Verification.insert(
            case=case.id,
            day=check.day,
            place=check.place.strip()[:200],
            method=check.method.strip()[:200],
            findings=check.findings.strip(),
            passed=check.passed,
            recorded_by=actor.id,
            at=now,
            is_current=check.passed,
        ).execute()
        for person in people:
            Verifier.insert(verification=verification, person=person.id).execute()
        if check.passed:
            move_case(case, status)
        else:
            _back_to_unit(now, actor, case, status, check.findings.strip())
        names = "、".join(row.name for row in Person.select().where(Person.id.in_([person.id for person in people])))
        record(
            now,
            actor,
            move.label,
            case,
            f"{check.day:%Y-%m-%d} {check.place.strip()}，核查人：{names}。{check.findings.strip()}",
        )


def start_notice(now: datetime, actor: Actor, case_id: int) -> date:
    """开始公示 of a publicly listed matter; returns its last day (five working days)."""
    case, status = case_for(now, actor, case_id, CaseMove.NOTICE)
    last = working_days().add(now.date(), NOTICE_WORKDAYS)
    with transaction():
        move_case(case, status, notice_from=now.date(), notice_until=last)
        record(now, actor, "开始公示", case, f"公示到 {last:%Y-%m-%d}")
    return last


def object_to_notice(now: datetime, actor: Actor, case_id: int, objection: str) -> None:
    """公示期内有异议且成立: back to the unit."""
    case, status = case_for(now, actor, case_id, CaseMove.FAIL)
    if case.status is not CaseStatus.NOTICED:
        raise Refused("只有公示中的件才有公示异议。")
    if not objection.strip():
        raise Refused("请写明异议内容和核实情况。", field="objection")
    with transaction():
        _back_to_unit(now, actor, case, status, objection.strip())
        record(now, actor, "公示异议成立", case, objection.strip())


def release_case(now: datetime, actor: Actor, case_id: int, opinion: str) -> None:
    """销号摘牌 by the leader who listed: the application is accepted, the duty closes, the plate comes down."""
    case, status = case_for(now, actor, case_id, CaseMove.RELEASE)
    if case.release_report_id is None:
        raise Refused("没有销号申请，不能摘牌。")
    with transaction():
        move_case(case, status, released_by=actor.id, released_at=now, release_opinion=opinion.strip())
        _decide_report(now, actor, case.release_report_id, ReportStatus.ACCEPTED, opinion)
        duty = _fresh(case)
        move_duty(duty, after(duty.status, Move.ACCEPT), waiting_since=None, closed_at=now)
        record(now, actor, "销号摘牌", case, f"{case.number} {opinion.strip()}".strip())
        outbox.announce(
            now, EventKind.RELEASED, duty, (Audience.UNIT, Audience.OFFICE), f"{case.number} 已凭佐证销号。"
        )
        schedule.look_again(duty.id, None)


def rebound(now: datetime, actor: Actor, case_id: int, reason: str, limit: date) -> None:
    """反弹重新挂牌: the same case opens again (lineage kept), with a new limit."""
    case, status = case_for(now, actor, case_id, CaseMove.REBOUND)
    if not reason.strip():
        raise Refused("请写明回头看发现的反弹情况。", field="reason")
    if limit <= now.date():
        raise Refused("新的督办限期须晚于今天。", field="limit")
    with transaction():
        duty = _fresh(case)
        move_case(case, status, limit=limit, rebounds=Case.rebounds + 1, release_report_id=None, notice_until=None)
        Verification.update(is_current=False).where(Verification.case == case.id).execute()
        move_duty(duty, after(duty.status, Move.REOPEN), closed_at=None, due=limit, reopened=duty.reopened + 1)
        record(now, actor, "反弹重新挂牌", case, f"{reason.strip()}；限 {limit:%Y-%m-%d}")
        outbox.announce(
            now, EventKind.LISTED, duty, (Audience.UNIT, Audience.OFFICE), f"{case.number} 反弹，重新挂牌。"
        )
        schedule.look_again(duty.id, now.date())


def _as_release(text: ReportText) -> ReportText:
    return replace(text, kind=ReportKind.RELEASE)


def _check_site(check: SiteCheck, today: date) -> None:
    if check.day > today:
        raise Refused("核查日期不能晚于今天。", field="day")
    refuse_blanks(
        ("place", check.place, "核查地点"),
        ("method", check.method, "核查方式"),
        ("findings", check.findings, "核查结论"),
    )


def _back_to_unit(now: datetime, actor: Actor, case: CaseLine, status: CaseStatus, words: str) -> None:
    """The application failed: it is returned, and the duty is the unit's again."""
    move_case(case, status, release_report_id=None, notice_from=None, notice_until=None)
    Verification.update(is_current=False).where(Verification.case == case.id).execute()
    if case.release_report_id is not None:
        _decide_report(now, actor, case.release_report_id, ReportStatus.RETURNED, words)
    duty = _fresh(case)
    move_duty(duty, after(duty.status, Move.RETURN), waiting_since=None)
    outbox.announce(now, EventKind.RETURNED, duty, (Audience.UNIT,), words)
    schedule.look_again(duty.id, now.date())


def _decide_report(now: datetime, actor: Actor, report_id: int, status: ReportStatus, opinion: str) -> None:
    decided = (
        Report.update(status=status, reviewer=actor.id, reviewed_at=now, opinion=opinion.strip())
        .where(Report.id == report_id, Report.status == ReportStatus.SUBMITTED)
        .execute()
    )
    if not decided:
        raise Moved("这份销号申请刚刚由他人处理，请刷新后再看。")


def _fresh(case: CaseLine) -> DutyFacts:
    duty = duty_by_id(case.duty.id)
    if duty is None or case_by_id(case.id) is None:
        raise NotThere("没有找到这件挂牌督办。")
    return duty
