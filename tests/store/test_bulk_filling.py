"""The generator of big databases (bench/filling.py) writes rows that the product reads, on both engines."""

from __future__ import annotations

import pytest

from bench.filling import TODAY, Shape, fill
from tracker.core.words import Lamp
from tracker.holiday_data import load_workdays
from tracker.store.queries.duties import to_look_at
from tracker.store.queries.ledger import ledger
from tracker.store.tables import Duty, FeedMark, Task

DAYS = load_workdays(range(2024, 2028))


def test_a_filled_database_is_read_as_any_other(database):
    marks = FeedMark.select().count()
    filled = fill(2_000, 3, Shape(per_task=10, units=20, look_now=5))

    assert (Duty.select().count(), Task.select().count(), filled.tasks) == (2_000, 201, 201)
    first = ledger(filled.plans[0], TODAY, DAYS)
    assert sum(len(line.duties) for line in first.lines) == 667
    assert first.counts[Lamp.LATE] > 0
    assert first.counts[Lamp.CLOSED] > first.counts[Lamp.REVIEW] > 0
    assert first.listed > 0
    assert len(to_look_at(TODAY)) == 5
    assert FeedMark.select().count() == marks


def test_filling_goes_on_behind_what_is_there_and_the_triggers_work_again(database):
    fill(50, 1)
    fill(50, 1, key="more", marks=True)
    assert FeedMark.select().where(FeedMark.about == "duty").count() == 50
    Duty.update(period="twice").where(Duty.id == 1).execute()
    assert FeedMark.select().where(FeedMark.about == "duty").count() == 51
    again = Duty.select().where(Duty.id == 1).dicts().get()
    del again["id"]
    assert Duty.insert(**{**again, "period": "thrice"}).execute() == 101


def test_a_task_names_a_unit_once():
    with pytest.raises(ValueError, match="as many units"):
        fill(10, 1, Shape(per_task=3, units=2))
