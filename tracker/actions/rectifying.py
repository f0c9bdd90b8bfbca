"""Rectifying (整改): the plan with its measures, progress with evidence on each, until the unit may ask for release."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from tracker.actions import progress
from tracker.actions.evidence import Upload, refuse_id_cards, take
from tracker.actions.listing import case_for, move_case, record
from tracker.actions.progress import ReportText
from tracker.core.cases import CaseMove, check_plan
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import ReportKind, ReportStatus
from tracker.store.db import transaction
from tracker.store.tables import CaseMeasure, Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tracker.core.cases import RectificationPlan
    from tracker.core.facts import Actor
    from tracker.store.vault import Vault


def send_plan(now: datetime, actor: Actor, case_id: int, plan: RectificationPlan) -> None:
    """报送整改方案: six items, each measure with standard, date within the limit, and person."""
    case, status = case_for(now, actor, case_id, CaseMove.PLAN)
    if case.limit is None:
        raise Refused("这件挂牌还没有督办限期。")
    check_plan(plan, case.limit, now.date())
    text = {key: value.strip() for key, value in asdict(plan).items() if isinstance(value, str)}
    for key, value in text.items():
        refuse_id_cards(value, "整改方案", key)
    with transaction():
        move_case(case, status, plan_text=text)
        CaseMeasure.update(is_current=False).where(CaseMeasure.case == case.id).execute()
        for position, measure in enumerate(plan.measures, start=1):
            CaseMeasure.insert(
                case=case.id,
                position=position,
                text=measure.text.strip(),
                standard=measure.standard.strip(),
                due=measure.due,
                responsible=measure.responsible.strip()[:120],
            ).execute()
        record(now, actor, "报送整改方案", case, f"{text['goal']}；措施 {len(plan.measures)} 条")


def accept_plan(now: datetime, actor: Actor, case_id: int) -> None:
    """同意整改方案: from now on the measures are being carried out."""
    case, status = case_for(now, actor, case_id, CaseMove.ACCEPT_PLAN)
    with transaction():
        move_case(case, status)
        record(now, actor, "同意整改方案", case, "")


def return_plan(now: datetime, actor: Actor, case_id: int, opinion: str) -> None:
    """退回整改方案 with what to mend."""
    case, status = case_for(now, actor, case_id, CaseMove.RETURN_PLAN)
    if not opinion.strip():
        raise Refused("请写明方案要改哪里。", field="opinion")
    with transaction():
        move_case(case, status)
        record(now, actor, "退回整改方案", case, opinion.strip())


def report_measure(
    now: datetime,
    actor: Actor,
    case_id: int,
    measure_id: int,
    words: str,
    uploads: Sequence[Upload],
    *,
    vault: Vault,
    max_mb: int,
) -> int:
    """报整改进展 on one measure, with evidence; returns the report's id."""
    case, status = case_for(now, actor, case_id, CaseMove.PROGRESS)
    known = CaseMeasure.get_or_none(
        CaseMeasure.id == measure_id,
        CaseMeasure.case == case.id,
        CaseMeasure.is_current == True,  # noqa: E712 - SQL
    )
    if known is None:
        raise NotThere("没有找到这条整改措施。")
    if not words.strip():
        raise Refused("请写这条措施做到哪一步。", field="words")
    refuse_id_cards(words, "进展", "words")
    taken = take(uploads, vault, max_mb)
    with transaction():
        move_case(case, status)
        text = ReportText(ReportKind.MEASURE, f"措施 {known.position}：{words.strip()}")
        report_id = progress.write_report(now, actor, case.duty, text, taken, measure_id=measure_id)
        Report.update(status=ReportStatus.ACCEPTED).where(Report.id == report_id).execute()
    return report_id
