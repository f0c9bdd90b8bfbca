"""离线回执.xlsx going out: wording locked, free cells open, a list of kinds to choose from, a hidden key a row."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tracker.core.slips import SLIP_KINDS
from tracker.core.words import PaperSize, ReportKind
from tracker.sheets.cells import (
    BODY_FONT,
    BOX,
    CENTRED,
    FREE,
    FREE_FILL,
    HEAD_FILL,
    HEAD_FONT,
    NOTE_FONT,
    TEXT,
    TITLE_FONT,
    WRAPPED,
    put,
)
from tracker.sheets.pages import name_book, set_page
from tracker.sheets.reading_edition import lines_of
from tracker.sheets.slip_heads import KEY_HEAD, KIND_HEAD, NEXT_HEAD, PROBLEMS_HEAD, PROGRESS_HEAD, TEXT_HEAD

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tracker.core.slips import SlipForm, SlipRow

_COLUMNS = (
    (KEY_HEAD, 10),
    ("方案", 16),
    ("任务编号", 8),
    (TEXT_HEAD, 40),
    ("事项类型", 9),
    ("时限（原文）", 14),
    ("办结时限", 11),
    ("上次报的", 26),
    (KIND_HEAD, 12),
    (PROGRESS_HEAD, 40),
    (PROBLEMS_HEAD, 24),
    (NEXT_HEAD, 24),
)
_FIRST_FREE, _HEAD_ROW = 9, 4
_LONGEST = 4000
_LINE_POINTS, _LEAST_POINTS, _MOST_POINTS = 14.0, 60.0, 400.0


def write_slip_sheet(form: SlipForm) -> bytes:
    """The slip as a workbook. Protection carries no password: it keeps fingers off, the keys keep the content honest."""
    book = Workbook()
    name_book(book, "离线回执")
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = "离线回执"
    for number, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.column_dimensions["A"].hidden = True
    _put_head(sheet, form)
    for number, row in enumerate(form.rows, start=_HEAD_ROW + 1):
        _put_row(sheet, number, row)
    last = _HEAD_ROW + len(form.rows)
    _offer_choices(sheet, last)
    sheet.freeze_panes = f"E{_HEAD_ROW + 1}"
    set_page(sheet, PaperSize.A4, f"{_HEAD_ROW}:{_HEAD_ROW}", foot=f"离线回执 {form.number}号")
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # widths and heights may be changed
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put_head(sheet: Worksheet, form: SlipForm) -> None:
    last = get_column_letter(len(_COLUMNS))
    left_out = f"另有 {form.left_out} 件定期报告还没到报送期，没有列出。" if form.left_out else ""
    lines = (
        ("重点任务进展离线回执", TITLE_FONT, 34),
        (
            f"单位：{form.unit}　　生成日期：{form.made_on}　　编号：{form.number}　　共 {len(form.rows)} 件",
            BODY_FONT,
            18,
        ),
        (
            f"只填浅黄色的格子，没有新情况的行留空。填好保存，登录系统上传，或者发回督查室。请不要改动其他文字，不要另外做表。{left_out}",
            NOTE_FONT,
            18,
        ),
    )
    for number, (text, font, height) in enumerate(lines, start=1):
        cell = put(sheet.cell(number, 2), text)
        cell.font, cell.alignment = font, CENTRED if number == 1 else WRAPPED
        sheet.merge_cells(f"B{number}:{last}{number}")
        sheet.row_dimensions[number].height = height
    for number, (head, _) in enumerate(_COLUMNS, start=1):
        cell = put(sheet.cell(_HEAD_ROW, number), head)
        cell.font, cell.alignment, cell.fill, cell.border = HEAD_FONT, CENTRED, HEAD_FILL, BOX
    sheet.row_dimensions[_HEAD_ROW].height = 30


def _put_row(sheet: Worksheet, number: int, row: SlipRow) -> None:
    locked = (row.key, row.plan, row.task_no, row.text, row.kind, row.deadline, row.due, row.before)
    free = (ReportKind.PROGRESS.label, "", "", "")
    for place, text in enumerate((*locked, *free), start=1):
        cell: Any = put(sheet.cell(number, place), text)
        cell.font, cell.alignment, cell.border = BODY_FONT, WRAPPED, BOX
        if place >= _FIRST_FREE:
            cell.fill, cell.protection, cell.number_format = FREE_FILL, FREE, TEXT
    lines = max(lines_of(text, width) for text, (_, width) in list(zip(locked, _COLUMNS, strict=False))[1:])
    sheet.row_dimensions[number].height = min(_MOST_POINTS, max(_LEAST_POINTS, lines * _LINE_POINTS + 4))


def _offer_choices(sheet: Worksheet, last: int) -> None:
    kinds = DataValidation(
        type="list",
        formula1=f'"{",".join(kind.label for kind in SLIP_KINDS)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="报送类型",
        error="请从列表里选一个。申请销号要附佐证，请登录系统在网页上办。",
    )
    kinds.add(f"I{_HEAD_ROW + 1}:I{last}")
    lengths = DataValidation(
        type="textLength",
        operator="lessThanOrEqual",
        formula1=str(_LONGEST),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="太长了",
        error=f"一格最多 {_LONGEST} 字，其余放进佐证。",
    )
    lengths.add(f"J{_HEAD_ROW + 1}:L{last}")
    sheet.add_data_validation(kinds)
    sheet.add_data_validation(lengths)
