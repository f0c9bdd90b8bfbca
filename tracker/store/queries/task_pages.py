"""What a task's page needs beside its ledger line (任务页所需): exemptions, open members, 转常态, kin in other plans, values by unit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tracker.core.words import ReportStatus
from tracker.store.tables import (
    Duty,
    Exemption,
    Indicator,
    IndicatorValue,
    Membership,
    Plan,
    Report,
    Standing,
    Task,
    TaskUnit,
    Unit,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


@dataclass(frozen=True, slots=True)
class Settled:
    """A unit whose lasting task became normal practice (转常态)."""

    unit_id: int
    unit_name: str
    document: str
    since: date


@dataclass(frozen=True, slots=True)
class Relative:
    """A task of the plan before or after (上一方案、下一方案的任务)."""

    task_id: int
    no: str
    title: str
    plan_title: str


@dataclass(frozen=True, slots=True)
class LatestValue:
    """The last value that a unit reported for a target (各单位现值)."""

    indicator_id: int
    unit_id: int
    unit_name: str
    value: Decimal
    day: date


def exemptions_of(task_id: int) -> dict[int, str]:
    """Each exempted unit with the reason (豁免)."""
    rows = Exemption.select(Exemption.unit, Exemption.reason)
    return dict(rows.where(Exemption.task == task_id, Exemption.lifted_at.is_null()).tuples())


def collectives_of(task_id: int) -> dict[int, str]:
    """The collectives through which a task is owed, by id, with their names."""
    owing = Duty.select(Duty.collective).where(Duty.task == task_id, Duty.collective.is_null(False))
    named = TaskUnit.select(TaskUnit.unit).where(TaskUnit.task == task_id)
    rows = Unit.select(Unit.id, Unit.name).where(Unit.is_collective == True, Unit.id.in_(owing) | Unit.id.in_(named))  # noqa: E712 - SQL
    return dict(rows.order_by(Unit.id).tuples())


def uncertain_members(collective_ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """For each collective the members that its list left open (待核): unit id and full name."""
    rows = (
        Membership.select(Membership.collective, Unit.id, Unit.full_name)
        .join(Unit, on=(Membership.member == Unit.id))
        .where(Membership.collective.in_(list(collective_ids)), Membership.certain == False)  # noqa: E712 - SQL
        .order_by(Membership.id)
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for collective_id, unit_id, name in rows.tuples():
        found[collective_id].append((unit_id, name))
    return found


def settled_units(task_id: int) -> list[Settled]:
    """The units for which a task is settled (转常态), in the order it was confirmed."""
    rows = Standing.select(Unit.id, Unit.full_name, Standing.document, Standing.since).join(Unit)
    return [Settled(*row) for row in rows.where(Standing.task == task_id).order_by(Standing.id).tuples()]


def ancestor_of(task_id: int) -> Relative | None:
    """The task of the plan before that this one goes on from (来源任务)."""
    before = Task.select(Task.ancestor).where(Task.id == task_id)
    found = _relatives(Task.id.in_(before))
    return found[0] if found else None


def descendants_of(task_id: int) -> list[Relative]:
    """The tasks of later plans that go on from this one (延续任务)."""
    return _relatives(Task.ancestor == task_id)


def parent_of(task_id: int) -> tuple[int, str] | None:
    """Id and number of the task that this one was split from, or None."""
    upper = Task.alias()
    row = Task.select(upper.id, upper.no).join(upper, on=(Task.parent == upper.id)).where(Task.id == task_id)
    found: tuple[int, str] | None = row.tuples().first()
    return found


def task_of_indicator(indicator_id: int) -> int | None:
    """The task that a target belongs to, or None."""
    row = Indicator.select(Indicator.task).where(Indicator.id == indicator_id).tuples().first()
    return int(row[0]) if row else None


def latest_values(task_id: int) -> list[LatestValue]:
    """For each target and unit of a task the last value that was not returned, in the order of targets and units."""
    rows = (
        IndicatorValue.select(
            IndicatorValue.indicator, Unit.id, Unit.full_name, IndicatorValue.value, Report.submitted_at
        )
        .join_from(IndicatorValue, Indicator)
        .join_from(IndicatorValue, Report)
        .join_from(Report, Duty)
        .join_from(Duty, Unit)
        .where(Indicator.task == task_id, Indicator.is_active == True, Report.status != ReportStatus.RETURNED)  # noqa: E712 - SQL
        .order_by(Report.submitted_at, Report.id)
    )
    last = {
        (indicator_id, unit_id): LatestValue(indicator_id, unit_id, name, Decimal(value), at.date())
        for indicator_id, unit_id, name, value, at in rows.tuples()
    }
    return [last[key] for key in sorted(last)]


def _relatives(where: object) -> list[Relative]:
    rows = Task.select(Task.id, Task.no, Task.title, Task.text, Plan.title).join(Plan).where(where).order_by(Task.id)
    return [Relative(task_id, no, title or text, plan) for task_id, no, title, text, plan in rows.tuples()]
