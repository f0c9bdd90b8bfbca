"""Rules of a calendar that every client takes (日历核查), read from the raw bytes: no calendar library has a say here.

Numbers are those of RFC 5545 and its companions; where a rule is stricter than the RFC, real clients failed without it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

TEXTS = ("SUMMARY", "DESCRIPTION", "CATEGORIES", "NAME", "X-WR-CALNAME")
ONCE = ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY", "DESCRIPTION", "URL", "STATUS", "CATEGORIES")
NEVER = ("ORGANIZER", "ATTENDEE", "CONTACT", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SOURCE", "COMMENT")
DURATION = re.compile(r"[+-]?P(\d+W|\d+D(T(\d+H)?(\d+M)?(\d+S)?)?|T(\d+H)?(\d+M)?(\d+S)?)")
MOMENT = re.compile(r"\d{8}T\d{6}Z")
CLOCK_WORDS = re.compile(r"(剩余|还有|还剩|已过|逾期|超期)\s*\d+")


@dataclass
class Part:
    """A component: its properties as (name, parameters, value), and the components inside."""

    kind: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def all(self, name: str) -> list[tuple[str, str]]:
        return [(parameters, value) for each, parameters, value in self.lines if each == name]

    def one(self, name: str) -> str:
        return self.all(name)[0][1] if self.all(name) else ""


def faults(body: bytes, secret: str = "") -> set[str]:
    """The names of every rule that this calendar breaks."""
    found = _bytes_faults(body)
    text = body.decode("utf-8", "replace")
    if secret and secret in text.replace("\r\n ", ""):
        found.add("token-leak")
    calendar = _parts(text, found)
    if calendar is None:
        return found | {"nesting"}
    _calendar_faults(calendar, found)
    uids = Counter(part.one("UID") for part in calendar.parts)
    if any(count > 1 for count in uids.values()):
        found.add("uid-twice")
    for part in calendar.parts:
        _component_faults(part, found)
    return found


def _bytes_faults(body: bytes) -> set[str]:
    found = set()
    if body.startswith(b"\xef\xbb\xbf"):
        found.add("bom")
    if b"\n" in body.replace(b"\r\n", b"") or b"\r" in body.replace(b"\r\n", b"") or not body.endswith(b"\r\n"):
        found.add("crlf")
    for line in body.split(b"\r\n"):
        if len(line) > 75:
            found.add("fold-75-octets")
        try:
            shown = line.decode("utf-8")
        except UnicodeDecodeError:
            found.add("fold-inside-character")
            continue
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]", shown):
            found.add("control-character")
    return found


def _parts(text: str, found: set[str]) -> Part | None:
    top, stack = None, []
    for line in text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n"):
        if not line:
            continue
        match = re.fullmatch(r"([A-Z0-9-]+)((?:;[^:]*)?):(.*)", line)
        if match is None:
            found.add("content-line")
            continue
        name, parameters, value = match.groups()
        if name == "BEGIN":
            part = Part(value)
            if stack:
                stack[-1].parts.append(part)
            elif top is None:
                top = part
            stack.append(part)
        elif name == "END":
            if not stack or stack.pop().kind != value:
                return None
        elif not stack:
            return None
        else:
            stack[-1].lines.append((name, parameters, value))
            _line_faults(name, parameters, value, found)
    return top if not stack and top is not None and top.kind == "VCALENDAR" else None


def _line_faults(name: str, parameters: str, value: str, found: set[str]) -> None:
    if not value:
        found.add("empty-property")
    if name in NEVER:
        found.add("people-rules-or-source")
    if name in TEXTS:
        bare = re.sub(r"\\[nN;,\\]", "", value)
        if "\\" in bare or ";" in bare or ("," in bare and name != "CATEGORIES"):
            found.add("escape")
        if CLOCK_WORDS.search(value):
            found.add("clock-words")
    if (name == "TRIGGER" or "DURATION" in parameters or name == "X-PUBLISHED-TTL") and not DURATION.fullmatch(value):
        found.add("duration")


def _calendar_faults(calendar: Part, found: set[str]) -> None:
    for name, wanted in (("VERSION", "2.0"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")):
        if [value for _, value in calendar.all(name)] != [wanted]:
            found.add(name.lower())
    for name in ("PRODID", "NAME", "X-WR-CALNAME"):
        if len(calendar.all(name)) != 1:
            found.add(name.lower())
    if calendar.all("REFRESH-INTERVAL") != [(";VALUE=DURATION", "PT6H")] or calendar.all("X-PUBLISHED-TTL") != [
        ("", "PT6H")
    ]:
        found.add("refresh")


def _component_faults(part: Part, found: set[str]) -> None:
    if part.kind not in ("VEVENT", "VTODO"):
        found.add("component")
        return
    for name in ONCE:
        if len(part.all(name)) != 1:
            found.add(f"one-{name.lower()}")
    if not re.fullmatch(r"duty-[0-9a-f]{24}@[0-9a-f]{8}\.tracker", part.one("UID")):
        found.add("uid-of-ids")
    if not MOMENT.fullmatch(part.one("DTSTAMP")) or part.one("DTSTAMP") != part.one("LAST-MODIFIED"):
        found.add("dtstamp-is-last-modified")
    if not part.one("SEQUENCE").isdigit() or int(part.one("SEQUENCE")) >= 2**31:
        found.add("sequence")
    url = part.one("URL")
    if not url.startswith("https://") or not part.one("DESCRIPTION").endswith(f"\\n{url}"):
        found.add("url-in-description")
    (_event_faults if part.kind == "VEVENT" else _todo_faults)(part, found)
    _prefix_faults(part, found)
    _alarm_faults(part, found)


def _event_faults(part: Part, found: set[str]) -> None:
    start, end = part.all("DTSTART"), part.all("DTEND")
    if [parameters for parameters, _ in start + end] != [";VALUE=DATE"] * 2:
        found.add("value-date")
    elif not all(re.fullmatch(r"\d{8}", value) for _, value in start + end):
        found.add("date-digits")
    elif _day(end[0][1]) - _day(start[0][1]) != timedelta(days=1):
        found.add("exclusive-end")
    if part.one("TRANSP") != "TRANSPARENT" or part.one("X-MICROSOFT-CDO-BUSYSTATUS") != "FREE":
        found.add("transparent")
    if part.one("STATUS") not in ("TENTATIVE", "CONFIRMED", "CANCELLED") or part.all("COMPLETED"):
        found.add("status")


def _todo_faults(part: Part, found: set[str]) -> None:
    if [parameters for parameters, _ in part.all("DUE")] != [";VALUE=DATE"] or part.all("DTSTART") or part.all("DTEND"):
        found.add("value-date")
    if part.one("STATUS") not in ("NEEDS-ACTION", "COMPLETED", "CANCELLED"):
        found.add("status")
    if bool(part.all("COMPLETED")) != (part.one("STATUS") == "COMPLETED") or not all(
        MOMENT.fullmatch(value) for _, value in part.all("COMPLETED")
    ):
        found.add("completed-utc")


def _prefix_faults(part: Part, found: set[str]) -> None:
    summary, status = part.one("SUMMARY"), part.one("STATUS")
    if summary.startswith(("【已取消】", "【已豁免】")) != (status == "CANCELLED"):
        found.add("cancelled-says-so")
    if part.kind == "VTODO" and summary.startswith("【已完成】") != (status == "COMPLETED"):
        found.add("completed-says-so")


def _alarm_faults(part: Part, found: set[str]) -> None:
    if len(part.parts) > 1:
        found.add("one-alarm")
    for alarm in part.parts:
        trigger = alarm.one("TRIGGER")
        if alarm.kind != "VALARM" or alarm.one("ACTION") != "DISPLAY" or not alarm.one("DESCRIPTION"):
            found.add("alarm")
        if not re.fullmatch(r"-P(\d+D)?T15H", trigger):
            found.add("alarm-at-nine")
        if part.one("STATUS") in ("CANCELLED", "COMPLETED") or part.one("SUMMARY").startswith("【已完成】"):
            found.add("alarm-of-the-ended")


def _day(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
