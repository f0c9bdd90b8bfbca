"""Subscriptions and the facts behind their calendars (订阅): read only; no token, no hash of one leaves this file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from peewee import JOIN, fn

from tracker.core.words import FeedKind, Role
from tracker.store.queries.duties import duty_facts
from tracker.store.tables import Duty, Exemption, Feed, FeedBook, FeedMark, Person, Plan, Task, Unit, database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from peewee import ModelSelect

    from tracker.core.facts import Actor, DutyFacts

REVOKED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A subscription as its page lists it (订阅)."""

    id: int
    kind: FeedKind
    whose: str
    plan_title: str | None
    is_todo: bool
    alarm_days: int
    tail: str
    created_at: datetime
    last_used_at: datetime | None
    user_agent: str
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """All that a request needs to know before it looks at any duty: the subscription, and the state of the ledger.

    `unit_id` is the unit whose duties are shown, for a person the one of today; `is_stopped` holds for a revoked subscription
    and for one whose person may not sign in any more.
    """

    id: int
    kind: FeedKind
    plan_id: int | None
    unit_id: int | None
    name: str
    is_todo: bool
    alarm_days: int
    is_stopped: bool
    etag: str
    changed_at: datetime | None
    seen: str
    last_used_at: datetime | None
    user_agent: str
    generation: int
    origin: str
    has_marks: bool


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """A duty with what only calendars ask for."""

    duty: DutyFacts
    deadline_text: str | None
    admitted_on: date
    ended_at: datetime | None


def feed_by_hash(token_hash: str) -> FeedFacts | None:
    """The subscription with this hash of a token, in one query; None where there is none.

    Clients ask for nothing else most of the time, so the statement is composed once and not for every request.
    """
    sql, parameters = _lookup(type(database.obj).__name__)
    given = [token_hash if each is _TOKEN_HASH else each for each in parameters]
    found = database.execute_sql(sql, given).fetchone()
    return None if found is None else _facts(dict(zip(_COLUMNS, found, strict=True)))


def feeds(actor: Actor) -> list[FeedLine]:
    """The subscriptions that this person may stop: living ones first, then the last stopped ones, each the newest first.

    A liaison has the own unit's and the own; everybody else sees all.
    """
    query = _named()
    if actor.role is Role.LIAISON:
        query = query.where(
            ((Feed.kind == FeedKind.UNIT) & (Feed.unit == actor.unit_id))
            | ((Feed.kind == FeedKind.PERSON) & (Feed.person == actor.id))
        )
    living = query.where(Feed.revoked_at.is_null()).order_by(Feed.id.desc())
    stopped = query.where(Feed.revoked_at.is_null(False)).order_by(Feed.revoked_at.desc(), Feed.id.desc())
    rows = [*living.dicts(), *stopped.limit(REVOKED_SHOWN).dicts()]
    return [
        FeedLine(
            id=row["id"],
            kind=row["kind"],
            whose=_whose(row),
            plan_title=row["title"],
            is_todo=bool(row["is_todo"]),
            alarm_days=row["alarm_days"],
            tail=row["tail"],
            created_at=row["created_at"],
            last_used_at=row["last_used_at"],
            user_agent=row["user_agent"],
            revoked_at=row["revoked_at"],
        )
        for row in rows
    ]


def calendar_name(whose: str, plan_title: str | None) -> str:
    """The name of a calendar: whose duties it shows, and of which plan where it is one only. No person's name stands in it."""
    return " · ".join(filter(None, ("督办日历", whose, plan_title)))


def calendar_facts(duty_ids: Sequence[int]) -> list[CalendarFacts]:
    """These duties with what calendars tell of them; those without a date are left out."""
    chosen = Duty.id.in_(duty_ids)
    rows = (
        Duty.select(Duty.id, Duty.admitted_on, Duty.closed_at, Task.deadline_text, Exemption.at)
        .join_from(Duty, Task)
        .join_from(
            Duty,
            Exemption,
            JOIN.LEFT_OUTER,
            on=(
                (Exemption.task == Duty.task)
                & (Exemption.unit == Duty.unit)
                & Exemption.lifted_at.is_null()
                & (Duty.is_exempt == True)  # noqa: E712 - SQL
            ),
        )
        .where(chosen)
        .tuples()
    )
    more = {row[0]: row[1:] for row in rows}
    found = []
    for duty in duty_facts(chosen, Duty.due.is_null(False)):
        if duty.id in more:
            admitted_on, closed_at, deadline_text, exempt_since = more[duty.id]
            found.append(CalendarFacts(duty, deadline_text, admitted_on, closed_at or exempt_since))
    return found


def person_named(username: str) -> tuple[int, int | None] | None:
    """The id and the unit of whoever has this account and may sign in."""
    row = Person.get_or_none(Person.username == username.strip(), Person.is_active == True)  # noqa: E712 - SQL
    return None if row is None else (row.id, row.unit_id)


_OWN = Unit.alias()
_TOKEN_HASH = "the hash that is looked for"  # noqa: S105 - stands in the composed statement for the one that is asked
_COLUMNS = (
    "id",
    "kind",
    "plan",
    "unit",
    "is_todo",
    "alarm_days",
    "tail",
    "created_at",
    "last_used_at",
    "user_agent",
    "revoked_at",
    "unit_name",
    "title",
    "person_name",
    "etag",
    "changed_at",
    "seen",
    "generation",
    "origin",
    "has_marks",
    "own_unit",
    "own_name",
    "is_active",
)


@lru_cache(maxsize=2)
def _lookup(_engine: str) -> tuple[str, tuple[object, ...]]:
    """The statement of `feed_by_hash` in this engine's dialect: its columns are `_COLUMNS`."""
    query = (
        _named()
        .select_extend(
            Feed.etag,
            Feed.changed_at,
            Feed.seen,
            FeedBook.generation,
            FeedBook.origin,
            fn.EXISTS(FeedMark.select(FeedMark.id)),
            _OWN.id,
            _OWN.full_name,
            Person.is_active,
        )
        .join_from(Feed, FeedBook, JOIN.LEFT_OUTER, on=(FeedBook.id == 1))
        .where(Feed.token_hash == _TOKEN_HASH)
    )
    sql, parameters = query.sql()
    return sql, tuple(parameters)


def _facts(row: dict[str, Any]) -> FeedFacts:
    kind = FeedKind(row["kind"])
    is_personal = kind is FeedKind.PERSON
    return FeedFacts(
        id=row["id"],
        kind=kind,
        plan_id=row["plan"],
        unit_id=row["own_unit"] if is_personal else row["unit"],
        name=calendar_name(f"{row['own_name']}（本人）" if is_personal else _whose(row), row["title"]),
        is_todo=bool(row["is_todo"]),
        alarm_days=row["alarm_days"],
        is_stopped=row["revoked_at"] is not None or (is_personal and not (row["is_active"] and row["own_unit"])),
        etag=row["etag"],
        changed_at=Feed.changed_at.python_value(row["changed_at"]),
        seen=row["seen"],
        last_used_at=Feed.last_used_at.python_value(row["last_used_at"]),
        user_agent=row["user_agent"],
        generation=row["generation"],
        origin=row["origin"],
        has_marks=bool(row["has_marks"]),
    )


def _named() -> ModelSelect:
    """Subscriptions with the names of what they show; `_OWN` is the unit of a personal one's person."""
    return (
        Feed.select(
            Feed.id,
            Feed.kind,
            Feed.plan,
            Feed.unit,
            Feed.is_todo,
            Feed.alarm_days,
            Feed.tail,
            Feed.created_at,
            Feed.last_used_at,
            Feed.user_agent,
            Feed.revoked_at,
            Unit.full_name.alias("unit_name"),
            Plan.title,
            Person.name.alias("person_name"),
        )
        .join_from(Feed, Unit, JOIN.LEFT_OUTER)
        .join_from(Feed, Plan, JOIN.LEFT_OUTER)
        .join_from(Feed, Person, JOIN.LEFT_OUTER)
        .join_from(Person, _OWN, JOIN.LEFT_OUTER, on=(Person.unit == _OWN.id))
    )


def _whose(row: dict[str, Any]) -> str:
    if row["kind"] == FeedKind.PERSON:
        return str(row["person_name"])
    if row["kind"] == FeedKind.UNIT:
        return str(row["unit_name"])
    return "全部单位" if row["kind"] == FeedKind.PLAN else "督查室"
