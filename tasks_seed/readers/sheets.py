"""Read workbooks and comma separated files (.xlsx, .xls, .csv): every sheet is one table."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from tasks_seed.readers.blocks import Composer, Document, DocumentKind, DocumentRefused, RawCell
from tasks_seed.readers.plain_text import decode

if TYPE_CHECKING:
    from tasks_seed.readers.blocks import Tell


def read_workbook(data: bytes, name: str, *, max_cells: int, tell: Tell) -> Document:
    """Blocks of an .xlsx or .xls: the sheet's name and its table. Only cells with something in them count."""
    composer = Composer()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, title in enumerate(workbook.sheet_names, 1):
            tell(f"正在读第 {number} 张工作表，共 {len(workbook.sheet_names)} 张。", number, len(workbook.sheet_names))
            sheet = workbook.get_sheet_by_name(title)
            merged = getattr(sheet, "merged_cell_ranges", None) or []
            cells = _cells(sheet.to_python(skip_empty_area=False), merged, max_cells)
            if cells:
                composer.paragraph(title, opens=True)
                composer.table(cells)
    except PasswordError as fault:
        raise DocumentRefused("这个 Excel 文件设置了密码，无法读取；请取消密码后再上传。") from fault
    except (CalamineError, ValueError, OverflowError, OSError) as fault:
        raise DocumentRefused("这个 Excel 文件已损坏，无法打开；请在 Excel 或 WPS 中打开后另存再试。") from fault
    return Document(name, DocumentKind.SHEET, tuple(composer.blocks), composer.text)


def read_csv(data: bytes, name: str, *, max_cells: int) -> Document:
    """Blocks of a .csv: one table."""
    text = decode(data)
    dialect: type[csv.Dialect] = csv.excel_tab if text.split("\n", 1)[0].count("\t") else csv.excel
    composer = Composer()
    try:
        composer.table(_cells(list(csv.reader(io.StringIO(text), dialect)), [], max_cells))
    except csv.Error as fault:
        raise DocumentRefused("这个 CSV 文件的格式无法识别；请在 Excel 或 WPS 中打开后另存为 .xlsx 再上传。") from fault
    return Document(name, DocumentKind.CSV, tuple(composer.blocks), composer.text)


def _cells(rows: list[list[Any]], merged: list[Any], max_cells: int) -> tuple[RawCell, ...]:
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merged}
    covered = {
        (row, column)
        for (top, left), (tall, wide) in spans.items()
        for row in range(top, top + min(tall, len(rows)))
        for column in range(left, left + min(wide, len(rows[0]) if rows else 0))
        if (row, column) != (top, left)
    }
    cells: list[RawCell] = []
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            text = _text(value)
            if (row, column) in covered or not (text or (row, column) in spans):
                continue
            tall, wide = spans.get((row, column), (1, 1))
            cells.append(RawCell(row, column, text, tall, wide))
            if len(cells) > max_cells:
                raise DocumentRefused(f"表格里有内容的单元格超过 {max_cells} 个，请只保留任务清单后再上传。")
    return tuple(cells)


def _text(value: object) -> str:
    """A cell's value as a person reads it; a date as a Chinese date, a whole number without its point."""
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, time) or value is None:
        return "" if value is None else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
