"""Read workbooks and comma separated files (.xlsx, .xls, .csv): every sheet is one table."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from tasks_seed.readers.blocks import Composer, Document, DocumentKind, DocumentRefused, RawCell
from tasks_seed.readers.plain_text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tasks_seed.readers.blocks import Tell

LOCKED = "这个 Excel 文件设置了密码，无法读取；请取消密码后再上传。"
BROKEN = "这个 Excel 文件已损坏，无法打开；请在 Excel 或 WPS 中打开后另存再试。"
UNCOUNTED = "有 {} 个单元格是公式、没有保存计算结果，按空白读入；请在 Excel 或 WPS 中打开后保存一次再上传。"
A_DAY = "表格把“{}”存成了日期，原来可能只写到月或年，请核对完成时限。"
HIDDEN_SHEET = "工作表“{}”在文件中是隐藏的，也读入了，请核对是否还有效。"
HIDDEN_ROWS = "有 {} 行在表格中是隐藏的（可能被筛选或已作废），也读入了，请核对是否还有效。"
_HIDDEN_ROW = re.compile(rb"<row\s(?:[^>]*\s)?hidden=\"(?:1|true)\"[^>]*>\s*<c\s[^>]*>\s*(?=<v>|<is>|<f)")
_UNCOUNTED = re.compile(rb"<c [^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:</c>|<v\s*/>|<v></v>)")

Format = dict[tuple[str, int, int], str]


def read_workbook(data: bytes, name: str, *, max_cells: int, tell: Tell) -> Document:
    """Blocks of an .xlsx or .xls: the sheet's name and its table. Only cells with something in them count."""
    composer = Composer()
    doubts: list[str] = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = _date_formats(data, workbook) if data.startswith(b"PK") else None
        for number, title in enumerate(workbook.sheet_names, 1):
            tell(f"正在读第 {number} 张工作表，共 {len(workbook.sheet_names)} 张。", number, len(workbook.sheet_names))
            sheet = workbook.get_sheet_by_name(title)
            rows = sheet.to_python(skip_empty_area=False)
            merged = getattr(sheet, "merged_cell_ranges", None) or []
            cells = _cells(_written(rows, title, shown, doubts), merged, max_cells)
            if cells:
                if workbook.sheets_metadata[number - 1].visible is not SheetVisibleEnum.Visible:
                    doubts.append(HIDDEN_SHEET.format(title))
                composer.paragraph(title, opens=True)
                composer.table(cells)
    except PasswordError as fault:
        raise DocumentRefused(LOCKED) from fault
    except (CalamineError, zipfile.BadZipFile, ValueError, OverflowError, OSError, KeyError, TypeError) as fault:
        raise DocumentRefused(BROKEN) from fault
    if data.startswith(b"PK"):
        doubts += [
            sentence.format(count)
            for pattern, sentence in ((_UNCOUNTED, UNCOUNTED), (_HIDDEN_ROW, HIDDEN_ROWS))
            if (count := _count_in_sheets(data, pattern))
        ]
    return Document(name, DocumentKind.SHEET, tuple(composer.blocks), composer.text, tuple(dict.fromkeys(doubts)))


def read_csv(data: bytes, name: str, *, max_cells: int) -> Document:
    """Blocks of a .csv: one table."""
    text = decode(data)
    dialect: type[csv.Dialect] = csv.excel_tab if text.split("\n", 1)[0].count("\t") else csv.excel
    composer = Composer()
    try:
        rows = ([value.strip() for value in row] for row in csv.reader(io.StringIO(text), dialect))
        composer.table(_cells(rows, [], max_cells))
    except csv.Error as fault:
        raise DocumentRefused("这个 CSV 文件的格式无法识别；请在 Excel 或 WPS 中打开后另存为 .xlsx 再上传。") from fault
    return Document(name, DocumentKind.CSV, tuple(composer.blocks), composer.text)


def _date_formats(data: bytes, workbook: CalamineWorkbook) -> Format:
    """How an .xlsx shows its dates, for those on the first of a month: 2025年12月 is kept as 2025-12-01."""
    found: Format = {}
    named = [title for title in workbook.sheet_names if _has_first_days(workbook.get_sheet_by_name(title))]
    if not named:
        return found
    opened = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    try:
        for title in named:
            for row in opened[title].iter_rows():
                for cell in row:
                    if isinstance(cell.value, datetime) and cell.value.day == 1 and cell.row and cell.column:
                        found[title, cell.row - 1, cell.column - 1] = str(cell.number_format)
    finally:
        opened.close()
    return found


def _has_first_days(sheet: Any) -> bool:  # noqa: ANN401 - a python_calamine sheet
    return any(isinstance(value, date) and value.day == 1 for row in sheet.to_python() for value in row)


def _written(rows: list[list[Any]], title: str, shown: Format | None, doubts: list[str]) -> Iterable[list[str]]:
    """The cells of a sheet as a person reads them."""
    for row, values in enumerate(rows):
        texts: list[str] = []
        for column, value in enumerate(values):
            if isinstance(value, date) and value.day == 1:
                texts.append(_first_day(value, None if shown is None else shown.get((title, row, column)), doubts))
            else:
                texts.append("" if value == "" else _text(value))
        yield texts


def _first_day(value: date, shown: str | None, doubts: list[str]) -> str:
    """The first of a month as its cell shows it; where that is not known (.xls), with a doubt."""
    parts = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown or "").lower()
    if shown is not None and "y" in parts and "d" not in parts:
        return f"{value.year}年{value.month}月" if "m" in parts else f"{value.year}年"
    if shown is None:
        doubts.append(A_DAY.format(_text(value)))
    return _text(value)


def _cells(rows: Iterable[list[str]], merged: list[Any], max_cells: int) -> tuple[RawCell, ...]:
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merged}
    cells: list[RawCell] = []
    covered: list[tuple[int, int, int, int]] = []  # top, left, bottom, right of merges that reach this row
    for row, values in enumerate(rows):
        covered = [area for area in covered if area[2] >= row]
        for column, text in enumerate(values):
            span = spans.get((row, column))
            if span is None and (not text or any(_is_in(row, column, area) for area in covered)):
                continue
            tall, wide = span or (1, 1)
            if span is not None:
                covered.append((row, column, row + tall - 1, column + wide - 1))
            cells.append(RawCell(row, column, text, tall, wide))
            if len(cells) > max_cells:
                raise DocumentRefused(f"表格里有内容的单元格超过 {max_cells} 个，请只保留任务清单后再上传。")
    return tuple(cells)


def _is_in(row: int, column: int, area: tuple[int, int, int, int]) -> bool:
    top, left, bottom, right = area
    return top <= row <= bottom and left <= column <= right


def _text(value: object) -> str:
    """A cell's value as a person reads it; a date as a Chinese date, a whole number without its point."""
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, time) or value is None:
        return "" if value is None else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _count_in_sheets(data: bytes, pattern: re.Pattern[bytes]) -> int:
    """How often a piece of an .xlsx's sheets stands there: a formula without its result, a hidden row with cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [entry for entry in package.namelist() if re.match(r"xl/worksheets/[^/]*\.xml$", entry)]
        return sum(len(pattern.findall(package.read(sheet))) for sheet in sheets)
