"""Numbered items of a plan become tasks: with a note each, with one for several, with none."""

from __future__ import annotations

from datetime import date

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
