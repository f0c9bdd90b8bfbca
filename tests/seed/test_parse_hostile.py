"""Hostile texts are read to the end, with the tasks that are in them; how time grows is shown by `bench/odd_texts.py`."""

from __future__ import annotations

import json

import pytest
from draft_reading import parsed, who

from tasks_seed.draft import to_json
from tasks_seed.parse import parse_document
from tasks_seed.readers import DocumentRefused, read_document, read_pasted

ITEM = "1.建校。（县教育局负责）"


@pytest.mark.parametrize(
    "filler",
    [
        "（" * 20_000,
        "）" * 20_000,
        "（）" * 10_000,
        "（" * 10_000 + "）" * 10_000,
        "《" * 20_000,
        "责任单位：" * 4_000,
        "一、" * 10_000,
        "1." * 10_000,
        "市 " * 10_000,
        "。" * 20_000,
        "局" * 20_000,
        "2025年底前，" * 3_000,
        "县教育局、" * 4_000,
        "|" * 20_000,
        "\t" * 20_000,
        "序号\n任务\n责任单位\n" * 1_000,
        "序号重点任务责任单位完成时限" * 1_000,
        "\u0301" * 20_000,
        "\u200b\u202e" * 10_000,
    ],
    ids=range(19),
)
def test_a_line_of_nothing_but_marks_hides_no_task_on_the_lines_around_it(filler: str):
    plan = parsed(f"{ITEM}\n\n{filler}\n\n一、任务\n（一）配师。（县人社局负责）")
    assert ("县人社局",) in [task.lead for task in plan.tasks]
    json.dumps(to_json(plan), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "text",
    [
        "1.建校\x00。（县教育\u200b局\u202e负责\u202c）",
        "\u202e1.建校。（县教育局负责）\u202c",
        "\ufeff１．建校。（县教育局负责）",
        "1.建校\x07。（县教育局负责）",
        "1\u200d.建校。（县\u2060教育局负责）",
        "1.建\u00ad校。（县教育局\u2066负责\u2069）",
        "1.建校。\x0b（县教育局负责）",
    ],
)
def test_letters_that_nobody_sees_change_nothing(text: str):
    (task,) = parsed(text).tasks
    assert (task.text.strip(), task.lead) == ("建校。", ("县教育局",))


def test_half_a_surrogate_pair_and_control_characters_never_reach_a_draft():
    document = read_pasted("1.建\ud800校\x00\x1b。（县教育局负责）")
    document.text.encode()
    (task,) = parse_document(document).tasks
    assert task.text == "建\ufffd校。"
    assert len(document.text) == len("1.建\ud800校\x00\x1b。（县教育局负责）")


def test_text_written_from_right_to_left_beside_chinese_is_kept():
    (task,) = parsed("1.与שלום学校共建。（县教育局负责）").tasks
    assert task.text == "与שלום学校共建。"


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" * 3_000 + ITEM,
        "<div>" * 50_000 + ITEM,
        "<ul><li>" * 20_000 + ITEM,
        "<table><tr><td colspan=99999999 rowspan=99999999>" + ITEM,
        "<b>" * 50_000 + ITEM,
        "<!--" + "-" * 50_000 + "--><p>" + ITEM,
    ],
    ids=range(6),
)
def test_a_web_page_of_any_depth_is_read(page: str):
    document = read_document(page.encode(), "页.html")
    assert ITEM in document.text
    parse_document(document)


def test_thousands_of_rows_are_thousands_of_tasks_in_order():
    rows = "\n".join(f"{number}\t建校{number}所\t县教育局\t2025年底前" for number in range(1, 601))
    tasks = parsed(f"序号\t任务\t责任单位\t完成时限\n{rows}").tasks
    assert [task.no for task in tasks] == [str(number) for number in range(1, 601)]


def test_thousands_of_items_are_thousands_of_tasks_in_order():
    items = "\n".join(f"{number}.建校{number}所。（县教育局负责）" for number in range(1, 301))
    assert [no for no, _, _ in who(parsed(items))] == [str(number) for number in range(1, 301)]


def test_a_document_beyond_its_limits_is_refused_in_a_sentence():
    with pytest.raises(DocumentRefused, match="超过 300 个"):
        read_document(("序号,任务,责任单位\n" + "1,建校,县教育局\n" * 100).encode(), "表.csv", max_cells=300)
    with pytest.raises(DocumentRefused, match="文字超过"):
        read_document(("1.建校。\n" * 4_000).encode(), "表.txt", max_letters=20_000)
