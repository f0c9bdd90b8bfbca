"""How a channel is (通道状况): one word, the worst that is true, from what the senders wrote down about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.core.hours import waits_longer
from tracker.core.words import Health

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.workdays import Workdays

LAG = timedelta(minutes=15)
"""A message that has been due for longer than this, in working hours, should have gone."""
LONGEST_PAUSE = timedelta(minutes=20)
"""No pause is longer; one that seems so is left over from a practice date that was turned back."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells how a channel is (迹象).

    `due_since` is when the longest waiting of its messages fell due, None when nothing is due; the others are the moments that
    stand with the channel.
    """

    broken_since: datetime | None = None
    pause_until: datetime | None = None
    due_since: datetime | None = None
    last_success_at: datetime | None = None


def health_of(now: datetime, signs: Signs, workdays: Workdays) -> Health:
    """The channel's health at `now`: broken before paused before lagging before untried before sound."""
    if signs.broken_since is not None:
        return Health.BROKEN
    if is_paused(now, signs.pause_until):
        return Health.PAUSED
    if signs.due_since is not None and waits_longer(LAG, signs.due_since, now, workdays):
        return Health.LAGGING
    return Health.UNTRIED if signs.last_success_at is None else Health.SOUND


def is_paused(now: datetime, pause_until: datetime | None) -> bool:
    """Whether the robot rests at `now`."""
    return pause_until is not None and now < pause_until <= now + LONGEST_PAUSE
