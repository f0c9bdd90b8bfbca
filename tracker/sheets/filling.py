"""Filling a superior's workbook (填别人的表格): our rows into its empty body, its looks, formulas and other sheets left alone."""

from __future__ import annotations

from copy import copy
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from tracker.core.refusals import Refused
from tracker.sheets.cells import OpenSheet, put
from tracker.sheets.layout import Head, read_layout, room_below
from tracker.sheets.reading_edition import lines_of
from tracker.sheets.shifting import Gap, insert_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.sheets.rows import Value

MOST_ROWS = 10_000
_USUAL_WIDTH, _POINTS_A_LINE, _MOST_POINTS = 8.43, 1.35, 409.0


def fill(content: bytes, columns: dict[int, str], rows: Sequence[dict[str, Value]]) -> tuple[bytes, tuple[str, ...]]:
    """The workbook with `rows` in the table's body, and what could not be kept. `columns`: column number → key of a value.

    Rows beyond the empty ones get the first body row's looks; what stands below the body moves down. Raises `Refused`.
    """
    if len(rows) > MOST_ROWS:
        raise Refused(f"一次最多填 {MOST_ROWS} 行，现在有 {len(rows)} 行，请缩小范围。")
    layout = read_layout(content)
    book = load_workbook(BytesIO(content), rich_text=True)
    sheet: OpenSheet = book[layout.sheet]
    heads = tuple(Head(head.column, head.levels, columns.get(head.column, ""), "") for head in layout.heads)
    room = room_below(sheet, layout.first_row, heads)
    if room is not None and len(rows) > room:
        insert_rows(book, sheet, Gap(sheet.title, layout.first_row + room, len(rows) - room, grows=room > 0))
    body = range(layout.first_row, layout.first_row + max(len(rows), 1))
    notes = [*layout.doubts, *_unmerge(sheet, body)]
    _spread(sheet, body, 0 if room == 0 else 1)
    for number, values in zip(body, rows, strict=False):
        _fill_row(sheet, number, {column: values.get(key) for column, key in columns.items() if key})
    for table in sheet.tables.values():
        _take_in(table, body)
    out = BytesIO()
    book.save(out)
    return out.getvalue(), tuple(notes)


def _take_in(table: Any, body: range) -> None:  # noqa: ANN401 - openpyxl's table
    """A table object (超级表) that begins above the body ends with it."""
    area = CellRange(table.ref)
    if area.min_row < body.start <= area.max_row + 1 and area.max_row < body[-1]:
        area.expand(down=body[-1] - area.max_row)
        table.ref = area.coord
        if table.autoFilter is not None:
            table.autoFilter.ref = area.coord


def _unmerge(sheet: OpenSheet, body: range) -> list[str]:
    """Cells merged over several body rows are taken apart: every row needs its own."""
    high = [
        area.coord
        for area in sheet.merged_cells.ranges
        if area.max_row > area.min_row and area.min_row >= body.start and area.max_row < body.stop
    ]
    for coordinates in high:
        sheet.unmerge_cells(coordinates)
    return [f"表体里合并的单元格（{'、'.join(sorted(high)[:5])}）已经拆开，每行各填各的。"] if high else []


def _spread(sheet: OpenSheet, body: range, has_pattern: int) -> None:
    """Give every body row the looks, the height, the merged cells and the formulas of the first one."""
    if not has_pattern:
        return
    first = body.start
    wide = [
        area
        for area in sheet.merged_cells.ranges
        if area.min_row == area.max_row == first and area.max_col > area.min_col
    ]
    pattern = [sheet.cell(first, column) for column in range(1, sheet.max_column + 1)]
    height = sheet.row_dimensions[first].height
    merged = {(area.min_row, area.min_col) for area in sheet.merged_cells.ranges}
    for row in body[1:]:
        if _has_looks(sheet, row, pattern):
            continue
        for cell in pattern:
            target = sheet.cell(row, cell.column)
            target._style = copy(cell._style)  # noqa: SLF001 - openpyxl has no public copy of all looks
            if cell.data_type == "f" and isinstance(cell.value, str) and target.value is None:
                target.value = Translator(cell.value, origin=cell.coordinate).translate_formula(target.coordinate)
        sheet.row_dimensions[row].height = height
        for area in wide:
            if (row, area.min_col) not in merged:
                sheet.merge_cells(start_row=row, end_row=row, start_column=area.min_col, end_column=area.max_col)


def _has_looks(sheet: OpenSheet, row: int, pattern: Sequence[Any]) -> bool:
    """Whether the template itself gave a row looks or formulas of its own."""
    return any(sheet.cell(row, cell.column).has_style for cell in pattern)


def _fill_row(sheet: OpenSheet, row: int, values: dict[int, Value]) -> None:
    needed = 0.0
    for column, value in values.items():
        cell: Any = sheet.cell(row, column)
        if isinstance(cell, MergedCell) or cell.data_type == "f" or value is None or value == "":
            continue  # the template's own formulas stay
        kept = cell.number_format
        put(cell, value)
        if isinstance(value, date) and kept != "General":
            cell.number_format = kept
        needed = max(needed, _height(sheet, cell, value))
    height = sheet.row_dimensions[row].height
    if height is not None and needed > height:
        sheet.row_dimensions[row].height = min(_MOST_POINTS, needed)


def _height(sheet: OpenSheet, cell: Any, value: Value) -> float:  # noqa: ANN401 - openpyxl's cell
    """How high a wrapped text needs its row, in points; a row of a fixed height would cut it off."""
    if not isinstance(value, str) or not cell.alignment.wrap_text:
        return 0.0
    size = float(cell.font.size or 11)
    width = sheet.column_dimensions[get_column_letter(cell.column)].width or _USUAL_WIDTH
    return lines_of(value, width * 11 / size) * size * _POINTS_A_LINE
