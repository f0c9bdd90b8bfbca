"""Tables that were copied with every cell on a line of its own (竖排单元格), or a row a line with blanks between cells."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tasks_seed.blanks import tidy
from tasks_seed.columns import Columns, columns_of
from tasks_seed.draft import Place
from tasks_seed.letters import fold
from tasks_seed.outline_marks import mark_at
from tasks_seed.readers import Block, Cell, Paragraph, Table
from tasks_seed.roles import Role, label_at, role_of
from tasks_seed.stacked_rows import Line, StackedRow, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks_seed.notes import IsDeadline

_MOST_TRIES = 5
_SHORTEST_HEADER = 3
_LONGEST_HEADER = 9
_LONGEST_NAME = 14


def with_stacked_tables(blocks: Sequence[Block], is_deadline: IsDeadline) -> list[Block]:
    """The blocks with such tables put together; everything else as it was."""
    out: list[Block] = []
    index = 0
    number = sum(1 for block in blocks if isinstance(block, Table))
    in_vain: Counter[tuple[str, ...]] = Counter()  # each try reads to the end of the text
    while index < len(blocks):
        header = _stacked_header(blocks, index) or _spaced_header(blocks[index])
        if header is None or in_vain[tuple(name.text for name in header[0])] >= _MOST_TRIES:
            out.append(blocks[index])
            index += 1
            continue
        names, taken = header
        columns = columns_of([name.text for name in names])
        rows, used = _rows(blocks, index + taken, names, columns, is_deadline) if columns else ([], 0)
        if not rows:
            in_vain[tuple(name.text for name in names)] += 1
            out.append(blocks[index])
            index += 1
            continue
        number += 1
        out.append(_table(names, rows, number))
        index += taken + used
    return out


def _stacked_header(blocks: Sequence[Block], index: int) -> tuple[list[Line], int] | None:
    """Consecutive lines that are column names, as many as still make sense together."""
    names: list[Line] = []
    for block in blocks[index : index + _LONGEST_HEADER]:
        text = tidy(block.text) if isinstance(block, Paragraph) else ""
        if not _is_name(text) or text in [name.text for name in names]:
            break
        names.append(Line(text, block.place))
    roles = [role_of(name.text) for name in names]
    if Role.NUMBER in roles[1:-1] or len(names) < _SHORTEST_HEADER or columns_of([name.text for name in names]) is None:
        return None  # what stands before 序号 is the table's title
    return names, len(names)


def _is_name(text: str) -> bool:
    """Whether a line may be a column's name; 牵头单位：县教育局 and （二）重点工作 are none."""
    folded = fold(text)
    says_something = label_at(folded) is not None or mark_at(folded) is not None
    return 0 < len(text) <= _LONGEST_NAME and role_of(text) is not None and not says_something


def _spaced_header(block: Block) -> tuple[list[Line], int] | None:
    if not isinstance(block, Paragraph):
        return None
    names = _spaced(block)
    known = [name for name in names if _is_name(name.text)]
    if len(names) < _SHORTEST_HEADER or len(known) < len(names) or columns_of([name.text for name in names]) is None:
        return None
    return names, 1


def _spaced(block: Paragraph) -> list[Line]:
    lines: list[Line] = []
    for match in re.finditer(r"\S+", block.text):
        start = (block.place.start or 0) + match.start()
        place = replace(block.place, start=start, end=start + len(match.group()))
        lines.append(Line(match.group(), place, opens=not lines))
    return lines


def _rows(
    blocks: Sequence[Block], begin: int, names: list[Line], columns: Columns, is_deadline: IsDeadline
) -> tuple[list[StackedRow], int]:
    """The rows below a header, and how many blocks they take."""
    lines: list[tuple[int, Line]] = []
    header = [name.text for name in names]
    spaced = names[0].place.start is not None and names[0].place.line == names[-1].place.line
    for offset, block in enumerate(blocks[begin:]):
        if not isinstance(block, Paragraph):
            break
        if not block.furniture:
            found = _spaced(block) if spaced else [Line(tidy(block.text), block.place)]
            lines += [(offset, line) for line in found if line.text]
    lines = [(offset, line) for offset, line in lines if line.text not in header]
    rows = rows_of([line for _, line in lines], header, columns, is_deadline)
    while rows and rows[-1].section is not None:  # the heading of what stands behind the table
        rows.pop()
    used = sum(len(cells) for row in rows for cells in row.cells.values()) + sum(1 for row in rows if row.section)
    is_table = sum(1 for row in rows if row.cells) > 1
    return (rows, lines[used - 1][0] + 1) if is_table else ([], 0)


def _table(header: list[Line], rows: list[StackedRow], number: int) -> Table:
    cells: list[Cell] = []
    count = len(header)
    for row_number, row in enumerate([StackedRow({column: [name] for column, name in enumerate(header)}), *rows], 1):
        if row.section is not None:
            place = replace(row.section.place, table=number, row=row_number, column=1)
            cells.append(Cell(row.section.text, place, column_span=count))
        for column, lines in sorted(row.cells.items()):
            first, last = lines[0].place, lines[-1].place
            place = replace(
                first, table=number, row=row_number, column=column + 1, end=last.end, end_line=last.end_line
            )
            cells.append(Cell("\n".join(line.text for line in lines), place))
    first, last = cells[0].place, cells[-1].place
    place = Place(
        page=first.page, line=first.line, end_line=last.end_line, table=number, start=first.start, end=last.end
    )
    return Table(tuple(cells), place, len(rows) + 1, count)
