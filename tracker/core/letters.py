"""Notices into letters (函): one letter a channel a working day, in words that suit the plan's publicity.

Never in a letter: @all, rankings, names of people. A plan that is not public gives counts and a link only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.core.words import Audience, Publicity, Stage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from tracker.core.reminders import Notice
    from tracker.core.words import Platform

MOST_ITEMS = 10
MOST_NAMES = 3
TITLE_CHARACTERS = 26
WEEKDAYS = "一二三四五六日"

ORDER: tuple[Stage, ...] = (
    Stage.LISTED,
    Stage.PROPOSE,
    Stage.SHEET,
    Stage.URGE,
    Stage.OVERDUE,
    Stage.WEEKLY,
    Stage.BACKLOG,
    Stage.BEFORE,
    Stage.OPENING,
    Stage.REVIEW,
)
_SIGN = {Stage.LISTED: "★", Stage.BEFORE: "▲", Stage.OPENING: "▲", Stage.REVIEW: "◎"}


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """A channel (通道) as routing sees it; None means "any"."""

    id: int
    name: str
    platform: Platform
    plan_id: int | None = None
    unit_id: int | None = None
    audience: Audience | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """One message for one channel (函). `channel` is None where no channel would carry it: it is shown, never lost."""

    channel: ChannelFacts | None
    title: str
    body: str
    link: str
    notices: tuple[Notice, ...] = ()


def routes(
    audience: Audience, plan_id: int, unit_id: int | None, channels: Iterable[ChannelFacts]
) -> tuple[ChannelFacts, ...]:
    """The channels that carry news for this audience: the most particular ones that exist.

    A unit is heard on its own channels, else on those of the plan, else on the general ones; the office likewise on its own.
    """
    fitting = [channel for channel in channels if channel.plan_id in (None, plan_id)]
    if audience is Audience.UNIT:
        own = [channel for channel in fitting if channel.unit_id is not None and channel.unit_id == unit_id]
    else:
        own = [channel for channel in fitting if channel.audience is Audience.OFFICE and channel.unit_id is None]
    shared = [channel for channel in fitting if channel.unit_id is None and channel.audience is None]
    of_plan = [channel for channel in shared if channel.plan_id is not None]
    return tuple(own or of_plan or shared)


def said_key(channel: ChannelFacts, notice: Notice) -> str:
    """The mark that this channel said this notice. A key is used once."""
    return f"{channel.id}:{notice.key}"


def letters_for(
    notices: Sequence[Notice],
    channels: Sequence[ChannelFacts],
    said: Collection[str],
    day: date,
    base_url: str,
) -> list[Letter]:
    """Group what should be said into one letter a channel; what no channel carries comes last, with channel None.

    `said` holds the `said_key`s of before; a notice that its channel said already is left out.
    """
    by_channel: dict[int | None, list[Notice]] = {}
    known: dict[int, ChannelFacts] = {}
    of_unit: dict[int | None, list[ChannelFacts]] = {None: []}  # a province has a robot for each of its units
    for channel in channels:
        known[channel.id] = channel
        of_unit.setdefault(channel.unit_id, []).append(channel)
    ways: dict[tuple[Audience, int, int | None], tuple[ChannelFacts, ...]] = {}
    for notice in notices:
        way = (notice.audience, notice.duty.plan_id, notice.duty.unit_id)
        if way not in ways:
            own = of_unit.get(notice.duty.unit_id, []) if notice.audience is Audience.UNIT else []
            ways[way] = routes(*way, [*of_unit[None], *own])
        found = ways[way]
        for channel in found:
            if said_key(channel, notice) not in said:
                by_channel.setdefault(channel.id, []).append(notice)
        if not found:
            by_channel.setdefault(None, []).append(notice)
    order = sorted(by_channel, key=lambda channel_id: (channel_id is None, channel_id or 0))
    return [
        compose(known[channel_id] if channel_id is not None else None, by_channel[channel_id], day, base_url)
        for channel_id in order
    ]


def compose(channel: ChannelFacts | None, notices: Sequence[Notice], day: date, base_url: str) -> Letter:
    """Write one letter. `day` is the day it speaks on; `base_url` is this server's address for the link."""
    title = f"督办提醒 {day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
    ranked = sorted(notices, key=_rank)
    room = MOST_ITEMS
    lines: list[str] = []
    for plan_title, of_plan in groupby(sorted(ranked, key=lambda n: n.duty.plan_id), key=lambda n: n.duty.plan_title):
        in_plan = sorted(of_plan, key=_rank)
        lines += ["", f"**{literal(plan_title)}**", *_counts(in_plan)]
        if in_plan[0].duty.publicity is Publicity.PUBLIC:
            shown, room = _items(in_plan, room)
            lines += shown
    return Letter(channel, title, "\n".join(lines).strip(), f"{base_url}/mine", tuple(notices))


def numbered(no: str) -> str:
    """A task by its number: 任务（3）, and 任务（三）5 where the number brings its own brackets."""
    return f"任务{no}" if "（" in no else f"任务（{no}）"


def shorten(text: str, most: int = TITLE_CHARACTERS) -> str:
    """The beginning of a task's text, cut at `most` characters with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def literal(text: str) -> str:
    """The text as it stands, for a letter's body: signs that a body reads as markup get a backslash."""
    return re.sub(r"([\\*#>\[\]])", r"\\\1", " ".join(text.split()))


def _rank(notice: Notice) -> tuple[int, date, int]:
    return ORDER.index(notice.stage), notice.duty.due or notice.anchor, notice.duty.id


def _counts(notices: Sequence[Notice]) -> list[str]:
    lines = []
    for stage, group in groupby(notices, key=lambda notice: notice.stage):
        duties = {notice.duty.id: notice.duty for notice in group}
        nearest = min((duty.due for duty in duties.values() if duty.due), default=None)
        when = f"，最早 {nearest.month}月{nearest.day}日" if nearest and stage in (Stage.BEFORE, Stage.OPENING) else ""
        lines.append(f"{_SIGN.get(stage, '◆')} {stage.label} **{len(duties)}** 项{when}")
    return lines


def _items(notices: Sequence[Notice], room: int) -> tuple[list[str], int]:
    """One line a task and reason, with the units that owe it: forty units of one task are one line, not forty."""
    seen: set[int] = set()
    lines: dict[tuple[int, str], list[Notice]] = {}
    for notice in notices:
        if notice.duty.id not in seen:
            seen.add(notice.duty.id)
            lines.setdefault((notice.duty.task_id, notice.because), []).append(notice)
    shown = list(lines.values())[:room]
    told = [f"- {literal(_item(group))}" for group in shown]
    left = len(seen) - sum(map(len, shown))
    if left:
        told.append(f"- 另有 {left} 项，点链接查看")
    return told, room - len(shown)


def _item(notices: Sequence[Notice]) -> str:
    first = notices[0]
    names = [notice.duty.unit_name for notice in notices]
    who = "、".join(names[:MOST_NAMES]) + (f"等 {len(names)} 家" if len(names) > MOST_NAMES else "")
    return f"{who}：{numbered(first.duty.task_no)}{shorten(first.duty.task_title)}，{first.because}"
