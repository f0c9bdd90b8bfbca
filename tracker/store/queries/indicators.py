"""Targets and what was reported of them (指标)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tracker.core.indicators import Comparison, Judgement, Series, Target, goal, meets, series, shown
from tracker.core.words import ReportStatus
from tracker.store.tables import Duty, Indicator, IndicatorValue, Report

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """A target of a task (指标)."""

    id: int
    task_id: int
    target: Target
    quote: str
    doubts: tuple[str, ...]

    @property
    def goal(self) -> str:
        """The target as a plan writes it: 97%以上."""
        return goal(self.target)


@dataclass(frozen=True, slots=True)
class Reported:
    """A value that a report gave for a target, with its judgement (指标现值)."""

    indicator: IndicatorFacts
    value: Decimal
    judgement: Judgement

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return shown(self.value, self.indicator.target.unit)


def indicators_of(task_id: int) -> list[IndicatorFacts]:
    """A task's targets in the order of its text."""
    rows = Indicator.select().where(Indicator.task == task_id, Indicator.is_active == True)  # noqa: E712 - SQL
    return [indicator_facts(row) for row in rows.order_by(Indicator.position, Indicator.id)]


def values_of(report_id: int) -> list[Reported]:
    """What a report says of each target, judged: a claim below its target is pointed out to the reviewer."""
    rows = (
        IndicatorValue.select(IndicatorValue, Indicator)
        .join(Indicator)
        .where(IndicatorValue.report == report_id)
        .order_by(Indicator.position)
    )
    found = []
    for row in rows:
        facts = indicator_facts(row.indicator)
        found.append(Reported(facts, Decimal(row.value), meets(facts.target, Decimal(row.value))))
    return found


def series_of(task_id: int, unit_id: int | None = None) -> list[tuple[IndicatorFacts, Series]]:
    """Each target of a task with its values over time; returned reports do not count. `unit_id` narrows to one unit."""
    where = [Indicator.task == task_id, Report.status != ReportStatus.RETURNED]
    if unit_id is not None:
        where.append(Duty.unit == unit_id)
    rows = (
        IndicatorValue.select(IndicatorValue.indicator, IndicatorValue.value, Report.submitted_at)
        .join_from(IndicatorValue, Indicator)
        .join_from(IndicatorValue, Report)
        .join_from(Report, Duty)
        .where(*where)
        .order_by(Report.submitted_at)
        .tuples()
    )
    points: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for indicator_id, value, submitted_at in rows:
        points[indicator_id].append((submitted_at.date(), Decimal(value)))
    return [(facts, series(facts.target, points[facts.id])) for facts in indicators_of(task_id)]


def indicator_facts(row: Indicator) -> IndicatorFacts:
    """A row as a target."""
    target = Target(
        name=row.name,
        comparison=Comparison(row.comparison),
        value=Decimal(row.value),
        unit=row.unit,
        upper=Decimal(row.upper) if row.upper is not None else None,
        due=row.due,
    )
    return IndicatorFacts(row.id, row.task_id, target, row.quote, tuple(row.doubts))
