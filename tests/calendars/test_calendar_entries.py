"""What each variant says, when it rings, and for how long a matter stands in a calendar: tables of values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from feed_samples import REVISED, WORKDAYS, matter

from tracker.core.words import CaseStatus, DutyStatus, FeedKind, Publicity
from tracker.core.workdays import Workdays
from tracker.feeds.entries import entry_of
from tracker.feeds.matters import shown_between
from tracker.feeds.variants import Variant

LISTED = {"case_status": CaseStatus.RECTIFYING}


@pytest.mark.parametrize(
    ("kind", "changes", "summary"),
    [
        (FeedKind.UNIT, {}, "任务（3）建设一所从幼儿园到高中的特殊教育学校"),
        (FeedKind.PERSON, {}, "任务（3）建设一所从幼儿园到高中的特殊教育学校"),
        (FeedKind.PLAN, {}, "演示市教育局：任务（3）建设一所从幼儿园到高中的特殊教育学校"),
        (FeedKind.OFFICE, LISTED, "【挂牌督办】演示市教育局：任务（3）建设一所从幼儿园到高中的特殊教育学校"),
        (FeedKind.UNIT, LISTED, "【挂牌督办】任务（3）建设一所从幼儿园到高中的特殊教育学校"),
        (FeedKind.PLAN, LISTED, "演示市教育局：任务（3）建设一所从幼儿园到高中的特殊教育学校"),
        (
            FeedKind.OFFICE,
            {**LISTED, "status": DutyStatus.CLOSED},
            "【已完成】演示市教育局：任务（3）建设一所从幼儿园到高中的特殊教育学校",
        ),
        (FeedKind.UNIT, {"publicity": Publicity.COUNTS}, "任务（3）督办事项"),
        (
            FeedKind.UNIT,
            {"is_exempt": True, "task_no": "（三）5"},
            "【已豁免】任务（三）5建设一所从幼儿园到高中的特殊教育学校",
        ),
    ],
)
def test_each_reader_gets_the_words_that_suit_it(kind, changes, summary):
    assert entry_of(matter(**changes), Variant.of(kind)).summary == summary


def test_a_plan_that_is_not_public_shows_no_task_text_at_all():
    entry = entry_of(matter(publicity=Publicity.COUNTS), Variant())
    assert "特殊教育学校" not in entry.description
    assert "2025年底前" not in entry.description


def test_an_extension_is_told_with_both_dates():
    told = entry_of(matter(due=date(2026, 3, 31)), Variant())
    assert told.day == date(2026, 3, 31)
    assert "原期限 2025-12-31，延至 2026-03-31" in told.description
    assert told.uid == entry_of(matter(), Variant()).uid


def test_the_uid_depends_on_the_duty_alone():
    known = matter().uid
    for changes in (
        {"id": 99},
        {"due": date(2027, 1, 1)},
        {"unit_name": "演示市教育体育局"},
        {"task_title": "改过的文字"},
        {"plan_title": "改过的方案名"},
        {"status": DutyStatus.CLOSED},
    ):
        assert matter(**changes).uid == known
    others = {matter(**changes).uid for changes in ({"task_id": 4}, {"unit_id": 6}, {"period": "2025Q4"})}
    assert len(others | {known}) == 4


@pytest.mark.parametrize(
    ("due", "days_before", "alarm"),
    [
        # 31 December 2025 is a Wednesday; the days are counted without 调休 here.
        (date(2025, 12, 31), 1, timedelta(hours=-15)),
        (date(2025, 12, 31), 3, timedelta(days=-5, hours=9)),  # Friday 26 December
        (date(2025, 12, 29), 1, timedelta(days=-3, hours=9)),  # due on Monday: rings on Friday
        (date(2025, 12, 28), 1, timedelta(days=-2, hours=9)),  # due on Sunday: rings on Friday
        (date(2025, 12, 31), 10, timedelta(days=-14, hours=9)),
        (date(2025, 3, 3), 1, None),  # it would ring before the ledger knew of it
    ],
)
def test_an_alarm_rings_at_nine_on_a_working_day_before(due, days_before, alarm):
    assert entry_of(matter(due=due), Variant(alarm_days=days_before), WORKDAYS).alarm == alarm


def test_an_alarm_knows_the_swapped_days():
    worked = Workdays(work=frozenset({date(2025, 12, 28)}))
    assert entry_of(matter(due=date(2025, 12, 29)), Variant(alarm_days=1), worked).alarm == timedelta(hours=-15)


@pytest.mark.parametrize(
    "changes", [{"status": DutyStatus.CLOSED}, {"status": DutyStatus.WITHDRAWN}, {"is_exempt": True}]
)
def test_what_has_ended_does_not_ring(changes):
    assert entry_of(matter(ended_at=REVISED, **changes), Variant(alarm_days=1), WORKDAYS).alarm is None


@pytest.mark.parametrize(
    ("changes", "ended_on", "first", "last"),
    [
        ({}, None, date(2023, 12, 31), date.max),
        ({"due": date(2020, 1, 1)}, None, date(2017, 12, 31), date.max),  # decision 3: open ones stay
        ({"status": DutyStatus.SUBMITTED}, None, date(2023, 12, 31), date.max),
        ({"status": DutyStatus.CLOSED}, date(2025, 12, 20), date(2023, 12, 31), date(2026, 1, 19)),
        ({"status": DutyStatus.WITHDRAWN}, date(2025, 12, 20), date(2023, 12, 31), date(2026, 1, 19)),
        ({"is_exempt": True}, date(2025, 12, 20), date(2023, 12, 31), date(2026, 1, 19)),
        # closed long after its date: the window of 90 days behind us ends first
        (
            {"status": DutyStatus.CLOSED, "due": date(2025, 9, 30)},
            date(2025, 12, 20),
            date(2023, 9, 30),
            date(2025, 12, 29),
        ),
    ],
)
def test_how_long_a_matter_stands_in_a_calendar(changes, ended_on, first, last):
    shown = shown_between(matter(**changes), ended_on or date(2025, 12, 18))
    assert shown == (first, last)
