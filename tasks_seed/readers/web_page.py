"""Read saved web pages (.html): paragraphs and tables; scripts, styles and menus of the site are left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from tasks_seed.readers.blocks import WIDEST, Composer, Document, DocumentKind, RawCell

_DEEPEST = 20  # tables in tables; what lies deeper is read as words of the cell around it
_SILENT = {"script", "style", "noscript", "template", "head", "nav", "svg", "select", "button"}
_BREAKS = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "tr", "hr"}


def read_html(text: str, name: str) -> Document:
    """Blocks of a web page."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end()
    return Document(name, DocumentKind.HTML, tuple(page.composer.blocks), page.composer.text)


class _Page(HTMLParser):
    """Collects paragraphs, and tables with their spans; a nested table goes into the cell around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.composer = Composer()
        self._silent = 0
        self._words: list[str] = []
        self._tables: list[_Grid] = []
        self._too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._open_table()
        elif self._tables and tag == "tr":
            self._tables[-1].row()
        elif self._tables and tag in ("td", "th"):
            values = dict(attrs)
            self._tables[-1].cell(_span(values.get("rowspan")), _span(values.get("colspan")))
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table":
            self._close_table()
        elif tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        words = " ".join(data.split())
        if self._tables:
            self._tables[-1].write(words)
        elif words:
            self._words.append(words)

    def end(self) -> None:
        """The page ends; tables that were never closed end with it."""
        self._too_deep = 0
        while self._tables:
            self._close_table()
        self.flush()

    def _open_table(self) -> None:
        if len(self._tables) >= _DEEPEST:
            self._too_deep += 1
            return
        if not self._tables:
            self.flush()
        self._tables.append(_Grid())

    def _close_table(self) -> None:
        if self._too_deep:
            self._too_deep -= 1
        elif self._tables:
            cells = self._tables.pop().cells()
            if self._tables:
                self._tables[-1].nest(cells)
            else:
                self.composer.table(cells)

    def flush(self) -> None:
        """End the paragraph that is being read."""
        self.composer.paragraph("".join(self._words).strip(), opens=True)
        self._words = []

    def _break(self) -> None:
        if self._tables:
            self._tables[-1].write("\n")
        else:
            self.flush()


def _span(value: str | None) -> int:
    return min(int(value), WIDEST) if value and re.fullmatch(r"\s*0*[1-9]\d{0,8}\s*", value, re.ASCII) else 1


class _Grid:
    """A table while it is read: cells go to the next place that no span covers."""

    def __init__(self) -> None:
        self._row = -1
        self._column = 0
        self._taken_until: dict[int, int] = {}  # column -> the row from which it is free again
        self._cells: list[tuple[int, int, int, int, list[str], list[tuple[RawCell, ...]]]] = []

    def row(self) -> None:
        self._row += 1
        self._column = 0

    def cell(self, tall: int, wide: int) -> None:
        self._row = max(self._row, 0)
        while self._taken_until.get(self._column, 0) > self._row:
            self._column += 1
        self._cells.append((self._row, self._column, tall, wide, [], []))
        if self._column < WIDEST:
            self._taken_until |= dict.fromkeys(range(self._column, self._column + wide), self._row + tall)
        self._column += wide

    def write(self, words: str) -> None:
        if self._cells:
            self._cells[-1][4].append(words)

    def nest(self, cells: tuple[RawCell, ...]) -> None:
        if self._cells:
            self._cells[-1][5].append(cells)

    def cells(self) -> tuple[RawCell, ...]:
        rows = self._row + 1
        return tuple(
            RawCell(row, column, _joined(words), min(tall, rows - row), wide, tuple(nested))
            for row, column, tall, wide, words, nested in self._cells
        )


def _joined(words: list[str]) -> str:
    lines = "".join(words).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())
