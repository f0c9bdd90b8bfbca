"""延期: asked before the date with its three papers, decided by somebody with the right to; the original date stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.actions import history, outbox, schedule
from tracker.actions.duty_door import duty_for
from tracker.actions.evidence import refuse_id_cards
from tracker.core.access import Ability, require
from tracker.core.lifecycle import Move, why_not
from tracker.core.refusals import Moved, NotAllowed, NotThere, Refused
from tracker.core.requests import ExtensionPapers, check_extension
from tracker.core.words import Audience, DutyStatus, EventKind, RequestStatus, Role
from tracker.store.db import transaction
from tracker.store.queries.duties import duty_by_id
from tracker.store.tables import Case, Duty, Extension

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.core.facts import Actor, DutyFacts


@dataclass(frozen=True, slots=True)
class ExtensionDecision:
    """The decision: the new date (核定日期) where granted, the opinion, and the document's number (文号)."""

    granted_until: date | None
    opinion: str = ""
    doc_no: str = ""


def ask(now: datetime, actor: Actor, duty_id: int, papers: ExtensionPapers) -> int:
    """Ask for a later date; returns the request's id. While it waits nothing escalates."""
    require(actor, Ability.REPORT)
    for name, said in (("done_so_far", "已完成情况"), ("reason", "原因"), ("plan", "整改计划")):
        refuse_id_cards(getattr(papers, name), said, name)
    with transaction():
        duty = duty_for(actor, duty_id)
        check_extension(duty, papers, now.date())
        _only_one(duty.id)
        extension_id = Extension.insert(
            duty=duty.id,
            asked_by=actor.id,
            asked_at=now,
            due_then=duty.due,
            until=papers.until,
            done_so_far=papers.done_so_far.strip(),
            reason=papers.reason.strip(),
            plan=papers.plan.strip(),
        ).execute()
        Duty.update(waiting_since=now.date()).where(Duty.id == duty.id).execute()
        words = f"申请延到 {papers.until:%Y-%m-%d}：{papers.reason.strip()}"
        _record(now, actor, "申请延期", duty, words, extension_id)
        schedule.look_again(duty.id, now.date())
    return int(extension_id)


def decide(now: datetime, actor: Actor, extension_id: int, decision: ExtensionDecision) -> None:
    """Grant with the new date, or refuse with the reason. A listed matter's extension is decided by whoever listed it."""
    row = Extension.get_or_none(Extension.id == extension_id)
    duty = duty_by_id(row.duty_id) if row else None
    if row is None or duty is None:
        raise NotThere("没有找到这份延期申请。")
    _may_decide(actor, duty)
    if row.asked_by_id == actor.id:
        raise NotAllowed("申请人不能决定自己的延期申请。")
    until = decision.granted_until
    if until is not None and until <= row.due_then:
        raise Refused(f"核定日期须晚于原来的 {row.due_then:%Y-%m-%d}。", field="granted_until")
    if until is None and not decision.opinion.strip():
        raise Refused("不同意延期，请写明理由。", field="opinion")
    status = RequestStatus.GRANTED if until else RequestStatus.REFUSED
    with transaction():
        duty = duty_for(actor, duty.id)  # as it is now, while nobody else writes
        if until is not None and duty.status in (DutyStatus.CLOSED, DutyStatus.WITHDRAWN):
            raise Refused(why_not(duty.status, Move.EXTEND))
        decided = (
            Extension.update(
                status=status,
                decided_by=actor.id,
                decided_at=now,
                granted_until=until,
                opinion=decision.opinion.strip(),
                doc_no=decision.doc_no.strip()[:80],
            )
            .where(Extension.id == extension_id, Extension.status == RequestStatus.PENDING)
            .execute()
        )
        if not decided:
            raise Moved("这份延期申请刚刚由他人处理，请刷新后再看。")
        values: dict[str, date | None] = {"due": until} if until else {}
        if duty.status is DutyStatus.ACTIVE:  # a report that waits for review goes on waiting
            values["waiting_since"] = None
        Duty.update(revision=Duty.revision + 1, **values).where(Duty.id == duty.id).execute()
        said = f"同意延到 {until:%Y-%m-%d}" if until else f"不同意延期：{decision.opinion.strip()}"
        _record(now, actor, "延期决定", duty, f"{said} {decision.doc_no.strip()}".strip(), extension_id)
        outbox.announce(now, EventKind.EXTENDED, duty, (Audience.UNIT,), said)
        schedule.look_again(duty.id, now.date())


def _may_decide(actor: Actor, duty: DutyFacts) -> None:
    if not duty.is_listed:
        if actor.role not in (Role.OFFICE, Role.LEADER):
            raise NotAllowed("延期由督查室或分管领导决定，您的身份不能办理。")
        return
    case = Case.get_or_none(Case.duty == duty.id)
    if actor.role is not Role.LEADER or (case.decided_by_id and case.decided_by_id != actor.id):
        raise NotAllowed("挂牌督办的延期，由批准挂牌的领导决定。")


def _only_one(duty_id: int) -> None:
    """Two requests in one moment: the duty's row is taken first, then looked at."""
    Duty.update(revision=Duty.revision + 1).where(Duty.id == duty_id).execute()
    if Extension.get_or_none(Extension.duty == duty_id, Extension.status == RequestStatus.PENDING):
        raise Refused("已经有一份延期申请在等决定，不用重复申请。")


def _record(now: datetime, actor: Actor, verb: str, duty: DutyFacts, words: str, extension_id: int) -> None:
    data = {"extension": extension_id}
    history.record(now, actor, verb, "duty", duty.id, plan_id=duty.plan_id, words=words, data=data)
