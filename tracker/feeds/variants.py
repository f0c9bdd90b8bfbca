"""What a subscriber chose (订阅样式): the same duty reads a little differently in each, with the same UID and SEQUENCE."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.words import FeedKind

if TYPE_CHECKING:
    from typing import Self

MOST_ALARM_DAYS = 30


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to write an entry.

    `names_unit` puts the unit before the matter, where one calendar holds many units; `marks_listed` shows 【挂牌督办】;
    `is_todo` writes a VTODO in place of the VEVENT; `alarm_days` > 0 rings at 09:00 so many working days before the date.
    """

    names_unit: bool = False
    marks_listed: bool = True
    is_todo: bool = False
    alarm_days: int = 0

    @classmethod
    def of(cls, kind: FeedKind, *, is_todo: bool = False, alarm_days: int = 0) -> Self:
        """The variant that a kind of subscription reads.

        A unit sees its own plate and the office sees all; a calendar of a whole plan goes to everybody and is no red list.
        """
        return cls(
            names_unit=kind in (FeedKind.PLAN, FeedKind.OFFICE),
            marks_listed=kind is not FeedKind.PLAN,
            is_todo=is_todo,
            alarm_days=alarm_days,
        )

    @property
    def key(self) -> str:
        """A short name that tells every variant apart: `own`, `office-t`, `plan-5`."""
        voice = "own" if not self.names_unit else "office" if self.marks_listed else "plan"
        return f"{voice}{'-t' if self.is_todo else ''}{f'-{self.alarm_days}' if self.alarm_days else ''}"
