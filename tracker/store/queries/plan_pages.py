"""What a plan's own pages need (方案设置、单位名录所需): lead rules, how it ended, who came before and after, its units."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peewee import fn

from tracker.store.tables import DayRule, Duty, Membership, Plan, Task, TaskUnit, Unit, UnitAlias

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.words import Ending, LeadRule


@dataclass(frozen=True, slots=True)
class PlanName:
    """A plan by its name (方案名称)."""

    id: int
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Course:
    """Where a plan stands between its predecessor and its successors (方案的来龙去脉)."""

    ended_on: date | None
    predecessor: PlanName | None
    successors: tuple[PlanName, ...]


@dataclass(frozen=True, slots=True)
class TaskName:
    """A task as a list names it, with its outcome and the task it goes on from."""

    id: int
    no: str
    title: str
    outcome: Ending | None
    ancestor_id: int | None


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a unit, with its days (别名)."""

    name: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a collective; not `certain` is 待核."""

    unit_id: int
    name: str
    certain: bool
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One line of a plan's unit registry (单位名录)."""

    id: int
    name: str
    full_name: str
    is_collective: bool
    aliases: tuple[Alias, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that the office entered itself (工作日调整)."""

    day: date
    works: bool
    note: str


def course_of(plan_id: int) -> Course:
    """A plan's end, predecessor and successors."""
    row = Plan.get_by_id(plan_id)
    before = row.predecessor
    after = Plan.select(Plan.id, Plan.key, Plan.title).where(Plan.predecessor == plan_id).order_by(Plan.id)
    return Course(
        ended_on=row.ended_on,
        predecessor=PlanName(before.id, before.key, before.title) if before else None,
        successors=tuple(PlanName(*found) for found in after.tuples()),
    )


def other_plans(plan_id: int) -> list[PlanName]:
    """Every plan but this one, for choosing a predecessor."""
    rows = Plan.select(Plan.id, Plan.key, Plan.title).where(Plan.id != plan_id).order_by(Plan.id)
    return [PlanName(*row) for row in rows.tuples()]


def task_names(plan_id: int) -> list[TaskName]:
    """A plan's tasks in the document's order, without sub-tasks."""
    rows = Task.select(Task.id, Task.no, Task.title, Task.text, Task.outcome, Task.ancestor)
    rows = rows.where(Task.plan == plan_id, Task.parent.is_null()).order_by(Task.position)
    return [TaskName(key, no, title or text, end, before) for key, no, title, text, end, before in rows.tuples()]


def lead_rules(plan_id: int) -> dict[LeadRule, int]:
    """How many of a plan's lines follow which lead rule (牵头规则)."""
    rows = Task.select(Task.lead_rule, fn.COUNT(Task.id)).where(Task.plan == plan_id, Task.parent.is_null())
    return dict(rows.group_by(Task.lead_rule).tuples())


def units_of_plan(plan_id: int) -> list[UnitEntry]:
    """Every unit that a plan names or that owes something in it, and the members of its collectives."""
    named = TaskUnit.select(TaskUnit.unit).join(Task).where(Task.plan == plan_id)
    owing = Duty.select(Duty.unit).where(Duty.plan == plan_id)
    through = Duty.select(Duty.collective).where(Duty.plan == plan_id, Duty.collective.is_null(False))
    members = Membership.select(Membership.member).where(
        Membership.collective.in_(named) | Membership.collective.in_(through)
    )
    inside = Unit.id.in_(named) | Unit.id.in_(owing) | Unit.id.in_(through) | Unit.id.in_(members)
    rows = Unit.select(Unit.id, Unit.name, Unit.full_name, Unit.is_collective).where(inside)
    found = list(rows.order_by(Unit.id).tuples())
    ids = [row[0] for row in found]
    aliases, belonging = _aliases(ids), _members(ids)
    return [
        UnitEntry(unit_id, name, full_name, bool(is_collective), tuple(aliases[unit_id]), tuple(belonging[unit_id]))
        for unit_id, name, full_name, is_collective in found
    ]


def own_days(year: int) -> list[OwnDay]:
    """The days of a year that the office entered itself."""
    rows = DayRule.select(DayRule.day, DayRule.works, DayRule.note).order_by(DayRule.day)
    return [OwnDay(day, bool(works), note) for day, works, note in rows.tuples() if day.year == year]


def _aliases(unit_ids: list[int]) -> dict[int, list[Alias]]:
    rows = UnitAlias.select(UnitAlias.unit, UnitAlias.alias, UnitAlias.valid_from, UnitAlias.valid_to)
    found: dict[int, list[Alias]] = defaultdict(list)
    for unit_id, *alias in rows.where(UnitAlias.unit.in_(unit_ids)).order_by(UnitAlias.id).tuples():
        found[unit_id].append(Alias(*alias))
    return found


def _members(collective_ids: list[int]) -> dict[int, list[Member]]:
    rows = (
        Membership.select(
            Membership.collective,
            Unit.id,
            Unit.full_name,
            Membership.certain,
            Membership.valid_from,
            Membership.valid_to,
        )
        .join(Unit, on=(Membership.member == Unit.id))
        .where(Membership.collective.in_(collective_ids))
        .order_by(Membership.id)
    )
    found: dict[int, list[Member]] = defaultdict(list)
    for collective_id, *member in rows.tuples():
        found[collective_id].append(Member(*member))
    return found
