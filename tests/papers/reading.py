"""What a person would find in a paper: read back with python-docx and, where that is silent, from the XML itself."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn


def opened(data: bytes):
    return docx.Document(BytesIO(data))


def text_of(data: bytes) -> str:
    """All text in reading order, a line a paragraph; table cells count once."""
    body = opened(data).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def xml_of(data: bytes, part: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(data)) as package:
        return package.read(part).decode()


def parts_of(data: bytes) -> list[str]:
    with ZipFile(BytesIO(data)) as package:
        return package.namelist()


def header_texts(data: bytes) -> set[str]:
    return {
        header.paragraphs[0].text
        for section in opened(data).sections
        for header in (section.header, section.even_page_header)
    }


def paragraph_with(data: bytes, words: str):
    return next(p for p in opened(data).paragraphs if words in p.text)


def fonts_of(data: bytes, words: str) -> dict[str, str]:
    """The fonts of the style of the paragraph that holds `words`."""
    fonts = paragraph_with(data, words).style.element.rPr.rFonts
    return {name: fonts.get(qn(f"w:{name}")) for name in ("eastAsia", "ascii", "hAnsi")}


def rows_of(data: bytes, table: int = 0) -> list[list[str]]:
    """The rows of a table, a merged cell once."""
    return [
        ["\n".join(p.text for p in cell.paragraphs) for cell in dict.fromkeys(row.cells)]
        for row in opened(data).tables[table].rows
    ]
