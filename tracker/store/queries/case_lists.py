"""Lists of listings (挂牌督办清单): counted, ordered and cut by the database, however many were ever proposed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from peewee import Case as When
from peewee import fn

from tracker.core.cases import REPLY_WORKDAYS
from tracker.core.facts import GOING_ON
from tracker.core.words import CaseStatus, RequestStatus, Role
from tracker.store.fields import SHANGHAI
from tracker.store.queries.cases import CaseLine, cases
from tracker.store.tables import Case, Duty, Extension

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from peewee import ModelSelect

    from tracker.core.workdays import Workdays

_OFFICES = (CaseStatus.PLANNED, CaseStatus.RELEASE_ASKED, CaseStatus.VERIFYING)


def counts(unit_id: int | None = None) -> dict[CaseStatus, int]:
    """How many listings stand in each state: of all, or of one unit."""
    rows = _of(unit_id, Case.status, fn.COUNT(Case.id)).group_by(Case.status).tuples()
    found = dict(rows)
    return {status: int(found.get(status, 0)) for status in CaseStatus}


def going_on_count(unit_id: int | None = None) -> int:
    """How many listings and proposals are not over, for the navigation bar: of all, or of one unit."""
    return int(_of(unit_id, Case.id).where(Case.status.in_(tuple(GOING_ON))).count())


def some(
    statuses: Collection[CaseStatus],
    unit_id: int | None = None,
    *,
    only: Any = None,  # noqa: ANN401 - peewee's expression
    first: Any = None,  # noqa: ANN401 - the same
    limit: int | None = None,
    offset: int = 0,
) -> list[CaseLine]:
    """Listings in these states, the newest proposal first; `only` those that meet an expression, or those `first`."""
    rows = _of(unit_id, Case.id).where(Case.status.in_(tuple(statuses)), *(() if only is None else (only,)))
    foremost = () if first is None else (When(None, ((first, 0),), 1),)
    ordered = rows.order_by(*foremost, Case.proposed_at.desc(), Case.id.desc()).limit(limit).offset(offset)
    ids = [case_id for (case_id,) in ordered.tuples()]
    found = {case.id: case for case in cases(Case.id.in_(ids))}
    return [found[case_id] for case_id in ids]


def going_on(unit_id: int) -> list[CaseLine]:
    """The listings and proposals of one unit that are not over, the newest first."""
    return some(GOING_ON, unit_id)


def offices_turn(today: date, workdays: Workdays) -> Any:  # noqa: ANN401 - peewee's expression
    """Whether the next step of a listing is the office's, as `web.case_steps.turn_of` says it (a test holds the two together)."""
    heard = (Case.reply != "") | (Case.proposed_at < _reply_over_before(today, workdays))
    pending = Extension.select(Extension.id).where(
        Extension.duty == Case.duty, Extension.status == RequestStatus.PENDING
    )
    its_step = Case.status.in_(_OFFICES) | ((Case.status == CaseStatus.VERIFIED) & (Case.is_public == True))  # noqa: E712 - SQL
    return ((Case.status == CaseStatus.PROPOSED) & heard) | (its_step & ~fn.EXISTS(pending))


def of_plan(condition: Any, plan_id: int | None) -> Any:  # noqa: ANN401 - peewee's expressions
    """The same condition, of one plan's listings only; None for every plan."""
    return condition if plan_id is None else condition & (Case.plan == plan_id)


def how_many(condition: Any) -> int:  # noqa: ANN401 - peewee's expression
    """How many listings that are not over meet a condition."""
    return int(Case.select().where(Case.status.in_(tuple(GOING_ON)), condition).count())


def waits_first_for(role: Role, today: date, workdays: Workdays) -> Any:  # noqa: ANN401 - peewee's expression
    """Which proposals wait for this role: they stand first in its list."""
    if role is Role.OFFICE:
        return offices_turn(today, workdays)
    if role is Role.LEADER:
        return Case.status == CaseStatus.CHECKED
    if role is Role.LIAISON:
        return (Case.status == CaseStatus.PROPOSED) & ~offices_turn(today, workdays)
    return None


def _reply_over_before(today: date, workdays: Workdays) -> datetime:
    """Midnight after the last day of proposal from which the unit's days to answer are over."""
    day = today
    while workdays.between(day, today) < REPLY_WORKDAYS:
        day -= timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


def _of(unit_id: int | None, *columns: Any) -> ModelSelect:  # noqa: ANN401 - peewee's columns
    if unit_id is None:
        return Case.select(*columns)
    return Duty.select(*columns).join(Case, on=(Case.duty == Duty.id)).where(Duty.unit == unit_id)
