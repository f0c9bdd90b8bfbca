"""How fast one robot may speak (发送节奏): sliding windows, with room below what the platforms allow.

WeCom and DingTalk take 20 messages a minute from a robot, and DingTalk then stays deaf for ten minutes; Feishu takes 100 a
minute and 5 a second (custom-robot documents of the three platforms).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.core.words import Platform

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Window:
    """At most `most` messages in any span of `seconds`."""

    most: int
    seconds: int


_SLOW = (Window(18, 60),)
PACES: dict[Platform, tuple[Window, ...]] = {
    Platform.WECOM: _SLOW,
    Platform.DINGTALK: _SLOW,
    Platform.FEISHU: (Window(90, 60), Window(4, 1)),
}
LONGEST = timedelta(seconds=60)
"""How far back sent messages matter."""


def next_slot(now: datetime, sent: Sequence[datetime], platform: Platform) -> datetime:
    """The first moment from `now` on at which one more message may leave.

    `sent` are the moments at which the robot's earlier messages were answered, in any order: the platform counted each no
    later than that.
    """
    earlier = sorted(sent)
    slots = [
        earlier[-window.most] + timedelta(seconds=window.seconds)
        for window in PACES[platform]
        if len(earlier) >= window.most
    ]
    return max([now, *slots])
