"""The only file that reads the clock (时钟). Everything else is told what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice time (演示日期): `at` was set when the real clock showed `set_at`; it runs on from there."""

    at: datetime
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Timekeeper:
    """Tells the time in Asia/Shanghai: the real one, or the practice time of a demo installation."""

    practice: Callable[[], Practice | None] = lambda: None
    real: Callable[[], datetime] = lambda: real_now()  # noqa: PLW0108 - it stands below

    def now(self) -> datetime:
        """This moment, as everybody in this installation should take it."""
        practice = self.practice()
        real = self.real()
        return real if practice is None else practice.at + (real - practice.set_at)


def real_now() -> datetime:
    """This moment by the machine's clock, in Asia/Shanghai."""
    return datetime.now(UTC).astimezone(SHANGHAI)


def moment(text: str) -> datetime:
    """Read `YYYY-MM-DD HH:MM` (or a date alone: 09:30) as a moment in Asia/Shanghai; raises `ValueError`."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
    except ValueError:
        return datetime.strptime(f"{text.strip()} 09:30", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
