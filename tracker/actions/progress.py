"""Progress (报送与审核): a unit says what it has done, with evidence; somebody else accepts or returns it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.actions import history, indicators, outbox, schedule
from tracker.actions.evidence import Upload, refuse_id_cards, take
from tracker.core.access import Ability, require, require_somebody_else, require_unit
from tracker.core.decomposition import still_open
from tracker.core.lifecycle import Move, after
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.words import (
    Audience,
    DutyKind,
    DutyStatus,
    EventKind,
    ReportKind,
    ReportStatus,
    ReturnReason,
)
from tracker.store.db import transaction
from tracker.store.queries.desks import report_by_id
from tracker.store.queries.duties import duty_by_id, open_parts
from tracker.store.tables import Duty, Evidence, Report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from tracker.core.facts import Actor, DutyFacts
    from tracker.store.vault import Vault

_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class ReportText:
    """What the form says: 进展情况, 存在的问题, 下一步措施, and who in the unit approved it (审定人)."""

    kind: ReportKind
    progress: str
    problems: str = ""
    next_steps: str = ""
    approved_by_head: str = ""
    values: Mapping[int, str] = field(default_factory=dict)  # indicator id → what was typed (指标现值)


def report(
    now: datetime,
    actor: Actor,
    duty_id: int,
    text: ReportText,
    uploads: Sequence[Upload],
    *,
    vault: Vault,
    max_mb: int,
) -> int:
    """Post a report with its evidence; returns its id.

    阶段进展 leaves the duty with the unit; 申请销号 hands it to the office and stops the unit's clock. A periodic report
    (定期报告) is its own claim. Asking for closure needs evidence and the approving head's name (经本单位主要负责人审定).
    """
    require(actor, Ability.REPORT)
    duty = _duty(actor, duty_id)
    if duty.is_exempt:
        raise Refused("您单位这项任务已经豁免，不用报送。")
    claims = text.kind is ReportKind.CLOSURE or duty.kind is DutyKind.REPORT
    status = after(duty.status, Move.CLAIM if claims else Move.REPORT)
    if claims:
        _refuse_while_parts_are_open(duty)
    _check(text, has_files=bool(uploads), needs_proof=text.kind is ReportKind.CLOSURE)
    values = indicators.read_values(duty.task_id, text.values)
    taken = take(uploads, vault, max_mb)
    with transaction():
        _claim(duty, status, waiting_since=now.date() if claims else None)
        report_id = Report.insert(
            duty=duty.id,
            kind=text.kind,
            author=actor.id,
            progress=text.progress.strip(),
            problems=text.problems.strip(),
            next_steps=text.next_steps.strip(),
            approved_by_head=text.approved_by_head.strip(),
            submitted_at=now,
        ).execute()
        indicators.keep_values(report_id, values)
        for file in taken:
            Evidence.insert(
                report=report_id,
                sha256=file.sha256,
                name=file.name,
                size=file.size,
                media_type=file.media_type,
            ).execute()
        history.record(
            now,
            actor,
            text.kind.label,
            "duty",
            duty.id,
            plan_id=duty.plan_id,
            words=text.progress.strip(),
            data={"report": report_id, "files": [file.sha256 for file in taken]},
        )
        schedule.look_again(duty.id, now.date())
    return int(report_id)


def accept(now: datetime, actor: Actor, report_id: int, opinion: str = "") -> None:
    """Accept a report (采纳). A claim closes the duty (销号); a stage report is taken note of."""
    _review(now, actor, report_id, ReportStatus.ACCEPTED, Move.ACCEPT, opinion, None)


def give_back(now: datetime, actor: Actor, report_id: int, reason: ReturnReason, opinion: str) -> None:
    """Return a report (退回补正) with one of the six reasons and what to mend."""
    if not opinion.strip():
        raise Refused("请写明缺什么、补在哪、其余要不要改。", field="opinion")
    _review(now, actor, report_id, ReportStatus.RETURNED, Move.RETURN, opinion, reason)


def _review(  # noqa: PLR0917 - private; both callers stand above
    now: datetime,
    actor: Actor,
    report_id: int,
    verdict: ReportStatus,
    move: Move,
    opinion: str,
    reason: ReturnReason | None,
) -> None:
    require(actor, Ability.REVIEW)
    found = report_by_id(report_id)
    if found is None:
        raise NotThere("没有找到这份报送。")
    require_somebody_else(actor, found.author_id)
    duty = _duty(actor, found.duty_id)
    is_claim = found.kind is ReportKind.CLOSURE or duty.kind is DutyKind.REPORT
    if found.kind is ReportKind.CLOSURE and verdict is ReportStatus.ACCEPTED and not found.evidence:
        raise Refused("这份销号申请没有佐证，不能采纳。请退回补正。")
    refuse_id_cards(opinion, "审核意见", "opinion")
    with transaction():
        decided = (
            Report.update(status=verdict, reviewer=actor.id, reviewed_at=now, reason=reason, opinion=opinion.strip())
            .where(Report.id == report_id, Report.status == ReportStatus.SUBMITTED)
            .execute()
        )
        if not decided:
            raise Moved(f"该报送刚刚由{found.reviewer_name or '他人'}处理，请刷新后再看。")
        if is_claim:
            _claim(duty, after(duty.status, move), waiting_since=None, closed_at=now)
        verb = "采纳并销号" if is_claim and verdict is ReportStatus.ACCEPTED else verdict.label
        words = f"{reason.label}：{opinion.strip()}" if reason else opinion.strip()
        history.record(now, actor, verb, "duty", duty.id, plan_id=duty.plan_id, words=words, data={"report": report_id})
        if verdict is ReportStatus.RETURNED:
            outbox.announce(now, EventKind.RETURNED, duty, (Audience.UNIT,), words)
        schedule.look_again(duty.id, now.date())


def _duty(actor: Actor, duty_id: int) -> DutyFacts:
    duty = duty_by_id(duty_id)
    if duty is None:
        raise NotThere("没有找到这一页，可能已经移走，或者不归您单位。")
    require_unit(actor, duty.unit_id)
    return duty


def _claim(
    duty: DutyFacts, status: DutyStatus, *, waiting_since: object = None, closed_at: datetime | None = None
) -> None:
    """Move the duty from the status its facts were read with; whoever comes second is told so and changes nothing."""
    moved = (
        Duty.update(
            status=status,
            waiting_since=waiting_since,
            closed_at=closed_at if status is DutyStatus.CLOSED else None,
            revision=Duty.revision + 1,
        )
        .where(Duty.id == duty.id, Duty.status == duty.status)
        .execute()
    )
    if not moved:
        raise Moved("该事项刚刚由他人处理，您写的内容还在，请刷新后核对。")


def _refuse_while_parts_are_open(duty: DutyFacts) -> None:
    """The lead's closing is judged on the whole: not while members of its collectives or its sub-tasks are open."""
    if duty.kind is DutyKind.REPORT or duty.collective_id is not None:
        return
    names = open_parts(duty.task_id, duty.id)
    if names:
        raise Refused(still_open(names))


def _check(text: ReportText, *, has_files: bool, needs_proof: bool) -> None:
    if not text.progress.strip():
        raise Refused("请写进展情况：做到哪一步，结果是什么。", field="progress")
    if needs_proof and not has_files:
        raise Refused("申请销号须附佐证，请添一份能说明结果的文件。", field="files")
    if needs_proof and not text.approved_by_head.strip():
        raise Refused("申请销号须经本单位主要负责人审定，请写审定人姓名。", field="approved_by_head")
    for each, name in (("progress", "进展情况"), ("problems", "存在的问题"), ("next_steps", "下一步措施")):
        value = getattr(text, each)[: 10 * _LONGEST]
        value = re.sub(r"\s+", " ", value)
        if len(value) > _LONGEST:
            raise Refused(f"{name}太长（{len(value)} 字），请写在 {_LONGEST} 字以内，其余放进佐证。", field=each)
        refuse_id_cards(value, name, each)
