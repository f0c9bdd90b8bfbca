"""Indicators (指标): kept from a task's text at admission, mended by the office, answered by reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks_seed.indicators import read_indicators
from tracker.actions import history
from tracker.actions.rows import task_row
from tracker.core.access import Ability, require
from tracker.core.indicators import read_value
from tracker.core.refusals import NotThere, Refused
from tracker.store.db import transaction
from tracker.store.tables import Indicator, IndicatorValue, Task

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from decimal import Decimal

    from tasks_seed.draft import Period
    from tracker.core.facts import Actor
    from tracker.core.indicators import Target


def keep_from_text(task: Task, period: Period | None, *, beside: Collection[str] = ()) -> int:
    """Write the targets that a task's text names, with their doubts; returns how many.

    `beside` are the quotations of targets that the task has already: those are left as they are.
    """
    read = read_indicators(task.text, issued_on=task.plan.issued_on, period=period)
    found = [reading for reading in read if reading.quote not in beside]
    first = Indicator.select().where(Indicator.task == task.id).count() + 1
    for position, reading in enumerate(found, start=first):
        Indicator.insert(
            task=task.id,
            position=position,
            name=reading.name[:200],
            comparison=str(reading.comparison),
            value=str(reading.value),
            upper=str(reading.upper) if reading.upper is not None else None,
            unit=reading.unit,
            due=reading.due,
            quote=reading.quote,
            doubts=list(reading.doubts),
        ).execute()
    return len(found)


def set_indicator(now: datetime, actor: Actor, task_id: int, target: Target, indicator_id: int | None = None) -> int:
    """Add a target to a task, or mend one; returns its id. A mended target has no doubt any more."""
    require(actor, Ability.REVIEW)
    task = task_row(task_id)
    if not target.name.strip():
        raise Refused("请写指标名称，例如“义务教育入学率”。", field="name")
    if target.upper is not None and target.upper < target.value:
        raise Refused("上限不能小于下限。", field="upper")
    values: dict[str, object] = {
        "name": target.name.strip()[:200],
        "comparison": str(target.comparison),
        "value": str(target.value),
        "upper": str(target.upper) if target.upper is not None else None,
        "unit": target.unit.strip()[:32],
        "due": target.due,
        "doubts": [],
    }
    with transaction():
        if indicator_id is None:
            position = Indicator.select().where(Indicator.task == task_id).count() + 1
            indicator_id = Indicator.insert(task=task_id, position=position, **values).execute()
        elif not Indicator.update(**values).where(Indicator.id == indicator_id, Indicator.task == task_id).execute():
            raise NotThere("没有找到这个指标。")
        history.record(now, actor, "核定指标", "task", task_id, plan_id=task.plan_id, words=target.name.strip())
    return int(indicator_id or 0)


def drop_indicator(now: datetime, actor: Actor, indicator_id: int) -> None:
    """Say that a text names no target here; values reported for it stay in their reports."""
    require(actor, Ability.REVIEW)
    row = Indicator.get_or_none(Indicator.id == indicator_id)
    if row is None:
        raise NotThere("没有找到这个指标。")
    with transaction():
        Indicator.update(is_active=False).where(Indicator.id == indicator_id).execute()
        history.record(now, actor, "取消指标", "task", row.task_id, plan_id=row.task.plan_id, words=row.name)


def read_values(task_id: int, typed: Mapping[int, str]) -> dict[int, Decimal]:
    """What a clerk typed beside each target of the task, as numbers; blanks are left out.

    Raises `Refused` naming the field `indicator-<id>` for what is no number or carries another unit.
    """
    rows = Indicator.select().where(Indicator.task == task_id, Indicator.is_active == True)  # noqa: E712 - SQL
    return {
        row.id: read_value(typed[row.id], row.unit, field=f"indicator-{row.id}")
        for row in rows
        if typed.get(row.id, "").strip()
    }


def keep_values(report_id: int, values: Mapping[int, Decimal]) -> None:
    """Write a report's values, in the report's own transaction."""
    for indicator_id, value in values.items():
        IndicatorValue.insert(report=report_id, indicator=indicator_id, value=str(value)).execute()
