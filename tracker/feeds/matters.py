"""What calendars tell of one duty (日历事项), whoever subscribed: made of facts, free of the clock, equal to itself tomorrow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tracker.core.letters import numbered, shorten
from tracker.core.words import DutyStatus, Publicity, Word
from tracker.feeds import cleaning

if TYPE_CHECKING:
    from tracker.core.facts import DutyFacts

BACK = timedelta(days=90)
AHEAD = timedelta(days=731)
LINGER = timedelta(days=30)
WORDING = "2"
"""Part of every digest: a change of the wording or of the writer makes new revisions."""
_TITLE, _TEXT = 40, 200


class MatterState(Word):
    """日历事项状态: how a matter stands in a calendar."""

    OPEN = "open", ""
    DONE = "done", "【已完成】"
    CANCELLED = "cancelled", "【已取消】"
    EXEMPT = "exempt", "【已豁免】"


@dataclass(frozen=True, slots=True)
class Matter:
    """One duty as calendars tell it. `uid` is made of ids only; texts are clean; `details` are lines of the description.

    `admitted_on` is the day the ledger took the duty in: an alarm before it would ring for the past. `ended_at` is when it was
    closed.
    """

    uid: str
    day: date
    state: MatterState
    is_listed: bool
    title: str
    unit: str
    plan: str
    kind: str
    details: tuple[str, ...]
    url: str
    admitted_on: date
    ended_at: datetime | None = None

    @property
    def dates_digest(self) -> str:
        """Changes when SEQUENCE must rise: with the day or the status (RFC 5545 section 3.8.7.4)."""
        return _hash(self.day.isoformat(), self.state)

    def to_json(self) -> dict[str, Any]:
        """Plain values, for the ledger."""
        return {
            "uid": self.uid,
            "day": self.day.isoformat(),
            "state": str(self.state),
            "is_listed": self.is_listed,
            "title": self.title,
            "unit": self.unit,
            "plan": self.plan,
            "kind": self.kind,
            "details": list(self.details),
            "url": self.url,
            "admitted_on": self.admitted_on.isoformat(),
            "ended_at": self.ended_at.astimezone(UTC).isoformat() if self.ended_at else None,
        }


def digest_of(kept: dict[str, Any]) -> str:
    """Changes whenever anything that any variant tells of a matter, given as plain values, would change."""
    return _hash(WORDING, *(f"{key}={value}" for key, value in kept.items()))


def matter_from(kept: dict[str, Any]) -> Matter:
    """The matter behind `to_json`."""
    return Matter(
        **{
            **kept,
            "day": date.fromisoformat(kept["day"]),
            "admitted_on": date.fromisoformat(kept["admitted_on"]),
            "ended_at": datetime.fromisoformat(kept["ended_at"]) if kept["ended_at"] else None,
            "state": MatterState(kept["state"]),
            "details": tuple(kept["details"]),
        }
    )


def matter_of(
    duty: DutyFacts,
    *,
    deadline_text: str | None,
    admitted_on: date,
    ended_at: datetime | None,
    installation: str,
    base_url: str,
) -> Matter:
    """The matter of one duty. A plan that is not public shows no task text. Raises `ValueError` for a duty without a date."""
    if duty.due is None:
        raise ValueError("a duty without a date stands in no calendar")
    is_public = duty.publicity is Publicity.PUBLIC
    what = shorten(cleaning.line(duty.task_title), _TITLE) if is_public else "督办事项"
    return Matter(
        uid=uid_of(duty, installation),
        day=duty.due,
        state=state_of(duty),
        is_listed=duty.is_listed,
        title=f"{numbered(cleaning.line(duty.task_no))}{what}",
        unit=cleaning.line(duty.unit_name),
        plan=cleaning.line(duty.plan_title),
        kind=duty.kind.label,
        details=tuple(_details(duty, deadline_text if is_public else None, is_public=is_public)),
        url=f"{base_url}/duties/{duty.id}",
        admitted_on=admitted_on,
        ended_at=ended_at,
    )


def uid_of(duty: DutyFacts, installation: str) -> str:
    """The UID: opaque, made of what makes a duty this duty (task, unit, kind, period), so that it outlives the row's number.

    No date, title or name can be read from it (RFC 7986 section 5.3); it is the same in every feed and after an extension.
    """
    return f"duty-{_hash(str(duty.task_id), str(duty.unit_id), duty.kind, duty.period)[:24]}@{installation}.tracker"


def state_of(duty: DutyFacts) -> MatterState:
    """How the duty stands in a calendar. A report that waits for review is open still."""
    if duty.status is DutyStatus.CLOSED:
        return MatterState.DONE
    if duty.status is DutyStatus.WITHDRAWN:
        return MatterState.CANCELLED
    return MatterState.EXEMPT if duty.is_exempt else MatterState.OPEN


def shown_between(matter: Matter, ended_on: date) -> tuple[date, date]:
    """The first and the last day on which the matter stands in a calendar.

    Open matters stay however late they are (decision 3); dated ones begin 24 months ahead; what ended on `ended_on` says so
    for 30 days and leaves, and nothing ended that lies more than 90 days back is shown.
    """
    first = matter.day - AHEAD
    if matter.state is MatterState.OPEN:
        return first, date.max
    return first, min(ended_on + LINGER, matter.day + BACK)


def _details(duty: DutyFacts, deadline_text: str | None, *, is_public: bool) -> list[str]:
    lines = []
    if is_public:
        text = cleaning.paragraph(duty.task_title)
        lines.append(text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…")
    if deadline_text and (wording := cleaning.line(deadline_text)):
        lines.append(f"时限原文：{wording}")
    if duty.due_original and duty.due and duty.due_original != duty.due:
        lines.append(f"原期限 {duty.due_original:%Y-%m-%d}，延至 {duty.due:%Y-%m-%d}")
    return list(filter(None, lines))


def _hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()
