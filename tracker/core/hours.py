"""When anything may be said (说话的时间): working hours of working days, and never at a full or half hour.

Chat platforms throttle when everybody speaks at once (Feishu custom-bot guide, error 11232: avoid 10:00, 17:30 and other full and
half hours), and nobody is spoken to in the evening, on a weekend or on a holiday.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.workdays import Workdays

LETTERS_OPEN, LETTERS_CLOSE = time(9, 0), time(11, 0)
"""The daily letter is written and sent in this part of the morning."""
DAY_OPENS, DAY_CLOSES = time(8, 30), time(18, 30)
"""News and whatever was delayed go out in this part of a working day."""
_CROWDED = 30
_JITTER_MINUTES = 9


def is_letter_time(now: datetime) -> bool:
    """Whether the daily letter may be written at this moment of the day (09:00–11:00)."""
    return LETTERS_OPEN <= now.time() < LETTERS_CLOSE


def letter_minute(channel_id: int, now: datetime) -> datetime:
    """When today's letter of this channel goes out: a minute of 09:00–11:00 of its own, never :00 or :30.

    The minute follows from the channel and the day. A tick that comes later than that minute sends at once, or in the next
    minute where this one is a full or half hour.
    """
    minutes = [minute for minute in range(2, 118) if minute % _CROWDED]
    chosen = datetime.combine(now.date(), LETTERS_OPEN, now.tzinfo)
    chosen += timedelta(minutes=minutes[_seed(channel_id, now.date()) % len(minutes)])
    return _uncrowded(max(now, chosen))


def may_speak(now: datetime, workdays: Workdays) -> bool:
    """Whether a robot may speak by itself at this moment."""
    return workdays.is_workday(now.date()) and DAY_OPENS <= now.time() < DAY_CLOSES and bool(now.minute % _CROWDED)


def next_speaking(now: datetime, workdays: Workdays, channel_id: int) -> datetime:
    """The first moment from `now` on at which this channel may speak by itself.

    In working hours that is `now` (a minute later at a full or half hour); otherwise a minute of its own soon after 08:30 of
    the next working day.
    """
    if workdays.is_workday(now.date()) and DAY_OPENS <= now.time() < DAY_CLOSES:
        return _uncrowded(now)
    day = now.date()
    if not workdays.is_workday(day) or now.time() >= DAY_CLOSES:
        day = workdays.on_or_after(day + timedelta(days=1))
    jitter = 1 + _seed(channel_id, day) % _JITTER_MINUTES
    return datetime.combine(day, DAY_OPENS, now.tzinfo) + timedelta(minutes=jitter)


def waits_longer(than: timedelta, since: datetime, now: datetime, workdays: Workdays) -> bool:
    """Whether more than `than` of the time from `since` to `now` lies in working hours: nothing waits at night."""
    waited, day = timedelta(), since.date()
    while waited <= than and day <= now.date():
        if workdays.is_workday(day):
            opens, closes = (datetime.combine(day, hour, now.tzinfo) for hour in (DAY_OPENS, DAY_CLOSES))
            waited += max(timedelta(), min(now, closes) - max(since, opens))
        day += timedelta(days=1)
    return waited > than


def _uncrowded(moment: datetime) -> datetime:
    if moment.minute % _CROWDED:
        return moment
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _seed(channel_id: int, day: date) -> int:
    return int.from_bytes(sha256(f"{channel_id}:{day:%Y-%m-%d}".encode()).digest()[:4], "big")
