"""Which task of the plan before a task goes on from (接续建议): the most similar words; the same number decides between equals."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.store.queries.plan_pages import TaskName

_ALIKE = 0.6  # of 1; below this the words have little in common
_SAME_NUMBER = 0.1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A task with the ancestor suggested for it, and why; no ancestor where nothing is alike."""

    task: TaskName
    ancestor_id: int | None
    because: str


def suggestions(own: Sequence[TaskName], before: Sequence[TaskName]) -> list[Suggestion]:
    """One suggestion a task. What the office linked before stands."""
    known = {task.id for task in before}
    return [_kept(task) if task.ancestor_id in known else _suggest(task, before) for task in own]


def _kept(task: TaskName) -> Suggestion:
    return Suggestion(task, task.ancestor_id, "已经接续")


def _suggest(task: TaskName, before: Sequence[TaskName]) -> Suggestion:
    scored = [(_likeness(task, each), each) for each in before]
    likeness, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or likeness < _ALIKE:
        return Suggestion(task, None, "没有相近的，请您选")
    return Suggestion(task, best.id, "文字相近，序号相同" if best.no == task.no else "文字相近")


def _likeness(task: TaskName, other: TaskName) -> float:
    bonus = _SAME_NUMBER if task.no == other.no else 0.0
    matcher = SequenceMatcher(None, task.title, other.title, autojunk=False)
    if matcher.real_quick_ratio() + bonus < _ALIKE or matcher.quick_ratio() + bonus < _ALIKE:
        return 0.0  # the exact figure costs more and cannot be higher
    return matcher.ratio() + bonus
