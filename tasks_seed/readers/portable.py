"""Read PDF documents: lines put together from their letters, tables from their ruled lines, page by page."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from tasks_seed.readers.blocks import Composer, Document, DocumentKind, DocumentRefused, RawCell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tasks_seed.readers.blocks import Tell

SCANNED = (
    "这份 PDF 是扫描件，里面只有图片（或文字已转成图形），没有可以读取的文字；请用 WPS、福昕等软件做文字识别（OCR）后另存为 Word，"
    "或者向发文单位索取 Word 原件，再上传。"
)
LOCKED = "这份 PDF 设置了打开密码，无法读取；请取消密码后再上传。"
BROKEN = "这份 PDF 已损坏，无法打开；请重新下载或向发文单位索取原件。"

_PAGE_NUMBER = re.compile(r"^[\s—–\-－·•.]*第?\s*[0-9０-９]{1,4}\s*页?\s*[\s—–\-－·•.]*(?:共?\s*\d+\s*页)?$")
_FOOTER = 12  # characters: a page number may stand below a table that goes on
_LETTERS_PER_PAGE = 15  # fewer on average means that the pages are pictures


@dataclass(frozen=True, slots=True)
class Line:
    """A visible line of a page: its text and where it stands, in points."""

    text: str
    left: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as seen: lines outside tables and the tables with their upper edge."""

    number: int
    height: float
    lines: tuple[Line, ...]
    tables: tuple[tuple[float, tuple[RawCell, ...]], ...]
    has_picture: bool
    open_columns: tuple[int, ...] = ()  # the columns of a table that ends the page and may go on


def read_pdf(data: bytes, name: str, *, max_pages: int, tell: Tell) -> Document:
    """Blocks of a PDF in reading order. Refuses locked, broken and scanned ones, and more than `max_pages` pages."""
    sheets = _sheets(data, max_pages, tell)
    letters = sum(len(line.text) for sheet in sheets for line in sheet.lines)
    letters += sum(len(cell.text) for sheet in sheets for _, cells in sheet.tables for cell in cells)
    if not sheets:
        raise DocumentRefused(BROKEN)
    if letters < _LETTERS_PER_PAGE * len(sheets) and (not letters or any(sheet.has_picture for sheet in sheets)):
        raise DocumentRefused(SCANNED)
    composer = Composer()
    margins = _margins(sheets)
    before: Line | None = None
    for sheet in sheets:
        parts: list[tuple[float, Line | tuple[RawCell, ...]]] = [(line.top, line) for line in sheet.lines]
        parts += list(sheet.tables)
        for _, part in sorted(parts, key=lambda item: item[0]):
            if not isinstance(part, Line):
                composer.table(part, page=sheet.number)
                before = None
            elif _is_page_number(part, sheet):
                composer.paragraph(part.text, page=sheet.number, opens=True, furniture=True)
            else:
                composer.paragraph(part.text, page=sheet.number, opens=_opens(part, before, margins))
                before = part
    pictures = [str(sheet.number) for sheet in sheets if sheet.has_picture and not sheet.lines and not sheet.tables]
    doubts = (f"第 {'、'.join(pictures)} 页没有文字，可能是扫描页，未读入。",) if pictures else ()
    return Document(name, DocumentKind.PDF, tuple(composer.blocks), composer.text, doubts)


def _sheets(data: bytes, max_pages: int, tell: Tell) -> list[Sheet]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > max_pages:
                raise DocumentRefused(f"这份 PDF 超过 {max_pages} 页，请只上传方案正文和附件。")
            sheets: list[Sheet] = []
            for page in pdf.pages:
                tell(f"正在读第 {page.page_number} 页，共 {len(pdf.pages)} 页。", page.page_number, len(pdf.pages))
                sheets.append(_sheet(page, sheets[-1].open_columns if sheets else ()))
                page.close()
            return sheets
    except PdfminerException as fault:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in fault.args)
        raise DocumentRefused(LOCKED if locked else BROKEN) from fault
    except PDFPasswordIncorrect as fault:
        raise DocumentRefused(LOCKED) from fault
    except (PDFSyntaxError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as fault:
        raise DocumentRefused(BROKEN) from fault


def _sheet(page: Any, going_on: tuple[int, ...]) -> Sheet:  # noqa: ANN401 - a pdfplumber page
    """A page; `going_on` are the columns of the table that ended the page before."""
    found = [table for table in page.find_tables() if len(table.rows[0].cells) > 1]
    found = [table for table in found if len(table.rows) > 1 or _columns(table) == going_on]
    letters = [char for char in page.dedupe_chars().chars if char["text"] and char.get("upright", True)]
    outside = [char for char in letters if not any(_inside(char, table.bbox) for table in found)]
    tables = []
    for table in found:
        cells = _cells(table, [char for char in letters if _inside(char, table.bbox)], page.page_number)
        if sum(1 for cell in cells if cell.text) > 1 or _columns(table) == going_on:
            tables.append((float(table.bbox[1]), cells))
        else:  # a frame around text is no table
            outside += [char for char in letters if _inside(char, table.bbox)]
    lines = tuple(_lines(outside))
    lowest = max(found, key=lambda table: float(table.bbox[3]), default=None)
    is_last = lowest is not None and not any(line.top > lowest.bbox[3] and len(line.text) > _FOOTER for line in lines)
    return Sheet(
        number=page.page_number,
        height=float(page.height),
        lines=lines,
        tables=tuple(tables),
        has_picture=bool(page.images),
        open_columns=_columns(lowest) if is_last else (),
    )


def _columns(table: Any) -> tuple[int, ...]:  # noqa: ANN401 - a pdfplumber table
    """Where the columns of a table begin and end, to five points: the same table has them on every page."""
    edges = {round(edge / 5) for row in table.rows for box in row.cells if box for edge in (box[0], box[2])}
    return tuple(sorted(edges))


def _inside(char: Any, box: tuple[float, float, float, float]) -> bool:  # noqa: ANN401 - a pdfplumber character
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _lines(chars: Iterable[Any]) -> list[Line]:
    """Letters on one baseline make a line. Baselines, because fonts of one line differ in the height of their boxes."""
    rows: list[list[Any]] = []
    for char in sorted(chars, key=lambda item: (_baseline(item), item["x0"])):
        if not char["text"].strip() and not rows:
            continue
        width = char["x1"] - char["x0"]
        if rows and abs(_baseline(char) - _baseline(rows[-1][0])) <= max(2.0, 0.35 * width):
            rows[-1].append(char)
        else:
            rows.append([char])
    written = [sorted(row, key=lambda item: item["x0"]) for row in rows if any(char["text"].strip() for char in row)]
    return [_line(row) for row in written]


def _baseline(char: Any) -> float:  # noqa: ANN401 - a pdfplumber character
    """Distance of a letter's baseline from the upper edge of the page."""
    bottom_of_page = char["bottom"] + char["y0"]
    return float(bottom_of_page - char["matrix"][5])


def _line(row: list[Any]) -> Line:
    pieces: list[str] = []
    before, blank = None, False
    for char in row:
        if not char["text"].strip():
            blank = True
            continue
        if before is not None:
            gap = char["x0"] - before["x1"]
            width = min(char["x1"] - char["x0"], before["x1"] - before["x0"])
            latin = char["text"].isascii() and before["text"].isascii()
            if blank or gap > (0.3 if latin else 1.2) * max(width, 4.0):
                pieces.append(" ")
        pieces.append(char["text"])
        before, blank = char, False
    written = [char for char in row if char["text"].strip()]
    widths = Counter(round(char["x1"] - char["x0"], 1) for char in written if not char["text"].isascii())
    size = widths.most_common(1)[0][0] if widths else written[0]["x1"] - written[0]["x0"]
    return Line("".join(pieces), written[0]["x0"], written[-1]["x1"], _baseline(written[0]), float(size))


def _cells(table: Any, letters: list[Any], page: int) -> tuple[RawCell, ...]:  # noqa: ANN401 - a pdfplumber table
    """The cells of a ruled table. pdfplumber leaves a hole where a cell spans, its box tells how far."""
    rows = [row.cells for row in table.rows]
    tops = [min(box[1] for box in cells if box) for cells in rows]
    lefts = sorted({round(box[0]) for cells in rows for box in cells if box})
    cells: list[RawCell] = []
    for row, boxes in enumerate(rows):
        for box in boxes:
            if box is None:
                continue
            text = "\n".join(line.text for line in _lines(char for char in letters if _inside(char, box)))
            tall = sum(1 for top in tops[row:] if top < box[3] - 1) or 1
            wide = sum(1 for left in lefts if box[0] - 1 <= left < box[2] - 1) or 1
            column = sum(1 for left in lefts if left < box[0] - 1)
            cells.append(RawCell(row, column, text, tall, wide, page=page, wrapped=True))
    return tuple(cells)


def _margins(sheets: list[Sheet]) -> tuple[float, float]:
    """The left and right edge of the running text (版心): where most lines start and the furthest that many end."""
    lines = [line for sheet in sheets for line in sheet.lines if len(line.text) > 1]
    lefts = Counter(round(line.left / 4) for line in lines)
    rights = Counter(round(line.right / 8) for line in lines)
    if not lines:
        return 0.0, 0.0
    often = [edge for edge, count in rights.items() if count >= max(2, len(lines) // 20)]
    return lefts.most_common(1)[0][0] * 4.0, max(often or rights) * 8.0


def _opens(line: Line, before: Line | None, margins: tuple[float, float]) -> bool:
    """Whether a line opens a paragraph: it is indented, or the line before it stopped short of the right edge."""
    left, right = margins
    if before is None or line.left - left > 1.2 * line.size:
        return True
    return bool(before.right < right - 2.5 * before.size)


def _is_page_number(line: Line, sheet: Sheet) -> bool:
    at_edge = line.top < 0.09 * sheet.height or line.top > 0.86 * sheet.height
    return at_edge and bool(_PAGE_NUMBER.match(line.text))
