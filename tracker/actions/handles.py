"""How a person is mentioned (提醒方式): mobile and platform ids, encrypted at rest, used for nothing but the ping in a group."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bots import Mention
from tracker.actions import history
from tracker.actions.sealing import seal, unseal
from tracker.core.refusals import Refused
from tracker.core.words import Platform, Role
from tracker.store.db import transaction
from tracker.store.tables import Person

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from tracker.config import Config
    from tracker.core.facts import Actor

_MOST_MENTIONS = 20


@dataclass(frozen=True, slots=True)
class Handles:
    """A mobile number, and the person's own id on each platform (WeCom userid, DingTalk staff id, Feishu open_id)."""

    mobile: str = ""
    ids: Mapping[Platform, str] = field(default_factory=dict)


def set_handles(now: datetime, actor: Actor, config: Config, handles: Handles) -> None:
    """Say how you may be mentioned; empty fields mean not at all. Kept encrypted; the history says only that it changed."""
    mobile = handles.mobile.strip()
    ids = {str(platform): text.strip() for platform, text in handles.ids.items() if text.strip()}
    for name, text in (("mobile", mobile), *ids.items()):
        _check(name, text)
    kept = json.dumps({"mobile": mobile, "ids": ids}) if mobile or ids else ""
    with transaction():
        Person.update(handles=seal(kept, config.secret_key)).where(Person.id == actor.id).execute()
        history.record(now, actor, "修改提醒方式" if kept else "清除提醒方式", "person", actor.id)


def handles_of(person_id: int, config: Config) -> Handles:
    """What somebody gave; only that person's own page shows it."""
    row = Person.get_or_none(Person.id == person_id)
    return _opened(row.handles, config) if row else Handles()


def mentions(unit_ids: Collection[int | None], platform: Platform, config: Config, today: date) -> tuple[Mention, ...]:
    """The liaisons of these units who can be pinged on this platform: A and B of AB岗, without whoever is away today (离岗)."""
    wanted = [unit_id for unit_id in unit_ids if unit_id]
    if not wanted:
        return ()
    rows = Person.select().where(
        Person.unit.in_(wanted),
        Person.role == Role.LIAISON,
        Person.is_active == True,  # noqa: E712 - SQL
        Person.handles != "",
        Person.away_until.is_null() | (Person.away_until < today),
    )
    found = []
    for row in rows.order_by(Person.is_deputy, Person.id).limit(_MOST_MENTIONS):
        handles = _opened(row.handles, config)
        userid = handles.ids.get(platform, "")
        mobile = "" if platform is Platform.FEISHU else handles.mobile
        if userid or mobile:
            found.append(Mention(row.name, mobile, userid))
    return tuple(found)


def _opened(sealed: str, config: Config) -> Handles:
    if not sealed:
        return Handles()
    kept = json.loads(unseal(sealed, config.secret_key))
    return Handles(kept["mobile"], {Platform(name): text for name, text in kept["ids"].items()})


def _check(name: str, text: str) -> None:
    """Only what the robots can use."""
    try:
        Mention("联络员", mobile=text) if name == "mobile" else Mention("联络员", userid=text)
    except ValueError as wrong:
        raise Refused(f"{wrong}。", field=name) from None
