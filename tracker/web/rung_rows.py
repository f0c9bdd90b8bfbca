"""The rungs of a ladder as a form shows them (阶梯的各级): one row a rung, kept as typed until every row can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wtforms import Field

from tracker.core.ladder import FARTHEST, MOST_RUNGS, Rung
from tracker.core.refusals import Refused
from tracker.core.whole_numbers import whole_number
from tracker.core.words import Audience, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 12


@dataclass(slots=True)
class Row:
    """One rung as it was typed; `error` says beside it what cannot be read."""

    stage: str = ""
    days: str = ""
    unit: bool = False
    office: bool = False
    error: str = ""


class RungsField(Field):  # type: ignore[misc]
    """The rows of one table. `stages` are those that it may hold; its `data` is a list of `Row`."""

    def __init__(self, label: str, *, stages: Iterable[Stage], **options: Any) -> None:  # noqa: ANN401 - wtforms' own
        super().__init__(label, **options)
        self.stages = tuple(stages)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ANN401, ARG002 - wtforms' own
        """Read what was typed; without a form's data show the rungs that were given."""
        self.process_errors: list[str] = []
        self.data = [_row(rung) for rung in data or ()] if formdata is None else self._typed(formdata)

    def add(self) -> None:
        """One more row to fill in, of the stage that comes last."""
        if len(self.data) < MOST_RUNGS:
            self.data.append(Row(stage=str(self.data[-1].stage if self.data else self.stages[0]), unit=True))

    def drop(self, number: int) -> None:
        """Take a row away, by its place; nothing happens where there is none."""
        if 0 <= number < len(self.data):
            del self.data[number]

    def rungs(self) -> tuple[Rung, ...]:
        """The rows as rungs; refuses where a row cannot be read, with the sentence beside that row."""
        found = [self._rung(row) for row in self.data]
        wrong = sum(bool(row.error) for row in self.data)
        if wrong:
            raise Refused(f"有 {wrong} 级没有写对，原因写在那一级旁边。", field=self.short_name)
        return tuple(rung for rung in found if rung is not None)

    def choices(self) -> list[tuple[str, str]]:
        """The stages for a list, each with the side of the date on which it stands."""
        return [(str(each), f"到期{'前' if each is Stage.BEFORE else '后'} · {each.label}") for each in self.stages]

    def _typed(self, formdata: Any) -> list[Row]:  # noqa: ANN401 - wtforms' own
        def value(number: int, part: str) -> str:
            found = formdata.getlist(f"{self.short_name}-{number}-{part}")
            return "".join(letter for letter in found[0] if letter.isprintable())[:_LONGEST].strip() if found else ""

        rows = [
            Row(value(each, "stage"), value(each, "days"), bool(value(each, "unit")), bool(value(each, "office")))
            for each in range(MOST_RUNGS)
        ]
        return [row for row in rows if row.stage or row.days]

    def _rung(self, row: Row) -> Rung | None:
        if row.stage not in set(self.stages):
            row.error = "请选一种提醒。"
            return None
        stage = Stage(row.stage)
        days = whole_number(row.days, most=FARTHEST)
        if days is None:
            row.error = (
                f"请写 0 到 {FARTHEST} 之间的整数，例如 5。" if row.days else "请写几个工作日；不要这一级就点“去掉”。"
            )
            return None
        if stage is not Stage.BEFORE and not days:
            row.error = "到期后的提醒至少过 1 个工作日。"
            return None
        heard = ((Audience.UNIT, row.unit), (Audience.OFFICE, row.office))
        audiences = tuple(audience for audience, is_heard in heard if is_heard)
        if not audiences:
            row.error = "请勾选提醒谁。"
            return None
        return Rung(stage, -days if stage is Stage.BEFORE else days, audiences)


def _row(rung: Rung) -> Row:
    unit, office = (each in rung.audiences for each in (Audience.UNIT, Audience.OFFICE))
    return Row(str(rung.stage), str(abs(rung.at)), unit, office)
