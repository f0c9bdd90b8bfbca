"""A duty's history told as a story (流水): a heading a day, a sentence an entry, people and machines apart, words quoted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tracker.store.queries.desks import history_of
from tracker.store.queries.pages import said_about

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from tracker.core.words import DispatchState


@dataclass(frozen=True, slots=True)
class StoryDay:
    """One day of a story, with its entries, the latest first."""

    day: date
    entries: tuple[dict[str, Any], ...]


def timeline_of(duty_id: int) -> list[dict[str, Any]]:
    """The duty's history and the reminders that named it, newest first."""
    entries = _told("duty", duty_id)
    by_moment: dict[tuple[datetime, DispatchState], list[str]] = defaultdict(list)
    for said in said_about(duty_id):
        by_moment[said.at, said.state].append(said.channel)
    entries += [
        {"at": at, "what": f"提醒写给 {'、'.join(channels)}", "who": state.label, "machine": True}
        for (at, state), channels in by_moment.items()
    ]
    return sorted(entries, key=lambda entry: str(entry["at"].isoformat()), reverse=True)


def task_timeline(task_id: int) -> list[dict[str, Any]]:
    """What was decided about a line of the ledger itself, newest first."""
    return _told("task", task_id)


def by_day(timeline: Sequence[dict[str, Any]]) -> list[StoryDay]:
    """The same, a day at a time; the newest day first."""
    return [StoryDay(day, tuple(entries)) for day, entries in groupby(timeline, key=lambda entry: entry["at"].date())]


def _told(about: str, about_id: int) -> list[dict[str, Any]]:
    return [
        {
            "at": entry.at,
            "what": entry.verb,
            "who": "" if entry.is_machine else entry.actor_name,
            "quote": entry.words,
            "machine": entry.is_machine,
        }
        for entry in history_of(about, about_id)
    ]
