"""Read Word documents (.docx): paragraphs, text boxes, tables with merged cells, nested tables, automatic numbers."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from tasks_seed.readers.blocks import Composer, Document, DocumentKind, DocumentRefused, RawCell
from tasks_seed.readers.word_numbers import Numbering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks_seed.readers.blocks import Tell

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_word(data: bytes, name: str, tell: Tell) -> Document:
    """Blocks of a .docx in document order; refuses a file that is not one."""
    try:
        word = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as fault:
        raise DocumentRefused("这个 Word 文件已损坏，无法打开；请在 Word 或 WPS 中打开后另存为 .docx 再试。") from fault
    composer = Composer()
    numbering = Numbering.of(word)
    total = len(word.element.body)
    for done, item in enumerate(_inner(word.element.body, word._body), 1):  # noqa: SLF001 - the parent that python-docx wants
        tell(f"正在读第 {done} 段，共约 {max(done, total)} 段。", done, max(done, total))
        if isinstance(item, WordParagraph):
            composer.paragraph(_text(item, numbering), opens=True)
        else:
            composer.table(_cells(item, numbering))
    return Document(name, DocumentKind.WORD, tuple(composer.blocks), composer.text)


def _inner(element: Any, parent: Any) -> Iterator[WordParagraph | WordTable]:  # noqa: ANN401 - lxml and python-docx
    """Paragraphs and tables in order, also inside content controls and text boxes."""
    for child in element.iterchildren():
        if child.tag == qn("w:p"):
            yield WordParagraph(child, parent)
            for box in child.iter(qn("w:txbxContent")):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    yield from _inner(box, parent)
        elif child.tag == qn("w:tbl"):
            yield WordTable(child, parent)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from _inner(child, parent)


def _text(paragraph: WordParagraph, numbering: Numbering) -> str:
    """The words as they stand after tracked changes (修订): insertions count, deletions do not."""
    own = paragraph._p  # noqa: SLF001 - python-docx leaves insertions out of `text`
    words: list[str] = []
    for element in own.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")):
        above = [ancestor.tag for ancestor in element.iterancestors()]
        inside = above[: above.index(qn("w:p")) + 1]
        if qn("w:moveFrom") in inside or qn("w:tabs") in inside or element.getparent().tag != qn("w:r"):
            continue
        if next(ancestor for ancestor in element.iterancestors() if ancestor.tag == qn("w:p")) is not own:
            continue  # the words of a text box are paragraphs of their own
        tag = element.tag
        words.append(
            (element.text or "") if tag == qn("w:t") else {"br": "\n", "tab": "\t"}.get(tag.split("}")[1], "-")
        )
    text = "".join(words)
    return numbering.label(paragraph, text) + text


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
                text, nested = _content(cell_element, table, numbering)
                cells.append(RawCell(row, column, text, 1, width, nested))
                open_merges.pop(column, None)
                if merge is not None:
                    open_merges[column] = len(cells) - 1
            column += width
    return tuple(cells)


def _taller(cell: RawCell) -> RawCell:
    return RawCell(cell.row, cell.column, cell.text, cell.row_span + 1, cell.column_span, cell.tables)


def _content(
    element: Any,  # noqa: ANN401 - an lxml element
    table: WordTable,
    numbering: Numbering,
) -> tuple[str, tuple[tuple[RawCell, ...], ...]]:
    """The words of a cell, a paragraph a line, and the tables inside it."""
    texts: list[str] = []
    nested: list[tuple[RawCell, ...]] = []
    for item in _inner(element, table):
        if isinstance(item, WordParagraph):
            texts.append(_text(item, numbering))
        else:
            nested.append(_cells(item, numbering))
    return "\n".join(text for text in texts if text.strip()), tuple(nested)
