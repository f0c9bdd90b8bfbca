"""Small readings that single pages need (页面所需): list sizes, last words on a report, reminders said, choices of forms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peewee import fn

from tracker.core.words import (
    CaseStatus,
    DispatchState,
    DutyStatus,
    Platform,
    ReportKind,
    ReportStatus,
    ReturnReason,
    UnitRole,
)
from tracker.store.queries.duties import OPEN, duty_facts
from tracker.store.queries.ledger import plan_by_key
from tracker.store.tables import Case, Channel, Dispatch, Duty, Person, Plan, Report, Said, Task, TaskUnit, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from peewee import Expression, Field, Function

    from tracker.core.facts import DutyFacts
    from tracker.store.queries.ledger import PlanFacts


@dataclass(frozen=True, slots=True)
class Returned:
    """What the office asked for when it returned a duty's last report (退回补正)."""

    reason: ReturnReason | None
    opinion: str
    reviewer: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that named a duty (提醒记录)."""

    at: datetime
    channel: str
    platform: Platform
    state: DispatchState


@dataclass(frozen=True, slots=True)
class Reach:
    """How far outbox and listings reach (进度标记): the newest ids, to say later what is new since."""

    dispatch: int
    case: int


@dataclass(frozen=True, slots=True)
class News:
    """What happened since a `Reach` (新情况): letters written, of them taken by their platforms, listings proposed."""

    letters: int
    delivered: int
    proposals: int


def list_sizes() -> dict[int, dict[str, int]]:
    """For every plan, how many lines each of its lists has ("tasks", "inline_tasks")."""
    rows = Task.select(Task.plan, Task.list_name, fn.COUNT(Task.id)).group_by(Task.plan, Task.list_name)
    sizes: dict[int, dict[str, int]] = defaultdict(dict)
    for plan_id, name, count in rows.order_by(Task.plan, fn.MIN(Task.position)).tuples():
        sizes[plan_id][name] = count
    return sizes


def returned_words(duty_ids: Sequence[int]) -> dict[int, Returned]:
    """For each of these duties whose last report was returned, what was asked for."""
    own = Report.kind.not_in((ReportKind.INPUT, ReportKind.MEASURE))
    last = Report.select(fn.MAX(Report.id)).where(Report.duty.in_(list(duty_ids)), own).group_by(Report.duty)
    rows = (
        Report.select(Report, Person.name.alias("reviewer_name"))
        .join(Person, on=(Report.reviewer == Person.id))
        .where(Report.id.in_(last), Report.status == ReportStatus.RETURNED)
        .dicts()
    )
    return {
        row["duty"]: Returned(row["reason"], row["opinion"], row["reviewer_name"], row["reviewed_at"]) for row in rows
    }


def wordings(task_ids: Sequence[int]) -> dict[int, str | None]:
    """时限原文 of these tasks."""
    return dict(Task.select(Task.id, Task.deadline_text).where(Task.id.in_(list(task_ids))).tuples())


def leading(unit_id: int, task_ids: Sequence[int]) -> set[int]:
    """Which of these tasks the unit leads by name (牵头)."""
    rows = TaskUnit.select(TaskUnit.task).where(
        TaskUnit.task.in_(list(task_ids)), TaskUnit.unit == unit_id, TaskUnit.role == UnitRole.LEAD
    )
    return {task_id for (task_id,) in rows.tuples()}


def closed_lately(unit_id: int, limit: int = 5) -> list[tuple[DutyFacts, datetime]]:
    """A unit's last closed duties with the moment of their closing, newest first."""
    rows = (
        Duty.select(Duty.id, Duty.closed_at)
        .where(Duty.unit == unit_id, Duty.status == DutyStatus.CLOSED)
        .order_by(Duty.closed_at.desc())
        .limit(limit)
    )
    closed_at = dict(rows.tuples())
    facts = {duty.id: duty for duty in duty_facts(Duty.id.in_(list(closed_at)))}
    return [(facts[duty_id], at) for duty_id, at in closed_at.items()]


def duty_count(unit_id: int) -> int:
    """How many duties a unit has in all that were not withdrawn."""
    return int(Duty.select().where(Duty.unit == unit_id, Duty.status != DutyStatus.WITHDRAWN).count())


def said_about(duty_id: int) -> list[Reminder]:
    """The reminders that named this duty, newest first."""
    rows = (
        Said.select(Said.at, Channel.name, Channel.platform, Dispatch.state)
        .join(Dispatch)
        .join(Channel)
        .where(Said.duty == duty_id)
        .distinct()
        .order_by(Said.at.desc())
    )
    return [Reminder(*row) for row in rows.tuples()]


def plan_names() -> list[tuple[int, str]]:
    """Every plan's id and title, for a form's list."""
    return list(Plan.select(Plan.id, Plan.title).order_by(Plan.id).tuples())


def units_owing() -> list[tuple[int, str]]:
    """The units that owe something in any plan: (id, full name)."""
    rows = Unit.select(Unit.id, Unit.full_name).where(_owes(Unit.id)).order_by(Unit.id)
    return list(rows.tuples())


def owes(unit_id: int, plan_id: int | None = None) -> bool:
    """Whether a unit owes something, in one plan or in any."""
    found = _owes(unit_id) if plan_id is None else _owes(unit_id, Duty.plan == plan_id)
    return bool(Unit.select(found.alias("owes")).limit(1).scalar())


def _owes(unit: Field | int, *more: Expression) -> Function:
    """An open duty is there: an index answers for each unit, however many duties there are."""
    return fn.EXISTS(Duty.select(Duty.id).where(Duty.unit == unit, Duty.status.in_(OPEN), *more))


def reach() -> Reach:
    """The newest outbox row and listing."""
    dispatch = Dispatch.select(fn.MAX(Dispatch.id)).scalar()
    case = Case.select(fn.MAX(Case.id)).scalar()
    return Reach(int(dispatch or 0), int(case or 0))


def news_since(before: Reach) -> News:
    """What was written and proposed since `before`."""
    letters = Dispatch.select().where(Dispatch.id > before.dispatch)
    proposals = Case.select().where(Case.id > before.case, Case.status == CaseStatus.PROPOSED)
    return News(
        letters=int(letters.count()),
        delivered=int(letters.where(Dispatch.state == DispatchState.DELIVERED).count()),
        proposals=int(proposals.count()),
    )


def plan_of_task(task_id: int) -> PlanFacts | None:
    """The plan that a task belongs to, or None."""
    row = Task.select(Plan.key).join(Plan).where(Task.id == task_id).tuples().first()
    return plan_by_key(row[0]) if row else None


def inputs_given(unit_id: int, duty_ids: Sequence[int]) -> dict[int, datetime]:
    """For each of these duties to which this unit gave material (配合单位材料), when it last did."""
    rows = (
        Report.select(Report.duty, fn.MAX(Report.id))
        .join(Person, on=(Report.author == Person.id))
        .where(Person.unit == unit_id, Report.kind == ReportKind.INPUT, Report.duty.in_(list(duty_ids)))
        .group_by(Report.duty)
    )
    last = {report_id: duty_id for duty_id, report_id in rows.tuples()}
    moments = Report.select(Report.id, Report.submitted_at).where(Report.id.in_(list(last)))
    return {last[report_id]: at for report_id, at in moments.tuples()}


def people_of_unit(unit_id: int) -> set[int]:
    """The people who sign in for a unit."""
    return {person for (person,) in Person.select(Person.id).where(Person.unit == unit_id).tuples()}


def units_of_people(people: Iterable[int]) -> dict[int, str]:
    """For each of these people who belong to a unit, the unit's full name."""
    rows = Person.select(Person.id, Unit.full_name).join(Unit).where(Person.id.in_(list(people)))
    return dict(rows.tuples())


def gave_file(unit_id: int, report_id: int) -> bool:
    """Whether a report is this unit's own input to another unit's duty: it may look at what it gave."""
    row = Report.get_or_none(Report.id == report_id, Report.kind == ReportKind.INPUT)
    return row is not None and row.author_id in people_of_unit(unit_id)
