"""When to try again (重试间隔): full jitter, so that many retries do not meet at one moment."""

from __future__ import annotations

from datetime import timedelta

MAX_TRIES = 6
_BASE_SECONDS = 5
_CAP_SECONDS = 300


def retry_wait(tries: int, chance: float) -> timedelta | None:
    """How long to wait after the `tries`-th failed attempt (1 = the first); None when enough is enough.

    `chance` is a random number in [0, 1) given by the caller: the wait is uniform between 1 s and
    min(300 s, 5 s · 2^tries).
    """
    if tries >= MAX_TRIES:
        return None
    longest = min(_CAP_SECONDS, _BASE_SECONDS * 2**tries)
    return timedelta(seconds=max(1.0, longest * chance))
