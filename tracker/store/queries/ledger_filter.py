"""What a ledger is asked for (筛选): conditions on tasks and on duties, the same for the page, its counts and the exports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from peewee import SQL, PostgresqlDatabase, fn

from tracker.core.searching import words_of
from tracker.core.words import DutyStatus
from tracker.store.queries.lamp_columns import are_listed, has_lamp
from tracker.store.tables import Duty, Task, TaskUnit, Unit, database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tracker.core.words import DeadlineKind, DutyKind, Lamp, UnitRole
    from tracker.core.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of a ledger. Several values of one part mean any of them, several parts all of them.

    Parts on duties narrow to duties: `units` to those that a unit owes (itself, or through a collective), `lamps` and
    `is_listed` (挂牌) to what they show, `due_from` and `due_to` (inclusive) to effective dates, `duty_kinds`, `is_open` to
    what is still owed. Parts on tasks narrow to the duties of those tasks: every word of `text` in the task, its units'
    names or its number; `group` an exact heading (方面); `deadline_kinds` (时限类型). With `role`, `units` are those that a
    task names in that role, and all the duties of those tasks are meant.
    """

    text: str = ""
    units: tuple[int, ...] = ()
    role: UnitRole | None = None
    lamps: tuple[Lamp, ...] = ()
    is_listed: bool = False
    due_from: date | None = None
    due_to: date | None = None
    deadline_kinds: tuple[DeadlineKind, ...] = ()
    duty_kinds: tuple[DutyKind, ...] = ()
    group: str | None = None
    is_open: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return replace(self, role=None) == Asked()

    @property
    def narrows_duties(self) -> bool:
        """Whether only tasks with a matching duty are shown: a unit alone also shows the tasks that merely name it."""
        return bool(self.lamps or self.is_listed or self.due_from or self.due_to or self.duty_kinds or self.is_open)

    @property
    def can_hold_exempt(self) -> bool:
        """Whether exempted duties (豁免) may be mentioned: they have no lamp and are owed by nobody."""
        return not (self.lamps or self.is_listed or self.is_open)


@dataclass(frozen=True, slots=True)
class View:
    """A ledger as one person looks at it: which plan, on which day, and for a liaison whose duties."""

    plan_id: int
    today: date
    workdays: Workdays
    own_unit: int | None = None


def duties_seen(view: View) -> Any:  # noqa: ANN401 - peewee's expression
    """The duties of the plan that this person sees: not the withdrawn ones (已撤销)."""
    seen = (Duty.plan == view.plan_id) & (Duty.status != DutyStatus.WITHDRAWN)
    return seen if view.own_unit is None else seen & (Duty.unit == view.own_unit)


def duties_asked(view: View, asked: Asked) -> Any:  # noqa: ANN401 - peewee's expression
    """The duties that match the filter; exempted ones among them where they may be mentioned."""
    found = [duties_seen(view), *_duties_themselves(view, asked)]
    of_tasks = _tasks_themselves(view, asked)
    if of_tasks:
        found.append(Duty.task.in_(Task.select(Task.id).where(Task.plan == view.plan_id, *of_tasks)))
    return _all(found)


def duties_within(view: View, asked: Asked) -> Any:  # noqa: ANN401 - peewee's expression
    """The same, for a query that says itself which tasks it speaks of: it is to find duties by task, not by plan."""
    mine = () if view.own_unit is None else (Duty.unit + 0 == view.own_unit,)
    return _all((Duty.status != DutyStatus.WITHDRAWN, *mine, *_duties_themselves(view, asked)))


def task_conditions(view: View, asked: Asked) -> Any:  # noqa: ANN401 - peewee's expression
    """What is asked of the tasks alone, whatever their duties are."""
    return _all((Task.plan == view.plan_id, *_tasks_themselves(view, asked)))


def tasks_asked(view: View, asked: Asked) -> Any:  # noqa: ANN401 - peewee's expression
    """The tasks to show: those with a matching duty, or, where only tasks and units are asked for, those that match."""
    found = task_conditions(view, asked)
    if not asked.narrows_duties and (asked.role is not None or not asked.units):
        return found
    owing = Duty.select(Duty.task).where(_all((duties_seen(view), *_duties_themselves(view, asked))))
    if asked.narrows_duties:
        return found & Task.id.in_(owing)
    return found & (Task.id.in_(owing) | Task.id.in_(_naming(asked)))


def _duties_themselves(view: View, asked: Asked) -> list[Any]:
    found = []
    if asked.units and asked.role is None:
        found.append(Duty.unit.in_(asked.units) | Duty.collective.in_(asked.units))
    if asked.lamps or asked.is_listed:
        shown = [has_lamp(lamp, view.today, view.workdays) for lamp in asked.lamps]
        found.append(reduce(or_, (*shown, *([are_listed(view.plan_id)] if asked.is_listed else []))))
    if asked.due_from is not None:
        found.append(Duty.due >= asked.due_from)
    if asked.due_to is not None:
        found.append(Duty.due <= asked.due_to)
    if asked.duty_kinds:
        found.append(Duty.kind.in_(asked.duty_kinds))
    if asked.is_open:
        found.append(Duty.status.in_((DutyStatus.ACTIVE, DutyStatus.SUBMITTED)))
    if not asked.can_hold_exempt:
        found.append(Duty.is_exempt == False)  # noqa: E712 - SQL
    return found


def _tasks_themselves(view: View, asked: Asked) -> list[Any]:
    found = [_holds(view, word) for word in words_of(asked.text)]
    if asked.group is not None:
        found.append(Task.group == asked.group)
    if asked.deadline_kinds:
        found.append(Task.deadline_kind.in_(asked.deadline_kinds))
    if asked.units and asked.role is not None:
        found.append(Task.id.in_(_naming(asked)))
    return found


def _naming(asked: Asked) -> Any:  # noqa: ANN401 - peewee's query
    """The tasks that name one of the units, in the role asked for."""
    found = TaskUnit.select(TaskUnit.task).where(TaskUnit.unit.in_(asked.units))
    return found if asked.role is None else found.where(TaskUnit.role == asked.role)


def _holds(view: View, word: str) -> Any:  # noqa: ANN401 - peewee's expression
    """Whether a task holds a word: in its own text, or in the name of a unit that it names or that owes something in it."""
    own = (Task.no, Task.group, Task.title, Task.text, Task.deadline_text)
    called = Unit.select(Unit.id).where(_has(Unit.name, word) | _has(Unit.full_name, word))
    named = (
        TaskUnit.select(TaskUnit.task)
        .join(Task, on=(Task.id == TaskUnit.task))
        .where(Task.plan == view.plan_id, TaskUnit.unit.in_(called) | _has(TaskUnit.as_written, word))
    )
    owing = Duty.select(Duty.task).where(duties_seen(view), Duty.unit.in_(called))
    return reduce(or_, (*(_has(column, word) for column in own), Task.id.in_(named), Task.id.in_(owing)))


def _has(column: Any, word: str) -> Any:  # noqa: ANN401 - peewee's column and expression
    """Whether the folded text holds the folded word; no sign of the word means anything but itself."""
    if isinstance(database.obj, PostgresqlDatabase):
        return fn.STRPOS(fn.LOWER(fn.NORMALIZE(column, SQL("NFKC"))), word) > 0
    return fn.INSTR(fn.FOLDED(column), word) > 0


def _all(conditions: Iterable[Any]) -> Any:  # noqa: ANN401 - peewee's expressions
    return reduce(and_, conditions)
