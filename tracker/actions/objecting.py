"""职责异议 (不是我单位的): with reasons, soon after assignment; decided by the office in writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions import history, schedule
from tracker.actions.compiling import compile_task
from tracker.actions.duty_door import duty_for, move_duty
from tracker.actions.evidence import refuse_id_cards
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.lifecycle import Move, after
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.requests import check_objection
from tracker.core.words import DutyStatus, RequestStatus, UnitRole
from tracker.store.db import transaction
from tracker.store.queries.duties import duty_by_id
from tracker.store.tables import Duty, Objection, Task, TaskUnit, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor


def make_objection(now: datetime, actor: Actor, duty_id: int, reason: str, proposed_unit: str = "") -> int:
    """Say that a duty is not this unit's; returns the objection's id. While it waits nothing escalates."""
    require(actor, Ability.REPORT)
    refuse_id_cards(reason, "理由", "reason")
    with transaction():
        duty = duty_for(actor, duty_id)
        check_objection(duty, Duty.get_by_id(duty_id).admitted_on, reason, now.date(), working_days())
        if duty.objection_pending:
            raise Refused("已经提出职责异议，正在等裁定，不用重复提出。")
        objection_id = Objection.insert(
            duty=duty_id,
            made_by=actor.id,
            made_at=now,
            reason=reason.strip(),
            proposed_unit=proposed_unit.strip()[:160],
        ).execute()
        Duty.update(waiting_since=now.date(), revision=Duty.revision + 1).where(Duty.id == duty_id).execute()
        words = f"{reason.strip()} 建议由{proposed_unit.strip()}承办" if proposed_unit.strip() else reason.strip()
        history.record(now, actor, "职责异议", "duty", duty_id, plan_id=duty.plan_id, words=words)
        schedule.look_again(duty_id, now.date())
    return int(objection_id)


def decide_objection(
    now: datetime, actor: Actor, objection_id: int, *, upheld: bool, reply: str, new_unit_id: int | None = None
) -> None:
    """Uphold the objection, which withdraws the duty and may give it to another unit, or dismiss it; the reply is written."""
    require(actor, Ability.REVIEW)
    row = Objection.get_or_none(Objection.id == objection_id)
    duty = duty_by_id(row.duty_id) if row else None
    if row is None or duty is None:
        raise NotThere("没有找到这份职责异议。")
    if not reply.strip():
        raise Refused("裁定须有书面答复，请写明。", field="reply")
    if upheld and new_unit_id == duty.unit_id:
        raise Refused("新的承办单位不能还是原单位。", field="new_unit")
    with transaction():
        status = RequestStatus.GRANTED if upheld else RequestStatus.REFUSED
        decided = (
            Objection.update(status=status, decided_by=actor.id, decided_at=now, reply=reply.strip())
            .where(Objection.id == objection_id, Objection.status == RequestStatus.PENDING)
            .execute()
        )
        if not decided:
            raise Moved("这份职责异议刚刚由他人处理，请刷新后再看。")
        Duty.update(waiting_since=None).where(Duty.id == duty.id, Duty.status == DutyStatus.ACTIVE).execute()
        said = "异议成立" if upheld else "异议不成立"
        history.record(now, actor, said, "duty", duty.id, plan_id=duty.plan_id, words=reply.strip())
        if upheld:
            move_duty(duty, after(duty.status, Move.WITHDRAW), closed_at=now, next_look_on=None)
            if new_unit_id is not None:
                _hand_over(now, actor, duty.task_id, duty.unit_id, new_unit_id)
        else:
            schedule.look_again(duty.id, now.date())


def _hand_over(now: datetime, actor: Actor, task_id: int, old_unit_id: int, new_unit_id: int) -> None:
    """The new unit takes the old one's place in the task and owes what it owed."""
    unit = Unit.get_or_none(Unit.id == new_unit_id)
    if unit is None or unit.is_collective:
        raise Refused("请选一个具体的承办单位。", field="new_unit")
    task = Task.get_by_id(task_id)
    TaskUnit.delete().where(TaskUnit.task == task_id, TaskUnit.unit == new_unit_id).execute()
    replaced = (
        TaskUnit.update(unit=new_unit_id, as_written=unit.name)
        .where(TaskUnit.task == task_id, TaskUnit.unit == old_unit_id)
        .execute()
    )
    if not replaced:
        TaskUnit.insert(task=task_id, unit=new_unit_id, role=UnitRole.LEAD, position=99, as_written=unit.name).execute()
    compile_task(task, now.date())
    history.record(now, actor, "改派", "task", task_id, plan_id=task.plan_id, words=f"改由{unit.full_name}承办")
