"""Tables of a paper (表格): a form of labels and values, and a list with a head that repeats on every page."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tracker.papers.blocks import add_block, make_paragraph
from tracker.papers.cleaning import DATE_BLANK, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_LABEL_MM, _VALUE_MM = 27.0, 51.0
_ROW_MM, _SIGN_MM = 9.0, 23.0
_SPLITS_BEYOND = 14  # lines: a row with more may break across pages; a wide page has room for 24
_KEPT_LINES = 30  # a form with more is not kept together, for no page might have room for it
_CHARACTER_MM, _PADDING_MM = 4.24, 2.4  # 12 pt, and both sides of a cell
_CENTRED_UP_TO = 12  # characters: a column of short values is centred


@dataclass(frozen=True, slots=True)
class Wide:
    """A label and one value across the form; `least_mm` keeps room for a pen."""

    label: str
    value: str
    least_mm: float = _ROW_MM


@dataclass(frozen=True, slots=True)
class Pair:
    """Two labels with their values in one row."""

    label: str
    value: str
    label_2: str
    value_2: str


@dataclass(frozen=True, slots=True)
class Sign:
    """An opinion with room for a signature, a seal and a date, which are always left to a person."""

    label: str
    signer: str
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head and width in millimetres."""

    head: str
    mm: float


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: tuple[tuple[str, str], ...]  # text and style id
    mm: float
    span: int = 1

    @property
    def height(self) -> int:
        """How many printed lines its text takes at most."""
        a_line = max(1, int((self.mm - _PADDING_MM) / _CHARACTER_MM))
        return sum(ceil(max(len(text), 1) / a_line) for text, _ in self.lines)


def add_form(document: Document, rows: Sequence[Wide | Pair | Sign], *, is_kept_together: bool = False) -> None:
    """A form of four columns over the width of the type area (156 mm). Kept together, it moves to the next page as a whole."""
    widths = (_LABEL_MM, _VALUE_MM, _LABEL_MM, _VALUE_MM)
    table = _table(widths)
    made = [_form_cells(row) for row in rows]
    is_kept = is_kept_together and sum(max(cell.height for cell in cells) for cells in made) <= _KEPT_LINES
    for place, (row, cells) in enumerate(zip(rows, made, strict=True)):
        table.append(_row(cells, _least(row), keep_next=is_kept and place < len(rows) - 1))
    _add_table(document, table)


def add_list(
    document: Document,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    blank_rows: int = 0,
    least_mm: float = _ROW_MM,
) -> None:
    """A list; its head row repeats on every page. Without rows it gets `blank_rows` empty ones for a pen."""
    filled: Sequence[Sequence[str]] = rows or [("",) * len(columns)] * max(blank_rows, 1)
    styles = [
        "TableCentre" if all(len(row[place]) <= _CENTRED_UP_TO for row in filled) else "TableText"
        for place in range(len(columns))
    ]
    table = _table([column.mm for column in columns])
    head = [_Cell(((column.head, "TableLabel"),), column.mm) for column in columns]
    table.append(_row(head, _ROW_MM, keep_next=True, is_head=True))
    for row in filled:
        cells = [
            _Cell(_lines(value, style), column.mm) for value, style, column in zip(row, styles, columns, strict=True)
        ]
        table.append(_row(cells, least_mm))
    _add_table(document, table)


def ticked(choices: Sequence[str], chosen: set[str]) -> str:
    """Choices with the chosen ones ticked; the signs are of GB/T 2312 so that every Chinese font has them."""
    return "　".join(f"{'■' if choice in chosen else '□'}{choice}" for choice in choices)


def _form_cells(row: Wide | Pair | Sign) -> list[_Cell]:
    label = _Cell(_lines(row.label, "TableLabel"), _LABEL_MM)
    if isinstance(row, Pair):
        return [
            label,
            _Cell(_lines(row.value, "TableText"), _VALUE_MM),
            _Cell(_lines(row.label_2, "TableLabel"), _LABEL_MM),
            _Cell(_lines(row.value_2, "TableText"), _VALUE_MM),
        ]
    rest = _VALUE_MM * 2 + _LABEL_MM
    if isinstance(row, Wide):
        return [label, _Cell(_lines(row.value, "TableText"), rest, 3)]
    signed = ((f"{row.signer}{'　' * 8}", "TableRight"), (DATE_BLANK, "TableRight"))
    return [label, _Cell((*_lines(row.opinion, "TableText"), *signed), rest, 3)]


def _least(row: Wide | Pair | Sign) -> float:
    if isinstance(row, Sign):
        return _SIGN_MM
    return row.least_mm if isinstance(row, Wide) else _ROW_MM


def _lines(text: str, style: str) -> tuple[tuple[str, str], ...]:
    return tuple((line, style) for line in paragraphs_of(text))


def _table(widths: Sequence[float]) -> BaseOxmlElement:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="34" w:type="dxa"/><w:left w:w="68" w:type="dxa"/><w:bottom w:w="34" w:type="dxa"/>'
        '<w:right w:w="68" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )


def _row(cells: Sequence[_Cell], least_mm: float, *, keep_next: bool = False, is_head: bool = False) -> BaseOxmlElement:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    if max(cell.height for cell in cells) <= _SPLITS_BEYOND:
        properties.append(OxmlElement("w:cantSplit"))
    height = OxmlElement("w:trHeight")
    height.set(qn("w:val"), str(_twips(least_mm)))
    height.set(qn("w:hRule"), "atLeast")
    properties.append(height)
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for cell in cells:
        row.append(_cell(cell, keep_next=keep_next))
    return row


def _cell(cell: _Cell, *, keep_next: bool) -> BaseOxmlElement:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    element = parse_xml(
        f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{_twips(cell.mm)}" w:type="dxa"/>{span}'
        '<w:vAlign w:val="center"/></w:tcPr></w:tc>'
    )
    for text, style in cell.lines:
        paragraph = make_paragraph(text, style)
        if keep_next:
            paragraph[0].insert(1, OxmlElement("w:keepNext"))
        element.append(paragraph)
    return element


def _add_table(document: Document, table: BaseOxmlElement) -> None:
    """A paragraph of no height follows: two tables in a row would grow together, and a body may not end with one."""
    add_block(document, table)
    add_block(document, make_paragraph("", "Gap"))


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
