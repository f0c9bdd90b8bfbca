"""Two clocks compared (时钟偏差): a signature dies an hour off, so a wrong clock is named long before."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MUCH, TOO_MUCH = 300.0, 3000.0
"""Seconds: worth a word to the administrator; about to have signatures refused (the platforms allow 3600)."""


def skew_of(now: datetime, date: str) -> float | None:
    """This machine's clock minus the platform's ``Date`` header, in seconds; ``None`` without a sound date."""
    try:
        there = parsedate_to_datetime(date)
        return (now - there).total_seconds() if there.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return None


def skew_note(skew: float | None) -> str:
    """A Chinese sentence for the administrator if the clocks differ by more than five minutes, else nothing."""
    if skew is None or abs(skew) <= MUCH:
        return ""
    return f"本机时间比平台{'快' if skew > 0 else '慢'} {round(abs(skew) / 60)} 分钟，请先校准。"
