"""What a changed line does to its duties (新版改动责任事项): ids stay, dates move on paper, what nobody owes any more is withdrawn.

Each change is recorded like an adjustment by document: the date first admitted stays beside the one in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.actions import history, schedule
from tracker.actions.compiling import compile_task, owed_of, owing_units
from tracker.core.deadlines import DeadlineRefused
from tracker.core.refusals import Refused
from tracker.core.words import DutyKind, DutyStatus
from tracker.store.queries.duties import OPEN, duty_by_id
from tracker.store.tables import Duty, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from tracker.core.facts import Actor

Key = tuple[DutyKind, str]


@dataclass(frozen=True, slots=True)
class Before:
    """What a task owed before its line changed: the days by kind and period, and the units that owed."""

    owed: Mapping[Key, dict[str, Any]]
    owing: frozenset[int]


@dataclass(slots=True)
class Tally:
    """How many duties a version touched."""

    moved: int = 0
    withdrawn: int = 0
    added: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """On what paper, when and by whom duties change (依据)."""

    now: datetime
    actor: Actor
    name: str


def before_change(task: Task, today: date) -> Before:
    """Look at a task before its line is rewritten."""
    return Before(_by_key(task, today), frozenset(_owing(task)))


def follow(paper: Paper, task: Task, before: Before, tally: Tally) -> None:
    """Let the duties of a rewritten task follow it. `task` is the row as it stands now."""
    today = paper.now.date()
    if task.outcome is not None:
        return
    owed, owing = _by_key(task, today), _owing(task)
    for unit_id, duties in _by_unit(task).items():
        if unit_id not in owing:
            withdraw(paper, [duty for duty in duties if duty.status in OPEN], tally, "新版不再由该单位承担")
        else:
            _follow_unit(paper, duties, before, owed, tally, is_new=unit_id not in before.owing)
    tally.added += compile_task(task, today)


def withdraw(paper: Paper, duties: Iterable[Any], tally: Tally, reason: str) -> None:
    """Withdraw open duties with the document as the reason; a listed one must first be taken down by its leader."""
    for duty in duties:
        facts = duty_by_id(duty.id)
        if facts is not None and facts.is_listed:
            raise Refused(
                f"任务（{facts.task_no}）{facts.unit_name}的一件正在挂牌督办，请先由批准挂牌的领导撤销挂牌，再换新版。"
            )
        Duty.update(
            status=DutyStatus.WITHDRAWN,
            closed_at=paper.now,
            next_look_on=None,
            waiting_since=None,
            revision=Duty.revision + 1,
        ).where(Duty.id == duty.id).execute()
        _record(paper, "撤销", duty, reason)
        tally.withdrawn += 1


def _follow_unit(
    paper: Paper, duties: list[Any], before: Before, owed: Mapping[Key, dict[str, Any]], tally: Tally, *, is_new: bool
) -> None:
    """One unit's duties: the same period gets its new day; what lost its period takes one of the same kind, or is withdrawn."""
    lost = []
    for duty in duties:
        key = (duty.kind, duty.period)
        if key not in owed:
            lost.append(duty)
        elif is_new and duty.status is DutyStatus.WITHDRAWN:
            _revive(paper, duty, owed[key], tally)
        elif duty.status in OPEN and before.owed.get(key, {}).get("due") != owed[key]["due"]:
            _move(paper, duty, owed[key], tally)
    free = {key: one for key, one in owed.items() if key not in {(duty.kind, duty.period) for duty in duties}}
    for duty in lost:
        successor = next((each for each in free if each[0] is duty.kind), None)
        if duty.status is DutyStatus.CLOSED and duty.kind is DutyKind.CLOSING and successor is not None:
            Duty.update(period=successor[1]).where(Duty.id == duty.id).execute()  # done is done: not owed a second time
            free.pop(successor)
        elif duty.status in OPEN and successor is not None:
            _move(paper, duty, free.pop(successor), tally)
        elif duty.status in OPEN:
            withdraw(paper, [duty], tally, "新版不再要求这一期")


def _move(paper: Paper, duty: Any, one: Mapping[str, Any], tally: Tally) -> None:  # noqa: ANN401 - a peewee row
    """The new day, with the reason of the new wording; the first one stays beside it."""
    due = one["due"]
    said = f"时限由 {duty.due or '无'} 改为 {due or '无'}"
    Duty.update(
        due=due,
        due_original=duty.due_original or due,
        period=one["period"],
        window_open=one["window_open"],
        why=[f"{paper.name}：{said}。", *one["why"]],
        revision=Duty.revision + 1,
    ).where(Duty.id == duty.id).execute()
    _record(paper, "调整时限", duty, said)
    schedule.look_again(duty.id, paper.now.date() if due and not duty.is_exempt else None)
    tally.moved += 1


def _revive(paper: Paper, duty: Any, one: Mapping[str, Any], tally: Tally) -> None:  # noqa: ANN401 - a peewee row
    """A unit that an earlier version had left out owes again; its earlier reports are there."""
    Duty.update(status=DutyStatus.ACTIVE, closed_at=None).where(Duty.id == duty.id).execute()
    _record(paper, "恢复", duty, "新版重新列入该单位")
    _move(paper, duty, one, tally)


def _by_key(task: Task, today: date) -> dict[Key, dict[str, Any]]:
    try:
        owed = owed_of(task, today)
    except DeadlineRefused as refused:
        raise Refused(f"任务 {task.no} 的时限“{task.deadline_text or ''}”：{refused.sentence}") from None
    return {(one["kind"], one["period"]): one for one in owed}


def _owing(task: Task) -> dict[int, int | None]:
    return owing_units(task, task.plan.issued_on or task.plan.period_start)


def _by_unit(task: Task) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for duty in Duty.select().where(Duty.task == task.id).order_by(Duty.due, Duty.id):
        found.setdefault(duty.unit_id, []).append(duty)
    return found


def _record(paper: Paper, verb: str, duty: Any, words: str) -> None:  # noqa: ANN401 - a peewee row
    history.record(paper.now, paper.actor, verb, "duty", duty.id, plan_id=duty.plan_id, words=f"{paper.name}：{words}")
