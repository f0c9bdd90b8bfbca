"""The lamp of a duty as a column (亮灯): the same formula as `core.lamps`, so that a database counts and filters by it."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from peewee import SQL, fn
from peewee import Case as When

from tracker.core.facts import IN_FORCE
from tracker.core.lamps import NEAR_WORKDAYS, URGENCY
from tracker.core.words import DutyStatus, Lamp, RequestStatus
from tracker.store.tables import Case, Duty, Extension, Objection

if TYPE_CHECKING:
    from datetime import date

    from peewee import Expression

    from tracker.core.workdays import Workdays


def lamp_column(today: date, workdays: Workdays) -> Any:  # noqa: ANN401 - peewee's expression
    """An SQL expression that yields each duty's lamp on `today`, as `core.lamps.lamp_of` says it.

    Working days enter as one date, the last one that is still near; the clauses stand in the order of the formula's.
    """
    return When(
        None,
        (
            (Duty.is_exempt == True, str(Lamp.CLOSED)),  # noqa: E712 - SQL
            (Duty.status.in_((DutyStatus.CLOSED, DutyStatus.WITHDRAWN)), str(Lamp.CLOSED)),
            (waits_for_office(), str(Lamp.REVIEW)),
            (Duty.due.is_null(), str(Lamp.WAIT)),
            (Duty.due < today, str(Lamp.LATE)),
            (Duty.due <= last_near_day(today, workdays), str(Lamp.NEAR)),
            (Duty.window_open > today, str(Lamp.WAIT)),
        ),
        str(Lamp.OK),
    )


def plain_lamp(status: Any, due: Any, window_open: Any, today: date, workdays: Workdays) -> Any:  # noqa: ANN401 - columns
    """The lamp by status and dates alone, for a duty that is owed and has no request to decide; of any query's columns."""
    day, near = today.isoformat(), last_near_day(today, workdays).isoformat()
    return When(
        None,
        (
            (status == str(DutyStatus.CLOSED), str(Lamp.CLOSED)),
            (status == str(DutyStatus.SUBMITTED), str(Lamp.REVIEW)),
            (due.is_null(), str(Lamp.WAIT)),
            (due < day, str(Lamp.LATE)),
            (due <= near, str(Lamp.NEAR)),
            (window_open > day, str(Lamp.WAIT)),
        ),
        str(Lamp.OK),
    )


def has_lamp(lamp: Lamp, today: date, workdays: Workdays) -> Any:  # noqa: ANN401 - peewee's expression
    """The condition that a duty shows `lamp` on `today`: `lamp_column(…) == lamp` in a form that an index can serve.

    Exempted (豁免) and withdrawn duties, which show 已销号 as well, are not meant: nobody owes them.
    """
    owed = Duty.is_exempt == False  # noqa: E712 - SQL
    # few duties have a request to decide: read them once, not duty by duty
    asked = Duty.id.in_(_pending_ones(Extension) | _pending_ones(Objection))
    free = owed & (Duty.status == DutyStatus.ACTIVE) & ~asked
    near = last_near_day(today, workdays)
    conditions = {
        Lamp.CLOSED: owed & (Duty.status == DutyStatus.CLOSED),
        Lamp.REVIEW: owed & ((Duty.status == DutyStatus.SUBMITTED) | ((Duty.status == DutyStatus.ACTIVE) & asked)),
        Lamp.LATE: free & (Duty.due < today),
        Lamp.NEAR: free & Duty.due.between(today, near),
        Lamp.WAIT: free & (Duty.due.is_null() | ((Duty.due > near) & (Duty.window_open > today))),
        Lamp.OK: free & (Duty.due > near) & (Duty.window_open.is_null() | (Duty.window_open <= today)),
    }
    return conditions[lamp]


def waits_for_office() -> Any:  # noqa: ANN401 - peewee's expression
    """Whether the ball lies with the office: a report, an extension or an objection to decide."""
    return (Duty.status == DutyStatus.SUBMITTED) | _pending(Extension) | _pending(Objection)


def is_listed() -> Any:  # noqa: ANN401 - peewee's expression
    """Whether a listing (挂牌) is in force for the duty."""
    found = Case.select(Case.id).where(Case.duty == Duty.id, Case.status.in_(tuple(IN_FORCE)))
    return fn.EXISTS(found)


def are_listed(plan_id: int) -> Any:  # noqa: ANN401 - peewee's expression
    """The same for the duties of one plan, whose listings are read once."""
    return Duty.id.in_(Case.select(Case.duty).where(Case.plan == plan_id, Case.status.in_(tuple(IN_FORCE))))


def last_near_day(today: date, workdays: Workdays) -> date:
    """The last date that is at most ten working days away: the day before the eleventh working day."""
    return workdays.add(today, NEAR_WORKDAYS + 1) - timedelta(days=1)


def lamp_counts(today: date, workdays: Workdays, by: Any, *where: Expression) -> dict[Any, dict[Lamp, int]]:  # noqa: ANN401 - a column
    """How many duties that meet `where` show each lamp, apart for each value of the column `by`; counted by the database."""
    lamp = lamp_column(today, workdays)
    found: dict[Any, Counter[Lamp]] = defaultdict(Counter)
    query = (
        Duty.select(by, lamp, fn.COUNT(Duty.id)).where(*where) if where else Duty.select(by, lamp, fn.COUNT(Duty.id))
    )
    # by position: PostgreSQL takes two expressions with parameters for different ones
    for value, name, number in query.group_by(SQL("1"), SQL("2")).tuples():
        found[value][Lamp(name)] += number
    return {value: {lamp: counts[lamp] for lamp in URGENCY} for value, counts in found.items()}


def _pending(table: type[Extension] | type[Objection]) -> Any:  # noqa: ANN401 - peewee's expression
    return fn.EXISTS(table.select(table.id).where(table.duty == Duty.id, table.status == RequestStatus.PENDING))


def _pending_ones(table: type[Extension] | type[Objection]) -> Any:  # noqa: ANN401 - peewee's query
    return table.select(table.duty).where(table.status == RequestStatus.PENDING)
