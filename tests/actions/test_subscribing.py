from datetime import date

import pytest
from icalendar import Calendar
from small_plan import at, pdf

from tracker.actions import progress, review
from tracker.actions.calendar_reading import Gone, read_feed, whole_calendar
from tracker.actions.progress import ReportText
from tracker.actions.subscribing import Subscription, add_feed, revoke_token
from tracker.core.refusals import NotThere
from tracker.core.words import FeedKind, ReportKind
from tracker.store.tables import Duty, Feed, Task

NOW = at("2025-12-20 10:00")


def events(state):
    return list(Calendar.from_ical(whole_calendar(state).plain).walk("VEVENT"))


@pytest.fixture
def token(town):
    return add_feed(NOW, Subscription(FeedKind.UNIT, town.plan, town.education))


def read(token, moment=NOW):
    return read_feed(moment, token, base_url="https://example.test")


def test_a_feed_holds_the_units_own_duties_as_whole_days(town, token):
    found = events(read(token))
    assert [event["DTSTART"].dt for event in found] == [date(2025, 12, 31), date(2026, 6, 30)]
    assert [event["DTEND"].dt for event in found] == [date(2026, 1, 1), date(2026, 7, 1)]
    assert {str(event["STATUS"]) for event in found} == {"CONFIRMED"}


def test_reading_twice_gives_the_same_bytes_on_another_day(town, token):
    first, second = read(token), read(token, at("2025-12-27 16:00"))
    assert whole_calendar(first).plain == whole_calendar(second).plain
    assert (first.etag, first.changed_at) == (second.etag, second.changed_at)


def test_an_extension_moves_the_event_and_keeps_its_uid(town, token):
    before = events(read(token))[0]
    Duty.update(due=date(2026, 3, 31)).where(Duty.id == town.duties[0]).execute()
    after = events(read(token, at("2025-12-21 10:00")))[0]
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt == date(2026, 3, 31)
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
    assert "原期限 2025-12-31，延至 2026-03-31" in after["DESCRIPTION"]


def test_a_changed_wording_raises_last_modified_but_not_sequence(town, token):
    before = events(read(token))[0]
    Task.update(text="改过的任务文字").execute()
    after = events(read(token, at("2025-12-21 10:00")))[0]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
    assert after["SEQUENCE"] == before["SEQUENCE"]


def test_a_closed_duty_says_so_for_thirty_days_and_leaves(town, token):
    claim = ReportText(ReportKind.CLOSURE, "已完成", approved_by_head="演示局长", approved_on=date(2025, 12, 19))
    report = progress.report(NOW, town.liaison, town.duties[0], claim, [pdf()], vault=town.vault, max_mb=1)
    review.accept(NOW, town.office, report)
    assert str(events(read(token, at("2025-12-22 10:00")))[0]["SUMMARY"]).startswith("【已完成】")
    state = read(token, at("2026-01-20 10:00"))
    assert len(events(state)) == 1
    assert state.changed_at == at("2026-01-20 10:00")


def test_the_token_is_kept_only_as_a_hash(town, token):
    assert token not in str(Feed.select().dicts().get())
    assert len(token) >= 43


@pytest.mark.parametrize("wrong", ["", "x", "x" * 5000, "a\x00b", "令牌"])
def test_an_unknown_token_is_not_there(town, token, wrong):
    with pytest.raises(NotThere):
        read(wrong)


def test_a_revoked_feed_is_gone(town, token):
    revoke_token(NOW, token)
    with pytest.raises(Gone):
        read(token)
    with pytest.raises(NotThere):
        revoke_token(NOW, token)


def test_a_unit_without_duties_has_an_empty_valid_calendar(town):
    empty = add_feed(NOW, Subscription(FeedKind.UNIT, unit_id=town.finance))
    Duty.update(due=None).where(Duty.unit == town.finance).execute()
    assert events(read(empty)) == []
