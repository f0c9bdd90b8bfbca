"""Listings as pages and guards see them (挂牌督办): the case, its measures, its verifications."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.core.cases import CaseFacts
from tracker.core.words import CaseStatus, LegalTrack, ReportKind
from tracker.store.queries.duties import duties_by_ids
from tracker.store.tables import Case, CaseMeasure, Evidence, Person, Report, Verification, Verifier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from peewee import Expression

    from tracker.core.facts import DutyFacts


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of the 整改方案 in force, and how many pieces of evidence show it."""

    id: int
    position: int
    text: str
    standard: str
    due: date
    responsible: str
    proofs: int


@dataclass(frozen=True, slots=True)
class VerificationLine:
    """A verification on site (现场核查) with the people who made it."""

    day: date
    place: str
    method: str
    findings: str
    passed: bool
    people: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A listing with its duty (挂牌督办)."""

    id: int
    duty: DutyFacts
    status: CaseStatus
    facts: str
    proposed_at: datetime
    reply: str
    number: str | None
    track: LegalTrack | None
    basis: str
    limit: date | None
    supervising_unit: str
    responsible: str
    is_public: bool
    decided_by_name: str | None
    decided_by_id: int | None
    decided_at: datetime | None
    opinion: str
    plan_text: dict[str, str]
    release_report_id: int | None
    notice_from: date | None
    notice_until: date | None
    released_at: datetime | None
    release_opinion: str
    rebounds: int


def cases(*where: Expression) -> list[CaseLine]:
    """Listings, the newest proposal first."""
    query = Case.select().where(*where) if where else Case.select()
    rows = list(query.order_by(Case.proposed_at.desc(), Case.id.desc()))
    duties = duties_by_ids(row.duty_id for row in rows)
    people = {row.decided_by_id for row in rows} - {None}
    names = dict(Person.select(Person.id, Person.name).where(Person.id.in_(people)).tuples())
    return [_line(row, duties[row.duty_id], names) for row in rows]


def cases_by_ids(case_ids: Iterable[int | None]) -> list[CaseLine]:
    """These listings, the newest proposal first."""
    return cases(Case.id.in_(sorted({case_id for case_id in case_ids if case_id is not None})))


def case_by_id(case_id: int) -> CaseLine | None:
    """One listing, or None."""
    found = cases(Case.id == case_id)
    return found[0] if found else None


def measures_of(case_id: int) -> list[MeasureLine]:
    """The measures of the plan in force, in order."""
    rows = list(
        CaseMeasure.select()
        .where(CaseMeasure.case == case_id, CaseMeasure.is_current == True)  # noqa: E712 - SQL
        .order_by(CaseMeasure.position)
    )
    proofs: dict[int, int] = defaultdict(int)
    evidence = (
        Evidence.select(Report.measure_id)
        .join(Report)
        .where(Report.kind == ReportKind.MEASURE, Report.measure_id.in_([row.id for row in rows]))
    )
    for (measure_id,) in evidence.tuples():
        proofs[measure_id] += 1
    return [
        MeasureLine(row.id, row.position, row.text, row.standard, row.due, row.responsible, proofs[row.id])
        for row in rows
    ]


def people_to_verify(case: CaseLine) -> list[tuple[int, str]]:
    """Active accounts that may check this case on site: none of the responsible unit, not the leader who listed."""
    rows = (
        Person.select(Person.id, Person.name)
        .where(
            Person.is_active == True,  # noqa: E712 - SQL
            Person.unit.is_null() | (Person.unit != case.duty.unit_id),
            Person.id != (case.decided_by_id or 0),
        )
        .order_by(Person.id)
    )
    return list(rows.tuples())


def verifications_of(case_id: int) -> list[VerificationLine]:
    """Verifications, the newest first; every name stays on the record."""
    people: dict[int, list[str]] = defaultdict(list)
    rows = (
        Verifier.select(Verifier.verification, Person.name)
        .join_from(Verifier, Person)
        .join_from(Verifier, Verification)
        .where(Verification.case == case_id)
        .order_by(Verifier.id)
    )
    for verification_id, name in rows.tuples():
        people[verification_id].append(name)
    return [
        VerificationLine(
            row.day, row.place, row.method, row.findings, bool(row.passed), tuple(people[row.id]), bool(row.is_current)
        )
        for row in Verification.select().where(Verification.case == case_id).order_by(Verification.id.desc())
    ]


def guard_facts(case: CaseLine) -> CaseFacts:
    """What the guards of the moves look at."""
    measures = measures_of(case.id)
    verifiers = (
        Verifier.select(Verifier.person)
        .join(Verification)
        .where(Verification.case == case.id, Verification.is_current == True)  # noqa: E712 - SQL
    )
    return CaseFacts(
        status=case.status,
        unit_id=case.duty.unit_id,
        proposed_on=case.proposed_at.date(),
        has_reply=bool(case.reply),
        listed_by=case.decided_by_id,
        is_public=case.is_public,
        measures=len(measures),
        measures_proven=sum(measure.proofs > 0 for measure in measures),
        verifiers=tuple(person for (person,) in verifiers.tuples()),
        notice_until=case.notice_until,
    )


def _line(row: Case, duty: DutyFacts, names: dict[int, str]) -> CaseLine:
    plan: dict[str, Any] = row.plan_text or {}
    return CaseLine(
        id=row.id,
        duty=duty,
        status=row.status,
        facts=row.facts,
        proposed_at=row.proposed_at,
        reply=row.reply,
        number=row.number,
        track=row.track,
        basis=row.basis,
        limit=row.limit,
        supervising_unit=row.supervising_unit,
        responsible=row.responsible,
        is_public=bool(row.is_public),
        decided_by_name=names.get(row.decided_by_id),
        decided_by_id=row.decided_by_id,
        decided_at=row.decided_at,
        opinion=row.opinion,
        plan_text=plan,
        release_report_id=row.release_report_id,
        notice_from=row.notice_from,
        notice_until=row.notice_until,
        released_at=row.released_at,
        release_opinion=row.release_opinion,
        rebounds=row.rebounds,
    )
