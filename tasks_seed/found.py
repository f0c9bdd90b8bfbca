"""A task as found in a layout (找到的任务), before its deadline is compiled and its doubts are put into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tasks_seed.notes import Note
from tasks_seed.passages import Passage, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks_seed.draft import Place

MAIN_LIST = "tasks"
BODY_LIST = "inline_tasks"  # numbered tasks of the body beside a task table, or parents of listed measures


@dataclass(frozen=True, slots=True)
class Found:
    """A task with its words, its note, and what was guessed on the way.

    `deadline_cell` is the text of a deadline column, None where the layout has no such column.
    """

    no: str
    group: str
    text: Passage
    title: str = ""
    note: Note = field(default_factory=Note)
    list_name: str = MAIN_LIST
    place: Place | None = None
    parts: tuple[Passage, ...] = ()
    deadline_cell: str | None = None
    doubts: tuple[str, ...] = ()
    text_as_read: str | None = None


def text_of(passages: Sequence[Passage]) -> Passage:
    """The words of a task out of several passages, a line each."""
    return joined(passages, "\n")
