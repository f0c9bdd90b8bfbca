"""What the plan adds to a wording: its calendar, its issue date, late admission; and what holds for every wording."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from compiling import FRAME, ISSUED, PERIOD, QUARTERS, compiled, days
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.deadlines import (
    QUARTER_PLUS_20,
    CountUnit,
    DeadlineFlag,
    DeadlineForm,
    DeadlineRefused,
    Frame,
    ReportingCalendar,
    Span,
    Terms,
)
from tracker.core.refusals import Refused
from tracker.core.words import DeadlineKind, DutyKind


def test_explicit_reporting_days_stand_for_the_nearest_quarter():
    hongshan = replace(FRAME, calendar=ReportingCalendar(days=((4, 8), (7, 8), (10, 8), (12, 8))))
    assert days(compiled("长期坚持", hongshan))[:5] == [
        ("2023Q1", "2023-04-08"),
        ("2023Q2", "2023-07-08"),
        ("2023Q3", "2023-10-08"),
        ("2023Q4", "2023-12-08"),
        ("2024Q1", "2024-04-08"),
    ]
    wuhan = replace(FRAME, calendar=ReportingCalendar(days=((4, 15), (7, 15), (10, 15), (1, 15))))
    assert days(compiled("长期坚持", wuhan))[3] == ("2023Q4", "2024-01-15")
    assert days(compiled("每半年", hongshan))[:2] == [("2023H1", "2023-07-08"), ("2023H2", "2023-12-08")]


def test_an_uneven_list_of_days_reports_from_day_to_day():
    uneven = replace(FRAME, calendar=ReportingCalendar(days=((3, 31), (6, 15), (11, 30))))
    result = compiled("长期坚持", uneven)
    assert days(result)[:3] == [
        ("2023N1", "2023-03-31"),
        ("2023N2", "2023-06-15"),
        ("2023N3", "2023-11-30"),
    ]
    assert result.duties[1].covers == Span(date(2023, 4, 1), date(2023, 6, 15))


@pytest.mark.parametrize(
    "calendar",
    [{}, {"days": ((4, 8),), "after": 20}, {"days": ((2, 30),)}, {"days": ((13, 1),)}],
)
def test_a_reporting_calendar_that_is_none_is_refused(calendar: dict[str, object]):
    with pytest.raises(Refused, match="报送日历"):
        ReportingCalendar(**calendar)  # type: ignore[arg-type] # wrong on purpose


def test_without_a_calendar_lasting_work_invents_no_reports():
    result = compiled("长期坚持", replace(FRAME, calendar=None))
    assert result.duties == ()
    assert result.flags == (DeadlineFlag.NEEDS_CALENDAR,)
    quarterly = compiled("按季度推进", replace(FRAME, calendar=None))
    assert days(quarterly)[0] == ("2023Q1", "2023-03-31")


def test_a_deadline_before_the_issue_date_is_refused():
    with pytest.raises(DeadlineRefused) as refusal:
        compiled("2022年底前")
    assert refusal.value.sentence == (
        "时限“2022年底前”即2022-12-31，早于方案印发日期2023-03-10，请核对原文或印发日期。"
    )


def test_a_plan_without_an_issue_date_still_compiles_written_days():
    bare = Frame(horizon_end=date(2026, 12, 31))
    assert days(compiled("2025年底前", bare)) == [("once", "2025-12-31")]
    with pytest.raises(DeadlineRefused, match="缺少起算日"):
        compiled("长期坚持", bare)


def test_admitted_late_the_past_reports_are_not_made_but_the_closing_day_is():
    late = replace(FRAME, admitted_on=date(2024, 10, 15))
    assert days(compiled("长期坚持", late))[0] == ("2024Q3", "2024-10-20")
    assert days(compiled("每年6月底前", late)) == [("2025", "2025-06-30")]
    assert days(compiled("2023—2025年", late)) == [("2024", "2024-12-31"), ("once", "2025-12-31")]
    closed = compiled("2023年12月底前", late)
    assert [(duty.key, duty.backlog) for duty in closed.duties] == [("once", True)]
    assert not compiled("2025年底前", late).duties[0].backlog


def test_a_plan_that_is_over_says_so_instead_of_starting_a_storm():
    over = replace(FRAME, admitted_on=date(2026, 11, 21))
    result = compiled("长期坚持", over)
    assert result.duties == ()
    assert result.flags == (DeadlineFlag.PLAN_OVER,)
    assert result.asks == ("方案期已于2025-12-31届满，不再补报以往各期；请收官时注明办结、转常态或转入下一方案。",)
    assert [(duty.key, duty.backlog) for duty in compiled("持续推进", over).duties] == [("end", True)]


def test_the_in_trays_own_words_are_taken_as_the_compilers():
    reading = Terms(kind="long_term", form="continuing", count_unit="day")  # type: ignore[arg-type] # as plain text
    assert (reading.kind, reading.form, reading.count_unit) == (
        DeadlineKind.LONG_TERM,
        DeadlineForm.CONTINUING,
        CountUnit.DAY,
    )
    assert reading.form is DeadlineForm.CONTINUING


def test_light_reports_are_the_plans_choice():
    light = replace(FRAME, light_reports=True)
    assert days(compiled("2023年12月底前", light)) == [*QUARTERS[:3], ("once", "2023-12-31")]


def test_a_report_opens_behind_its_period_and_leaves_ten_working_days():
    report = compiled("长期坚持").duties[3]
    assert (report.window_open, report.due) == (date(2024, 1, 1), date(2024, 1, 20))
    assert report.covers == Span(date(2023, 10, 1), date(2023, 12, 31))


WORDINGS = st.sampled_from(
    [
        "2025年底前",
        "2024年9月前",
        "2024年6月底前出台",
        "2023年6月底前制定计划并长期推进",
        "2025年底前，并长期坚持",
        "长期坚持",
        "持续推进",
        "每年6月底前",
        "每年2月和8月",
        "2023年起实施",
        "2024年9月1日起施行",
        "立即启动",
        "分年度实施",
        "2023—2025年",
        "按季度推进",
        "每半年",
        "每月",
        "每月25日前",
        "每学期",
        "每学年",
        "印发后3个月内",
        "适时",
        "按计划推进",
        "",
    ]
)
CALENDARS = st.sampled_from(
    [
        QUARTER_PLUS_20,
        ReportingCalendar(after=0),
        ReportingCalendar(days=((4, 8), (7, 8), (10, 8), (12, 8))),
        ReportingCalendar(days=((1, 15), (4, 15), (7, 15), (10, 15))),
        ReportingCalendar(days=((6, 30), (12, 20))),
        ReportingCalendar(days=((3, 31), (6, 15), (11, 30))),
        ReportingCalendar(days=tuple((month, 25) for month in range(1, 13))),
        None,
    ]
)
HORIZONS = st.dates(date(2023, 3, 10), date(2027, 12, 31))
ADMITTED = st.none() | st.dates(date(2023, 3, 10), date(2026, 12, 31))


@settings(deadline=None)
@given(WORDINGS, CALENDARS, HORIZONS, ADMITTED)
def test_compiling_twice_adds_nothing(
    wording: str, calendar: ReportingCalendar | None, horizon: date, admitted: date | None
):
    frame = replace(FRAME, calendar=calendar, horizon_end=horizon, admitted_on=admitted)
    first, second = compiled(wording, frame), compiled(wording, frame)
    assert first == second
    keys = [duty.key for duty in first.duties]
    assert len(keys) == len(set(keys))


@settings(deadline=None)
@given(WORDINGS, CALENDARS, HORIZONS, HORIZONS, ADMITTED, st.booleans())
def test_a_later_horizon_only_adds(
    wording: str,
    calendar: ReportingCalendar | None,
    one: date,
    other: date,
    admitted: date | None,
    bounded: bool,
):
    frame = replace(FRAME, calendar=calendar, admitted_on=admitted, period=PERIOD if bounded else None)
    near = compiled(wording, replace(frame, horizon_end=min(one, other))).duties
    far = compiled(wording, replace(frame, horizon_end=max(one, other))).duties
    assert set(near) <= set(far)


@settings(deadline=None)
@given(WORDINGS, CALENDARS)
def test_every_day_lies_in_its_period_and_behind_the_issue_date(wording: str, calendar: ReportingCalendar | None):
    for duty in compiled(wording, replace(FRAME, calendar=calendar)).duties:
        assert duty.due >= ISSUED
        assert duty.covers.start <= duty.covers.end <= PERIOD.end or duty.kind is DutyKind.START
        assert duty.window_open <= duty.due
        if duty.kind is not DutyKind.REPORT and duty.key != "start":
            assert duty.due in duty.covers
            assert duty.due <= PERIOD.end
        elif duty.kind is DutyKind.REPORT:
            # a report comes at most a quarter behind its period, and never before the period begins
            assert duty.covers.start <= duty.due
            assert (duty.due - duty.covers.end).days <= 92
