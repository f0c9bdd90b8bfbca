"""阅读版: the ledger for meetings and for paper. Groups and tasks are merged cells, every page has its head and number.

Merged cells do not grow with their text in any spreadsheet program, so heights are set here, from the text and the column's width.
A row holds at most 409 points (Excel specifications and limits): what needs more stands in several rows, merged.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from tracker.core.words import PaperSize
from tracker.sheets.cells import BESIDE, BODY, HEAD, LAMP_FILL, MIDDLE, NOTE_FONT, TITLE_FONT, Look, Stream, fitting
from tracker.sheets.pages import name_book, set_page
from tracker.sheets.rows import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tracker.sheets.rows import LedgerRow, Sheet

_LINE_POINTS, _PADDING_POINTS = 13.5, 5.0  # a line of 10 pt 宋体, with what the programs leave around it
_MOST_POINTS = 400.0
_MOST_SAID = 400  # characters of what a unit writes; the data edition has all of it
_WHOLE_TASK, _WHOLE_GROUP = ("task_no", "text", "lead", "cooperating", "deadline_text"), ("group",)
_A4 = (
    Column("group", "所属部分", 10),
    Column("task_no", "编号", 6),
    Column("text", "重点任务（原文）", 40),
    Column("lead", "牵头单位", 12),
    Column("cooperating", "配合单位", 12),
    Column("deadline_text", "完成时限\n（原文）", 11),
    Column("unit", "责任单位", 13),
    Column("due", "办结时限\n（核定）", 11),
    Column("progress", "当前进展", 26),
    Column("state", "核定状态", 9),
    Column("lamp", "亮灯", 13),
)
_A3 = (
    Column("group", "所属部分", 12),
    Column("task_no", "编号", 6),
    Column("text", "重点任务（原文）", 38),
    Column("lead", "牵头单位", 13),
    Column("cooperating", "配合单位", 14),
    Column("deadline_text", "完成时限\n（原文）", 12),
    Column("unit", "责任单位", 14),
    Column("kind", "事项\n类型", 8),
    Column("due", "办结时限\n（核定）", 11),
    Column("due_original", "原定时限", 11),
    Column("target", "目标／完成标准", 14),
    Column("progress", "当前进展", 28),
    Column("problems", "存在问题", 16),
    Column("next_steps", "下一步措施", 16),
    Column("state", "核定状态", 9),
    Column("lamp", "亮灯", 13),
    Column("listing", "挂牌督办", 14),
    Column("remark", "备注", 10),
)
_SHORT = ("task_no", "kind", "due", "due_original", "state")
_CUT = ("progress", "problems", "next_steps", "remark")


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows of the sheet that show one duty: how many, and how high each is in points."""

    row: LedgerRow
    values: dict[str, str]
    physical: int
    height: float


def write_reading_edition(sheet: Sheet, paper: PaperSize = PaperSize.A4) -> bytes:
    """The workbook on landscape A4 or A3."""
    book = Workbook(write_only=True)
    name_book(book, fitting(sheet.title))
    page = book.create_sheet("督办台账")
    columns = _A3 if paper is PaperSize.A3 else _A4
    for number, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = "C4"
    set_page(page, paper, "3:3", foot=fitting(sheet.title)[:60])
    stream = Stream(page)
    _put_head(stream, sheet, columns)
    for _, rows in groupby(sheet.rows, key=lambda row: row.group_key):
        first = stream.rows + 1
        for blocks in _group_blocks(list(rows), columns):
            _put_task(stream, blocks, columns)
        _merge(stream, columns, _WHOLE_GROUP, first)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column: full-width signs count two, and a line never fills to its last place."""
    room = max(2, int(width) - 1)
    return sum(max(1, ceil(_width(line) / room)) for line in text.split("\n"))


def _put_head(stream: Stream, sheet: Sheet, columns: Sequence[Column]) -> None:
    last = get_column_letter(len(columns))
    title = Look(TITLE_FONT, MIDDLE.alignment, is_boxed=False)
    note = Look(NOTE_FONT, MIDDLE.alignment, is_boxed=False)
    blanks = [None] * (len(columns) - 1)
    stream.append([(f"{sheet.title}督办台账" if "台账" not in sheet.title else sheet.title, title), *blanks], height=36)
    stream.append([(sheet.subtitle, note), *blanks], height=18)
    stream.append([(column.head, HEAD) for column in columns], height=32)
    for row in (1, 2):
        stream.sheet.merged_cells.ranges.add(CellRange(f"A{row}:{last}{row}"))


def _put_task(stream: Stream, blocks: Sequence[_Block], columns: Sequence[Column]) -> None:
    first = stream.rows + 1
    for block in blocks:
        begin = stream.rows + 1
        for part in range(block.physical):
            stream.append(
                [(block.values[column.key] if part == 0 else "", _look(block.row, column)) for column in columns],
                height=block.height,
            )
        if block.physical > 1:
            own = [column.key for column in columns if column.key not in (*_WHOLE_TASK, *_WHOLE_GROUP)]
            _merge(stream, columns, own, begin)
    _merge(stream, columns, _WHOLE_TASK, first)


def _merge(stream: Stream, columns: Sequence[Column], keys: Iterable[str], first: int) -> None:
    """Merge the rows from `first` to the last one written, in the columns of these keys."""
    if stream.rows <= first:
        return
    wanted = set(keys)
    for number, column in enumerate(columns, start=1):
        if column.key in wanted:
            # the set itself: its own `add` looks through all ranges each time
            stream.sheet.merged_cells.ranges.add(
                CellRange(min_col=number, max_col=number, min_row=first, max_row=stream.rows)
            )


def _group_blocks(rows: Sequence[LedgerRow], columns: Sequence[Column]) -> list[list[_Block]]:
    """The group's tasks; where its own name is higher than all of them, the first task is made higher."""
    tasks = [_blocks(list(duties), columns) for _, duties in groupby(rows, key=lambda row: row.task_key)]
    name = next(column for column in columns if column.key == "group")
    height = sum(block.height * block.physical for blocks in tasks for block in blocks)
    needed = lines_of(fitting(rows[0].group), name.width) * _LINE_POINTS + _PADDING_POINTS
    if needed > height:
        first = tasks[0][0]
        tasks[0][0] = replace(first, height=min(_MOST_POINTS, first.height + (needed - height) / first.physical))
    return tasks


def _blocks(rows: Sequence[LedgerRow], columns: Sequence[Column]) -> list[_Block]:
    """The task's duties with their heights; what the merged cells of the task need beyond them is spread over all."""
    values = [{column.key: _said(row, column.key) for column in columns} for row in rows]
    own = [
        _points(each, [column for column in columns if column.key not in (*_WHOLE_TASK, *_WHOLE_GROUP)])
        for each in values
    ]
    whole = _points(values[0], [column for column in columns if column.key in _WHOLE_TASK])
    more = max(0.0, whole - sum(own)) / len(rows)
    blocks = []
    for row, texts, points in zip(rows, values, own, strict=True):
        physical = ceil((points + more) / _MOST_POINTS)
        blocks.append(_Block(row, texts, physical, round((points + more) / physical, 1)))
    return blocks


def _points(values: dict[str, str], columns: Sequence[Column]) -> float:
    lines = max((lines_of(values[column.key], column.width) for column in columns), default=1)
    return lines * _LINE_POINTS + _PADDING_POINTS


def _said(row: LedgerRow, key: str) -> str:
    value: str | int | date | None = getattr(row, key)
    text = "" if value is None else str(value)
    if key in _CUT and len(text) > _MOST_SAID:
        return f"{text[:_MOST_SAID]}……（全文见数据版）"
    return fitting(text)


def _look(row: LedgerRow, column: Column) -> Look:
    if column.key == "lamp" and row.lamp_word is not None:
        return _LAMP_LOOKS.get(row.lamp_word, MIDDLE)
    if column.key in _SHORT:
        return MIDDLE
    return BODY if column.key in (*_WHOLE_TASK, *_WHOLE_GROUP) else BESIDE


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in text)


_LAMP_LOOKS = {lamp: Look(alignment=MIDDLE.alignment, fill=colour) for lamp, colour in LAMP_FILL.items()}
