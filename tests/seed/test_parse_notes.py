"""A note beside a task says who leads, who works along and by when, in whatever words."""

from __future__ import annotations

import pytest
from draft_reading import doubts, parsed, who

from tasks_seed.draft import LeadRule
from tasks_seed.repair import mended

# One note, whatever its wording: (note, lead, cooperating, deadline as written, explicit)
NOTES = [
    ("（责任单位：县教育局、县残联）", "县教育局", "县残联", None, False),
    ("（责任单位：县教育局、县残联等有关处室（单位））", "县教育局", "县残联", None, False),
    ("〔责任单位：县教育局，各乡（镇）人民政府〕", "县教育局", "各乡（镇）人民政府", None, False),
    ("（牵头单位：县教育局，配合单位：县民政局、县卫健局）", "县教育局", "县民政局、县卫健局", None, True),
    ("【牵头单位：县教育局；责任单位：县财政局】", "县教育局", "县财政局", None, True),
    ("（牵头单位：县教育局 配合单位：县残联 完成时限：2025年12月底）", "县教育局", "县残联", "2025年12月底", True),
    ("（牵头科室：基教科；配合科室：人事科；完成时间：2023年9月）", "基教科", "人事科", "2023年9月", True),
    ("（主要责任单位：区教育局；协同配合单位：区残联、区民政局）", "区教育局", "区残联、区民政局", None, True),
    ("（县教育局牵头，县民政局、县财政局等按职责分工负责）", "县教育局", "县民政局、县财政局", None, True),
    ("（县教育局、县卫健局牵头，各乡镇政府配合，持续推进）", "县教育局、县卫健局", "各乡镇政府", "持续推进", True),
    ("（由县教育局会同县残联、县卫健局负责）", "县教育局", "县残联、县卫健局", None, True),
    ("（县教育局负责）", "县教育局", "", None, False),
    ("（县教育局、县残联负责，2025年底前完成）", "县教育局", "县残联", "2025年底前完成", False),
    ("（2024年底前完成，县教育局、县残联负责）", "县教育局", "县残联", "2024年底前完成", False),
    ("（县教育局负责，县国资局按职责分工负责）", "县教育局", "县国资局", None, True),
    ("（责任单位：县教育局（牵头）、县残联）", "县教育局", "县残联", None, True),
    ("（责任单位：县教育局、县人社局；配合单位：县残联）", "县教育局、县人社局", "县残联", None, True),
    ("（牵头领导：某某；责任单位：县教育局；责任人：某某）", "县教育局", "", None, False),
    ("（县教育局、县残联、县卫健局）", "县教育局", "县残联、县卫健局", None, False),
    ("（责任单位:县教育局 县财政局 县残联）", "县教育局", "县财政局、县残联", None, False),
    ("（牽頭單位：州教育局；責任單位：州財政局）", "州教育局", "州財政局", None, True),
    ("（责任单位：县教育局、县残联", "县教育局", "县残联", None, False),
    ("由县教育局牵头，县残联、县民政局配合，2024年底前完成。", "县教育局", "县残联、县民政局", "2024年底前完成", True),
    ("县教育局牵头，县残联按职责分工负责。", "县教育局", "县残联", None, True),
]


@pytest.mark.parametrize(("note", "lead", "cooperating", "deadline", "explicit"), NOTES)
def test_a_note_says_who_leads_who_works_along_and_by_when(
    note: str, lead: str, cooperating: str, deadline: str | None, explicit: bool
):
    plan = parsed(f"（一）做好招生入学。健全工作机制。{note}")
    assert who(plan) == [("（一）", lead, cooperating)]
    (task,) = plan.tasks
    assert task.text == "做好招生入学。健全工作机制。"
    assert task.title == "做好招生入学"
    assert task.deadline_text == deadline
    assert (task.lead_rule is LeadRule.EXPLICIT) == explicit


@pytest.mark.parametrize(
    "sentence",
    ["由教育部门牵头，会同残联逐一核实数据。", "县教育局负责组织沙龙、对接会等活动。", "学校负责。"],
)
def test_a_sentence_that_says_more_than_who_does_it_stays_in_the_text(sentence: str):
    plan = parsed(f"（一）加强队伍建设。{sentence}（县人社局负责）\n（二）做好统计。{sentence}")
    assert [task.lead for task in plan.tasks][:1] == [("县人社局",)]
    assert all(sentence in task.text for task in plan.tasks)


def test_a_bracket_that_was_never_closed_does_not_hide_the_note():
    plan = parsed(
        "（一）建设资源(指导中心，依托学校建设。（责任单位：县教育局、县财政局）\n（二）配师。（县人社局负责）"
    )
    assert who(plan) == [("（一）", "县教育局", "县财政局"), ("（二）", "县人社局", "")]


@pytest.mark.parametrize(
    "aside",
    [
        "（具体负责学校随班就读工作）的教师",
        "（含技工学校）等",
        "（以下简称“特教学校”）",
        "《关于责任单位的规定》",
        "（幼儿园）教师，县教育局牵头研究",
    ],
)
def test_a_bracket_inside_a_sentence_is_no_note(aside: str):
    plan = parsed(f"（一）加强队伍建设。支持{aside}参加培训。（县教育局负责）")
    assert len(plan.tasks) == 1
    assert aside in plan.tasks[0].text


def test_a_note_broken_over_lines_and_pages_is_put_together():
    plan = parsed(
        "二、加强保障\n（一）加强信贷支持。鼓励有条件的地方安排贷款贴息，支持服\n务设施建设。（责任单位：市财政局、市教\n—\n3\n—\n"
        "育局，各县（市、\n区）政府）\n（二）加强人才支持。培养骨干教师。（责\n任单位：市人社局）\n"
    )
    assert who(plan) == [("（一）", "市财政局", "市教育局、各县（市、区）政府"), ("（二）", "市人社局", "")]
    assert plan.tasks[0].text == "加强信贷支持。鼓励有条件的地方安排贷款贴息，支持服务设施建设。"
    assert (plan.tasks[0].source.line, plan.tasks[0].source.end_line) == (2, 3)


def test_lines_of_labels_below_an_item_belong_to_it():
    plan = parsed(
        "1.科学评估。每年2月和8月，对入学需求全面摸底。\n牵头单位：教科局\n责任单位：民政局、残联等单位\n"
        "2．建设资源教室。改建5间。\n责任单位：教科局\n责任单位：财政局、各乡（镇）\n"
        "3.加强宣传。\n牵头单位：教科局\n配合单位：融媒体中心\n完成时限：2024年底前\n"
    )
    assert who(plan) == [
        ("1", "教科局", "民政局、残联"),
        ("2", "教科局", "财政局、各乡（镇）"),
        ("3", "教科局", "融媒体中心"),
    ]
    assert plan.tasks[0].deadline.rrule is not None
    assert "写了两次" in doubts(plan.tasks[1])
    assert [task.deadline_text for task in plan.tasks] == ["每年2月和8月", None, "2024年底前"]


def test_a_label_that_was_read_wrongly_is_still_a_label():
    (task,) = parsed("1.建校。（贵任单位：市教甯局、市财政局）").tasks
    assert (task.lead, task.cooperating) == (("市教育局",), ("市财政局",))
    assert "改正" in doubts(task)


@pytest.mark.parametrize("words", ["有效育人", "参数育种", "缴费源头", "财政有关规划"])
def test_words_that_only_look_like_scan_faults_are_left_alone(words: str):
    assert mended(words) == words


def test_persons_beside_the_units_are_left_out():
    plan = parsed(
        "1.新建学校5所。\n责任领导：王某某 牵头单位：市教育局 责任单位：市发改委\n"
        "2.新增企业30家。\n责任领导：李某某\n牵头单位：市工信局\n督导单位：市督查室\n完成时限：2024年12月"
    )
    assert who(plan) == [("1", "市教育局", "市发改委"), ("2", "市工信局", "")]
    assert [task.text for task in plan.tasks] == ["新建学校5所。", "新增企业30家。"]


def test_an_open_list_of_units_is_doubted():
    (task,) = parsed("1.建校。（县教育局牵头，县财政局等部门配合）").tasks
    assert (task.cooperating, "“等”" in doubts(task)) == (("县财政局",), True)
