"""Splitting a task into sub-tasks (任务分解), each with its own unit and date, under the same plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from peewee import fn

from tracker.actions import history
from tracker.actions.rows import task_row
from tracker.core.decomposition import Part, check_parts
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.words import DeadlineKind, DutyKind, DutyStatus, LeadRule, Role, UnitRole
from tracker.store.db import transaction
from tracker.store.tables import Duty, Task, TaskUnit, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from tracker.core.facts import Actor


def split(now: datetime, actor: Actor, task_id: int, parts: Sequence[Part]) -> list[int]:
    """Split a task; returns the sub-tasks' ids.

    The lead's liaison may split its own task, with dates not later than the parent's; the office may agree to later ones.
    """
    task = task_row(task_id)
    _may_split(actor, task)
    if task.parent_id is not None:
        raise Refused("这已经是分解后的任务，不能再分解。")
    if not parts:
        raise Refused("请至少写一项分解任务。", field="text")
    check_parts(parts, _parent_due(task), now.date(), office_agrees=actor.is_office)
    _check_units(parts)
    with transaction():
        first = Task.select(fn.COUNT(Task.id)).where(Task.parent == task_id).scalar() + 1
        position = Task.select(fn.MAX(Task.position)).where(Task.plan == task.plan_id).scalar() + 1
        made = [
            _write(now, actor, task, part, number, position + number - first)
            for number, part in enumerate(parts, start=first)
        ]
        words = f"分解为 {len(parts)} 项"
        history.record(now, actor, "分解", "task", task_id, plan_id=task.plan_id, words=words, data={"tasks": made})
    return made


def _may_split(actor: Actor, task: Task) -> None:
    if actor.role is Role.OFFICE:
        return
    leads = TaskUnit.get_or_none(
        TaskUnit.task == task.id, TaskUnit.unit == actor.unit_id, TaskUnit.role == UnitRole.LEAD
    )
    if actor.role is not Role.LIAISON or leads is None:
        raise NotAllowed("只有牵头单位或督查室能分解这项任务。")


def _parent_due(task: Task) -> date | None:
    owed = Duty.select(fn.MAX(Duty.due)).where(Duty.task == task.id, Duty.status != DutyStatus.WITHDRAWN)
    return cast("date | None", owed.scalar())


def _check_units(parts: Sequence[Part]) -> None:
    for number, part in enumerate(parts, start=1):
        unit = Unit.get_or_none(Unit.id == part.unit_id)
        if unit is None or unit.is_collective:
            raise Refused(f"第 {number} 项要写明一个具体单位。", field="unit")


def _write(now: datetime, actor: Actor, parent: Task, part: Part, number: int, position: int) -> int:
    text = part.text.strip()
    why = [f"{actor.name} 把任务（{parent.no}）分解到本单位。", f"分解时定的时限是 {part.due:%Y-%m-%d}。"]
    task_id = Task.insert(
        plan=parent.plan_id,
        parent=parent.id,
        position=position,
        list_name=parent.list_name,
        no=f"{parent.no}.{number}",
        group=parent.group,
        text=text,
        lead_rule=LeadRule.EXPLICIT,
        deadline_text=f"{part.due:%Y-%m-%d}",
        deadline_kind=DeadlineKind.FIXED,
        deadline_due=part.due,
        deadline={"kind": "fixed", "due": part.due.isoformat(), "basis": "column"},
        source=parent.source,
    ).execute()
    TaskUnit.insert(
        task=task_id,
        unit=part.unit_id,
        role=UnitRole.LEAD,
        position=1,
        as_written=Unit.get_by_id(part.unit_id).name,
    ).execute()
    Duty.insert(
        plan=parent.plan_id,
        task=task_id,
        unit=part.unit_id,
        kind=DutyKind.CLOSING,
        period="once",
        window_open=now.date(),
        due_original=part.due,
        due=part.due,
        why=[*why, f"所以是 {part.due:%Y-%m-%d}。"],
        admitted_on=now.date(),
        next_look_on=now.date(),
    ).execute()
    return int(task_id)
