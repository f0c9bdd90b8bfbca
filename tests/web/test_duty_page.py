"""事项页: whose move it is, where the words stand in the document, the story by days, how many pages a PDF has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from facts_of import duty
from visiting import a_file, duty_of

from tracker.core.words import DutyKind, DutyStatus, ReportKind, ReportStatus
from tracker.core.workdays import Workdays
from tracker.store.queries.desks import ReportFacts
from tracker.timekeeper import SHANGHAI
from tracker.web.duty_story import by_day
from tracker.web.duty_turn import steps_of_duty, turn_of_duty
from tracker.web.source_pane import excerpt

TODAY = date(2025, 12, 18)
AT = datetime(2025, 12, 15, 9, 0, tzinfo=SHANGHAI)
RETURNED = ReportFacts(
    id=1, duty_id=1, kind=ReportKind.CLOSURE, author_id=1, author_name="演示联络员", progress="已建成", problems="", next_steps="",
    approved_by_head="", status=ReportStatus.RETURNED, submitted_at=AT, reviewer_name="演示督查员", reviewed_at=AT, reason=None,
    opinion="请补统计表", redo_by=date(2025, 12, 24), approved_on=None, measure_id=None, standards={}, evidence=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "last", "who", "what"),
    [
        ({}, None, "演示市教育局", "办完附佐证申请销号"),
        ({"kind": DutyKind.REPORT}, None, "演示市教育局", "报本期情况"),
        ({}, RETURNED, "演示市教育局", "补正后再报，2025-12-24 前"),
        ({"window_open": date(2026, 1, 1)}, None, "还没有人", "2026-01-01 起办理"),
        ({"status": DutyStatus.SUBMITTED, "waiting_since": date(2025, 12, 15)}, RETURNED, "督查室", "已等 3 个工作日"),
        ({"status": DutyStatus.CLOSED}, None, "没有人", "已经销号"),
        ({"status": DutyStatus.WITHDRAWN}, None, "没有人", "已撤销"),
        ({"is_exempt": True}, None, "没有人", "已豁免"),
        ({"objection_pending": True}, None, "督查室", "裁定职责异议"),
    ],
)
def test_the_page_says_whose_move_it_is(changes, last, who, what):
    turn = turn_of_duty(duty(**changes), last, (), None, TODAY, Workdays())
    assert turn.who == who
    assert what in turn.what


def test_the_steps_stand_at_the_one_being_taken():
    def current(**changes):
        found = steps_of_duty(duty(**changes), None, AT)
        return [step["title"] for step in found if step["state"] == "current"]

    assert current() == ["单位办理"]
    assert current(status=DutyStatus.SUBMITTED) == ["督查室审核"]
    assert current(status=DutyStatus.CLOSED) == []
    assert steps_of_duty(duty(is_exempt=True), None, AT) == []


def a_table(*rows):
    """A document with a paragraph and a table; returns it and the place of each row."""
    text, cells, places = "重点任务分解表\n", [], []
    for number, row in enumerate(rows, start=1):
        begin = len(text)
        for column, words in enumerate(row, start=1):
            cells.append({"text": words, "place": {"row": number, "column": column, "start": len(text)}})
            text += f"{words}\t"
        places.append({"start": begin, "end": len(text) - 1})
    blocks = [
        {"text": "重点任务分解表", "place": {"paragraph": 1, "start": 0}},
        {"cells": cells, "place": {"table": 1}},
    ]
    return {"text": text, "blocks": blocks}, places


def test_the_excerpt_shows_the_lit_row_below_its_head_with_the_paragraph_before():
    document, places = a_table(("序号", "任务"), ("1", "建设学校"), ("2", "培训教师"), ("3", "建立机制"))
    title, table = excerpt(document, places[2])
    assert [piece.text for piece in title.stretches] == ["重点任务分解表"]
    rows = [["".join(piece.text for piece in cell.stretches) for cell in row] for row in table.rows]
    assert rows == [["序号", "任务"], ["2", "培训教师"]]
    lit = [piece.text for row in table.rows for cell in row for piece in cell.stretches if piece.is_current]
    assert lit == ["2", "培训教师"]


@pytest.mark.parametrize("source", [{}, {"line": 3}, {"start": 9, "end": 9}, {"start": "a", "end": 3}])
def test_without_a_place_in_a_kept_document_there_is_no_excerpt(source):
    document, _ = a_table(("1", "建设学校"))
    assert excerpt(document, source) == []
    assert excerpt(None, {"start": 0, "end": 3}) == []


def test_the_story_is_told_by_days_the_newest_first():
    def entry(day, hour):
        return {"at": datetime(2025, 12, day, hour, tzinfo=SHANGHAI), "what": "报送"}

    days = by_day([entry(18, 15), entry(18, 9), entry(16, 9)])
    assert [(each.day.day, len(each.entries)) for each in days] == [(18, 2), (16, 1)]


def test_a_liaison_of_another_unit_sees_neither_the_page_nor_its_story(other_liaison, liaison):
    mine = duty_of("市教育局", "1")
    assert other_liaison.get(f"/duties/{mine}").status_code == 404
    assert "现在轮到：" in liaison.get(f"/duties/{mine}").text


def test_evidence_is_listed_with_its_kind_size_and_what_it_shows(liaison, office):
    mine = duty_of("市教育局", "1")
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
    paper = b"%PDF-1.4\n%%EOF\n"
    assert liaison.report(mine, files=[a_file("现场.png", picture), a_file("意见.pdf", paper)]).status_code == 302
    page = office.get(f"/duties/{mine}").text
    assert 'alt="佐证图片：现场.png"' in page
    assert "对应“申请销号”" in page
    assert "督查室</b>审核申请销号" in page


def test_a_returned_report_without_a_day_to_redo_says_so_without_one():
    turn = turn_of_duty(duty(), replace(RETURNED, redo_by=None), (), None, TODAY, Workdays())
    assert turn.what == "按退回意见补正后再报"
