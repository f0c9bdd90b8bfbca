"""Splitting a task (任务分解): what a sub-task must respect, and how counts roll up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.refusals import Refused
from tracker.core.words import DutyStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Part:
    """One sub-task as asked for: what, who, by when (分解项)."""

    text: str
    unit_id: int
    due: date


def check_parts(parts: Iterable[Part], parent_due: date | None, today: date, *, office_agrees: bool) -> None:
    """Refuse the first part that has no text, lies in the past, or is later than its parent without the office's word."""
    for number, part in enumerate(parts, start=1):
        where = f"第 {number} 项"
        if not part.text.strip():
            raise Refused(f"{where}没有写任务内容。", field="text")
        if part.due < today:
            raise Refused(f"{where}的时限 {part.due:%Y-%m-%d} 已经过去，请改期。", field="due")
        if parent_due is not None and part.due > parent_due and not office_agrees:
            raise Refused(
                f"{where}的时限 {part.due:%Y-%m-%d} 晚于原任务的 {parent_due:%Y-%m-%d}；须经督查室同意才能晚于原任务。",
                field="due",
            )


@dataclass(frozen=True, slots=True)
class Count:
    """N/M: how many of those who owe are done; the exempted are counted apart (销号 N/M)."""

    closed: int
    owing: int
    exempt: int = 0

    def __str__(self) -> str:
        return f"{self.closed}/{self.owing}"


def count(duties: Iterable[tuple[DutyStatus, bool]]) -> Count:
    """Count (status, is exempt) pairs; withdrawn duties are not owed."""
    closed = owing = exempt = 0
    for status, is_exempt in duties:
        if status is DutyStatus.WITHDRAWN:
            continue
        if is_exempt:
            exempt += 1
            continue
        owing += 1
        closed += status is DutyStatus.CLOSED
    return Count(closed, owing, exempt)


def still_open(names: list[str]) -> str:
    """The sentence that stops a claim for the whole while parts of it are open."""
    shown = "、".join(names[:5]) + ("等" if len(names) > 5 else "")  # noqa: PLR2004 - five names fit one line
    return f"还有 {len(names)} 家没有销号（{shown}）。全部销号或豁免后，再为整项任务申请销号。"
