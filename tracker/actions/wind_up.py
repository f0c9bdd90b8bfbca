"""收官: how each task of a plan ended, the plan's end, and the successor whose tasks name their ancestors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.actions.rows import task_row
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import DutyStatus, Ending, PlanStatus
from tracker.store.db import transaction
from tracker.store.queries.duties import OPEN
from tracker.store.tables import Duty, Plan, Task

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor


def conclude(now: datetime, actor: Actor, task_id: int, outcome: Ending, why: str = "") -> None:
    """Say what became of a task (收官结论).

    已完成 needs every duty closed, exempt or withdrawn; 已完成并长期坚持 needs the mechanism in `why`; 转入下一方案 the reason.
    Duties that are still open end with the task and say so in the history.
    """
    require(actor, Ability.REVIEW)
    task = task_row(task_id)
    if outcome is Ending.DROPPED:
        raise Refused("“新版不再列入”由换新版写明，不能在这里选。", field="outcome")
    still = Duty.select().where(Duty.task == task_id, Duty.status.in_(OPEN), Duty.is_exempt == False).count()  # noqa: E712 - SQL
    if outcome is Ending.FINISHED and still:
        raise Refused(f"还有 {still} 件责任事项没有销号，不能写已完成。")
    if outcome is not Ending.FINISHED and not why.strip():
        raise Refused("请写明长效机制文件，或转入下一方案的理由。", field="why")
    with transaction():
        Task.update(outcome=outcome, outcome_why=why.strip()).where(Task.id == task_id).execute()
        ended = (
            Duty.update(status=DutyStatus.WITHDRAWN, closed_at=now, next_look_on=None, revision=Duty.revision + 1)
            .where(Duty.task == task_id, Duty.status.in_(OPEN))
            .execute()
        )
        words = f"{outcome.label}，{why.strip()}".rstrip("，")
        history.record(
            now, actor, "收官", "task", task_id, plan_id=task.plan_id, words=words, data={"ended_duties": ended}
        )


def end_plan(now: datetime, actor: Actor, plan_id: int) -> None:
    """Close the plan's book (收官): every task has its outcome; nothing repeats any more."""
    require(actor, Ability.REVIEW)
    open_tasks = Task.select().where(Task.plan == plan_id, Task.outcome.is_null(), Task.parent.is_null()).count()
    if open_tasks:
        raise Refused(f"还有 {open_tasks} 项任务没有收官结论，请逐项写明已完成、长期坚持或转入下一方案。")
    with transaction():
        ended = (
            Plan.update(status=PlanStatus.ENDED, ended_on=now.date())
            .where(Plan.id == plan_id, Plan.status == PlanStatus.IN_FORCE)
            .execute()
        )
        if not ended:
            raise Refused("这个方案已经收官，或者不存在。")
        history.record(now, actor, "方案收官", "plan", plan_id, plan_id=plan_id)


def succeed(now: datetime, actor: Actor, plan_id: int, predecessor_id: int, links: dict[int, int]) -> None:
    """Name a plan's predecessor and which of its tasks go on from which: `links` maps a task to its ancestor."""
    require(actor, Ability.REVIEW)
    if plan_id == predecessor_id:
        raise Refused("方案不能接续它自己。")
    if Plan.get_or_none(Plan.id == predecessor_id) is None:
        raise NotThere("没有找到上一个方案。")
    own = {task_id for (task_id,) in Task.select(Task.id).where(Task.plan == plan_id).tuples()}
    before = {task_id for (task_id,) in Task.select(Task.id).where(Task.plan == predecessor_id).tuples()}
    if not set(links) <= own or not set(links.values()) <= before:
        raise Refused("接续关系里有不属于这两个方案的任务，请核对。")
    with transaction():
        Plan.update(predecessor=predecessor_id).where(Plan.id == plan_id).execute()
        Task.update(ancestor=None).where(Task.plan == plan_id).execute()
        for task_id, ancestor_id in links.items():
            Task.update(ancestor=ancestor_id).where(Task.id == task_id).execute()
        words = f"接续上一方案，{len(links)} 项任务有来源"
        history.record(now, actor, "方案接续", "plan", plan_id, plan_id=plan_id, words=words, data={"links": links})
