"""Subscriptions (订阅日历): a secret address for one subscriber, and what it answers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from tracker import feeds
from tracker.actions import history
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import DutyStatus
from tracker.store.db import transaction
from tracker.store.queries.duties import duty_facts
from tracker.store.tables import Duty, Feed, FeedItem, Plan, Setting, Task, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from tracker.core.facts import Actor, DutyFacts

_TOKEN_BYTES = 32
_BATCH = 400


class Gone(Refused):
    """The subscription was revoked (订阅已停用): the answer is 410, which makes clients stop asking."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a conditional request needs before any byte is joined."""

    feed_id: int
    name: str
    etag: str
    changed_at: datetime
    bodies: tuple[bytes, ...]

    def body(self) -> bytes:
        """The calendar's bytes."""
        return feeds.calendar_bytes(self.name, self.bodies)


def add_feed(now: datetime, *, plan_id: int | None, unit_id: int, by: Actor | None = None) -> str:
    """Make a subscription to a unit's duties; returns the token, which is shown once and kept only as a hash."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with transaction():
        feed_id = Feed.insert(
            kind="unit", plan=plan_id, unit=unit_id, token_hash=_hash(token), tail=token[-4:], created_at=now
        ).execute()
        history.record(now, by, "新建订阅", "feed", feed_id, plan_id=plan_id)
    return token


def revoke_feed(now: datetime, feed_id: int, *, by: Actor | None = None) -> None:
    """Stop a subscription; its address answers 410 from now on."""
    with transaction():
        if not Feed.update(revoked_at=now).where(Feed.id == feed_id, Feed.revoked_at.is_null()).execute():
            raise NotThere("没有这个订阅，或者已经停用。")
        history.record(now, by, "停用订阅", "feed", feed_id)


def revoke_token(now: datetime, token: str) -> None:
    """Stop the subscription that has this secret address."""
    row = Feed.get_or_none(Feed.token_hash == _hash(token))
    if row is None:
        raise NotThere("没有这个订阅，或者已经停用。")
    revoke_feed(now, row.id)


def read_feed(now: datetime, token: str, *, base_url: str, user_agent: str = "") -> FeedState:
    """What the secret address answers at `now`. Raises `NotThere` for an unknown token and `Gone` for a revoked one.

    Whatever changed since the last reading gets its new revision here (SEQUENCE, LAST-MODIFIED), so no verb can forget it.
    """
    row = Feed.get_or_none(Feed.token_hash == _hash(token))
    if row is None:
        raise NotThere("没有这个订阅。")
    if row.revoked_at is not None:
        raise Gone("此订阅已停用。")
    duties = _duties_of(row, now.date())
    items = _emitted(now, duties, base_url)
    etag = sha256("".join(f"{item.uid}:{item.sequence}:{item.digest};" for item in items).encode()).hexdigest()[:32]
    changed_at = row.changed_at if row.etag == etag and row.changed_at else now
    Feed.update(etag=etag, changed_at=changed_at, last_used_at=now, user_agent=user_agent[:200]).where(
        Feed.id == row.id
    ).execute()
    return FeedState(row.id, _name(row), etag, changed_at, tuple(bytes(item.body) for item in items))


def _duties_of(row: Feed, today: date) -> list[DutyFacts]:
    where = [Duty.due.is_null(False), Duty.unit == row.unit_id]
    if row.plan_id is not None:
        where.append(Duty.plan == row.plan_id)
    recent = today - feeds.BACK - timedelta(days=1)
    where.append((Duty.status.in_((DutyStatus.ACTIVE, DutyStatus.SUBMITTED))) | (Duty.due >= recent))
    closed = dict(Duty.select(Duty.id, Duty.closed_at).where(*where, Duty.closed_at.is_null(False)).tuples())
    return [
        duty
        for duty in duty_facts(*where, order=(Duty.due, Duty.id))
        if feeds.belongs(today, duty, closed[duty.id].date() if duty.id in closed else None)
    ]


def _emitted(now: datetime, duties: Sequence[DutyFacts], base_url: str) -> list[FeedItem]:
    """The kept events of these duties, in order; those whose text changed are written anew with the next revision."""
    installation = _installation()
    wordings = _wordings({duty.task_id for duty in duties})
    kept = _kept([duty.id for duty in duties])
    items = []
    for duty in duties:
        event = feeds.event_for(duty, wordings.get(duty.task_id), installation, base_url)
        item = kept.get(event.uid)
        items.append(item if item and item.digest == event.digest else _emit(now, duty.id, event, item))
    return items


def _emit(now: datetime, duty_id: int, event: feeds.FeedEvent, before: FeedItem | None) -> FeedItem:
    rises = before is not None and before.dates_digest != event.dates_digest
    sequence = (before.sequence + rises) if before else 0
    stamp = now.replace(microsecond=0)
    if before is not None:
        stamp = max(stamp, cast("datetime", before.last_modified) + timedelta(seconds=1))
    item = FeedItem(
        uid=event.uid,
        duty=duty_id,
        digest=event.digest,
        dates_digest=event.dates_digest,
        sequence=sequence,
        last_modified=stamp,
        body=feeds.event_bytes(event, sequence, stamp),
    )
    if before is None:
        FeedItem.insert(**item.__data__).on_conflict_ignore().execute()
    else:
        item.save()
    return item


def _kept(duty_ids: Sequence[int]) -> dict[str, FeedItem]:
    found: dict[str, FeedItem] = {}
    for start in range(0, len(duty_ids), _BATCH):
        for item in FeedItem.select().where(FeedItem.duty.in_(list(duty_ids[start : start + _BATCH]))):
            found[item.uid] = item
    return found


def _wordings(task_ids: set[int]) -> dict[int, str | None]:
    ordered, found = sorted(task_ids), {}
    for start in range(0, len(ordered), _BATCH):
        batch = ordered[start : start + _BATCH]
        found.update(dict(Task.select(Task.id, Task.deadline_text).where(Task.id.in_(batch)).tuples()))
    return found


def _name(row: Feed) -> str:
    unit = Unit.get_by_id(row.unit_id).full_name if row.unit_id else "全部单位"
    plan = f" · {Plan.get_by_id(row.plan_id).title}" if row.plan_id else ""
    return f"督办日历 · {unit}{plan}"


def _installation() -> str:
    """This installation's own name in every UID, made once."""
    row = Setting.get_or_none(Setting.key == "installation")
    if row is None:
        Setting.insert(key="installation", value=secrets.token_hex(4)).on_conflict_ignore().execute()
        row = Setting.get_by_id("installation")
    return str(row.value)


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
