"""督办台账.xlsx: the reading edition for paper, the data edition for counting; text is text, dates are days."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tracker.core.words import Lamp, PaperSize
from tracker.sheets import COLUMNS, LedgerRow, Sheet, write_data_edition, write_reading_edition
from tracker.sheets.cells import fitting
from tracker.sheets.reading_edition import lines_of

OFFICE = shutil.which("soffice")
ROW = LedgerRow(
    group_key="1",
    task_key="1",
    serial=1,
    task_no="1",
    group="一、扩大供给",
    text="建设一所从幼儿园到高中的特殊教育学校。",
    source="示教〔2023〕1号，任务（1）",
    lead="市教育局",
    unit="示例市教育局",
    cooperating="市残联",
    kind="办结",
    period="once",
    deadline_text="2025年12月",
    deadline_kind="限期完成",
    due=date(2025, 12, 31),
    due_original=date(2025, 11, 30),
    lamp="▲ 临期 还有 9 个工作日",
    lamp_word=Lamp.NEAR,
    state="达进度",
    state_why="时限都还没到，还没有报过进展",
    liaison="演示联络员",
    duty_key="duty-7",
)
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://127.0.0.1")',
    "#REF!",
)


def a_sheet(*rows: LedgerRow, **more) -> Sheet:
    return Sheet("示例市特殊教育发展提升行动计划", "示教〔2023〕1号", date(2025, 12, 18), rows or (ROW,), **more)


def opened(content: bytes):
    return load_workbook(BytesIO(content)).active


def test_the_data_edition_is_flat_with_real_days_a_filter_and_a_hidden_key():
    rows = tuple(replace(ROW, serial=number, duty_key=f"duty-{number}") for number in range(1, 4))
    page = opened(write_data_edition(a_sheet(*rows, is_internal=True)))
    heads = [cell.value for cell in page[1]]
    assert heads == [*(column.head for column in COLUMNS), "事项键"]
    due = page.cell(2, heads.index("办结时限（核定）") + 1)
    assert (due.value.date(), due.number_format) == (date(2025, 12, 31), "yyyy-mm-dd")
    assert page.auto_filter.ref == f"A1:{page.cell(1, len(heads)).column_letter}4"
    assert page.freeze_panes == "C2"
    assert page.print_title_rows == "$1:$1"
    assert not page.merged_cells.ranges
    assert page.column_dimensions[page.cell(1, len(heads)).column_letter].hidden
    assert page.cell(3, len(heads)).value == "duty-2"
    assert page.cell(2, heads.index("亮灯") + 1).fill.fgColor.rgb.endswith("FBF0D9")


def test_only_an_internal_copy_names_liaisons():
    assert "联络员" not in [cell.value for cell in opened(write_data_edition(a_sheet()))[1]]


@pytest.mark.parametrize(("paper", "number"), [(PaperSize.A4, 9), (PaperSize.A3, 8)])
def test_the_reading_edition_is_made_for_paper(paper, number):
    rows = [replace(ROW, serial=n, task_key=str(n // 2), group_key=str(n // 4), unit=f"单位{n}") for n in range(8)]
    page = opened(write_reading_edition(a_sheet(*rows), paper))
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == number
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$3:$3"
    assert page.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert page.freeze_panes == "C4"
    assert page.auto_filter.ref is None  # merged cells and a filter do not go together
    merged = {area.coord for area in page.merged_cells.ranges}
    assert {"A4:A7", "A8:A11", "B4:B5", "C4:C5"} <= merged
    heads = [cell.value for cell in page[3]]
    assert page.cell(4, heads.index("办结时限\n（核定）") + 1).value == "2025-12-31"
    assert "临期" in page.cell(4, heads.index("亮灯") + 1).value
    assert page["A1"].value == "示例市特殊教育发展提升行动计划督办台账"


def test_what_needs_more_than_a_row_can_hold_stands_in_several_merged_rows():
    long = replace(ROW, text="逐条落实。" * 500)
    page = opened(write_reading_edition(a_sheet(long)))
    heights = [page.row_dimensions[row].height for row in range(4, page.max_row + 1)]
    assert len(heights) > 1
    assert max(heights) <= 409
    assert sum(heights) >= lines_of(long.text, 40) * 13
    assert any(area.min_col == 3 and area.max_row > area.min_row for area in page.merged_cells.ranges)


def test_a_units_long_report_is_cut_in_the_reading_edition_and_says_so():
    page = opened(write_reading_edition(a_sheet(replace(ROW, progress="好" * 1000))))
    told = [cell.value for cell in page[4] if isinstance(cell.value, str)]
    assert any(text.endswith("……（全文见数据版）") for text in told)
    data = opened(write_data_edition(a_sheet(replace(ROW, progress="好" * 1000))))
    assert "好" * 1000 in [cell.value for cell in data[2]]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("write", [write_data_edition, write_reading_edition])
def test_no_text_becomes_a_formula_and_every_text_is_shown_as_typed(text, write):
    row = replace(ROW, text=text, progress=text, lead=text, group=text, unit=text, task_no=text)
    content = write(replace(a_sheet(row), title=text, subtitle=text))
    cells = [cell for line in load_workbook(BytesIO(content)).active.iter_rows() for cell in line if cell.value]
    assert all(cell.data_type in ("s", "n", "d") for cell in cells)
    shown = text.replace("\r", "\n")
    matching = [cell for cell in cells if cell.value == shown]
    assert len(matching) >= 4
    if text[0] in "=+-@\t\r":
        assert all(cell.quotePrefix for cell in matching)
    read = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert any(shown.strip() in str(value) for line in read for value in line)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_a_book_that_opens(text):
    content = write_data_edition(a_sheet(replace(ROW, text=text, progress=text, problems=text)))
    page = opened(content)
    value = page.cell(2, 4).value
    assert (value or "") == fitting(text)


def test_a_text_longer_than_a_cell_says_that_it_goes_on():
    page = opened(write_data_edition(a_sheet(replace(ROW, progress="督" * 40_000))))
    longest = max((str(cell.value) for cell in page[2]), key=len)
    assert len(longest) < 32_767
    assert longest.endswith("……（一格放不下，全文见系统）")


def test_an_empty_ledger_still_opens():
    empty = replace(a_sheet(), rows=())
    assert opened(write_data_edition(empty)).max_row == 1
    assert opened(write_reading_edition(empty)).max_row == 3


@pytest.mark.skipif(
    OFFICE is None, reason="NOT CHECKED: no soffice here; install libreoffice-calc to open the books for real"
)
def test_libreoffice_prints_the_reading_edition_and_saves_every_edition(tmp_path):
    rows = [
        replace(ROW, serial=n, task_key=str(n // 3), group_key=str(n // 9), unit=f"单位{n}", progress=HOSTILE[n % 9])
        for n in range(90)
    ]
    books = {
        "a4.xlsx": write_reading_edition(a_sheet(*rows)),
        "a3.xlsx": write_reading_edition(a_sheet(*rows), PaperSize.A3),
        "data.xlsx": write_data_edition(a_sheet(*rows)),
    }
    for name, content in books.items():
        (tmp_path / name).write_bytes(content)
    for kind, folder in (("pdf", "printed"), ("xlsx", "saved")):
        subprocess.run(
            [
                OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", kind,
                "--outdir", str(tmp_path / folder), *(str(tmp_path / name) for name in books),
            ],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
    for name, size in (("a4", (842, 595)), ("a3", (1191, 842))):
        with pypdfium2.PdfDocument(tmp_path / "printed" / f"{name}.pdf") as pdf:
            assert len(pdf) > 1
            for page in pdf:
                text = page.get_textpage().get_text_bounded()
                assert "重点任务（原文）" in text  # the head stands on every page
                assert "页，共" in text
                assert tuple(round(side) for side in page.get_size()) == size
    for name in books:
        page = load_workbook(tmp_path / "saved" / name).active
        texts = {cell.value for line in page.iter_rows() for cell in line if isinstance(cell.value, str)}
        assert "=1+1" in texts
        assert not [cell for line in page.iter_rows() for cell in line if cell.data_type in ("f", "e")]
