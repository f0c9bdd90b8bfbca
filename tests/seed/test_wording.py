"""Reading deadline wording: a table of wordings as plans print them, and what must not be taken for a deadline."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_seed.draft import CountUnit, DeadlineForm, DeadlineKind, DeadlineReading, Period
from tasks_seed.wording import find_deadline, read_deadline

ISSUED = date(2023, 3, 10)
PERIOD = Period(date(2023, 1, 1), date(2025, 12, 31), "2023—2025年")
END_2025 = date(2025, 12, 31)


def read(wording: str | None) -> DeadlineReading:
    return read_deadline(wording, basis="column", issued_on=ISSUED, period=PERIOD)


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


def test_immediate_wording_starts_on_the_issue_date_and_asks_for_an_end():
    reading = read("立即启动")
    assert (reading.kind, reading.form, reading.start) == (
        DeadlineKind.START_FROM,
        DeadlineForm.IMMEDIATE,
        ISSUED,
    )
    assert reading.doubts == ("“立即启动”没有写什么时候完成，请补一个办结时限。",)


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


@pytest.mark.parametrize(
    ("text", "wording", "due"),
    [
        ("到2025年，全市适龄残疾儿童义务教育入学率达到97%以上。", "到2025年", END_2025),
        ("至2025年，力争每个县区有1所幼儿园开展融合教育试点。", "至2025年", END_2025),
        ("到２０２５年，培育３０所示范校。", "到２０２５年", END_2025),
        ("到 2025 年,将送教比例控制在10%以内", "到 2025 年", END_2025),
        ("到2025年将生均公用经费提高至每生每年7000元以上", "到2025年", END_2025),
        ("设立特教班，2024年底前完成特殊教育学校建设和使用。", "2024年底前", date(2024, 12, 31)),
        ("二〇二五年底前建成", "二〇二五年底前", END_2025),
        ("压减至8个工作日以内，2023年全面推广无纸化备案。", "2023年", date(2023, 12, 31)),
        ("其中:2024年，重点开展负责人培训;2025年，重点开展教师培训", "2025年", END_2025),
        ("2023年底前制定方案，2024年6月底前完成", "2024年6月底前", date(2024, 6, 30)),
        ("2023年6月底前制定政策，12月底前实现直接结算。", "12月底前", date(2023, 12, 31)),
        ("到2035年建成教育强国，到2025年入学率达到97%", "到2025年", END_2025),
        ("于2024年5月30日前报送名单", "2024年5月30日前", date(2024, 5, 30)),
        ("到\n2025年，建成资源中心", "到2025年", END_2025),
    ],
)
def test_a_goal_in_running_text_is_found_as_printed(text: str, wording: str, due: date):
    found = find_deadline(text, issued_on=ISSUED, period=PERIOD)
    assert found is not None
    said, reading = found
    assert (said, reading.kind, reading.due, reading.basis) == (wording, DeadlineKind.FIXED, due, "text")


def test_the_earlier_days_of_a_text_are_its_milestones():
    found = find_deadline("2023年底前自查，2024年底前整改", issued_on=ISSUED)
    assert found is not None
    assert found[1].milestones == (date(2023, 12, 31),)


def test_every_year_with_months_is_a_deadline_in_running_text():
    found = find_deadline("每年2月和8月，教育部门要联合残联等部门开展排查。", issued_on=ISSUED)
    assert found is not None
    assert (found[0], found[1].rrule) == ("每年2月和8月", "FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=-1")


@pytest.mark.parametrize(
    "text",
    [
        "落实《特殊教育发展提升行动计划（2023—2025年）》。",
        "贯彻教基〔2023〕2号文件精神。",
        "做好“十四五”特殊教育工作。",
        "送教服务每周1—2次，每次2—4课时，确保每年送教120课时以上。",
        "根据2022年统计，全县有残疾儿童300名。",
        "截至2024年底，全市共有特校10所。",
        "2024年，全市现有特校10所。",
        "2022年底前已建成的学校要完善设施。",
        "对2024年8月31日前出生的儿童建档。",
        "举办2023年全省特殊教育教师教学技能展示活动。",
        "与2024年相比增长10%。",
        "修订出台2024年版目录。",
        "2024年9月11日，省政府召开会议。",
        "达到2025年水平。",
        "年底前各平台完成对接。",
        "6月底前完成核查。",
        "省级每年择优评选不超过10个标杆项目。",
        "持续推进融合教育，建立长期稳定的关系。",
        "3-6岁残疾儿童抢救性康复，投入2005.6万元。",
        "",
    ],
)
def test_a_mere_mention_is_not_a_deadline(text: str):
    assert find_deadline(text, issued_on=ISSUED, period=PERIOD) is None


WORDINGS = (
    "2025年底前",
    "2024年9月前",
    "2024年9月中旬",
    "每年2月和8月",
    "2023年起实施",
    "长期坚持",
    "2023—2025年",
    "印发后3个月内",
    "2023年6月底前制定计划并长期推进",
    "按季度推进",
    "适时",
)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BLANKS = ("", " ", "\u3000", "\u00a0", "\n", "\u200b")


@settings(deadline=None)
@given(st.sampled_from(WORDINGS), st.data())
def test_full_width_digits_and_blanks_change_nothing(wording: str, data: st.DataObject):
    spread = "".join(char + data.draw(st.sampled_from(BLANKS)) for char in wording)
    odd = spread.translate(FULL_WIDTH) if data.draw(st.booleans()) else spread
    assert read(odd) == read(wording)


@settings(deadline=None)
@given(st.text(alphabet="0123456789年月日底前到至每和、，内十二五“”起期间季度半上下旬—《》 ", max_size=24))
def test_no_text_makes_the_reader_fail(text: str):
    reading = read(text)
    found = find_deadline(text, issued_on=ISSUED, period=PERIOD)
    assert reading.kind in DeadlineKind
    assert found is None or found[0]


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
