"""Which backups stay, and when the next is due: tables of dates."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tracker.core.backups import Night, is_due, to_keep
from tracker.core.words import BackupState

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def nights(first: str, days: int) -> list[datetime]:
    return [at(f"{first} 02:00") + timedelta(days=day) for day in range(days)]


@pytest.mark.parametrize(
    ("made", "stay"),
    [
        ([], []),
        (["2026-03-01 02:00"], ["2026-03-01 02:00"]),
        # two of one day: the later one
        (["2026-03-01 02:00", "2026-03-01 15:00"], ["2026-03-01 15:00"]),
        # an outage of months costs nothing that is there
        (["2025-06-03 02:00", "2026-03-01 02:00"], ["2025-06-03 02:00", "2026-03-01 02:00"]),
        # Monday 2 March to Sunday 8 March are one week, Monday the 9th begins the next
        (
            [f"2026-03-{day:02d} 02:00" for day in range(1, 13)],
            # weeks: up to Sunday the 1st; 2–8: the 8th; 9–12: the 12th; days: 6–12
            ["2026-03-01 02:00", *(f"2026-03-{day:02d} 02:00" for day in range(6, 13))],
        ),
    ],
)
def test_what_stays(made, stay):
    assert sorted(to_keep(map(at, made))) == list(map(at, stay))


def test_a_year_of_nights_leaves_seven_days_and_eight_weeks():
    kept = sorted(to_keep(nights("2025-03-01", 365)))
    assert kept[-7:] == nights("2026-02-22", 7)  # Sunday the 22nd to Saturday the 28th
    sundays = ["2026-01-11", "2026-01-18", "2026-01-25", "2026-02-01", "2026-02-08", "2026-02-15"]
    assert kept[:-7] == [at(f"{day} 02:00") for day in sundays]  # with the two weeks that the seven days touch: eight


def test_pruning_night_after_night_comes_to_the_same_as_pruning_once():
    left: set[datetime] = set()
    for night in nights("2025-03-01", 200):
        left = to_keep(left | {night})
        assert night in left
    assert left == to_keep(nights("2025-03-01", 200))


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        ("2026-03-01 01:59", None, False),
        ("2026-03-01 02:00", None, True),
        ("2026-03-01 23:50", None, True),  # a machine that slept through the night
        ("2026-03-02 01:00", ("2026-03-01", BackupState.DONE, "2026-03-01 02:05"), False),
        ("2026-03-02 02:00", ("2026-03-01", BackupState.DONE, "2026-03-01 02:05"), True),
        ("2026-03-01 09:00", ("2026-03-01", BackupState.DONE, "2026-03-01 02:05"), False),
        ("2026-03-01 02:30", ("2026-03-01", BackupState.FAILED, "2026-03-01 02:05"), False),
        ("2026-03-01 03:05", ("2026-03-01", BackupState.FAILED, "2026-03-01 02:05"), True),
        ("2026-03-01 05:59", ("2026-03-01", BackupState.RUNNING, "2026-03-01 02:00"), False),
        ("2026-03-01 06:00", ("2026-03-01", BackupState.RUNNING, "2026-03-01 02:00"), True),  # it died
    ],
)
def test_when_a_nightly_backup_is_due(now, last, due):
    night = Night(datetime.fromisoformat(last[0]).date(), last[1], at(last[2])) if last else None
    assert is_due(at(now), 2, night) is due
