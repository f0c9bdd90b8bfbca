"""A matter in a variant (日历条目): the words, the dates and the alarm that one calendar shows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from tracker.feeds import cleaning
from tracker.feeds.matters import Matter, MatterState

if TYPE_CHECKING:
    from tracker.core.workdays import Workdays
    from tracker.feeds.variants import Variant

ALARM_HOUR = timedelta(hours=9)
LATENCY = "日历可能延迟 24 小时，以系统为准。"
_EVENT_STATUS = {MatterState.OPEN: "CONFIRMED", MatterState.DONE: "CONFIRMED"}
_TODO_STATUS = {MatterState.OPEN: "NEEDS-ACTION", MatterState.DONE: "COMPLETED"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written for one matter. `alarm` counts from midnight of `day` and is negative: 09:00 of an earlier day."""

    uid: str
    day: date
    summary: str
    description: str
    categories: tuple[str, ...]
    url: str
    status: str
    is_todo: bool = False
    completed_at: datetime | None = None
    alarm: timedelta | None = None

    @property
    def digest(self) -> str:
        """Changes whenever the written text would."""
        parts = (getattr(self, field.name) for field in fields(self))
        return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def entry_of(matter: Matter, variant: Variant, workdays: Workdays | None = None) -> Entry:
    """The entry of a matter in a variant; an alarm needs the working days."""
    mark = "【挂牌督办】" if matter.is_listed and variant.marks_listed and matter.state is MatterState.OPEN else ""
    who = f"{matter.unit}：" if variant.names_unit else ""
    statuses = _TODO_STATUS if variant.is_todo else _EVENT_STATUS
    return Entry(
        uid=matter.uid,
        day=matter.day,
        summary=f"{matter.state.label}{mark}{who}{matter.title}",
        description="\n".join([matter.plan, f"{matter.unit} · {matter.kind}", *matter.details, LATENCY, matter.url]),
        categories=tuple(dict.fromkeys(map(cleaning.label, (matter.plan, matter.unit)))),
        url=matter.url,
        status=statuses.get(matter.state, "CANCELLED"),
        is_todo=variant.is_todo,
        completed_at=matter.ended_at if variant.is_todo and matter.state is MatterState.DONE else None,
        alarm=_alarm(matter, variant.alarm_days, workdays) if variant.alarm_days and workdays else None,
    )


def _alarm(matter: Matter, days_before: int, workdays: Workdays) -> timedelta | None:
    """09:00 of the working day so many before the date; none for what has ended, none that lies before the admission."""
    if matter.state is not MatterState.OPEN:
        return None
    rings_on = workdays.add(matter.day, -days_before)
    return None if rings_on < matter.admitted_on else rings_on - matter.day + ALARM_HOUR


@lru_cache(maxsize=8)
def days_digest(workdays: Workdays) -> str:
    """A name of the working-day calendar: alarms move when it changes."""
    parts = (sorted(map(str, days)) for days in (workdays.off, workdays.work, workdays.years))
    return sha256("|".join(",".join(part) for part in parts).encode()).hexdigest()[:32]
