"""Documents become blocks with their places, or are refused in a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from document_making import Pdf, word, workbook
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from tasks_seed.readers import Document, DocumentRefused, Paragraph, Table, cells_of, read_document, read_pasted

HEADER = ["序号", "重点任务", "责任单位", "完成时限"]


def refusal(source: bytes | Path, name: str | None = None, **limits: int) -> str:
    with pytest.raises(DocumentRefused) as refused:
        read_document(source, name, **limits)
    return refused.value.sentence


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def only_table(document: Document) -> Table:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def grid(table: Table) -> dict[tuple[int | None, int | None], str]:
    return {(cell.place.row, cell.place.column): cell.text for cell in table.cells}


def assert_places_hold(document: Document) -> None:
    """For every block and cell the text between its offsets is its text."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            assert document.text[block.place.start : block.place.end] == block.text
        else:
            for cell in cells_of(block):
                assert document.text[cell.place.start : cell.place.end] == cell.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_the_encodings_that_offices_use(encoding: str):
    document = read_document("一、总体要求\n坚持公益普惠。".encode(encoding), "方案.txt")
    assert paragraphs(document) == ["一、总体要求", "坚持公益普惠。"]
    assert [block.place.line for block in document.blocks] == [1, 2]
    assert_places_hold(document)


def test_tabs_and_markdown_pipes_make_tables_with_a_place_for_every_cell():
    tabs = read_pasted("序号\t任务\n1\t建校")
    pipes = read_pasted("| 序号 | 任务 |\n|---|---|\n| 1 | 建校 |")
    expected = {(1, 1): "序号", (1, 2): "任务", (2, 1): "1", (2, 2): "建校"}
    assert grid(only_table(tabs)) == grid(only_table(pipes)) == expected
    assert_places_hold(tabs)
    assert_places_hold(pipes)


def test_word_paragraphs_and_tables_come_in_document_order_and_merged_cells_once():
    rows = [HEADER, ["1", "建校", "市教育局", "2025年"], ["2", "建校", "市财政局", "2024年"]]
    document = read_document(word("一、任务", rows, "附后。", merge_down=(1,)), "方案.docx")
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    table = only_table(document)
    merged = next(cell for cell in table.cells if cell.text == "建校")
    assert (merged.place.row, merged.place.column, merged.row_span) == (2, 2, 2)
    assert (table.row_count, table.column_count) == (3, 4)
    assert_places_hold(document)


def test_a_table_inside_a_cell_of_word_is_kept_inside():
    outer = docx.Document()
    cell = outer.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "附表"
    inner = cell.add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "序号", "任务"
    file = io.BytesIO()
    outer.save(file)
    document = read_document(file.getvalue(), "方案.docx")
    (held,) = only_table(document).cells[0].tables
    assert [cell.text for cell in held.cells] == ["序号", "任务"]
    assert_places_hold(document)


def test_automatic_numbers_of_word_are_written_out():
    document = docx.Document()
    document.add_paragraph("建设特教学校。", style="List Number")
    document.add_paragraph("配齐教师。", style="List Number")
    file = io.BytesIO()
    document.save(file)
    assert paragraphs(read_document(file.getvalue(), "方案.docx")) == ["1.建设特教学校。", "2.配齐教师。"]


def test_tracked_changes_count_as_accepted_and_content_controls_are_read():
    document = docx.Document()
    own = document.add_paragraph("新建学校1所")._p
    kept = document.add_paragraph("长期坚持")._p
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    own.append(parse_xml(f"<w:ins {space}><w:r><w:t>和幼儿园2所</w:t></w:r></w:ins>"))
    own.append(parse_xml(f"<w:del {space}><w:r><w:delText>，或扩建</w:delText></w:r></w:del>"))
    control = parse_xml(f"<w:sdt {space}><w:sdtContent/></w:sdt>")
    kept.addprevious(control)
    control[0].append(kept)
    file = io.BytesIO()
    document.save(file)
    assert paragraphs(read_document(file.getvalue(), "方案.docx")) == ["新建学校1所和幼儿园2所", "长期坚持"]


def test_a_pdf_tells_which_lines_open_a_paragraph_and_which_are_page_numbers():
    pdf = Pdf().page()
    row = pdf.paragraph("建立健全残疾儿童招生入学联动机制，逐一核实适龄残疾儿童少年入学数据，做到一人一案。", row=0)
    pdf.paragraph("完善送教上门服务标准。", row=row)
    pdf.line("— 1 —", row=30, left=280)
    document = read_document(pdf.saved(), "方案.pdf")
    lines = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert [line.opens for line in lines] == [True, False, True, True]
    assert [line.furniture for line in lines] == [False, False, False, True]
    assert "".join(line.text for line in lines[:2]).startswith("建立健全残疾儿童招生入学联动机制")
    assert_places_hold(document)


def test_a_ruled_table_of_a_pdf_keeps_its_spans_and_its_page():
    pdf = Pdf().page().line("附件", row=0)
    pdf.page().table(
        [HEADER, ["1", "建校", "教育局", "2025年"], ["2", None, "财政局", "2024年"]], [60, 120, 120, 90], row=2
    )
    table = only_table(read_document(pdf.saved(), "方案.pdf"))
    assert table.place.page == 2
    assert {cell.text: cell.row_span for cell in table.cells}["建校"] == 2


def test_a_workbook_is_read_with_dates_as_dates_and_merged_cells_once():
    rows = [
        ["任务表", None, None, None],
        HEADER,
        [1, "建校", "市教育局", date(2025, 8, 31)],
        [2.0, None, "市财政局", "长期"],
    ]
    document = read_document(workbook(rows, ["A1:D1", "B3:B4"]), "任务.xlsx")
    cells = grid(only_table(document))
    assert cells[3, 4] == "2025年8月31日"
    assert cells[4, 1] == "2"
    assert next(cell for cell in only_table(document).cells if cell.text == "建校").row_span == 2
    assert_places_hold(document)


def test_a_workbook_with_a_million_empty_rows_is_read_at_once():
    rows = [HEADER, ["1", "建校", "市教育局", "2025年"]]
    opened = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    opened.active.cell(1_048_576, 1).font = openpyxl.styles.Font(bold=True)
    file = io.BytesIO()
    opened.save(file)
    assert only_table(read_document(file.getvalue(), "任务.xlsx")).row_count == 2


def test_a_csv_of_excel_in_china_is_read():
    document = read_document('序号,任务\n1,"建校，配师"\n'.encode("gb18030"), "任务.csv")
    assert grid(only_table(document))[2, 2] == "建校，配师"


def test_a_web_page_is_read_without_its_scripts_and_with_its_spans():
    page = """<html><head><title>站名</title></head><body><script>var a;</script><p>一、任务</p>
    <table><tr><td rowspan="2">建校</td><td>市教育局</td></tr><tr><td>市财政局</td></tr></table></body></html>"""
    document = read_document(page.encode(), "方案.html")
    assert paragraphs(document) == ["一、任务"]
    assert grid(only_table(document)) == {(1, 1): "建校", (1, 2): "市教育局", (2, 2): "市财政局"}
    assert_places_hold(document)


def test_a_scanned_pdf_is_refused_with_what_to_do():
    assert "文字识别（OCR）" in refusal(Pdf().page().saved(), "扫描.pdf")


def test_a_locked_pdf_is_refused_as_locked():
    assert "密码" in refusal(Pdf().page().line("方案", row=0).saved(locked=True), "方案.pdf")


@pytest.mark.parametrize(
    ("data", "name", "word_in_sentence"),
    [
        (b"", "方案.docx", "空的"),
        (b"   \n", "方案.txt", "空的"),
        (b"PK\x03\x04 not a package", "方案.docx", "损坏"),
        (b"%PDF-1.4 broken", "方案.pdf", "损坏"),
        (b"%PDF-1.4 really a pdf", "方案.txt", "不符"),
        (b"plain words", "方案.docx", "不符"),
        (b"plain words", "任务.xlsx", "不符"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked", "方案.docx", "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "方案.doc", "另存为 .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "任务.xls", "损坏"),
        (b"\x00\x01\x02\x03words", "方案.txt", "编码"),
        (b"\xff\xfe\xfd\xff\x81", "方案.txt", "编码"),
        (b"\x89PNG", "方案.png", "文字识别"),
        (b"MZ", "方案.exe", "不认识"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, name: str, word_in_sentence: str):
    assert word_in_sentence in refusal(data, name)


def test_limits_are_told_in_the_sentence():
    assert "超过 1 MB" in refusal(b"x" * 1_048_577, "方案.txt", max_bytes=1_048_576)
    assert "超过 1 页" in refusal(Pdf().page().page().saved(), "方案.pdf", max_pages=1)
    assert "超过 3 个" in refusal(workbook([HEADER]), "任务.xlsx", max_cells=3)


def test_a_package_that_unpacks_too_large_or_carries_macros_is_refused():
    bomb, macros = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 3_000_000)
    with zipfile.ZipFile(macros, "w") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    assert "解压后超过" in refusal(bomb.getvalue(), "方案.docx", max_unpacked=1_048_576)
    assert "宏" in refusal(macros.getvalue(), "方案.docx")


def test_a_missing_file_is_refused(tmp_path: Path):
    assert "读不到文件" in refusal(tmp_path / "没有.docx")


@given(st.text(max_size=400))
def test_no_text_is_lost_between_a_pasted_text_and_its_blocks(text: str):
    if not text.strip():
        return
    document = read_pasted(text)
    assert_places_hold(document)
    covered = [False] * len(document.text)
    for block in document.blocks:
        start, end = block.place.start or 0, block.place.end or 0
        covered[start:end] = [True] * (end - start)
    assert all(seen or not char.strip() for char, seen in zip(document.text, covered, strict=True))
