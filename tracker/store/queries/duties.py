"""Duties as facts (责任事项): the one join that lamps, letters, desks and feeds all read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import JOIN, chunked, fn

from tracker.core.facts import IN_FORCE, DutyFacts
from tracker.core.words import DutyKind, DutyStatus, RequestStatus
from tracker.store.tables import Case, Duty, Extension, Objection, Plan, Task, Unit, database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from peewee import Expression, ModelSelect

OPEN = (DutyStatus.ACTIVE, DutyStatus.SUBMITTED)
_BATCH = 400


def duty_facts(*where: Expression, as_of: date | None = None, order: tuple[object, ...] = ()) -> list[DutyFacts]:
    """Every duty that meets `where`, as facts. `as_of` is the day from whose point of view 存量 is judged."""
    query = _joined().where(*where) if where else _joined()
    return [_facts(row, as_of) for row in query.order_by(*(order or (Duty.id,))).dicts().iterator()]


def duty_by_id(duty_id: int) -> DutyFacts | None:
    """One duty, or None."""
    found = duty_facts(Duty.id == duty_id)
    return found[0] if found else None


def duties_by_ids(duty_ids: Iterable[int], *, as_of: date | None = None) -> dict[int, DutyFacts]:
    """These duties by their ids, in the order of their ids; ids that do not exist are left out."""
    ordered = sorted(set(duty_ids))
    found: dict[int, DutyFacts] = {}
    for start in range(0, len(ordered), _BATCH):
        found.update((duty.id, duty) for duty in duty_facts(Duty.id.in_(ordered[start : start + _BATCH]), as_of=as_of))
    return found


def open_parts(task_id: int, duty_id: int) -> list[str]:
    """Units that still owe a part of the task of `duty_id`: members of its collectives, and sub-tasks' units."""
    rows = (
        Duty.select(Unit.full_name)
        .join_from(Duty, Unit)
        .where(
            Duty.task.in_(with_parts(task_id)),
            (Duty.task != task_id) | Duty.collective.is_null(False),
            Duty.id != duty_id,
            Duty.kind != DutyKind.REPORT,
            Duty.status.in_(OPEN),
            Duty.is_exempt == False,  # noqa: E712 - SQL
        )
        .order_by(Duty.id)
        .tuples()
    )
    return list(dict.fromkeys(name for (name,) in rows))


def with_parts(task_id: int) -> list[int]:
    """A task and its sub-tasks, by their ids: asked first, because no index serves a condition on either of two tables."""
    parts = Task.select(Task.id).where(Task.parent == task_id).order_by(Task.id)
    return [task_id, *(part for (part,) in parts.tuples())]


def to_look_at(day: date) -> list[DutyFacts]:
    """Open duties that the ladder may have something to say about on `day`.

    Normally those whose `next_look_on` has come. A moment before a duty's admission (rehearsing the past) looks at all of
    that duty's moments, as if it had been kept then.
    """
    return [
        duty
        for batch in chunked(_ids_to_look_at(day), _BATCH)
        for duty in duty_facts(Duty.id.in_(batch), as_of=day)
        if duty.is_open
    ]


def _ids_to_look_at(day: date) -> list[int]:
    """Their ids, closed ones of the past among them, in order: one statement that a clock asks every few minutes.

    Two ranges of two indexes, united: as one condition with OR a planner may take the whole table instead.
    """
    sql = "SELECT id FROM duty WHERE next_look_on <= {0} UNION ALL SELECT id FROM duty WHERE admitted_on > {0}"
    asked = (day.isoformat(), day.isoformat())
    return sorted({duty_id for (duty_id,) in database.execute_sql(sql.format(database.obj.param), asked).fetchall()})


def open_duties(day: date) -> list[DutyFacts]:
    """Every open duty, for a rehearsal that starts on `day`."""
    return duty_facts(Duty.status.in_(OPEN), Duty.is_exempt == False, as_of=day)  # noqa: E712 - SQL


def nearest_due(day: date) -> date | None:
    """The first date from `day` on at which something open falls due, else the last one before it; None where none is dated."""
    dates = Duty.select(fn.MIN(Duty.due)).where(Duty.status.in_(OPEN), Duty.due.is_null(False))
    first: date | None = dates.where(Duty.due >= day).scalar()
    if first is not None:
        return first
    last: date | None = Duty.select(fn.MAX(Duty.due)).where(Duty.status.in_(OPEN)).scalar()
    return last


def examples(plan_id: int, today: date) -> dict[DutyKind, DutyFacts]:
    """One open, dated duty of each kind of a plan, the next to fall due where one is to come: something real to explain by."""
    rows = Duty.select(Duty.id, Duty.kind, Duty.due).where(
        Duty.plan == plan_id, Duty.status.in_(OPEN), Duty.due.is_null(False)
    )
    chosen: dict[DutyKind, tuple[int, date]] = {}
    for duty_id, kind, due in rows.order_by(Duty.due, Duty.id).tuples():
        if kind not in chosen or chosen[kind][1] < min(today, due):
            chosen[kind] = (duty_id, due)
    found = duties_by_ids(duty_id for duty_id, _ in chosen.values())
    return {duty.kind: duty for duty in found.values()}


def _joined() -> ModelSelect:
    return (
        Duty.select(
            Duty.id,
            Duty.plan,
            Plan.key.alias("plan_key"),
            Plan.title.alias("plan_title"),
            Plan.publicity,
            Duty.task,
            Task.no.alias("task_no"),
            Task.title.alias("task_short"),
            Task.text.alias("task_text"),
            Duty.unit,
            Unit.full_name.alias("unit_name"),
            Duty.kind,
            Duty.period,
            Duty.status,
            Duty.window_open,
            Duty.due,
            Duty.due_original,
            Duty.admitted_on,
            Duty.collective,
            Duty.is_exempt,
            Duty.waiting_since,
            Duty.reopened,
            _requests(Extension, RequestStatus.PENDING).alias("extension_pending"),
            _requests(Extension, RequestStatus.GRANTED).alias("extensions"),
            _requests(Objection, RequestStatus.PENDING).alias("objection_pending"),
            Case.id.alias("case_id"),
            Case.status.alias("case_status"),
            Case.decided_at,
        )
        .join_from(Duty, Plan)
        .join_from(Duty, Task)
        .join_from(Duty, Unit)
        .join_from(Duty, Case, JOIN.LEFT_OUTER, on=(Case.duty == Duty.id))
    )


def _requests(table: type[Extension] | type[Objection], status: RequestStatus) -> ModelSelect:
    """How many requests of a duty have this status, as a column."""
    return table.select(fn.COUNT(table.id)).where(table.duty == Duty.id, table.status == status)


def _facts(row: dict, as_of: date | None) -> DutyFacts:  # type: ignore[type-arg]
    listed = row["case_status"] in IN_FORCE
    due, admitted = row["due"], row["admitted_on"]
    is_backlog = due is not None and due < admitted and (as_of is None or admitted <= as_of)
    return DutyFacts(
        id=row["id"],
        plan_id=row["plan"],
        plan_key=row["plan_key"],
        plan_title=row["plan_title"],
        publicity=row["publicity"],
        task_id=row["task"],
        task_no=row["task_no"],
        task_title=row["task_short"] or row["task_text"],
        unit_id=row["unit"],
        unit_name=row["unit_name"],
        kind=row["kind"],
        period=row["period"],
        status=row["status"],
        window_open=row["window_open"],
        due=due,
        due_original=row["due_original"],
        ladder_from=admitted if is_backlog else None,
        waiting_since=row["waiting_since"],
        extension_pending=bool(row["extension_pending"]),
        objection_pending=bool(row["objection_pending"]),
        extensions=row["extensions"],
        reopened=row["reopened"],
        collective_id=row["collective"],
        is_exempt=bool(row["is_exempt"]),
        is_backlog=due is not None and due < admitted,
        case_id=row["case_id"],
        case_status=row["case_status"],
        listed_on=row["decided_at"].date() if listed and row["decided_at"] else None,
    )
