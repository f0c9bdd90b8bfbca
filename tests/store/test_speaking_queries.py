"""What the pages of 通道 and 发件 read, on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_plan import at, make_town

from tracker.core.words import DispatchState, DutyKind, Health
from tracker.holiday_data import load_workdays
from tracker.store.queries.channels import attempts_of_channel, channel_by_id, channels, trouble
from tracker.store.queries.duties import examples, nearest_due
from tracker.store.queries.outbox import Choice, counts, dispatches, story_of
from tracker.store.tables import Attempt, Channel, Dispatch, Duty

DAYS = load_workdays(range(2024, 2028))
NOW = at("2026-01-08 10:00")


def channel(name, **changes):
    whole = {"platform": "wecom", "address": "x", "tail": "0001", "created_at": NOW}
    return Channel.insert(name=name, **{**whole, **changes}).execute()


def letter(where, state, minutes=0, **changes):
    moment = NOW - timedelta(minutes=minutes)
    whole = {"title": "函", "body": "…", "next_at": moment, "created_at": moment}
    return Dispatch.insert(channel=where, state=state, **{**whole, **changes}).execute()


def test_each_channel_knows_what_waits_what_stopped_and_what_left_in_the_last_minute(database):
    busy, quiet, retired = channel("忙"), channel("闲", last_success_at=NOW), channel("停用", is_active=False)
    letter(busy, "queued", 20)
    letter(busy, "held", 40)
    letter(busy, "dead")
    letter(busy, "dead", settled_at=NOW)
    letter(retired, "uncertain")
    sent = letter(quiet, "delivered")
    for seconds in (0, 59, 60, 600):
        Attempt.insert(
            dispatch=sent, channel=quiet, part=1, parts=1, worker="w", started_at=NOW - timedelta(seconds=seconds)
        ).execute()
    lines = {line.name: line for line in channels(NOW, DAYS)}
    assert list(lines) == ["忙", "闲", "停用"]
    assert (lines["忙"].waiting, lines["忙"].oldest) == (2, NOW - timedelta(minutes=40))
    assert (lines["忙"].undecided, lines["忙"].dead, lines["忙"].health) == (2, 1, Health.LAGGING)
    assert (lines["闲"].sent_lately, lines["闲"].health, lines["闲"].undecided) == (2, Health.SOUND, 0)
    assert channel_by_id(retired, NOW, DAYS) == lines["停用"]
    assert channel_by_id(99, NOW, DAYS) is None
    assert [each.started_at for each in attempts_of_channel(quiet, 2)] == [
        NOW - timedelta(minutes=10),
        NOW - timedelta(minutes=1),
    ]
    found = trouble(NOW, DAYS)
    assert (found.broken, found.lagging, found.undecided) == ((), ("忙",), 3)
    assert found
    assert not trouble(NOW, DAYS).broken


def test_nothing_is_amiss_where_nothing_is(database):
    channel("新群")
    assert not trouble(NOW, DAYS)


def test_the_filter_counts_what_it_then_shows(database):
    one, other = channel("一"), channel("二")
    for where, state in ((one, "dead"), (one, "delivered"), (other, "delivered"), (other, "uncertain")):
        letter(where, state)
    letter(other, "dead", settled_at=NOW)
    for choice in (
        Choice(),
        Choice(channel=one),
        Choice(state=DispatchState.DELIVERED),
        Choice(channel=other, state=DispatchState.DEAD),
        Choice(undecided=True),
        Choice(channel=other, undecided=True),
    ):
        assert counts(choice).chosen == len(dispatches(choice, limit=50))
    whole = counts(Choice())
    assert whole.by_state == {DispatchState.DEAD: 2, DispatchState.DELIVERED: 2, DispatchState.UNCERTAIN: 1}
    assert (whole.by_channel, whole.undecided) == ({one: 2, other: 3}, 2)


def test_a_story_names_what_came_before_and_after(database):
    where = channel("群")
    old = letter(where, "dead", settled_at=NOW)
    new = letter(where, "delivered", replaces=old)
    along = letter(where, "cancelled", joined=new)
    inside = letter(where, "cancelled", joined=along)
    assert (story_of(old).replaced_by, story_of(new).replaces, story_of(along).went_with) == ((new,), old, new)
    assert [line.id for line in story_of(new).line.joined] == [along, inside]
    assert [line.id for line in dispatches(Choice(), limit=9)] == [new, old]
    assert story_of(99) is None


@pytest.mark.parametrize(
    ("day", "due"),
    [("2025-01-01", date(2025, 12, 31)), ("2026-01-01", date(2026, 6, 30)), ("2027-01-01", date(2026, 6, 30))],
)
def test_the_nearest_date_is_the_next_one_or_the_last(database, tmp_path, day, due):
    make_town(tmp_path)
    assert nearest_due(date.fromisoformat(day)) == due
    Duty.update(status="closed").execute()
    assert nearest_due(date.fromisoformat(day)) is None


def test_an_example_is_the_next_to_fall_due_of_its_kind(database, tmp_path):
    town = make_town(tmp_path)
    assert examples(town.plan, date(2025, 3, 1))[DutyKind.CLOSING].id == town.duties[0]
    assert examples(town.plan, date(2026, 1, 1))[DutyKind.CLOSING].id == town.duties[2]
    assert examples(town.plan, date(2027, 1, 1))[DutyKind.CLOSING].id == town.duties[2]
