"""Drafts of reports (报送草稿): saved on the server as somebody writes, found again on another device."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.actions.duty_door import duty_for
from tracker.core.access import Ability, require
from tracker.store.db import transaction
from tracker.store.tables import ReportDraft

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tracker.core.facts import Actor

_LONGEST = 20_000


def save(now: datetime, actor: Actor, duty_id: int, values: Mapping[str, str]) -> None:
    """Keep what was typed so far, field by field; the newest saving stands."""
    require(actor, Ability.REPORT)
    duty_for(actor, duty_id)
    kept = {name: value[:_LONGEST] for name, value in values.items() if value.strip()}
    with transaction():
        ReportDraft.insert(duty=duty_id, person=actor.id, values=kept, at=now).on_conflict(
            conflict_target=[ReportDraft.duty, ReportDraft.person],
            update={ReportDraft.values: kept, ReportDraft.at: now},
        ).execute()


def read(actor: Actor, duty_id: int) -> tuple[datetime, dict[str, Any]] | None:
    """The person's own draft of a duty: when it was saved, and what it says."""
    row = ReportDraft.get_or_none(ReportDraft.duty == duty_id, ReportDraft.person == actor.id)
    return (row.at, dict(row.values)) if row else None


def forget(actor: Actor, duty_id: int) -> None:
    """Drop the draft once its report is sent."""
    ReportDraft.delete().where(ReportDraft.duty == duty_id, ReportDraft.person == actor.id).execute()
