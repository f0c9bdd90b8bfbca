"""How a task stands as a whole (汇总): the members of its collectives, its sub-tasks, N/M, and the sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.core.decomposition import Count, count
from tracker.core.lamps import LampReading, most_urgent
from tracker.core.words import DutyKind, DutyStatus, Lamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tracker.store.queries.ledger import DutyLine, TaskLine

SHOWN_DUTIES = 6


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a collective (成员): its foremost duty with its lamp, how much of what has begun is closed, why exempt."""

    unit_id: int
    name: str
    foremost: DutyLine
    reading: LampReading
    count: Count
    exempt_because: str | None = None

    @property
    def is_done(self) -> bool:
        """Whether everything that it owes is closed."""
        return self.exempt_because is None and 0 < self.count.owing == self.count.closed


@dataclass(frozen=True, slots=True)
class Group:
    """The members of one collective with their N/M (各县（市、区））."""

    collective_id: int
    name: str
    members: tuple[Member, ...]

    @property
    def done(self) -> int:
        """How many members have closed everything."""
        return sum(member.is_done for member in self.members)

    @property
    def exempt(self) -> int:
        """How many members are exempt."""
        return sum(member.exempt_because is not None for member in self.members)

    @property
    def owing(self) -> int:
        """How many members owe: all but the exempt."""
        return len(self.members) - self.exempt

    @property
    def is_periodic(self) -> bool:
        """Whether only periodic reports are owed: then the periods that have begun are counted."""
        kinds = {member.foremost.facts.kind for member in self.members}
        return kinds == {DutyKind.REPORT}

    @property
    def sentence(self) -> str:
        """12个县（市、区）中9个已完成，1个豁免."""
        return sentence_of(self.name, len(self.members), self.done, self.exempt, is_periodic=self.is_periodic)


@dataclass(frozen=True, slots=True)
class SubTask:
    """A sub-task as its parent's page lists it (分解任务)."""

    task_id: int
    no: str
    text: str
    duties: tuple[DutyLine, ...]

    @property
    def foremost(self) -> DutyLine:
        """The duty that speaks for it: the most urgent."""
        return _foremost(self.duties)


def without_withdrawn(line: TaskLine) -> TaskLine:
    """The line as it is counted: withdrawn duties (已撤销) are owed by nobody."""
    return replace(line, duties=_owed(line.duties), below=_owed(line.below))


def sentence_of(name: str, whole: int, done: int, exempt: int, *, is_periodic: bool) -> str:
    """12个县（市、区）中9个已完成，1个豁免: of a collective by its name, how many members it has, are done, are exempt."""
    start = f"{whole}个{name[1:]}中" if name.startswith("各") else f"{name}共{whole}个，"
    word = "各期都已报齐" if is_periodic else "已完成"
    said = f"{done}个{word}" if done else f"还没有一个{word.replace('已', '')}"
    return f"{start}{said}" + (f"，{exempt}个豁免" if exempt else "")


def groups_of(line: TaskLine, names: Mapping[int, str], exemptions: Mapping[int, str]) -> list[Group]:
    """The members of each collective of a task, in the order of the line's duties."""
    found: dict[int, dict[int, list[DutyLine]]] = {}
    for duty in _owed(line.duties):
        if duty.facts.collective_id is not None:
            found.setdefault(duty.facts.collective_id, {}).setdefault(duty.facts.unit_id, []).append(duty)
    return [
        Group(
            collective_id,
            names.get(collective_id, ""),
            tuple(_member(duties, exemptions) for _, duties in sorted(units.items())),
        )
        for collective_id, units in found.items()
    ]


def sub_tasks_of(line: TaskLine) -> list[SubTask]:
    """The sub-tasks of a task with what is owed in each."""
    found: dict[int, list[DutyLine]] = {}
    for duty in line.below:
        found.setdefault(duty.facts.task_id, []).append(duty)
    return [
        SubTask(task_id, duties[0].facts.task_no, duties[0].facts.task_title, tuple(duties))
        for task_id, duties in sorted(found.items())
    ]


def own_duties(line: TaskLine, *, with_members: bool) -> tuple[list[DutyLine], list[DutyLine]]:
    """Duties to list one by one: the next few, and the rest to fold away. Members are listed apart for the office."""
    found = [duty for duty in line.duties if with_members or duty.facts.collective_id is None]
    found.sort(key=lambda duty: (not duty.facts.is_open, duty.facts.due or date.max, duty.facts.id))
    return found[:SHOWN_DUTIES], found[SHOWN_DUTIES:]


def counted(duties: Iterable[DutyLine]) -> Count:
    """N/M of these duties."""
    return count((duty.facts.status, duty.facts.is_exempt) for duty in duties)


def said(tally: Count) -> str:
    """9/11，豁免1."""
    return str(tally) + (f"，豁免{tally.exempt}" if tally.exempt else "")


def _member(duties: list[DutyLine], exemptions: Mapping[int, str]) -> Member:
    first = _foremost(tuple(duties))
    unit_id = first.facts.unit_id
    because = exemptions.get(unit_id, "") if first.facts.is_exempt else None
    return Member(unit_id, first.facts.unit_name, first, first.reading, counted(filter(_has_begun, duties)), because)


def _has_begun(duty: DutyLine) -> bool:
    """A report of a period still to come is not missing yet."""
    return duty.facts.kind is not DutyKind.REPORT or duty.reading.lamp is not Lamp.WAIT


def _foremost(duties: tuple[DutyLine, ...]) -> DutyLine:
    worst = most_urgent(duty.reading for duty in duties)
    return next(duty for duty in duties if duty.reading == worst)


def _owed(duties: tuple[DutyLine, ...]) -> tuple[DutyLine, ...]:
    return tuple(duty for duty in duties if duty.facts.status is not DutyStatus.WITHDRAWN)
