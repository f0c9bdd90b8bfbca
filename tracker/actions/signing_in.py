"""Signing in (登录): the password, the waits after wrong ones, and whose a session is.

A try is counted before the password is looked at and taken back when it was right, so that many tries at the same moment, on
several web processes, cost as much as one after the other. The counts stand in the database: every process and host sees them.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from tracker.actions import passwords
from tracker.actions.people import actor_of
from tracker.core.lockouts import ACCOUNT, ADDRESS, Patience, wait_said
from tracker.core.refusals import Refused
from tracker.store.db import transaction
from tracker.store.tables import Lockout, Person

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor

_WRONG = "账号或口令不对，请再试一次。忘了口令请找本单位管理员。"
_MOST_MARKS, _NUMBER = 5, 40


def sign_in(
    now: datetime, username: str, password: str, *, address: str, secret_key: str, browser: str = ""
) -> tuple[Actor, int]:
    """Whoever holds this account, and the serial of the session to begin.

    Refuses in the same words and the same time whether account or password is wrong, and whether or not a locked account exists.
    `browser` is what the browser keeps from `known_again`: one that this person signed in from before has its own count, so
    that nobody locks somebody else out by trying. `now` is the real time, also in a demo.
    """
    keys = _keys(username, address, browser, secret_key)
    _forget(now)
    with transaction():
        for key, patience in keys:
            _count(now, key, patience)
    actor, serial = _checked(username, password)
    with transaction():
        Lockout.delete().where(Lockout.key == keys[0][0]).execute()
        for place, _ in keys[1:]:
            Lockout.update(faults=Lockout.faults - 1, until=None).where(
                Lockout.key == place, Lockout.faults > 0
            ).execute()
    return actor, serial


def known_again(secret_key: str, username: str, browser: str) -> str:
    """What the browser is to keep after this person signed in from it: marks of the last few people, this one first."""
    mark = mark_for(secret_key, username, browser)
    if not mark:
        number = secrets.token_urlsafe(16)
        mark = f"{number}.{_signed(secret_key, username, number)}"
    others = [each for each in _marks(browser) if each != mark]
    return "~".join((mark, *others[: _MOST_MARKS - 1]))


def mark_for(secret_key: str, username: str, browser: str) -> str:
    """The mark that says that this person signed in from this browser before; empty where there is none that we made."""
    for mark in _marks(browser):
        number, _, signature = mark.partition(".")
        if hmac.compare_digest(signature.encode(errors="replace"), _signed(secret_key, username, number).encode()):
            return mark
    return ""


def free_account(username: str, secret_key: str) -> None:
    """Take the lock off an account: whoever resets a password does."""
    Lockout.delete().where(Lockout.key == _account_key(username, secret_key)).execute()


def session_person(person_id: int, serial: int) -> Actor | None:
    """The person behind a session: still active, and nothing ended the sessions of the person since (one query)."""
    row = Person.get_or_none(Person.id == person_id, Person.is_active == True, Person.serial == serial)  # noqa: E712 - SQL
    return actor_of(row) if row else None


def serial_of(person_id: int) -> int:
    """The serial that a new session of this person carries."""
    return int(Person.select(Person.serial).where(Person.id == person_id).scalar() or 0)


def _checked(username: str, password: str) -> tuple[Actor, int]:
    row = Person.get_or_none(Person.username == username.strip(), Person.is_active == True)  # noqa: E712 - SQL
    if not passwords.fits(row.password_hash if row else None, password):
        raise Refused(_WRONG, field="password")
    if passwords.is_outdated(row.password_hash):
        anew = passwords.hashed(password)
        Person.update(password_hash=anew).where(
            Person.id == row.id, Person.password_hash == row.password_hash
        ).execute()
    return actor_of(row), row.serial


def _count(now: datetime, key: str, patience: Patience) -> None:
    """One more try for this key; refuses without counting while it is locked. The row stays held until the commit."""
    Lockout.insert(key=key, faults=1, at=now).on_conflict(
        conflict_target=[Lockout.key], update={Lockout.faults: Lockout.faults + 1}
    ).execute()
    row = Lockout.get_by_id(key)
    if row.until is not None and now < row.until <= now + patience.longest:  # beyond: the clock was ahead
        raise Refused(wait_said(row.until, now), field="password")
    faults = 1 if now - row.at > patience.memory else row.faults
    wait = patience.wait(faults)
    Lockout.update(faults=faults, at=now, until=now + wait if wait else None).where(Lockout.key == key).execute()


def _forget(now: datetime) -> None:
    """Rows that nobody waits for any more; names that were typed once do not pile up."""
    longest = max(ACCOUNT.memory, ADDRESS.memory)
    Lockout.delete().where((Lockout.at < now - longest) | (Lockout.at > now + longest)).execute()


def _keys(username: str, address: str, browser: str, secret_key: str) -> list[tuple[str, Patience]]:
    """What is counted: for a stranger the account and the address; in a browser that is known only what was tried in it."""
    mark = mark_for(secret_key, username, browser)
    if not mark:
        return [(_account_key(username, secret_key), ACCOUNT), (_key("address", address, secret_key), ADDRESS)]
    serial = Person.select(Person.serial).where(Person.username == username.strip()).scalar()  # a reset frees it
    return [(_key("browser", f"{mark} {serial}", secret_key), ACCOUNT)]


def _marks(browser: str) -> list[str]:
    return [mark for mark in browser.split("~") if mark][:_MOST_MARKS]


def _signed(secret_key: str, username: str, number: str) -> str:
    return _key("mark", f"{number[:_NUMBER]} {username.strip()}", secret_key)


def _account_key(username: str, secret_key: str) -> str:
    return _key("account", username.strip(), secret_key)


def _key(kind: str, text: str, secret_key: str) -> str:
    return hmac.new(secret_key.encode(), f"lockout {kind} {text[:200]}".encode(errors="replace"), sha256).hexdigest()
