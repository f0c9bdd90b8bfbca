from dataclasses import replace
from datetime import date, timedelta

import pytest
from facts_of import duty
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.ladder import DEFAULT_LADDER, Rung
from tracker.core.reminders import listings_due, next_look, notices_due, timetable
from tracker.core.words import Audience, CaseStatus, DutyKind, DutyStatus, Stage
from tracker.holiday_data import load_workdays

DAYS = load_workdays(range(2023, 2029))
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def steps(today, **changes):
    return [
        notice.step
        for notice in notices_due(today, [duty(**changes)], DEFAULT_LADDER, DAYS)
        if notice.audience == "unit"
    ]


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2025, 12, 9), None),
        (date(2025, 12, 10), "before-15"),
        (date(2025, 12, 23), "before-15"),
        (date(2025, 12, 24), "before-5"),
        (date(2025, 12, 30), "before-1"),
        (date(2025, 12, 31), "before-1"),
        (date(2026, 1, 4), "overdue+1"),  # a Sunday that is worked because of 元旦
        (date(2026, 1, 8), "urge+5"),
        (date(2026, 1, 15), "sheet+10"),
        (date(2026, 1, 29), "propose+20"),
        (date(2026, 2, 5), "weekly#1"),
        (date(2026, 3, 6), "weekly#4"),
        (date(2026, 11, 20), "weekly#4"),
    ],
)
def test_the_ladder_counts_working_days_around_the_date(today, step):
    assert steps(today) == ([step] if step else [])


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 1, 10), date(2026, 2, 18)])
def test_nothing_is_said_on_a_day_that_is_no_working_day(today):
    assert steps(today) == []


def test_a_timetable_says_every_day_on_which_the_ladder_speaks():
    told = [(f"{day:%m-%d}", notices[0].step, len(notices)) for day, notices in timetable(duty(), DEFAULT_LADDER, DAYS)]
    assert told == [
        ("12-10", "before-15", 1),
        ("12-24", "before-5", 1),
        ("12-30", "before-1", 1),
        ("01-04", "overdue+1", 1),
        ("01-08", "urge+5", 2),
        ("01-15", "sheet+10", 2),
        ("01-29", "propose+20", 2),
        ("02-05", "weekly#1", 1),
        ("02-12", "weekly#2", 1),
        ("02-26", "weekly#3", 1),
        ("03-04", "weekly#4", 1),
    ]
    assert timetable(duty(status=DutyStatus.CLOSED), DEFAULT_LADDER, DAYS) == []


def test_a_reminder_on_the_day_itself_moves_before_a_day_off():
    on_the_day = replace(DEFAULT_LADDER, closing=(Rung(Stage.BEFORE, 0), Rung(Stage.OVERDUE, 3)))
    saturday = duty(due=date(2026, 1, 10))
    told = [(day, notices[0].step) for day, notices in timetable(saturday, on_the_day, DAYS)]
    assert told[:2] == [(date(2026, 1, 9), "before+0"), (date(2026, 1, 14), "overdue+3")]


def test_after_an_outage_only_the_latest_stage_is_said():
    assert steps(date(2026, 1, 16)) == ["sheet+10"]


def test_an_extension_starts_the_ladder_again():
    before = notices_due(date(2026, 1, 8), [duty()], DEFAULT_LADDER, DAYS)[0]
    after = notices_due(date(2026, 3, 24), [duty(due=date(2026, 3, 31))], DEFAULT_LADDER, DAYS)[0]
    assert (before.stage, after.stage) == (Stage.URGE, Stage.BEFORE)
    assert before.key != after.key


def test_the_office_is_copied_from_the_fifth_day_on():
    late = notices_due(date(2026, 1, 8), [duty()], DEFAULT_LADDER, DAYS)
    assert [notice.audience for notice in late] == [Audience.UNIT, Audience.OFFICE]
    assert {notice.because for notice in late} == {"2025-12-31 到期，已过 5 个工作日"}


def test_while_a_duty_waits_for_review_the_reviewer_is_reminded_instead():
    waiting = duty(status=DutyStatus.SUBMITTED, waiting_since=date(2026, 1, 5))
    assert notices_due(date(2026, 1, 9), [waiting], DEFAULT_LADDER, DAYS) == []
    late = notices_due(date(2026, 1, 12), [waiting], DEFAULT_LADDER, DAYS)
    assert [(notice.stage, notice.audience) for notice in late] == [(Stage.REVIEW, Audience.OFFICE)]


def test_a_duty_admitted_late_starts_the_ladder_at_admission():
    backlog = {"ladder_from": date(2026, 11, 20)}
    assert steps(date(2026, 11, 20), **backlog) == ["backlog"]
    assert steps(date(2026, 11, 23), **backlog) == ["backlog"]
    assert steps(date(2026, 11, 27), **backlog) == ["urge+5"]


def test_a_periodic_report_speaks_on_opening_two_days_before_and_one_after():
    report = {"kind": DutyKind.REPORT, "window_open": date(2026, 1, 4), "due": date(2026, 1, 20)}
    assert steps(date(2026, 1, 4), **report) == ["opening"]
    assert steps(date(2026, 1, 16), **report) == ["before-2"]
    assert steps(date(2026, 1, 21), **report) == ["overdue+1"]
    assert steps(date(2026, 6, 1), **report) == ["overdue+1"]


def test_a_listed_matter_is_heard_weekly_until_released():
    listed = {"case_status": CaseStatus.LISTED, "listed_on": date(2026, 2, 2)}
    assert steps(date(2026, 2, 6), **listed) == []
    assert steps(date(2026, 2, 9), **listed) == ["listed#1"]
    assert steps(date(2026, 6, 1), **listed)[0].startswith("listed#")


def test_a_listing_is_proposed_once_the_ladder_says_so_and_never_for_a_report():
    assert listings_due(date(2026, 1, 28), [duty()], DEFAULT_LADDER, DAYS) == []
    assert listings_due(date(2026, 1, 29), [duty()], DEFAULT_LADDER, DAYS) == [duty()]
    assert listings_due(date(2026, 3, 1), [duty(kind=DutyKind.REPORT)], DEFAULT_LADDER, DAYS) == []
    assert listings_due(date(2026, 3, 1), [duty(extension_pending=True)], DEFAULT_LADDER, DAYS) == []
    assert listings_due(date(2026, 3, 1), [duty(status=DutyStatus.SUBMITTED)], DEFAULT_LADDER, DAYS) == []
    assert listings_due(date(2026, 3, 1), [duty(case_status=CaseStatus.PROPOSED)], DEFAULT_LADDER, DAYS) == []


@given(due=days, start=days)
@settings(max_examples=60, deadline=None)
def test_looking_only_when_told_to_misses_nothing(due, start):
    """Whoever looks only on the days that `next_look` names says the same as whoever looks every day."""
    one = duty(due=due, due_original=due)

    def said(looked_at):
        keys = []
        for day in looked_at:
            keys += [n.key for n in notices_due(day, [one], DEFAULT_LADDER, DAYS) if n.key not in keys]
        return keys

    every_day = [start + timedelta(days=n) for n in range(200)]
    named = [start]
    while (then := next_look(named[-1], one, DEFAULT_LADDER, DAYS)) and then <= every_day[-1]:
        named.append(then)
    if not DAYS.is_workday(start):
        named.insert(1, DAYS.on_or_after(start))
        named.sort()
    assert said(named) == said(every_day)


@given(today=days, due=days)
@settings(max_examples=100, deadline=None)
def test_at_most_one_stage_a_day_for_each_audience(today, due):
    found = notices_due(today, [duty(due=due)], DEFAULT_LADDER, DAYS)
    assert len({notice.audience for notice in found}) == len(found)
    assert len({notice.stage for notice in found}) <= 1
