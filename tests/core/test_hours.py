from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.hours import is_letter_time, letter_minute, may_speak, next_speaking
from tracker.holiday_data import load_workdays

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = load_workdays(range(2025, 2028))


def at(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def test_a_letter_goes_out_between_nine_and_eleven_never_on_the_hour_or_half_hour():
    minutes = {letter_minute(number, at("2026-01-08 09:00")) for number in range(300)}
    assert all(9 <= moment.hour < 11 and moment.minute not in (0, 30) for moment in minutes)
    assert len(minutes) > 60


@pytest.mark.parametrize(
    ("now", "goes"), [("2026-01-08 10:59", "10:59"), ("2026-01-08 10:30", "10:31"), ("2026-01-08 11:00", "11:01")]
)
def test_a_late_tick_sends_at_once_but_not_at_a_crowded_minute(now, goes):
    late = [number for number in range(50) if letter_minute(number, at("2026-01-08 09:00")) < at(now)]
    assert {f"{letter_minute(number, at(now)):%H:%M}" for number in late} == {goes}


@pytest.mark.parametrize(("clock", "fits"), [("08:59", False), ("09:00", True), ("10:59", True), ("11:00", False)])
def test_letters_are_written_in_the_morning_window(clock, fits):
    assert is_letter_time(at(f"2026-01-08 {clock}")) is fits


@pytest.mark.parametrize(
    ("moment", "fine"),
    [
        ("2026-01-08 08:29", False),
        ("2026-01-08 08:30", False),
        ("2026-01-08 08:31", True),
        ("2026-01-08 12:00", False),
        ("2026-01-08 18:29", True),
        ("2026-01-08 18:30", False),
        ("2026-01-10 10:05", False),  # a Saturday
        ("2026-02-14 10:05", True),  # a Saturday that is worked
        ("2026-02-17 10:05", False),  # 春节
        ("2026-10-01 10:05", False),
        ("2026-10-10 10:05", True),  # a Saturday that is worked
        ("2027-01-01 10:05", False),  # a year whose notice is not out: the fixed holidays hold
        ("2027-01-05 10:05", True),
    ],
)
def test_a_robot_speaks_by_itself_in_working_hours_only(moment, fine):
    assert may_speak(at(moment), DAYS) is fine


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-01-08 07:00", "2026-01-08"),
        ("2026-01-08 18:30", "2026-01-09"),
        ("2026-01-09 20:00", "2026-01-12"),
        ("2026-02-14 19:00", "2026-02-24"),
    ],
)
def test_what_comes_out_of_hours_waits_for_the_next_morning(now, day):
    goes = {next_speaking(at(now), DAYS, number) for number in range(60)}
    assert {f"{moment:%Y-%m-%d}" for moment in goes} == {day}
    assert all(at(f"{day} 08:30") < moment < at(f"{day} 08:40") for moment in goes)
    assert len(goes) > 5


@given(minutes=st.integers(0, 3 * 365 * 24 * 60), channel=st.integers(1, 500))
def test_the_next_moment_is_always_one_at_which_one_may_speak(minutes, channel):
    now = at("2025-01-01 00:00") + timedelta(minutes=minutes)
    goes = next_speaking(now, DAYS, channel)
    assert goes >= now
    assert may_speak(goes, DAYS)
    if may_speak(now, DAYS):
        assert goes == now
