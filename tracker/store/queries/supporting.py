"""What a unit is asked to support (请您配合): open duties of others whose task names it as cooperating (配合单位)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import fn

from tracker.core.words import UnitRole
from tracker.store.queries.duties import OPEN, duties_by_ids
from tracker.store.tables import Duty, TaskUnit

if TYPE_CHECKING:
    from peewee import ModelSelect

    from tracker.core.facts import DutyFacts


def supporting(unit_id: int, *, limit: int | None = None, offset: int = 0) -> list[DutyFacts]:
    """The next duty of each task and unit, the nearest date first, those without a date last."""
    ids = _first_ids(unit_id)[offset : None if limit is None else offset + limit]
    found = duties_by_ids(ids)
    return [found[duty_id] for duty_id in ids]


def supporting_count(unit_id: int) -> int:
    """How many there are."""
    return int(_asked(unit_id).select(Duty.task, Duty.unit).distinct().count())


def is_asked(unit_id: int) -> bool:
    """Whether there is one at all, for the navigation bar: as cheap for a province as for a county."""
    return bool(_asked(unit_id).exists())


def _first_ids(unit_id: int) -> list[int]:
    rows = _asked(unit_id).order_by(Duty.due.is_null(), Duty.due, Duty.id)
    first: dict[tuple[int, int], int] = {}
    for duty_id, task_id, owing in rows.tuples():
        first.setdefault((task_id, owing), duty_id)
    return list(first.values())


def _asked(unit_id: int) -> ModelSelect:
    """The unit's tasks first, then their duties. The status is asked as an expression, so that no planner starts from all that is open."""
    return (
        TaskUnit.select(Duty.id, Duty.task, Duty.unit)
        .join(Duty, on=(Duty.task == TaskUnit.task))
        .where(
            TaskUnit.unit == unit_id,
            TaskUnit.role == UnitRole.COOPERATING,
            Duty.unit != unit_id,
            fn.COALESCE(Duty.status, "").in_([str(status) for status in OPEN]),
            Duty.is_exempt == False,  # noqa: E712 - SQL
        )
    )
