"""When to look at a duty again (下次检视): set by every verb that changes one, so that a tick costs what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.core.words import DutyStatus
from tracker.store.tables import Duty

if TYPE_CHECKING:
    from datetime import date


def look_again(duty_id: int, day: date | None) -> None:
    """Let the clock look at this duty on `day` (None: never, until something changes).

    What is closed or withdrawn is never looked at, whatever the day: else each tick would find all that was ever done.
    """
    is_open = Duty.status.in_((DutyStatus.ACTIVE, DutyStatus.SUBMITTED))
    if not Duty.update(next_look_on=day).where(Duty.id == duty_id, is_open).execute():
        Duty.update(next_look_on=None).where(Duty.id == duty_id).execute()
