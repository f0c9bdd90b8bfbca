"""The courier (信使): what sending needs from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import requests

    from tracker.config import Config

GROUP_WAIT = timedelta(minutes=2)
"""How long the news of a channel is gathered before it is sent together."""


@dataclass(frozen=True, slots=True)
class Courier:
    """Configuration, a maker of HTTP sessions, chance for the backoff, and a name for leases that no other process has.

    `by_hand`: somebody at the keyboard asked for it. Then the hour of the day does not matter, news is not gathered first, and
    a letter is judged as of the day on which it was written.
    """

    config: Config
    session: Callable[[], requests.Session]
    chance: Callable[[], float]
    worker: str
    group_wait: timedelta = GROUP_WAIT
    by_hand: bool = False
