"""People (人员): who may sign in, as what, for which unit. Nobody is ever deleted: the history names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.actions import history, passwords
from tracker.core.access import Ability, require
from tracker.core.facts import Actor
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import Role
from tracker.store.db import transaction
from tracker.store.tables import Person, Unit

if TYPE_CHECKING:
    from datetime import date, datetime

_LONGEST_USERNAME, _LONGEST_NAME = 64, 80


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an administrator writes of somebody (人员资料). `is_deputy`: the B of AB岗, for liaisons only."""

    name: str
    role: Role
    unit_id: int | None = None
    is_deputy: bool = False


def add_person(
    now: datetime,
    *,
    username: str,
    name: str,
    role: Role,
    password: str,
    unit_id: int | None = None,
    is_demo: bool = False,
    is_deputy: bool = False,
    must_change: bool = False,
    by: Actor | None = None,
) -> int:
    """Add somebody who may sign in; returns the id. A liaison needs a unit; names of demo people are roles.

    `must_change`: the password is a first one, set by somebody else; nothing opens until it was changed.
    """
    username, wanted = username.strip(), _checked(Particulars(name, role, unit_id, is_deputy))
    if not username or len(username) > _LONGEST_USERNAME or not username.isprintable() or " " in username:
        raise Refused("请写账号：字母、数字或汉字，中间不要空格。", field="username")
    passwords.check_strength(password, username)
    with transaction():
        if Person.get_or_none(Person.username == username):
            raise Refused(f"账号“{username}”已经有了，请换一个。", field="username")
        person_id = Person.insert(
            username=username,
            name=wanted.name,
            role=wanted.role,
            unit=wanted.unit_id,
            is_deputy=wanted.is_deputy,
            password_hash=passwords.hashed(password),
            must_change=must_change,
            is_demo=is_demo,
            created_at=now,
        ).execute()
        history.record(now, by, "增加人员", "person", person_id, words=_said(wanted))
    return int(person_id)


def create(now: datetime, actor: Actor, username: str, wanted: Particulars) -> tuple[int, str]:
    """Add somebody with a first password made here; returns the id and the password, which is shown once."""
    require(actor, Ability.MANAGE_PEOPLE)
    password = passwords.first_password()
    person_id = add_person(
        now,
        username=username,
        name=wanted.name,
        role=wanted.role,
        unit_id=wanted.unit_id,
        is_deputy=wanted.is_deputy,
        password=password,
        must_change=True,
        by=actor,
    )
    return person_id, password


def edit(now: datetime, actor: Actor, person_id: int, wanted: Particulars) -> None:
    """Change name, role, unit or AB岗; whoever changes role or unit signs in again."""
    require(actor, Ability.MANAGE_PEOPLE)
    wanted = _checked(wanted)
    with transaction():
        row = person_row(person_id)
        before = Particulars(row.name, row.role, row.unit_id, bool(row.is_deputy))
        if before == wanted:
            return
        if row.role is Role.ADMIN and wanted.role is not Role.ADMIN and row.is_active:
            _refuse_the_last_administrator(row, "改成别的身份")
        moved = (before.role, before.unit_id) != (wanted.role, wanted.unit_id)
        Person.update(
            name=wanted.name,
            role=wanted.role,
            unit=wanted.unit_id,
            is_deputy=wanted.is_deputy,
            serial=Person.serial + int(moved),
        ).where(Person.id == person_id).execute()
        history.record(now, actor, "修改人员", "person", person_id, words=f"{_said(before)} → {_said(wanted)}")


def set_away(now: datetime, actor: Actor, until: date | None) -> None:
    """离岗 up to and with a day: the other one of the unit is mentioned instead. None: back again."""
    if until is not None and until < now.date():
        raise Refused("离岗的最后一天不能早于今天。", field="until")
    with transaction():
        Person.update(away_until=until).where(Person.id == actor.id).execute()
        words = f"到 {until:%Y-%m-%d}" if until else "已回来"
        history.record(now, actor, "离岗", "person", actor.id, words=words)


def disable(now: datetime, actor: Actor | None, person_id: int, why: str = "") -> None:
    """停用: nobody signs in with this account any more, at once; what it did stays. `actor` None: the command line."""
    if actor is not None:
        require(actor, Ability.MANAGE_PEOPLE)
        if actor.id == person_id:
            raise Refused("不能停用自己的账号，请另一位管理员来办。")
    with transaction():
        row = person_row(person_id)
        if not row.is_active:
            raise Refused("这个账号已经停用。")
        _refuse_the_last_administrator(row, "停用")
        close_account(now, person_id)
        history.record(now, actor, "停用账号", "person", person_id, words=why.strip())


def enable(now: datetime, actor: Actor | None, person_id: int) -> None:
    """启用 again, with the password it had."""
    if actor is not None:
        require(actor, Ability.MANAGE_PEOPLE)
    with transaction():
        row = person_row(person_id)
        if row.is_active:
            raise Refused("这个账号没有停用。")
        Person.update(is_active=True, disabled_at=None).where(Person.id == person_id).execute()
        history.record(now, actor, "启用账号", "person", person_id)


def close_account(now: datetime, person_id: int) -> None:
    """End an account and its sessions, inside the caller's transaction."""
    Person.update(is_active=False, disabled_at=now, serial=Person.serial + 1).where(Person.id == person_id).execute()


def person_row(person_id: int) -> Person:
    """The row of somebody. Raises `NotThere`."""
    row: Person | None = Person.get_or_none(Person.id == person_id)
    if row is None:
        raise NotThere("没有找到这位人员。")
    return row


def demo_people() -> list[tuple[str, Actor]]:
    """The demo roles (演示身份) with their account names, in the order they were made."""
    rows = Person.select().where(Person.is_demo == True, Person.is_active == True).order_by(Person.id)  # noqa: E712 - SQL
    return [(row.username, actor_of(row)) for row in rows]


def actor_of(row: Person) -> Actor:
    """What the rules look at."""
    return Actor(row.id, row.name, row.role, row.unit_id, must_change_password=bool(row.must_change))


def _checked(wanted: Particulars) -> Particulars:
    name = wanted.name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise Refused(f"请写姓名，最多 {_LONGEST_NAME} 个字。", field="name")
    if wanted.role is Role.LIAISON and wanted.unit_id is None:
        raise Refused("联络员须有所在单位。", field="unit")
    if wanted.unit_id is not None:
        unit = Unit.get_or_none(Unit.id == wanted.unit_id)
        if unit is None or unit.is_collective:
            raise Refused("没有这个单位。", field="unit")
    return Particulars(name, wanted.role, wanted.unit_id, wanted.is_deputy and wanted.role is Role.LIAISON)


def _said(wanted: Particulars) -> str:
    """联络员（B岗），演示市教育局."""
    unit = Unit.get_or_none(Unit.id == wanted.unit_id)
    deputy = "（B岗）" if wanted.is_deputy else ""
    return "，".join(filter(None, (f"{wanted.role.label}{deputy}", unit.full_name if unit else "")))


def _refuse_the_last_administrator(row: Person, doing: str) -> None:
    """Somebody must be able to let others in; the rows are held, so that two cannot leave at the same moment."""
    if row.role is not Role.ADMIN:
        return
    held = Person.update(serial=Person.serial).where(Person.role == Role.ADMIN, Person.is_active == True)  # noqa: E712 - SQL
    if int(held.execute()) <= 1:
        raise Refused(f"这是最后一位管理员，不能{doing}。请先增加或启用另一位管理员。")
