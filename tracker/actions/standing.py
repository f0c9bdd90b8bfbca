"""转常态 (已完成并长期坚持): a lasting task that became normal practice owes no more periodic reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.actions.rows import task_row
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.core.words import DeadlineKind, DutyKind, DutyStatus
from tracker.store.db import transaction
from tracker.store.tables import Duty, Standing, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor

NEEDED_IN_A_ROW = 2
_LASTING = (DeadlineKind.LONG_TERM, DeadlineKind.START_FROM, DeadlineKind.MILESTONE_THEN_LONG_TERM)


def settle(now: datetime, actor: Actor, task_id: int, unit_id: int, document: str) -> int:
    """Confirm 转常态 for one unit; returns how many future reports it no longer owes.

    Needs the document that establishes the mechanism (长效机制文件) and two accepted periods in a row.
    """
    require(actor, Ability.REVIEW)
    task = task_row(task_id)
    if task.deadline_kind not in _LASTING:
        raise Refused("只有长期坚持的任务才能转常态；这项任务有办结时限，请按办结销号。")
    if not document.strip():
        raise Refused("请写明长效机制文件的名称和文号。", field="document")
    if _accepted_in_a_row(task_id, unit_id) < NEEDED_IN_A_ROW:
        raise Refused(f"须连续 {NEEDED_IN_A_ROW} 期报告经审核采纳后，才能转常态。")
    with transaction():
        if Standing.get_or_none(Standing.task == task_id, Standing.unit == unit_id):
            raise Refused("该单位这项任务已经转常态。")
        Standing.insert(task=task_id, unit=unit_id, document=document.strip(), since=now.date(), at=now).execute()
        freed = (
            Duty.update(status=DutyStatus.WITHDRAWN, closed_at=now, next_look_on=None, revision=Duty.revision + 1)
            .where(
                Duty.task == task_id,
                Duty.unit == unit_id,
                Duty.kind == DutyKind.REPORT,
                Duty.status == DutyStatus.ACTIVE,
                Duty.due >= now.date(),
            )
            .execute()
        )
        words = f"{Unit.get_by_id(unit_id).full_name}：{document.strip()}"
        history.record(now, actor, "转常态", "task", task_id, plan_id=task.plan_id, words=words, data={"unit": unit_id})
    return int(freed)


def _accepted_in_a_row(task_id: int, unit_id: int) -> int:
    """Closed periodic reports, counted back from the latest period that is over."""
    rows = (
        Duty.select(Duty.status)
        .where(
            Duty.task == task_id,
            Duty.unit == unit_id,
            Duty.kind == DutyKind.REPORT,
            (Duty.status == DutyStatus.CLOSED)
            | (Duty.window_open.is_null(False) & (Duty.status == DutyStatus.SUBMITTED)),
        )
        .order_by(Duty.due.desc())
        .tuples()
    )
    count = 0
    for (status,) in rows:
        if status is not DutyStatus.CLOSED:
            break
        count += 1
    return count
