"""A wording without a last day: what recurs, what goes on, what starts."""

from __future__ import annotations

from datetime import date

import pytest
from wording_frame import END_2025, ISSUED, read

from tasks_seed.draft import DeadlineForm, DeadlineKind


@pytest.mark.parametrize(
    ("wording", "rrule"),
    [
        ("每年6月底完成", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
        ("每年六月底前", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
        ("每年12月", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        ("每年底前", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        ("每年2月和8月", "FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=-1"),
        ("每年3、9月", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1"),
        ("每年三月和九月底前", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1"),
        ("每年9月10日前", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=10"),
        ("每年9月上旬", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=10"),
        ("每年上半年", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
        ("每年第三季度", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30"),
        ("每年不少于2次", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        ("分年度实施", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        ("按季度推进", "FREQ=MONTHLY;INTERVAL=3"),
        ("每季度报送", "FREQ=MONTHLY;INTERVAL=3"),
        ("每半年", "FREQ=MONTHLY;INTERVAL=6"),
        ("每月", "FREQ=MONTHLY"),
        ("每月25日前", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("每季度末月25日前", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
        ("每年3月至5月", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=31"),
        ("每学期", "FREQ=MONTHLY;INTERVAL=6"),
        ("每学年", "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=31"),
    ],
)
def test_a_recurring_wording_becomes_a_rule_without_a_single_day(wording: str, rrule: str):
    reading = read(wording)
    assert (reading.kind, reading.rrule, reading.due) == (DeadlineKind.RECURRING, rrule, None)


def test_yearly_before_a_month_leaves_the_month_out_and_asks():
    reading = read("每年6月前")
    assert reading.rrule == "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=31"
    assert reading.doubts == ("“每年6月前”可以读作每年5月底，也可以读作每年6月底，请核定。",)


def test_a_start_with_a_yearly_day_keeps_both():
    reading = read("2023年起，每年12月底前")
    assert (reading.kind, reading.start, reading.rrule) == (
        DeadlineKind.RECURRING,
        date(2023, 1, 1),
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
    )


def test_a_day_before_a_rhythm_bounds_it():
    assert read("2025年底前，每年6月底完成").until == END_2025
    assert read("2023—2025年每年6月底前").until == END_2025


@pytest.mark.parametrize(
    ("wording", "start"),
    [
        ("2023年起实施", date(2023, 1, 1)),
        ("自2023年起", date(2023, 1, 1)),
        ("2023年起每年", date(2023, 1, 1)),
        ("2023年9月1日起施行", date(2023, 9, 1)),
        ("自2023年秋季学期起", date(2023, 9, 1)),
    ],
)
def test_a_start_without_an_end_is_start_from(wording: str, start: date):
    reading = read(wording)
    assert (reading.kind, reading.start, reading.due) == (DeadlineKind.START_FROM, start, None)


@pytest.mark.parametrize(
    ("wording", "form"),
    [
        ("长期坚持", DeadlineForm.LASTING),
        ("长期推进", DeadlineForm.LASTING),
        ("长 期", DeadlineForm.LASTING),
        ("常态化", DeadlineForm.LASTING),
        ("贯穿全过程", DeadlineForm.LASTING),
        ("持续推进", DeadlineForm.CONTINUING),
        ("深入推进", DeadlineForm.CONTINUING),
        ("不断完善", DeadlineForm.CONTINUING),
        ("已完成，长期坚持", DeadlineForm.LASTING),
        ("2022年底前已完成，长期坚持", DeadlineForm.LASTING),
        ("立行立改，长期坚持", DeadlineForm.LASTING),
    ],
)
def test_open_ended_wording_has_no_day(wording: str, form: DeadlineForm):
    reading = read(wording)
    assert (reading.kind, reading.form, reading.due) == (DeadlineKind.LONG_TERM, form, None)


@pytest.mark.parametrize(
    ("wording", "due", "alternatives", "until"),
    [
        ("2023年9月前制定计划并长期推进", date(2023, 8, 31), (date(2023, 9, 30),), None),
        ("2023年6月底前制定计划并长期推进", date(2023, 6, 30), (), None),
        ("2025年底前，并长期坚持", date(2025, 12, 31), (), None),
        ("2026年6月持续跟踪", date(2026, 6, 30), (), None),
        ("6月底前出台，年内持续推进", date(2023, 6, 30), (), date(2023, 12, 31)),
    ],
)
def test_a_day_and_an_open_end_are_two_phases(
    wording: str, due: date, alternatives: tuple[date, ...], until: date | None
):
    reading = read(wording)
    assert reading.kind is DeadlineKind.MILESTONE_THEN_LONG_TERM
    assert (reading.due, reading.alternatives, reading.until) == (due, alternatives, until)


def test_a_day_that_says_until_when_is_the_end_of_an_open_wording():
    reading = read("持续推进至2025年底")
    assert (reading.kind, reading.due, reading.until) == (DeadlineKind.LONG_TERM, None, END_2025)


def test_immediate_wording_starts_on_the_issue_date_and_asks_for_an_end():
    reading = read("立即启动")
    assert (reading.kind, reading.form, reading.start) == (
        DeadlineKind.START_FROM,
        DeadlineForm.IMMEDIATE,
        ISSUED,
    )
    assert reading.doubts == ("“立即启动”没有写什么时候完成，请补一个办结时限。",)


@pytest.mark.parametrize(
    ("wording", "rrule"),
    [
        ("每年6月30日、12月31日前", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("每年3月15日和9月15日前", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=15"),
        ("每年一、三季度", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1"),
        ("每年次年1月底前", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"),
        ("每年国庆节前", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30"),
        ("每年春季学期", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=15"),
        ("每年秋季开学前", "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=31"),
        ("每学期开学前", "FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=-1"),
        ("每月底前", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每季度末", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        ("一年一次", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
    ],
)
def test_a_rhythm_with_days_of_its_own_keeps_them(wording: str, rrule: str):
    reading = read(wording)
    assert (reading.kind, reading.rrule, reading.doubts) == (DeadlineKind.RECURRING, rrule, ())


@pytest.mark.parametrize(
    ("wording", "asks"),
    [
        ("每年汛期前", "没有确定的日期"),
        ("每年年初", "没有确定的日期"),
        ("每年5月10日、11月20日前", "几个不同的日子"),
        ("分三年实施", "没有写各年的目标值"),
    ],
)
def test_a_rhythm_that_no_rule_can_say_is_asked_about(wording: str, asks: str):
    reading = read(wording)
    assert reading.kind is DeadlineKind.RECURRING
    assert asks in reading.doubts[0]


@pytest.mark.parametrize(
    ("wording", "until"),
    [("2024年持续推进", date(2024, 12, 31)), ("贯穿全年", date(2023, 12, 31)), ("全年持续", date(2023, 12, 31))],
)
def test_a_year_in_which_something_goes_on_is_its_end(wording: str, until: date):
    reading = read(wording)
    assert (reading.kind, reading.due, reading.until) == (DeadlineKind.LONG_TERM, None, until)


def test_a_day_before_a_start_is_not_lost():
    reading = read("2024年10月底前完成试点，2025年起全面推开")
    assert (reading.kind, reading.due) == (DeadlineKind.MILESTONE_THEN_LONG_TERM, date(2024, 10, 31))


def test_from_a_month_on_and_for_long_is_long_term_from_that_month():
    reading = read("2024年6月—长期")
    assert (reading.kind, reading.start, reading.due) == (DeadlineKind.LONG_TERM, date(2024, 6, 1), None)


def test_after_a_year_is_a_start_with_a_question():
    reading = read("2024年及以后")
    assert (reading.kind, reading.start) == (DeadlineKind.START_FROM, date(2024, 1, 1))
    assert "只写了从哪年起" in reading.doubts[0]
