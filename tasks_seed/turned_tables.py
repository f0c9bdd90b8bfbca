"""Tables that stand on their side (转置表、卡片表): names of columns go down the first column, or beside each value.

`upright` turns them, so that everything behind it sees a header above rows; a cell keeps its text and its offsets.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tasks_seed.blanks import tidy
from tasks_seed.columns import columns_of
from tasks_seed.roles import role_of

if TYPE_CHECKING:
    from tasks_seed.readers import Cell, Table

_FEWEST_NAMES = 3


def upright(table: Table, *, has_header: bool) -> Table | None:
    """The table with its names on top; None where it has none at its side, or where its names stand on top already."""
    rows = _rows(table)
    if has_header and rows and all(map(_is_name, rows[0])) and len(rows[0]) > 1:
        return None
    return (None if has_header else _turned(table, rows)) or _from_card(table, rows)


def _rows(table: Table) -> list[list[Cell]]:
    """The cells with words, row by row."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text.strip():
            rows.setdefault(cell.place.row or 1, []).append(cell)
    return [rows[number] for number in sorted(rows)]


def _turned(table: Table, rows: list[list[Cell]]) -> Table | None:
    """A task a column: 工作任务 | 建校 | 配师, below it 责任单位 | 县教育局 | 县委编办."""
    names = [row[0] for row in rows if _is_name(row[0]) and row[0].place.column == 1]
    values = [cell for row in rows if row[0] in names for cell in row[1:]]
    columns = {cell.place.column for cell in values}
    if len(names) < _FEWEST_NAMES or len(columns) < 2 or sum(map(_is_name, values)) > len(values) // 3:  # noqa: PLR2004
        return None
    if columns_of([tidy(name.text) for name in names]) is None:
        return None
    down = {name.place.row: index for index, name in enumerate(names, 1)}
    kept = [cell for cell in table.cells if cell.place.row in down]
    cells = [
        replace(cell, place=replace(cell.place, row=cell.place.column, column=down[cell.place.row])) for cell in kept
    ]
    cells = [replace(cell, row_span=1, column_span=1) for cell in cells]
    return replace(table, cells=tuple(cells), row_count=table.column_count, column_count=len(names))


def _from_card(table: Table, rows: list[list[Cell]]) -> Table | None:
    """A task a table, each name before its value: 项目名称 | 建校 | 牵头单位 | 县教育局."""
    pairs: list[tuple[Cell, Cell]] = []
    for row in rows:
        pairs += [(name, value) for name, value in pairwise(row) if _is_name(name) and not _is_name(value)]
    written = sum(len(row) for row in rows)
    if len(pairs) < _FEWEST_NAMES or 2 * len(pairs) < written - 2:
        return None
    if columns_of([tidy(name.text) for name, _ in pairs]) is None:
        return None
    cells = [_at(cell, row, column) for column, pair in enumerate(pairs, 1) for row, cell in enumerate(pair, 1)]
    cells.sort(key=lambda cell: (cell.place.row or 0, cell.place.column or 0))
    return replace(table, cells=tuple(cells), row_count=2, column_count=len(pairs))


def _at(cell: Cell, row: int, column: int) -> Cell:
    return replace(cell, place=replace(cell.place, row=row, column=column), row_span=1, column_span=1)


def _is_name(cell: Cell) -> bool:
    return role_of(tidy(cell.text)) is not None
