"""The document beside its drafts (原文): blocks as the reader found them, cut where drafts begin and end, so that each can be lit up.

Every stretch carries its place as character offsets of the document's text: a draft's source is the stretches inside its own.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tracker.core.words import DoubtKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tracker.store.queries.intake import DraftFacts

_BESIDE = 1  # so many paragraphs before and after
_MOST_MARKS = 8  # of one name in one source; more would be noise


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text between two cuts (文字段), from `start` to `end`; in doubt, or of the chosen draft."""

    text: str
    start: int
    end: int
    is_doubted: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of a table, with its span."""

    stretches: tuple[Stretch, ...]
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A paragraph, or a table's rows of cells; `page` where a new page begins, `label` where it stands (第 3 段)."""

    anchor: str
    page: int | None
    label: str
    is_furniture: bool
    stretches: tuple[Stretch, ...]
    rows: tuple[tuple[SourceCell, ...], ...]


def source_blocks(
    document: Mapping[str, Any] | None, drafts: Sequence[DraftFacts], current: DraftFacts | None
) -> list[SourceBlock]:
    """The document's blocks for the page; empty where nothing is read yet."""
    if not document:
        return []
    lit = _range(current.source) if current else None
    doubted = sorted(_doubted(str(document.get("text", "")), drafts))
    cuts = sorted({edge for draft in drafts for edge in _range(draft.source) or ()} | {e for r in doubted for e in r})
    return list(_blocks(document.get("blocks") or (), _Knife(cuts, doubted, lit)))


def excerpt(document: Mapping[str, Any] | None, source: Mapping[str, Any]) -> list[SourceBlock]:
    """The place of one line in its document, lit, with what stands beside it: a table's head and the lit rows, or the paragraphs around."""
    lit = _range(source)
    if not document or lit is None:
        return []
    blocks = list(_blocks(document.get("blocks") or (), _Knife(lit, (), lit)))
    places = [number for number, block in enumerate(blocks) if _is_lit(block)]
    near = {place + step for place in places for step in (-_BESIDE, 0, _BESIDE)}
    return [
        _lit_rows(block) if number in places else block
        for number, block in enumerate(blocks)
        if number in near and (number in places or not block.rows) and not block.is_furniture
    ]


def _is_lit(block: SourceBlock) -> bool:
    cells = [cell.stretches for row in block.rows for cell in row]
    return any(piece.is_current for stretches in (block.stretches, *cells) for piece in stretches)


def _lit_rows(block: SourceBlock) -> SourceBlock:
    """A table with its head and the lit rows only; a cell merged over several rows says its words once."""
    lit = [row for row in block.rows if any(piece.is_current for cell in row for piece in cell.stretches)]
    head = [row for row in block.rows[:1] if row not in lit]
    rows = tuple(tuple(replace(cell, row_span=1) for cell in row) for row in (*head, *lit))
    return replace(block, rows=rows)


@dataclass(frozen=True, slots=True)
class _Knife:
    """Where to cut, what is in doubt, what is lit."""

    cuts: Sequence[int]
    doubted: Sequence[tuple[int, int]]
    lit: tuple[int, int] | None

    def slices(self, text: str, start: int) -> tuple[Stretch, ...]:
        """The text cut into stretches."""
        end = start + len(text)
        first, last = bisect_right(self.cuts, start), bisect_right(self.cuts, end - 1)
        edges = [start, *self.cuts[first:last], end]
        return tuple(
            Stretch(text[a - start : b - start], a, b, self._is_doubted(a), self._is_lit(a))
            for a, b in pairwise(edges)
            if b > a
        )

    def _is_doubted(self, place: int) -> bool:
        index = bisect_right(self.doubted, (place, len(self.doubted) and 1 << 60)) - 1
        return index >= 0 and self.doubted[index][0] <= place < self.doubted[index][1]

    def _is_lit(self, place: int) -> bool:
        return self.lit is not None and self.lit[0] <= place < self.lit[1]


def _blocks(blocks: Sequence[Mapping[str, Any]], knife: _Knife) -> Iterator[SourceBlock]:
    page = None
    for number, block in enumerate(blocks, start=1):
        place = block.get("place") or {}
        new_page = place.get("page") if place.get("page") != page else None
        page = place.get("page") or page
        is_table = "cells" in block
        yield SourceBlock(
            anchor=f"source-{number}",
            page=new_page,
            label=f"表 {place.get('table', number)}" if is_table else f"第 {place.get('paragraph', number)} 段",
            is_furniture=bool(block.get("furniture")),
            stretches=() if is_table else knife.slices(block.get("text", ""), place.get("start") or 0),
            rows=_rows(block["cells"], knife) if is_table else (),
        )


def _rows(cells: Sequence[Mapping[str, Any]], knife: _Knife) -> tuple[tuple[SourceCell, ...], ...]:
    rows: dict[int, list[SourceCell]] = {}
    for cell in cells:
        place = cell.get("place") or {}
        stretches = knife.slices(cell.get("text", ""), place.get("start") or 0)
        rows.setdefault(place.get("row") or 1, []).append(
            SourceCell(stretches, cell.get("row_span", 1), cell.get("column_span", 1))
        )
    last = max(rows, default=0)
    return tuple(tuple(rows.get(number, ())) for number in range(1, last + 1))


def _range(source: Mapping[str, Any]) -> tuple[int, int] | None:
    start, end = source.get("start"), source.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) and end > start else None


def _doubted(text: str, drafts: Sequence[DraftFacts]) -> Iterator[tuple[int, int]]:
    """Where the words stand that open doubts are about."""
    for draft in drafts:
        place = _range(draft.source)
        if place is None:
            continue
        for doubt in draft.open_doubts:
            about = doubt.about if doubt.kind is not DoubtKind.REMARK else ""
            start = text.find(about, *place) if about else -1
            found = 0
            while start >= 0 and found < _MOST_MARKS:
                yield start, start + len(about)
                found += 1
                start = text.find(about, start + len(about), place[1])
