"""日历账, the emission ledger: what calendars were last told of each duty, brought up to date from the duties themselves.

The database marks whatever is written (migration 0003); a step here takes some marks, looks at those duties as they are now, and
where what calendars tell of them differs raises LAST-MODIFIED, and SEQUENCE with a date or a status. So no verb can forget it.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from peewee import Value, chunked, fn

from tracker.feeds.matters import WORDING, Matter, MatterState, digest_of, matter_of, shown_between
from tracker.store.db import transaction
from tracker.store.queries.feeds import calendar_facts
from tracker.store.tables import Duty, FeedBook, FeedItem, FeedMark, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from tracker.store.queries.feeds import CalendarFacts

_DUTIES, _MARKS, _AT_ONCE = 300, 1000, 40
"""Duties and marks of one step; steps that somebody waits for."""
_SECOND = timedelta(seconds=1)


def bring_up(now: datetime, base_url: str) -> int:
    """Look at everything that is marked, a few hundred duties a transaction; returns the ledger's generation."""
    generation = None
    while generation is None:
        generation = bring_up_some(now, base_url)
    return generation


def bring_up_some(now: datetime, base_url: str) -> int | None:
    """As `bring_up`, for somebody who waits: some thousands of duties; None where more are left, for the clock or the next who asks."""
    _claim(base_url)
    for _ in range(_AT_ONCE):
        if not FeedMark.select().exists():
            return int(FeedBook.select(FeedBook.generation).where(FeedBook.id == 1).scalar())
        step(now, base_url)
    return None


def catch_up(now: datetime, base_url: str) -> int:
    """The clock's part: look at what is marked, so that no reader waits for it; returns how many steps there were.

    A ledger written for another address is left alone: it is for the web processes to say which address is theirs.
    """
    steps = 0
    while FeedMark.select().exists() and _is_claimed(base_url):
        step(now, base_url)
        steps += 1
    return steps


def origin_of(base_url: str) -> str:
    """A name of the wording and the address that the ledger was written for; another one means: tell everything anew."""
    return sha256(f"{WORDING}\x1f{base_url}".encode()).hexdigest()[:32]


def step(now: datetime, base_url: str) -> None:
    """Take some marks and look at what they name.

    A mark that is set while this step reads stays for the next one: only those seen before the look are removed, and each is
    committed with the change that it speaks of.
    """
    with transaction():
        take_the_book()
        oldest = FeedMark.select(FeedMark.id, FeedMark.about, FeedMark.about_id).order_by(FeedMark.id).limit(_MARKS)
        marks = list(oldest.tuples())
        wide = [mark for mark in marks if mark[1] != "duty"]
        if wide:
            _spread(wide)
            return
        duty_ids = list(dict.fromkeys(duty_id for _, _, duty_id in marks))[:_DUTIES]
        looked_at = set(duty_ids)
        if _tell(now, duty_ids, base_url):
            FeedBook.update(generation=FeedBook.generation + 1).where(FeedBook.id == 1).execute()
        _remove([mark_id for mark_id, _, duty_id in marks if duty_id in looked_at])


def take_the_book() -> None:
    """Inside a transaction: be the only one who writes the ledger until it ends. Writers of duties never wait for this row."""
    if not FeedBook.update(generation=FeedBook.generation).where(FeedBook.id == 1).execute():
        raise RuntimeError("the calendar's ledger has no book; run `tracker migrate`")


def _claim(base_url: str) -> None:
    """Where the ledger was written for another wording or address, mark everything."""
    if _is_claimed(base_url):
        return
    origin = origin_of(base_url)
    with transaction():
        claimed = FeedBook.update(origin=origin).where(FeedBook.id == 1, FeedBook.origin != origin).execute()
        if claimed:
            FeedMark.insert(about="all", about_id=0).execute()


def _is_claimed(base_url: str) -> bool:
    return bool(FeedBook.select().where(FeedBook.id == 1, FeedBook.origin == origin_of(base_url)).exists())


def _spread(marks: Sequence[tuple[int, str, int]]) -> None:
    """Turn marks on tasks, plans, units and on everything into marks on their duties."""
    abouts = {"task": Duty.task, "plan": Duty.plan, "unit": Duty.unit}
    target = [FeedMark.about, FeedMark.about_id]
    for about in {about for _, about, _ in marks}:
        ids = list(dict.fromkeys(about_id for _, each, about_id in marks if each == about))
        duties = Duty.select(Value("duty"), Duty.id)
        if about == "all":
            gone = ~fn.EXISTS(Duty.select(Duty.id).where(Duty.id == FeedItem.duty_id))
            told = FeedItem.select(Value("duty"), FeedItem.duty_id).where(gone)
            FeedMark.insert_from(told, target).execute()
        else:
            duties = duties.where(abouts[about].in_(ids))
        FeedMark.insert_from(duties, target).execute()
    _remove([mark_id for mark_id, _, _ in marks])


def _remove(mark_ids: Sequence[int]) -> None:
    for part in chunked(mark_ids, _MARKS):
        FeedMark.delete().where(FeedMark.id.in_(part)).execute()


def _tell(now: datetime, duty_ids: Sequence[int], base_url: str) -> bool:
    """Write these duties' items; says whether any differs from before."""
    installation = _installation()
    found = {}
    for facts in calendar_facts(duty_ids):
        matter = _matter(facts, installation, base_url)
        found[matter.uid] = (facts, matter)
    before = {row["uid"]: row for row in FeedItem.select().where(FeedItem.uid.in_(list(found))).dicts()}
    rows = [_row(now, facts, matter, before.get(uid)) for uid, (facts, matter) in found.items()]
    changed = [row for row in rows if row != before.get(row["uid"])]
    if changed:
        others = [field for name, field in FeedItem._meta.fields.items() if name != "uid"]  # noqa: SLF001 - peewee's own way
        FeedItem.insert_many(changed).on_conflict(conflict_target=[FeedItem.uid], preserve=others).execute()
    return bool(_hide(duty_ids, found)) or bool(changed)


def _hide(duty_ids: Sequence[int], found: Iterable[str]) -> int:
    """Items whose duty is gone, or has no date any more, leave; what was said of them is remembered."""
    gone = FeedItem.duty_id.in_(duty_ids) & FeedItem.uid.not_in(list(found)) & (FeedItem.last_day > date.min)
    return int(FeedItem.update(last_day=date.min).where(gone).execute())


def _matter(facts: CalendarFacts, installation: str, base_url: str) -> Matter:
    return matter_of(
        facts.duty,
        deadline_text=facts.deadline_text,
        admitted_on=facts.admitted_on,
        ended_at=facts.ended_at,
        installation=installation,
        base_url=base_url,
    )


def _row(now: datetime, facts: CalendarFacts, matter: Matter, before: dict[str, Any] | None) -> dict[str, Any]:
    """The item as it stands now: a new revision where what is told differs, else the old one."""
    sequence, stamp, kept = 0, now.replace(microsecond=0), matter.to_json()
    digest = digest_of(kept)
    if before is not None:
        sequence = before["sequence"] + (before["dates_digest"] != matter.dates_digest)
        is_same = before["digest"] == digest
        stamp = before["last_modified"] if is_same else max(stamp, before["last_modified"] + _SECOND)
    ended_on = _ended_on(now, matter, before)
    first_day, last_day = shown_between(matter, ended_on)
    return {
        "uid": matter.uid,
        "duty_id": facts.duty.id,
        "unit_id": facts.duty.unit_id,
        "plan_id": facts.duty.plan_id,
        "due": matter.day,
        "first_day": first_day,
        "last_day": last_day,
        "state": str(matter.state),
        "digest": digest,
        "dates_digest": matter.dates_digest,
        "sequence": sequence,
        "last_modified": stamp,
        "ended_on": None if matter.state is MatterState.OPEN else ended_on,
        "matter": kept,
    }


def _ended_on(now: datetime, matter: Matter, before: dict[str, Any] | None) -> date:
    """The day it ended; where nobody wrote one down, the day on which the ledger saw it first."""
    if matter.ended_at is not None:
        return matter.ended_at.date()
    if before is not None and before["ended_on"] and before["state"] == str(matter.state):
        kept: date = before["ended_on"]
        return kept
    return now.date()


def _installation() -> str:
    """This installation's own name in every UID, made once."""
    row = Setting.get_or_none(Setting.key == "installation")
    if row is None:
        Setting.insert(key="installation", value=secrets.token_hex(4)).on_conflict_ignore().execute()
        row = Setting.get_by_id("installation")
    return str(row.value)
