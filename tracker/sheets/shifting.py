"""Making room in a table (插行): rows go in above what stands below, and everything that points there goes along.

openpyxl moves cells only; merged cells, heights, formulas of every sheet, conditional formats, choices, print areas and filters are
moved here. A range that ends with the row above the gap grows by it, as it does when a person inserts a row inside a table.
"""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.cell import MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from tracker.sheets.cells import OpenSheet

_REFERENCE = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^!'(),:]+)!)?(?P<area>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$?\d+:\$?\d+)"
)
_ROW = re.compile(r"(\$?[A-Z]{0,3}\$?)(\d+)")


@dataclass(frozen=True, slots=True)
class Gap:
    """`count` rows that go in above row `at` of the sheet `title`; `grows`: ranges that end right above the gap take it in."""

    title: str
    at: int
    count: int
    grows: bool = True

    def moved(self, row: int) -> int:
        """Where a row stands afterwards."""
        return row + (self.count if row >= self.at else 0)


def insert_rows(book: Workbook, sheet: OpenSheet, gap: Gap) -> None:
    """Put the gap's rows into the sheet."""
    merged = [
        (CellRange(area.coord), _looks(sheet, area)) for area in sheet.merged_cells.ranges if area.max_row >= gap.at
    ]
    for area, _ in merged:
        sheet.unmerge_cells(area.coord)
    heights = {row: sheet.row_dimensions[row].height for row in list(sheet.row_dimensions) if row >= gap.at}
    sheet.insert_rows(gap.at, gap.count)
    for area, looks in merged:
        _merge_again(sheet, area, looks, gap)
    for row in heights:
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        sheet.row_dimensions[gap.moved(row)].height = height
    _shift_drawn(sheet, gap)
    _shift_rules(sheet, gap)
    _shift_names(book, sheet, gap)
    for other in book.worksheets:
        for cells in other.iter_rows():
            for cell in cells:
                if cell.data_type == "f" and isinstance(cell.value, str):
                    cell.value = shifted(cell.value, gap, own=other.title == gap.title)


def shifted(formula: str, gap: Gap, *, own: bool) -> str:
    """A formula after the gap; `own`: it stands on the sheet of the gap itself."""
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _shift_reference(token.value, gap, own=own)
    return "=" + "".join(token.value for token in tokens.items)


def _shift_reference(text: str, gap: Gap, *, own: bool) -> str:
    found = _REFERENCE.fullmatch(text)
    if found is None:
        return text
    named = (found["sheet"] or "")[:-1].strip("'").replace("''", "'")
    if named != gap.title if found["sheet"] else not own:
        return text
    return (found["sheet"] or "") + _shift_area(found["area"], gap)


def _shift_area(area: str, gap: Gap) -> str:
    first, _, last = area.partition(":")
    moved = _ROW.sub(lambda one: f"{one[1]}{gap.moved(int(one[2]))}", first)
    if not last:
        return moved
    is_above = int(_ROW.sub(r"\2", first)) < gap.at
    edge = gap.at - 1 if gap.grows and is_above else gap.at
    return f"{moved}:{_ROW.sub(lambda one: f'{one[1]}{int(one[2]) + (gap.count if int(one[2]) >= edge else 0)}', last)}"


def _looks(sheet: OpenSheet, area: CellRange) -> dict[tuple[int, int], Any]:
    return {
        (row, column): copy(sheet.cell(row, column)._style)  # noqa: SLF001 - openpyxl has no public copy of all looks
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _merge_again(sheet: OpenSheet, area: CellRange, looks: dict[tuple[int, int], Any], gap: Gap) -> None:
    first, last = gap.moved(area.min_row), gap.moved(area.max_row)
    sheet.merge_cells(start_row=first, end_row=last, start_column=area.min_col, end_column=area.max_col)
    for (row, column), look in looks.items():
        sheet.cell(gap.moved(row), column)._style = look  # noqa: SLF001 - the same


def _shift_drawn(sheet: OpenSheet, gap: Gap) -> None:
    for cells in sheet.iter_rows(min_row=gap.at + gap.count):
        for cell in cells:
            if not isinstance(cell, MergedCell) and cell.hyperlink is not None:
                cell.hyperlink.ref = cell.coordinate
    for drawn in (*sheet._images, *sheet._charts):  # noqa: SLF001 - openpyxl has no public list
        for corner in ("_from", "to"):
            place = getattr(drawn.anchor, corner, None)
            if place is not None:
                place.row = gap.moved(place.row + 1) - 1


def _shift_rules(sheet: OpenSheet, gap: Gap) -> None:
    rules = ConditionalFormattingList()
    for each in sheet.conditional_formatting:
        for rule in each.rules:
            rule.formula = [shifted(f"={one}", gap, own=True)[1:] for one in rule.formula]
            rules.add(_shift_areas(each.sqref, gap), rule)
    sheet.conditional_formatting = rules
    for choice in sheet.data_validations.dataValidation:
        choice.sqref = MultiCellRange(_shift_areas(choice.sqref, gap))
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _shift_area(sheet.auto_filter.ref, gap)
    for table in sheet.tables.values():
        table.ref = _shift_area(table.ref, gap)
        if table.autoFilter is not None:
            table.autoFilter.ref = _shift_area(table.autoFilter.ref, gap)


def _shift_areas(areas: MultiCellRange, gap: Gap) -> str:
    return " ".join(_shift_area(area.coord, gap) for area in areas.ranges)


def _shift_names(book: Workbook, sheet: OpenSheet, gap: Gap) -> None:
    for names in (book.defined_names, *(other.defined_names for other in book.worksheets)):
        for name in names.values():
            if name.attr_text:
                name.attr_text = shifted(f"={name.attr_text}", gap, own=False)[1:]
    if sheet.print_area:
        areas = [area.rpartition("!")[2].replace("$", "") for area in sheet.print_area.split(",")]
        sheet.print_area = ",".join(_shift_area(area, gap) for area in areas)
    for each in sheet.row_breaks.brk:
        if each.id is not None:
            each.id = gap.moved(each.id)
