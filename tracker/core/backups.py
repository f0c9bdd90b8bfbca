"""Which backups stay and when the next is due (备份的取舍): dates in, dates out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.core.words import BackupState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

DAILY, WEEKLY = 7, 8
TRY_AGAIN = timedelta(hours=1)
GIVEN_UP = timedelta(hours=4)
STALE = timedelta(hours=36)
"""A nightly backup that is older than this was missed once."""


@dataclass(frozen=True, slots=True)
class Night:
    """The last nightly backup (最近一次夜间备份): for which day, how it stands, since when, and what was said of it."""

    day: date
    state: BackupState
    since: datetime
    sentence: str = ""


def to_keep(made: Iterable[datetime]) -> set[datetime]:
    """The backups that stay: the newest of each of the last 7 days, and of each of the last 8 weeks (Monday to Sunday), that have one.

    Days and weeks without a backup are not counted, so that an outage costs nothing that is still there.
    """
    newest_first = sorted(made, reverse=True)
    return _newest(newest_first, lambda at: at.date().toordinal(), DAILY) | _newest(
        newest_first, lambda at: at.date().toordinal() - at.weekday(), WEEKLY
    )


def is_due(now: datetime, hour: int, last: Night | None) -> bool:
    """Whether a nightly backup is to be made: once a day from `hour` on; a failed one an hour later, a dead one after four."""
    if now.hour < hour:
        return False
    if last is None or last.day != now.date():
        return True
    if last.state is BackupState.FAILED:
        return now - last.since >= TRY_AGAIN
    return last.state is BackupState.RUNNING and now - last.since >= GIVEN_UP


def _newest(newest_first: list[datetime], span: Callable[[datetime], int], most: int) -> set[datetime]:
    kept: dict[int, datetime] = {}
    for at in newest_first:
        if len(kept) == most and span(at) not in kept:
            break
        kept.setdefault(span(at), at)
    return set(kept.values())
