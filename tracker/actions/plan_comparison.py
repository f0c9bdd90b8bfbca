"""A new version beside the plan in force (新旧对比): which line continues which, what it changes, and what a person decides of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tasks_seed.matching import Line, match_lines
from tracker.actions import history
from tracker.actions.admission import reviewed_rows
from tracker.actions.receiving import intake_for, open_intake
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.core.words import DutyStatus, Ending, LineChange, UnitRole
from tracker.store.db import transaction
from tracker.store.queries.duties import OPEN, duty_facts
from tracker.store.tables import Draft, Duty, Intake, PlanVersion, Task, TaskUnit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from tracker.actions.draft_facts import DraftRow
    from tracker.core.facts import Actor

_LABELS = {
    "no": "序号",
    "group": "分组",
    "text": "任务文字",
    "lead": "牵头单位",
    "cooperating": "配合单位",
    "deadline_text": "时限原文",
    "due": "到期日",
}
SUBSTANCE = ("text", "lead", "cooperating", "deadline_text", "due")
"""A line that only moved or was renumbered did not change."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LineDiff:
    """A line of the comparison: the draft (None: dropped), the task that it continues (None: added), and what becomes of it.

    `is_taken` says whether the change is made: the new text adopted, the new line added, the missing one dropped. `doubt` is open
    until somebody confirms the match. `open_duties` are still owed by the task, `listed` of them under 挂牌督办.
    """

    change: LineChange
    draft_id: int | None
    task_id: int | None
    no: str
    text: str
    fields: tuple[FieldChange, ...]
    doubt: str
    is_taken: bool
    open_duties: int = 0
    closed_duties: int = 0
    listed: int = 0
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole comparison (新旧对比), in the order of the new document, dropped lines last."""

    plan_id: int
    lines: tuple[LineDiff, ...]
    tasks: tuple[tuple[int, str, str], ...]

    def of(self, change: LineChange) -> list[LineDiff]:
        """The lines of one kind."""
        return [line for line in self.lines if line.change is change]

    def offered(self, line: LineDiff) -> list[tuple[int, str, str]]:
        """The tasks that a line may continue: its own, and those that no other line continues."""
        taken = {each.task_id for each in self.lines if each.draft_id is not None and each is not line}
        return [task for task in self.tasks if task[0] not in taken]

    @property
    def open_doubts(self) -> list[LineDiff]:
        """The matches that a person has to confirm."""
        return [line for line in self.lines if line.doubt]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of one new line: the task that it continues (None: none), whether that was looked at, whether to take it."""

    task_id: int | None
    is_confirmed: bool
    is_taken: bool


def compare(intake_id: int) -> Comparison:
    """Compare a received new version with the plan as it stands in the ledger. Nothing is written."""
    intake = Intake.get_by_id(intake_id)
    rows, tasks = reviewed_rows(intake_id), standing_tasks(intake.renews_id)
    units = _units([task.id for task in tasks])
    matched = _matches(rows, tasks)
    loads = _loads(intake.renews_id)
    by_id = {task.id: task for task in tasks}
    lines = []
    for row in rows:
        task_id, doubt = matched[row.id]
        task = by_id.get(task_id) if task_id is not None else None
        fields = _changes(task, units.get(task.id, {}), row) if task else ()
        change = LineChange.ADDED if task is None else LineChange.CHANGED if _is_change(fields) else LineChange.SAME
        load = loads.get(task.id, {}) if task else {}
        lines.append(LineDiff(change, row.id, task_id, row.no, row.text, fields, doubt, row.is_adopted, **load))
    continued = {line.task_id for line in lines}
    for task in tasks:
        if task.id not in continued:
            taken = task.id not in (intake.kept_tasks or [])
            load = loads.get(task.id, {})
            lines.append(LineDiff(LineChange.DROPPED, None, task.id, task.no, task.text, (), "", taken, **load))
    return Comparison(
        intake.renews_id, tuple(lines), tuple((task.id, task.no, task.title or task.text) for task in tasks)
    )


def decide(now: datetime, actor: Actor, intake_id: int, lines: Mapping[int, Decision], kept: Sequence[int]) -> None:
    """Keep what was decided line by line, by draft; `kept` are the tasks that stay although the new version leaves them out."""
    require(actor, Ability.TAKE_IN)
    with transaction():
        intake = open_intake(actor, intake_id)
        known = {task.id for task in standing_tasks(intake.renews_id)}
        chosen = [decision.task_id for decision in lines.values() if decision.task_id is not None]
        if not set(chosen) <= known or not set(kept) <= known:
            raise Refused("对应的旧任务不在这个方案里，请刷新后再选。")
        twice = next((task_id for task_id in chosen if chosen.count(task_id) > 1), None)
        if twice is not None:
            no = Task.get_by_id(twice).no
            raise Refused(f"旧版（{no}）被选了两次，一项旧任务只能对应一条新的。")
        matched = _matches(reviewed_rows(intake_id), standing_tasks(intake.renews_id))
        for row in reviewed_rows(intake_id):
            if row.id in lines:
                _keep(row, lines[row.id], matched[row.id][0])
        Intake.update(kept_tasks=sorted(set(kept))).where(Intake.id == intake_id).execute()
        history.record(now, actor, "新旧对比", "intake", intake_id, plan_id=intake.renews_id, words=f"{len(lines)} 条")


def renewed(actor: Actor, intake_id: int) -> Intake:
    """A received document that is a new version of a plan."""
    intake = intake_for(actor, intake_id)
    if not intake.renews_id:
        raise Refused("这份收文不是已有方案的新版，没有可对比的。")
    return intake


def standing_tasks(plan_id: int) -> list[Any]:
    """The plan's lines as the document lists them: no sub-tasks, nothing that an earlier version dropped."""
    rows = Task.select().where(Task.plan == plan_id, Task.parent.is_null()).order_by(Task.position)
    return [row for row in rows if row.outcome is not Ending.DROPPED]


def next_number(plan_id: int) -> int:
    """The number of the version that would come now."""
    return int(PlanVersion.select().where(PlanVersion.plan == plan_id).count()) + 1


def _keep(row: DraftRow, decision: Decision, matched: int | None) -> None:
    is_chosen = row.is_match_chosen or decision.is_confirmed or decision.task_id != matched
    Draft.update(
        task=decision.task_id if is_chosen else None, is_match_chosen=is_chosen, is_adopted=decision.is_taken
    ).where(Draft.id == row.id).execute()


def _matches(rows: Sequence[DraftRow], tasks: Sequence[Any]) -> dict[int, tuple[int | None, str]]:
    """Draft → the task it continues and the open doubt; what a person chose stands."""
    found: dict[int, tuple[int | None, str]] = {row.id: (row.task_id, "") for row in rows if row.is_match_chosen}
    taken = {task_id for task_id, _ in found.values()}
    free_rows = [row for row in rows if row.id not in found]
    free_tasks = [task for task in tasks if task.id not in taken]
    pairs = match_lines(
        [Line(task.no, task.text) for task in free_tasks], [Line(row.no, row.text) for row in free_rows]
    )
    found |= {free_rows[pair.new].id: (free_tasks[pair.old].id, pair.doubt) for pair in pairs}
    return {row.id: found.get(row.id, (None, "")) for row in rows}


def _units(task_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Task → its units as written, lead and cooperating."""
    found: dict[int, dict[str, list[str]]] = {}
    rows = TaskUnit.select().where(TaskUnit.task.in_(list(task_ids))).order_by(TaskUnit.position, TaskUnit.id)
    for row in rows:
        side = "lead" if row.role is UnitRole.LEAD else "cooperating"
        found.setdefault(row.task_id, {}).setdefault(side, []).append(row.as_written)
    return {task: {side: "、".join(names) for side, names in sides.items()} for task, sides in found.items()}


def _loads(plan_id: int) -> dict[int, dict[str, int]]:
    """Task → how much hangs on it."""
    found: dict[int, dict[str, int]] = {}
    for duty in duty_facts(Duty.plan == plan_id, Duty.status != DutyStatus.WITHDRAWN):
        load = found.setdefault(duty.task_id, {"open_duties": 0, "closed_duties": 0, "listed": 0, "parts": 0})
        load["open_duties"] += duty.status in OPEN
        load["closed_duties"] += duty.status is DutyStatus.CLOSED
        load["listed"] += duty.is_listed
    for (parent,) in Task.select(Task.parent).where(Task.plan == plan_id, Task.parent.is_null(False)).tuples():
        load = found.setdefault(parent, {"open_duties": 0, "closed_duties": 0, "listed": 0, "parts": 0})
        load["parts"] += 1
    return found


def _changes(task: Any, units: Mapping[str, str], row: DraftRow) -> tuple[FieldChange, ...]:  # noqa: ANN401 - a peewee row
    before = {
        "no": task.no,
        "group": task.group,
        "text": task.text,
        "lead": units.get("lead", ""),
        "cooperating": units.get("cooperating", ""),
        "deadline_text": task.deadline_text or "",
        "due": _iso(task.deadline_due),
    }
    after = {
        "no": row.no,
        "group": row.group,
        "text": row.text,
        "lead": "、".join(row.lead),
        "cooperating": "、".join(row.cooperating),
        "deadline_text": row.deadline_text or "",
        "due": row.deadline.get("due") or "",
    }
    return tuple(
        FieldChange(label, before[name], after[name])
        for name, label in _LABELS.items()
        if "".join(before[name].split()) != "".join(after[name].split())
    )


def _is_change(fields: Sequence[FieldChange]) -> bool:
    return any(field.label in {_LABELS[name] for name in SUBSTANCE} for field in fields)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
