"""离线回执.xlsx coming back: whatever office programs did to it, the lines are found by their keys and the columns by their heads.

Sheets may be renamed, rows sorted, deleted or inserted, columns moved, widened or hidden, cells turned into numbers or dates.
"""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from tracker.core.refusals import Refused
from tracker.core.slips import KEY, SlipLine, plain
from tracker.sheets.slip_heads import FIELDS, OFFSETS

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ROWS, MOST_COLUMNS, MOST_LINES = 20_000, 100, 5_000
_LEAST_HEADS = 3
_FREE = ("kind", "progress", "problems", "next_steps")
_HEADS = {plain(head): name for head, name in FIELDS.items()}
_NAMES = {name: head for head, name in FIELDS.items()}


def read_slip_sheet(content: bytes) -> list[SlipLine]:
    """Every line of a slip, from all sheets, in the order in which they stand. Call it where time and memory are bounded."""
    book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    lines: list[SlipLine] = []
    several = len(book.worksheets) > 1
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        lines += _lines(sheet, f"“{sheet.title}”" if several else "")
        if len(lines) > MOST_LINES:
            raise Refused(f"这份回执超过 {MOST_LINES} 行，请分开上传。")
    return lines


def shown(cell: Any) -> str:  # noqa: ANN401 - openpyxl's read-only cell
    """A cell as the clerk saw it: days as days, shares with their sign, whole numbers without a point."""
    value = cell.value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return _number(value, str(cell.number_format or ""))
    return "" if value is None else str(value).replace("_x000D_", "").strip()


def _lines(sheet: Any, where: str) -> Iterator[SlipLine]:  # noqa: ANN401 - openpyxl's read-only sheet
    places: dict[int, str] = {}
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS), start=1):
        filled = [cell for cell in cells if cell.value is not None]
        if not filled:
            continue
        heads = {cell.column: _HEADS[name] for cell in filled if (name := plain(shown(cell))) in _HEADS}
        if len(heads) >= _LEAST_HEADS:
            places = heads
            continue
        line = _line(filled, places, f"{where}第{number}行")
        if line is not None:
            yield line


def _line(cells: list[Any], places: dict[int, str], place: str) -> SlipLine | None:
    """A line with a key, or one without that somebody filled in; None for the words around the table."""
    marked = next(((found[0], cell.column) for cell in cells if (found := KEY.search(plain(shown(cell))))), None)
    key = marked[0] if marked else ""
    if marked and not places:  # the heads are gone: the columns as they went out, and the wording must still fit
        places = {marked[1] + offset: name for name, offset in OFFSETS.items()}
    values = {places[cell.column]: cell for cell in cells if cell.column in places}
    if not key and not any(name in values for name in ("progress", "problems", "next_steps")):
        return None
    formulas = tuple(_NAMES[name] for name in _FREE if name in values and values[name].data_type == "f")
    texts = {name: "" if cell.data_type == "f" else shown(cell) for name, cell in values.items()}
    return SlipLine(
        place=place,
        key=key,
        wording=texts.get("wording", ""),
        kind=texts.get("kind", ""),
        progress=texts.get("progress", ""),
        problems=texts.get("problems", ""),
        next_steps=texts.get("next_steps", ""),
        formulas=formulas,
    )


def _number(value: float, number_format: str) -> str:
    if number_format.rstrip("_ ;@").endswith("%"):
        return f"{round(value * 100, 6):g}%"
    return str(int(value)) if value == int(value) else f"{value:.12g}"
