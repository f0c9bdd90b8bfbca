"""The rolling horizon (滚动编排): whatever repeats is written down some months ahead, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions.compiling import compile_task
from tracker.core.words import DeadlineKind, PlanStatus
from tracker.store.db import transaction
from tracker.store.tables import Plan, Task

if TYPE_CHECKING:
    from datetime import datetime

_REPEATING = (
    DeadlineKind.RECURRING,
    DeadlineKind.LONG_TERM,
    DeadlineKind.START_FROM,
    DeadlineKind.MILESTONE_THEN_LONG_TERM,
)


def extend(now: datetime) -> int:
    """Write the duties that have come within the horizon of every plan in force; returns how many are new."""
    rows = (
        Task.select(Task, Plan)
        .join(Plan)
        .where(Plan.status == PlanStatus.IN_FORCE, Task.deadline_kind.in_(_REPEATING), Task.outcome.is_null())
        .order_by(Task.id)
    )
    written = 0
    for task in list(rows):
        with transaction():
            written += compile_task(task, now.date())
    return written
