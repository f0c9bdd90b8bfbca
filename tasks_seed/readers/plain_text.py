"""Read plain text, Markdown and pasted text (纯文本): every line keeps the offset that it has in the text itself."""

from __future__ import annotations

import re

from tasks_seed.draft import Place
from tasks_seed.readers.blocks import (
    WIDEST,
    Block,
    Cell,
    Document,
    DocumentKind,
    DocumentRefused,
    Paragraph,
    Table,
    printable,
)

_LONGEST_MERGED = 40
_PIPE_RULE = re.compile(r"\|?(?::?-{2,}:?\|)+(?::?-{2,}:?)?")


def decode(data: bytes) -> str:
    """Text of a file written in UTF-8, UTF-16 with a mark, or GB18030 (国标码); refuses anything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        encodings = []
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise DocumentRefused(
        "这个文件不是文本文件，或者文字编码无法识别；请另存为 UTF-8 编码的文本，或改传 Word、PDF 原件。"
    )


def read_text(text: str, name: str, kind: DocumentKind = DocumentKind.TEXT) -> Document:
    """Blocks of a text: a paragraph a line, tables where lines carry tabs or Markdown pipes."""
    text = printable(text, lines=True)
    lines = _lines_of(text)
    blocks: list[Block] = []
    tables = 0
    index = 0
    while index < len(lines):
        rows = _table_rows(lines, index)
        if rows:
            tables += 1
            blocks.append(_table(lines[index : index + rows], tables))
            index += rows
            continue
        number, start, line = lines[index]
        if line.strip():
            place = Place(line=number, end_line=number, paragraph=number, start=start, end=start + len(line))
            blocks.append(Paragraph(line, place))
        index += 1
    return Document(name, kind, tuple(blocks), text)


Line = tuple[int, int, str]  # number from 1, offset, text without its end


def _lines_of(text: str) -> list[Line]:
    lines: list[Line] = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        lines.append((number, start, line))
        start += len(line) + 1
    return lines


def _table_rows(lines: list[Line], index: int) -> int:
    """How many lines from here make a table: at least two rows with the same separator.

    A short line alone between two rows is a row that was merged across the table (（一）健全体系), as copied from Word.
    """
    separated = _is_tab_row if _is_tab_row(lines[index][2]) else _is_pipe_row
    count = 0
    while index + count < len(lines):
        line = lines[index + count][2]
        after = lines[index + count + 1][2] if index + count + 1 < len(lines) else ""
        merged = separated is _is_tab_row and count and 0 < len(line.strip()) <= _LONGEST_MERGED and _is_tab_row(after)
        if not (separated(line) or merged):
            break
        count += 1
    return count if count > 1 else 0


def _is_tab_row(line: str) -> bool:
    return line.lstrip(" \t").count("\t") > 0


def _is_pipe_row(line: str) -> bool:
    plain = line.strip()
    return (len(plain) > 1 and plain[0] == plain[-1] == "|") or _is_rule(plain)


def _is_rule(line: str) -> bool:
    """The line of dashes below the header of a Markdown table."""
    return "--" in line and bool(_PIPE_RULE.fullmatch("".join(line.split())))


def _table(lines: list[Line], number: int) -> Table:
    cells: list[Cell] = []
    row = 0
    by_tabs = _is_tab_row(lines[0][2])
    wide = min(WIDEST, max(line.count("\t") + 1 for _, _, line in lines)) if by_tabs else 1
    for line_number, start, line in lines:
        if _is_rule(line):
            continue
        row += 1
        merged = by_tabs and "\t" not in line.strip(" \t")
        for column, (offset, text) in enumerate(_pieces(line, by_tabs=by_tabs)[:WIDEST], 1):
            place = Place(
                line=line_number,
                end_line=line_number,
                table=number,
                row=row,
                column=column,
                start=start + offset,
                end=start + offset + len(text),
            )
            if text or not merged:
                cells.append(Cell(text, place, column_span=wide if merged else 1))
    first, last = lines[0], lines[-1]
    place = Place(line=first[0], end_line=last[0], table=number, start=first[1], end=last[1] + len(last[2]))
    return Table(
        tuple(cells), place, row, max(((cell.place.column or 1) + cell.column_span - 1 for cell in cells), default=0)
    )


def _pieces(line: str, *, by_tabs: bool) -> list[tuple[int, str]]:
    """Cells of one row with their offsets; the outer pipes of Markdown are no cells."""
    separator = "\t" if by_tabs else "|"
    pieces: list[tuple[int, str]] = []
    offset = 0
    for piece in line.split(separator):
        lead = len(piece) - len(piece.lstrip())
        pieces.append((offset + lead, piece.strip()))
        offset += len(piece) + 1
    return pieces[1:-1] if separator == "|" else pieces
