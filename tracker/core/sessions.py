"""How long a session lasts (登录有效期): it ends when nobody used it for a while, and at the latest after some hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

STEP = timedelta(minutes=1)
"""A session's last use is written down once a minute, not with every request."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """The two limits: `idle` since the last use, `whole` since signing in."""

    idle: timedelta = timedelta(minutes=60)
    whole: timedelta = timedelta(hours=12)

    def is_over(self, began: datetime, seen: datetime, now: datetime) -> bool:
        """Whether the session has ended; one that begins in the future was made up or the clock was set back."""
        return now - seen > self.idle or now - began > self.whole or began - now > STEP
