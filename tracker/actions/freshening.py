"""Looking again just before sending (发前再核): what is no longer so is left out, what waits for the same channel goes along.

A letter is decided anew from today's facts: a duty closed in the meantime drops out, a date that moved drops out, days late
are counted to today. Letters and news that piled up for one channel become one message, so that a robot that comes back
after a week speaks once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.actions import outbox
from tracker.actions.claiming import keep
from tracker.actions.ladders import ladders
from tracker.actions.working_days import working_days
from tracker.core.letters import Letter, compose
from tracker.core.news import News, news_letter, still_so
from tracker.core.words import DispatchKind, DispatchState, EventKind
from tracker.store.db import transaction
from tracker.store.queries.duties import duties_by_ids
from tracker.store.tables import Dispatch

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Fresh:
    """A message as it may go now: its letter and what it is about; `letter` is None when nothing of it is so any more."""

    letter: Letter | None
    items: list[dict[str, Any]]
    duty_ids: list[int]


def freshen(now: datetime, row: Dispatch, as_of: date) -> bool:
    """Bring a claimed row up to the day `as_of` and take along what waits for its channel; False when nothing is left to say.

    A row of which a part has left already, and whatever a person wrote, stays as it is.
    """
    if row.kind not in (DispatchKind.LETTER, DispatchKind.EVENT) or row.parts_sent:
        return True
    others = _others(row)
    items = _distinct([item for each in (row, *others) for item in each.items])
    fresh = _letter(as_of, row, items) if row.kind is DispatchKind.LETTER else _news(row, items)
    with transaction():
        if others:
            Dispatch.update(
                state=DispatchState.CANCELLED, joined=row.id, done_at=now, answer=f"并入第 {row.id} 封一起发。"
            ).where(Dispatch.id.in_([each.id for each in others])).execute()
        if fresh.letter is not None:
            letter = fresh.letter
            keep(
                row, title=letter.title, body=letter.body, link=letter.link, items=fresh.items, duty_ids=fresh.duty_ids
            )
    return fresh.letter is not None


def _others(row: Dispatch) -> list[Dispatch]:
    """Messages of the same kind that wait for the same channel. Its lease is held, so nobody else claims them."""
    return list(
        Dispatch.select()
        .where(
            Dispatch.channel == row.channel_id,
            Dispatch.kind == row.kind,
            Dispatch.id != row.id,
            Dispatch.parts_sent == 0,
            Dispatch.state.in_(outbox.WAITING),
        )
        .order_by(Dispatch.id)
    )


def _letter(as_of: date, row: Dispatch, items: list[dict[str, Any]]) -> Fresh:
    duties = duties_by_ids([item["duty"] for item in items], as_of=as_of)
    by_plan = ladders(duty.plan_id for duty in duties.values())
    decided = {notice.key: notice for notice in by_plan.notices(as_of, duties.values(), working_days())}
    kept = [decided[item["key"]] for item in items if item["key"] in decided]
    if not kept:
        return Fresh(None, [], [])
    letter = compose(outbox.channel_facts(row.channel), kept, as_of, outbox.LINK_BASE)
    return Fresh(letter, notice_items(letter), sorted({notice.duty.id for notice in kept}))


def notice_items(letter: Letter) -> list[dict[str, Any]]:
    """What a letter is about, as its outbox row keeps it; `ping` is the unit whose liaison it mentions, or 0."""
    return [
        {
            "key": notice.key,
            "duty": notice.duty.id,
            "because": notice.because,
            "ping": notice.duty.unit_id if notice.ping else 0,
        }
        for notice in letter.notices
    ]


def _news(row: Dispatch, items: list[dict[str, Any]]) -> Fresh:
    duties = duties_by_ids([item["duty"] for item in items])
    news = [
        (item, News(EventKind(item["event"]), duties[item["duty"]], item["detail"]))
        for item in items
        if item["duty"] in duties
    ]
    kept = [(item, each) for item, each in news if still_so(each)]
    if not kept:
        return Fresh(None, [], [])
    letter = news_letter(outbox.channel_facts(row.channel), [each for _, each in kept], outbox.LINK_BASE)
    return Fresh(letter, [item for item, _ in kept], sorted({each.duty.id for _, each in kept}))


def _distinct(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each matter once: a notice by its key, news by what happened to which duty."""
    return list({item.get("key") or (item["event"], item["duty"], item["detail"]): item for item in items}.values())
