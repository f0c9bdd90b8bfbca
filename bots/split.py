"""Cutting a long message into parts that fit to the byte (拆分), never inside a character or a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, groupby

from bots.clusters import clusters, words
from bots.markdown import Line, Shape, Span

Fits = Callable[[Sequence[Line]], bool]


def split(lines: Sequence[Line], fits: Fits) -> list[list[Line]]:
    """Cut ``lines`` into the fewest parts that each satisfy ``fits``, greedily.

    A cut falls between paragraphs if that leaves the part at least half full, else between lines, else
    between words: an address, a date or a number stays whole, Chinese is cut between the characters a
    reader sees, and so is an address that would fill a part alone. ``fits`` must hold for ever shorter prefixes once it holds for
    one. Raises ``ValueError`` when not even one character fits, which means that title, people and keyword
    fill the whole message.
    """
    parts: list[list[Line]] = []
    rest = list(lines)
    while rest := _without_edges(rest):
        count = _longest(len(rest), lambda n, rest=rest: fits(rest[:n]))  # type: ignore[misc]
        if count == len(rest):
            parts.append(rest)
            break
        if count == 0:
            *full, last = _cut(rest[0], fits)
            parts += [[line] for line in full]
            rest = [last, *rest[1:]]
        else:
            count = _at_paragraph(rest, count)
            parts.append(_without_edges(rest[:count]))
            rest = rest[count:]
    return parts


def _longest(most: int, holds: Callable[[int], bool]) -> int:
    """Find the largest n ≤ most for which ``holds(n)``, or 0: doubling, then halving, so that long texts stay cheap."""
    low, high = 0, min(64, most)
    while high > low and holds(high):
        low, high = high, min(high * 2, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _at_paragraph(lines: Sequence[Line], count: int) -> int:
    sizes = list(accumulate(len(line.text.encode()) + 1 for line in lines[:count]))
    for n in range(count, 0, -1):
        if n < len(lines) and lines[n].shape is Shape.BLANK and sizes[n - 1] * 2 >= sizes[-1]:
            return n
    return count


def _cut(line: Line, fits: Fits) -> list[Line]:
    """Cut one line into pieces that fit; the last may have room left."""
    pieces = [
        piece
        for span in line.spans
        for piece in ([span] if span.url else [Span(word, span.bold) for word in words(span.text)])
    ]
    cuts: list[Line] = []
    while pieces:
        head, pieces = _head(line, _shape_of_rest(line) if cuts else line.shape, pieces, fits)
        cuts.append(head)
    return cuts


def _head(line: Line, shape: Shape, pieces: list[Span], fits: Fits) -> tuple[Line, list[Span]]:
    count = _longest(len(pieces), lambda n: fits([_rejoined(line, shape, pieces[:n])]))
    if count:
        return _rejoined(line, shape, pieces[:count]), pieces[count:]
    smaller = [Span(cluster, pieces[0].bold) for cluster in clusters(pieces[0].text)]
    if pieces[0].url or len(smaller) < 2:  # noqa: PLR2004 one character cannot be cut
        raise ValueError("标题、提醒对象或关键词太长，正文连一个字都放不下")
    return _head(line, shape, [*smaller, *pieces[1:]], fits)


def _rejoined(line: Line, shape: Shape, pieces: Sequence[Span]) -> Line:
    spans: list[Span] = []
    for (url, bold), run in groupby(pieces, key=lambda piece: (piece.url, piece.bold)):
        same = tuple(run)
        spans += same if url else [Span("".join(piece.text for piece in same), bold)]
    return Line(shape, tuple(spans), line.level)


def _shape_of_rest(line: Line) -> Shape:
    """The second half of an item is not a new item; the second half of a quotation is still one."""
    return Shape.TEXT if line.shape in (Shape.BULLET, Shape.NUMBER) else line.shape


def _without_edges(lines: Sequence[Line]) -> list[Line]:
    start, stop = 0, len(lines)
    while start < stop and lines[start].shape is Shape.BLANK:
        start += 1
    while stop > start and lines[stop - 1].shape is Shape.BLANK:
        stop -= 1
    return list(lines[start:stop])
