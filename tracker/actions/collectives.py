"""Members of a collective (集合单位的成员): exempting one from a task with a reason, and including it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions import history, schedule
from tracker.actions.compiling import compile_task, members_of
from tracker.actions.rows import task_row
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.store.db import transaction
from tracker.store.queries.duties import OPEN
from tracker.store.tables import Duty, Exemption, Membership, Task, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor


def exempt(now: datetime, actor: Actor, task_id: int, unit_id: int, reason: str) -> None:
    """Free a member from a task (豁免), e.g. 本县无特教学校. Its reports stay; it is neither reminded nor counted."""
    require(actor, Ability.REVIEW)
    if not reason.strip():
        raise Refused("请写明豁免的理由，例如“本县没有特殊教育学校”。", field="reason")
    task = _member_of(task_id, unit_id)
    with transaction():
        Exemption.insert(task=task_id, unit=unit_id, reason=reason.strip(), at=now).on_conflict(
            conflict_target=[Exemption.task, Exemption.unit],
            update={Exemption.reason: reason.strip(), Exemption.at: now, Exemption.lifted_at: None},
        ).execute()
        _mark(task_id, unit_id, is_exempt=True)
        _record(now, actor, "豁免", task, unit_id, reason.strip())


def include(now: datetime, actor: Actor, task_id: int, unit_id: int) -> None:
    """Include an exempted member again; what it owed and reported before stands as it was."""
    require(actor, Ability.REVIEW)
    task = _member_of(task_id, unit_id)
    with transaction():
        lifted = Exemption.update(lifted_at=now).where(
            Exemption.task == task_id, Exemption.unit == unit_id, Exemption.lifted_at.is_null()
        )
        if not lifted.execute():
            raise Refused("该单位没有被豁免，不用恢复。")
        _mark(task_id, unit_id, is_exempt=False)
        compile_task(task, now.date())
        for (duty_id,) in Duty.select(Duty.id).where(_its(task_id, unit_id), Duty.status.in_(OPEN)).tuples():
            schedule.look_again(duty_id, now.date())
        _record(now, actor, "恢复责任", task, unit_id, "")


def confirm_member(now: datetime, actor: Actor, collective_id: int, unit_id: int) -> int:
    """Confirm a member that the list left open (待核); returns how many duties it now owes."""
    require(actor, Ability.REVIEW)
    if not Membership.select().where(Membership.collective == collective_id, Membership.member == unit_id).exists():
        raise NotThere("没有找到这个成员。")
    with transaction():
        confirmed = Membership.update(certain=True).where(
            Membership.collective == collective_id,
            Membership.member == unit_id,
            Membership.certain == False,  # noqa: E712 - SQL
        )
        if not confirmed.execute():
            raise Refused("该单位已在名单里，或者不是待核的成员。")
        history.record(now, actor, "确认成员", "unit", collective_id, words=Unit.get_by_id(unit_id).full_name)
        tasks = (
            Task.select()
            .join(Unit, on=(Unit.id == collective_id))
            .where(Task.id.in_(Duty.select(Duty.task).where(Duty.collective == collective_id)))
        )
        return sum(compile_task(task, now.date()) for task in tasks)


def _member_of(task_id: int, unit_id: int) -> Task:
    task = task_row(task_id)
    row = Duty.get_or_none(_its(task_id, unit_id), Duty.collective.is_null(False))
    if row is None or unit_id not in members_of(row.collective_id, None):
        raise Refused("该单位不是这项任务的集合成员，不能单独豁免。")
    return task


def _its(task_id: int, unit_id: int) -> bool:
    return (Duty.task == task_id) & (Duty.unit == unit_id)  # type: ignore[no-any-return]  # an expression, not a bool


def _mark(task_id: int, unit_id: int, *, is_exempt: bool) -> None:
    Duty.update(is_exempt=is_exempt, revision=Duty.revision + 1).where(_its(task_id, unit_id)).execute()
    if is_exempt:
        Duty.update(next_look_on=None).where(_its(task_id, unit_id)).execute()


def _record(now: datetime, actor: Actor, verb: str, task: Task, unit_id: int, words: str) -> None:
    name = Unit.get_by_id(unit_id).full_name
    history.record(
        now, actor, verb, "task", task.id, plan_id=task.plan_id, words=f"{name} {words}".strip(), data={"unit": unit_id}
    )
