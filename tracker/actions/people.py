"""People (人员): adding them, checking a password, and the demo roles of a practice installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.actions import history
from tracker.core.facts import Actor
from tracker.core.refusals import Refused
from tracker.core.words import Role
from tracker.store.db import transaction
from tracker.store.tables import Person, Unit

if TYPE_CHECKING:
    from datetime import datetime

_LEAST_PASSWORD = 8
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's argon2id minimum
_NOBODY = _hasher.hash("nobody has this password")


def add_person(
    now: datetime,
    *,
    username: str,
    name: str,
    role: Role,
    password: str,
    unit_id: int | None = None,
    is_demo: bool = False,
    by: Actor | None = None,
) -> int:
    """Add somebody who may sign in; returns the id. A liaison needs a unit; names of demo people are roles."""
    username, name = username.strip(), name.strip()
    if not username or not name:
        raise Refused("请写账号和姓名。", field="username")
    if len(password) < _LEAST_PASSWORD:
        raise Refused(f"口令至少 {_LEAST_PASSWORD} 个字符。", field="password")
    if role is Role.LIAISON and unit_id is None:
        raise Refused("联络员须有所在单位。", field="unit")
    if unit_id is not None and Unit.get_or_none(Unit.id == unit_id) is None:
        raise Refused("没有这个单位。", field="unit")
    with transaction():
        if Person.get_or_none(Person.username == username):
            raise Refused(f"账号“{username}”已经有了，请换一个。", field="username")
        person_id = Person.insert(
            username=username,
            name=name,
            role=role,
            unit=unit_id,
            password_hash=_hasher.hash(password),
            is_demo=is_demo,
            created_at=now,
        ).execute()
        history.record(now, by, "增加人员", "person", person_id, words=role.label)
    return int(person_id)


def check_password(username: str, password: str) -> Actor:
    """Whoever holds this account; refuses in the same words and the same time whether account or password is wrong."""
    row = Person.get_or_none(Person.username == username.strip(), Person.is_active == True)  # noqa: E712 - SQL
    try:
        _hasher.verify(row.password_hash if row else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        row = None
    if row is None:
        raise Refused("账号或口令不对，请再试一次。忘了口令请找本单位管理员。", field="password")
    return _actor(row)


def actor_by_id(person_id: int) -> Actor | None:
    """The signed-in person behind a session, if still active."""
    row = Person.get_or_none(Person.id == person_id, Person.is_active == True)  # noqa: E712 - SQL
    return _actor(row) if row else None


def demo_people() -> list[tuple[str, Actor]]:
    """The demo roles (演示身份) with their account names, in the order they were made."""
    rows = Person.select().where(Person.is_demo == True).order_by(Person.id)  # noqa: E712 - SQL
    return [(row.username, _actor(row)) for row in rows]


def _actor(row: Person) -> Actor:
    return Actor(id=row.id, name=row.name, role=row.role, unit_id=row.unit_id)
