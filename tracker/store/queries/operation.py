"""What somebody who runs the system watches (运行状况): a few figures, none of which names a person or a matter."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from peewee import DatabaseError, Value, fn

from tracker.core.facts import IN_FORCE
from tracker.core.words import DispatchState, Health, Lamp, ReportStatus
from tracker.store.db import connected, is_migrated
from tracker.store.queries.channels import WAITING, channels
from tracker.store.queries.lamp_columns import lamp_counts
from tracker.store.tables import Case, Dispatch, Report, Setting

if TYPE_CHECKING:
    from tracker.core.workdays import Workdays

BEAT = "beat:"
"""Begins the key of a heartbeat in the settings: `beat:<job>:<host>`."""
log = logging.getLogger("tracker.store")
_UNDECIDED = (DispatchState.DEAD, DispatchState.UNCERTAIN)


class Readiness(StrEnum):
    """Whether requests may come, and if not, what is missing; a word for machines that says nothing secret."""

    OK = "ok"
    DATABASE = "database"
    MIGRATION = "migration"


@dataclass(frozen=True, slots=True)
class Beat:
    """When a job of the clock last ended well on a host (心跳), by that host's own clock."""

    job: str
    host: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """The state of one installation at one moment (运行数字).

    `letters` counts what has not ended well: waiting by state, and of those that stopped only what nobody has decided about.
    """

    lamps: dict[Lamp, int]
    reviews: int
    oldest_review: datetime | None
    letters: dict[DispatchState, int]
    oldest_letter: datetime | None
    channels: dict[Health, int]
    cases: int


def readiness() -> Readiness:
    """Ask the database, on a connection of its own where this thread has none yet."""
    try:
        with connected():
            return Readiness.OK if is_migrated() else Readiness.MIGRATION
    except DatabaseError:
        log.exception("database does not answer")
        return Readiness.DATABASE


def figures(now: datetime, workdays: Workdays) -> Figures:
    """Counted by the database; the same few queries however much is stored."""
    lamps = lamp_counts(now.date(), workdays, Value(1)).get(1, {})
    waiting = (Report.status == ReportStatus.SUBMITTED,)
    reviews, oldest_review = Report.select(fn.COUNT(Report.id), fn.MIN(Report.submitted_at)).where(*waiting).tuples()[0]
    letters = _letters()
    oldest = Dispatch.select(fn.MIN(Dispatch.created_at)).where(Dispatch.state.in_(WAITING)).scalar()
    found = [line.health for line in channels(now, workdays) if line.is_active]
    return Figures(
        lamps={lamp: lamps.get(lamp, 0) for lamp in Lamp},
        reviews=int(reviews),
        oldest_review=oldest_review,
        letters={state: letters.get(state, 0) for state in (*WAITING, *_UNDECIDED)},
        oldest_letter=oldest,
        channels={health: found.count(health) for health in Health},
        cases=_cases(),
    )


def beats() -> list[Beat]:
    """The heartbeats of all clocks, by job and host."""
    rows = Setting.select().where(Setting.key.startswith(BEAT)).order_by(Setting.key)
    return [Beat(*_job_and_host(row.key), datetime.fromisoformat(row.value)) for row in rows]


def _letters() -> dict[Any, int]:
    undecided = Dispatch.state.in_(_UNDECIDED) & Dispatch.settled_at.is_null()
    counted = Dispatch.select(Dispatch.state, fn.COUNT(Dispatch.id)).where(Dispatch.state.in_(WAITING) | undecided)
    return dict(counted.group_by(Dispatch.state).tuples())


def _cases() -> int:
    return int(Case.select().where(Case.status.in_(tuple(IN_FORCE))).count())


def _job_and_host(key: str) -> tuple[str, str]:
    job, _, host = key.removeprefix(BEAT).partition(":")
    return job, host
