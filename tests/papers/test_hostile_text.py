"""Whatever people type: the paper opens, and no visible sign of it is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hostile import HOSTILE, everywhere
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_samples import BULLETIN, FILLED, NOTICE
from reading import opened, text_of, xml_of

from tracker.papers import ProblemItem, write_bulletin, write_notice
from tracker.papers.cleaning import clean, one_line


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(("write", "paper"), FILLED, ids=[write.__name__ for write, _ in FILLED])
def test_hostile_text_in_every_field_never_breaks_a_paper(write, paper, text):
    data = write(everywhere(paper, text))
    read = "".join(text_of(data).split())
    assert "".join(clean(text).split()) in read
    assert opened(data).core_properties.author == ""


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=200))
def test_any_text_comes_back_out_of_a_table(text):
    read = text_of(write_notice(replace(NOTICE, content=text)))
    assert "".join(clean(text).split()) in "".join(read.split())


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=200))
def test_any_text_comes_back_out_of_a_sentence(text):
    paper = replace(BULLETIN, tasks=(), problems=(ProblemItem(text, "县教育局", "差距"),))
    assert "".join(clean(text).split()) in "".join(text_of(write_bulletin(paper)).split())


def test_what_looks_like_a_formula_stays_a_text_and_makes_no_field():
    data = write_notice(replace(NOTICE, content="=SUM(ABOVE)\n+86 0000\n@数据"))
    assert "=SUM(ABOVE)\n+86 0000\n@数据" in text_of(data)
    document = xml_of(data)
    assert "w:fldSimple" not in document
    assert "w:instrText" not in document


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\x00二", "一二"),
        ("一\t二", "一 二"),
        ("一\r\n二\r三\u2029四", "一\n二\n三\n四"),
        ("\u202e倒\u202c", "倒"),
        ("\ud83d", ""),
        ("👩‍🏫", "👩‍🏫"),
        ("𠮷", "𠮷"),
        ("\ue000造字", "\ue000造字"),
    ],
)
def test_only_signs_that_no_document_may_hold_are_removed(typed, kept):
    assert clean(typed) == kept


def test_a_name_stays_on_one_line_and_keeps_its_full_width_blanks():
    assert one_line(" 挂\n〔　　〕\t号 ") == "挂 〔　　〕 号"


def test_a_plan_of_a_thousand_tasks_is_written_in_full():
    many = tuple(replace(BULLETIN.tasks[0], number=str(number)) for number in range(1, 1001))
    document = opened(write_bulletin(replace(BULLETIN, tasks=many)))
    assert len(document.tables[1]._tbl.tr_lst) == 1001
