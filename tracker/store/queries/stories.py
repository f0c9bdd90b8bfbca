"""What happened to the duties of a plan (事项经过), gathered in a few sweeps for thousands of rows at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peewee import JOIN, fn

from tracker.core.facts import IN_FORCE
from tracker.core.pace import PaceFacts, PaceReading, pace_of
from tracker.core.words import DutyKind, ReportKind, ReportStatus, RequestStatus, Role
from tracker.store.queries.duties import OPEN
from tracker.store.queries.indicators import indicator_facts
from tracker.store.tables import (
    Case,
    Duty,
    Entry,
    Evidence,
    Exemption,
    Extension,
    Indicator,
    IndicatorValue,
    Person,
    Report,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from tracker.core.words import CaseStatus
    from tracker.store.queries.ledger import DutyLine, Ledger, TaskLine

_NOT_OWN = (ReportKind.INPUT, ReportKind.MEASURE)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A listing in force, proposed, or over (挂牌)."""

    number: str | None
    status: CaseStatus
    listed_on: date | None
    limit: date | None


@dataclass(slots=True)
class Story:
    """One duty's story: its last own report that was not returned, its files, values, listing and closure."""

    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    coordination: str = ""
    kind: ReportKind | None = None
    status: ReportStatus | None = None
    last_report_id: int = 0
    updated_at: datetime | None = None
    closed_on: date | None = None
    closed_by: str = ""
    case: CaseFacts | None = None
    exempt_because: str = ""
    evidence: list[str] = field(default_factory=list)
    extensions: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of a plan's duties, and what belongs to its tasks and units."""

    of_duty: Mapping[int, Story]
    goals: Mapping[int, tuple[str, ...]]  # task id → targets as the plan writes them
    liaisons: Mapping[int, tuple[str, ...]]  # unit id → names
    next_report: Mapping[tuple[int, int], date]  # (task id, unit id) → 本期应报日

    def of(self, duty_id: int) -> Story:
        """A duty's story; one that nobody reported on has an empty one."""
        return self.of_duty.get(duty_id) or Story()


def stories_of(plan_id: int) -> Stories:
    """Everything a ledger's columns tell beyond dates and lamps."""
    found: dict[int, Story] = defaultdict(Story)
    reports = _put_reports(found, plan_id)
    _put_evidence(found, plan_id, reports)
    _put_requests(found, plan_id)
    _put_cases(found, plan_id)
    _put_values(found, plan_id, reports)
    closed = Duty.select(Duty.id, Duty.closed_at).where(Duty.plan == plan_id, Duty.closed_at.is_null(False))
    for duty_id, closed_at in closed.tuples():
        found[duty_id].closed_on = closed_at.date()
    told = Entry.select(Entry.about_id, fn.MAX(Entry.at)).where(Entry.plan_id == plan_id, Entry.about == "duty")
    for duty_id, at in told.group_by(Entry.about_id).tuples():
        found[duty_id].updated_at = at
    return Stories(dict(found), _goals(plan_id), _liaisons(plan_id), _next_reports(plan_id))


def pace_facts(line: DutyLine, stories: Stories) -> PaceFacts:
    """One duty for the judgement of its pace (进度)."""
    story = stories.of(line.facts.id)
    return PaceFacts(line.facts, line.reading, story.closed_on, story.kind is not None)


def paces_of(ledger: Ledger, stories: Stories, today: date) -> list[tuple[TaskLine, PaceReading]]:
    """The pace of every task of the document, sub-tasks judged with the task they were split from."""
    return [
        (line, pace_of(today, [pace_facts(duty, stories) for duty in line.counted], line.outcome))
        for line in ledger.lines
        if line.parent_id is None
    ]


def _put_reports(found: dict[int, Story], plan_id: int) -> dict[int, int]:
    """Fill in what the last own report of each duty says; returns report id → duty id of the reports that count."""
    reviewer = Person.alias()
    rows = (
        Report.select(
            Report.id, Report.duty, Report.kind, Report.progress, Report.problems, Report.next_steps,
            Report.status, reviewer.name,
        )
        .join_from(Report, Duty)
        .join_from(Report, reviewer, JOIN.LEFT_OUTER, on=(Report.reviewer == reviewer.id))
        .where(Duty.plan == plan_id, Report.kind.not_in(_NOT_OWN))
        .order_by(Report.id)
        .tuples()
    )  # fmt: skip
    counting: dict[int, int] = {}
    for report_id, duty_id, kind, progress, problems, next_steps, status, who in rows.iterator():
        story = found[duty_id]
        story.last_report_id = report_id
        if status is ReportStatus.RETURNED:
            continue
        counting[report_id] = duty_id
        story.kind, story.status = kind, status
        if kind is ReportKind.COORDINATION:
            story.coordination = progress
            continue
        story.progress, story.problems, story.next_steps = progress, problems, next_steps
        story.closed_by = who or "" if status is ReportStatus.ACCEPTED else ""
    return counting


def _put_evidence(found: dict[int, Story], plan_id: int, reports: Mapping[int, int]) -> None:
    rows = (
        Evidence.select(Evidence.id, Evidence.report, Evidence.name)
        .join_from(Evidence, Report)
        .join_from(Report, Duty)
        .where(Duty.plan == plan_id)
        .order_by(Evidence.id)
        .tuples()
    )
    for evidence_id, report_id, name in rows:
        if report_id in reports:
            found[reports[report_id]].evidence.append(f"佐证{evidence_id} {name}")


def _put_requests(found: dict[int, Story], plan_id: int) -> None:
    granted = (
        Extension.select(Extension.duty, Extension.doc_no)
        .join(Duty)
        .where(Duty.plan == plan_id, Extension.status == RequestStatus.GRANTED)
        .order_by(Extension.id)
    )
    for duty_id, doc_no in granted.tuples():
        found[duty_id].extensions.append(doc_no)
    exempt = (
        Exemption.select(Duty.id, Exemption.reason)
        .join(Duty, on=((Duty.task == Exemption.task) & (Duty.unit == Exemption.unit)))
        .where(Duty.plan == plan_id, Exemption.lifted_at.is_null())
    )
    for duty_id, reason in exempt.tuples():
        found[duty_id].exempt_because = reason


def _put_cases(found: dict[int, Story], plan_id: int) -> None:
    rows = Case.select(Case.duty, Case.number, Case.status, Case.decided_at, Case.limit).where(Case.plan == plan_id)
    for duty_id, number, status, decided_at, limit in rows.tuples():
        listed_on = decided_at.date() if decided_at and status in IN_FORCE else None
        found[duty_id].case = CaseFacts(number, status, listed_on, limit)


def _put_values(found: dict[int, Story], plan_id: int, reports: Mapping[int, int]) -> None:
    rows = (
        IndicatorValue.select(IndicatorValue, Indicator)
        .join_from(IndicatorValue, Indicator)
        .join_from(IndicatorValue, Report)
        .join_from(Report, Duty)
        .where(Duty.plan == plan_id)
        .order_by(IndicatorValue.id)
    )
    for row in rows:
        if row.report_id in reports:
            target = indicator_facts(row.indicator)
            found[reports[row.report_id]].values[target.target.name] = f"{target.goal}／{row.value}{target.target.unit}"


def _goals(plan_id: int) -> dict[int, tuple[str, ...]]:
    goals: dict[int, list[str]] = defaultdict(list)
    rows = Indicator.select(Indicator).join(Task).where(Task.plan == plan_id, Indicator.is_active == True)  # noqa: E712 - SQL
    for row in rows.order_by(Indicator.task, Indicator.position, Indicator.id):
        target = indicator_facts(row)
        goals[row.task_id].append(f"{target.target.name}{target.goal}")
    return {task_id: tuple(texts) for task_id, texts in goals.items()}


def _liaisons(plan_id: int) -> dict[int, tuple[str, ...]]:
    owing = Duty.select(Duty.unit).where(Duty.plan == plan_id)
    rows = Person.select(Person.unit, Person.name, Person.is_deputy).where(
        Person.unit.in_(owing),
        Person.role == Role.LIAISON,
        Person.is_active == True,  # noqa: E712 - SQL
    )
    names: dict[int, list[str]] = defaultdict(list)
    for unit_id, name, is_deputy in rows.order_by(Person.is_deputy, Person.id).tuples():
        names[unit_id].append(f"{name}（B岗）" if is_deputy else name)
    return {unit_id: tuple(found) for unit_id, found in names.items()}


def _next_reports(plan_id: int) -> dict[tuple[int, int], date]:
    rows = (
        Duty.select(Duty.task, Duty.unit, fn.MIN(Duty.due))
        .where(Duty.plan == plan_id, Duty.kind == DutyKind.REPORT, Duty.status.in_(OPEN))
        .group_by(Duty.task, Duty.unit)
    )
    return {(task_id, unit_id): due for task_id, unit_id, due in rows.tuples() if due is not None}
