"""The one door to a duty (权限门): find it, check that this person may see it, move it from the state it was read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.core.access import NOT_HERE, require_unit
from tracker.core.refusals import Moved, NotThere
from tracker.store.queries.duties import duty_by_id
from tracker.store.tables import Duty

if TYPE_CHECKING:
    from tracker.core.facts import Actor, DutyFacts
    from tracker.core.words import DutyStatus


def duty_for(actor: Actor, duty_id: int) -> DutyFacts:
    """The duty, where this person may see it; else it looks as if it were not there."""
    duty = duty_by_id(duty_id)
    if duty is None:
        raise NotThere(NOT_HERE)
    require_unit(actor, duty.unit_id)
    return duty


def move_duty(duty: DutyFacts, status: DutyStatus, **values: object) -> None:
    """Move a duty from the state its facts were read with; whoever comes second is told so and changes nothing."""
    moved = (
        Duty.update(status=status, revision=Duty.revision + 1, **values)
        .where(Duty.id == duty.id, Duty.status == duty.status)
        .execute()
    )
    if not moved:
        raise Moved("该事项刚刚由他人处理，您写的内容还在，请刷新后核对。")
