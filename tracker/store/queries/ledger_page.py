"""One page of a ledger (台账一页): only its own lines are read, what it counts is counted by the database.

However many tasks and duties a plan has, a page takes the same few queries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import JOIN, SQL, fn
from peewee import Case as When

from tracker.core.decomposition import Count
from tracker.core.lamps import URGENCY, LampReading, lamp_of
from tracker.core.words import DutyStatus, Lamp, RequestStatus, UnitRole
from tracker.store.queries.compiled import answers
from tracker.store.queries.ids import one_of
from tracker.store.queries.lamp_columns import is_listed, lamp_column
from tracker.store.queries.ledger import chips_of
from tracker.store.queries.ledger_filter import duties_within, task_conditions, tasks_asked
from tracker.store.tables import Duty, Extension, Objection, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from tracker.core.words import DeadlineKind, Ending
    from tracker.store.queries.ledger import UnitChip
    from tracker.store.queries.ledger_counts import Tally
    from tracker.store.queries.ledger_filter import Asked, View

PAGE, MOST = 50, 1000
"""Tasks a page, and on the one page that shows all of them (全部) for printing."""
_FIRST_ID = 10**10


@dataclass(frozen=True, slots=True)
class Foremost:
    """The duty that speaks for a line: the most urgent one, among equals the earliest."""

    is_exempt: bool
    status: DutyStatus
    due: date | None
    due_original: date | None
    window_open: date | None
    extension_pending: bool
    objection_pending: bool

    @property
    def waits_for_office(self) -> bool:
        """Whether the ball lies with the office (谁的球)."""
        return self.status is DutyStatus.SUBMITTED or self.extension_pending or self.objection_pending


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of the page (台账行). Lamps and counts speak of the matching duties of the task and its sub-tasks."""

    id: int
    no: str
    group: str
    list_name: str
    text: str
    leads: tuple[UnitChip, ...]
    cooperating: tuple[UnitChip, ...]
    deadline_text: str | None
    deadline_kind: DeadlineKind
    deadline_due: date | None
    doubts: int
    is_sub: bool
    outcome: Ending | None
    lamps: dict[Lamp, int]
    closed: int
    exempt: int
    backlog: int
    listed: int
    foremost: Foremost | None
    reading: LampReading | None

    @property
    def owing(self) -> int:
        """How many duties count (M of N/M)."""
        return sum(self.lamps.values())


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A page of lines with what the whole selection counts.

    `groups` holds the headings on this page: (list, heading) → tasks and the N/M of their matching duties, on whichever page.
    """

    lines: tuple[PageLine, ...]
    page: int
    pages: int
    groups: dict[tuple[str, str], tuple[int, Count]]


def ledger_page(view: View, asked: Asked, found: Tally, page: int = 1, size: int = PAGE) -> LedgerPage:
    """The lines of `page` (from 1; what lies beyond is the last one) with `size` tasks each; `found` is the filter's tally."""
    pages = max(1, -(-found.tasks // size))
    page = min(max(1, page), pages)
    lines = _lines(view, asked, page, size)
    return LedgerPage(lines, page, pages, _groups(view, asked, found, lines))


def _lines(view: View, asked: Asked, page: int, size: int) -> tuple[PageLine, ...]:
    rows = list(_tasks(view, asked).paginate(page, size).tuples())
    ids = [row[0] for row in rows]
    parents = dict(Task.select(Task.id, Task.parent).where(one_of(Task.parent, ids)).tuples()) if ids else {}
    heaps = _heaps(view, asked, ids, parents)
    foremost = _foremost(heap.foremost for heap in heaps.values())
    chips = chips_of(ids)
    return tuple(_line(view, row, heaps[row[0]], foremost, chips[row[0]]) for row in rows)


def _tasks(view: View, asked: Asked) -> Any:  # noqa: ANN401 - peewee's query
    """The lines in the document's order; a sub-task stands right below the task it was split from."""
    above = Task.alias()
    return (
        Task.select(
            Task.id, Task.no, Task.group, Task.list_name, Task.text, Task.deadline_text, Task.deadline_kind,
            Task.deadline_due, Task.doubts, Task.parent, Task.outcome,
        )
        .join(above, JOIN.LEFT_OUTER, on=(above.id == Task.parent))
        .where(tasks_asked(view, asked))
        .order_by(fn.COALESCE(above.position, Task.position), Task.parent.is_null(False), Task.position)
    )  # fmt: skip


class _Heap:
    """The matching duties of one line, added up; `foremost` is the id of the duty that speaks for it."""

    __slots__ = ("backlog", "best", "closed", "exempt", "foremost", "lamps", "listed")

    def __init__(self) -> None:
        self.lamps: Counter[Lamp] = Counter()
        self.closed = self.exempt = self.backlog = self.listed = self.foremost = 0
        self.best: tuple[int, str] = (len(URGENCY), "")

    def add(self, lamp: Lamp, number: int, closed: int, backlog: int, listed: int, first: str) -> None:
        self.lamps[lamp] += number
        self.closed += closed
        self.backlog += backlog
        self.listed += listed
        if (rank := (URGENCY.index(lamp), first)) < self.best:
            self.best, self.foremost = rank, int(first.rpartition(" ")[2]) - _FIRST_ID


def _heaps(view: View, asked: Asked, ids: Sequence[int], parents: dict[int, int]) -> dict[int, _Heap]:
    """One pass over the duties of the lines and of their sub-tasks, grouped by the database."""
    heaps: dict[int, _Heap] = defaultdict(_Heap)
    if not ids:
        return heaps
    shown = set(ids)
    for task_id, is_exempt, name, number, *rest in answers(_added, view, asked, (*ids, *parents)):
        for line in {task_id, parents.get(task_id, task_id)} & shown:
            if is_exempt:
                heaps[line].exempt += number
            else:
                heaps[line].add(Lamp(name), number, *rest)
    return heaps


def _added(view: View, asked: Asked, tasks: tuple[int, ...]) -> Any:  # noqa: ANN401 - peewee's query
    lamp = lamp_column(view.today, view.workdays)
    is_open = Duty.status.in_((DutyStatus.ACTIVE, DutyStatus.SUBMITTED))
    # the earliest date and then the lowest id, as one text that both engines sort alike
    first = fn.MIN(fn.COALESCE(Duty.due.cast("TEXT"), "").concat(" ").concat((Duty.id + _FIRST_ID).cast("TEXT")))
    return (
        Duty.select(
            Duty.task, Duty.is_exempt, lamp, fn.COUNT(Duty.id), _number(Duty.status == DutyStatus.CLOSED),
            _number(is_open & (Duty.due < Duty.admitted_on)), _number(is_listed()), first,
        )
        .where(one_of(Duty.task, tasks), duties_within(view, asked))
        .group_by(SQL("1"), SQL("2"), SQL("3"))
    )  # fmt: skip


def _number(condition: Any) -> Any:  # noqa: ANN401 - peewee's expressions
    return fn.SUM(When(None, ((condition, 1),), 0))


def _foremost(ids: Iterable[int]) -> dict[int, Foremost]:
    columns = (Duty.is_exempt, Duty.status, Duty.due, Duty.due_original, Duty.window_open)
    pending = (
        fn.EXISTS(table.select(table.id).where(table.duty == Duty.id, table.status == RequestStatus.PENDING))
        for table in (Extension, Objection)
    )
    rows = Duty.select(Duty.id, *columns, *pending).where(one_of(Duty.id, [each for each in ids if each]))
    return {
        duty_id: Foremost(bool(is_exempt), status, due, original, window_open, bool(extension), bool(objection))
        for duty_id, is_exempt, status, due, original, window_open, extension, objection in rows.tuples()
    }


def _line(
    view: View, row: tuple[Any, ...], heap: _Heap, foremost: dict[int, Foremost], chips: Sequence[UnitChip]
) -> PageLine:
    task_id, no, group, list_name, text, deadline_text, deadline_kind, deadline_due, doubts, parent, outcome = row
    speaks = foremost.get(heap.foremost)
    return PageLine(
        id=task_id,
        no=no,
        group=group,
        list_name=list_name,
        text=text,
        leads=tuple(chip for chip in chips if chip.role is UnitRole.LEAD),
        cooperating=tuple(chip for chip in chips if chip.role is UnitRole.COOPERATING),
        deadline_text=deadline_text,
        deadline_kind=deadline_kind,
        deadline_due=deadline_due,
        doubts=len(doubts),
        is_sub=parent is not None,
        outcome=outcome,
        lamps={lamp: heap.lamps[lamp] for lamp in URGENCY if heap.lamps[lamp]},
        closed=heap.closed,
        exempt=heap.exempt,
        backlog=heap.backlog,
        listed=heap.listed,
        foremost=speaks,
        reading=lamp_of(view.today, speaks, view.workdays) if speaks else None,
    )


def _groups(
    view: View, asked: Asked, found: Tally, lines: Sequence[PageLine]
) -> dict[tuple[str, str], tuple[int, Count]]:
    """The headings of these lines with what the whole selection holds under them, on whichever page."""
    here = dict.fromkeys((line.list_name, line.group) for line in lines)
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for list_name, group, is_exempt, is_closed, number in answers(
        _under, view, asked, tuple(group for _, group in here)
    ):
        count = counts[list_name, group]
        count["exempt" if is_exempt else "owing"] += number
        count["closed"] += number if is_closed and not is_exempt else 0
    return {key: (found.groups[key], Count(**_named(counts[key]))) for key in here}


def _under(view: View, asked: Asked, headings: tuple[str, ...]) -> Any:  # noqa: ANN401 - peewee's query
    return (
        Duty.select(
            Task.list_name, Task.group, Duty.is_exempt, Duty.status == DutyStatus.CLOSED, fn.COUNT(Duty.id)
        )
        .join(Task)
        .where(Task.group.in_(headings), task_conditions(view, asked), duties_within(view, asked))
        .group_by(SQL("1"), SQL("2"), SQL("3"), SQL("4"))
    )  # fmt: skip


def _named(found: Counter[str]) -> dict[str, int]:
    return {name: found[name] for name in ("closed", "owing", "exempt")}
