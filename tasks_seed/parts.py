"""Parts of a plan with their notes (层次与标注): a node of the outline, its words cut where a note says who does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tasks_seed.note_spans import find_notes
from tasks_seed.notes import IsDeadline, Note, merge_notes, read_note
from tasks_seed.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tasks_seed.outline import Node

HEADING_LENGTH = 45
_SUBSTANTIAL = 40  # a part longer than this on average is a task of its own, a shorter one a step of its parent


@dataclass(slots=True)
class Segment:
    """The words up to a note and that note; `alone` where the note is a paragraph by itself."""

    texts: list[Passage] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    alone: bool = False

    @property
    def note(self) -> Note:
        """What its notes say together."""
        return merge_notes(self.notes) if self.notes else Note()

    @property
    def length(self) -> int:
        """How many characters its words have."""
        return sum(len(text.text) for text in self.texts)


@dataclass(slots=True)
class Part:
    """A node of the outline with its words cut at its notes."""

    node: Node
    noted: list[Segment]
    rest: list[Passage]
    children: list[Part]
    substantial: bool = False

    @property
    def has_notes(self) -> bool:
        """Whether a note stands in its own words."""
        return bool(self.noted)

    @property
    def has_notes_below(self) -> bool:
        """Whether a note stands in a part below."""
        return any(child.has_notes or child.has_notes_below for child in self.children)

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def words(self) -> list[Passage]:
        """All words of this part and below, notes left out, marks of the steps kept."""
        words = [text for segment in self.noted for text in segment.texts] + self.rest
        for child in self.children:
            inner = child.words()
            words += [_with_mark(child.node, inner[0]), *inner[1:]] if inner else []
        return words


def mark_substantial(root: Part) -> None:
    """Mark the parts of those levels that are tasks of their own by their length; the steps of a task are short."""
    lengths: dict[int, list[int]] = {}
    for part in root.walk():
        lengths.setdefault(part.node.level, []).append(sum(len(word.text) for word in part.words()))
    for part in root.walk():
        each = lengths[part.node.level]
        part.substantial = sum(each) / len(each) >= _SUBSTANTIAL


def part_of(node: Node, is_deadline: IsDeadline) -> Part:
    """The node and all below it, cut at the notes; notes that name nobody stay in the words."""
    segments = _segments(node, is_deadline)
    noted = [segment for segment in segments if segment.notes]
    rest = [text for segment in segments if not segment.notes for text in segment.texts]
    if len(noted) == 1 and rest and noted[0].length <= HEADING_LENGTH:
        noted[0].texts += rest  # the note stands behind the title, the words follow it
        rest = []
    if not any(segment.note.names_units for segment in noted):
        noted, rest = [], [text for segment in segments for text in segment.texts]
    return Part(node, noted, rest, [part_of(child, is_deadline) for child in node.children])


def _segments(node: Node, is_deadline: IsDeadline) -> list[Segment]:
    """The words of a node cut behind every note; notes side by side belong together, the last words may have none."""
    segments = [Segment()]

    def say(words: Passage) -> None:
        if not words.text.strip("。；;. "):
            return
        if segments[-1].notes:
            segments.append(Segment())
        if node.level == 0:  # outside numbered parts a note speaks of its own paragraph only
            segments[-1].texts.clear()
        segments[-1].texts.append(words)

    for passage in node.passages:
        done = 0
        for start, end in find_notes(passage.text):
            note = read_note(passage.text[start:end], is_deadline)
            if note.names_units or note.deadline_text or note.labels:
                say(passage.cut(done, start))
                segments[-1].notes.append(note)
                segments[-1].alone = start == 0
                done = end
        say(passage.cut(done))
    return _with_late_dates(segments)


def _with_late_dates(segments: list[Segment]) -> list[Segment]:
    """牵头单位：… 工作要求：… 完成时限：…: a note that only dates belongs to the units named above it."""
    whole: list[Segment] = []
    for segment in segments:
        above = whole[-1] if whole else None
        only_dates = bool(segment.notes) and not segment.note.names_units and segment.note.deadline_text
        if above is not None and only_dates and above.note.names_units and not above.note.deadline_text:
            above.texts += segment.texts
            above.notes += segment.notes
        else:
            whole.append(segment)
    return whole


def _with_mark(node: Node, first: Passage) -> Passage:
    mark = node.mark_at
    return Passage(mark.text + first.text, mark.origin + first.origin, first.page)
