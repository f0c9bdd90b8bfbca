"""Duties one by one, across plans or in one (事项清单): narrowed and paged by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from peewee import fn

from tracker.core.words import DutyStatus, Lamp
from tracker.store.fields import SHANGHAI
from tracker.store.queries.duties import OPEN, duty_facts
from tracker.store.queries.lamp_columns import has_lamp, is_listed
from tracker.store.queries.plan_counts import counted_duties
from tracker.store.tables import Duty, Task

if TYPE_CHECKING:
    from peewee import Expression

    from tracker.core.facts import DutyFacts
    from tracker.core.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which duties (筛选): every part that is set narrows. `lamps` holds lamp values; `listed` asks for 挂牌 as well."""

    plan_id: int | None = None
    unit_id: int | None = None
    units: tuple[int, ...] = ()
    collective_id: int | None = None
    task_id: int | None = None
    lamps: tuple[str, ...] = ()
    listed: bool = False
    first: date | None = None
    last: date | None = None
    is_open: bool = False
    undated: bool = False
    closed_by: date | None = None
    """The last day of closing."""
    group: str | None = None
    """The exact heading; empty for lines without one."""


def count_duties(wanted: Wanted, today: date, workdays: Workdays) -> int:
    """How many duties meet it."""
    return int(Duty.select().where(*_where(wanted, today, workdays)).count())


def list_duties(wanted: Wanted, today: date, workdays: Workdays, page: int, size: int) -> list[DutyFacts]:
    """One page of them, the earliest date first, undated ones last; `page` counts from 1."""
    order = (Duty.due.is_null(), Duty.due, Duty.plan, Duty.id)
    ids = Duty.select(Duty.id).where(*_where(wanted, today, workdays)).order_by(*order).paginate(page, size)
    return duty_facts(Duty.id.in_([key for (key,) in ids.tuples()]), order=order)


def _where(wanted: Wanted, today: date, workdays: Workdays) -> list[Expression]:
    where = list(counted_duties(wanted.plan_id, wanted.unit_id))
    where += _by_place(wanted) + _by_lamp(wanted, today, workdays) + _by_date(wanted)
    if wanted.is_open:
        where.append(Duty.status.in_(OPEN))
    if wanted.closed_by is not None:
        until = Duty.closed_at.db_value(datetime.combine(wanted.closed_by + timedelta(days=1), time.min, SHANGHAI))
        where += [Duty.status == DutyStatus.CLOSED, fn.COALESCE(Duty.closed_at, "") < until]
    return where


def _by_place(wanted: Wanted) -> list[Expression]:
    where = []
    if wanted.units:
        where.append(Duty.unit.in_(wanted.units))
    if wanted.collective_id is not None:
        where.append(Duty.collective == wanted.collective_id)
    if wanted.task_id is not None:
        where.append(Duty.task == wanted.task_id)
    if wanted.group is not None:
        where.append(Duty.task.in_(Task.select(Task.id).where(Task.group == wanted.group)))
    return where


def _by_lamp(wanted: Wanted, today: date, workdays: Workdays) -> list[Expression]:
    lit = [has_lamp(Lamp(name), today, workdays) for name in wanted.lamps]
    if wanted.listed:
        lit.append(is_listed())
    return [reduce(or_, lit)] if lit else []


def _by_date(wanted: Wanted) -> list[Expression]:
    where = []
    if wanted.undated:
        where.append(Duty.due.is_null())
    if wanted.first is not None:
        where.append(Duty.due >= wanted.first)
    if wanted.last is not None:
        where.append(Duty.due <= wanted.last)
    return where
