"""Read Word documents (.docx): paragraphs, text boxes, tables with merged cells, nested tables, automatic numbers."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from tasks_seed.readers.blocks import Composer, Document, DocumentKind, DocumentRefused, RawCell
from tasks_seed.readers.word_numbers import Numbering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks_seed.readers.blocks import Tell

BROKEN = "这个 Word 文件已损坏，无法打开；请在 Word 或 WPS 中打开后另存为 .docx 再试。"
# What damaged or hostile XML makes python-docx and lxml raise.
_FAULTS = (
    PackageNotFoundError, zipfile.BadZipFile, zlib.error, SyntaxError, RecursionError, AssertionError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, NotImplementedError,
)  # fmt: skip
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SILENT = {qn(tag) for tag in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:txbxContent", "w:instrText", "w:delText")}
_SILENT.add(_FALLBACK)


def read_word(data: bytes, name: str, tell: Tell) -> Document:
    """Blocks of a .docx in document order; page headers, footers and notes are furniture around them."""
    try:
        word = docx.Document(io.BytesIO(data))
        composer = Composer()
        for text in _page_texts(word, "header"):
            composer.paragraph(text, opens=True, furniture=True)
        _body(word, composer, tell)
        for text in [*_notes(word), *_page_texts(word, "footer")]:
            composer.paragraph(text, opens=True, furniture=True)
    except _FAULTS as fault:
        raise DocumentRefused(BROKEN) from fault
    return Document(name, DocumentKind.WORD, tuple(composer.blocks), composer.text)


def _body(word: Any, composer: Composer, tell: Tell) -> None:  # noqa: ANN401 - a python-docx document
    numbering = Numbering.of(word)
    total = len(word.element.body)
    inner = _inner(word.element.body, word._body)  # noqa: SLF001 - the parent that python-docx wants
    for done, item in enumerate(inner, 1):
        tell(f"正在读第 {done} 段，共约 {max(done, total)} 段。", done, max(done, total))
        if isinstance(item, WordParagraph):
            text, label = _text(item), numbering.label(item)  # an empty paragraph counts too
            composer.paragraph(label + text if text.strip() else "", opens=True)
        else:
            composer.table(_cells(item, numbering))


def _page_texts(word: Any, where: str) -> list[str]:  # noqa: ANN401 - a python-docx document
    """What stands in the page headers or footers, each text once."""
    texts: dict[str, None] = {}
    for section in word.sections:
        for part in (getattr(section, where), getattr(section, f"first_page_{where}")):
            if not part.is_linked_to_previous:
                texts |= dict.fromkeys(text for paragraph in part.paragraphs if (text := _text(paragraph).strip()))
    return list(texts)


def _notes(word: Any) -> list[str]:  # noqa: ANN401 - a python-docx document
    """The footnotes and endnotes: a plan may say there which unit leads."""
    texts: list[str] = []
    for relation in word.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        # Those with a type are the lines between text and notes.
        notes = (note for note in parse_xml(relation.target_part.blob) if note.get(qn("w:type")) is None)
        texts += ["".join(_words(note)).strip() for note in notes]
    return [text for text in texts if text]


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


def _text(paragraph: WordParagraph) -> str:
    """The words as they stand after tracked changes (修订): insertions count, deletions do not."""
    return "".join(_words(paragraph._p))  # noqa: SLF001 - python-docx leaves insertions out of `text`


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401 - an lxml element
    """The words of an element; those of a text box inside it are paragraphs of their own."""
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _SILENT:
            yield from _words(child)


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
            texts.append(numbering.label(item) + _text(item))  # a number alone is a cell of the 序号 column
        else:
            nested.append(_cells(item, numbering))
    return "\n".join(text for text in texts if text.strip()), tuple(nested)
