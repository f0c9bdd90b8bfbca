"""The channels as pages show them (通道): how each is, what waits, what was tried. No address, no secret: the last four characters only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from peewee import JOIN, fn

from tracker.core.health import Signs, health_of
from tracker.core.words import Audience, DispatchState, Health, Outcome, Platform
from tracker.store.tables import Attempt, Channel, Dispatch, Plan, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.workdays import Workdays

WAITING = (DispatchState.QUEUED, DispatchState.RETRY, DispatchState.SENDING, DispatchState.HELD)
STOPPED = (DispatchState.DEAD, DispatchState.UNCERTAIN, DispatchState.HELD)
"""Letters that a person may have to decide about, as long as nobody has."""
_MINUTE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel, what it carries and how it is (通道).

    `waiting` letters have not gone yet, the oldest written at `oldest`; `undecided` ones stopped and wait for a person, of them
    `dead` may be sent again at one go. `clock_skew` is this machine's clock minus the platform's in seconds, where it is far.
    """

    id: int
    name: str
    platform: Platform
    tail: str
    plan_title: str | None
    unit_name: str | None
    audience: Audience | None
    is_practice: bool
    is_active: bool
    health: Health
    waiting: int
    oldest: datetime | None
    undecided: int
    dead: int
    sent_lately: int
    last_success_at: datetime | None
    last_error: str
    pause_until: datetime | None
    broken_since: datetime | None
    probe_at: datetime | None
    clock_skew: int | None
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One POST of one part (尝试) with the platform's own words; `outcome` is None while nobody knows."""

    dispatch_id: int
    title: str
    part: int
    parts: int
    started_at: datetime
    ended_at: datetime | None
    outcome: Outcome | None
    code: str
    answer: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the office should look at (要留意的): channels that do not work, channels that lag, letters to decide about."""

    broken: tuple[str, ...]
    lagging: tuple[str, ...]
    undecided: int

    def __bool__(self) -> bool:
        return bool(self.broken or self.lagging or self.undecided)


def channels(now: datetime, workdays: Workdays, only: int | None = None) -> list[ChannelLine]:
    """Every channel, retired ones last, with its health at `now`; `only` one of them. Four queries, however many there are."""
    waits, lately = _waiting(now), _sent_since(now - _MINUTE, now)
    stopped = _stopped()
    rows = (
        Channel.select(Channel, Plan.title.alias("plan_title"), Unit.full_name.alias("unit_name"))
        .join_from(Channel, Plan, JOIN.LEFT_OUTER)
        .join_from(Channel, Unit, JOIN.LEFT_OUTER)
        .order_by(Channel.is_active.desc(), Channel.id)
    )
    if only is not None:
        rows = rows.where(Channel.id == only)
    return [
        _line(row, now, workdays, waits.get(row["id"], _Waiting()), stopped.get(row["id"], {}), lately)
        for row in rows.dicts()
    ]


def channel_by_id(channel_id: int, now: datetime, workdays: Workdays) -> ChannelLine | None:
    """One channel, retired or not; None where there is none."""
    found = channels(now, workdays, channel_id)
    return found[0] if found else None


def channel_count() -> int:
    """How many robots are in use."""
    return int(Channel.select().where(Channel.is_active == True).count())  # noqa: E712 - SQL


def attempts_of_channel(channel_id: int, limit: int) -> list[AttemptLine]:
    """The last attempts to reach a robot, newest first."""
    return _attempts(Attempt.select().where(Attempt.channel == channel_id).order_by(Attempt.id.desc()).limit(limit))


def attempts_of_dispatch(dispatch_id: int) -> list[AttemptLine]:
    """Every attempt of one letter, in order."""
    return _attempts(Attempt.select().where(Attempt.dispatch == dispatch_id).order_by(Attempt.id))


def trouble(now: datetime, workdays: Workdays) -> Trouble:
    """What does not go out by itself, in one look."""
    lines = channels(now, workdays)
    active = [line for line in lines if line.is_active]
    return Trouble(
        broken=tuple(line.name for line in active if line.health is Health.BROKEN),
        lagging=tuple(line.name for line in active if line.health is Health.LAGGING),
        undecided=sum(line.undecided for line in lines),
    )


@dataclass(frozen=True, slots=True)
class _Waiting:
    count: int = 0
    oldest: datetime | None = None
    due_since: datetime | None = None


def _waiting(now: datetime) -> dict[int, _Waiting]:
    """For each channel what waits, since when the oldest was written, and since when the first that may go has been due."""
    rows = Dispatch.select(
        Dispatch.channel, fn.COUNT(Dispatch.id), fn.MIN(Dispatch.created_at), fn.MIN(Dispatch.next_at)
    )
    found = rows.where(Dispatch.state.in_(WAITING)).group_by(Dispatch.channel).tuples()
    return {
        channel: _Waiting(count, oldest, due if due is not None and due <= now else None)
        for channel, count, oldest, due in found
    }


def _sent_since(start: datetime, now: datetime) -> dict[int, int]:
    rows = Attempt.select(Attempt.channel, fn.COUNT(Attempt.id)).where(
        Attempt.started_at > start, Attempt.started_at <= now
    )
    return dict(rows.group_by(Attempt.channel).tuples())


def _stopped() -> dict[int, dict[DispatchState, int]]:
    rows = (
        Dispatch.select(Dispatch.channel, Dispatch.state, fn.COUNT(Dispatch.id))
        .where(Dispatch.state.in_(STOPPED), Dispatch.settled_at.is_null())
        .group_by(Dispatch.channel, Dispatch.state)
    )
    found: dict[int, dict[DispatchState, int]] = {}
    for channel, state, count in rows.tuples():
        found.setdefault(channel, {})[state] = count
    return found


def _line(
    row: dict[str, Any],
    now: datetime,
    workdays: Workdays,
    waits: _Waiting,
    stopped: dict[DispatchState, int],
    lately: dict[int, int],
) -> ChannelLine:
    pause_until = max(filter(None, (row["pause_until"], row["rest_until"])), default=None)
    signs = Signs(row["broken_since"], pause_until, waits.due_since, row["last_success_at"])
    return ChannelLine(
        id=row["id"],
        name=row["name"],
        platform=row["platform"],
        tail=row["tail"],
        plan_title=row["plan_title"],
        unit_name=row["unit_name"],
        audience=row["audience"],
        is_practice=row["is_practice"],
        is_active=row["is_active"],
        health=health_of(now, signs, workdays),
        waiting=waits.count,
        oldest=waits.oldest,
        undecided=sum(stopped.values()),
        dead=stopped.get(DispatchState.DEAD, 0),
        sent_lately=lately.get(row["id"], 0),
        last_success_at=row["last_success_at"],
        last_error=row["last_error"],
        pause_until=pause_until,
        broken_since=row["broken_since"],
        probe_at=row["probe_at"],
        clock_skew=row["clock_skew"],
        keywords=tuple(row["keywords"]),
    )


def _attempts(query: Any) -> list[AttemptLine]:  # noqa: ANN401 - peewee's own
    rows = query.select(Attempt, Dispatch.title.alias("title")).join_from(Attempt, Dispatch).dicts()
    return [
        AttemptLine(
            dispatch_id=row["dispatch"],
            title=row["title"],
            part=row["part"],
            parts=row["parts"],
            started_at=row["started_at"],
            ended_at=row["ended_at"],
            outcome=row["outcome"],
            code=row["code"],
            answer=row["answer"],
        )
        for row in rows
    ]
