"""Whose a calendar is: its owner's name, alarms and address, and what ends it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from subscribers import BASE, NOW, Subscriber, hours, revision, subscriber

from tracker.actions import day_rules
from tracker.actions.calendar_reading import Gone, calendar_once, read_feed
from tracker.actions.calendar_texts import Scope
from tracker.actions.subscribing import rotate_feed
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import FeedKind
from tracker.feeds.variants import Variant
from tracker.store.tables import Feed, Person, Unit


def test_swapped_working_days_move_alarms_and_only_alarms(town, unit):
    ringing = subscriber(unit_id=town.education, alarm_days=1)
    plain, before = unit.read(), ringing.first()
    assert before.walk("VALARM")[0]["TRIGGER"].dt == timedelta(hours=-15)
    day_rules.set_day(hours(1), town.office, date(2025, 12, 30), works=False, note="调休")
    after = ringing.first(hours(2))
    assert after.walk("VALARM")[0]["TRIGGER"].dt == timedelta(days=-2, hours=9)
    assert revision(after) == (0, hours(2))
    assert unit.read(hours(2)) == plain


def test_a_personal_calendar_follows_the_person_and_ends_with_the_account(town):
    own = subscriber(FeedKind.PERSON, person_id=town.liaison.id)
    assert len(own.events()) == 2
    Person.update(unit=town.finance).where(Person.id == town.liaison.id).execute()
    assert len(own.events(hours(1))) == 1
    Person.update(is_active=False).where(Person.id == town.liaison.id).execute()
    with pytest.raises(Gone):
        own.read(hours(2))


def test_no_persons_name_stands_in_any_calendar(town):
    own = subscriber(FeedKind.PERSON, person_id=town.liaison.id)
    assert town.liaison.name.encode() not in own.read()
    assert "演示市教育局（本人）".encode() in own.read().replace(b"\r\n ", b"")


def test_somebody_without_a_unit_has_no_personal_calendar(town):
    with pytest.raises(Refused, match="没有所在单位"):
        subscriber(FeedKind.PERSON, person_id=town.office.id)


@pytest.mark.parametrize("days", [-1, 31])
def test_an_alarm_must_be_some_working_days_before(town, days):
    with pytest.raises(Refused, match="提前提醒"):
        subscriber(unit_id=town.education, alarm_days=days)


def test_another_address_for_the_same_calendar(town, unit):
    before = unit.read()
    feed = Feed.get(Feed.token_hash.is_null(False))
    renewed = Subscriber(rotate_feed(hours(1), feed.id))
    assert renewed.token != unit.token
    assert renewed.read(hours(2)) == before
    with pytest.raises(Gone):
        unit.read(hours(2))
    with pytest.raises(NotThere):
        rotate_feed(hours(3), feed.id)


def test_a_calendar_without_a_subscription_is_the_same(town, unit):
    name = str(Calendar.from_ical(unit.read())["X-WR-CALNAME"])
    once = calendar_once(NOW, Scope(None, town.education), Variant(), name, base_url=BASE)
    assert once == unit.read()
    assert Feed.select().count() == 1


def test_a_renamed_unit_renames_its_calendar(town, unit):
    first = read_feed(NOW, unit.token, base_url=BASE)
    Unit.update(full_name="演示市教育体育局").where(Unit.id == town.education).execute()
    second = read_feed(hours(1), unit.token, base_url=BASE)
    assert second.etag != first.etag
    assert "演示市教育体育局".encode() in unit.read(hours(1)).replace(b"\r\n ", b"")
