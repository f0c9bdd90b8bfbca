"""A great many duties to be told anew (积压的日历): nobody waits for all of it, and the clock works it off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_plan import at

from tracker.actions.calendar_ledger import catch_up
from tracker.actions.calendar_reading import calendar_once, read_feed, whole_calendar
from tracker.actions.calendar_texts import Scope
from tracker.actions.subscribing import Subscription, add_feed
from tracker.core.refusals import OutOfOrder
from tracker.core.words import FeedKind
from tracker.feeds.variants import Variant
from tracker.store.tables import Duty, FeedMark
from tracker.store.tables import database as bound

NOW, LATER = at("2025-12-20 10:00"), at("2025-12-20 11:00")
BASE = "https://example.test"
MANY = 15_000


def subscribed(town) -> str:
    return add_feed(NOW, Subscription(FeedKind.UNIT, unit_id=town.education))


def mark_many():
    """Marks before the town's own, as an import that has just been taken back leaves them: each is a duty to look at."""
    rows = [{"about": "duty", "about_id": 1_000_000 + number} for number in range(MANY)]
    with bound.atomic():
        for start in range(0, MANY, 5_000):
            FeedMark.insert_many(rows[start : start + 5_000]).execute()


def test_a_calendar_that_was_told_before_stands_until_the_clock_has_caught_up(town):
    token = subscribed(town)
    before = read_feed(NOW, token, base_url=BASE)
    mark_many()
    Duty.update(due=date(2026, 3, 31)).where(Duty.id == town.duties[0]).execute()
    while_it_waits = read_feed(LATER, token, base_url=BASE)
    assert (while_it_waits.etag, while_it_waits.changed_at) == (before.etag, before.changed_at)
    assert 0 < FeedMark.select().count() < MANY
    assert catch_up(LATER, BASE) > 0
    assert not FeedMark.select().exists()
    after = read_feed(LATER + timedelta(minutes=5), token, base_url=BASE)
    assert after.etag != before.etag
    assert b"20260331" in whole_calendar(after).plain


def test_a_calendar_that_was_never_told_asks_for_patience(town):
    mark_many()
    with pytest.raises(OutOfOrder, match="请过几分钟再试"):
        read_feed(NOW, subscribed(town), base_url=BASE)
    mark_many()
    whose, variant = Scope(None, town.education), Variant.of(FeedKind.UNIT)
    with pytest.raises(OutOfOrder):
        calendar_once(NOW, whose, variant, "x", base_url=BASE)
    catch_up(NOW, BASE)
    assert b"BEGIN:VEVENT" in whole_calendar(read_feed(LATER, subscribed(town), base_url=BASE)).plain


def test_the_clock_leaves_a_ledger_of_another_address_alone(town):
    read_feed(NOW, subscribed(town), base_url=BASE)
    Duty.update(due=date(2026, 3, 31)).where(Duty.id == town.duties[0]).execute()
    assert catch_up(LATER, "https://other.example.test") == 0
    assert FeedMark.select().exists()
    assert catch_up(LATER, BASE) == 1
    assert catch_up(LATER, BASE) == 0


def test_a_duty_that_is_gone_is_told_so_with_everything_else(town):
    token = subscribed(town)
    read_feed(NOW, token, base_url=BASE)
    gone = f"/duties/{town.duties[0]}\r\n".encode()
    assert gone in whole_calendar(read_feed(NOW, token, base_url=BASE)).plain
    bound.execute_sql(f"DELETE FROM duty WHERE id = {town.duties[0]}")  # by hand, past every verb
    elsewhere = whole_calendar(read_feed(LATER, token, base_url="https://moved.example.test")).plain
    assert gone not in elsewhere
    assert b"moved.example.test/duties/" in elsewhere
