"""Cells of a workbook as a person reads them: months, years and days, hidden rows and sheets, formulas."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from document_making import workbook

from tasks_seed.parse import parse_document
from tasks_seed.readers import Document, Table, read_document

HEADER = ["序号", "重点任务", "责任单位", "完成时限"]


def made(value: object, number_format: str) -> Document:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([1, "建校", "县教育局", value])
    book.active["D2"].number_format = number_format
    return saved(book)


def saved(book: openpyxl.Workbook) -> Document:
    file = io.BytesIO()
    book.save(file)
    return read_document(file.getvalue(), "任务.xlsx")


def cells(document: Document) -> dict[tuple[int | None, int | None], str]:
    table = next(block for block in document.blocks if isinstance(block, Table))
    return {(cell.place.row, cell.place.column): cell.text for cell in table.cells}


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        (date(2025, 12, 1), "yyyy/m", "2025年12月"),
        (date(2025, 12, 1), 'yyyy"年"m"月"', "2025年12月"),
        (date(2025, 12, 1), "[$-804]yyyy年m月;@", "2025年12月"),
        (date(2025, 1, 1), "yyyy", "2025年"),
        (date(2025, 1, 1), 'yyyy"年"', "2025年"),
        (date(2025, 12, 1), "yyyy-mm-dd", "2025年12月1日"),
        (date(2025, 12, 1), 'yyyy"年"m"月"d"日"', "2025年12月1日"),
        (date(2025, 12, 31), "yyyy/m", "2025年12月31日"),  # the last of a month is a day that somebody wrote
        ("2025.10", "@", "2025.10"),
        (2025, "General", "2025"),
        (2025.5, "General", "2025.5"),
        (True, "General", "True"),
    ],
)
def test_a_date_is_read_as_its_cell_shows_it(value: object, number_format: str, read: str):
    document = made(value, number_format)
    assert cells(document)[2, 4] == read
    assert document.doubts == ()


def test_a_month_in_a_deadline_column_is_due_on_its_last_day():
    (task,) = parse_document(made(date(2025, 9, 1), "yyyy/m")).tasks
    assert (task.deadline_text, task.deadline.due) == ("2025年9月", date(2025, 9, 30))


def test_hidden_rows_and_sheets_are_read_with_a_question():
    book = openpyxl.Workbook()
    for row in (HEADER, [1, "建校", "县教育局", "2025年"], [2, "作废的任务", "县财政局", "2024年"], [None] * 4):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[4].hidden = True  # holds nothing
    old = book.create_sheet("旧版")
    old.append(HEADER)
    old.append([1, "扩班", "县教育局", "2023年"])
    old.sheet_state = "hidden"
    document = saved(book)
    assert document.doubts == (
        "工作表“旧版”在文件中是隐藏的，也读入了，请核对是否还有效。",
        "有 1 行在表格中是隐藏的（可能被筛选或已作废），也读入了，请核对是否还有效。",
    )
    assert [task.text for task in parse_document(document).tasks] == ["建校", "作废的任务", "扩班"]


def test_a_formula_without_its_result_is_said():
    document = read_document(workbook([HEADER, ["=ROW()-1", "建校", "县教育局", "2025年"]]), "任务.xlsx")
    assert document.doubts == (
        "有 1 个单元格是公式、没有保存计算结果，按空白读入；请在 Excel 或 WPS 中打开后保存一次再上传。",
    )


def test_every_sheet_with_a_task_table_counts_and_a_list_of_persons_does_not():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([1, "建校", "县教育局", "2025年"])
    persons = book.create_sheet("联系人")
    persons.append(["科室", "姓名", "电话"])
    persons.append(["基教科", "某某", "000"])
    projects = book.create_sheet("项目")
    projects.append(["序号", "项目名称", "建设内容", "责任单位", "计划完成时间"])
    projects.append([1, "教学楼", "新建2万平方米", "县一中", "2026年6月"])
    assert [task.text for task in parse_document(saved(book)).tasks] == ["建校", "新建2万平方米"]


def test_the_name_above_the_table_is_the_title_before_the_name_of_the_sheet():
    rows = [["附件2"], ["某县2025年重点任务清单"], HEADER, [1, "建校", "县教育局", "10月底前"]]
    plan = parse_document(read_document(workbook(rows, ["A1:D1", "A2:D2"]), "任务.xlsx"))
    assert plan.title == "某县2025年重点任务清单"
    assert plan.tasks[0].deadline.due == date(2025, 10, 31)
