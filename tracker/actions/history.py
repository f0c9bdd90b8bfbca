"""流水: append an entry in the transaction of its change; verify that nobody altered, removed or inserted one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tracker.store.bulk import write_rows
from tracker.store.fields import MomentField
from tracker.store.tables import ChainHead, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from tracker.core.facts import Actor

GENESIS = "0" * 64
_MOMENT = MomentField()


@dataclass(frozen=True, slots=True)
class Happening:
    """What is to be recorded of one object (事件): what was done to it, in which words."""

    verb: str
    about: str
    about_id: int
    plan_id: int | None = None
    words: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def record(
    now: datetime,
    actor: Actor | None,
    verb: str,
    about: str,
    about_id: int,
    *,
    plan_id: int | None = None,
    words: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Append one entry: `actor` (None: the clock 系统) did `verb` to the object `about`/`about_id`, in these words.

    Must be called inside the transaction of the change itself.
    """
    record_all(now, actor, [Happening(verb, about, about_id, plan_id, words, data or {})])


def record_all(now: datetime, actor: Actor | None, happened: Sequence[Happening]) -> None:
    """Append several entries in their order, as one change: the chain is the same as of one `record` after the other.

    The chain head is updated first, so that two writers follow each other on every engine.
    """
    hold()
    head = ChainHead.get_by_id(1)
    previous, rows = head.digest, []
    for number, each in enumerate(happened, start=head.count + 1):
        fields = {
            "at": _MOMENT.db_value(now),
            "actor": actor.id if actor else None,
            "actor_name": actor.name if actor else "系统",
            "verb": each.verb,
            "about": each.about,
            "about_id": each.about_id,
            "plan_id": each.plan_id,
            "words": each.words,
            "data": each.data,
        }
        digest = _digest(previous, fields)
        rows.append({"id": number, "previous": previous, "digest": digest, **fields})
        previous = digest
    write_rows(Entry, rows)
    ChainHead.update(count=head.count + len(rows), digest=previous).where(ChainHead.id == 1).execute()


def hold() -> None:
    """Inside a transaction: be the only one who records until it ends."""
    if not ChainHead.update(count=ChainHead.count).where(ChainHead.id == 1).execute():
        raise RuntimeError("the history has no head; run `tracker migrate`")


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the history does not hold (流水异常)."""

    entry: int
    sentence: str


def verify() -> tuple[int, list[Fault]]:
    """Walk the whole history; returns how many entries there are and every fault found."""
    faults: list[Fault] = []
    expected, previous, count = 1, GENESIS, 0
    for entry in _entries():
        count += 1
        faults += _missing(expected, entry.id)
        if entry.id < expected:
            faults.append(Fault(entry.id, f"流水第 {entry.id} 条是插进来的。"))
        if entry.previous != previous and entry.id == expected:
            faults.append(Fault(entry.id, f"流水第 {entry.id} 条和前一条接不上。"))
        if _digest(entry.previous, _fields(entry)) != entry.digest:
            faults.append(Fault(entry.id, f"流水第 {entry.id} 条的内容被改过。"))
        expected, previous = entry.id + 1, entry.digest
    head = ChainHead.get_by_id(1)
    faults += _missing(expected, head.count + 1)
    if expected > head.count + 1:
        faults.append(Fault(expected - 1, f"流水第 {expected - 1} 条是插进来的。"))
    elif expected == head.count + 1 and previous != head.digest:
        faults.append(Fault(head.count, f"流水第 {head.count} 条和链头对不上。"))
    return count, faults


def _missing(first: int, after: int) -> list[Fault]:
    """The gap from `first` up to, not including, `after`; a hundred names say enough."""
    return [Fault(number, f"流水第 {number} 条不见了。") for number in range(first, min(after, first + 100))]


def _entries() -> Iterator[Entry]:
    return iter(Entry.select().order_by(Entry.id).iterator())


def _fields(entry: Entry) -> dict[str, Any]:
    return {
        "at": _MOMENT.db_value(entry.at),
        "actor": entry.actor_id,
        "actor_name": entry.actor_name,
        "verb": entry.verb,
        "about": entry.about,
        "about_id": entry.about_id,
        "plan_id": entry.plan_id,
        "words": entry.words,
        "data": entry.data,
    }


def _digest(previous: str, fields: dict[str, Any]) -> str:
    text = json.dumps([previous, fields], ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()
