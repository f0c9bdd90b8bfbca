"""Tables that were copied with every cell on a line of its own (竖排单元格), or a row a line with blanks between cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tasks_seed.columns import Columns, columns_of
from tasks_seed.draft import Place
from tasks_seed.letters import fold, tidy
from tasks_seed.readers import Block, Cell, Paragraph, Table
from tasks_seed.roles import Role, role_of
from tasks_seed.wordlike import looks_like_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks_seed.notes import IsDeadline

_SHORTEST_HEADER = 3
_LONGEST_HEADER = 9
_LONGEST_NAME = 10
_NOBODY = re.compile(r"^(?:无|/|-|—)$")
_NUMBER = re.compile(r"^\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of such a table: its text, and where."""

    text: str
    place: Place


def with_stacked_tables(blocks: Sequence[Block], is_deadline: IsDeadline) -> list[Block]:
    """The blocks with such tables put together; everything else as it was."""
    out: list[Block] = []
    index = 0
    number = sum(1 for block in blocks if isinstance(block, Table))
    while index < len(blocks):
        header = _stacked_header(blocks, index) or _spaced_header(blocks[index])
        if header is None:
            out.append(blocks[index])
            index += 1
            continue
        names, taken = header
        columns = columns_of([name.text for name in names])
        rows, used = _rows(blocks, index + taken, names, columns, is_deadline) if columns else ([], 0)
        if not rows:
            out.append(blocks[index])
            index += 1
            continue
        number += 1
        out.append(_table([{column: [name] for column, name in enumerate(names)}, *rows], len(names), number))
        index += taken + used
    return out


def _stacked_header(blocks: Sequence[Block], index: int) -> tuple[list[Line], int] | None:
    """Consecutive lines that are column names, as many as still make sense together."""
    names: list[Line] = []
    for block in blocks[index : index + _LONGEST_HEADER]:
        text = tidy(block.text) if isinstance(block, Paragraph) else ""
        if not text or len(text) > _LONGEST_NAME or role_of(text) is None or text in [name.text for name in names]:
            break
        names.append(Line(text, block.place))
    roles = [role_of(name.text) for name in names]
    if Role.NUMBER in roles[1:] or len(names) < _SHORTEST_HEADER or columns_of([name.text for name in names]) is None:
        return None  # what stands before 序号 is the table's title
    return names, len(names)


def _spaced_header(block: Block) -> tuple[list[Line], int] | None:
    if not isinstance(block, Paragraph):
        return None
    names = _spaced(block)
    known = [name for name in names if role_of(name.text)]
    if len(names) < _SHORTEST_HEADER or len(known) < len(names) or columns_of([name.text for name in names]) is None:
        return None
    return names, 1


def _spaced(block: Paragraph) -> list[Line]:
    lines = []
    for match in re.finditer(r"\S+", block.text):
        start = (block.place.start or 0) + match.start()
        lines.append(Line(match.group(), replace(block.place, start=start, end=start + len(match.group()))))
    return lines


Cells = dict[int, list[Line]]


def _rows(
    blocks: Sequence[Block], begin: int, names: list[Line], columns: Columns, is_deadline: IsDeadline
) -> tuple[list[Cells], int]:
    """Rows below a header. With a number column each next number opens a row; else rows have as many cells as columns."""
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
    if columns.number is None:
        return _even_rows(lines, columns, is_deadline)
    return _numbered_rows(lines, columns, is_deadline)


def _numbered_rows(lines: list[tuple[int, Line]], columns: Columns, is_deadline: IsDeadline) -> tuple[list[Cells], int]:
    starts: list[int] = []
    for index, (_, line) in enumerate(lines):
        if _NUMBER.match(fold(line.text)) and int(fold(line.text)) == len(starts) + 1:
            starts.append(index)
    rows: list[Cells] = []
    used = 0
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        stop = end if end is not None else min(len(lines), start + columns.count)
        cells = [line for _, line in lines[start + 1 : stop]]
        row = _assigned(cells, columns, is_deadline)
        row[columns.number or 0] = [lines[start][1]]
        rows.append(row)
        used = lines[stop - 1][0] + 1
    return (rows, used) if len(rows) > 1 else ([], 0)


def _even_rows(lines: list[tuple[int, Line]], columns: Columns, is_deadline: IsDeadline) -> tuple[list[Cells], int]:
    rows: list[Cells] = []
    used = 0
    unit_columns = [index for index, _ in columns.units]
    for start in range(0, len(lines) - columns.count + 1, columns.count):
        cells = [line for _, line in lines[start : start + columns.count]]
        fits = columns.deadline is None or is_deadline(cells[columns.deadline].text)
        if not fits or not all(looks_like_units(cells[index].text) for index in unit_columns):
            break
        rows.append({column: [cell] for column, cell in enumerate(cells)})
        used = lines[start + columns.count - 1][0] + 1
    return rows, used


def _assigned(cells: list[Line], columns: Columns, is_deadline: IsDeadline) -> Cells:
    """Cells to columns: one each if the count is right; else by what they say, the deadline and units from the end."""
    free = [column for column in range(columns.count) if column != columns.number]
    if len(cells) == len(free):
        return {column: [cell] for column, cell in zip(free, cells, strict=True)}
    row: Cells = {}
    rest = list(cells)
    if columns.deadline is not None and rest and is_deadline(rest[-1].text):
        row[columns.deadline] = [rest.pop()]
    unit_lines: list[Line] = []
    while len(rest) > 1 and (looks_like_units(rest[-1].text) or _NOBODY.match(rest[-1].text)):
        unit_lines.insert(0, rest.pop())
    unit_columns = sorted(index for index, _ in columns.units)
    for position, line in enumerate(unit_lines):
        row.setdefault(unit_columns[min(position, len(unit_columns) - 1)], []).append(line)
    words = sorted({columns.text, *columns.titles, *columns.groups})
    for position, line in enumerate(reversed(rest)):  # the task itself stands last; a merged group is missing
        row.setdefault(words[max(0, len(words) - 1 - position)], []).insert(0, line)
    return row


def _table(rows: list[Cells], count: int, number: int) -> Table:
    cells: list[Cell] = []
    for row_number, row in enumerate(rows, 1):
        for column in range(count):
            lines = row.get(column)
            if not lines:
                continue
            first, last = lines[0].place, lines[-1].place
            place = replace(
                first, table=number, row=row_number, column=column + 1, end=last.end, end_line=last.end_line
            )
            cells.append(Cell("\n".join(line.text for line in lines), place))
    first, last = cells[0].place, cells[-1].place
    place = Place(
        page=first.page, line=first.line, end_line=last.end_line, table=number, start=first.start, end=last.end
    )
    return Table(tuple(cells), place, len(rows), count)
