"""Small Word, PDF and Excel documents for tests, made on the spot so that every byte is ours."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import openpyxl

PAGE_WIDTH, PAGE_HEIGHT, LETTER, LEADING = 595, 842, 14, 24
LEFT, RIGHT = 72, 72 + 32 * LETTER


def word(*parts: str | Sequence[Sequence[str]], merge_down: tuple[int, ...] = ()) -> bytes:
    """A .docx of paragraphs (strings) and tables (rows of strings); equal cells below each other in `merge_down` merge."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part), cols=len(part[0]))
        for row, texts in enumerate(part):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        for column in merge_down:
            _merge_equal(table, column, [row[column] for row in part])
    return _saved(document)


def _merge_equal(table: docx.table.Table, column: int, texts: list[str]) -> None:
    start = 1
    for row in range(2, len(texts) + 1):
        if row == len(texts) or texts[row] != texts[start]:
            for covered in range(start + 1, row):
                table.cell(covered, column).text = ""
            if row - 1 > start:
                merged = table.cell(start, column).merge(table.cell(row - 1, column))
                merged.text = texts[start]
            start = row


def _saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def workbook(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    """An .xlsx with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class Pdf:
    """A PDF written by hand: letters of one size on a grid, ruled lines, and a map from glyphs back to characters."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = []
        self._glyphs: dict[str, int] = {}

    def page(self) -> Pdf:
        """Begin a page."""
        self._pages.append([])
        return self

    def line(self, text: str, *, row: int, left: float = LEFT) -> Pdf:
        """A line of text; row 0 is the first."""
        codes = "".join(f"{self._glyphs.setdefault(char, len(self._glyphs) + 1):04X}" for char in text)
        top = PAGE_HEIGHT - 72 - row * LEADING
        self._pages[-1].append(f"BT /F1 {LETTER} Tf 1 0 0 1 {left} {top} Tm <{codes}> Tj ET")
        return self

    def paragraph(self, text: str, *, row: int, width: int = 32) -> int:
        """A paragraph indented by two characters and broken at the width; returns the next free row."""
        text = "　　" + text
        for start in range(0, len(text), width):
            self.line(text[start : start + width], row=row)
            row += 1
        return row

    def table(self, rows: Sequence[Sequence[str | None]], widths: Sequence[int], *, row: int) -> Pdf:
        """A ruled table, a text row each; None continues the cell above."""
        lefts = [LEFT + sum(widths[:index]) for index in range(len(widths) + 1)]
        for number, texts in enumerate(rows):
            top = PAGE_HEIGHT - 72 - (row + number) * LEADING + LETTER + 4
            for column, text in enumerate(texts):
                if text is not None:
                    self._rule(lefts[column], top, lefts[column + 1], top)
                    self.line(text, row=row + number, left=lefts[column] + 3)
                for left in (lefts[column], lefts[column + 1]):
                    self._rule(left, top, left, top - LEADING)
        bottom = PAGE_HEIGHT - 72 - (row + len(rows)) * LEADING + LETTER + 4
        self._rule(lefts[0], bottom, lefts[-1], bottom)
        return self

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._pages[-1].append(f"0.5 w {x0} {y0} m {x1} {y1} l S")

    def saved(self, *, locked: bool = False) -> bytes:
        """The file; a locked one asks for a password that nobody knows."""
        count = len(self._pages)
        pages = " ".join(f"{6 + 2 * index} 0 R" for index in range(count))
        pairs = "\n".join(
            f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in self._glyphs.items()
        )
        names = (
            "/CIDInit /ProcSet findresource begin begincmap /CMapName /Ours def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{len(self._glyphs)} beginbfchar\n{pairs}\nendbfchar endcmap"
        )
        descendant = (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Ours /DW 1000 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            "/FontDescriptor << /Type /FontDescriptor /FontName /Ours /Flags 4 /Ascent 880 /Descent -120 "
            "/FontBBox [0 -120 1000 880] /ItalicAngle 0 /StemV 80 /CapHeight 700 >> >>"
        )
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{pages}] /Count {count} >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /Ours /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
            descendant,
            f"<< /Length {len(names)} >>\nstream\n{names}\nendstream",
        ]
        for index, drawn in enumerate(self._pages):
            content = "\n".join(drawn)
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] "
                f"/Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * index} 0 R >>"
            )
            objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        out = bytearray(b"%PDF-1.4\n")
        offsets = []
        for number, body in enumerate(objects, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
        start = len(out)
        table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
        out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode("ascii")
        unknown = "00" * 32
        lock = (
            f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{unknown}> /U <{unknown}> /P -4 >> /ID [<00> <00>]"
            if locked
            else ""
        )
        out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {lock} >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
        return bytes(out)
