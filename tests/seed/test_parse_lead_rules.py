"""Who leads where several units are listed: by the document, by its declaration, or asked for."""

from __future__ import annotations

import pytest
from draft_reading import doubts, parsed, who

from tasks_seed.draft import LeadRule


def test_the_lead_rule_is_taken_from_the_document_or_asked_for():
    declared = parsed(
        "1.建校。（责任单位：县教育局、县财政局。列第一位的为牵头单位，下同）\n2.配师。（责任单位：县教育局、县人社局）"
    )
    assert declared.lead_declared == "列第一位的为牵头单位，下同"
    assert [task.lead_rule for task in declared.tasks] == [LeadRule.FIRST_LISTED] * 2
    assert declared.tasks[0].cooperating == ("县财政局",)
    assert all(not task.doubts for task in declared.tasks)
    undeclared = parsed("1.建校。（责任单位：县教育局、县财政局）\n2.配师。（责任单位：县人社局）")
    assert [task.lead_rule for task in undeclared.tasks] == [LeadRule.ASK, LeadRule.FIRST_LISTED]
    assert ["没有写明谁牵头" in doubts(task) for task in undeclared.tasks] == [True, False]


@pytest.mark.parametrize(
    ("sentence", "where"),
    [
        ("无牵头单位的，责任单位即为牵头单位，下同", "note"),
        ("无牵头单位的，责任单位均为牵头单位", "text"),
        ("未明确牵头单位的，所列责任单位均为牵头单位", "text"),
    ],
)
def test_a_document_may_say_that_every_unit_leads_its_part(sentence: str, where: str):
    inside = f"。{sentence}" if where == "note" else ""
    below = f"注：{sentence}。" if where == "text" else ""
    plan = parsed(
        f"1.建校。（责任单位：县教育局、县财政局{inside}）\n2.配师。（责任单位：县人社局、县委编办）\n{below}"
    )
    assert [task.lead for task in plan.tasks] == [("县教育局", "县财政局"), ("县人社局", "县委编办")]
    assert {task.lead_rule for task in plan.tasks} == {LeadRule.ALL_RESPONSIBLE}
    assert plan.lead_declared == sentence
    assert not any(task.doubts for task in plan.tasks)


@pytest.mark.parametrize(
    "sentence",
    [
        "列第一位的责任单位为牵头单位",
        "责任单位中排名第一的为牵头单位",
        "列首位的单位负责汇总",
        "列在第一位的为主要责任单位",
    ],
)
def test_the_first_listed_leads_where_a_line_around_the_tasks_says_so(sentence: str):
    plan = parsed(f"某县重点任务\n说明：{sentence}。\n1.建校。（责任单位：县教育局、县财政局）")
    assert (plan.tasks[0].lead, plan.tasks[0].cooperating) == (("县教育局",), ("县财政局",))
    assert plan.tasks[0].lead_rule is LeadRule.FIRST_LISTED
    assert plan.lead_declared is not None
    assert sentence in plan.lead_declared


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("以下均需各乡镇人民政府落实，不再列出", "县教育局负责，以下均需各乡镇人民政府落实，不再列出"),
        (
            "具体任务均涉及各县（市、区）政府，不再做分工，下同",
            "县教育局负责。具体任务均涉及各县（市、区）政府，不再做分工，下同",
        ),
    ],
)
def test_units_that_are_not_listed_any_more_are_asked_about_once_and_are_no_units_of_the_note(sentence: str, note: str):
    plan = parsed(f"1.建校。（{note}）\n2.配师。（县人社局负责）")
    assert [(task.lead, task.cooperating) for task in plan.tasks] == [(("县教育局",), ()), (("县人社局",), ())]
    assert any(sentence in doubt for doubt in plan.doubts)


def test_what_a_note_says_itself_wins_over_what_the_document_declares():
    plan = parsed("列第一位的为牵头单位。\n1.建校。（责任单位：县财政局、县教育局（牵头））")
    assert (plan.tasks[0].lead, plan.tasks[0].lead_rule) == (("县教育局",), LeadRule.EXPLICIT)


def test_many_undeclared_leads_are_one_question_of_the_plan():
    plan = parsed("1.建校。（责任单位：县教育局、县财政局）\n2.配师。（责任单位：县人社局、县委编办）")
    assert plan.doubts == ("有 2 项任务列了几个单位、没有写明谁牵头，可以按一条牵头规则一次确认。",)


@pytest.mark.parametrize(
    ("units", "lead", "cooperating", "asked"),
    [
        ("★县教育局、县公安局", "县教育局", "县公安局", True),
        ("县数据局★，县教育局", "县数据局", "县教育局", True),
        ("★县教育局、★县公安局", "县教育局", "县公安局", False),
        ("县教育局（牵头）、县财政局（配合）", "县教育局", "县财政局", False),
    ],
)
def test_a_sign_on_some_of_the_names_marks_who_leads(units: str, lead: str, cooperating: str, asked: bool):
    plan = parsed(f"序号\t任务\t责任单位\t时限\n1\t建校\t{units}\t2025年\n2\t配师\t县人社局\t2025年")
    assert who(plan)[0] == ("1", lead, cooperating)
    assert ("符号" in doubts(plan.tasks[0])) == asked
