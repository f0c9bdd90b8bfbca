"""People (人员): who is here, for the administrator's pages and the command line. Hashes and handles never leave the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peewee import JOIN, fn

from tracker.core.words import Role
from tracker.store.tables import Handover, Person, Unit

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any

    from peewee import Expression


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person (人员). `unit_name` is empty for people of the office."""

    id: int
    username: str
    name: str
    role: Role
    unit_id: int | None
    unit_name: str
    is_active: bool
    is_deputy: bool
    is_demo: bool
    must_change: bool
    away_until: date | None
    created_at: datetime
    disabled_at: datetime | None

    def is_away(self, today: date) -> bool:
        """Whether the other one of the unit stands in today."""
        return self.away_until is not None and today <= self.away_until


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A hand-over that was made (移交)."""

    id: int
    leaver_id: int
    leaver: str
    successor_id: int
    successor: str
    unit_id: int
    unit: str
    at: datetime
    made_by: str
    words: str
    items: dict[str, Any]


def people() -> list[PersonLine]:
    """Everybody: active people first, by unit, the A of AB岗 before the B; then the disabled ones, the last disabled first."""
    return _people(
        order=(
            Person.is_active.desc(),
            Person.disabled_at.desc(),
            Person.unit.is_null(),
            Unit.region,
            Unit.id,
            Person.is_deputy,
            Person.id,
        )
    )


def person_by_id(person_id: int) -> PersonLine | None:
    """One person, or None."""
    found = _people(Person.id == person_id)
    return found[0] if found else None


def person_called(username: str) -> PersonLine | None:
    """Whoever has this account, active or not."""
    found = _people(Person.username == username.strip())
    return found[0] if found else None


def liaisons_of(unit_id: int) -> list[PersonLine]:
    """The active liaisons of a unit, the A of AB岗 first."""
    return _people(
        Person.unit == unit_id,
        Person.role == Role.LIAISON,
        Person.is_active == True,  # noqa: E712 - SQL
        order=(Person.is_deputy, Person.id),
    )


def home_units() -> dict[str, list[tuple[int, str]]]:
    """The units that somebody may belong to, by region, for a form's list."""
    rows = Unit.select(Unit.region, Unit.id, Unit.full_name).where(Unit.is_collective == False)  # noqa: E712 - SQL
    found: dict[str, list[tuple[int, str]]] = {}
    for region, unit_id, name in rows.order_by(Unit.region, Unit.id).tuples():
        found.setdefault(region or "其他", []).append((unit_id, name))
    return found


def administrators() -> int:
    """How many administrators may sign in."""
    return int(Person.select(fn.COUNT(Person.id)).where(Person.role == Role.ADMIN, Person.is_active == True).scalar())  # noqa: E712 - SQL


def handover_by_id(handover_id: int) -> HandoverLine | None:
    """One hand-over, or None."""
    found = _handovers(Handover.id == handover_id)
    return found[0] if found else None


def handovers_about(person_id: int) -> list[HandoverLine]:
    """The hand-overs from and to somebody, the newest first."""
    return _handovers((Handover.leaver == person_id) | (Handover.successor == person_id))


def _people(*where: Expression, order: tuple[Any, ...] = ()) -> list[PersonLine]:
    query = Person.select(Person, Unit.full_name.alias("unit_name")).join(Unit, JOIN.LEFT_OUTER)
    rows = (query.where(*where) if where else query).order_by(*(order or (Person.id,))).dicts()
    return [
        PersonLine(
            id=row["id"],
            username=row["username"],
            name=row["name"],
            role=row["role"],
            unit_id=row["unit"],
            unit_name=row["unit_name"] or "",
            is_active=bool(row["is_active"]),
            is_deputy=bool(row["is_deputy"]),
            is_demo=bool(row["is_demo"]),
            must_change=bool(row["must_change"]),
            away_until=row["away_until"],
            created_at=row["created_at"],
            disabled_at=row["disabled_at"],
        )
        for row in rows
    ]


def _handovers(*where: Expression) -> list[HandoverLine]:
    leaver, successor, maker = Person.alias(), Person.alias(), Person.alias()
    rows = (
        Handover.select(
            Handover,
            leaver.name.alias("leaver_name"),
            successor.name.alias("successor_name"),
            maker.name.alias("maker_name"),
            Unit.full_name.alias("unit_name"),
        )
        .join_from(Handover, leaver, on=(Handover.leaver == leaver.id))
        .join_from(Handover, successor, on=(Handover.successor == successor.id))
        .join_from(Handover, maker, JOIN.LEFT_OUTER, on=(Handover.made_by == maker.id))
        .join_from(Handover, Unit)
        .where(*where)
        .order_by(Handover.id.desc())
        .dicts()
    )
    return [
        HandoverLine(
            id=row["id"],
            leaver_id=row["leaver"],
            leaver=row["leaver_name"],
            successor_id=row["successor"],
            successor=row["successor_name"],
            unit_id=row["unit"],
            unit=row["unit_name"],
            at=row["at"],
            made_by=row["maker_name"] or "系统",
            words=row["words"],
            items=row["items"],
        )
        for row in rows
    ]
