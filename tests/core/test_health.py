from datetime import datetime, timedelta

import pytest

from tracker.core.health import Signs, health_of
from tracker.core.hours import waits_longer
from tracker.core.words import Health
from tracker.holiday_data import load_workdays
from tracker.timekeeper import SHANGHAI

DAYS = load_workdays(range(2024, 2028))
QUARTER = timedelta(minutes=15)


def at(text):
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


NOW, BEFORE = at("01-08 10:00"), at("01-07 16:00")


@pytest.mark.parametrize(
    ("signs", "health"),
    [
        (Signs(), Health.UNTRIED),
        (Signs(last_success_at=BEFORE), Health.SOUND),
        (Signs(last_success_at=BEFORE, due_since=at("01-08 09:50")), Health.SOUND),
        (Signs(last_success_at=BEFORE, due_since=at("01-08 09:45")), Health.SOUND),
        (Signs(last_success_at=BEFORE, due_since=at("01-08 09:44")), Health.LAGGING),
        (Signs(due_since=at("01-08 09:00")), Health.LAGGING),
        (Signs(due_since=at("01-08 09:00"), pause_until=at("01-08 10:05")), Health.PAUSED),
        (Signs(last_success_at=BEFORE, pause_until=at("01-08 10:00")), Health.SOUND),
        (
            Signs(last_success_at=BEFORE, pause_until=at("02-08 10:00")),
            Health.SOUND,
        ),  # the practice date was turned back
        (Signs(BEFORE, at("01-08 10:05"), at("01-08 09:00"), BEFORE), Health.BROKEN),
    ],
)
def test_the_worst_that_is_true_is_a_channels_health(signs, health):
    assert health_of(NOW, signs, DAYS) is health


@pytest.mark.parametrize(
    ("since", "now", "longer"),
    [
        ("01-08 18:20", "01-08 18:29", False),
        ("01-08 18:20", "01-08 23:00", False),  # ten minutes before closing, and then the evening
        ("01-08 18:20", "01-09 08:34", False),
        ("01-08 18:20", "01-09 08:36", True),
        ("01-08 18:10", "01-08 23:00", True),
        ("01-08 20:00", "01-09 08:40", False),
        ("01-09 18:29", "01-12 08:31", False),  # Friday evening to Monday morning
        ("01-10 12:00", "01-11 12:00", False),  # a weekend
        ("02-14 12:00", "02-14 12:20", True),  # a Saturday that is worked
        ("01-08 10:00", "01-08 09:00", False),
        ("01-02 10:00", "11-20 10:00", True),
    ],
)
def test_only_working_hours_count_as_waiting(since, now, longer):
    assert waits_longer(QUARTER, at(since), at(now), DAYS) is longer
