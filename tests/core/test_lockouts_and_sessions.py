from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tracker.core.lockouts import ACCOUNT, ADDRESS, wait_said
from tracker.core.sessions import Lasting

NINE = datetime(2026, 1, 8, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("faults", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 30), (40, 30), (10**6, 30)]
)
def test_each_wrong_try_after_the_free_ones_waits_twice_as_long(faults, minutes):
    assert ACCOUNT.wait(faults) == timedelta(minutes=minutes)


def test_an_address_has_more_patience_because_clerks_share_it():
    assert ADDRESS.wait(29) == timedelta(0)
    assert ADDRESS.wait(30) == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "1 秒"), (59, "59 秒"), (60, "1 分钟"), (61, "2 分钟"), (1800, "30 分钟")]
)
def test_the_time_left_is_said_and_never_too_short(seconds, said):
    assert f"请过 {said}再试" in wait_said(NINE + timedelta(seconds=seconds), NINE)


@pytest.mark.parametrize(
    ("began", "seen", "is_over"),
    [
        (0, 0, False),
        (60, 60, False),
        (61, 61, True),  # nobody used it for more than an hour
        (12 * 60, 1, False),
        (12 * 60 + 1, 1, True),  # twelve hours since signing in
        (-5, -5, True),  # begun in the future: made up, or the clock was set back
    ],
)
def test_a_session_ends_idle_or_at_its_whole_length(began, seen, is_over):
    assert Lasting().is_over(NINE - timedelta(minutes=began), NINE - timedelta(minutes=seen), NINE) is is_over
