"""A document is read in a process of its own: the same result, told progress, and a sentence whatever happens to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_making import Pdf, word, workbook

from tasks_seed.parse import parse_document
from tasks_seed.readers import MEGABYTE, DocumentRefused, read_document, read_pasted
from tasks_seed.reading_apart import Limits, Progress, Stage, parse_pasted, read_and_parse

ROWS = [
    ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"],
    ["1", "建设特殊教育学校。", "县教育局", "县财政局等单位", "2024年6月底前"],
    ["2", "配齐专任教师。", "县委编办", "县教育局", "长期坚持"],
]


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentRefused) as refused:
        read_and_parse(path, limits=limits)
    return refused.value.sentence


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("方案.docx", word("某县行动计划（2023—2025年）", "一、任务", ROWS, merge_down=(2,))),
        ("任务.xlsx", workbook(ROWS)),
        ("方案.txt", "一、任务\n（一）建校。（县教育局牵头，2024年9月前完成）\n1\t2\n3\t4\n".encode("gb18030")),
    ],
)
def test_what_comes_back_is_what_reading_here_gives(tmp_path: Path, name: str, data: bytes):
    path = tmp_path / name
    path.write_bytes(data)
    units = {"县教育局", "县委编办"}
    reading = read_and_parse(path, units=units)
    document = read_document(path)
    assert reading.document == document
    assert reading.plan == parse_document(document, units=units)
    assert reading.plan.tasks


def test_pasted_text_goes_the_same_way():
    text = "1.建校。（责任单位：县教育局）\n2.\ud800配师。（责任单位：县人社局）"
    assert parse_pasted(text).document == read_pasted(text)
    with pytest.raises(DocumentRefused, match="没有粘贴任何文字"):
        parse_pasted("  ")


def test_a_stored_copy_is_read_under_its_own_name(tmp_path: Path):
    path = tmp_path / "3f2a"
    path.write_bytes(word("一、任务", ROWS))
    assert len(read_and_parse(path, name="方案.docx").plan.tasks) == 2


def test_progress_is_told_page_by_page(tmp_path: Path):
    pdf = Pdf()
    for number in range(1, 4):
        pdf.page().paragraph(f"{number}.新建特殊教育学校{number}所，配齐专任教师和生活辅导员。（县教育局负责）", row=0)
    path = tmp_path / "方案.pdf"
    path.write_bytes(pdf.saved())
    told: list[Progress] = []
    read_and_parse(path, progress=told.append)
    assert [step.stage for step in told] == [Stage.OPENING, *[Stage.READING] * 3, Stage.PARSING]
    assert [(step.done, step.total, step.share) for step in told[1:4]] == [(1, 3, 1 / 3), (2, 3, 2 / 3), (3, 3, 1.0)]
    assert told[2].sentence == "正在读第 2 页，共 3 页。"
    assert told[0].share is None


def test_reading_can_be_called_off_from_the_progress(tmp_path: Path):
    path = tmp_path / "方案.txt"
    path.write_text("1.建校。（县教育局负责）", encoding="utf-8")

    class CalledOffError(Exception):
        pass

    def call_off(_: Progress) -> None:
        raise CalledOffError

    with pytest.raises(CalledOffError):
        read_and_parse(path, progress=call_off)


def test_what_the_reader_refuses_comes_back_as_its_sentence(tmp_path: Path):
    path = tmp_path / "方案.docx"
    path.write_bytes(b"plain words")
    assert "不符" in refusal(path)
    assert "读不到文件" in refusal(tmp_path / "没有.docx")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path):
    path = tmp_path / "方案.pdf"
    with path.open("wb") as file:
        file.truncate(200 * MEGABYTE)  # sparse: no such disc is needed
    assert "超过 30 MB" in refusal(path)


def test_a_reading_that_takes_too_long_is_ended_with_a_sentence(tmp_path: Path):
    path = tmp_path / "方案.txt"
    path.write_text("1.建校。（县教育局负责）", encoding="utf-8")
    assert "用时超过 0 秒" in refusal(path, Limits(seconds=0.01))  # an interpreter does not even start in that time


def test_a_reading_that_takes_too_much_memory_is_ended_with_a_sentence(tmp_path: Path):
    pytest.importorskip("resource")
    path = tmp_path / "任务.csv"
    path.write_bytes(b",".join([b"x"] * 10) * 2_000_000)
    sentence = refusal(
        path, Limits(memory=300 * MEGABYTE, max_bytes=100 * MEGABYTE, max_cells=10**9, max_letters=10**9)
    )
    assert "内存超过 300 MB" in sentence


def test_a_process_that_cannot_work_at_all_is_a_sentence_too(tmp_path: Path):
    pytest.importorskip("resource")
    path = tmp_path / "方案.txt"
    path.write_text("1.建校。（县教育局负责）", encoding="utf-8")
    assert refusal(path, Limits(memory=16 * MEGABYTE))
