"""The bytes (日历字节), written by the kept library icalendar: one component, and a whole calendar joined of kept ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event, Todo, vDuration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.feeds.entries import Entry

_TAIL = b"END:VCALENDAR\r\n"
_REFRESH = timedelta(hours=6)
_DAY = timedelta(days=1)


def component_bytes(entry: Entry, sequence: int, last_modified: datetime) -> bytes:
    """The VEVENT or VTODO. DTSTAMP is the revision's time, never the request's (RFC 5545 section 3.8.7.2)."""
    made = Todo() if entry.is_todo else Event()
    made.add("uid", entry.uid)
    made.add("dtstamp", last_modified.astimezone(UTC))
    made.add("last-modified", last_modified.astimezone(UTC))
    made.add("sequence", sequence)
    if entry.is_todo:
        made.add("due", entry.day)
    else:
        made.add("dtstart", entry.day)
        made.add("dtend", entry.day + _DAY)
        made.add("transp", "TRANSPARENT")
        made.add("x-microsoft-cdo-busystatus", "FREE")
    made.add("summary", entry.summary)
    made.add("description", entry.description)
    made.add("categories", list(entry.categories))
    made.add("url", entry.url)
    made.add("status", entry.status)
    if entry.completed_at is not None:
        made.add("completed", entry.completed_at.astimezone(UTC).replace(microsecond=0))
        made.add("percent-complete", 100)
    if entry.alarm is not None:
        made.add_component(_alarm(entry, entry.alarm))
    return bytes(made.to_ical())


@lru_cache(maxsize=256)
def head_bytes(name: str) -> bytes:
    """Everything before the first event, of a calendar with this name."""
    calendar = Calendar()
    calendar.add("prodid", "-//tracker//督办日历//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    refresh = vDuration(_REFRESH)
    refresh.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", refresh)
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    return bytes(calendar.to_ical()).removesuffix(_TAIL)


def calendar_bytes(name: str, components: Iterable[bytes]) -> bytes:
    """A whole calendar: head, kept components in order, tail. Equal, byte by byte, to what the library writes in one go."""
    return b"".join([head_bytes(name), *components, _TAIL])


def _alarm(entry: Entry, before: timedelta) -> Alarm:
    """One alarm. Its trigger is negative: Outlook reads a positive one as "before" (MS-OXCICAL, PidLidReminderDelta)."""
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", entry.summary)
    trigger = vDuration(before)
    if entry.is_todo:
        trigger.params["RELATED"] = "END"  # a VTODO without DTSTART has its DUE only (RFC 5545 section 3.8.6.3)
    made.add("trigger", trigger)
    return made
