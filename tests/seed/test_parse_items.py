"""Numbered items of a plan become tasks: with a note each, with one for several, with none."""

from __future__ import annotations

from datetime import date

import pytest
from draft_reading import doubts, parsed, who

from tasks_seed.draft import DeadlineKind
from tasks_seed.parse import parse_document
from tasks_seed.readers import read_pasted

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


def test_items_without_numbers_are_one_task_a_paragraph():
    plan = parsed(
        "云溪县工作要点\n制定本要点。\n扩大学位。建校1所。（责任单位：县教育局）\n配齐教师。（责任单位：县委编办）"
    )
    assert [(task.no, task.text) for task in plan.tasks] == [("1", "扩大学位。建校1所。"), ("2", "配齐教师。")]


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


def test_every_draft_points_to_its_words_in_the_document():
    document = read_pasted(SHARED)
    for task in parse_document(document).tasks:
        source = document.text[task.source.start : task.source.end]
        assert task.text.split("。")[0] in source
        assert source.startswith(task.no)


def test_a_note_behind_a_section_heading_holds_for_its_items_and_says_so():
    plan = parsed(
        "一、危化品（牵头单位：县应急局）\n1.专家指导。\n2.淘汰退出。\n二、道路交通（牵头单位：县公安局；责任单位：县交通局）\n1.整治路口。\n2.校车监管。"
    )
    assert who(plan) == [
        ("1", "县应急局", ""),
        ("2", "县应急局", ""),
        ("1", "县公安局", "县交通局"),
        ("2", "县公安局", "县交通局"),
    ]
    assert all("上一级标题" in doubts(task) for task in plan.tasks)


def test_a_section_that_becomes_one_task_by_the_note_of_its_last_item_says_so():
    plan = parsed(
        "一、强化管理\n（一）摸底。\n（二）建档。（县教育局负责）\n二、加强保障\n（三）拨款。（县财政局负责）\n（四）配师。（县人社局负责）"
    )
    assert "整个部分当作一项任务" in doubts(plan.tasks[0])
    assert not any("整个部分" in doubts(task) for task in plan.tasks[1:])


@pytest.mark.parametrize(
    ("closing", "lead", "cooperating", "deadline"),
    [
        ("由省发改委会同省卫健委负责，年内取得进展。", "省发改委", "省卫健委", "年内取得进展"),
        (
            "省疾控局牵头，有关部门按职责分工负责。各市（州）人民政府抓好落实。",
            "省疾控局",
            "有关部门、各市（州）人民政府",
            None,
        ),
        ("省医保局牵头，省财政局配合，2025年第三季度。", "省医保局", "省财政局", "2025年第三季度"),
    ],
)
def test_the_last_sentences_of_an_item_may_say_who_does_it(
    closing: str, lead: str, cooperating: str, deadline: str | None
):
    (task,) = parsed(f"（一）加强监测。建立网络。{closing}").tasks
    assert (task.text, "、".join(task.lead), "、".join(task.cooperating)) == ("加强监测。建立网络。", lead, cooperating)
    assert task.deadline_text == deadline


def test_a_list_of_who_does_what_gives_every_office_its_duty():
    plan = parsed(
        "某县方案\n一、职责分工\n县教育局：开展防溺水宣传教育。\n县水利局、县应急局：设置警示标志。\n各乡镇人民政府：组织巡查值守。\n二、要求\n注意：高度重视这项工作。"
    )
    assert who(plan) == [("", "县教育局", ""), ("", "县水利局、县应急局", ""), ("", "各乡镇人民政府", "")]
    assert plan.tasks[0].text == "开展防溺水宣传教育。"


@pytest.mark.parametrize(
    ("note", "lead", "deadline", "due"),
    [
        ("（8月28日前，总务处）", "总务处", "8月28日前", date(2025, 8, 28)),
        ("（教导处、教科室，10月）", "教导处", "10月", date(2025, 10, 31)),
        ("（县教育局，2025年9月底前）", "县教育局", "2025年9月底前", date(2025, 9, 30)),
    ],
)
def test_a_bracket_with_an_office_and_a_date_is_a_note(note: str, lead: str, deadline: str, due: date):
    (task,) = parsed(f"某校2025年工作要点\n1.完成安全排查{note}").tasks
    assert (task.text, task.lead[0], task.deadline_text, task.deadline.due) == ("完成安全排查", lead, deadline, due)


def test_a_label_on_a_line_of_its_own_takes_the_line_below_it():
    plan = parsed(
        "1.加强领导\n责任单位\n区教育局、区财政局\n完成时限\n2025年12月\n2.专项检查\n责任单位\n区督导室\n完成时限\n每季度末"
    )
    assert who(plan) == [("1", "区教育局", "区财政局"), ("2", "区督导室", "")]
    assert [task.deadline_text for task in plan.tasks] == ["2025年12月", "每季度末"]


def test_a_deadline_behind_the_requirements_belongs_to_the_units_before_them():
    plan = parsed(
        "1.出生一件事\n牵头部门：县卫健局\n工作要求：联办。\n时间要求：2025年6月30日前\n2.入学一件事\n牵头部门：县教育局\n工作要求：核验。\n时间要求：2025年5月31日前"
    )
    assert [(task.no, task.lead, task.deadline_text) for task in plan.tasks] == [
        ("1", ("县卫健局",), "2025年6月30日前"),
        ("2", ("县教育局",), "2025年5月31日前"),
    ]


def test_offices_parted_by_blanks_alone_are_several():
    plan = parsed("1.规范办学。（责任单位：职成民教股 基教股）\n2.调解。\n责任单位：镇综治中心 镇司法所")
    assert who(plan) == [("1", "职成民教股", "基教股"), ("2", "镇综治中心", "镇司法所")]


def test_problems_and_starred_tasks_are_items_too():
    plan = parsed(
        "问题1：经费不足。\n整改措施：落实预算。\n牵头单位：县财政局\n★任务二：配师\n措施：招聘。\n★责任单位：县人社局"
    )
    assert [(task.no, task.text) for task in plan.tasks] == [
        ("问题1", "经费不足。\n整改措施：落实预算。"),
        ("任务二", "配师\n措施：招聘。"),
    ]


def test_a_day_without_a_year_is_due_in_the_plan_of_a_year_and_asked_about_in_others():
    item = "1.排查。4月底前完成。（县教育局负责）\n2.整改。每年4月底前完成。（县教育局负责）"
    of_a_year, of_three = parsed(f"某县2025年教育工作要点\n{item}"), parsed(f"某县行动计划（2023—2025年）\n{item}")
    assert of_a_year.tasks[0].deadline.due == date(2025, 4, 30)
    assert of_three.tasks[0].deadline.due is None
    assert doubts(of_three.tasks[0]) == "正文写有“4月底前”，没有写是哪一年，没有当作时限，请核定。"
    assert doubts(of_three.tasks[1]) == ""
