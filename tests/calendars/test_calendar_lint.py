"""Every rule is kept by every variant and state, and every rule is one that the lint would notice."""

from __future__ import annotations

from datetime import date

import pytest
from calendar_lint import faults
from feed_samples import REVISED, matter, written
from icalendar import Calendar

from tracker.core.words import CaseStatus, DutyStatus, FeedKind, Publicity
from tracker.feeds.variants import Variant

STATES = {
    "open": {},
    "waiting": {"status": DutyStatus.SUBMITTED},
    "done": {"status": DutyStatus.CLOSED, "ended_at": REVISED},
    "withdrawn": {"status": DutyStatus.WITHDRAWN, "ended_at": REVISED},
    "exempt": {"is_exempt": True},
    "extended": {"due": date(2026, 3, 31)},
    "listed": {"case_status": CaseStatus.LISTED},
    "not public": {"publicity": Publicity.COUNTS},
    "no wording": {"deadline_text": None},
}
VARIANTS = [
    Variant.of(kind, is_todo=is_todo, alarm_days=alarm)
    for kind in FeedKind
    for is_todo in (False, True)
    for alarm in (0, 1, 10)
]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.key)
def test_every_state_in_every_variant_keeps_every_rule(state, variant):
    body = written(matter(**STATES[state]), variant=variant)
    assert faults(body, secret="feeds/") == set()
    assert body == Calendar.from_ical(body).to_ical()


def test_an_empty_calendar_keeps_every_rule():
    assert faults(written()) == set()


def test_many_events_are_the_librarys_bytes_too():
    body = written(*(matter(task_id=number) for number in range(1, 30)))
    assert faults(body) == set()
    assert body == Calendar.from_ical(body).to_ical()


BROKEN = [
    ("bom", b"BEGIN:VCALENDAR", b"\xef\xbb\xbfBEGIN:VCALENDAR"),
    ("crlf", b"VERSION:2.0\r\n", b"VERSION:2.0\n"),
    ("fold-75-octets", b"\r\n 60", b"60"),
    ("fold-inside-character", "演示".encode(), "演示".encode()[:2] + b"\r\n " + "演示".encode()[2:]),
    ("control-character", "演示".encode(), "演\x0b示".encode()),
    ("control-character", "演示".encode(), "演\u2028示".encode()),
    ("content-line", b"VERSION:2.0", b"VERSION 2.0"),
    ("nesting", b"END:VEVENT", b"END:VTODO"),
    ("token-leak", b"CALSCALE:GREGORIAN", b"CALSCALE:GREGORIAN\r\nX-A:s3cret"),
    ("empty-property", b"TRANSP:TRANSPARENT", b"TRANSP:TRANSPARENT\r\nLOCATION:"),
    ("people-rules-or-source", b"TRANSP:TRANSPARENT", b"TRANSP:TRANSPARENT\r\nORGANIZER:mailto:a@b.c"),
    ("people-rules-or-source", b"TRANSP:TRANSPARENT", b"TRANSP:TRANSPARENT\r\nRRULE:FREQ=MONTHLY;BYMONTHDAY=31"),
    (
        "people-rules-or-source",
        b"METHOD:PUBLISH",
        b"METHOD:PUBLISH\r\nSOURCE;VALUE=URI:https://example.test/feeds/x.ics",
    ),
    ("escape", "SUMMARY:任务".encode(), "SUMMARY:推进，一,二任务".encode()),
    ("escape", "SUMMARY:任务".encode(), "SUMMARY:\\a任务".encode()),
    ("clock-words", "SUMMARY:任务".encode(), "SUMMARY:剩余 3 天任务".encode()),
    ("duration", b"DURATION:PT6H", b"DURATION:P6H"),
    ("refresh", b"X-PUBLISHED-TTL:PT6H\r\n", b""),
    ("version", b"VERSION:2.0\r\n", b""),
    ("prodid", "PRODID:-//tracker//督办日历//ZH\r\n".encode(), b""),
    ("method", b"METHOD:PUBLISH", b"METHOD:REQUEST"),
    ("calscale", b"CALSCALE:GREGORIAN\r\n", b""),
    ("x-wr-calname", b"X-WR-CALNAME", b"X-OTHER"),
    ("uid-of-ids", b"UID:duty-", b"UID:20251231-"),
    ("one-uid", b"UID:", b"X-UID:"),
    ("dtstamp-is-last-modified", b"DTSTAMP:20251218T023000Z", b"DTSTAMP:20251219T023000Z"),
    ("dtstamp-is-last-modified", b"LAST-MODIFIED:20251218T023000Z", b"LAST-MODIFIED:20251218T103000"),
    ("sequence", b"SEQUENCE:0", b"SEQUENCE:1766025000000"),
    ("url-in-description", b"URL:https", b"URL:http"),
    ("value-date", b"DTSTART;VALUE=DATE:20251231", b"DTSTART:20251231"),
    ("value-date", b"DTSTART;VALUE=DATE:20251231", b"DTSTART;TZID=Asia/Shanghai:20251231T000000"),
    ("date-digits", b"DTSTART;VALUE=DATE:20251231", b"DTSTART;VALUE=DATE:2025-12-31"),
    ("exclusive-end", b"DTEND;VALUE=DATE:20260101", b"DTEND;VALUE=DATE:20251231"),
    ("transparent", b"TRANSP:TRANSPARENT", b"TRANSP:OPAQUE"),
    ("status", b"STATUS:CONFIRMED", b"STATUS:COMPLETED"),
    ("cancelled-says-so", b"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
    ("alarm-at-nine", b"TRIGGER:-PT15H", b"TRIGGER:-P1D"),
    ("alarm-at-nine", b"TRIGGER:-PT15H", b"TRIGGER:PT9H"),
    ("alarm", b"ACTION:DISPLAY", b"ACTION:AUDIO"),
]


@pytest.mark.parametrize(("rule", "sound", "broken"), BROKEN, ids=[f"{n}-{row[0]}" for n, row in enumerate(BROKEN)])
def test_the_lint_notices_a_broken_rule(rule, sound, broken):
    body = written(matter(task_title="长" * 60), variant=Variant(alarm_days=1))
    assert faults(body, secret="s3cret") == set()
    if rule == "fold-75-octets":
        sound, broken = b"\r\n ", b""
    assert sound in body
    assert rule in faults(body.replace(sound, broken, 1 if rule != "fold-75-octets" else -1), secret="s3cret")


def test_the_lint_notices_two_events_of_one_uid():
    assert "uid-twice" in faults(written(matter(), matter()))


def test_the_lint_notices_an_alarm_of_what_has_ended_and_a_second_one():
    body = written(matter(), variant=Variant(alarm_days=1))
    start, end = body.index(b"BEGIN:VALARM"), body.index(b"END:VEVENT")
    assert "one-alarm" in faults(body[:end] + body[start:end] + body[end:])
    done = body.replace("SUMMARY:任务".encode(), "SUMMARY:【已完成】任务".encode(), 1)
    assert "alarm-of-the-ended" in faults(done)
