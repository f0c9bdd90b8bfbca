"""Working days: weekends, make-up days, years without a notice."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.workdays import Workdays
from tracker.holiday_data import HolidayRow, load_workdays

OFFICIAL = load_workdays(range(2023, 2028))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),  # Saturday, worked for the National Day week
        (date(2026, 2, 14), True),  # Saturday, worked for the Spring Festival
        (date(2026, 2, 16), False),
        (date(2026, 1, 4), True),  # Sunday
        (date(2026, 10, 4), False),  # Sunday within the holiday week
        (date(2025, 12, 31), True),
        (date(2025, 1, 26), True),  # Sunday
        (date(2024, 5, 1), False),
        (date(2024, 5, 2), False),
        (date(2027, 1, 1), False),
        (date(2027, 1, 4), True),
        (date(2027, 5, 2), False),
    ],
)
def test_a_day_is_worked_as_the_notice_says(day: date, works: bool):
    assert OFFICIAL.is_workday(day) is works


def test_ten_working_days_are_counted_from_the_day_after():
    assert OFFICIAL.add(date(2023, 3, 10), 10) == date(2023, 3, 24)


def test_the_national_day_week_is_jumped_over_and_its_saturday_counts():
    assert OFFICIAL.add(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert OFFICIAL.between(date(2026, 9, 30), date(2026, 10, 10)) == 3


def test_counting_backwards_finds_the_day_of_a_reminder():
    assert OFFICIAL.add(date(2025, 12, 31), -5) == date(2025, 12, 24)
    assert OFFICIAL.add(date(2026, 2, 24), -1) == date(2026, 2, 14)


def test_a_day_counted_zero_times_is_itself():
    assert OFFICIAL.add(date(2026, 10, 1), 0) == date(2026, 10, 1)


def test_between_the_same_day_lies_no_working_day():
    assert OFFICIAL.between(date(2026, 3, 2), date(2026, 3, 2)) == 0


def test_the_nearest_working_day_lies_before_or_behind():
    assert OFFICIAL.on_or_before(date(2026, 10, 3)) == date(2026, 9, 30)
    assert OFFICIAL.on_or_after(date(2026, 10, 3)) == date(2026, 10, 8)
    assert OFFICIAL.on_or_after(date(2026, 10, 10)) == date(2026, 10, 10)


def test_the_days_are_those_that_the_package_itself_gives():
    known = holidays.country_holidays("CN", years=range(2023, 2028))
    given = {day for day in known if 2023 <= day.year <= 2026}
    assert {day for day in OFFICIAL.off if day.year <= 2026} == given
    assert {day for day in OFFICIAL.work if day.year <= 2026} == {
        day for day in known.weekend_workdays if 2023 <= day.year <= 2026
    }


def test_no_other_country_is_loaded_for_the_working_days():
    script = (
        "import sys; from tracker.holiday_data import load_workdays; load_workdays([2025]); "
        "print(*(name for name in sys.modules if name.startswith('holidays.countries')))"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert not said.strip()


def test_an_estimated_year_counts_as_not_entered_and_says_so():
    assert OFFICIAL.known(2026)
    assert OFFICIAL.notice(2026) is None
    assert not OFFICIAL.known(2027)
    assert OFFICIAL.notice(2027) == "2027年调休安排未录入，工作日暂按周一至周五和固定日期的法定假日推算。"


def test_may_second_is_a_holiday_only_since_2025():
    bare = Workdays()
    assert bare.is_workday(date(2024, 5, 2))
    assert not bare.is_workday(date(2025, 5, 2))


def test_the_offices_rows_win_over_the_package():
    rows = [HolidayRow(date(2026, 10, 10), works=False), HolidayRow(date(2026, 10, 1), works=True, note="值守")]
    calendar = load_workdays([2026], rows)
    assert not calendar.is_workday(date(2026, 10, 10))
    assert calendar.is_workday(date(2026, 10, 1))


def test_a_year_the_office_entered_in_full_is_known():
    rows = [HolidayRow(date(2027, 2, 8), works=False), HolidayRow(date(2027, 2, 20), works=True)]
    calendar = load_workdays([2027], rows, complete=[2027])
    assert calendar.known(2027)
    assert not calendar.is_workday(date(2027, 2, 8))
    assert calendar.is_workday(date(2027, 2, 20))


def test_single_rows_count_even_in_a_year_that_is_not_complete():
    calendar = load_workdays([2027], [HolidayRow(date(2027, 2, 8), works=False)])
    assert not calendar.known(2027)
    assert not calendar.is_workday(date(2027, 2, 8))
    assert not calendar.is_workday(date(2027, 10, 1))


DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))


@settings(deadline=None)
@given(DAYS, st.integers(0, 300))
def test_between_undoes_add(day: date, count: int):
    assert OFFICIAL.between(day, OFFICIAL.add(day, count)) == count


@settings(deadline=None)
@given(DAYS, DAYS)
def test_between_is_the_count_of_worked_days(start: date, end: date):
    low, high = min(start, end), max(start, end)
    counted = sum(OFFICIAL.is_workday(low + timedelta(days=step)) for step in range(1, (high - low).days + 1))
    assert OFFICIAL.between(low, high) == counted
    assert OFFICIAL.between(high, low) == -counted


@settings(deadline=None)
@given(DAYS, st.integers(1, 60))
def test_add_ends_on_a_working_day(day: date, count: int):
    assert OFFICIAL.is_workday(OFFICIAL.add(day, count))
    assert OFFICIAL.is_workday(OFFICIAL.add(day, -count))
