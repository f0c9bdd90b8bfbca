"""What a secret address answers (读取日历): first whether anything changed, and only then the bytes.

A feed remembers which state of the ledger its ETag was made of. While that stands, one query answers a conditional request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from peewee import OperationalError

from tracker.actions.calendar_ledger import bring_up_some, origin_of
from tracker.actions.calendar_texts import Scope, text_bodies, text_digests
from tracker.actions.working_days import working_days
from tracker.core.refusals import NotThere, OutOfOrder, Refused
from tracker.feeds.entries import days_digest
from tracker.feeds.shelf import Shelf, Whole
from tracker.feeds.variants import Variant
from tracker.feeds.writing import calendar_bytes, head_bytes
from tracker.store.queries.feeds import FeedFacts, feed_by_hash
from tracker.store.tables import Feed

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.workdays import Workdays

NOTED_AGAIN_AFTER = timedelta(minutes=10)
_SECOND = timedelta(seconds=1)
_shelf = Shelf()


class Gone(Refused):
    """The subscription was stopped (订阅已停用): the answer is 410, which makes clients stop asking."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a conditional request needs: the ETag of the calendar, and since when it reads so (whole seconds)."""

    feed: FeedFacts
    now: datetime
    etag: str
    changed_at: datetime


def token_hash(token: str) -> str:
    """What is kept of a token. Looking up a hash takes the same time for every wrong token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def read_feed(now: datetime, token: str, *, base_url: str, user_agent: str = "") -> Reading:
    """What the secret address answers at `now`. Raises `NotThere` for an unknown token and `Gone` for a stopped one."""
    feed = feed_by_hash(token_hash(token))
    if feed is None:
        raise NotThere("没有这个订阅。")
    if feed.is_stopped:
        raise Gone("此订阅已停用。")
    workdays = working_days() if feed.alarm_days else None
    is_fresh = not feed.has_marks and feed.origin == origin_of(base_url)
    if not (is_fresh and feed.seen == _seen(feed, feed.generation, now, workdays) and feed.changed_at):
        feed = _look_or_stand(now, feed, workdays, base_url)
    _note_use(now, feed, user_agent)
    if feed.changed_at is None:
        raise RuntimeError("a feed that was looked at has its time of change")
    return Reading(feed, now, feed.etag, feed.changed_at)


def whole_calendar(reading: Reading) -> Whole:
    """The calendar itself. Its ETag differs from the reading's where something changed between the two."""
    found = _shelf.take(reading.etag)
    if found is None:
        feed = reading.feed
        digests, bodies = text_bodies(reading.now.date(), _scope(feed), _variant(feed))
        found = Whole(_etag(feed.name, digests), calendar_bytes(feed.name, bodies))
        _shelf.put(found)
    return found


def calendar_once(now: datetime, scope: Scope, variant: Variant, name: str, *, base_url: str) -> bytes:
    """A calendar without a subscription (下载一次), as it stands at `now`."""
    _caught_up(now, base_url)
    text_digests(now, scope, variant, working_days() if variant.alarm_days else None)
    return calendar_bytes(name, text_bodies(now.date(), scope, variant)[1])


def _look_or_stand(now: datetime, feed: FeedFacts, workdays: Workdays | None, base_url: str) -> FeedFacts:
    """Look; where the database is too busy to be written, or too much is to be told anew, stand by what was said last.

    An error would disable the calendar in a client until somebody notices; an hour's delay harms nobody.
    """
    try:
        return _look(now, feed, workdays, base_url)
    except (OperationalError, OutOfOrder):
        if feed.changed_at is None:
            raise
        return feed


def _look(now: datetime, feed: FeedFacts, workdays: Workdays | None, base_url: str) -> FeedFacts:
    """Bring the ledger and this calendar's texts up to date, and remember what they are now."""
    generation = _caught_up(now, base_url)
    etag = _etag(feed.name, text_digests(now, _scope(feed), _variant(feed), workdays))
    return _remember(now, feed, etag, _seen(feed, generation, now, workdays))


def _caught_up(now: datetime, base_url: str) -> int:
    """The ledger's generation. After an upgrade a province's whole ledger may wait to be told anew: nobody waits for that here."""
    generation = bring_up_some(now, base_url)
    if generation is None:
        raise OutOfOrder("日历内容正在重新整理，请过几分钟再试。")
    return generation


def _remember(now: datetime, feed: FeedFacts, etag: str, seen: str) -> FeedFacts:
    """Keep ETag and time of change; two requests at once agree on one time, and a time never comes twice."""
    while True:
        changed_at = feed.changed_at
        if changed_at is None or feed.etag != etag:
            stamp = now.replace(microsecond=0)
            changed_at = stamp if changed_at is None else max(stamp, changed_at + _SECOND)
        known = (Feed.id == feed.id) & (Feed.etag == feed.etag)
        if Feed.update(etag=etag, changed_at=changed_at, seen=seen).where(known).execute():
            return _again(feed.id)
        feed = _again(feed.id)


def _again(feed_id: int) -> FeedFacts:
    found = feed_by_hash(Feed.select(Feed.token_hash).where(Feed.id == feed_id).scalar())
    if found is None:
        raise NotThere("没有这个订阅。")
    return found


def _note_use(now: datetime, feed: FeedFacts, user_agent: str) -> None:
    """Write down who read it last, now and then: a calendar that was answered need not write each time, and never fails for it."""
    agent = user_agent[:200]
    last = feed.last_used_at
    if last is not None and agent == feed.user_agent and abs(now - last) < NOTED_AGAIN_AFTER:
        return
    try:
        Feed.update(last_used_at=now, user_agent=agent).where(Feed.id == feed.id).execute()
    except OperationalError:  # the database is busy: the next reading notes it
        return


def _seen(feed: FeedFacts, generation: int, now: datetime, workdays: Workdays | None) -> str:
    """A name of everything that the ETag depends on: the ledger, the day, the calendar's name and whose it is, working days."""
    days = days_digest(workdays) if workdays else ""
    own = sha256(f"{feed.name}\x1f{feed.unit_id}\x1f{days}".encode()).hexdigest()[:24]
    return f"{generation}.{now:%Y%m%d}.{own}"


def _etag(name: str, digests: list[str]) -> str:
    return sha256(head_bytes(name) + "".join(digests).encode()).hexdigest()[:32]


def _scope(feed: FeedFacts) -> Scope:
    return Scope(feed.plan_id, feed.unit_id)


def _variant(feed: FeedFacts) -> Variant:
    return Variant.of(feed.kind, is_todo=feed.is_todo, alarm_days=feed.alarm_days)
