"""数据版: the ledger as a flat table, one row a duty, real dates, a filter on every column; for counting and for other programs."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tracker.core.words import PaperSize
from tracker.sheets.cells import FLAT, HEAD, LAMP_FILL, Look, Stream, fitting
from tracker.sheets.pages import name_book, set_page
from tracker.sheets.rows import COLUMNS, KEY_COLUMN

if TYPE_CHECKING:
    from tracker.sheets.rows import Column, LedgerRow, Sheet

_LAMP_LOOKS = {lamp: replace(FLAT, fill=colour) for lamp, colour in LAMP_FILL.items()}


def write_data_edition(sheet: Sheet) -> bytes:
    """The workbook. Rows are streamed, so ten thousand of them need little memory."""
    book = Workbook(write_only=True)
    name_book(book, fitting(sheet.title))
    page = book.create_sheet("督办台账")
    columns = [column for column in (*COLUMNS, KEY_COLUMN) if column.key != "liaison" or sheet.is_internal]
    letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
    for letter, column in zip(letters, columns, strict=True):
        page.column_dimensions[letter].width = column.width
    page.column_dimensions[letters[-1]].hidden = True
    page.freeze_panes = "C2"
    set_page(page, PaperSize.A3, "1:1", is_fitted=False)
    stream = Stream(page)
    stream.append((column.head, HEAD) for column in columns)
    for row in sheet.rows:
        stream.append((getattr(row, column.key), _look(row, column)) for column in columns)
    page.auto_filter.ref = f"A1:{letters[-1]}{stream.rows}"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _look(row: LedgerRow, column: Column) -> Look:
    if column.key != "lamp" or row.lamp_word is None:
        return FLAT
    return _LAMP_LOOKS.get(row.lamp_word, FLAT)
