"""The desks (办事台): a duty's page, a unit's own matters, the office's review desk, listings, history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import JOIN, fn

from tracker.core.words import ReportKind, ReportStatus, RequestStatus, ReturnReason
from tracker.store.queries.duties import OPEN, duties_by_ids, duty_by_id, duty_facts
from tracker.store.tables import Duty, Entry, Evidence, Extension, Objection, Person, Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from peewee import Expression

    from tracker.core.facts import DutyFacts


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """A piece of evidence (佐证)."""

    id: int
    report_id: int
    name: str
    size: int
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report with its files (报送)."""

    id: int
    duty_id: int
    kind: ReportKind
    author_id: int
    author_name: str
    progress: str
    problems: str
    next_steps: str
    approved_by_head: str
    status: ReportStatus
    submitted_at: datetime
    reviewer_name: str | None
    reviewed_at: datetime | None
    reason: ReturnReason | None
    opinion: str
    redo_by: date | None
    approved_on: date | None
    measure_id: int | None
    standards: dict[str, str]
    evidence: tuple[EvidenceFacts, ...]


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One line of history (流水)."""

    at: datetime
    actor_name: str
    is_machine: bool
    verb: str
    words: str


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A report on the review desk (待审)."""

    report: ReportFacts
    duty: DutyFacts


def reports_of(duty_id: int) -> tuple[ReportFacts, ...]:
    """A duty's reports, newest first."""
    return tuple(_reports(Report.duty == duty_id)[::-1])


def report_by_id(report_id: int) -> ReportFacts | None:
    """One report, or None."""
    found = _reports(Report.id == report_id)
    return found[0] if found else None


def waiting_reports(ids: Sequence[int] | None = None) -> list[WaitingReport]:
    """What waits for the office, the oldest first: these of `waiting_ids`, or all."""
    reports = _reports(Report.id.in_(waiting_ids() if ids is None else list(ids)))
    duties = duties_by_ids(report.duty_id for report in reports)
    return [WaitingReport(report, duties[report.duty_id]) for report in reports]


def waiting_ids(plan_id: int | None = None) -> list[int]:
    """The ids of the reports that wait, the oldest first: the queue of the review desk, of one plan or of all."""
    rows = (
        Report.select(Report.id)
        .where(*_waits(), *_of_plan(Report.duty, plan_id))
        .order_by(Report.submitted_at, Report.id)
    )
    return [report_id for (report_id,) in rows.tuples()]


def waiting_count() -> int:
    """How many reports wait, for the navigation bar."""
    return int(Report.select().where(*_waits()).count())


def unit_duties(unit_id: int) -> list[DutyFacts]:
    """A unit's open duties, the nearest date first, those without a date last."""
    mine = (Duty.unit == unit_id, Duty.status.in_(OPEN), Duty.is_exempt == False)  # noqa: E712 - SQL
    return duty_facts(*mine, order=(Duty.due.is_null(), Duty.due, Duty.id))


def evidence_by_id(evidence_id: int) -> tuple[EvidenceFacts, DutyFacts] | None:
    """A file with the duty it belongs to, for the permission door."""
    row = Evidence.get_or_none(Evidence.id == evidence_id)
    if row is None:
        return None
    duty = duty_by_id(row.report.duty_id)
    return (_evidence(row), duty) if duty else None


def why_of(duty_id: int) -> list[str]:
    """The stored sentences 为什么是这一天."""
    row = Duty.select(Duty.why).where(Duty.id == duty_id).tuples().first()
    return list(row[0] or []) if row else []


def history_of(about: str, about_id: int) -> list[EntryFacts]:
    """The history of one object, newest first."""
    rows = Entry.select().where(Entry.about == about, Entry.about_id == about_id).order_by(Entry.id.desc())
    return [EntryFacts(row.at, row.actor_name, row.actor_id is None, row.verb, row.words) for row in rows]


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """A request for a later date with its decision (延期)."""

    id: int
    duty_id: int
    asked_by_id: int
    asked_by_name: str
    asked_at: datetime
    due_then: date
    until: date
    done_so_far: str
    reason: str
    plan: str
    status: RequestStatus
    granted_until: date | None
    opinion: str
    doc_no: str


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """A 职责异议 with its decision."""

    id: int
    duty_id: int
    made_by_name: str
    made_at: datetime
    reason: str
    proposed_unit: str
    status: RequestStatus
    reply: str


def extensions_of(*where: Expression, limit: int | None = None, offset: int = 0) -> list[ExtensionFacts]:
    """Extension requests, the oldest first."""
    rows = Extension.select(Extension, Person.name.alias("person_name")).join(
        Person, on=(Extension.asked_by == Person.id)
    )
    return [
        ExtensionFacts(
            id=row["id"],
            duty_id=row["duty"],
            asked_by_id=row["asked_by"],
            asked_by_name=row["person_name"],
            asked_at=row["asked_at"],
            due_then=row["due_then"],
            until=row["until"],
            done_so_far=row["done_so_far"],
            reason=row["reason"],
            plan=row["plan"],
            status=row["status"],
            granted_until=row["granted_until"],
            opinion=row["opinion"],
            doc_no=row["doc_no"],
        )
        for row in rows.where(*where).order_by(Extension.asked_at, Extension.id).limit(limit).offset(offset).dicts()
    ]


def objections_of(*where: Expression, limit: int | None = None, offset: int = 0) -> list[ObjectionFacts]:
    """Objections, the oldest first."""
    rows = Objection.select(Objection, Person.name.alias("person_name")).join(
        Person, on=(Objection.made_by == Person.id)
    )
    return [
        ObjectionFacts(
            id=row["id"],
            duty_id=row["duty"],
            made_by_name=row["person_name"],
            made_at=row["made_at"],
            reason=row["reason"],
            proposed_unit=row["proposed_unit"],
            status=row["status"],
            reply=row["reply"],
        )
        for row in rows.where(*where).order_by(Objection.made_at, Objection.id).limit(limit).offset(offset).dicts()
    ]


def extensions_about(duty_id: int) -> list[ExtensionFacts]:
    """A duty's extension requests, the oldest first."""
    return extensions_of(Extension.duty == duty_id)


def objections_about(duty_id: int) -> list[ObjectionFacts]:
    """A duty's objections, the oldest first."""
    return objections_of(Objection.duty == duty_id)


def requests_count() -> int:
    """How many extensions and objections wait for a decision, for the navigation bar."""
    return extensions_count() + objections_count()


def extensions_count(plan_id: int | None = None) -> int:
    """How many extensions wait for a decision: of one plan, or of all."""
    return int(Extension.select().where(*_pending(Extension, plan_id)).count())


def objections_count(plan_id: int | None = None) -> int:
    """How many objections wait for a decision: of one plan, or of all."""
    return int(Objection.select().where(*_pending(Objection, plan_id)).count())


def pending_extensions(
    limit: int | None = None, offset: int = 0, *, plan_id: int | None = None
) -> list[tuple[ExtensionFacts, DutyFacts]]:
    """Extension requests that wait for a decision, with their duties, the oldest first."""
    found = extensions_of(*_pending(Extension, plan_id), limit=limit, offset=offset)
    duties = duties_by_ids(each.duty_id for each in found)
    return [(each, duties[each.duty_id]) for each in found]


def pending_objections(
    limit: int | None = None, offset: int = 0, *, plan_id: int | None = None
) -> list[tuple[ObjectionFacts, DutyFacts]]:
    """Objections that wait for a decision, with their duties, the oldest first."""
    found = objections_of(*_pending(Objection, plan_id), limit=limit, offset=offset)
    duties = duties_by_ids(each.duty_id for each in found)
    return [(each, duties[each.duty_id]) for each in found]


def _pending(table: type[Extension] | type[Objection], plan_id: int | None) -> tuple[Expression, ...]:
    return (table.status == RequestStatus.PENDING, *_of_plan(table.duty, plan_id))


def _of_plan(duty_id: Any, plan_id: int | None) -> tuple[Expression, ...]:  # noqa: ANN401 - a peewee column
    if plan_id is None:
        return ()
    return (fn.EXISTS(Duty.select(Duty.id).where(Duty.id == duty_id, Duty.plan == plan_id)),)


def _waits() -> tuple[Expression, ...]:
    return (Report.status == ReportStatus.SUBMITTED, Report.kind != ReportKind.RELEASE)


def _reports(*where: Expression) -> list[ReportFacts]:
    reviewer = Person.alias()
    rows = list(
        Report.select(Report, Person.name.alias("author_name"), reviewer.name.alias("reviewer_name"))
        .join_from(Report, Person, on=(Report.author == Person.id))
        .join_from(Report, reviewer, JOIN.LEFT_OUTER, on=(Report.reviewer == reviewer.id))
        .where(*where)
        .order_by(Report.submitted_at, Report.id)
        .dicts()
    )
    files: dict[int, list[EvidenceFacts]] = defaultdict(list)
    for item in Evidence.select().where(Evidence.report.in_([row["id"] for row in rows])).order_by(Evidence.id):
        files[item.report_id].append(_evidence(item))
    return [_report(row, tuple(files[row["id"]])) for row in rows]


def _report(row: dict[str, Any], evidence: tuple[EvidenceFacts, ...]) -> ReportFacts:
    return ReportFacts(
        id=row["id"],
        duty_id=row["duty"],
        kind=row["kind"],
        author_id=row["author"],
        author_name=row["author_name"],
        progress=row["progress"],
        problems=row["problems"],
        next_steps=row["next_steps"],
        approved_by_head=row["approved_by_head"],
        status=row["status"],
        submitted_at=row["submitted_at"],
        reviewer_name=row["reviewer_name"],
        reviewed_at=row["reviewed_at"],
        reason=row["reason"],
        opinion=row["opinion"],
        redo_by=row["redo_by"],
        approved_on=row["approved_on"],
        measure_id=row["measure_id"],
        standards=row["standards"] or {},
        evidence=evidence,
    )


def _evidence(row: Evidence) -> EvidenceFacts:
    return EvidenceFacts(row.id, row.report_id, row.name, row.size, row.media_type, row.sha256)
