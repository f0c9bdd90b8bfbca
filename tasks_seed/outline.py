"""The outline of a document (层次结构): numbered parts as a tree, also where the copied text has no line ends left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from tasks_seed.letters import TERMINAL, depths
from tasks_seed.note_spans import find_notes
from tasks_seed.outline_marks import Mark, mark_at
from tasks_seed.passages import Passage
from tasks_seed.roles import SIGNS, label_at

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNBROKEN = 1200  # a paragraph longer than this has lost its line ends
_LONGEST_TITLE = 45
_MARK_START = re.compile(r"[一二三四五六七八九十百第(㈠-㈩①-⑳⒈-⒛]|\d")
_CUT_LEVELS = (2, 3, 4)


@dataclass(slots=True)
class Node:
    """A numbered part: its mark as printed, the passages of its own, and the parts below it."""

    level: int = 0
    number: int = 0
    mark: str = ""
    mark_at: Passage = field(default_factory=lambda: Passage("", ()))
    passages: list[Passage] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """The part's title: its first sentence, where that is short."""
        return heading_of(self.passages[0].text) if self.passages else ""

    @property
    def name(self) -> str:
        """The heading behind its mark, as a group is called: （一）拓展学段服务."""
        return f"{self.mark}{self.heading}"

    def walk(self) -> Iterator[Node]:
        """This part and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def heading_of(words: str) -> str:
    """The first sentence or line of a text, where it is short enough for a title."""
    end = next((index for index, char in enumerate(words) if char in "。；;！!？?（(【〔\n"), len(words))
    return words[:end].strip(" ：:") if end <= _LONGEST_TITLE else ""


def outline(passages: list[Passage]) -> Node:
    """The tree of numbered parts; what stands before the first of them belongs to the root."""
    root = Node()
    path = [root]
    reached: dict[int, int] = {}  # the last number of each level, wherever it stood
    for printed in [piece for whole in passages for piece in _parts_of(whole)]:
        passage = _without_sign(printed)
        mark = mark_at(passage.folded)
        if mark is not None and label_at(passage.folded[mark.length :]):
            # （1）牵头单位：… numbers what is said of an item
            path[-1].passages.append(passage.cut(mark.length))
            continue
        if mark is None or not _plausible(mark, path, reached):
            path[-1].passages.append(passage)
            continue
        while path[-1].level >= mark.level:
            path.pop()
        node = Node(
            level=mark.level,
            number=mark.number,
            mark=passage.text[: mark.length].strip(),
            mark_at=passage.cut(0, mark.length),
            passages=[rest] if (rest := passage.cut(mark.length)).text else [],
        )
        path[-1].children.append(node)
        path.append(node)
        reached[node.level] = node.number
    return root


def _without_sign(passage: Passage) -> Passage:
    """★任务一： without its sign."""
    behind = passage.cut(len(passage.text) - len(passage.text.lstrip(SIGNS + " ")))
    return behind if behind.text and mark_at(behind.folded) is not None else passage


def _plausible(mark: Mark, path: list[Node], reached: dict[int, int]) -> bool:
    """A number counts as a mark where it opens a series or goes on with one; 3 after 1 forgives a lost line."""
    if mark.number == 1:
        return True
    for node in reversed(path):
        before = next((child.number for child in reversed(node.children) if child.level == mark.level), None)
        if before is not None:
            return 0 < mark.number - before <= 3  # noqa: PLR2004 - see above
        if node.level < mark.level and node.children:
            # A series may run on over the parts above it: （四） under 二、 after （三） under 一、
            return mark.level in reached and 0 < mark.number - reached[mark.level] <= 3  # noqa: PLR2004
    return mark.level not in reached or 0 < mark.number - reached[mark.level] <= 3  # noqa: PLR2004


def _parts_of(passage: Passage) -> list[Passage]:
    """Cut a paragraph at the marks inside it, if it lost its line ends or its parts have notes of their own."""
    bounds = [0, *[cut for cut in _cuts(passage) if cut], len(passage.text)]
    noted = [bool(find_notes(passage.text[left:right])) for left, right in pairwise(bounds)]
    own_notes = sum(noted) >= max(2, len(noted) // 2)
    if len(passage.text) < _UNBROKEN and not own_notes:
        return [passage]
    return [passage.cut(left, right) for left, right in pairwise(bounds) if left < right]


def _cuts(passage: Passage) -> list[int]:
    """Where marks stand that go on in order: each the next of its level, or the first of a new series."""
    folded = passage.folded
    levels = depths(folded)
    last: dict[int, int] = {}
    cuts: list[int] = []
    quoted = False
    for index, char in enumerate(folded):
        quoted = (quoted or char in "“《") and char not in "”》"
        if quoted or levels[index] or not _MARK_START.match(char):
            continue
        mark = mark_at(folded, index)
        if mark is None or mark.level not in _CUT_LEVELS or not _stands_free(folded, index, mark):
            continue
        if mark.number in (last.get(mark.level, 0) + 1, 1):
            last[mark.level] = mark.number
            cuts.append(index)
    return cuts


def _stands_free(folded: str, index: int, mark: Mark) -> bool:
    if index == 0:
        return True
    before = folded[index - 1]
    if before in TERMINAL + ".):”":
        return True
    # （一） may follow a heading that has no full stop; 一、 and 1. inside a sentence are too common.
    return mark.level == 3 and "\u4e00" <= before <= "\u9fff" and folded[index + mark.length :][:1] not in "项款条、"  # noqa: PLR2004
