"""The heartbeat of a clock (心跳): when each of its jobs last ended well, so that somebody can watch it from outside.

By the machine's own clock, also in a demo. It is no matter of the office and has no entry in the history.
"""

from __future__ import annotations

from datetime import timedelta

from tracker.store.db import transaction
from tracker.store.queries.operation import BEAT, beats
from tracker.store.tables import Setting
from tracker.timekeeper import real_now

_EVERY = timedelta(seconds=50)
_FORGOTTEN = timedelta(days=7)
_LONGEST_HOST = 40


def beat(job: str, host: str) -> None:
    """Note that `job` ended well on `host` now, at most about once a minute; hosts silent for a week are forgotten."""
    now = real_now()
    host = host[:_LONGEST_HOST]
    known = {(each.job, each.host): each.at for each in beats()}
    last = known.get((job, host))
    if last is not None and abs(now - last) < _EVERY:
        return
    gone = [f"{BEAT}{name}:{where}" for (name, where), at in known.items() if now - at > _FORGOTTEN]
    with transaction():
        Setting.insert(key=f"{BEAT}{job}:{host}", value=now.isoformat()).on_conflict(
            conflict_target=[Setting.key], update={Setting.value: now.isoformat()}
        ).execute()
        if gone:
            Setting.delete().where(Setting.key.in_(gone)).execute()
