"""How far along a matter is (进度): the five classes of a bulletin, judged from dates and accepted work alone, each with its reason.

The classes are those of a county's published half-year bulletin (金寨县 2025): 超进度, 达进度, 欠进度, 已完成, 其它. What a unit
says of itself does not count, only what the office accepted (销号) against the dates that were set:

- 已完成: every matter is closed, or the task has its conclusion (收官结论: 已完成、已完成并长期坚持).
- 欠进度: a date has passed without closure while the ball lies with the unit, or a listing (挂牌督办) is in force.
- 超进度: nothing is behind, and more is closed than the dates that have passed ask for.
- 达进度: what the dates ask for is closed or waits for the office; a date that has not come asks for nothing yet.
- 其它: no date to judge by (没有立责任事项、没有到期日、还没到开始的日子、转入下一方案).

The office's slowness is not the unit's: what waits for review (待审) is neither done nor behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.words import DutyStatus, Ending, Lamp, Pace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.core.facts import DutyFacts
    from tracker.core.lamps import LampReading


@dataclass(frozen=True, slots=True)
class PaceFacts:
    """One duty as the judgement sees it. `closed_on` is the day of its closure, `has_report` whether the unit said anything yet."""

    duty: DutyFacts
    reading: LampReading
    closed_on: date | None = None
    has_report: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether the office accepted its end."""
        return self.duty.status is DutyStatus.CLOSED

    @property
    def is_behind(self) -> bool:
        """Whether its date has passed with the ball at the unit, or it is listed."""
        return not self.is_closed and (self.reading.lamp is Lamp.LATE or self.duty.is_listed)


@dataclass(frozen=True, slots=True)
class PaceReading:
    """A class and the sentence that says why."""

    pace: Pace
    why: str


def pace_of(today: date, duties: Sequence[PaceFacts], outcome: Ending | None = None) -> PaceReading:
    """Where a task (or one duty) stands on `today`. Exempted and withdrawn duties must be left out by the caller."""
    if outcome in (Ending.FINISHED, Ending.STANDING):
        return PaceReading(Pace.FINISHED, f"收官结论：{outcome.label}")
    if outcome is Ending.CARRIED:
        return PaceReading(Pace.OTHER, f"收官结论：{outcome.label}")
    if not duties:
        return PaceReading(Pace.OTHER, "没有立责任事项")
    closed = [each for each in duties if each.is_closed]
    if len(closed) == len(duties):
        return PaceReading(Pace.FINISHED, _how_finished(closed))
    behind = [each for each in duties if each.is_behind]
    if behind:
        return PaceReading(Pace.BEHIND, _how_behind(behind))
    dated = [each for each in duties if each.duty.due is not None]
    if not dated:
        return PaceReading(Pace.OTHER, "没有到期日，不能按日期判断")
    asked = [each for each in dated if each.duty.due is not None and each.duty.due < today]
    done = [each for each in dated if each.is_closed]
    if len(done) > len(asked):
        return PaceReading(
            Pace.AHEAD, f"时限已过的 {len(asked)} 件，已销号 {len(done)} 件，提前 {len(done) - len(asked)} 件"
        )
    if not asked and all(each.reading.lamp is Lamp.WAIT for each in duties):
        return PaceReading(Pace.OTHER, "还没到开始办理的日子")
    return PaceReading(Pace.ON_TRACK, _how_on_track(asked, duties))


def counted(readings: Iterable[PaceReading]) -> dict[Pace, int]:
    """How many stand in each class, every class named."""
    counts = dict.fromkeys(Pace, 0)
    for reading in readings:
        counts[reading.pace] += 1
    return counts


def shares(numbers: Sequence[int]) -> list[str]:
    """Each number's share in per cent with one decimal; what rounding leaves goes to the largest remainders, so they add up to 100."""
    total = sum(numbers)
    if total == 0:
        return ["0.0%" for _ in numbers]
    exact = [number * 1000 for number in numbers]
    whole = [value // total for value in exact]
    by_rest = sorted(range(len(numbers)), key=lambda place: -(exact[place] % total))
    for place in by_rest[: 1000 - sum(whole)]:
        whole[place] += 1
    return [f"{value // 10}.{value % 10}%" for value in whole]


def counts_said(as_of: date, counts: Mapping[Pace, int], listed: int) -> str:
    """The statistics sentence of a bulletin (统计句), ready to be copied."""
    total = sum(counts.values())
    if total == 0:
        return "本期没有纳入统计的任务。"
    told = [
        f"{pace.label}{number}项，占{share}"
        for (pace, number), share in zip(counts.items(), shares(list(counts.values())), strict=True)
    ]
    cases = f"挂牌督办{listed}项。" if listed else "目前没有挂牌督办事项。"
    return f"截至{as_of.year}年{as_of.month}月{as_of.day}日，共有重点任务{total}项。其中，{'；'.join(told)}。{cases}"


def _how_finished(closed: Sequence[PaceFacts]) -> str:
    last = max((each.closed_on for each in closed if each.closed_on), default=None)
    due = max((each.duty.due for each in closed if each.duty.due), default=None)
    said = f"{len(closed)} 件全部销号"
    if last is None:
        return said
    if due is None or last == due:
        return f"{said}，最后一件 {last}"
    days = (due - last).days
    return f"{said}，最后一件 {last}，比最后时限{'早' if days > 0 else '晚'} {abs(days)} 天"


def _how_behind(behind: Sequence[PaceFacts]) -> str:
    late = [each for each in behind if each.reading.lamp is Lamp.LATE]
    old = sum(each.duty.is_backlog for each in late)
    listed = sum(each.duty.is_listed for each in behind)
    parts = []
    if late:
        parts.append(f"{len(late)} 件过了时限没有办结" + (f"（其中 {old} 件列入台账时已经过期）" if old else ""))
    if listed:
        parts.append(f"{listed} 件挂牌督办")
    return "，".join(parts)


def _how_on_track(asked: Sequence[PaceFacts], duties: Sequence[PaceFacts]) -> str:
    waiting = sum(each.duty.waits_for_office for each in duties)
    if asked:
        closed = sum(each.is_closed for each in asked)
        said = f"时限已过的 {len(asked)} 件，已销号 {closed} 件"
    else:
        said = "时限都还没到"
        if not waiting:
            said += "，已报过进展" if any(each.has_report for each in duties) else "，还没有报过进展"
    return f"{said}，{waiting} 件等督查室审核或决定" if waiting else said
