"""Rows of task tables (表格行): header and section rows told from tasks, rows that a page break cut put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tasks_seed.blanks import tidy
from tasks_seed.columns import Columns, columns_of
from tasks_seed.letters import TERMINAL, fold
from tasks_seed.note_spans import find_notes
from tasks_seed.outline_marks import mark_at
from tasks_seed.readers import Paragraph, Table
from tasks_seed.roles import Role, role_of
from tasks_seed.turned_tables import upright
from tasks_seed.wordlike import looks_like_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tasks_seed.readers import Block, Cell

_LONGEST_CELL = 400  # a cell with more words is no cell of a list
_SECTION_NUMBER = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?")
_SHORT = 8
_HEADER_ROWS = 6  # a title and an empty row may stand above the header


@dataclass(slots=True)
class Row:
    """A row of the grid: for every column the cell that covers it, and whether that cell begins here.

    `more` holds the cells of the next page that go on with this row.
    """

    cells: list[Cell | None]
    fresh: list[bool]
    more: dict[int, list[Cell]] = field(default_factory=dict)

    def text(self, column: int | None) -> str:
        """The words of a column in this row, tidy."""
        return "".join(tidy(cell.text) for cell in self.pieces(column))

    def pieces(self, column: int | None) -> list[Cell]:
        """The cells that make up a column of this row."""
        if column is None:
            return []
        cell = self.cells[column]
        return ([cell] if cell else []) + self.more.get(column, [])


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row that holds a task, the columns of its table and the section row above it."""

    row: Row
    columns: Columns
    section: str


def task_rows(tables: Sequence[Table], headings: Mapping[int, str] | None = None) -> list[TaskRow]:
    """The rows with tasks of all task tables; a table without a header goes on with the one before it.

    `headings` are those that stand right above a table (一、产业振兴), by the table's identity.
    """
    found: list[TaskRow] = []
    columns: Columns | None = None
    section = ""
    for printed in _with_nested(tables):
        table, rows, header = _upright(printed)
        goes_on = table is printed and columns is not None and columns.count == table.column_count
        if header:
            goes_on = goes_on and columns == header[0]
            columns, rows = header[0], rows[header[1] :]
        if columns is None or not (header or goes_on):
            columns = None
            continue
        heading = (headings or {}).get(id(printed))
        if heading or not goes_on:
            section = heading or ""
        counted = any(row.text(columns.number).isdigit() for row in rows)
        for position, row in enumerate(rows):
            if _is_header_again(row):
                continue
            name = _section(row, columns) or (_numbered_section(row, columns) if counted else None)
            if name is not None:
                section = name
            elif found and goes_on and position == 0 and _was_cut(found[-1].row, row, columns):
                _join(found[-1].row, row)
            else:
                found.append(TaskRow(row, columns, section))
    return found


def _upright(table: Table) -> tuple[Table, list[Row], tuple[Columns, int] | None]:
    """The table, its rows and its header; one that stands on its side is turned."""
    rows = list(_grid(table))
    header = _header(rows)
    turned = upright(table, has_header=header is not None)
    if turned is None:
        return table, rows, header
    rows = list(_grid(turned))
    return turned, rows, _header(rows)


def without_layout_tables(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which tables that only lay out a page (a whole document in one cell) give way to what they hold."""
    out: list[Block] = []
    columns = 0  # of the task table that the next page may go on with
    for block in blocks:
        if not isinstance(block, Table):
            out.append(block)
            continue
        if _upright(block)[2] is not None:
            columns = block.column_count
        if block.column_count != columns and _holds_a_document(block):
            out += without_layout_tables([part for cell in block.cells for part in _parts_of(cell)])
        else:
            out.append(block)
    return out


def _holds_a_document(table: Table) -> bool:
    """Whether cells hold what no cell of a list holds: tables, long texts, or items with notes of their own."""
    return any(cell.tables or len(cell.text) > _LONGEST_CELL or find_notes(cell.text) for cell in table.cells)


def _parts_of(cell: Cell) -> Iterator[Block]:
    """The lines and tables inside a cell, in order."""
    start = cell.place.start or 0
    inner = sorted(cell.tables, key=lambda table: table.place.start or 0)
    bounds = [
        0,
        *[(side or start) - start for table in inner for side in (table.place.start, table.place.end)],
        len(cell.text),
    ]
    for number, (left, right) in enumerate(zip(bounds[::2], bounds[1::2], strict=True)):
        for line in re.finditer(r"[^\n\t]+", cell.text[left:right]):
            place = replace(cell.place, start=start + left + line.start(), end=start + left + line.end())
            yield Paragraph(line.group(), place)
        if number < len(inner):
            yield inner[number]


def _with_nested(tables: Sequence[Table]) -> Iterator[Table]:
    """Tables and those inside their cells; one that only lays out others falls out by its missing header."""
    for table in tables:
        yield table
        for cell in table.cells:
            yield from _with_nested(cell.tables)


def _grid(table: Table) -> Iterator[Row]:
    """The rows that have words; a workbook may hold a million empty ones between two that have."""
    rows: dict[int, Row] = {}
    for cell in table.cells:
        top, left = (cell.place.row or 1) - 1, (cell.place.column or 1) - 1
        for number in range(top, min(top + cell.row_span, table.row_count)):
            row = rows.setdefault(number, Row([None] * table.column_count, [False] * table.column_count))
            for column in range(left, min(left + cell.column_span, table.column_count)):
                row.cells[column] = cell
                row.fresh[column] = number == top
    return (row for _, row in sorted(rows.items()) if any(cell and cell.text.strip() for cell in row.cells))


def _header(rows: list[Row]) -> tuple[Columns, int] | None:
    """The columns of a table and where its tasks begin; a header may take two rows (责任单位 over 牵头 and 配合)."""
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        names = [row.text(column) for column in range(len(row.cells))]
        depth = 1
        if index + 1 < len(rows) and _is_second_header(row, rows[index + 1]):
            below = rows[index + 1]
            names = [
                name if below.cells[column] in (row.cells[column], None) else _deeper(name, below.text(column))
                for column, name in enumerate(names)
            ]
            depth = 2
        columns = columns_of(names)
        if columns:
            return columns, index + depth
    return None


def _is_header_again(row: Row) -> bool:
    """Whether a row in the middle repeats the header: nothing but names of columns."""
    names = [name for name in (row.text(column) for column in range(len(row.cells))) if name]
    return all(role_of(name) for name in names) and columns_of(names) is not None


def _is_second_header(row: Row, below: Row) -> bool:
    pairs = list(zip(row.cells, below.cells, strict=True))
    changed = [new for old, new in pairs if new is not old and new is not None]
    kept = any(new is old and new is not None for old, new in pairs)
    named = [role_of(tidy(cell.text)) for cell in changed]
    return (
        kept and any(named) and all(role or len(cell.text) <= _SHORT for role, cell in zip(named, changed, strict=True))
    )


def _deeper(above: str, below: str) -> str:
    """牵头 under 责任单位 is 牵头单位."""
    names_itself = role_of(below) not in (None, Role.TITLE, Role.TEXT)
    return below if names_itself or role_of(above) is None else above + below


def _section(row: Row, columns: Columns) -> str | None:
    """The name in a row that holds one text alone: a heading between the tasks (一、…)."""
    filled = {id(cell): cell for cell in row.cells if cell and cell.text.strip()}
    if len(filled) != 1:
        return None
    cell = next(iter(filled.values()))
    name = tidy(cell.text)
    first = row.cells.index(cell)
    mark = mark_at(fold(name))
    numbered = mark is not None and mark.level <= 3  # noqa: PLR2004 - 一、 or （一）
    wide = cell.column_span >= max(2, columns.count - 1)
    alone = cell.row_span == 1 and (first != columns.text or numbered)
    return name if wide or alone else None


def _numbered_section(row: Row, columns: Columns) -> str | None:
    """一 | 立德树人 and nothing else, in a table that counts its tasks 1, 2, 3: a heading between them."""
    number = row.text(columns.number)
    filled = [index for index, cell in enumerate(row.cells) if cell and cell.text.strip()]
    name = next((row.text(index) for index in filled if index != columns.number), "")
    if columns.number is None or len(filled) != 2 or not _SECTION_NUMBER.fullmatch(fold(number)) or not name:  # noqa: PLR2004
        return None
    return f"{number.rstrip('、.')}、{name}" if "(" not in fold(number) else number + name


def _was_cut(above: Row, row: Row, columns: Columns) -> bool:
    """Whether the first row of a page goes on with the last of the page before: no number, and words that broke off.

    Without a number column a row goes on if something is missing in it that every row has. A number in the middle of a row's
    height may stand on either page.
    """
    words, before = row.text(columns.text), above.text(columns.text)
    if words and mark_at(fold(words)):
        return False
    breaks_off = bool(before) and before[-1] not in TERMINAL
    units = [row.text(column) for column, _ in columns.units if row.text(column)]
    undated = columns.deadline is not None and not row.text(columns.deadline)
    if undated and above.text(columns.deadline) and not row.text(columns.number):
        return True
    if columns.number is None:
        halved = any(not looks_like_units(names.replace(" ", "、")) for names in units)
        return not words or (breaks_off and (undated or halved or not units))
    if row.text(columns.number):
        return breaks_off and not above.text(columns.number)
    return not words or breaks_off or not units


def _join(above: Row, row: Row) -> None:
    for column, cell in enumerate(row.cells):
        if cell is not None and row.fresh[column] and re.sub(r"\s", "", cell.text):
            above.more.setdefault(column, []).append(cell)
