"""What a ledger counts (台账计数): by lamp for the whole plan, by the filter for the status line, and what can be chosen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import SQL, Select, fn

from tracker.core.facts import IN_FORCE
from tracker.core.lamps import URGENCY
from tracker.core.words import DutyStatus, Lamp, RequestStatus
from tracker.store.queries.compiled import answers
from tracker.store.queries.lamp_columns import plain_lamp
from tracker.store.queries.ledger_filter import duties_asked, duties_seen, tasks_asked
from tracker.store.tables import Case, Duty, Extension, Objection, Task, TaskUnit, Unit, database

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.store.queries.ledger_filter import Asked, View


@dataclass(frozen=True, slots=True)
class Tally:
    """What a filter finds: the duties that match (exempted ones apart), and the tasks under each (list, heading)."""

    duties: int
    exempt: int
    groups: Mapping[tuple[str, str], int]

    @property
    def tasks(self) -> int:
        """How many tasks are shown, over all pages."""
        return sum(self.groups.values())


@dataclass(frozen=True, slots=True)
class Whole:
    """A plan before any filter: its lamps, how many duties are listed (挂牌), what there is, and the units to choose from."""

    lamps: dict[Lamp, int]
    listed: int
    tally: Tally
    units: dict[int, str]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings (方面) in the document's order, each once."""
        return tuple(dict.fromkeys(group for _, group in self.tally.groups if group))


def whole_plan(view: View) -> Whole:
    """What a plan's ledger holds for this person; the exempted (豁免) are counted apart."""
    lamps, exempt = _lamps(view)
    groups = {(list_name, group): number for list_name, group, number in answers(_tasks, view.plan_id)}
    return Whole(lamps, _listed(view), Tally(sum(lamps.values()), exempt, groups), _units(view))


def tally(view: View, asked: Asked, whole: Whole) -> Tally:
    """What the filter finds, counted by the database."""
    if asked.is_everything:
        return whole.tally
    tasks = Task.select(Task.list_name, Task.group, fn.COUNT(Task.id)).where(tasks_asked(view, asked))
    rows = tasks.group_by(Task.list_name, Task.group)
    groups = {(list_name, group): number for list_name, group, number in rows.tuples()}
    found = Duty.select(Duty.is_exempt, fn.COUNT(Duty.id)).where(duties_asked(view, asked)).group_by(Duty.is_exempt)
    numbers = {bool(is_exempt): number for is_exempt, number in found.tuples()}
    return Tally(numbers.get(False, 0), numbers.get(True, 0), groups)


def _tasks(plan_id: int) -> Any:  # noqa: ANN401 - peewee's query
    tasks = Task.select(Task.list_name, Task.group, fn.COUNT(Task.id)).where(Task.plan == plan_id)
    return tasks.group_by(Task.list_name, Task.group).order_by(fn.MIN(Task.position))


def tasks_without(view: View, asked: Asked) -> int:
    """How many of the tasks that are shown have no matching duty: a list of duties gives each of them one row."""
    owing = Duty.select(Duty.task).where(duties_asked(view, asked))
    return int(Task.select().where(tasks_asked(view, asked), Task.id.not_in(owing)).count())


def _lamps(view: View) -> tuple[dict[Lamp, int], int]:
    """Duties by lamp, and the exempted ones.

    Counted by status and dates as they stand in the index, without reading a duty; the few with a request that waits for
    the office are then counted anew as 待审.
    """
    counts: Counter[Lamp] = Counter()
    exempt = 0
    for is_exempt, name, number in answers(_days, view):
        exempt += int(number) if is_exempt else 0
        counts[Lamp(name)] += 0 if is_exempt else int(number)
    for (name,) in answers(_asking, view):
        counts[Lamp(name)] -= 1
        counts[Lamp.REVIEW] += 1
    return {lamp: counts[lamp] for lamp in URGENCY}, exempt


def _days(view: View) -> Any:  # noqa: ANN401 - peewee's query
    """How many duties there are of each lamp, by status and dates alone, the exempted apart."""
    columns = (Duty.status, Duty.is_exempt, Duty.due, Duty.window_open)
    days = (
        Duty.select(*columns, fn.COUNT(Duty.id).alias("number")).where(duties_seen(view)).group_by(*columns).alias("d")
    )
    lamp = plain_lamp(days.c.status, days.c.due, days.c.window_open, view.today, view.workdays)
    return Select([days], [days.c.is_exempt, lamp, fn.SUM(days.c.number)]).bind(database).group_by(SQL("1"), SQL("2"))


def _asking(view: View) -> Any:  # noqa: ANN401 - peewee's query
    """The lamps that active duties would show without their extension or objection to decide."""
    either = [table.select(table.duty).where(table.status == RequestStatus.PENDING) for table in (Extension, Objection)]
    mine = () if view.own_unit is None else (Duty.unit + 0 == view.own_unit,)
    return Duty.select(plain_lamp(Duty.status, Duty.due, Duty.window_open, view.today, view.workdays)).where(
        Duty.id.in_(either[0] | either[1]),
        Duty.plan + 0 == view.plan_id,  # no index may serve this or the next: duties are found by id
        fn.COALESCE(Duty.status, "") == str(DutyStatus.ACTIVE),
        Duty.is_exempt == False,  # noqa: E712 - SQL
        *mine,
    )


def _listed(view: View) -> int:
    return int(answers(_listings, view)[0][0])


def _listings(view: View) -> Any:  # noqa: ANN401 - peewee's query
    mine = () if view.own_unit is None else (Duty.unit + 0 == view.own_unit,)
    found = (
        Case.select(fn.COUNT(Case.id))
        .join(Duty)
        .where(Case.plan == view.plan_id, Case.status.in_(tuple(IN_FORCE)), *mine)
    )
    return found.where(Duty.status != DutyStatus.WITHDRAWN, Duty.is_exempt == False)  # noqa: E712 - SQL


def _units(view: View) -> dict[int, str]:
    """The units that the plan names, as it writes them, then those that owe something in it."""
    units: dict[int, str] = dict(answers(_named, view.plan_id))
    for unit_id, name in answers(_owing, view):
        units.setdefault(unit_id, name)
    return units


def _named(plan_id: int) -> Any:  # noqa: ANN401 - peewee's query
    return (
        TaskUnit.select(TaskUnit.unit, fn.MIN(TaskUnit.as_written))
        .join(Task)
        .where(Task.plan == plan_id)
        .group_by(TaskUnit.unit)
        .order_by(fn.MIN(Task.position), fn.MIN(TaskUnit.position))
    )


def _owing(view: View) -> Any:  # noqa: ANN401 - peewee's query
    return Unit.select(Unit.id, Unit.full_name).where(Unit.id.in_(_owing_units(view))).order_by(Unit.id)


def _owing_units(view: View) -> Any:  # noqa: ANN401 - peewee's query
    """The units that owe something in the plan, by one look into the index for each of them."""
    if view.own_unit is not None:
        return [view.own_unit]
    lowest = Duty.select(fn.MIN(Duty.unit).alias("unit")).where(Duty.plan == view.plan_id)
    last = lowest.cte("last", recursive=True, columns=("unit",))
    following = Duty.select(fn.MIN(Duty.unit)).where(Duty.plan == view.plan_id, Duty.unit > last.c.unit)
    each = last.union_all(Select([last], [following]).where(last.c.unit.is_null(False)))
    return each.select_from(each.c.unit)
