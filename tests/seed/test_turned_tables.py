"""Tables that stand on their side, and cards with a name before every value, are tables like any other."""

from __future__ import annotations

import pytest
from document_making import word
from draft_reading import parsed, who

from tasks_seed.parse import parse_document
from tasks_seed.readers import read_document

NAMES = ["项目名称", "建设内容", "牵头单位", "配合单位", "完成时限"]
FIRST = ["新建学校", "新增学位2700个。", "区教育局", "区住建局、区财政局", "2025年8月底前"]
SECOND = ["加装电梯", "加装50台。", "区住建局", "各街道办事处", "2025年12月底前"]
EXPECTED = [
    ("新建学校", "新增学位2700个。", ("区教育局",), ("区住建局", "区财政局"), "2025年8月底前"),
    ("加装电梯", "加装50台。", ("区住建局",), ("各街道办事处",), "2025年12月底前"),
]


def one_below_the_other(values: list[str]) -> list[list[str]]:
    return [[name, value] for name, value in zip(NAMES, values, strict=True)]


def two_abreast(values: list[str]) -> list[list[str]]:
    pairs = one_below_the_other(values)
    return [[*pairs[0], *pairs[2]], [*pairs[4], *pairs[3]], [*pairs[1], "", ""]]


@pytest.mark.parametrize("shape", [one_below_the_other, two_abreast])
def test_a_card_is_a_task(shape: object):
    card = shape  # the same values in either shape
    document = read_document(word("某区项目清单", card(FIRST), "　", card(SECOND)), "卡片.docx")  # type: ignore[operator]
    plan = parse_document(document)
    found = [(task.title, task.text, task.lead, task.cooperating, task.deadline_text) for task in plan.tasks]
    assert found == EXPECTED
    assert all("新增学位" in document.text[t.source.start : t.source.end] for t in plan.tasks[:1])


def test_a_table_with_a_task_a_column_is_turned():
    plan = parsed(
        "项目\t任务一\t任务二\t任务三\n工作任务\t建校\t配师\t拨款\n"
        "责任单位\t县教育局\t县委编办、县人社局\t县财政局\n完成时限\t2025年8月\t2025年底前\t长期坚持"
    )
    assert [(task.title, task.text, task.deadline_text) for task in plan.tasks] == [
        ("任务一", "建校", "2025年8月"),
        ("任务二", "配师", "2025年底前"),
        ("任务三", "拨款", "长期坚持"),
    ]
    assert [lead for _, lead, _ in who(plan)] == ["县教育局", "县委编办", "县财政局"]


def test_a_table_with_its_names_on_top_is_left_as_it_stands():
    plan = parsed("任务名称\t责任单位\t完成时限\n责任清单公示\t县教育局\t2025年\n工作要点编制\t县财政局\t2024年")
    assert [task.text for task in plan.tasks] == ["责任清单公示", "工作要点编制"]


def test_a_form_without_a_task_is_no_card():
    assert parsed("姓名\t某某\n单位\t县教育局\n电话\t000\n备注\t无").tasks == ()
