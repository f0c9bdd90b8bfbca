"""The ledger of a plan (台账): its lines in the document's order, with who owes what and how it stands today."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import fn

from tracker.core.lamps import URGENCY, LampReading, lamp_of, most_urgent
from tracker.core.words import (
    DeadlineKind,
    DutyStatus,
    Ending,
    Lamp,
    LeadRule,
    PlanStatus,
    Publicity,
    UnitRole,
)
from tracker.store.queries.compiled import answers
from tracker.store.queries.duties import duty_facts, with_parts
from tracker.store.queries.ids import one_of
from tracker.store.queries.ledger_filter import Asked, View, duties_asked, tasks_asked
from tracker.store.tables import Duty, Membership, Plan, Task, TaskUnit, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.core.facts import DutyFacts
    from tracker.core.workdays import Workdays


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan's own facts (方案)."""

    id: int
    key: str
    title: str
    doc_no: str | None
    issuers: tuple[str, ...]
    issued_on: date | None
    period_start: date | None
    period_end: date | None
    period_text: str
    region: str
    level: str
    lead_rule: LeadRule
    lead_rule_why: str
    publicity: Publicity
    status: PlanStatus
    is_comment_draft: bool
    source_name: str
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class UnitChip:
    """A unit as a task names it (单位). `size` counts the members of a collective, else 0."""

    id: int
    name: str
    full_name: str
    role: UnitRole
    size: int = 0


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty with today's lamp."""

    facts: DutyFacts
    reading: LampReading


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line of the ledger (台账行)."""

    id: int
    no: str
    group: str
    list_name: str
    title: str
    text: str
    text_as_read: str | None
    lead_rule: LeadRule
    leads: tuple[UnitChip, ...]
    cooperating: tuple[UnitChip, ...]
    deadline_text: str | None
    deadline_kind: DeadlineKind
    deadline: dict[str, Any]
    doubts: tuple[str, ...]
    source: dict[str, Any]
    parent_id: int | None
    outcome: Ending | None
    outcome_why: str
    duties: tuple[DutyLine, ...]
    below: tuple[DutyLine, ...] = ()

    @property
    def reading(self) -> LampReading | None:
        """The most urgent lamp of its duties and its sub-tasks' duties."""
        return most_urgent(line.reading for line in self.counted)

    @property
    def counted(self) -> tuple[DutyLine, ...]:
        """The duties that lamp and N/M speak of: own ones and those below, without the exempted (豁免)."""
        return tuple(line for line in (*self.duties, *self.below) if not line.facts.is_exempt)

    @property
    def exempt(self) -> int:
        """How many duties are exempted."""
        return sum(line.facts.is_exempt for line in (*self.duties, *self.below))

    @property
    def foremost(self) -> DutyLine | None:
        """The duty that the line's date column shows: the most urgent open one, else the last closed."""
        worst = self.reading
        return next((line for line in self.counted if line.reading == worst), None)

    @property
    def closed(self) -> int:
        """How many duties are closed (销号 N of N/M)."""
        return sum(line.facts.status is DutyStatus.CLOSED for line in self.counted)

    @property
    def lamps(self) -> tuple[Lamp, ...]:
        """One lamp a duty, most urgent first."""
        return tuple(sorted((line.reading.lamp for line in self.counted), key=URGENCY.index))


@dataclass(frozen=True, slots=True)
class Ledger:
    """A plan's ledger as one page shows it (台账)."""

    plan: PlanFacts
    lines: tuple[TaskLine, ...]
    counts: dict[Lamp, int]
    listed: int

    @property
    def groups(self) -> list[tuple[str, list[TaskLine]]]:
        """Lines under their group heading, in the document's order; the same heading in two lists stays two groups."""
        groups: list[tuple[str, list[TaskLine]]] = []
        last: tuple[str, str] | None = None
        for line in self.lines:
            if (line.list_name, line.group) != last:
                groups.append((line.group, []))
                last = (line.list_name, line.group)
            groups[-1][1].append(line)
        return groups


def plan_by_key(key: str) -> PlanFacts | None:
    """One plan, or None."""
    row = Plan.get_or_none(Plan.key == key)
    return plan_facts(row) if row else None


def plan_facts(row: Plan) -> PlanFacts:
    """A row as a plan's own facts."""
    return PlanFacts(
        id=row.id,
        key=row.key,
        title=row.title,
        doc_no=row.doc_no,
        issuers=tuple(row.issuers),
        issued_on=row.issued_on,
        period_start=row.period_start,
        period_end=row.period_end,
        period_text=row.period_text,
        region=row.region,
        level=row.level,
        lead_rule=row.lead_rule,
        lead_rule_why=row.lead_rule_why,
        publicity=row.publicity,
        status=row.status,
        is_comment_draft=row.is_comment_draft,
        source_name=row.source_name,
        settings=row.settings or {},
    )


def ledger(
    key: str, today: date, workdays: Workdays, unit_id: int | None = None, asked: Asked | None = None
) -> Ledger | None:
    """A plan's ledger on `today`, whole or what `asked` leaves of it.

    `unit_id` narrows the duties (not the lines) to one unit's own.
    """
    plan = plan_by_key(key)
    if plan is None:
        return None
    view, wanted = View(plan.id, today, workdays, unit_id), asked or Asked()
    facts = duty_facts(duties_asked(view, wanted), order=(Duty.task, Duty.due, Duty.unit))
    lines = _lines(Task.select().where(tasks_asked(view, wanted)).order_by(Task.position), facts, today, workdays)
    readings = [duty.reading for line in lines for duty in line.duties if not duty.facts.is_exempt]
    listed = sum(duty.facts.is_listed for line in lines for duty in line.duties)
    return Ledger(plan, lines, _count(readings), listed)


def task_line(task_id: int, today: date, workdays: Workdays) -> TaskLine | None:
    """One line with all its duties and those of its sub-tasks, or None."""
    facts = duty_facts(
        Duty.task.in_(with_parts(task_id)), Duty.status != DutyStatus.WITHDRAWN, order=(Duty.due, Duty.unit)
    )
    lines = _lines(Task.select().where((Task.id == task_id) | (Task.parent == task_id)), facts, today, workdays)
    return lines[0] if lines else None


def _lines(rows: Any, facts: Sequence[DutyFacts], today: date, workdays: Workdays) -> tuple[TaskLine, ...]:  # noqa: ANN401
    tasks = list(rows)
    by_task: dict[int, list[DutyLine]] = defaultdict(list)
    for duty in facts:
        by_task[duty.task_id].append(DutyLine(duty, lamp_of(today, duty, workdays)))
    chips = chips_of([task.id for task in tasks])
    below: dict[int, list[int]] = defaultdict(list)
    for task in tasks:
        if task.parent_id is not None:
            below[task.parent_id].append(task.id)
    return tuple(
        TaskLine(
            id=task.id,
            no=task.no,
            group=task.group,
            list_name=task.list_name,
            title=task.title,
            text=task.text,
            text_as_read=task.text_as_read,
            lead_rule=task.lead_rule,
            leads=tuple(chip for chip in chips[task.id] if chip.role is UnitRole.LEAD),
            cooperating=tuple(chip for chip in chips[task.id] if chip.role is UnitRole.COOPERATING),
            deadline_text=task.deadline_text,
            deadline_kind=task.deadline_kind,
            deadline=task.deadline,
            doubts=tuple(task.doubts),
            source=task.source,
            parent_id=task.parent_id,
            outcome=task.outcome,
            outcome_why=task.outcome_why,
            duties=tuple(by_task[task.id]),
            below=tuple(line for child in below[task.id] for line in by_task[child]),
        )
        for task in _children_after_parents(tasks)
    )


def _children_after_parents(tasks: Sequence[Task]) -> list[Task]:
    """Sub-tasks stand right below the task they were split from."""
    place = {task.id: (task.position, 0) for task in tasks}
    return sorted(
        tasks,
        key=lambda task: (place.get(task.parent_id, (task.position,))[0], task.parent_id is not None, task.position),
    )


def chips_of(task_ids: Sequence[int]) -> dict[int, list[UnitChip]]:
    """The units that each of these tasks names, leading ones first."""
    rows = answers(_named, tuple(task_ids))
    sizes: dict[int, int] = dict(answers(_sizes, tuple(sorted({row[3] for row in rows}))))
    chips: dict[int, list[UnitChip]] = defaultdict(list)
    for task_id, role, as_written, unit_id, full_name in rows:
        chips[task_id].append(UnitChip(unit_id, as_written, full_name, UnitRole(role), sizes.get(unit_id, 0)))
    return chips


def _named(task_ids: tuple[int, ...]) -> Any:  # noqa: ANN401 - peewee's query
    return (
        TaskUnit.select(TaskUnit.task, TaskUnit.role, TaskUnit.as_written, Unit.id, Unit.full_name)
        .join(Unit)
        .where(one_of(TaskUnit.task, task_ids))
        .order_by(TaskUnit.task, TaskUnit.role, TaskUnit.position)
    )


def _sizes(unit_ids: tuple[int, ...]) -> Any:  # noqa: ANN401 - peewee's query
    members = Membership.select(Membership.collective, fn.COUNT(Membership.id))
    return members.where(one_of(Membership.collective, unit_ids), Membership.certain == True).group_by(  # noqa: E712 - SQL
        Membership.collective
    )


def _count(readings: Sequence[LampReading]) -> dict[Lamp, int]:
    found = Counter(reading.lamp for reading in readings)
    return {lamp: found.get(lamp, 0) for lamp in URGENCY}
