"""A task table is read in whatever form it comes, and what was guessed is said."""

from __future__ import annotations

from datetime import date

import pytest
from document_making import Pdf, word, workbook
from draft_reading import doubts, parsed, who

from tasks_seed.parse import parse_document
from tasks_seed.readers import read_document, read_pasted

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


def test_a_blank_deadline_stays_blank_and_is_said():
    plan = parsed("序号\t任务\t责任单位\t完成时限\n1\t到2025年建成学校\t县教育局\t\n2\t配师\t县人社局\t2024年")
    assert plan.tasks[0].deadline_text is None
    assert plan.tasks[0].deadline.due is None
    assert "完成时限一栏是空的" in doubts(plan.tasks[0])


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


def test_an_agenda_and_a_list_of_persons_are_no_task_tables():
    assert parsed("时间\t内容\t地点\n9:00\t开幕\t礼堂\n10:00\t参观\t学校").tasks == ()
    assert parsed("序号\t单位\t姓名\t电话\n1\t县教育局\t某某\t0000\n2\t县残联\t某某\t0000").tasks == ()


def test_a_heading_right_above_a_table_names_its_group():
    header = "| 序号 | 工作任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n"
    plan = parsed(
        f"# 某乡责任清单\n\n## 一、产业\n\n{header}| 1 | 种菜 | 乡农业中心 | 2025年 |\n| 2 | 修库 | 乡经发办 | 2025年 |\n\n"
        f"## 二、人才\n\n{header}| 1 | 培训 | 乡农业中心 | 2025年 |\n| 2 | 引才 | 乡党建办 | 2025年 |\n"
    )
    assert [(task.group, task.text) for task in plan.tasks] == [
        ("一、产业", "种菜"),
        ("一、产业", "修库"),
        ("二、人才", "培训"),
        ("二、人才", "引才"),
    ]


def test_a_row_with_a_chinese_number_and_a_name_alone_is_a_heading_among_counted_tasks():
    rows = [["序号", "任务", "责任单位", "时限"], ["一", "德育", "", ""], ["1", "建基地", "市教育局", "2025年"]]
    rows += [["二", "资源", "", ""], ["2", "扩学位", "市教育局", "2026年"]]
    plan = parse_document(read_document(word(rows), "表.docx"))
    assert [(task.no, task.group, task.text) for task in plan.tasks] == [
        ("1", "一、德育", "建基地"),
        ("2", "二、资源", "扩学位"),
    ]


def test_chinese_numbers_of_tasks_stay_tasks():
    plan = parsed("序号\t任务\t责任单位\t时限\n一\t建校\t县教育局\t2025年\n二\t配师\t县人社局\t")
    assert [task.no for task in plan.tasks] == ["一", "二"]


def test_of_a_beginning_and_an_end_the_end_is_the_deadline():
    page = "<table><tr><th rowspan=2>序号<th rowspan=2>任务<th colspan=2>责任单位<th colspan=2>时限"
    page += "<tr><th>牵头<th>配合<th>启动时间<th>完成时间<tr><td>1<td>建校<td>区教育局<td>区住建局<td>2025年3月<td>2025年9月</table>"
    (task,) = parse_document(read_document(page.encode(), "表.html")).tasks
    assert (task.lead, task.cooperating, task.deadline_text) == (("区教育局",), ("区住建局",), "2025年9月")


def test_measures_of_one_cell_with_notes_of_their_own_are_parted_with_a_question():
    measures = "（1）开课20门。（2025年9月底前，区教育局）\n（2）引入评价。（区教育局、区市场监管局，2025年12月底前）"
    rows = [["序号", "任务", "工作措施", "责任单位"], ["1", "课后服务", measures, "区教育局"]]
    plan = parse_document(read_document(word(rows), "表.docx"))
    assert [(task.no, task.text, task.deadline.due) for task in plan.tasks] == [
        ("1-1", "（1）开课20门。", date(2025, 9, 30)),
        ("1-2", "（2）引入评价。", date(2025, 12, 31)),
    ]
    assert [task.cooperating for task in plan.tasks] == [(), ("区市场监管局",)]
    assert all("拆成几项" in doubts(task) for task in plan.tasks)


def test_measures_of_one_cell_with_several_days_are_one_task_with_stages():
    plan = parsed(
        "序号\t任务\t责任单位\t时限\n1\t1.出方案；2.建校。\t县教育局\t1.2025年6月底前；2.2025年底前\n2\t配师\t县人社局\t2025年"
    )
    assert (plan.tasks[0].deadline.due, plan.tasks[0].deadline.milestones) == (date(2025, 12, 31), (date(2025, 6, 30),))


def test_a_blank_lead_beside_units_is_asked_about():
    plan = parsed(
        "序号\t任务\t牵头单位\t责任单位\n1\t建校\t县教育局\t县财政局\n2\t控辍\t\t各乡镇\n3\t资助\t县财政局\t县教育局"
    )
    assert ["牵头单位一栏是空的" in doubts(task) for task in plan.tasks] == [False, True, False]


def test_rows_that_share_the_cell_of_their_task_say_so():
    page = "<table><tr><td>序号<td>任务<td>责任单位<td>时限<tr><td rowspan=2>1<td rowspan=2>建校<td>县教育局<td>2025年"
    page += "<tr><td>县住建局<td>2026年<tr><td>2<td>配师<td>县人社局<td>2025年</table>"
    plan = parse_document(read_document(page.encode(), "表.html"))
    assert [(task.text, task.lead) for task in plan.tasks[:2]] == [("建校", ("县教育局",)), ("建校", ("县住建局",))]
    assert ["合用一格" in doubts(task) for task in plan.tasks] == [False, True, False]


def test_a_table_that_was_never_closed_is_read_to_the_end_of_the_page():
    page = "<table><tr><td>序号<td>任务<td>责任单位<tr><td>1<td>建校<td>县教育局<tr><td>2<td>配师<td>县人社局"
    assert [task.text for task in parse_document(read_document(page.encode(), "表.html")).tasks] == ["建校", "配师"]
