"""Subscriptions as pages show them (订阅). The address itself is kept nowhere: its last characters only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.store.tables import Feed, Plan, Unit

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A subscription as its page lists it (订阅)."""

    id: int
    unit_id: int | None
    unit_name: str | None
    plan_title: str | None
    tail: str
    created_at: datetime
    last_used_at: datetime | None
    user_agent: str
    revoked_at: datetime | None


def feeds(unit_id: int | None = None) -> list[FeedLine]:
    """Subscriptions, the newest first; `unit_id` narrows them to one unit's."""
    query = Feed.select().order_by(Feed.id.desc())
    if unit_id is not None:
        query = query.where(Feed.unit == unit_id)
    rows = list(query)
    titles = dict(Plan.select(Plan.id, Plan.title).tuples())
    units = dict(Unit.select(Unit.id, Unit.full_name).where(Unit.id.in_([row.unit_id for row in rows])).tuples())
    return [
        FeedLine(
            id=row.id,
            unit_id=row.unit_id,
            unit_name=units.get(row.unit_id),
            plan_title=titles.get(row.plan_id),
            tail=row.tail,
            created_at=row.created_at,
            last_used_at=row.last_used_at,
            user_agent=row.user_agent,
            revoked_at=row.revoked_at,
        )
        for row in rows
    ]
