"""When to try again (重试间隔): full jitter, so that many retries do not meet at one moment."""

from __future__ import annotations

from datetime import timedelta

MOST_RETRIES = 5
MOST_WHEN_BUSY = 3
"""A platform that says it is busy asks for at most three retries (WeCom and DingTalk, code -1)."""
_BASE_SECONDS = 5
_CAP_SECONDS = 300


def retry_wait(tries: int, chance: float, most: int = MOST_RETRIES) -> timedelta | None:
    """How long to wait after the `tries`-th failed attempt (1 = the first); None when `most` retries were made.

    `chance` is a random number in [0, 1) given by the caller: the wait is uniform between 1 s and
    min(300 s, 5 s · 2^tries).
    """
    if tries > most:
        return None
    longest = min(_CAP_SECONDS, _BASE_SECONDS * 2**tries)
    return timedelta(seconds=max(1.0, longest * chance))
