"""Running text put together again (连贯文字): wrapped lines are joined, page numbers left out, offsets kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.blanks import dropped
from tasks_seed.draft import Place
from tasks_seed.letters import TERMINAL, depths, fold, split_outside, width
from tasks_seed.outline_marks import mark_at
from tasks_seed.readers import Block, Paragraph, Table
from tasks_seed.roles import Role, is_bare_label, labels_in, opens_with_label
from tasks_seed.wordlike import looks_like_units

if TYPE_CHECKING:
    from collections.abc import Sequence

_FULL_LINE_SHARE = 0.3
_WIDEST_WRAPPED_LINE = 64
_LONG_LINE = 20
_LINES_LOOKED_AT = 12
_SLACK = 2.5  # a full line may be a little shorter than the widest
_DECORATION = re.compile(r"(?:[#>\s　*]|[-+]\s)+")
_BULLET = re.compile(r"\s*[●■▲★◆◇※▪►➢√•]")
_DASH_ONLY = re.compile(r"^[-\s·•]+$")
_DIGITS_ONLY = re.compile(r"^\s*\d{1,3}\s*$")
_PAGE_NUMBER = re.compile(r"^\s*(?:-\s*\d{1,3}\s*-|第\s*\d{1,3}\s*页(?:\s*,?\s*共\s*\d{1,3}\s*页)?)\s*$")
_SAYS_WHAT = re.compile(r"(?:整改|工作|主要|具体|重点|存在|目标|任务|措施)[\u4e00-\u9fff]{0,6}:")
_RULE = re.compile(r"^\s*(\S)(?:\s*\1){2,}\s*$")  # a drawn line, or what its font left of it


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text; `origin[i]` is the offset of its i-th character in the document's text."""

    text: str
    origin: tuple[int, ...]
    page: int | None = None

    @property
    def folded(self) -> str:
        """The text in one spelling, character for character."""
        return fold(self.text)

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The characters from `start` up to `end`, without blanks around them."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Passage(self.text[start:end], self.origin[start:end], self.page)


def joined(passages: Sequence[Passage], glue: str = "") -> Passage:
    """Passages one after the other; the glue counts as standing where the passage before it ends."""
    text: list[str] = []
    origin: list[int] = []
    for passage in passages:
        if not passage.text:
            continue
        if text:
            text.append(glue)
            origin += [origin[-1]] * len(glue)
        text.append(passage.text)
        origin += passage.origin
    pages = [passage.page for passage in passages if passage.text]
    return Passage("".join(text), tuple(origin), pages[0] if pages else None)


class Places:
    """Tells the place of passages in one document (来源位置): lines and character offsets of its text."""

    def __init__(self, text: str) -> None:
        self._starts = [0] + [match.end() for match in re.finditer("\n", text)]

    def of(self, passages: Sequence[Passage]) -> Place:
        """The place that reaches from the first to the last of these passages."""
        offsets = [offset for passage in passages for offset in (passage.origin[:1] + passage.origin[-1:])]
        if not offsets:
            return Place()
        start, end = min(offsets), max(offsets) + 1
        pages = [passage.page for passage in passages if passage.origin and passage.page is not None]
        return Place(
            page=min(pages) if pages else None,
            line=bisect_right(self._starts, start),
            end_line=bisect_right(self._starts, end - 1),
            start=start,
            end=end,
        )


def flow(blocks: Sequence[Block]) -> list[Passage | Table]:
    """The blocks of a document as passages and tables in order, with broken lines joined to paragraphs."""
    kept = without_page_numbers([block for block in blocks if not (isinstance(block, Paragraph) and block.furniture)])
    wrap = _wrapped_width(kept)
    stream: list[Passage | Table] = []
    lines: list[Passage] = []  # of the paragraph that is being put together
    last_width = 0.0  # of the last of them, its indent included

    def end_paragraph() -> None:
        if lines:
            stream.append(_glued(lines))
            lines.clear()

    for block in kept:
        if isinstance(block, Table):
            end_paragraph()
            stream.append(block)
            continue
        line = passage_of(block)
        if not line.text:
            continue
        if lines and not _goes_on(lines, last_width, line, block, wrap):
            end_paragraph()
        lines.append(line)
        last_width = width(block.text.rstrip())
    end_paragraph()
    return stream


def passage_of(block: Paragraph) -> Passage:
    """A paragraph without decoration and without blanks that say nothing."""
    text, start = block.text, block.place.start or 0
    keep = [True] * len(text)
    for left, right in dropped(text) + _decoration(text):
        keep[left:right] = [False] * (right - left)
    chars = [(char, start + index) for index, char in enumerate(text) if keep[index]]
    chars = [(" " if char in "\n\t" else char, offset) for char, offset in chars]
    return Passage("".join(char for char, _ in chars), tuple(offset for _, offset in chars), block.place.page).cut(0)


def _decoration(text: str) -> list[tuple[int, int]]:
    """Marks of Markdown and blanks around a line: # > - **."""
    opening = _DECORATION.match(text)
    found = [opening.span()] if opening else []
    found += [match.span() for match in re.finditer(r"\*\*", text)]
    return [*found, (len(text.rstrip("* \t\r\n\u3000\xa0")), len(text))]


def without_page_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Drop page numbers of copied text: `— 3 —` on one line, or dash, digits and dash on lines of their own."""
    texts = [fold(block.text) if isinstance(block, Paragraph) else "" for block in blocks]
    drop = {index for index, text in enumerate(texts) if text and (_PAGE_NUMBER.match(text) or _RULE.match(text))}
    index = 0
    while index < len(texts):
        end = index + 1
        if _DASH_ONLY.match(texts[index] or "x"):
            while end < len(texts) and _DIGITS_ONLY.match(texts[end] or "x"):
                end += 1
            if end < len(texts) and _DASH_ONLY.match(texts[end] or "x") and end > index + 1:
                drop.update(range(index, end + 1))
                end += 1
        index = end
    return [block for index, block in enumerate(blocks) if index not in drop]


def _wrapped_width(blocks: Sequence[Block]) -> float | None:
    """The line width of a text that was broken at a fixed width, or None where every line is a paragraph."""
    lines = [block.text.rstrip() for block in blocks if isinstance(block, Paragraph) and block.opens is None]
    if len(lines) < 8:  # noqa: PLR2004 - too few lines to tell
        return None
    widths = sorted(width(line) for line in lines)
    widest = widths[int(len(widths) * 0.97)]
    full = [line for line in lines if width(line) >= widest - 5]
    broken = [line for line in full if fold(line)[-1:] not in TERMINAL + ":)"]
    wrapped = len(full) >= _FULL_LINE_SHARE * len(lines) and len(broken) >= max(3, len(full) // 2)
    return widest if widest <= _WIDEST_WRAPPED_LINE and wrapped else None


def _goes_on(lines: list[Passage], last_width: float, line: Passage, block: Paragraph, wrap: float | None) -> bool:
    """Whether a line goes on with the paragraph before it."""
    if is_bare_label(lines[-1].folded) or is_bare_label(line.folded):
        return not is_bare_label(line.folded)
    first, after = lines[0].folded, line.folded
    before = "".join(each.folded for each in lines[-_LINES_LOOKED_AT:])
    if mark_at(after) is not None or block.text.startswith("\t") or _BULLET.match(block.text):
        return False
    if _open_bracket(before):
        return True
    if opens_with_label(after) or _SAYS_WHAT.match(after):
        return False
    if opens_with_label(first) or (wrap is None and labels_in(lines[-1].folded)):
        full = wrap is not None and last_width >= wrap - _SLACK
        return before[-1] in "、," or after[0] in "、,)" or block.opens is False or full or _breaks_off(before)
    if block.opens is not None:
        return not block.opens
    if wrap is None:
        return width(before) >= _LONG_LINE and before[-1] not in TERMINAL + ':)”"》…'
    if before[-1] in TERMINAL + ":":
        return last_width >= wrap - _SLACK
    # In a text broken at a fixed width a sentence goes on, only a short first line may stand alone.
    return len(lines) > 1 or last_width >= (wrap - 6 if mark_at(first) else 0.6 * wrap)


def _breaks_off(before: str) -> bool:
    """Whether a line of labels ends inside a name: 责任单位：县教育局、县市场监."""
    labels = labels_in(before)
    if not labels or labels[-1][2] not in (Role.LEAD, Role.COOPERATING, Role.UNITS) or before[-1] in TERMINAL:
        return False
    names = split_outside(before[labels[-1][1] :], "、,; ")
    return bool(names) and not looks_like_units(names[-1])


def _open_bracket(folded: str) -> bool:
    """Whether a bracket near the end of the text is still open."""
    return depths(folded[-200:] + " ")[-1] > 0


def _glued(lines: Sequence[Passage]) -> Passage:
    """Lines as one passage; a blank stands between Latin words."""
    pieces: list[Passage] = []
    for line in lines:
        if pieces and is_bare_label(pieces[-1].folded):  # 责任单位 on a line of its own, the offices below it
            pieces.append(Passage("：", pieces[-1].origin[-1:]))
        left, right = pieces[-1].text[-1:] if pieces else "", line.text[:1]
        if left.isascii() and left.isalnum() and right.isascii() and right.isalpha():
            pieces.append(Passage(" ", pieces[-1].origin[-1:]))
        pieces.append(line)
    return joined(pieces)
