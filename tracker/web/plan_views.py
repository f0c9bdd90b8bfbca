"""What the views of a plan share (方案的视图): the plan, addresses of the rows behind a number, kinds of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import url_for

from tracker.core.access import Ability, require
from tracker.core.letters import WEEKDAYS
from tracker.core.refusals import NotThere
from tracker.store.queries.ledger import plan_by_key
from tracker.web.sign_in import me

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.workdays import Workdays
    from tracker.store.queries.ledger import PlanFacts

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayKind:
    """A day as a strip or a month shows it: is it worked, and the word for a day that is not as its weekday (班、休)."""

    day: date
    works: bool
    word: str
    is_today: bool

    @property
    def weekday(self) -> str:
        """一 … 日."""
        return WEEKDAYS[self.day.weekday()]

    @property
    def said(self) -> str:
        """The word spelled out: 调休上班, 放假."""
        return {"班": "调休上班", "休": "放假"}.get(self.word, "" if self.works else "周末")


def plan_here(key: str, ability: Ability = Ability.SEE_PLANS) -> PlanFacts:
    """The plan, for anybody who may do this with plans."""
    require(me(), ability)
    found = plan_by_key(key)
    if found is None:
        raise NotThere("没有找到这个方案。")
    return found


def ledger_link(key: str, **parts: Any) -> str:  # noqa: ANN401 - parts of an address
    """The ledger with only the rows behind a number. `first` and `last` are the days from and to which they fall due."""
    return url_for("plans.ledger", key=key, **_as_asked(parts))


def duties_link(**parts: Any) -> str:  # noqa: ANN401 - parts of an address
    """The list of duties with only those behind a number; `plan` is a plan's key."""
    return url_for("duty_list.index", **_as_asked(parts))


def kind_of_day(day: date, workdays: Workdays, today: date) -> DayKind:
    """Whether the day is worked, and its word where the weekday does not say so."""
    works, weekend = workdays.is_workday(day), day.weekday() >= _SATURDAY
    word = "班" if works and weekend else "休" if not works and not weekend else ""
    return DayKind(day, works, word, day == today)


def days_from(first: date, count: int) -> list[date]:
    """`count` days, beginning with `first`."""
    return [first + timedelta(days=step) for step in range(count)]


def day_in_sentence(day: date, year: int) -> str:
    """12月25日, with its year where that is not `year`."""
    return f"{day.month}月{day.day}日" if day.year == year else f"{day.year}年{day.month}月{day.day}日"


def _as_asked(parts: dict[str, Any]) -> dict[str, Any]:
    names = {"first": "from", "last": "to"}
    return {names.get(name, name): value for name, value in parts.items() if value is not None}
