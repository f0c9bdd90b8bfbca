"""The row that a verb is about, or a refusal that says there is none (办理对象)."""

from __future__ import annotations

from typing import cast

from tracker.core.refusals import NotThere
from tracker.store.tables import Plan, Task


def plan_row(plan_id: int) -> Plan:
    """A plan (方案). Raises `NotThere`."""
    row = Plan.get_or_none(Plan.id == plan_id)
    if row is None:
        raise NotThere("没有找到这个方案。")
    return cast("Plan", row)


def task_row(task_id: int) -> Task:
    """A task (任务). Raises `NotThere`."""
    row = Task.get_or_none(Task.id == task_id)
    if row is None:
        raise NotThere("没有找到这项任务。")
    return cast("Task", row)
