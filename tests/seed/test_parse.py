"""Every layout of a plan becomes drafts, and what was guessed is said."""

from __future__ import annotations

from datetime import date

import pytest
from document_making import Pdf, word, workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_seed.draft import DeadlineKind, Draft, LeadRule, PlanDraft, to_json
from tasks_seed.parse import parse_document
from tasks_seed.readers import read_document, read_pasted
from tasks_seed.repair import mended


def parsed(text: str) -> PlanDraft:
    return parse_document(read_pasted(text))


def who(plan: PlanDraft) -> list[tuple[str, str, str]]:
    """Number, lead and cooperating units of every draft."""
    return [(task.no, "、".join(task.lead), "、".join(task.cooperating)) for task in plan.tasks]


def doubts(task: Draft) -> str:
    return "；".join(task.doubts)


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


SHARED = """一、提高普及水平
（一）安置入学。各县区全面核查残疾儿童少年数量和类型，逐一建立名册，由专家委员会评估认定，提出安置建议。
（二）随班就读。学校根据残疾类别和程度妥善安置，建立学习帮扶机制，资源中心加强巡回指导和教师培训。

（责任单位：市教育局、市残联）

二、提升保障能力
（一）建设学校。实施办学条件提升工程，加强无障碍环境改造，为残疾学生提供支持。（责任单位：市发改委、市教育局）
（二）保障经费。落实并提高生均公用经费补助标准，到2025年提高至每生每年7000元以上。（责任单位：市财政局）
"""


def test_one_closing_note_holds_for_the_whole_section_and_says_so():
    plan = parsed(SHARED)
    assert [task.lead for task in plan.tasks] == [("市教育局",), ("市教育局",), ("市发改委",), ("市财政局",)]
    assert [("末尾" in doubts(task)) for task in plan.tasks] == [True, True, False, False]
    assert [task.group for task in plan.tasks] == ["一、提高普及水平"] * 2 + ["二、提升保障能力"] * 2
    assert plan.tasks[3].deadline.due == date(2025, 12, 31)


def test_short_steps_under_one_note_are_one_task():
    plan = parsed(
        "（一）健全机制。\n1.建立联席会议制度；\n2.每年召开两次会议。（责任单位：县教育局、县残联）\n"
        "（二）落实学位。\n1.摸清底数；\n2.一人一案安置。（责任单位：县教育局，2024年8月底前完成）\n"
    )
    assert [task.no for task in plan.tasks] == ["（一）", "（二）"]
    assert plan.tasks[0].text == "健全机制。\n1.建立联席会议制度；\n2.每年召开两次会议。"


def test_an_item_with_several_notes_is_split_at_each():
    plan = parsed(
        "（十）鼓励创业。改善准入环境。（市市场监管局负责）加强创业教育。（市体育局、市教育局负责）重视新技术。（市科技局负责）"
    )
    assert who(plan) == [
        ("（十）-1", "市市场监管局", ""),
        ("（十）-2", "市体育局", "市教育局"),
        ("（十）-3", "市科技局", ""),
    ]
    assert [task.text for task in plan.tasks][1] == "加强创业教育。"


def test_measures_below_a_noted_item_are_the_tasks_and_the_item_stands_beside_them():
    plan = parsed(
        "（一）落实减税政策。（财政局牵头，各部门负责）\n具体措施：\n1．完善直达机制。（财政局负责）\n2．简化程序。（税务局牵头，财政局负责）\n"
        "（二）支持探索。（发改局负责）具体措施：2021年3月底前设立首批创新试点，支持先行先试，加快形成可以推广的制度成果，并扩大试点范围。（发改局负责）\n"
        "（三）完善监督。对进度慢的及时督促整改。（督查室负责）\n"
    )
    assert [(task.no, task.list_name) for task in plan.tasks] == [
        ("（一）", "inline_tasks"),
        ("1", "tasks"),
        ("2", "tasks"),
        ("（二）", "inline_tasks"),
        ("（二）（未编号）", "tasks"),
        ("（三）", "tasks"),
    ]
    assert plan.tasks[4].text.startswith("2021年3月底前")


def test_a_text_that_lost_its_line_ends_is_cut_at_its_numbers():
    filler = "建立健全工作机制，压实主体责任，完善配套政策，加强统筹协调，推动各项任务落地见效。" * 6
    text = f"某市工作方案现制定方案如下。一、强化支撑（一）完善机制。{filler}（市教育局负责）"
    text += f"（二）加强保障。{filler}（市财政局牵头，市教育局配合）"
    text += f"二、优化服务（三）拓展渠道。{filler}（市民政局负责）"
    text += f"（四）推进共享。{filler}到2025年，实现第1.5版系统全覆盖。（市数据局负责）"
    plan = parsed(text)
    assert [(task.no, task.group) for task in plan.tasks] == [
        ("（一）", "一、强化支撑"),
        ("（二）", "一、强化支撑"),
        ("（三）", "二、优化服务"),
        ("（四）", "二、优化服务"),
    ]


def test_a_plan_without_any_unit_lists_its_numbered_tasks_and_says_that_nobody_leads():
    plan = parsed(
        "某省质量提升年实施方案\n一、指导思想\n遵循规律。\n二、工作举措\n（一）构建评价体系\n1.制定实施办法。出台办法。\n2.制定评价指南。出台指南。\n"
        "（二）开展巡回指导\n充分发挥资源中心优势。\n三、组织实施\n1.加强领导。\n"
    )
    assert [(task.no, task.group) for task in plan.tasks] == [
        ("1", "（一）构建评价体系"),
        ("2", "（一）构建评价体系"),
        ("（二）", "二、工作举措"),
    ]
    assert all(task.lead == () and task.deadline.kind is DeadlineKind.NONE for task in plan.tasks)
    assert "全文没有标注责任单位" in plan.doubts[0]


def test_an_item_without_a_note_among_noted_ones_is_kept_with_a_doubt():
    plan = parsed("1.建校。（县教育局负责）\n2.配师。（县人社局负责）\n3.巡回指导送教上门。\n4.督导。（县督导室负责）")
    assert [task.no for task in plan.tasks] == ["1", "2", "3", "4"]
    assert "没有写责任单位" in doubts(plan.tasks[2])


def test_a_plan_sorted_by_units_gives_each_task_to_the_unit_above_it():
    plan = parsed(
        "某县重点工作\n一、县教育局（2项）\n1.新建学校2所。\n2.招聘教师50名。\n二、县残联牵头（1项）\n3.发放辅具。"
    )
    assert who(plan) == [("1", "县教育局", ""), ("2", "县教育局", ""), ("3", "县残联", "")]


def test_a_label_that_was_read_wrongly_is_still_a_label():
    (task,) = parsed("1.建校。（贵任单位：市教甯局、市财政局）").tasks
    assert (task.lead, task.cooperating) == (("市教育局",), ("市财政局",))
    assert "改正" in doubts(task)


@pytest.mark.parametrize("words", ["有效育人", "参数育种", "缴费源头", "财政有关规划"])
def test_words_that_only_look_like_scan_faults_are_left_alone(words: str):
    assert mended(words) == words


def test_items_without_numbers_are_one_task_a_paragraph():
    plan = parsed(
        "云溪县工作要点\n制定本要点。\n扩大学位。建校1所。（责任单位：县教育局）\n配齐教师。（责任单位：县委编办）"
    )
    assert [(task.no, task.text) for task in plan.tasks] == [("1", "扩大学位。建校1所。"), ("2", "配齐教师。")]


def test_persons_beside_the_units_are_left_out():
    plan = parsed(
        "1.新建学校5所。\n责任领导：王某某 牵头单位：市教育局 责任单位：市发改委\n"
        "2.新增企业30家。\n责任领导：李某某\n牵头单位：市工信局\n督导单位：市督查室\n完成时限：2024年12月"
    )
    assert who(plan) == [("1", "市教育局", "市发改委"), ("2", "市工信局", "")]
    assert [task.text for task in plan.tasks] == ["新建学校5所。", "新增企业30家。"]


# The same four rows in every form a table may come in.
HEADER = ["序号", "重点任务", "任务要求", "牵头单位", "配合单位", "完成时限"]
ROWS = [
    ["1", "健全体系", "建立招生入学联动机制。", "县教育局", "县残联、县卫健局", "2024年6月底前"],
    ["2", "健全体系", "建设特殊教育资源中心。", "县教育局", "县财政局", "2025年12月"],
    ["3", "强化保障", "落实生均公用经费。", "县财政局", "县教育局", "长期坚持"],
    ["4", "强化保障", "配齐专任教师。", "县委编办、县教育局", "无", "每年8月底前"],
]
BLANK_GROUPS = [row if row[0] in "13" else [row[0], "", *row[2:]] for row in ROWS]


def stacked(rows: list[list[str]]) -> str:
    return "\n".join(text for row in [HEADER, *rows] for text in row if text)


def run_on() -> str:
    """Cells without separators, the header again on the second page, scan faults in both."""
    first = "".join("".join(row) for row in [HEADER, ["1", "健全体系", "(1)", *ROWS[0][2:]], ["(2)", *ROWS[1][2:]]])
    second = "序号重点彳王务任务要求荤头单位配合单位完成时限"
    second += "".join(["2", "强化保障", "(3)", *ROWS[2][2:], "(4)", ROWS[3][2], "县委编办、县教甯局", "每年8月底前"])
    return first + second


TABLES = {
    "tabs": read_pasted("\n".join("\t".join(row) for row in [HEADER, *ROWS])),
    "pipes": read_pasted("\n".join("| " + " | ".join(row) + " |" for row in [HEADER, ["---"] * 6, *ROWS])),
    "blank groups": read_document("\n".join(",".join(row) for row in [HEADER, *BLANK_GROUPS]).encode(), "表.csv"),
    "word, merged": read_document(word([HEADER, *ROWS], merge_down=(1,)), "表.docx"),
    "workbook, merged": read_document(
        workbook([["任务表"], HEADER, *BLANK_GROUPS], ["A1:F1", "B3:B4", "B5:B6"]), "表.xlsx"
    ),
    "a cell a line": read_pasted("附件\n重点任务分工\n" + stacked(ROWS)),
    "a cell a line, groups once": read_pasted(stacked(BLANK_GROUPS)),
    "blanks between cells": read_pasted("\n".join(" ".join(row) for row in [HEADER, *ROWS])),
    "no separators": read_pasted(run_on()),
    "web page": read_document(
        (
            "<table>"
            + "".join("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in [HEADER, *ROWS])
            + "</table>"
        ).encode(),
        "表.html",
    ),
}


@pytest.mark.parametrize("form", TABLES)
def test_a_task_table_is_read_in_whatever_form_it_comes(form: str):
    plan = parse_document(TABLES[form])
    assert [task.text for task in plan.tasks] == [row[2] for row in ROWS]
    assert [task.group for task in plan.tasks] == [row[1] for row in ROWS]
    assert [(task.lead, task.cooperating) for task in plan.tasks] == [
        (("县教育局",), ("县残联", "县卫健局")),
        (("县教育局",), ("县财政局",)),
        (("县财政局",), ("县教育局",)),
        (("县委编办", "县教育局"), ()),
    ]
    assert [task.deadline_text for task in plan.tasks] == [row[5] for row in ROWS]
    assert all(task.deadline.basis == "column" for task in plan.tasks)


def test_columns_may_stand_in_any_order_and_have_other_names():
    plan = parsed(
        "编号\t时间节点\t主办单位\t协办单位\t分管领导\t任务类别\t工作内容\t备注\n1\t2024年底\t县教育局\t县残联\t某某\t一、体系\t建校\t新建\n"
        "2\t长期\t县财政局\t/\t某某\t一、体系\t拨款\t"
    )
    assert who(plan) == [("1", "县教育局", "县残联"), ("2", "县财政局", "")]
    assert [(task.text, task.group, task.deadline_text) for task in plan.tasks] == [
        ("建校", "一、体系", "2024年底"),
        ("拨款", "一、体系", "长期"),
    ]


def test_a_header_of_two_rows_and_section_rows_are_understood():
    rows = [
        ["序号", "任务", "责任单位", "责任单位", "时限"],
        ["序号", "任务", "牵头", "配合", "时限"],
        ["一、学位建设", "一、学位建设", "一、学位建设", "一、学位建设", "一、学位建设"],
        ["1", "建校", "县教育局", "县发改局", "2025年"],
        ["2", "扩班", "同上", "县财政局", "同上"],
    ]
    page = "<table><tr><td rowspan=2>序号</td><td rowspan=2>任务</td><td colspan=2>责任单位</td><td rowspan=2>时限</td></tr>"
    page += "<tr><td>牵头</td><td>配合</td></tr><tr><td colspan=5>一、学位建设</td></tr>"
    page += "".join("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in rows[3:]) + "</table>"
    plan = parse_document(read_document(page.encode(), "表.html"))
    assert who(plan) == [("1", "县教育局", "县发改局"), ("2", "县教育局", "县财政局")]
    assert [task.group for task in plan.tasks] == ["一、学位建设"] * 2
    assert plan.tasks[1].deadline_text == "2025年"
    assert "同上" in doubts(plan.tasks[1])


def test_a_cell_may_label_its_units_or_list_them_a_line_each():
    rows = [
        ["序号", "工作任务", "责任单位", "完成时限"],
        ["1", "建校", "牵头单位：县教育局\n配合单位：县发改局、县财政局", "2024年\n6月底前"],
        ["2", "配师", "县委编办\n县教育局\n县人力资源和社会\n保障局", "长期"],
    ]
    plan = parse_document(read_document(word(rows), "表.docx"))
    assert who(plan) == [("1", "县教育局", "县发改局、县财政局"), ("2", "县委编办", "县教育局、县人力资源和社会保障局")]
    assert plan.tasks[0].deadline.due == date(2024, 6, 30)


def test_a_table_inside_a_layout_table_is_found():
    page = "<table><tr><td>附件<table>" + "".join(
        "<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in [HEADER, *ROWS]
    )
    plan = parse_document(read_document((page + "</table></td></tr></table>").encode(), "表.html"))
    assert len(plan.tasks) == 4


def test_a_document_laid_out_in_a_table_is_read_as_a_document():
    page = "<table><tr><td>目录</td><td><p>一、任务</p><p>（一）建校。（市教育局负责）</p><p>（二）配师。（市人社局负责）</p>"
    page += "<table>" + "".join("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in [HEADER, ROWS[0]])
    plan = parse_document(read_document((page + "</table><p>附注</p></td></tr></table>").encode(), "页.html"))
    assert [(task.no, task.list_name) for task in plan.tasks] == [
        ("（一）", "inline_tasks"),
        ("（二）", "inline_tasks"),
        ("1", "tasks"),
    ]


def test_a_table_goes_on_over_a_page_and_a_row_cut_by_it_is_joined_with_a_doubt():
    header, widths = ["序号", "任务", "责任单位", "时限"], [50, 200, 130, 80]
    pdf = Pdf().page()
    pdf.table(
        [header, ["1", "建校。", "县教育局", "2025年"], ["2", "配齐教师和", "县教育局、县", "长期"]], widths, row=0
    )
    pdf.page()
    pdf.table([header, ["", "生活辅导员。", "人社局", ""], ["3", "送教上门。", "县残联", "长期"]], widths, row=0)
    plan = parse_document(read_document(pdf.saved(), "表.pdf"))
    assert [(task.no, task.text) for task in plan.tasks] == [
        ("1", "建校。"),
        ("2", "配齐教师和生活辅导员。"),
        ("3", "送教上门。"),
    ]
    assert plan.tasks[1].cooperating == ("县人社局",)
    assert "分页" in doubts(plan.tasks[1])
    assert [task.source.page for task in plan.tasks] == [1, 1, 2]


def test_an_indicator_is_owed_with_its_value():
    plan = parsed("序号\t工作指标\t2027年目标值\t责任单位\n1\t义务教育入学率\t97%以上\t县教育局")
    assert (plan.tasks[0].text, plan.tasks[0].title) == ("义务教育入学率：97%以上", "义务教育入学率")


def test_a_blank_deadline_stays_blank_and_is_said():
    plan = parsed("序号\t任务\t责任单位\t完成时限\n1\t到2025年建成学校\t县教育局\t\n2\t配师\t县人社局\t2024年")
    assert plan.tasks[0].deadline_text is None
    assert plan.tasks[0].deadline.due is None
    assert "完成时限一栏是空的" in doubts(plan.tasks[0])


def test_body_tasks_stand_beside_an_appendix_table_in_their_own_list():
    plan = parsed(
        "某市行动计划\n一、主要任务\n（一）强基\n1.发展学前教育。到2025年，完成布局。（责任单位：市教育局、市发改委）\n2.做好安置。（责任单位：市教育局）\n"
        "附件\n重点任务分工\n序号\n重点工作\n责任单位\n时限要求\n1\n入学率达到95%以上\n市教育局、市残联\n2025年底前完成\n2\n保障教师待遇\n市人社局\n长期坚持\n"
    )
    assert [(task.list_name, task.text[:5]) for task in plan.tasks] == [
        ("inline_tasks", "发展学前教"),
        ("inline_tasks", "做好安置。"),
        ("tasks", "入学率达到"),
        ("tasks", "保障教师待"),
    ]


def test_scan_faults_are_mended_from_the_body_and_what_was_read_is_kept():
    sentence = "各区将资源教室建设纳入特殊教育事业发展规划,足额配备专职资源教师。"
    as_read = "各区将资源教室建设纳入特殊教育事业发展规划,足颤配备专职费源教师。"
    body = f"一、保障（一）加强资源教室建设。{sentence}"
    table = f"序号重点任务任务要求牵头单位配合单位完成时限1加强保障(1){as_read}市教甯局市残联长期推迸"
    table += "(2)落实培训。市教育局2025年12月(3)落实经费。各区玫府(管委会)市财政局2025年12月"
    plan = parsed(body + "附件" + table)
    first, second, third = plan.tasks
    assert first.text == sentence
    assert first.text_as_read == as_read
    assert (first.lead, first.cooperating, first.deadline_text) == (("市教育局",), ("市残联",), "长期推进")
    assert "改正" in doubts(first)
    assert "推断" in doubts(first)
    assert (second.lead, second.cooperating, second.doubts) == (("市教育局",), (), ())
    assert third.lead == ("各区政府(管委会)",)


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


def test_a_unit_outside_the_registry_is_doubted():
    document = read_pasted("1.建校。（县教育局牵头，县交发局配合）")
    (task,) = parse_document(document, units={"县教育局"}).tasks
    assert task.doubts == ("“县交发局”不在单位名录中，请核对名称。",)


NOTICE = """云教〔2023〕15号

云溪县教育局等三部门
关于印发《云溪县特殊教育提升行动方案（2023—2025年）》的通知

各乡镇人民政府，县直各学校：
现将方案印发给你们，请遵照执行。

云溪县教育局
云溪县民政局
云溪县残疾人联合会
2023年5月6日

云溪县特殊教育提升行动方案
（2023—2025年）
根据《某省方案》（某政发〔2022〕1号）制定本方案。
一、主要任务
（一）建校。（责任单位：县教育局）
"""


def test_the_facts_of_the_plan_are_read_from_its_notice():
    plan = parsed(NOTICE)
    assert plan.title == "云溪县特殊教育提升行动方案（2023—2025年）"
    assert plan.doc_no == "云教〔2023〕15号"
    assert plan.issuers == ("云溪县教育局", "云溪县民政局", "云溪县残疾人联合会")
    assert plan.issued_on == date(2023, 5, 6)
    assert plan.period is not None
    assert (plan.period.start, plan.period.end) == (date(2023, 1, 1), date(2025, 12, 31))
    assert plan.region == "云溪县"
    assert plan.addressed == ("各乡镇人民政府", "县直各学校")


def test_an_agenda_and_a_list_of_persons_are_no_task_tables():
    assert parsed("时间\t内容\t地点\n9:00\t开幕\t礼堂\n10:00\t参观\t学校").tasks == ()
    assert parsed("序号\t单位\t姓名\t电话\n1\t县教育局\t某某\t0000\n2\t县残联\t某某\t0000").tasks == ()


def test_an_open_list_of_units_is_doubted():
    (task,) = parsed("1.建校。（县教育局牵头，县财政局等部门配合）").tasks
    assert (task.cooperating, "“等”" in doubts(task)) == (("县财政局",), True)


def test_a_document_without_tasks_says_so():
    plan = parsed("今天天气很好。")
    assert plan.tasks == ()
    assert "没有找到任务" in plan.doubts[0]


def test_every_draft_points_to_its_words_in_the_document():
    document = read_pasted(SHARED)
    for task in parse_document(document).tasks:
        source = document.text[task.source.start : task.source.end]
        assert task.text.split("。")[0] in source
        assert source.startswith(task.no)


def test_the_json_shape_has_the_fields_that_others_rely_on():
    (task,) = to_json(parsed("1.建校。（县教育局牵头，2025年底前完成）"))["tasks"]
    assert (task["no"], task["lead"], task["deadline_text"]) == ("1", ["县教育局"], "2025年底前完成")
    assert (task["deadline"]["kind"], task["deadline"]["due"], task["deadline"]["basis"]) == (
        "fixed",
        "2025-12-31",
        "note",
    )


PIECES = st.sampled_from(
    [
        *(
            "一、",
            "（一）",
            "1.",
            "(2)",
            "①",
            "3",
            "序号",
            "重点任务",
            "责任单位",
            "完成时限",
            "县教育局",
            "负责",
            "牵头",
        ),
        *(
            "2025年底前",
            "长期坚持",
            "各县（市、区）",
            "建校",
            "附件",
            "：",
            "（",
            "）",
            "。",
            "、",
            "—",
            "《",
            "》",
            "|",
            "\n",
            "\t",
            " ",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_text_is_too_odd_to_be_parsed_and_no_date_is_invented(text: str):
    if not text.strip():
        return
    for task in parsed(text).tasks:
        assert task.text.strip()
        assert task.deadline.due is None or "2025" in text
        assert task.source.start is not None
