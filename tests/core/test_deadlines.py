"""From a deadline's wording to dated duties: the whole vocabulary, read and compiled, with literal days."""

from __future__ import annotations

from datetime import date

import pytest
from compiling import QUARTERS, compiled, days

from tracker.core.deadlines import DeadlineFlag, DeadlineShape, as_rows
from tracker.core.words import DutyKind

CLOSING, MILESTONE, REPORT, START = DutyKind.CLOSING, DutyKind.MILESTONE, DutyKind.REPORT, DutyKind.START


@pytest.mark.parametrize(
    ("wording", "due"),
    [
        ("2025年底前", "2025-12-31"),
        ("二〇二五年底前", "2025-12-31"),
        ("2025 年底前", "2025-12-31"),
        ("2025年底以前", "2025-12-31"),
        ("２０２５年底前", "2025-12-31"),
        ("2025年12月底前", "2025-12-31"),
        ("到2025年", "2025-12-31"),
        ("2023年12月底前", "2023-12-31"),
        ("2024年6月底前", "2024-06-30"),
        ("印发后3个月内", "2023-06-10"),
        ("年内", "2023-12-31"),
        ("2025年上半年", "2025-06-30"),
        ("2024年9月中旬", "2024-09-20"),
        ("“十四五”末", "2025-12-31"),
        ("10个工作日内", "2023-03-24"),
        ("30日内", "2023-04-10"),  # the thirtieth day is a Sunday
    ],
)
def test_a_one_off_closes_once(wording: str, due: str):
    result = compiled(wording)
    assert result.shape is DeadlineShape.ONE_OFF
    assert [(duty.kind, duty.key, duty.due.isoformat()) for duty in result.duties] == [(CLOSING, "once", due)]
    assert result.flags == ()


def test_an_ambiguous_month_keeps_the_other_reading():
    result = compiled("2024年9月前")
    assert days(result) == [("once", "2024-08-31")]
    assert result.flags == (DeadlineFlag.AMBIGUOUS,)
    assert result.alternatives == (date(2024, 9, 30),)
    assert result.doubts == ("“2024年9月前”可以读作2024年8月31日，也可以读作2024年9月30日，请核定。",)


def test_a_long_one_off_suggests_a_halfway_point():
    assert compiled("2025年底前").asks == ("时间较长，建议牵头单位在办理方案里自定一个过半节点（2024-08-04前后）。",)
    assert compiled("印发后3个月内").asks == ()


def test_a_paper_to_be_issued_is_looked_at_thirty_days_before():
    result = compiled("2024年6月底前出台")
    assert [(duty.kind, duty.key, duty.due.isoformat()) for duty in result.duties] == [
        (MILESTONE, "draft", "2024-05-31"),
        (CLOSING, "once", "2024-06-30"),
    ]


def test_a_paper_then_open_ended_work_is_two_phases():
    result = compiled("2023年6月底前制定计划并长期推进")
    assert result.shape is DeadlineShape.PHASED
    assert days(result, MILESTONE) == [("m1", "2023-06-30")]
    assert days(result, REPORT) == QUARTERS[2:]
    assert [(phase.start, phase.end) for phase in result.phases] == [
        (date(2023, 3, 10), date(2023, 6, 30)),
        (date(2023, 7, 1), date(2025, 12, 31)),
    ]


def test_within_the_year_bounds_the_second_phase():
    result = compiled("6月底前出台，年内持续推进")
    assert days(result) == [("m1", "2023-06-30"), ("2023Q3", "2023-10-20"), ("2023Q4", "2024-01-20")]


@pytest.mark.parametrize("wording", ["长期坚持", "长期推进", "常态化", "贯穿全过程"])
def test_lasting_work_owes_quarterly_reports_and_never_one_late_day(wording: str):
    result = compiled(wording)
    assert result.shape is DeadlineShape.OPEN
    assert days(result) == QUARTERS
    assert {duty.kind for duty in result.duties} == {REPORT}
    assert [(phase.start, phase.end) for phase in result.phases] == [(date(2023, 3, 10), date(2025, 12, 31))]


def test_half_year_summary_and_yearly_evidence_ride_on_the_quarterly_report():
    contents = {duty.key: duty.contents for duty in compiled("长期坚持").duties}
    assert contents["2024Q1"] == ("进展简报（可报无变化）",)
    assert contents["2024Q2"] == ("进展简报（可报无变化）", "半年小结")
    assert contents["2024Q4"] == ("进展简报（可报无变化）", "半年小结", "年度佐证")


def test_continuing_work_is_assessed_at_the_plans_end():
    result = compiled("持续推进")
    assert days(result, REPORT) == QUARTERS
    assert days(result, CLOSING) == [("end", "2025-12-31")]


@pytest.mark.parametrize("wording", ["每年6月底前", "每年6月底完成"])
def test_a_yearly_day_closes_every_year_of_the_plan(wording: str):
    result = compiled(wording)
    assert days(result, CLOSING) == [("2023", "2023-06-30"), ("2024", "2024-06-30"), ("2025", "2025-06-30")]


def test_two_months_a_year_close_at_both_month_ends():
    assert days(compiled("每年2月和8月")) == [
        ("2023-08", "2023-08-31"),
        ("2024-02", "2024-02-29"),
        ("2024-08", "2024-08-31"),
        ("2025-02", "2025-02-28"),
        ("2025-08", "2025-08-31"),
    ]


def test_a_start_owes_a_first_report_and_then_closes_yearly():
    result = compiled("2023年起实施")
    assert days(result, START) == [("start", "2023-07-20")]
    assert days(result, CLOSING) == [("2023", "2023-12-31"), ("2024", "2024-12-31"), ("2025", "2025-12-31")]


def test_a_start_with_a_yearly_day():
    assert days(compiled("2023年起，每年12月底前")) == [
        ("2023", "2023-12-31"),
        ("2024", "2024-12-31"),
        ("2025", "2025-12-31"),
    ]


def test_immediate_work_reports_its_start_within_ten_working_days_and_needs_an_end():
    result = compiled("立即启动")
    assert days(result, START) == [("start", "2023-03-24")]
    assert DeadlineFlag.NEEDS_END_DATE in result.flags
    assert days(result, REPORT)[:2] == [("2023-03", "2023-04-20"), ("2023-04", "2023-05-20")]


def test_immediate_work_with_an_end_closes_then():
    assert days(compiled("立即启动，2024年底前完成")) == [("start", "2023-03-24"), ("once", "2024-12-31")]


def test_year_by_year_is_a_milestone_a_year_that_needs_targets():
    result = compiled("分年度实施")
    assert [(duty.kind, duty.key, duty.due.isoformat()) for duty in result.duties] == [
        (MILESTONE, "2023", "2023-12-31"),
        (MILESTONE, "2024", "2024-12-31"),
        (CLOSING, "2025", "2025-12-31"),
    ]
    assert result.flags == (DeadlineFlag.NEEDS_TARGET,)


@pytest.mark.parametrize("wording", ["2023—2025年", "“十四五”期间", "规划期内"])
def test_a_range_has_a_milestone_at_every_years_end_and_a_final_closing(wording: str):
    result = compiled(wording)
    assert result.shape is DeadlineShape.RANGE
    assert [(duty.kind, duty.due.isoformat()) for duty in result.duties] == [
        (MILESTONE, "2023-12-31"),
        (MILESTONE, "2024-12-31"),
        (CLOSING, "2025-12-31"),
    ]


def test_quarterly_work_is_reported_on_the_plans_calendar():
    assert days(compiled("按季度推进"), REPORT) == QUARTERS


def test_half_yearly_and_monthly_reports_use_the_calendar_too():
    assert days(compiled("每半年"))[:2] == [("2023H1", "2023-07-20"), ("2023H2", "2024-01-20")]
    assert days(compiled("每月"))[:2] == [("2023-03", "2023-04-20"), ("2023-04", "2023-05-20")]


def test_a_day_of_the_month_comes_from_the_wording():
    assert days(compiled("每月25日前"))[:2] == [("2023-03", "2023-03-25"), ("2023-04", "2023-04-25")]


def test_school_terms_close_in_july_and_january_and_the_last_one_with_the_plan():
    assert days(compiled("每学期")) == [
        ("2023-spring", "2023-07-15"),
        ("2023-autumn", "2024-01-31"),
        ("2024-spring", "2024-07-15"),
        ("2024-autumn", "2025-01-31"),
        ("2025-spring", "2025-07-15"),
        ("2025-autumn", "2025-12-31"),
    ]


def test_school_years_close_in_august():
    assert days(compiled("每学年")) == [
        ("2022-2023", "2023-08-31"),
        ("2023-2024", "2024-08-31"),
        ("2024-2025", "2025-08-31"),
    ]


def test_a_trigger_is_asked_about_every_half_year():
    result = compiled("适时")
    assert result.shape is DeadlineShape.TRIGGER
    assert days(result)[:2] == [("2023H1", "2023-07-20"), ("2023H2", "2024-01-20")]
    assert result.duties[0].contents == ("条件是否已经具备",)


def test_vague_wording_owes_a_criterion_within_fifteen_working_days():
    result = compiled("按计划推进")
    assert days(result) == [("criterion", "2023-03-31")]
    assert DeadlineFlag.NEEDS_CRITERION in result.flags


def test_no_wording_gives_no_date_and_a_flag():
    result = compiled("")
    assert result.duties == ()
    assert result.flags == (DeadlineFlag.NO_DATE, DeadlineFlag.INHERIT, DeadlineFlag.PLAN_END)
    assert result.asks == ("原文没有写时限，可否以方案期末2025-12-31为时限，请核定。",)
    assert compiled("同上").duties == ()


def test_an_open_end_behind_the_plan_goes_to_the_successor():
    result = compiled("2025年底前，并长期坚持")
    assert [(duty.kind, duty.due.isoformat()) for duty in result.duties] == [(CLOSING, "2025-12-31")]
    assert [(phase.start, phase.end) for phase in result.phases][1] == (date(2026, 1, 1), None)
    assert result.flags == (DeadlineFlag.SUCCESSOR,)


def test_the_reason_is_told_in_steps_and_one_conclusion():
    why = compiled("2025年12月").duties[0].why
    assert why.steps == (
        "时限栏写的是“2025年12月”。",
        "“2025年12月”，某年某月按当月最后一天算：2025-12-31。",
    )
    assert why.conclusion == "所以是2025年12月31日（周三，工作日）。"


def test_a_written_day_on_a_weekend_does_not_move():
    duty = compiled("印发后3个月内").duties[0]
    assert duty.due == date(2023, 6, 10)
    assert duty.why.steps[-1] == "这一天是休息日；写明的日期不顺延，只把提醒提前。"


def test_the_rows_are_plain_values():
    rows = as_rows(compiled("2024年9月前"))
    assert rows["shape"] == "one_off"
    assert rows["alternatives"] == ["2024-09-30"]
    assert rows["duties"][0] == {
        "kind": "closing",
        "label": "办结",
        "period": "once",
        "window_open": "2023-03-10",
        "due": "2024-08-31",
        "covers": {"start": "2023-03-10", "end": "2024-08-31"},
        "contents": ["办结并附佐证"],
        "backlog": False,
        "why": [
            "时限栏写的是“2024年9月前”。",
            "“2024年9月前”没有“底”字，按不含这段时间算，截到前一天：2024-08-31。",
            "这一天是休息日；写明的日期不顺延，只把提醒提前。",
        ],
        "conclusion": "所以是2024年8月31日（周六，休息日）。",
    }
