"""Changing a password (改口令): one's own, or a first one set by an administrator. Every other session of the person ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions import history, passwords
from tracker.actions.people import person_row
from tracker.actions.signing_in import free_account
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.store.db import transaction
from tracker.store.tables import Person

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor


def change(now: datetime, actor: Actor, old: str, new: str, again: str) -> int:
    """Give yourself another password; returns the serial that the session which goes on must carry."""
    row = person_row(actor.id)
    if not passwords.fits(row.password_hash, old):
        raise Refused("原口令不对。", field="old")
    if new != again:
        raise Refused("两次写的新口令不一样。", field="again")
    if new == old:
        raise Refused("新口令和原口令一样，请换一个。", field="new")
    passwords.check_strength(new, row.username, field="new")
    kept = passwords.hashed(new)
    with transaction():
        changed = (
            Person.update(password_hash=kept, must_change=False, serial=Person.serial + 1)
            .where(Person.id == actor.id, Person.serial == row.serial)
            .execute()
        )
        if not changed:
            raise Refused("口令刚刚在别处改过，请用新口令重新登录。", field="old")
        history.record(now, actor, "修改口令", "person", actor.id)
    return int(row.serial) + 1


def end_sessions(now: datetime, actor: Actor) -> int:
    """退出所有登录: every session of the person ends; returns the serial for the one that goes on."""
    with transaction():
        Person.update(serial=Person.serial + 1).where(Person.id == actor.id).execute()
        history.record(now, actor, "退出其他登录", "person", actor.id)
    return int(person_row(actor.id).serial)


def reset(now: datetime, actor: Actor | None, person_id: int, secret_key: str) -> str:
    """重置口令: a first password made here, returned to be shown once; locks and sessions of the account end with it."""
    if actor is not None:
        require(actor, Ability.MANAGE_PEOPLE)
        if actor.id == person_id:
            raise Refused("自己的口令请在“我的资料”里改。")
    password = passwords.first_password()
    kept = passwords.hashed(password)
    with transaction():
        row = person_row(person_id)
        if not row.is_active:
            raise Refused("这个账号已经停用，先启用再重置口令。")
        Person.update(password_hash=kept, must_change=True, serial=Person.serial + 1).where(
            Person.id == person_id
        ).execute()
        free_account(row.username, secret_key)
        history.record(now, actor, "重置口令", "person", person_id)
    return password
