"""Tasks of a collective against its members (矩阵): one cell a task and member, chosen and counted by the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import JOIN, Select, fn
from peewee import Case as When

from tracker.core.lamps import URGENCY
from tracker.core.words import DutyKind, DutyStatus, Lamp
from tracker.store.queries.lamp_columns import is_listed, lamp_column, lamp_counts
from tracker.store.queries.plan_counts import counted_duties
from tracker.store.tables import Duty, Exemption, Membership, Task, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.core.workdays import Workdays


@dataclass(frozen=True, slots=True)
class CollectiveChoice:
    """A collective through which units owe something in the plan (集合单位), and for how many tasks."""

    id: int
    name: str
    tasks: int


@dataclass(frozen=True, slots=True)
class MatrixUnit:
    """A member as a column (成员): how many of its duties are closed, how many there are."""

    id: int
    name: str
    closed: int
    duties: int


@dataclass(frozen=True, slots=True)
class MatrixTask:
    """A task as a row (任务)."""

    id: int
    no: str
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A member in a task: its most urgent duty, how much of what has begun is closed, how many there are; why it is exempt."""

    duty_id: int
    lamp: Lamp
    due: date | None
    kind: DutyKind
    is_listed: bool
    closed: int
    owing: int
    duties: int
    exempt_because: str | None = None

    @property
    def is_done(self) -> bool:
        """Whether everything that it owes so far is closed."""
        return self.exempt_because is None and 0 < self.owing == self.closed


def collectives_of(plan_id: int, unit_id: int | None = None) -> list[CollectiveChoice]:
    """The collectives through which duties are owed, in the order in which the document first names them."""
    rows = (
        Duty.select(Unit.id, Unit.name, fn.COUNT(Duty.task.distinct()))
        .join(Unit, on=(Duty.collective == Unit.id))
        .where(*_not_withdrawn(plan_id, unit_id))
        .group_by(Unit.id, Unit.name)
        .order_by(fn.MIN(Duty.task), Unit.id)
        .tuples()
    )
    return [CollectiveChoice(*row) for row in rows]


def lamps_of_collective(
    plan_id: int, collective_id: int, today: date, workdays: Workdays, unit_id: int | None = None
) -> dict[Lamp, int]:
    """The duties owed through this collective, by lamp."""
    where = (*counted_duties(plan_id, unit_id), Duty.collective == collective_id)
    found = lamp_counts(today, workdays, Duty.collective, *where)
    return found.get(collective_id, dict.fromkeys(URGENCY, 0))


def units_of_collective(plan_id: int, collective_id: int, unit_id: int | None = None) -> list[MatrixUnit]:
    """Its members that owe something, in official order: as its list of members was registered."""
    place = fn.MIN(Membership.id)
    rows = (
        Duty.select(
            Unit.id,
            Unit.name,
            fn.COUNT(Duty.id).filter(
                (Duty.status == DutyStatus.CLOSED) & (Duty.is_exempt == False)  # noqa: E712 - SQL
            ),
            fn.COUNT(Duty.id).filter(Duty.is_exempt == False),  # noqa: E712 - SQL
        )
        .join_from(Duty, Unit, on=(Duty.unit == Unit.id))
        .join_from(
            Duty,
            Membership,
            JOIN.LEFT_OUTER,
            on=((Membership.member == Duty.unit) & (Membership.collective == Duty.collective)),
        )
        .where(*_not_withdrawn(plan_id, unit_id), Duty.collective == collective_id)
        .group_by(Unit.id, Unit.name)
        .order_by(place.is_null(), place, Unit.id)
        .tuples()
    )
    return [MatrixUnit(*row) for row in rows]


def tasks_of_collective(
    plan_id: int, collective_id: int, page: int, size: int, unit_id: int | None = None
) -> list[MatrixTask]:
    """The tasks that the collective owes, in the document's order; `page` counts from 1."""
    owed = Duty.select(Duty.task).where(*_not_withdrawn(plan_id, unit_id), Duty.collective == collective_id)
    rows = Task.select(Task.id, Task.no, Task.title, Task.text).where(Task.id.in_(owed)).order_by(Task.position)
    return [MatrixTask(key, no, title or text) for key, no, title, text in rows.paginate(page, size).tuples()]


def cells(
    collective_id: int,
    task_ids: Sequence[int],
    today: date,
    workdays: Workdays,
    unit_id: int | None = None,
) -> dict[tuple[int, int], Cell]:
    """For each of these tasks and each member (task id, unit id): its cell."""
    best = _ranked(collective_id, task_ids, today, workdays, unit_id)
    rows = (
        Duty.select(
            Duty.task,
            Duty.unit,
            Duty.id,
            best.c.lamp,
            Duty.due,
            Duty.kind,
            is_listed(),
            best.c.closed,
            best.c.owing,
            best.c.duties,
            Duty.is_exempt,
        )
        .join(best, on=(best.c.id == Duty.id))
        .where(best.c.place == 1)
        .tuples()
    )
    because = _exemptions(task_ids)
    return {
        (task, unit): Cell(
            duty_id,
            Lamp(lamp),
            due,
            kind,
            bool(listed),
            int(closed),
            int(owing),
            int(duties),
            because.get((task, unit), "") if exempt else None,
        )
        for task, unit, duty_id, lamp, due, kind, listed, closed, owing, duties, exempt in rows
    }


def _ranked(collective_id: int, task_ids: Sequence[int], today: date, workdays: Workdays, unit_id: int | None) -> Any:  # noqa: ANN401 - peewee's subquery
    """Each duty with its lamp, its place among those of the same task and member, and their counts."""
    where = [Duty.task.in_(list(task_ids)), Duty.collective == collective_id, Duty.status != DutyStatus.WITHDRAWN]
    if unit_id is not None:
        where.append(Duty.unit == unit_id)
    each = Duty.select(
        Duty.id,
        Duty.task,
        Duty.unit,
        Duty.due,
        Duty.kind,
        Duty.status,
        Duty.is_exempt,
        lamp_column(today, workdays).alias("lamp"),
    ).where(*where)
    duty = each.alias("each_duty")
    place = {"partition_by": [duty.c.task_id, duty.c.unit_id]}
    urgency = When(duty.c.lamp, [(str(lamp), at) for at, lamp in enumerate(URGENCY)])
    # a report of a period still to come is not missing yet
    begun = (duty.c.is_exempt == False) & (  # noqa: E712 - SQL
        (duty.c.kind != str(DutyKind.REPORT)) | (duty.c.lamp != str(Lamp.WAIT))
    )
    closed = begun & (duty.c.status == str(DutyStatus.CLOSED))
    columns = [
        duty.c.id,
        duty.c.lamp,
        fn.ROW_NUMBER().over(order_by=[urgency, duty.c.due.is_null(), duty.c.due, duty.c.id], **place).alias("place"),
        fn.SUM(When(None, ((closed, 1),), 0)).over(**place).alias("closed"),
        fn.SUM(When(None, ((begun, 1),), 0)).over(**place).alias("owing"),
        fn.SUM(When(None, ((duty.c.is_exempt == False, 1),), 0)).over(**place).alias("duties"),  # noqa: E712 - SQL
    ]
    return Select([duty], columns).bind(Duty._meta.database).alias("best")  # noqa: SLF001 - peewee's own name for it


def _exemptions(task_ids: Sequence[int]) -> dict[tuple[int, int], str]:
    rows = Exemption.select(Exemption.task, Exemption.unit, Exemption.reason).where(
        Exemption.task.in_(list(task_ids)), Exemption.lifted_at.is_null()
    )
    return {(task, unit): reason for task, unit, reason in rows.tuples()}


def _not_withdrawn(plan_id: int, unit_id: int | None) -> tuple[Any, ...]:
    where = [Duty.plan == plan_id, Duty.status != DutyStatus.WITHDRAWN, Duty.collective.is_null(False)]
    return tuple(where) if unit_id is None else (*where, Duty.unit == unit_id)
