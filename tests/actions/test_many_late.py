"""Ten thousand late duties: one letter a channel a day, and the ticks stay cheap in statements."""

from datetime import date, timedelta

import pytest
from small_plan import at

from tracker.actions import posting, reminding
from tracker.clock import new_courier
from tracker.core.words import DispatchKind, DispatchState, DutyKind
from tracker.store.tables import Dispatch, Duty, database

MANY = 10_000


@pytest.fixture
def late(town):
    """Ten thousand duties of two units, due on 200 different days."""
    task, plan = Duty.get_by_id(town.duties[0]).task_id, town.plan
    rows = [
        {
            "plan": plan,
            "task": task,
            "unit": town.education if number % 2 else town.finance,
            "kind": DutyKind.CLOSING,
            "period": f"p{number}",
            "due": date(2025, 6, 1) + timedelta(days=number % 200),
            "due_original": date(2025, 6, 1) + timedelta(days=number % 200),
            "why": [],
            "admitted_on": date(2025, 3, 1),
            "next_look_on": date(2025, 3, 1),
            "status": "active",
        }
        for number in range(MANY)
    ]
    for start in range(0, MANY, 500):
        Duty.insert_many(rows[start : start + 500]).execute()
    return MANY


def test_ten_thousand_late_duties_make_at_most_one_letter_a_channel_a_day(channels, late, robots, clock):
    assert late == MANY
    for day in ("2026-01-08", "2026-01-09"):
        for moment in ("09:05", "09:10", "10:40", "10:55"):
            reminding.tick(at(f"{day} {moment}"))
        clock.moment = at(f"{day} 10:58")
        list(posting.drain(clock, new_courier(channels, "test")))
        letters = Dispatch.select().where(Dispatch.kind == DispatchKind.LETTER)
        assert {row.channel_id for row in letters} == {1, 2}
        assert [
            len([row for row in letters if row.channel_id == each and row.once.endswith(day)]) for each in (1, 2)
        ] <= [1, 1]
        assert all(len(room.delivered) <= 2 for room in robots.rooms)
    assert {row.state for row in Dispatch.select()} == {DispatchState.DELIVERED}
    shown = [len(str(call.payload)) for room in robots.rooms for call in room.delivered]
    assert max(shown) < 3000
    assert database.is_closed() is False
