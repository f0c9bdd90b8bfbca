"""The outbox as its pages show it (发件): letters by state and channel, and the whole story of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from peewee import fn

from tracker.store.queries.channels import STOPPED
from tracker.store.tables import Channel, Dispatch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from peewee import Expression, ModelSelect

    from tracker.core.words import DispatchKind, DispatchState, EventKind, Platform


@dataclass(frozen=True, slots=True)
class DispatchLine:
    """One outbox row (发件). `joined` are the letters that went along in it, those first that were written first."""

    id: int
    channel_id: int
    channel: str
    platform: Platform
    kind: DispatchKind
    title: str
    body: str
    state: DispatchState
    code: str
    answer: str
    remedy: str
    tries: int
    next_at: datetime
    created_at: datetime
    done_at: datetime | None
    settled_at: datetime | None
    joined: tuple[DispatchLine, ...] = ()

    @property
    def waits_for_decision(self) -> bool:
        """Whether it stopped and nobody has decided yet (需要处理)."""
        return self.state in STOPPED and self.settled_at is None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything about one outbox row (来龙去脉). `items` is what it is about, as the sender keeps it."""

    line: DispatchLine
    event: EventKind | None
    form: str
    link: str
    duty_ids: tuple[int, ...]
    items: tuple[dict[str, Any], ...]
    went_with: int | None
    replaces: int | None
    replaced_by: tuple[int, ...]
    channel_is_active: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Which letters a list shows (筛选): of one channel, in one state, or those that wait for a decision."""

    channel: int | None = None
    state: DispatchState | None = None
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many letters stand behind each link of the filter (各有几封), joined ones not counted."""

    by_state: dict[DispatchState, int]
    by_channel: dict[int, int]
    undecided: int
    chosen: int


def dispatches(choice: Choice, *, limit: int, offset: int = 0) -> list[DispatchLine]:
    """The letters that fit, newest first, each with those that went along in it."""
    rows = _joined().where(*_fits(choice)).order_by(Dispatch.id.desc()).limit(limit).offset(offset)
    found = [_line(row) for row in rows]
    inside = _inside({line.id for line in found})
    return [_line_with(line, inside) for line in found]


def counts(choice: Choice) -> Counts:
    """Figures for the filter: of each state within the chosen channel, of each channel within the chosen state."""
    rows = Dispatch.select(Dispatch.channel, Dispatch.state, Dispatch.settled_at.is_null(), fn.COUNT(Dispatch.id))
    grouped = rows.where(Dispatch.joined.is_null()).group_by(
        Dispatch.channel, Dispatch.state, Dispatch.settled_at.is_null()
    )
    by_state: dict[DispatchState, int] = {}
    by_channel: dict[int, int] = {}
    undecided = chosen = 0
    for channel, state, is_open, count in grouped.tuples():
        waits = bool(is_open) and state in STOPPED
        in_channel = choice.channel in (None, channel)
        in_state = waits if choice.undecided else choice.state in (None, state)
        by_state[state] = by_state.get(state, 0) + (count if in_channel else 0)
        by_channel[channel] = by_channel.get(channel, 0) + (count if in_state else 0)
        undecided += count if waits and in_channel else 0
        chosen += count if in_channel and in_state else 0
    return Counts(by_state, by_channel, undecided, chosen)


def story_of(dispatch_id: int) -> Story | None:
    """One outbox row with what came before and after it; None where there is none."""
    row = _joined().where(Dispatch.id == dispatch_id).first()
    if row is None:
        return None
    replays = Dispatch.select(Dispatch.id).where(Dispatch.replaces == dispatch_id).order_by(Dispatch.id).tuples()
    line = _line_with(_line(row), _inside({row.id}))
    return Story(
        line=line,
        event=row.event,
        form=row.form,
        link=row.link,
        duty_ids=tuple(row.duty_ids),
        items=tuple(row.items),
        went_with=row.joined_id,
        replaces=row.replaces_id,
        replaced_by=tuple(new for (new,) in replays),
        channel_is_active=row.channel.is_active,
    )


def _joined() -> ModelSelect:
    return Dispatch.select(Dispatch, Channel).join(Channel)


def _fits(choice: Choice) -> list[Expression]:
    conditions = [Dispatch.joined.is_null()]
    if choice.channel is not None:
        conditions.append(Dispatch.channel == choice.channel)
    if choice.undecided:
        conditions += [Dispatch.state.in_(STOPPED), Dispatch.settled_at.is_null()]
    elif choice.state is not None:
        conditions.append(Dispatch.state == choice.state)
    return conditions


def _inside(ids: Iterable[int]) -> dict[int, list[DispatchLine]]:
    """For each letter those that went along in it; what went along in one of these went along as well."""
    found: dict[int, list[DispatchLine]] = {}
    seen = wanted = set(ids)
    while wanted:
        rows = list(_joined().where(Dispatch.joined.in_(sorted(wanted))).order_by(Dispatch.id))
        for row in rows:
            found.setdefault(row.joined_id, []).append(_line(row))
        wanted = {row.id for row in rows} - seen
        seen = seen | wanted
    return found


def _line_with(line: DispatchLine, inside: dict[int, list[DispatchLine]]) -> DispatchLine:
    along: list[DispatchLine] = []
    waiting, seen = [line.id], {line.id}
    while waiting:
        for each in inside.get(waiting.pop(), []):
            if each.id not in seen:
                seen.add(each.id)
                along.append(each)
                waiting.append(each.id)
    return replace(line, joined=tuple(sorted(along, key=lambda each: each.id)))


def _line(row: Dispatch) -> DispatchLine:
    return DispatchLine(
        id=row.id,
        channel_id=row.channel_id,
        channel=row.channel.name,
        platform=row.channel.platform,
        kind=row.kind,
        title=row.title,
        body=row.body,
        state=row.state,
        code=row.code,
        answer=row.answer,
        remedy=row.remedy,
        tries=row.tries,
        next_at=row.next_at,
        created_at=row.created_at,
        done_at=row.done_at,
        settled_at=row.settled_at,
    )
