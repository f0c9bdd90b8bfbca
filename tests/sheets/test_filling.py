"""别人的表格: the head is found, columns are proposed with doubts, and filling leaves the rest of the workbook alone."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from superior import superior

from tracker.core.refusals import Refused
from tracker.sheets.filling import fill
from tracker.sheets.head_names import propose
from tracker.sheets.layout import read_layout
from tracker.sheets.shifting import Gap, shifted


def rows(count: int) -> list[dict]:
    return [
        {
            "serial": number,
            "text": f"=任务{number}",
            "lead": "市教育局",
            "cooperating": "市残联",
            "due": date(2025, 12, 31),
            "progress": "已完成主体工程，" * 12,
            "remark": "",
        }
        for number in range(1, count + 1)
    ]


COLUMNS = {1: "serial", 2: "text", 3: "lead", 4: "cooperating", 5: "due", 6: "progress", 7: "", 8: "remark"}


def filled(content: bytes, count: int):
    made, notes = fill(content, COLUMNS, rows(count))
    return load_workbook(BytesIO(made)), notes


def test_a_head_of_two_rows_is_found_and_every_column_proposed():
    layout = read_layout(superior())
    assert (layout.sheet, layout.header_row, layout.first_row, layout.room) == ("附件2", 4, 5, 5)
    assert [head.key for head in layout.heads] == [
        "serial", "text", "lead", "cooperating", "deadline_text", "progress", "", "remark",
    ]  # fmt: skip
    assert "公式" in layout.heads[6].doubt


def test_next_periods_form_is_known_by_its_heads_whatever_its_title_and_rows():
    book = load_workbook(BytesIO(superior()))
    book["附件2"]["A1"] = "附件2　2026年第一季度"
    book["附件2"].insert_rows(1)
    book["附件2"].title = "表一"
    out = BytesIO()
    book["表一"].merged_cells.ranges = set()
    for area in ("A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:F5", "G4:G5", "H4:H5"):
        book["表一"].merge_cells(area)
    book.save(out)
    assert read_layout(out.getvalue()).signature == read_layout(superior()).signature
    assert read_layout(superior(footer=False)).room is None


@pytest.mark.parametrize(
    ("head", "key", "is_sure"),
    [
        ("重点任务", "text", True),
        ("牵 头 单 位", "lead", True),
        ("责任单位（签章）", "unit", True),
        ("进展情况（限300字）", "progress", True),
        ("截至目前的工作进展及成效", "progress", False),
        ("下一步打算", "next_steps", True),
        ("完成时限", "deadline_text", True),
        ("经费（万元）", "", False),
        ("存在的主要困难", "", False),
    ],
)
def test_a_head_is_known_guessed_with_a_doubt_or_left_alone(head, key, is_sure):
    found = propose({1: (head,)})[1]
    assert found.key == key
    assert (found.doubt == "") == is_sure


def test_two_columns_for_one_thing_are_a_doubt():
    assert "和第 1 栏对到了同一项" in propose({1: ("进展情况",), 2: ("当前进展",)})[2].doubt


def test_empty_rows_are_filled_and_keep_their_looks():
    book, notes = filled(superior(5), 3)
    sheet = book["附件2"]
    assert [sheet.cell(row, 2).value for row in range(5, 10)] == ["=任务1", "=任务2", "=任务3", None, None]
    assert sheet["B5"].data_type == "s"
    assert sheet["B5"].font.name == "仿宋"
    assert sheet["B5"].border.left.style == "thin"
    assert (sheet["E5"].value.date(), sheet["E5"].number_format) == (date(2025, 12, 31), "yyyy年m月d日")
    assert sheet["G5"].value == '=IF(B5="","",1)'
    assert sheet["A10"].value == "合计"
    assert sheet["G10"].value == "=SUM(G5:G9)"
    assert sheet.row_dimensions[5].height > 30  # a row of a fixed height would cut the text off
    assert notes == ()


def test_more_rows_than_the_form_has_push_down_what_stands_below_and_formulas_follow():
    book, _ = filled(superior(5), 12)
    sheet, other = book["附件2"], book["汇总"]
    assert [sheet.cell(row, 1).value for row in range(5, 18)] == [*range(1, 13), "合计"]
    assert sheet["G17"].value == "=SUM(G5:G16)"
    assert sheet["G16"].value == '=IF(B16="","",1)'
    assert sheet["B16"].font.name == "仿宋"
    assert sheet["B16"].border.left.style == "thin"
    assert "A18:H18" in {area.coord for area in sheet.merged_cells.ranges}
    assert sheet["A18"].value.startswith("填表人")
    assert sheet.row_dimensions[18].height == 44
    assert other["B1"].value == "=附件2!G17"
    assert other["B2"].value == "=COUNTA(附件2!B5:B16)"
    assert other["B3"].value == "=SUM(B1:B2)"
    assert sheet.print_title_rows == "$1:$4"
    assert sheet.print_area == "'附件2'!$A$1:$H$18"
    assert str(sheet.data_validations.dataValidation[0].sqref) == "H5:H16"
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["G5:G16"]
    assert "A1:H1" in {area.coord for area in sheet.merged_cells.ranges}


def test_a_form_with_nothing_below_simply_goes_on():
    book, _ = filled(superior(2, footer=False), 6)
    sheet = book["附件2"]
    assert [sheet.cell(row, 1).value for row in range(5, 12)] == [1, 2, 3, 4, 5, 6, None]
    assert sheet["B10"].border.left.style == "thin"
    assert sheet["G10"].value == '=IF(B10="","",1)'


def test_rows_for_column_numbers_and_examples_are_left_and_said():
    book = load_workbook(BytesIO(superior(5)))
    for column in range(1, 9):
        book["附件2"].cell(5, column, column)
    out = BytesIO()
    book.save(out)
    layout = read_layout(out.getvalue())
    assert layout.first_row == 6
    assert "第 5 行已有内容" in layout.doubts[0]
    made, _ = filled(out.getvalue(), 2)
    assert made["附件2"]["A5"].value == 1
    assert made["附件2"]["B6"].value == "=任务1"


def test_printed_numbers_do_not_make_a_row_full():
    book = load_workbook(BytesIO(superior(5)))
    for number in range(1, 6):
        book["附件2"].cell(4 + number, 1, number)
    out = BytesIO()
    book.save(out)
    assert read_layout(out.getvalue()).first_row == 5


@pytest.mark.parametrize("values", [[], ["甲", "乙", "丙"], ["重点任务"]])
def test_a_book_without_a_head_is_refused(values):
    book = Workbook()
    book.active.append(values)
    out = BytesIO()
    book.save(out)
    with pytest.raises(Refused, match="没有找到表头"):
        read_layout(out.getvalue())


def test_a_form_that_is_full_already_asks_for_the_empty_one():
    book = Workbook()
    for line in (["重点任务", "责任单位", "进展情况"], ["任务一", "市教育局", "已完成"]):
        book.active.append(line)
    out = BytesIO()
    book.save(out)
    with pytest.raises(Refused, match="像是已经填过的表"):
        read_layout(out.getvalue())


@pytest.mark.parametrize(
    ("formula", "own", "wanted"),
    [
        ("=SUM(G5:G9)", True, "=SUM(G5:G12)"),
        ("=SUM($G$5:$G$9)", True, "=SUM($G$5:$G$12)"),
        ("=G10+G4", True, "=G13+G4"),
        ("=SUM(G5:G9)", False, "=SUM(G5:G9)"),
        ("=SUM('附件 2'!G5:G9)", False, "=SUM('附件 2'!G5:G12)"),
        ("=SUM(别的!G5:G10)", False, "=SUM(别的!G5:G10)"),
        ("=SUM(A:A)+MAX(9:10)", True, "=SUM(A:A)+MAX(9:13)"),
        ('=IF(A10="G10",1,合计)', True, '=IF(A13="G10",1,合计)'),
    ],
)
def test_a_formula_follows_the_rows_that_went_in(formula, own, wanted):
    assert shifted(formula, Gap("附件 2", 10, 3), own=own) == wanted
