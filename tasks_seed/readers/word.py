"""Read Word documents (.docx): paragraphs, tables with merged cells, nested tables, automatic numbering left as it is."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from tasks_seed.readers.blocks import Composer, Document, DocumentKind, DocumentRefused, RawCell
from tasks_seed.readers.word_numbers import Numbering


def read_word(data: bytes, name: str) -> Document:
    """Blocks of a .docx in document order; refuses a file that is not one."""
    try:
        word = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as fault:
        raise DocumentRefused("这个 Word 文件已损坏，无法打开；请在 Word 或 WPS 中打开后另存为 .docx 再试。") from fault
    composer = Composer()
    numbering = Numbering.of(word)
    for item in word.iter_inner_content():
        if isinstance(item, WordParagraph):
            composer.paragraph(_text(item, numbering), opens=True)
        else:
            composer.table(_cells(item, numbering))
    return Document(name, DocumentKind.WORD, tuple(composer.blocks), composer.text)


def _text(paragraph: WordParagraph, numbering: Numbering) -> str:
    return str(numbering.label(paragraph) + paragraph.text)


def _cells(table: WordTable, numbering: Numbering) -> tuple[RawCell, ...]:
    """The cells of a table once each. Word writes a vertical merge as a cell that restarts and cells that continue."""
    cells: list[RawCell] = []
    open_merges: dict[int, int] = {}  # column -> index in cells
    for row, row_element in enumerate(table._tbl.tr_lst):  # noqa: SLF001 - python-docx repeats merged cells
        column = row_element.grid_before
        for cell_element in row_element.tc_lst:
            width = cell_element.grid_span
            merge = cell_element.vMerge
            if merge == "continue" and column in open_merges:
                index = open_merges[column]
                cells[index] = _taller(cells[index])
            else:
                cells.append(_cell(WordCell(cell_element, table), row, column, width, numbering))
                open_merges.pop(column, None)
                if merge is not None:
                    open_merges[column] = len(cells) - 1
            column += width
    return tuple(cells)


def _taller(cell: RawCell) -> RawCell:
    return RawCell(cell.row, cell.column, cell.text, cell.row_span + 1, cell.column_span, cell.tables)


def _cell(cell: WordCell, row: int, column: int, width: int, numbering: Numbering) -> RawCell:
    texts: list[str] = []
    nested: list[tuple[RawCell, ...]] = []
    for item in _inner(cell):
        if isinstance(item, WordParagraph):
            texts.append(_text(item, numbering))
        else:
            nested.append(_cells(item, numbering))
    return RawCell(row, column, "\n".join(text for text in texts if text.strip()), 1, width, tuple(nested))


def _inner(cell: WordCell) -> list[Any]:
    return list(cell.iter_inner_content())


