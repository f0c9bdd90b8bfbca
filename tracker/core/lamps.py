"""The lamp of a duty (亮灯): one visible formula over dates and state. Colours are not a standard, so words come first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tracker.core.words import DutyStatus, Lamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tracker.core.workdays import Workdays

NEAR_WORKDAYS = 10

URGENCY: tuple[Lamp, ...] = (Lamp.LATE, Lamp.NEAR, Lamp.REVIEW, Lamp.OK, Lamp.WAIT, Lamp.CLOSED)
"""Most urgent first: a task's lamp is that of its most urgent duty."""


@dataclass(frozen=True, slots=True)
class LampReading:
    """A lamp, the words beside it, and the working days to (positive) or past (negative) the date, where there is one."""

    lamp: Lamp
    detail: str
    workdays: int | None = None


class LampFacts(Protocol):
    """What the formula looks at; `DutyFacts` has it and more."""

    @property
    def is_exempt(self) -> bool: ...  # noqa: D102 - see DutyFacts
    @property
    def status(self) -> DutyStatus: ...  # noqa: D102
    @property
    def waits_for_office(self) -> bool: ...  # noqa: D102
    @property
    def extension_pending(self) -> bool: ...  # noqa: D102
    @property
    def due(self) -> date | None: ...  # noqa: D102
    @property
    def window_open(self) -> date | None: ...  # noqa: D102


def lamp_of(today: date, duty: LampFacts, workdays: Workdays) -> LampReading:
    """The lamp of `duty` on `today`, with its reason.

    While the office reviews, or has an extension request to decide, the unit's clock stands still (待审): a unit is
    never late because the reviewer is slow.
    """
    if duty.is_exempt:
        return LampReading(Lamp.CLOSED, "已豁免，不再办理")
    if duty.status is DutyStatus.CLOSED:
        return LampReading(Lamp.CLOSED, "")
    if duty.status is DutyStatus.WITHDRAWN:
        return LampReading(Lamp.CLOSED, "已撤销，不再办理")
    if duty.waits_for_office:
        return LampReading(Lamp.REVIEW, _what_waits(duty))
    if duty.due is None:
        return LampReading(Lamp.WAIT, "没有到期日")
    if today > duty.due:
        days = workdays.between(duty.due, today)
        return LampReading(Lamp.LATE, f"已过 {days} 个工作日" if days else "今天起逾期", -days)
    days = workdays.between(today, duty.due)
    if days <= NEAR_WORKDAYS:
        return LampReading(Lamp.NEAR, f"还有 {days} 个工作日" if days else "今天到期", days)
    if duty.window_open is not None and today < duty.window_open:
        return LampReading(Lamp.WAIT, f"{duty.window_open:%Y-%m-%d} 起办理", days)
    return LampReading(Lamp.OK, "", days)


def _what_waits(duty: LampFacts) -> str:
    if duty.status is DutyStatus.SUBMITTED:
        return "已报送，等督查室审核"
    return "已申请延期，等督查室决定" if duty.extension_pending else "已提出职责异议，等督查室裁定"


def most_urgent(readings: Iterable[LampReading]) -> LampReading | None:
    """The reading that stands for several duties: the most urgent lamp, and among equals the fewest days left."""
    return min(readings, key=_rank, default=None)


def _rank(reading: LampReading) -> tuple[int, int]:
    return URGENCY.index(reading.lamp), reading.workdays if reading.workdays is not None else 0
