"""Where the table stands in a superior's workbook (别人的表格): its head, its first empty row, and what its columns mean."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from tracker.core.refusals import Refused
from tracker.sheets.head_names import SERIAL, is_known, plain_head, propose

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HEAD_ROWS, _MOST_COLUMNS, _MOST_BODY = 40, 120, 5_000
_LEAST_KNOWN = 2
_MOST_LOADED_ROWS, _MOST_LOADED_CELLS, _MOST_MERGED = 50_000, 1_000_000, 500_000
_ROWS = re.compile(rb"<(?:\w+:)?row[ />]")
_MERGED = re.compile(rb'mergeCell [^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_LOST = (
    ("xl/charts/", "表里有图表，填好后样子可能变化"),
    ("xl/ctrlprops/", "表里有按钮等控件，填好后会丢失"),
    ("xl/slicers/", "表里有切片器，填好后会丢失"),
    ("xl/threadedcomments/", "表里的批注会变成旧式批注"),
    ("xl/pivottables/", "表里有数据透视表，打开后请刷新"),
)
_SHAPES = (b"<xdr:sp ", b"<xdr:sp>", b"<xdr:cxnSp", b"<xdr:grpSp")


@dataclass(frozen=True, slots=True)
class Head:
    """One column of the table: its number, its head from top to bottom, what it seems to mean."""

    column: int
    levels: tuple[str, ...]
    key: str
    doubt: str

    @property
    def said(self) -> str:
        """The head as one line."""
        return "／".join(self.levels)


@dataclass(frozen=True, slots=True)
class Layout:
    """The table of a workbook.

    `first_row` is the first empty row below the head, `room` how many empty rows follow each other from there, None where
    nothing stands below them.
    """

    sheet: str
    header_row: int
    first_row: int
    room: int | None
    heads: tuple[Head, ...]
    doubts: tuple[str, ...]
    signature: str


def read_layout(content: bytes) -> Layout:
    """Find the table of a workbook. Call it where time and memory are bounded; raises `Refused`."""
    _refuse_jungle(content)
    book = load_workbook(BytesIO(content), keep_links=False)
    sheet, row = _best_head(book)
    top, bottom = _head_rows(sheet, row)
    levels = _levels(sheet, top, bottom)
    proposals = propose(levels)
    heads = tuple(Head(column, levels[column], proposals[column].key, proposals[column].doubt) for column in levels)
    first, doubts = _first_empty(sheet, bottom, heads)
    heads = tuple(
        replace(head, key="", doubt="这一栏是公式，会自己算，不用填。")
        if sheet.cell(first, head.column).data_type == "f"
        else head
        for head in heads
    )
    return Layout(
        sheet=sheet.title,
        header_row=bottom,
        first_row=first,
        room=room_below(sheet, first, heads),
        heads=heads,
        doubts=(*doubts, *_what_is_lost(content)),
        signature=sha256(
            json.dumps([[plain_head(level) for level in head.levels] for head in heads]).encode()
        ).hexdigest(),
    )


def room_below(sheet: Worksheet, first: int, heads: tuple[Head, ...]) -> int | None:
    """How many empty rows follow each other from `first`; None where nothing stands below them."""
    last = min(sheet.max_row, first + _MOST_BODY)
    for row in range(first, last + 1):
        if not _is_empty(sheet, row, heads):
            return row - first
    return None


def _refuse_jungle(content: bytes) -> None:
    """Loading makes an object of every row, cell and merged cell: a sheet full of them is refused before it is loaded."""
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            part, covered = package.read(name), 0
            if sum(1 for _ in _ROWS.finditer(part)) > _MOST_LOADED_ROWS or part.count(b"<c ") > _MOST_LOADED_CELLS:
                raise Refused(
                    f"表里有 {_MOST_LOADED_ROWS} 行以上，多半是空行，读不了。请删掉表格下面多余的行，另存以后再传。"
                )
            for first, top, last, bottom in _MERGED.findall(part):
                width = column_index_from_string(last.decode()) - column_index_from_string(first.decode()) + 1
                covered += width * (int(bottom) - int(top) + 1)
                if covered > _MOST_MERGED:
                    raise Refused("表里合并的单元格太多，读不了。请取消大片的合并，另存以后再传。")


def _best_head(book: Workbook) -> tuple[Worksheet, int]:
    """The sheet and row with the most heads that we know."""
    best: tuple[int, Any, Any] | None = None
    for sheet in book.worksheets:
        # no further than the sheet goes: looking makes cells
        for row in sheet.iter_rows(
            max_row=min(_HEAD_ROWS, sheet.max_row), max_col=min(_MOST_COLUMNS, sheet.max_column)
        ):
            known = sum(isinstance(cell.value, str) and is_known(cell.value) for cell in row)
            if known >= _LEAST_KNOWN and (best is None or known > best[0]):
                best = (known, sheet, row[0].row)
    if best is None:
        raise Refused(
            "没有找到表头。表里要有一行写着“重点任务”“责任单位”“进展情况”这样的栏目名，至少对得上两个；请核对后再传。"
        )
    return best[1], best[2]


def _head_rows(sheet: Worksheet, row: int) -> tuple[int, int]:
    """The first and last row of the head: cells merged downwards make it two or three rows high."""
    crossing = [
        area
        for area in sheet.merged_cells.ranges
        if area.min_row <= row <= area.max_row and area.max_row > area.min_row
    ]
    return min([row, *(area.min_row for area in crossing)]), max([row, *(area.max_row for area in crossing)])


def _levels(sheet: Worksheet, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    """For each column its texts from top to bottom, a merged cell's text in every column it covers."""
    covered: dict[tuple[int, int], str] = {}
    for area in sheet.merged_cells.ranges:
        if area.max_row < top or area.min_row > bottom:
            continue
        text = _text(sheet.cell(area.min_row, area.min_col).value)
        for row in range(max(top, area.min_row), min(bottom, area.max_row) + 1):
            for column in range(area.min_col, min(area.max_col, _MOST_COLUMNS) + 1):
                covered[row, column] = text
    found: dict[int, tuple[str, ...]] = {}
    for column in range(1, min(sheet.max_column, _MOST_COLUMNS) + 1):
        texts = [covered.get((row, column)) or _text(sheet.cell(row, column).value) for row in range(top, bottom + 1)]
        levels = tuple(dict.fromkeys(text for text in texts if text))
        if levels:
            found[column] = levels
    return found


def _first_empty(sheet: Worksheet, bottom: int, heads: tuple[Head, ...]) -> tuple[int, list[str]]:
    """The first row below the head with nothing in it; rows that are passed over (栏号、示例) are named as a doubt."""
    row = bottom + 1
    while row <= sheet.max_row and not _is_empty(sheet, row, heads) and row <= bottom + _MOST_BODY:
        row += 1
    if row > sheet.max_row and row > bottom + 1:
        row = bottom + 1 + _numbering(sheet, bottom + 1, heads)
        if row <= sheet.max_row:
            raise Refused("表头下面没有空行，像是已经填过的表。请上传还没填的空表。")
    if row == bottom + 1:
        return row, []
    rows = f"第 {bottom + 1} 行" if row == bottom + 2 else f"第 {bottom + 1} 至 {row - 1} 行"
    return row, [f"表头下面{rows}已有内容（栏号或示例），会原样留着，从第 {row} 行填起。"]


def _numbering(sheet: Worksheet, row: int, heads: tuple[Head, ...]) -> int:
    """1 where a row only numbers the columns (1 2 3 …), else 0."""
    values = [_text(sheet.cell(row, head.column).value) for head in heads]
    return int(all(value.isdigit() for value in values if value) and any(values))


def _is_empty(sheet: Worksheet, row: int, heads: tuple[Head, ...]) -> bool:
    """Whether nobody has written in a row: printed numbers (序号) and formulas do not count."""
    cells = ((head, sheet.cell(row, head.column)) for head in heads)
    return all(
        cell.value is None
        or cell.data_type == "f"
        or not _text(cell.value)
        or (head.key == SERIAL and _is_number(cell.value))
        for head, cell in cells
    )


def _is_number(value: object) -> bool:
    return _text(value).isdigit()


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _what_is_lost(content: bytes) -> tuple[str, ...]:
    """What openpyxl cannot write again as it was, said before anybody relies on it."""
    with ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        lost = [said for folder, said in _LOST if any(name.lower().startswith(folder) for name in names)]
        drawings = [name for name in names if name.lower().startswith("xl/drawings/drawing")]
        if any(mark in package.read(name) for name in drawings for mark in _SHAPES):
            lost.append("表里有图形或文本框，填好后会丢失")
    return tuple(lost)
