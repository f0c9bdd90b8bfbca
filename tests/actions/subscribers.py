"""Somebody's calendar program (订阅者), which asks again at moments of the test's choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from icalendar import Calendar
from small_plan import at

from tracker.actions.calendar_reading import read_feed, whole_calendar
from tracker.actions.subscribing import Subscription, add_feed
from tracker.core.words import FeedKind

NOW = at("2025-12-20 10:00")
BASE = "https://example.test"


@dataclass
class Subscriber:
    """Somebody's calendar program."""

    token: str

    def read(self, moment=NOW, base=BASE):
        return whole_calendar(read_feed(moment, self.token, base_url=base)).plain

    def events(self, moment=NOW, base=BASE):
        found = Calendar.from_ical(self.read(moment, base))
        return {str(part["UID"]): part for part in found.subcomponents}

    def first(self, moment=NOW):
        return next(iter(self.events(moment).values()))


def subscriber(kind=FeedKind.UNIT, **wanted) -> Subscriber:
    return Subscriber(add_feed(NOW, Subscription(kind, **wanted)))


def revision(part):
    return int(part["SEQUENCE"]), part["LAST-MODIFIED"].dt


def hours(count):
    return NOW + timedelta(hours=count)
