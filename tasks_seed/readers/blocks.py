"""What a reader hands over: the blocks of a document (文档块), each with its place, and the plain text they stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tasks_seed.draft import Place

if TYPE_CHECKING:
    from collections.abc import Iterator


MOST_PARAGRAPHS = 100_000
WIDEST = 200  # columns: no task table is wider, and a wrong span must not fill the memory


# What no database keeps and no page shows, each for one character, so that offsets stay true. Half a surrogate pair is no letter.
_LINE_ENDS = dict.fromkeys((0x0B, 0x85, 0x2028, 0x2029), "\n")
_CONTROLS = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F], " ") | dict.fromkeys(
    range(0xD800, 0xE000), "\ufffd"
)


def printable(text: str, *, lines: bool = False) -> str:
    """The text without control characters, as long as before; `lines` makes line ends of rare separators."""
    return text.translate(_CONTROLS | _LINE_ENDS if lines else _CONTROLS)


class DocumentRefused(Exception):  # noqa: N818 - it is a refusal in words, not a fault of ours
    """A document that cannot be read (不予读取); `sentence` tells a clerk in Chinese what is wrong and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class DocumentKind(StrEnum):
    """Kinds of documents that can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    WORD = "word"
    PDF = "pdf"
    SHEET = "sheet"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line or paragraph as it stands in the document.

    `opens` is what the layout of the page tells: True where the line opens a paragraph, False where it goes on from the
    line before, None where the reader cannot know (plain text). `furniture` marks page numbers and the like.
    """

    text: str
    place: Place
    opens: bool | None = None
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table (单元格) at the upper left corner of its span; rows and columns count from 1 in `place`.

    `wrapped` is True where its line ends were made by the width of the column, as in a PDF, not by its author.
    """

    text: str
    place: Place
    row_span: int = 1
    column_span: int = 1
    tables: tuple[Table, ...] = ()
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table (表格): its cells row by row; a merged cell stands once."""

    cells: tuple[Cell, ...]
    place: Place
    row_count: int
    column_count: int


Block = Paragraph | Table

Tell = Callable[[str, int, int], None]
"""Is told how far a reader is: a Chinese sentence, how many pages (paragraphs, sheets) are done, and of how many."""


def untold(_sentence: str, _done: int, _total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read. For every block and cell `text[place.start:place.end]` is that block's text."""

    name: str
    kind: DocumentKind
    blocks: tuple[Block, ...]
    text: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell before it has a place: its text (or nested tables between texts), upper left corner from 0, and span."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    tables: tuple[tuple[RawCell, ...], ...] = ()
    page: int | None = None
    wrapped: bool = False


class Composer:
    """Lays blocks one after the other and keeps the plain text that their places count in."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._length = 0
        self._lines = 1
        self._paragraphs = 0
        self._tables = 0

    @property
    def text(self) -> str:
        """The plain text so far."""
        return "".join(self._pieces)

    def paragraph(
        self, text: str, *, page: int | None = None, opens: bool | None = None, furniture: bool = False
    ) -> None:
        """Add a paragraph; an empty one is left out because it says nothing."""
        if not text.strip():
            return
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise DocumentRefused(f"文件超过 {MOST_PARAGRAPHS // 10_000} 万段，请只上传方案正文和任务清单。")
        line, start = self._lines, self._length
        self._write(text)
        place = Place(
            page=page, line=line, end_line=self._lines, paragraph=self._paragraphs, start=start, end=self._length
        )
        self.blocks.append(Paragraph(self.text_between(start), place, opens, furniture))
        self._write("\n")

    def table(self, cells: tuple[RawCell, ...], *, page: int | None = None) -> None:
        """Add a table, its cells written row by row with tabs between them."""
        if any(cell.text.strip() or cell.tables for cell in cells):
            self.blocks.append(self._lay_table(cells, page))
            self._write("\n")

    def _lay_table(self, cells: tuple[RawCell, ...], page: int | None) -> Table:
        self._tables += 1
        number, line, start = self._tables, self._lines, self._length
        laid: list[Cell] = []
        ordered = _within(cells)
        for index, raw in enumerate(ordered):
            if index:
                self._write("\t" if raw.row == ordered[index - 1].row else "\n")
            laid.append(self._lay_cell(raw, number, page))
        place = Place(page=page, line=line, end_line=self._lines, table=number, start=start, end=self._length)
        return Table(
            tuple(laid),
            place,
            row_count=max((cell.row + cell.row_span for cell in ordered), default=0),
            column_count=max((cell.column + cell.column_span for cell in ordered), default=0),
        )

    def _lay_cell(self, raw: RawCell, table: int, page: int | None) -> Cell:
        start, line = self._length, self._lines
        self._write(raw.text)
        nested: list[Table] = []
        for inner in raw.tables:
            if self._length > start:
                self._write("\n")
            nested.append(self._lay_table(inner, page))
        place = Place(
            page=raw.page or page,
            line=line,
            end_line=self._lines,
            table=table,
            row=raw.row + 1,
            column=raw.column + 1,
            start=start,
            end=self._length,
        )
        return Cell(self.text_between(start), place, raw.row_span, raw.column_span, tuple(nested), raw.wrapped)

    def text_between(self, start: int) -> str:
        """The plain text from `start` to where we are."""
        needed, pieces = self._length - start, []
        for piece in reversed(self._pieces):
            if needed <= 0:
                break
            pieces.append(piece)
            needed -= len(piece)
        return "".join(reversed(pieces))

    def _write(self, text: str) -> None:
        text = printable(text)
        self._pieces.append(text)
        self._length += len(text)
        self._lines += text.count("\n")


def _within(cells: tuple[RawCell, ...]) -> list[RawCell]:
    """The cells row by row; columns beyond the widest table are left out, spans end where the table ends."""
    kept = sorted((cell for cell in cells if cell.column < WIDEST), key=lambda cell: (cell.row, cell.column))
    rows = max((cell.row for cell in kept), default=0) + 1
    return [
        replace(
            cell,
            row_span=max(1, min(cell.row_span, rows - cell.row)),
            column_span=max(1, min(cell.column_span, WIDEST - cell.column)),
        )
        if cell.row_span > 1 or cell.column_span > 1
        else cell
        for cell in kept
    ]


def cells_of(table: Table) -> Iterator[Cell]:
    """Every cell of a table and of the tables nested in it."""
    for cell in table.cells:
        yield cell
        for inner in cell.tables:
            yield from cells_of(inner)
