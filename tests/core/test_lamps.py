from datetime import date

import pytest
from facts_of import duty

from tracker.core.lamps import lamp_of, most_urgent
from tracker.core.words import DutyStatus, Lamp
from tracker.holiday_data import load_workdays

DAYS = load_workdays(range(2025, 2027))


@pytest.mark.parametrize(
    ("today", "lamp", "detail"),
    [
        (date(2024, 12, 30), Lamp.WAIT, "2025-01-01 起办理"),
        (date(2025, 12, 16), Lamp.OK, ""),
        (date(2025, 12, 17), Lamp.NEAR, "还有 10 个工作日"),
        (date(2025, 12, 24), Lamp.NEAR, "还有 5 个工作日"),
        (date(2025, 12, 31), Lamp.NEAR, "今天到期"),
        (date(2026, 1, 1), Lamp.LATE, "今天起逾期"),
        (date(2026, 1, 5), Lamp.LATE, "已过 2 个工作日"),
    ],
)
def test_the_lamp_follows_the_date_in_working_days(today, lamp, detail):
    reading = lamp_of(today, duty(), DAYS)
    assert (reading.lamp, reading.detail) == (lamp, detail)


def test_a_unit_is_never_late_because_the_reviewer_is_slow():
    assert lamp_of(date(2026, 3, 1), duty(status=DutyStatus.SUBMITTED), DAYS).lamp is Lamp.REVIEW
    assert lamp_of(date(2026, 3, 1), duty(extension_pending=True), DAYS).lamp is Lamp.REVIEW


def test_a_closed_duty_is_closed_however_late():
    assert lamp_of(date(2027, 3, 1), duty(status=DutyStatus.CLOSED), DAYS).lamp is Lamp.CLOSED


def test_a_duty_without_a_date_says_so_and_is_not_late():
    reading = lamp_of(date(2030, 1, 1), duty(due=None, due_original=None), DAYS)
    assert (reading.lamp, reading.detail) == (Lamp.WAIT, "没有到期日")


def test_a_task_shows_the_lamp_of_its_most_urgent_duty():
    today = date(2026, 1, 5)
    readings = [
        lamp_of(today, duty(due=due), DAYS) for due in (date(2026, 6, 30), date(2025, 12, 31), date(2025, 12, 1))
    ]
    assert most_urgent(readings) == readings[2]
    assert most_urgent([]) is None
