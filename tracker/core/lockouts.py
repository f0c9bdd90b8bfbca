"""Keeping guessers out (登录锁定): after some wrong passwords each further try costs a wait, and every wait is twice the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """How many wrong tries are free, how long the first wait is, and the longest; tries older than `memory` are forgotten."""

    free: int
    first: timedelta
    longest: timedelta
    memory: timedelta

    def wait(self, faults: int) -> timedelta:
        """How long nobody may try after so many faults in a row."""
        if faults < self.free:
            return timedelta(0)
        doublings = min(faults - self.free, 30)
        return min(self.first * (1 << doublings), self.longest)


ACCOUNT = Patience(5, timedelta(minutes=1), timedelta(minutes=30), timedelta(days=1))
"""An account name, whether or not anybody has it."""

ADDRESS = Patience(30, timedelta(minutes=1), timedelta(minutes=30), timedelta(hours=6))
"""An address: many clerks may share one, so it has more patience."""


def wait_said(until: datetime, now: datetime) -> str:
    """The sentence of a lock: the same words for every account, known or not."""
    seconds = max(int((until - now).total_seconds()), 1)
    left = f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"  # noqa: PLR2004 - a minute
    return f"试错次数太多，请过 {left}再试。忘了口令请找本单位管理员。"
