"""iCalendar (日历订阅): facts in, bytes out. RFC 5545 events of whole days, one a duty, nothing that changes with the clock.

Each event's bytes are made once per revision and kept; a feed is a head, the kept bytes and a tail, joined.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from icalendar import Calendar, Event, vDuration

from tracker.core.letters import numbered, shorten
from tracker.core.words import DutyStatus, Publicity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.core.facts import DutyFacts

BACK = timedelta(days=90)
AHEAD = timedelta(days=731)
LINGER = timedelta(days=30)
_TAIL = b"END:VCALENDAR\r\n"
_TEMPLATE = "1"  # part of every digest: a change of this file's wording makes new revisions
_REFRESH = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One duty as a calendar sees it (日历事件). `uid` is made of ids only and the same in every feed."""

    uid: str
    day: date
    summary: str
    description: str
    categories: tuple[str, ...]
    url: str
    cancelled: bool

    @property
    def digest(self) -> str:
        """Changes whenever the emitted text would."""
        return _hash(_TEMPLATE, *map(str, astuple(self)))

    @property
    def dates_digest(self) -> str:
        """Changes when SEQUENCE must rise: the day or the status (RFC 5545 §3.8.7.4)."""
        return _hash(self.day.isoformat(), str(self.cancelled))


def belongs(today: date, duty: DutyFacts, closed_on: date | None) -> bool:
    """Whether a duty stands in a feed on `today`.

    Open duties stay however late they are; dated ones up to 24 months ahead; closed and withdrawn ones say so for 30 days
    and leave, and nothing closed that lies more than 90 days back is shown.
    """
    if duty.due is None or duty.due > today + AHEAD:
        return False
    if duty.is_open:
        return True
    return closed_on is not None and today - closed_on <= LINGER and duty.due >= today - BACK


def event_for(duty: DutyFacts, deadline_text: str | None, installation: str, base_url: str) -> FeedEvent:
    """The event of one duty. A plan that is not public shows no task text."""
    if duty.due is None:
        raise ValueError("a duty without a date has no event")
    url = f"{base_url}/duties/{duty.id}"
    is_public = duty.publicity is Publicity.PUBLIC
    what = shorten(duty.task_title, 40) if is_public else "督办事项"
    prefix = {DutyStatus.CLOSED: "【已完成】", DutyStatus.WITHDRAWN: "【已取消】"}.get(duty.status, "")
    mark = "【挂牌督办】" if duty.is_listed and not prefix else ""
    return FeedEvent(
        uid=f"duty-{duty.id}@{installation}.tracker",
        day=duty.due,
        summary=f"{prefix}{mark}{numbered(duty.task_no)}{what}",
        description="\n".join(_description(duty, deadline_text, is_public=is_public, url=url)),
        categories=(duty.plan_title, duty.unit_name),
        url=url,
        cancelled=duty.status is DutyStatus.WITHDRAWN,
    )


def event_bytes(event: FeedEvent, sequence: int, last_modified: datetime) -> bytes:
    """The VEVENT as icalendar writes it. DTSTAMP is the revision's time, never the request's."""
    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", last_modified)
    made.add("last-modified", last_modified)
    made.add("sequence", sequence)
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", event.summary)
    made.add("description", event.description)
    made.add("categories", list(event.categories))
    made.add("url", event.url)
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    made.add("x-microsoft-cdo-busystatus", "FREE")
    return bytes(made.to_ical())


def calendar_bytes(name: str, events: Iterable[bytes]) -> bytes:
    """A whole feed: the head by the library, the kept events in order, the tail."""
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
    head = bytes(calendar.to_ical())
    return b"".join([head.removesuffix(_TAIL), *events, _TAIL])


def _description(duty: DutyFacts, deadline_text: str | None, *, is_public: bool, url: str) -> list[str]:
    lines = [duty.plan_title, f"{duty.unit_name} · {duty.kind.label}"]
    if is_public:
        lines.append(duty.task_title if len(duty.task_title) <= 200 else f"{duty.task_title[:199]}…")  # noqa: PLR2004
    if deadline_text and is_public:
        lines.append(f"时限原文：{deadline_text}")
    if duty.due_original and duty.due and duty.due_original != duty.due:
        lines.append(f"原期限 {duty.due_original:%Y-%m-%d}，延至 {duty.due:%Y-%m-%d}")
    lines.append("日历可能延迟 24 小时，以系统为准。")
    return [*lines, url]


def _hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()
