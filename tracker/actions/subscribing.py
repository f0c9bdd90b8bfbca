"""Subscriptions (订阅日历): making, changing and stopping a secret address for one subscriber."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.actions.calendar_reading import token_hash
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import FeedKind
from tracker.feeds.variants import MOST_ALARM_DAYS
from tracker.store.db import transaction
from tracker.store.tables import Feed, Person

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor

_TOKEN_BYTES = 32
_NOT_THERE = "没有这个订阅，或者已经停用。"


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is subscribed to (订什么): whose duties, as events or to-dos, and how many working days before the date it rings.

    A unit's and the office's calendar may be narrowed to one plan; a person's shows the unit that the person belongs to, and
    stops with the account.
    """

    kind: FeedKind
    plan_id: int | None = None
    unit_id: int | None = None
    person_id: int | None = None
    is_todo: bool = False
    alarm_days: int = 0


def add_feed(now: datetime, wanted: Subscription, *, by: Actor | None = None) -> str:
    """Make a subscription; returns the token, which is shown once and kept only as a hash. Raises `Refused`."""
    check(wanted)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with transaction():
        _insert(now, wanted, token, by, "新建订阅")
    return token


def rotate_feed(now: datetime, feed_id: int, *, by: Actor | None = None) -> str:
    """换新地址: the old address answers 410 from now on, the same calendar stands at a new one; returns its token."""
    row = Feed.get_or_none(Feed.id == feed_id)
    if row is None:
        raise NotThere(_NOT_THERE)
    wanted = Subscription(row.kind, row.plan_id, row.unit_id, row.person_id, bool(row.is_todo), row.alarm_days)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with transaction():
        _stop(now, feed_id)
        _insert(now, wanted, token, by, "更换订阅地址")
    return token


def revoke_feed(now: datetime, feed_id: int, *, by: Actor | None = None) -> None:
    """Stop a subscription; its address answers 410 from now on."""
    with transaction():
        _stop(now, feed_id)
        history.record(now, by, "停用订阅", "feed", feed_id)


def feed_with(token: str) -> int:
    """The number of the subscription that has this secret address. Raises `NotThere`."""
    row = Feed.get_or_none(Feed.token_hash == token_hash(token))
    if row is None:
        raise NotThere(_NOT_THERE)
    return int(row.id)


def revoke_token(now: datetime, token: str) -> None:
    """Stop the subscription that has this secret address."""
    revoke_feed(now, feed_with(token))


def check(wanted: Subscription) -> Subscription:
    """Refuse what no calendar can show; a person stands for the own unit."""
    if not 0 <= wanted.alarm_days <= MOST_ALARM_DAYS:
        raise Refused(f"提前提醒应是 1 到 {MOST_ALARM_DAYS} 个工作日，不要提醒就不写。", field="alarm")
    needs = {FeedKind.UNIT: wanted.unit_id, FeedKind.PERSON: wanted.person_id, FeedKind.PLAN: wanted.plan_id}
    if needs.get(wanted.kind, 0) is None:
        raise Refused("请选谁的日历。", field="subject")
    if wanted.kind is FeedKind.PERSON:
        row = Person.get_or_none(Person.id == wanted.person_id)
        if row is None or row.unit_id is None:
            raise Refused("这位人员没有所在单位，名下没有责任事项。督查室的日历请选“督查室”。", field="subject")
        return replace(wanted, unit_id=row.unit_id)
    return wanted


def _insert(now: datetime, wanted: Subscription, token: str, by: Actor | None, verb: str) -> None:
    feed_id = Feed.insert(
        kind=wanted.kind,
        plan=wanted.plan_id,
        unit=wanted.unit_id,
        person=wanted.person_id,
        is_todo=wanted.is_todo,
        alarm_days=wanted.alarm_days,
        token_hash=token_hash(token),
        tail=token[-4:],
        created_at=now,
    ).execute()
    history.record(now, by, verb, "feed", feed_id, plan_id=wanted.plan_id, words=wanted.kind.label)


def _stop(now: datetime, feed_id: int) -> None:
    if not Feed.update(revoked_at=now).where(Feed.id == feed_id, Feed.revoked_at.is_null()).execute():
        raise NotThere(_NOT_THERE)
