"""What a document says of the plan itself, and the shape in which drafts are handed over."""

from __future__ import annotations

from datetime import date

import pytest
from draft_reading import parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_seed.draft import to_json
from tasks_seed.parse import parse_document
from tasks_seed.readers import read_pasted

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


def test_a_unit_outside_the_registry_is_doubted():
    document = read_pasted("1.建校。（县教育局牵头，县交发局配合）")
    (task,) = parse_document(document, units={"县教育局"}).tasks
    assert task.doubts == ("“县交发局”不在单位名录中，请核对名称。",)


def test_a_document_without_tasks_says_so():
    plan = parsed("今天天气很好。")
    assert plan.tasks == ()
    assert "没有找到任务" in plan.doubts[0]


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


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("某县教育发展规划（2021—2025年）", date(2021, 1, 1), date(2025, 12, 31)),
        ("某县2025年教育工作要点", date(2025, 1, 1), date(2025, 12, 31)),
        ("某镇2025年度重点工作任务分解", date(2025, 1, 1), date(2025, 12, 31)),
        ("某区2025年民生实事项目责任分解表", date(2025, 1, 1), date(2025, 12, 31)),
        ("某校2025—2026学年工作计划", date(2025, 9, 1), date(2026, 8, 31)),
        ("某学区2025—2026学年第一学期工作计划", date(2025, 9, 1), date(2026, 1, 31)),
        ("某县“十五五”教育发展规划", date(2026, 1, 1), date(2030, 12, 31)),
    ],
)
def test_the_period_of_a_plan_is_told_by_its_title(title: str, start: date, end: date):
    period = parsed(f"{title}\n一、任务\n（一）建校。（县教育局负责）").period
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("title", ["某县2025年防汛工作方案", "某县特殊教育提升行动方案"])
def test_a_title_that_names_no_period_gives_none(title: str):
    assert parsed(f"{title}\n一、任务\n（一）建校。（县教育局负责）").period is None


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("永乐区贯彻落实省教育督导反馈意见整改方案", "永乐区"),
        ("广川省人民政府办公厅关于加快农田建设的实施意见", "广川省"),
        ("江临省云汀市教育工作要点", "江临省云汀市"),
        ("国务院教育督导委员会办公室关于专项督导的通知", "全国"),
        ("关于加强安全管理的工作方案", None),
    ],
)
def test_the_region_is_a_place_and_no_half_of_a_sentence(title: str, region: str | None):
    assert parsed(f"{title}\n一、任务\n（一）建校。（县教育局负责）").region == region


def test_a_table_ends_the_title_above_it():
    header = "| 序号 | 重点任务 | 责任单位 |\n|---|---|---|\n| 1 | 建校 | 县教育局 |\n| 2 | 配师 | 县人社局 |\n"
    plan = parsed(f"某市主要指标\n| 指标 | 值 |\n|---|---|\n| 入学率 | 97 |\n重点任务分工\n{header}")
    assert plan.title == "重点任务分工"
