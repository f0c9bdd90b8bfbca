"""The document beside its drafts: cut where drafts begin and end, and nothing of it lost."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.core.doubts import Doubt
from tracker.core.words import DoubtKind, LeadRule
from tracker.store.queries.intake import DraftFacts
from tracker.web.source_pane import source_blocks


def a_draft(start, end, *doubts, number=1):
    return DraftFacts(
        id=number, intake_id=1, position=number, list_name="tasks", no=str(number), group="", title="", text="", text_as_read=None,
        lead=(), cooperating=(), lead_rule=LeadRule.ASK, units_raw="", deadline_text=None, deadline={},
        source={"start": start, "end": end}, doubts=doubts, as_read=None, trail=(), is_dropped=False, task_id=None, revision=0,
    )  # fmt: skip


def a_document(*texts):
    blocks, start = [], 0
    for number, text in enumerate(texts, start=1):
        blocks.append(
            {"text": text, "place": {"paragraph": number, "page": number, "start": start, "end": start + len(text)}}
        )
        start += len(text) + 1
    return {"text": "\n".join(texts), "blocks": blocks}


def test_the_source_of_a_draft_is_lit_and_no_more():
    document = a_document("标题", "一是建设学校。二是培训教师。", "附则")
    blocks = source_blocks(document, [a_draft(3, 10), a_draft(10, 17, number=2)], a_draft(10, 17, number=2))
    assert [[(piece.text, piece.is_current) for piece in block.stretches] for block in blocks] == [
        [("标题", False)],
        [("一是建设学校。", False), ("二是培训教师。", True)],
        [("附则", False)],
    ]


def test_the_words_in_doubt_are_marked_in_their_own_source_only():
    document = a_document("市某局牵头建设。", "市某局负责培训。")
    doubt = Doubt(DoubtKind.UNIT, "没有“市某局”", "市某局")
    first, second = source_blocks(document, [a_draft(0, 8, doubt), a_draft(9, 17, number=2)], None)
    assert [(piece.text, piece.is_doubted) for piece in first.stretches] == [("市某局", True), ("牵头建设。", False)]
    assert [(piece.text, piece.is_doubted) for piece in second.stretches] == [("市某局负责培训。", False)]


def test_cells_keep_their_spans_and_places():
    cells = [
        {"text": "一、扩大供给", "place": {"row": 1, "column": 1, "start": 0, "end": 6}, "column_span": 2},
        {"text": "建设", "place": {"row": 2, "column": 1, "start": 7, "end": 9}},
        {"text": "市教育局", "place": {"row": 2, "column": 2, "start": 10, "end": 14}},
    ]
    document = {
        "text": "一、扩大供给\n建设\t市教育局",
        "blocks": [{"cells": cells, "place": {"table": 1, "start": 0, "end": 14}}],
    }
    (block,) = source_blocks(document, [a_draft(7, 14)], a_draft(7, 14))
    assert [[cell.column_span for cell in row] for row in block.rows] == [[2], [1, 1]]
    assert [piece.is_current for row in block.rows for cell in row for piece in cell.stretches] == [False, True, True]


def test_nothing_read_is_an_empty_pane():
    assert source_blocks(None, [], None) == []


places = st.tuples(st.integers(-3, 60), st.integers(-3, 60))


@given(st.lists(st.text("市教育局。12", max_size=20), max_size=5), st.lists(places, max_size=6))
def test_no_letter_is_lost_wherever_the_cuts_are(texts, ranges):
    doubt = Doubt(DoubtKind.UNIT, "？", "教育")
    drafts = [a_draft(start, end, doubt, number=number) for number, (start, end) in enumerate(ranges)]
    blocks = source_blocks(a_document(*texts), drafts, drafts[0] if drafts else None)
    assert ["".join(piece.text for piece in block.stretches) for block in blocks] == texts
