"""A wording that names days: one, two that it could mean, several, a stretch."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wording_frame import END_2025, PERIOD, read

from tasks_seed.draft import CountUnit, DeadlineForm, DeadlineKind, Period
from tasks_seed.wording import read_deadline


@pytest.mark.parametrize(
    ("wording", "due"),
    [
        ("2025年底前", date(2025, 12, 31)),
        ("2025年底前完成", date(2025, 12, 31)),
        ("2025 年底以前", date(2025, 12, 31)),
        ("2025年底之前", date(2025, 12, 31)),
        ("２０２５年底前", date(2025, 12, 31)),
        ("二〇二五年底前", date(2025, 12, 31)),
        ("二○二五年十二月三十一日前", date(2025, 12, 31)),
        ("2025\u00a0年 12 月", date(2025, 12, 31)),
        ("到2025年", date(2025, 12, 31)),
        ("至2025年底", date(2025, 12, 31)),
        ("2025年年内", date(2025, 12, 31)),
        ("2023年度完成", date(2023, 12, 31)),
        ("2023年12月底前", date(2023, 12, 31)),
        ("2024年6月底前", date(2024, 6, 30)),
        ("2024年2月", date(2024, 2, 29)),
        ("2024年2月15日前", date(2024, 2, 15)),
        ("2024年9月上旬", date(2024, 9, 10)),
        ("2024年9月中旬", date(2024, 9, 20)),
        ("2024年9月下旬", date(2024, 9, 30)),
        ("2024年第一季度", date(2024, 3, 31)),
        ("2024年三季度末", date(2024, 9, 30)),
        ("2025年上半年", date(2025, 6, 30)),
        ("2025年下半年", date(2025, 12, 31)),
        ("2025.6", date(2025, 6, 30)),
        ("2025-06-15", date(2025, 6, 15)),
        ("2025-06-15 00:00:00", date(2025, 6, 15)),
        ("20250615", date(2025, 6, 15)),
        ("2025", date(2025, 12, 31)),
        ("完成时限：2025年12月", date(2025, 12, 31)),
        ("（2025年底前）", date(2025, 12, 31)),
        ("2025年12月（2024年开始试点）", date(2025, 12, 31)),
        ("“十四五”末", date(2025, 12, 31)),
        ("年内", date(2023, 12, 31)),
        ("全年", date(2023, 12, 31)),
        ("2024年秋季开学前", date(2024, 8, 31)),
        ("2024—2025学年", date(2025, 8, 31)),
        ("印发后3个月内", date(2023, 6, 10)),
        ("印发后三个月内", date(2023, 6, 10)),
        ("半年内", date(2023, 9, 10)),
        ("印发之日起30日内", date(2023, 4, 9)),
        ("两周内", date(2023, 3, 24)),
    ],
)
def test_a_wording_with_one_day_is_fixed(wording: str, due: date):
    reading = read(wording)
    assert (reading.kind, reading.due, reading.alternatives) == (DeadlineKind.FIXED, due, ())
    assert reading.basis == "column"
    assert reading.why


@pytest.mark.parametrize(
    ("wording", "due", "other"),
    [
        ("2024年9月前", date(2024, 8, 31), date(2024, 9, 30)),
        ("2025年前", date(2024, 12, 31), date(2025, 12, 31)),
        ("2025年二季度前", date(2025, 3, 31), date(2025, 6, 30)),
        ("2024年9月中旬前", date(2024, 9, 10), date(2024, 9, 20)),
        ("三年内", date(2026, 3, 10), date(2025, 12, 31)),
    ],
)
def test_an_ambiguous_wording_keeps_both_days_and_asks(wording: str, due: date, other: date):
    reading = read(wording)
    assert (reading.due, reading.alternatives) == (due, (other,))
    assert len(reading.doubts) == 1
    assert "请核定" in reading.doubts[0]


def test_of_two_readings_the_one_before_the_issue_date_falls():
    reading = read_deadline("2023年9月前", basis="column", issued_on=date(2023, 9, 5), period=PERIOD)
    assert (reading.due, reading.alternatives) == (date(2023, 9, 30), (date(2023, 8, 31),))


@pytest.mark.parametrize(
    ("wording", "start"),
    [
        ("2023—2025年", date(2023, 1, 1)),
        ("2023-2025年", date(2023, 1, 1)),
        ("2023年至2025年", date(2023, 1, 1)),
        ("2023一2025年", date(2023, 1, 1)),
        ("2023年3月—2025年12月", date(2023, 3, 1)),
        ("“十四五”期间", date(2021, 1, 1)),
        ('"十四五"期间', date(2021, 1, 1)),
        ("规划期内", date(2023, 1, 1)),
    ],
)
def test_a_range_is_due_on_its_last_day(wording: str, start: date):
    reading = read(wording)
    assert (reading.kind, reading.form, reading.start, reading.due) == (
        DeadlineKind.FIXED,
        DeadlineForm.RANGE,
        start,
        END_2025,
    )


def test_of_several_days_in_a_cell_the_last_is_due_and_the_others_are_milestones():
    reading = read("2023年底前完成方案，2024年底前完成建设")
    assert (reading.due, reading.milestones) == (date(2024, 12, 31), (date(2023, 12, 31),))


def test_working_days_are_counted_by_the_compiler():
    reading = read("印发后10个工作日内")
    assert (reading.due, reading.count, reading.count_unit) == (None, 10, CountUnit.WORKDAY)


@pytest.mark.parametrize(
    ("wording", "form"),
    [
        (None, DeadlineForm.BLANK),
        ("", DeadlineForm.BLANK),
        ("　", DeadlineForm.BLANK),
        ("—", DeadlineForm.BLANK),
        ("/", DeadlineForm.BLANK),
        ("同上", DeadlineForm.INHERIT),
        ("适时", DeadlineForm.TRIGGER),
        ("根据上级部署", DeadlineForm.TRIGGER),
        ("按国家统一要求", DeadlineForm.TRIGGER),
        ("条件成熟时", DeadlineForm.TRIGGER),
        ("待国家政策出台后", DeadlineForm.TRIGGER),
        ("省统一部署后", DeadlineForm.TRIGGER),
        ("按计划推进", DeadlineForm.VAGUE),
        ("按年度计划推进", DeadlineForm.VAGUE),
        ("取得明显进展", DeadlineForm.VAGUE),
        ("6月底前", DeadlineForm.PLAIN),
        ("2025年2月30日", DeadlineForm.PLAIN),
    ],
)
def test_what_names_no_certain_day_gets_none_and_asks(wording: str | None, form: DeadlineForm):
    reading = read(wording)
    assert (reading.kind, reading.form, reading.due) == (DeadlineKind.NONE, form, None)
    assert reading.doubts


def test_a_missing_year_is_completed_only_where_it_is_certain():
    one_year = Period(date(2024, 1, 1), date(2024, 12, 31))
    assert read_deadline("6月底前", basis="column", period=one_year).due == date(2024, 6, 30)
    assert read_deadline("6月底前", basis="column").due is None
    assert read_deadline("6月底前", basis="column", issued_on=date(2024, 8, 1)).due is None
    by_issue = read_deadline("6月底前", basis="column", issued_on=date(2024, 3, 1))
    assert by_issue.due == date(2024, 6, 30)
    assert by_issue.doubts == ("“6月底前”没有写年份，按印发年份2024年补，请核对。",)


def test_relative_wording_without_an_issue_date_has_no_day():
    reading = read_deadline("印发后3个月内", basis="column")
    assert (reading.kind, reading.due) == (DeadlineKind.NONE, None)
    assert reading.doubts == ("“印发后3个月内”要从印发日期起算，请先补印发日期。",)


@settings(deadline=None)
@given(st.dates(date(2023, 3, 10), date(2035, 12, 31)))
def test_a_written_day_is_read_as_that_day(day: date):
    assert read(f"{day.year}年{day.month}月{day.day}日前").due == day


@pytest.mark.parametrize(
    "text", ["印发后99999999999999999999日内", "印发后9999999个月内", "2023年13月底前", "2023年99月前完成"]
)
def test_numbers_that_no_calendar_has_give_no_date_and_a_question(text: str):
    reading = read_deadline(text, basis="column", issued_on=date(2023, 3, 10))
    assert reading.due is None
    assert reading.doubts


@pytest.mark.parametrize(
    ("wording", "start", "due"),
    [
        ("2024年9—12月", date(2024, 9, 1), date(2024, 12, 31)),
        ("2024年9月-12月", date(2024, 9, 1), date(2024, 12, 31)),
        ("2024.6-2024.12", date(2024, 6, 1), date(2024, 12, 31)),
        ("2024.1.1-2024.12.31", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年1月1日至12月31日", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年1月1日—2025年12月31日", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024年二—三季度", date(2024, 4, 1), date(2024, 9, 30)),
        ("2024年5月起至2025年12月", date(2024, 5, 1), date(2025, 12, 31)),
        ("2023—2025", date(2023, 1, 1), date(2025, 12, 31)),
        ("“十四五”规划期内", date(2021, 1, 1), date(2025, 12, 31)),
    ],
)
def test_two_days_with_a_dash_between_them_are_one_stretch(wording: str, start: date, due: date):
    reading = read(wording)
    assert (reading.form, reading.start, reading.due, reading.milestones) == (DeadlineForm.RANGE, start, due, ())


@pytest.mark.parametrize(
    ("wording", "due", "milestones"),
    [
        ("2024年5月、10月", date(2024, 10, 31), (date(2024, 5, 31),)),
        ("2024年3、6、9月", date(2024, 9, 30), (date(2024, 3, 31), date(2024, 6, 30))),
        ("2024年三、四季度", date(2024, 12, 31), (date(2024, 9, 30),)),
        ("2024、2025年", date(2025, 12, 31), (date(2024, 12, 31),)),
        ("1.2024年6月底前；2.2025年底前", date(2025, 12, 31), (date(2024, 6, 30),)),
        ("2024年底前完成，次年3月底前总结", date(2025, 3, 31), (date(2024, 12, 31),)),
        (
            "2024年3月底前完成招标；6月底前完成基础；12月底前封顶。",
            date(2024, 12, 31),
            (date(2024, 3, 31), date(2024, 6, 30)),
        ),
    ],
)
def test_several_days_of_a_list_each_count(wording: str, due: date, milestones: tuple[date, ...]):
    reading = read(wording)
    assert (reading.due, reading.milestones) == (due, milestones)


@pytest.mark.parametrize(
    ("wording", "due"),
    [
        ("2024年国庆节前", date(2024, 9, 30)),
        ("2024年“五一”前完成", date(2024, 4, 30)),
        ("2024年教师节前", date(2024, 9, 9)),
        ("2024年暑假", date(2024, 8, 31)),
        ("2024年暑期前", date(2024, 7, 15)),
        ("2024学年", date(2025, 8, 31)),
        ("2023—2024学年第一学期", date(2024, 1, 31)),
        ("2023—2024学年第二学期", date(2024, 7, 15)),
        ("2024年前三季度", date(2024, 9, 30)),
        ("2024年Q3", date(2024, 9, 30)),
        ("2024年10月上中旬", date(2024, 10, 20)),
        ("202412", date(2024, 12, 31)),
        ("明年6月底前", date(2024, 6, 30)),
        ("今年9月底前", date(2023, 9, 30)),
    ],
)
def test_parts_of_a_year_that_the_calendar_knows_have_their_day(wording: str, due: date):
    reading = read(wording)
    assert (reading.kind, reading.due, reading.doubts) == (DeadlineKind.FIXED, due, ())


@pytest.mark.parametrize(
    "wording",
    [
        "2024年春节前",
        "2024年高考前",
        "2024年汛期前完成",
        "2024年初",
        "2024年工程竣工前",
        "2024年寒假",
        "2024年元旦前",
        "2024年6",
    ],
)
def test_parts_of_a_year_that_no_calendar_knows_have_no_day_and_are_asked_for(wording: str):
    reading = read(wording)
    assert (reading.kind, reading.due) == (DeadlineKind.NONE, None)
    assert "请补一个日期" in reading.doubts[0]


def test_the_beginning_of_a_month_is_its_tenth_day_and_a_question():
    reading = read("2024年6月初")
    assert (reading.due, reading.doubts) == (
        date(2024, 6, 10),
        ("“2024年6月初”没有确定的日子，暂按2024年6月10日算，请核定。",),
    )


@pytest.mark.parametrize(
    ("wording", "due"),
    [
        ("三季度末前", date(2024, 9, 30)),
        ("一季度", date(2024, 3, 31)),
        ("3月至11月", date(2024, 11, 30)),
        ("9-12月", date(2024, 12, 31)),
    ],
)
def test_a_quarter_or_a_stretch_without_a_year_takes_the_plans_only_one(wording: str, due: date):
    of_a_year = Period(date(2024, 1, 1), date(2024, 12, 31))
    assert read_deadline(wording, basis="column", period=of_a_year).due == due
    asked = read_deadline(wording, basis="column", issued_on=date(2024, 1, 5))
    assert asked.due == due
    assert "没有写年份" in "".join(asked.doubts)


def test_a_month_that_lies_in_a_school_year_once_is_certain():
    term = Period(date(2025, 9, 1), date(2026, 1, 31))
    assert read_deadline("10月底前", basis="note", period=term).due == date(2025, 10, 31)
    assert read_deadline("1月中旬", basis="note", period=term).due == date(2026, 1, 20)


def test_next_year_is_counted_from_the_year_of_issue_with_a_question_where_it_follows_nothing():
    reading = read("次年3月底前")
    assert (reading.due, reading.doubts) == (date(2024, 3, 31), ("“次年”按印发年份的下一年，即2024年算，请核对。",))
