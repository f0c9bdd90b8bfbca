"""移交: a liaison leaves, another one goes on. One verb, one transaction: nothing is half handed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.actions import history, subscribing
from tracker.actions.people import Particulars, close_account, create, person_row
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import FeedKind, Role
from tracker.store.db import transaction
from tracker.store.queries.handing_over import calendars_of, handover_list
from tracker.store.queries.people import person_by_id
from tracker.store.tables import Handover, Person, ReportDraft, SlipUpload

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor
    from tracker.store.queries.people import PersonLine
    from tracker.store.tables import Feed

_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Successor:
    """Who goes on (接手人): somebody of the unit (`person_id`), or a new account with `username` and `name`."""

    person_id: int | None = None
    username: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was made: the hand-over, a new successor's first password, and new calendar addresses, each shown once."""

    id: int
    first_password: str
    tokens: tuple[str, ...]


def hand_over(now: datetime, actor: Actor, leaver_id: int, successor: Successor, words: str) -> HandedOver:
    """Hand a liaison's matters over: the list is kept, drafts move, calendars get new addresses, the old account is disabled."""
    require(actor, Ability.MANAGE_PEOPLE)
    if len(words.strip()) < _LEAST_WORDS:
        raise Refused("请写移交原因，如：岗位调整。", field="words")
    with transaction():
        leaver = leaving(leaver_id)
        items = handover_list(leaver)
        successor_id, password = _taken_on(now, actor, leaver, successor)
        made = Handover.insert(
            leaver=leaver.id,
            successor=successor_id,
            unit=leaver.unit_id,
            made_by=actor.id,
            at=now,
            words=words.strip(),
            items=items.kept(),
        ).execute()
        _move_unfinished(leaver.id, successor_id)
        tokens = tuple(_moved_calendar(now, actor, feed, successor_id) for feed in calendars_of(leaver.id))
        if not leaver.is_deputy:
            Person.update(is_deputy=False).where(Person.id == successor_id).execute()
        close_account(now, leaver.id)
        _record(now, actor, leaver, successor_id, words.strip(), int(made), len(items.duties))
    return HandedOver(int(made), password, tokens)


def leaving(leaver_id: int) -> PersonLine:
    """The liaison who leaves. Raises `NotThere`, or `Refused` where there is nothing to hand over."""
    leaver = person_by_id(leaver_id)
    if leaver is None:
        raise NotThere("没有找到这位人员。")
    if leaver.role is not Role.LIAISON or leaver.unit_id is None:
        raise Refused("只有联络员名下有要移交的事项；其他人员离开，直接停用账号就行。")
    if not leaver.is_active:
        raise Refused("这个账号已经停用，事项已经不在他名下。")
    return leaver


def _taken_on(now: datetime, actor: Actor, leaver: PersonLine, successor: Successor) -> tuple[int, str]:
    """The successor's id, and the first password where the account is new."""
    if successor.person_id is None:
        wanted = Particulars(successor.name, Role.LIAISON, leaver.unit_id, leaver.is_deputy)
        return create(now, actor, successor.username, wanted)
    row = Person.get_or_none(Person.id == successor.person_id)
    fits = row is not None and row.is_active and row.role is Role.LIAISON and row.unit_id == leaver.unit_id
    if not fits or row.id == leaver.id:
        raise Refused("接手人须是同一单位在用的联络员，或者新建一个账号。", field="successor")
    return int(row.id), ""


def _move_unfinished(leaver_id: int, successor_id: int) -> None:
    """Drafts and unconfirmed slips go along, save where the successor already writes one for the same duty."""
    own = ReportDraft.select(ReportDraft.duty).where(ReportDraft.person == successor_id)
    ReportDraft.update(person=successor_id).where(
        ReportDraft.person == leaver_id, ReportDraft.duty.not_in([duty for (duty,) in own.tuples()])
    ).execute()
    SlipUpload.update(person=successor_id).where(SlipUpload.person == leaver_id, SlipUpload.sent_at.is_null()).execute()


def _moved_calendar(now: datetime, actor: Actor, feed: Feed, successor_id: int) -> str:
    """The same calendar at another address: the leaver's stops."""
    wanted = subscribing.Subscription(
        feed.kind,
        feed.plan_id,
        feed.unit_id,
        successor_id if feed.kind is FeedKind.PERSON else feed.person_id,
        bool(feed.is_todo),
        feed.alarm_days,
    )
    subscribing.revoke_feed(now, feed.id, by=actor)
    return subscribing.add_feed(now, wanted, by=actor)


def _record(
    now: datetime, actor: Actor, leaver: PersonLine, successor_id: int, words: str, made: int, duties: int
) -> None:
    """One entry in the history of each of the two."""
    successor = person_row(successor_id)
    data = {"handover": made, "leaver": leaver.id, "successor": successor_id}
    told = f"{words}；移交给{successor.name}，未办结 {duties} 件，账号停用"
    history.record(now, actor, "移交", "person", leaver.id, words=told, data=data)
    history.record(now, actor, "接手", "person", successor_id, words=f"接手{leaver.name}的 {duties} 件事项", data=data)
