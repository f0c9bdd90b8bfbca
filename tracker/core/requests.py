"""Requests of a unit about its own duty (延期、职责异议): when they may be made and what they must say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.lifecycle import Move, after
from tracker.core.refusals import Refused, refuse_blanks
from tracker.core.words import DutyStatus

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.facts import DutyFacts
    from tracker.core.workdays import Workdays

OBJECTION_WORKDAYS = 5


@dataclass(frozen=True, slots=True)
class ExtensionPapers:
    """What asks for a later date (延期申请): the day, and the three papers (已完成情况, 原因, 整改计划)."""

    until: date
    done_so_far: str
    reason: str
    plan: str


def check_extension(duty: DutyFacts, papers: ExtensionPapers, today: date) -> None:
    """Refuse a request after the date, without its papers, to an earlier day, or while another one waits.

    Source: 安徽 2021 and 青岛 rules on extension; 信访工作条例 art. 34 (asked before the term ends).
    """
    after(duty.status, Move.EXTEND)
    if duty.extension_pending:
        raise Refused("已经有一份延期申请在等决定，不用重复申请。")
    if duty.due is None:
        raise Refused("这件事项没有到期日，不用申请延期。")
    if today > duty.due:
        raise Refused(f"延期要在到期日 {duty.due:%Y-%m-%d} 以前申请，现在已经过期，请直接报进展并联系督查室。")
    if papers.until <= duty.due:
        raise Refused(f"申请的日期须晚于现在的时限 {duty.due:%Y-%m-%d}。", field="until")
    refuse_blanks(
        ("done_so_far", papers.done_so_far, "已完成情况"),
        ("reason", papers.reason, "不能按期完成的原因"),
        ("plan", papers.plan, "整改计划"),
    )


def check_objection(duty: DutyFacts, admitted_on: date, reason: str, today: date, workdays: Workdays) -> None:
    """职责异议: with reasons, within five working days of being assigned (信访工作条例 art. 22 by analogy)."""
    if duty.status is not DutyStatus.ACTIVE:
        raise Refused("该事项不在推进中，不能提出职责异议。")
    if not reason.strip():
        raise Refused("请写明理由，例如“三定”规定的哪一条。", field="reason")
    if workdays.between(admitted_on, today) > OBJECTION_WORKDAYS:
        raise Refused(f"职责异议须在列入台账后 {OBJECTION_WORKDAYS} 个工作日内提出，现已超过；请与督查室商量。")
