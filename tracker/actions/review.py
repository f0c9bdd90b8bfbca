"""Reviewing (审核): somebody else than the author accepts a report or returns it. 提交人不能审核自己的报送."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.actions import history, outbox, schedule
from tracker.actions.duty_door import duty_for, move_duty
from tracker.actions.evidence import refuse_id_cards
from tracker.actions.progress import is_claim
from tracker.core.access import Ability, require, require_somebody_else
from tracker.core.lifecycle import Move, after
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.words import Audience, EventKind, ReportKind, ReportStatus, ReturnReason
from tracker.store.db import transaction
from tracker.store.queries.desks import report_by_id
from tracker.store.tables import Report

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.core.facts import Actor, DutyFacts
    from tracker.store.queries.desks import ReportFacts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reviewer found: the six questions ticked (六问), the opinion, and for a return its reason and the day to redo."""

    opinion: str = ""
    ticked: frozenset[ReturnReason] = field(default_factory=frozenset)
    reason: ReturnReason | None = None
    redo_by: date | None = None


ALL_TICKED = Verdict(ticked=frozenset(ReturnReason))


def accept(now: datetime, actor: Actor, report_id: int, verdict: Verdict = ALL_TICKED) -> None:
    """Accept a report (采纳). A claim closes the duty (销号), and only with all six questions ticked; a stage report is noted."""
    report, duty = _waiting(actor, report_id)
    claims = is_claim(report.kind, duty)
    if claims and (missing := [reason for reason in ReturnReason if reason not in verdict.ticked]):
        raise Refused(f"六问都“是”才能采纳。还没有勾选的：{_asked(missing)}。", field="ticked")
    if report.kind is ReportKind.CLOSURE and not report.evidence:
        raise Refused("这份销号申请没有佐证，不能采纳。请退回补正。")
    with transaction():
        _decide(now, actor, report, ReportStatus.ACCEPTED, verdict)
        if claims:
            move_duty(duty, after(duty.status, Move.ACCEPT), waiting_since=None, closed_at=now)
        verb = "采纳并销号" if claims else ReportStatus.ACCEPTED.label
        _record(now, actor, verb, duty, report, verdict.opinion.strip())
        schedule.look_again(duty.id, now.date())


def give_back(now: datetime, actor: Actor, report_id: int, verdict: Verdict) -> None:
    """Return a report (退回补正) with one of the six reasons, what to mend, and for a claim the day to send it again."""
    report, duty = _waiting(actor, report_id)
    if verdict.reason is None:
        raise Refused("请选一条退回原因。", field="reason")
    if not verdict.opinion.strip():
        raise Refused("请写明缺什么、补在哪、其余要不要改。", field="opinion")
    claims = is_claim(report.kind, duty)
    if claims and verdict.redo_by is None:
        raise Refused("请写明补正的日期。", field="redo_by")
    if verdict.redo_by is not None and verdict.redo_by < now.date():
        raise Refused("补正的日期不能早于今天。", field="redo_by")
    words = f"{verdict.reason.label}：{verdict.opinion.strip()}"
    if verdict.redo_by:
        words = f"{words}（{verdict.redo_by:%Y-%m-%d} 前补正）"
    with transaction():
        _decide(now, actor, report, ReportStatus.RETURNED, verdict)
        if claims:
            move_duty(duty, after(duty.status, Move.RETURN), waiting_since=None)
        _record(now, actor, ReportStatus.RETURNED.label, duty, report, words)
        outbox.announce(now, EventKind.RETURNED, duty, (Audience.UNIT,), words)
        schedule.look_again(duty.id, now.date())


def _waiting(actor: Actor, report_id: int) -> tuple[ReportFacts, DutyFacts]:
    require(actor, Ability.REVIEW)
    report = report_by_id(report_id)
    if report is None or report.kind in (ReportKind.INPUT, ReportKind.MEASURE, ReportKind.RELEASE):
        raise NotThere("没有找到这份报送，或者它在别的页面办理。")
    require_somebody_else(actor, report.author_id)
    if report.status is not ReportStatus.SUBMITTED:
        raise Moved(f"该报送刚刚由{report.reviewer_name or '他人'}处理，请刷新后再看。")
    return report, duty_for(actor, report.duty_id)


def _decide(now: datetime, actor: Actor, report: ReportFacts, status: ReportStatus, verdict: Verdict) -> None:
    refuse_id_cards(verdict.opinion, "审核意见", "opinion")
    decided = (
        Report.update(
            status=status,
            reviewer=actor.id,
            reviewed_at=now,
            reason=verdict.reason if status is ReportStatus.RETURNED else None,
            opinion=verdict.opinion.strip(),
            answers=sorted(str(reason) for reason in verdict.ticked),
            redo_by=verdict.redo_by if status is ReportStatus.RETURNED else None,
        )
        .where(Report.id == report.id, Report.status == ReportStatus.SUBMITTED)
        .execute()
    )
    if not decided:
        raise Moved("该报送刚刚由他人处理，请刷新后再看。")


def _record(now: datetime, actor: Actor, verb: str, duty: DutyFacts, report: ReportFacts, words: str) -> None:
    history.record(now, actor, verb, "duty", duty.id, plan_id=duty.plan_id, words=words, data={"report": report.id})


def _asked(missing: list[ReturnReason]) -> str:
    return "、".join(QUESTIONS[reason] for reason in missing)


QUESTIONS = {
    ReturnReason.FACTS: "事实是否清楚",
    ReturnReason.PROBLEM: "问题是否解决",
    ReturnReason.TASK: "任务是否落实",
    ReturnReason.CONCLUSION: "结论是否准确",
    ReturnReason.MEASURES: "处理措施是否符合政策",
    ReturnReason.FORM: "文书格式是否规范",
}
"""The six questions of 督查 practice, by the reason that a "no" gives."""
