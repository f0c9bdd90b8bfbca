"""A plan's dates (时间轴、日历): what falls due on which day of a month, and the dates of each task from the first to the last."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import SQL, Select, fn
from peewee import Case as When

from tracker.core.lamps import URGENCY
from tracker.core.words import Lamp
from tracker.store.queries.lamp_columns import lamp_column
from tracker.store.queries.plan_counts import counted_duties
from tracker.store.tables import Duty, Task, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.core.workdays import Workdays

_NAMES = ("due", "task", "duty", "duties", "urgency")


@dataclass(frozen=True, slots=True)
class DayTask:
    """A task's duties on one day of the calendar: how many, their most urgent lamp, one of them and its unit."""

    task_id: int
    task_no: str
    task_title: str
    lamp: Lamp
    duties: int
    duty_id: int
    unit_name: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest dates before and after a stretch of days that have duties, and how many duties have no date."""

    before: date | None
    after: date | None
    undated: int


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task as a row of the timeline (任务)."""

    id: int
    no: str
    title: str
    group: str
    wording: str | None


@dataclass(frozen=True, slots=True)
class TaskDate:
    """Duties of a task that share their original and their effective date and their lamp. `due` None: no date."""

    task_id: int
    original: date | None
    due: date | None
    lamp: Lamp
    duties: int


def duties_by_day(plan_id: int, first: date, last: date, unit_id: int | None = None) -> dict[date, int]:
    """How many duties fall due on each day from `first` to `last`, closed ones with them."""
    where = (*counted_duties(plan_id, unit_id), Duty.due.between(first, last))
    return dict(Duty.select(Duty.due, fn.COUNT(Duty.id)).where(*where).group_by(Duty.due).tuples())


def foremost_by_day(
    plan_id: int, first: date, last: date, today: date, workdays: Workdays, each: int, unit_id: int | None = None
) -> dict[date, list[DayTask]]:
    """On every day from `first` to `last`, the `each` tasks with the most urgent duties."""
    best = _ranked(plan_id, first, last, today, workdays, unit_id)
    rows = (
        Duty.select(
            Duty.due, Task.id, Task.no, Task.title, Task.text, best.c.urgency, best.c.duties, Duty.id, Unit.name
        )
        .join_from(Duty, best, on=(best.c.duty == Duty.id))
        .join_from(Duty, Task)
        .join_from(Duty, Unit)
        .where(best.c.place <= each)
        .order_by(Duty.due, best.c.place)
        .tuples()
    )
    days: dict[date, list[DayTask]] = defaultdict(list)
    for due, task, no, title, text, urgency, duties, key, unit in rows:
        days[due].append(DayTask(task, no, title or text, URGENCY[urgency], duties, key, unit))
    return days


def neighbours(plan_id: int, first: date, last: date, unit_id: int | None = None) -> Neighbours:
    """Where to look when these days are empty."""
    before, after = When(None, ((Duty.due < first, Duty.due),)), When(None, ((Duty.due > last, Duty.due),))
    undated = fn.COUNT(Duty.id).filter(Duty.due.is_null())
    row = Duty.select(fn.MAX(before), fn.MIN(after), undated).where(*counted_duties(plan_id, unit_id)).tuples().first()
    return Neighbours(_day(row[0]), _day(row[1]), row[2])


def bounds_of(plan_id: int, unit_id: int | None = None) -> tuple[date, date] | None:
    """The first and the last of a plan's dates, original or effective; None where nothing is dated."""
    row = (
        Duty.select(fn.MIN(Duty.due), fn.MAX(Duty.due), fn.MIN(Duty.due_original), fn.MAX(Duty.due_original))
        .where(*counted_duties(plan_id, unit_id))
        .tuples()
        .first()
    )
    days = [day for day in row if day is not None]
    return (min(days), max(days)) if days else None


def tasks_with_duties(plan_id: int, unit_id: int | None = None) -> int:
    """How many tasks owe something."""
    return int(Task.select().where(Task.id.in_(_owed(plan_id, unit_id))).count())


def page_of_tasks(plan_id: int, page: int, size: int, unit_id: int | None = None) -> list[PlanTask]:
    """Tasks that owe something, in the document's order; `page` counts from 1."""
    rows = Task.select(Task.id, Task.no, Task.title, Task.text, Task.group, Task.deadline_text)
    rows = rows.where(Task.id.in_(_owed(plan_id, unit_id))).order_by(Task.position).paginate(page, size)
    return [PlanTask(key, no, title or text, group, said) for key, no, title, text, group, said in rows.tuples()]


def task_dates(
    plan_id: int, task_ids: Sequence[int], today: date, workdays: Workdays, unit_id: int | None = None
) -> dict[int, list[TaskDate]]:
    """The dates of each of these tasks, the earliest first, undated ones last."""
    lamp = lamp_column(today, workdays)
    rows = (
        Duty.select(Duty.task, Duty.due_original, Duty.due, lamp, fn.COUNT(Duty.id))
        .where(*counted_duties(plan_id, unit_id), Duty.task.in_(list(task_ids)))
        .group_by(SQL("1"), SQL("2"), SQL("3"), SQL("4"))
        .tuples()
    )
    found: dict[int, list[TaskDate]] = defaultdict(list)
    for task_id, original, due, name, count in rows:
        found[task_id].append(TaskDate(task_id, original, due, Lamp(name), count))
    for dates in found.values():
        dates.sort(key=lambda each: (str(each.due or "9999"), URGENCY.index(each.lamp), str(each.original)))
    return found


def _owed(plan_id: int, unit_id: int | None) -> object:
    return Duty.select(Duty.task).where(*counted_duties(plan_id, unit_id))


def _day(value: date | str | None) -> date | None:
    """SQLite gives a computed date as text."""
    return Duty.due.python_value(value) if value is not None else None


def _ranked(plan_id: int, first: date, last: date, today: date, workdays: Workdays, unit_id: int | None) -> Any:  # noqa: ANN401 - peewee's subquery
    """For each day and task one duty, how many there are, how urgent the most urgent is, and the task's place on its day."""
    where = (*counted_duties(plan_id, unit_id), Duty.due.between(first, last))
    urgency = When(lamp_column(today, workdays), [(str(lamp), at) for at, lamp in enumerate(URGENCY)])
    one = Duty.select(Duty.id, Duty.task, Duty.due, urgency.alias("urgency")).where(*where).alias("one")
    columns = [one.c.due, one.c.task_id, fn.MIN(one.c.id), fn.COUNT(SQL("1")), fn.MIN(one.c.urgency)]
    task = _select(one, [column.alias(name) for column, name in zip(columns, _NAMES, strict=True)])
    task = task.group_by(one.c.due, one.c.task_id).alias("day_task")
    place = fn.ROW_NUMBER().over(partition_by=[task.c.due], order_by=[task.c.urgency, task.c.task])
    return _select(task, [task.c.duty, task.c.duties, task.c.urgency, place.alias("place")]).alias("best")


def _select(source: Any, columns: list[Any]) -> Any:  # noqa: ANN401 - peewee's subqueries
    return Select([source], columns).bind(Duty._meta.database)  # noqa: SLF001 - peewee's own name for it
