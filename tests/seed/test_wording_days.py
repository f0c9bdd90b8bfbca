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
