"""日历文本: the bytes of each event in each variant, made once for each revision and kept; a calendar is these, joined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from peewee import JOIN

from tracker.actions.calendar_ledger import take_the_book
from tracker.feeds.entries import days_digest, entry_of
from tracker.feeds.matters import matter_from
from tracker.feeds.writing import component_bytes
from tracker.store.db import transaction
from tracker.store.tables import FeedItem, FeedText, database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from peewee import Expression

    from tracker.core.workdays import Workdays
    from tracker.feeds.variants import Variant

_BATCH = 200
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose duties a calendar shows (范围); None means all."""

    plan_id: int | None
    unit_id: int | None


def text_digests(now: datetime, scope: Scope, variant: Variant, workdays: Workdays | None) -> list[str]:
    """The digest of every text in the calendar of `scope` at `now`, in its order; what is not written yet is written first."""
    days = days_digest(workdays) if workdays else ""
    rows = _kept(scope, now.date(), variant)
    missing = [uid for uid, item_digest, made_of, made_on, _ in rows if (made_of, made_on) != (item_digest, days)]
    if missing:
        for start in range(0, len(missing), _BATCH):
            _write(now, missing[start : start + _BATCH], variant, workdays)
        rows = _kept(scope, now.date(), variant)
    return [digest for *_, digest in rows if digest]


def text_bodies(today: date, scope: Scope, variant: Variant) -> tuple[list[str], list[bytes]]:
    """The kept texts of a calendar, with their digests, in its order, in one query."""
    rows = _rows(scope, today, variant, JOIN.INNER, FeedText.digest, FeedText.body)
    return [digest for digest, _ in rows], [bytes(body) for _, body in rows]


def _kept(scope: Scope, today: date, variant: Variant) -> list[tuple[str, str, str | None, str | None, str | None]]:
    """Every event of the calendar: uid, what it should be made of, what its kept text was made of, that text's digest."""
    columns = (FeedItem.uid, FeedItem.digest, FeedText.item_digest, FeedText.days, FeedText.digest)
    return _rows(scope, today, variant, JOIN.LEFT_OUTER, *columns)


def _rows(scope: Scope, today: date, variant: Variant, join: str, *columns: object) -> list[Any]:
    """Rows as the database gives them, without peewee's conversions: there may be ten thousand, of plain text and bytes."""
    query = (
        FeedItem.select(*columns)
        .join(FeedText, join, on=(FeedText.uid == FeedItem.uid) & (FeedText.variant == variant.key))
        .where(*_inside(scope, today))
        .order_by(FeedItem.due, FeedItem.duty_id)
    )
    return list(database.execute(query).fetchall())


def _inside(scope: Scope, today: date) -> list[Expression]:
    where = [FeedItem.first_day <= today, FeedItem.last_day >= today]
    if scope.unit_id is not None:
        where.append(FeedItem.unit_id == scope.unit_id)
    if scope.plan_id is not None:
        where.append(FeedItem.plan_id == scope.plan_id)
    return where


def _write(now: datetime, uids: Sequence[str], variant: Variant, workdays: Workdays | None) -> None:
    with transaction():
        take_the_book()
        of_these = (FeedText.variant == variant.key) & FeedText.uid.in_(uids)
        before = {row["uid"]: row for row in FeedText.select().where(of_these).dicts()}
        items = FeedItem.select().where(FeedItem.uid.in_(uids)).dicts()
        rows = [_row(now, item, variant, workdays, before.get(item["uid"])) for item in items]
        others = [field for name, field in FeedText._meta.fields.items() if name not in ("uid", "variant")]  # noqa: SLF001
        target = [FeedText.variant, FeedText.uid]
        FeedText.insert_many(rows).on_conflict(conflict_target=target, preserve=others).execute()


def _row(
    now: datetime, item: dict[str, Any], variant: Variant, workdays: Workdays | None, before: dict[str, Any] | None
) -> dict[str, Any]:
    """The text of one item. What reads as before keeps its bytes; what differs gets a later LAST-MODIFIED than before."""
    entry = entry_of(matter_from(item["matter"]), variant, workdays)
    made_of = {"item_digest": item["digest"], "days": days_digest(workdays) if workdays else ""}
    if before and (before["entry_digest"], before["sequence"]) == (entry.digest, item["sequence"]):
        return {**before, **made_of}
    stamp = item["last_modified"]
    if before and stamp <= before["last_modified"]:
        stamp = max(now.replace(microsecond=0), before["last_modified"] + _SECOND)
    body = component_bytes(entry, item["sequence"], stamp)
    return {
        "variant": variant.key,
        "uid": item["uid"],
        **made_of,
        "entry_digest": entry.digest,
        "sequence": item["sequence"],
        "last_modified": stamp,
        "digest": sha256(body).hexdigest()[:32],
        "body": body,
    }
