"""Cells (单元格): text that a spreadsheet must never take for a formula, and the few looks that our workbooks have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from tracker.core.cleaning import clean
from tracker.core.words import Lamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.sheets.rows import Value

OpenSheet: TypeAlias = Any  # an openpyxl sheet where the types of the package fall short of what it can do
MOST_CHARACTERS = 32_000  # a cell holds 32,767 UTF-16 units (Excel specifications and limits)
DAY = "yyyy-mm-dd"
TEXT = "@"
LAMP_FILL = {
    Lamp.LATE: "F6D5D2",
    Lamp.NEAR: "FBF0D9",
    Lamp.REVIEW: "E8EEF7",
    Lamp.OK: "E6F1EB",
    Lamp.CLOSED: "ECEEF0",
}
LAMP_SIGN = {
    Lamp.LATE: "◆",
    Lamp.NEAR: "▲",
    Lamp.REVIEW: "◎",
    Lamp.OK: "●",
    Lamp.WAIT: "○",
    Lamp.CLOSED: "■",
}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LINE = Side(style="thin", color="8C8C8C")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
TITLE_FONT = Font(name="方正小标宋简体", size=20)
HEAD_FONT = Font(name="黑体", size=10.5)
BODY_FONT = Font(name="宋体", size=10)
NOTE_FONT = Font(name="宋体", size=10, color="595959")
HEAD_FILL = PatternFill("solid", "EDEDED")
FREE_FILL = PatternFill("solid", "FFF9E5")
FREE = Protection(locked=False)
WRAPPED = Alignment(wrap_text=True, vertical="top")
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")


def fitting(text: str) -> str:
    """The text as a cell can hold it: no control characters, tabs kept, at most 32,000 signs and then it says so."""
    kept = "\t".join(clean(part) for part in text.split("\t"))
    if 2 * len(kept) <= MOST_CHARACTERS or len(kept.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
        return kept
    cut = kept.encode("utf-16-le")[: 2 * MOST_CHARACTERS].decode("utf-16-le", errors="ignore")
    return f"{cut}……（一格放不下，全文见系统）"


def put(cell: Any, value: Value) -> Any:  # noqa: ANN401 - openpyxl's cells, written at once or streamed
    """Give a cell its value. Text is always text and shown as typed (公式注入): never a formula, an error, a number or a link."""
    if isinstance(value, str):
        text = fitting(value)
        cell.value = None if text == "" else text
        if text:
            cell.data_type = "s"
        if text.startswith(_FORMULA_STARTS):
            cell.quotePrefix = True  # editing the cell by hand leaves it text, too
        return cell
    cell.value = value
    if value is not None and not isinstance(value, int):
        cell.number_format = DAY
    return cell


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a streamed cell looks; each is itself only, for to compare fonts cell by cell takes most of a sheet's time."""

    font: Font = BODY_FONT
    alignment: Alignment = WRAPPED
    fill: str = ""
    is_boxed: bool = True


BODY = Look()
HEAD = Look(HEAD_FONT, CENTRED, "EDEDED")
MIDDLE = Look(alignment=CENTRED)
BESIDE = Look(alignment=Alignment(wrap_text=True, vertical="center"))
FLAT = Look(alignment=Alignment(vertical="center"))


class Stream:
    """A sheet written row by row. One cell object a look is filled again and again, for a styled cell is dear to make."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 - openpyxl's write-only sheet
        self.sheet = sheet
        self.rows = 0
        self._cells: dict[tuple[Look, str], Any] = {}

    def append(self, cells: Iterable[tuple[Value, Look] | None], *, height: float | None = None) -> int:
        """Write a row, None a cell that is not there; returns its number. `height` in points."""
        self.rows += 1
        if height is not None:
            self.sheet.row_dimensions[self.rows].height = height
        self.sheet.append(None if each is None else self._filled(*each) for each in cells)
        return self.rows

    def _filled(self, value: Value, look: Look) -> Any:  # noqa: ANN401 - openpyxl's cell
        kind = type(value).__name__ + ("=" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else "")
        if (look, kind) not in self._cells:
            self._cells[look, kind] = self._new(look)
        return put(self._cells[look, kind], value)

    def _new(self, look: Look) -> Any:  # noqa: ANN401 - openpyxl's cell
        cell = WriteOnlyCell(self.sheet)
        cell.font, cell.alignment = look.font, look.alignment
        if look.is_boxed:
            cell.border = BOX
        if look.fill:
            cell.fill = PatternFill("solid", look.fill)
        return cell
