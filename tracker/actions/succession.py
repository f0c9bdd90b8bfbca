"""Which task of the plan before a task goes on from (接续建议): the most similar words; the same number decides between equals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.matching import Line, most_alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.store.queries.plan_pages import TaskName

_ALIKE = 60.0  # of 100; below this the titles have little in common


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A task with the ancestor suggested for it, and why; no ancestor where nothing is alike."""

    task: TaskName
    ancestor_id: int | None
    because: str


def suggestions(own: Sequence[TaskName], before: Sequence[TaskName]) -> list[Suggestion]:
    """One suggestion a task; several may go on from the same one. What the office linked before stands."""
    known = {task.id for task in before}
    alike = most_alike([_line(task) for task in own], [_line(task) for task in before], least=_ALIKE)
    return [
        Suggestion(task, task.ancestor_id, "已经接续")
        if task.ancestor_id in known
        else _suggested(task, None if place is None else before[place])
        for task, place in zip(own, alike, strict=True)
    ]


def _line(task: TaskName) -> Line:
    return Line(task.no, task.title)


def _suggested(task: TaskName, best: TaskName | None) -> Suggestion:
    if best is None:
        return Suggestion(task, None, "没有相近的，请您选")
    return Suggestion(task, best.id, "文字相近，序号相同" if best.no == task.no else "文字相近")
