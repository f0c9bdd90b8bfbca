"""From the ledger's facts to the papers' values (公文取数): what is known is filled in, what a person must write stays blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.core.letters import numbered
from tracker.core.pace import counted
from tracker.core.words import Lamp, ReportKind, Standard
from tracker.papers import (
    BulletinCounts,
    BulletinPaper,
    BulletinTask,
    EvidenceItem,
    ExtensionPaper,
    Inspector,
    ListingPaper,
    MeasureItem,
    NextStep,
    NoticePaper,
    ProblemItem,
    PublicNotice,
    ReleasePaper,
    SentBefore,
    StandardAnswer,
    VerificationPaper,
)
from tracker.store.queries.cases import measures_of, verifications_of
from tracker.store.queries.desks import history_of, reports_of
from tracker.store.queries.stories import paces_of
from tracker.web.site import is_demo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.core.facts import DutyFacts
    from tracker.store.queries.cases import CaseLine
    from tracker.store.queries.desks import ExtensionFacts, ReportFacts
    from tracker.store.queries.ledger import Ledger, TaskLine
    from tracker.store.queries.stories import Stories

_TOLD_BEFORE = 8
_MOST_PROBLEMS = 30


def notice_of(duty: DutyFacts, line: TaskLine) -> NoticePaper:
    """督办通知单 for one duty."""
    last = next((report for report in reports_of(duty.id) if report.kind is not ReportKind.INPUT), None)
    return NoticePaper(
        matter=duty.task_title,
        source=source_of(duty),
        content=line.text,
        lead_units=(duty.unit_name,),
        cooperating_units=tuple(chip.full_name for chip in line.cooperating),
        due=duty.due,
        due_original=duty.due_original if duty.due_original != duty.due else None,
        deadline_text=line.deadline_text or "",
        so_far=last.progress if last else "",
        demo=is_demo(),
    )


def listing_of(case: CaseLine) -> ListingPaper:
    """挂牌督办通知书."""
    told = [entry for entry in history_of("duty", case.duty.id) if entry.at <= (case.decided_at or case.proposed_at)]
    return ListingPaper(
        unit=case.duty.unit_name,
        matter=case.duty.task_title,
        facts=case.facts,
        track=case.track,
        basis=case.basis,
        limit=case.limit,
        responsible=case.responsible,
        supervising_unit=case.supervising_unit,
        sent_before=tuple(SentBefore(entry.at.date(), entry.verb, entry.words) for entry in told[:_TOLD_BEFORE][::-1]),
        is_public=case.is_public if case.decided_at else None,
        number=case.number or "",
        demo=is_demo(),
    )


def extension_of(extension: ExtensionFacts, duty: DutyFacts) -> ExtensionPaper:
    """延期申请表."""
    return ExtensionPaper(
        matter=duty.task_title,
        source=source_of(duty),
        unit=duty.unit_name,
        due_original=duty.due_original,
        due=extension.due_then,
        asked_until=extension.until,
        done_so_far=extension.done_so_far,
        reason=extension.reason,
        plan=extension.plan,
        times_before=duty.extensions - (extension.granted_until is not None),
        asked_on=extension.asked_at.date(),
        decision=extension.opinion,
        decided_due=extension.granted_until,
        number=extension.doc_no,
        demo=is_demo(),
    )


def release_of(case: CaseLine) -> ReleasePaper:
    """销号申请表 with the five standards, the measures one by one and the list of evidence."""
    reports = reports_of(case.duty.id)
    asked = next((report for report in reports if report.kind is ReportKind.RELEASE), None)
    items, numbers = _evidence(reports)
    measures = tuple(
        MeasureItem(
            number=str(measure.position),
            measure=measure.text,
            standard=measure.standard,
            due=measure.due,
            person=measure.responsible,
            result=_result(reports, measure.id),
            evidence="、".join(
                numbers[report.id] for report in reports if report.measure_id == measure.id and numbers[report.id]
            ),
        )
        for measure in measures_of(case.id)
    )
    site = next((check for check in verifications_of(case.id) if check.is_current), None)
    return ReleasePaper(
        matter=case.duty.task_title,
        source=source_of(case.duty),
        unit=case.duty.unit_name,
        case_number=case.number or "",
        listed_on=case.decided_at.date() if case.decided_at else None,
        limit=case.limit,
        problem=case.facts,
        target=case.plan_text.get("goal", ""),
        summary=asked.progress if asked else "",
        measures=measures,
        standards=tuple(StandardAnswer(None, asked.standards.get(str(each), "")) for each in Standard) if asked else (),
        evidence=items,
        responsible=case.responsible,
        asked_on=asked.submitted_at.date() if asked else None,
        supervising_unit=case.supervising_unit,
        verification=site.findings if site else "",
        public_notice=PublicNotice(case.notice_from, case.notice_until, "") if case.notice_from else None,
        decision=case.release_opinion,
        demo=is_demo(),
    )


def verification_of(case: CaseLine) -> VerificationPaper:
    """现场核查表: as recorded, or empty to be taken along."""
    site = next((check for check in verifications_of(case.id) if check.is_current), None)
    return VerificationPaper(
        matter=case.duty.task_title,
        case_number=case.number or "",
        unit=case.duty.unit_name,
        inspectors=tuple(Inspector(name, "") for name in site.people) if site else (),
        checked_on=site.day if site else None,
        place=site.place if site else "",
        conclusion=site.passed if site else None,
        opinion=site.findings if site else "",
        demo=is_demo(),
    )


def bulletin_of(ledger: Ledger, stories: Stories, today: date) -> BulletinPaper:
    """督查通报 draft with the statistics of the plan; units are named only where something is late."""
    judged = paces_of(ledger, stories, today)
    counts = counted(reading for _, reading in judged)
    late = [duty for line, _ in judged for duty in line.counted if duty.reading.lamp is Lamp.LATE]
    return BulletinPaper(
        plan_title=ledger.plan.title,
        period=f"{today.year}年第{'一二三四'[(today.month - 1) // 3]}季度",
        as_of=today,
        counts=BulletinCounts(**{str(pace): number for pace, number in counts.items()}),
        problems=tuple(
            ProblemItem(duty.facts.task_title, duty.facts.unit_name, f"{duty.facts.due} 到期，{duty.reading.detail}")
            for duty in late[:_MOST_PROBLEMS]
        ),
        next_steps=tuple(NextStep(duty.facts.task_title, duty.facts.unit_name) for duty in late[:_MOST_PROBLEMS]),
        tasks=tuple(
            BulletinTask(
                number=line.no,
                task=line.title or line.text,
                units="、".join(chip.name for chip in line.leads),
                deadline=line.deadline_text or "原文未写",
                progress=f"销号 {line.closed}/{len(line.counted)}",
                state=reading.pace.label,
            )
            for line, reading in judged
        ),
        listed=ledger.listed,
        demo=is_demo(),
    )


def source_of(duty: DutyFacts) -> str:
    """Where a matter comes from: the plan and the line."""
    return f"《{duty.plan_title}》{numbered(duty.task_no)}"


def _evidence(reports: Sequence[ReportFacts]) -> tuple[tuple[EvidenceItem, ...], dict[int, str]]:
    """Every file in the order it came, numbered; and the numbers of each report."""
    items: list[EvidenceItem] = []
    numbers: dict[int, str] = {}
    for report in reversed(reports):
        own = []
        for file in report.evidence:
            items.append(EvidenceItem(str(len(items) + 1), file.name, report.author_name, report.submitted_at.date()))
            own.append(items[-1].number)
        numbers[report.id] = "、".join(own)
    return tuple(items), numbers


def _result(reports: Sequence[ReportFacts], measure_id: int) -> str:
    return next((report.progress for report in reports if report.measure_id == measure_id), "")
