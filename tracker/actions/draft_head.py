"""The head of a received plan (方案概况): what it is, where and how long it holds; each change is saved at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tasks_seed.wire import plain
from tracker.actions import history
from tracker.actions.draft_editing import Conflict
from tracker.actions.draft_facts import DECIDED, desk_of, names_in, read_wording, reading_of
from tracker.actions.draft_rows import ask_all
from tracker.actions.receiving import open_intake
from tracker.actions.unit_book import LEVELS, level_of
from tracker.core.access import Ability, require
from tracker.core.deadlines import ReportingCalendar
from tracker.core.refusals import Refused
from tracker.core.words import Publicity
from tracker.store.db import transaction
from tracker.store.tables import Draft, Intake

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tracker.core.facts import Actor

_LONGEST = {"title": 2_000, "doc_no": 80, "issuers": 2_000, "period_text": 120, "region": 120, "lead_rule_why": 2_000}
_DAYS = {"issued_on": "印发日期", "period_start": "实施期起", "period_end": "实施期止"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """A reporting calendar as the office sets it (报送日历): days of every year, or `after` days behind each quarter; or none."""

    days: tuple[tuple[int, int], ...] = ()
    after: int | None = None

    def to_json(self) -> dict[str, Any] | None:
        """As a plan's settings keep it; None where nothing is set."""
        if not self.days and self.after is None:
            return None
        ReportingCalendar(days=self.days, after=None if self.days else self.after)  # refuses impossible days
        return {"days": [list(day) for day in self.days], "after": self.after, "declared": False}


def edit_head(
    now: datetime,
    actor: Actor,
    intake_id: int,
    revision: int,
    typed: Mapping[str, str],
    calendar: Calendar | None = None,
) -> int:
    """Save the fields that `typed` names; `calendar` None leaves the reporting calendar. Returns the new revision.

    Another issue date or period reads the deadline wordings anew, save those that a person decided; another region or level
    asks for every unit again. Raises `Conflict` like `draft_editing.edit`.
    """
    require(actor, Ability.TAKE_IN)
    with transaction():
        intake = open_intake(actor, intake_id)
        before = head_shown(intake)
        wanted = {name: text[: _LONGEST.get(name, 120)].strip() for name, text in typed.items() if name in before}
        changed = {name: text for name, text in wanted.items() if text != before[name]}
        values = _values(intake, changed)
        if calendar is not None and not _same_calendar(intake.reporting, calendar.to_json()):
            values["reporting"] = calendar.to_json()
            changed["reporting"] = ""
        if not values:
            return int(intake.revision)
        if intake.revision != revision:
            theirs = {name: before.get(name, "") for name in changed}
            raise Conflict({name: typed.get(name, "") for name in changed}, theirs, intake.revision)
        Intake.update(**values, revision=revision + 1).where(Intake.id == intake_id).execute()
        data = {name: [before.get(name, ""), typed.get(name, "")] for name in changed}
        history.record(
            now,
            actor,
            "改方案概况",
            "intake",
            intake_id,
            plan_id=intake.renews_id,
            words="、".join(changed),
            data=data,
        )
        _follow(now.date(), intake_id, set(values))
    return revision + 1


def head_shown(intake: Intake) -> dict[str, str]:
    """The head's fields as a form shows them."""
    return {
        "title": intake.title,
        "doc_no": intake.doc_no,
        "issuers": "、".join(intake.issuers),
        "issued_on": _iso(intake.issued_on),
        "period_start": _iso(intake.period_start),
        "period_end": _iso(intake.period_end),
        "period_text": intake.period_text,
        "region": intake.region,
        "level": intake.level,
        "lead_rule_why": intake.lead_rule_why,
        "publicity": str(intake.publicity),
        "is_comment_draft": "1" if intake.is_comment_draft else "",
    }


def _values(intake: Intake, changed: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = dict(changed)
    for name in changed.keys() & _DAYS.keys():
        values[name] = _day(name, changed[name])
    if "issuers" in changed:
        values["issuers"] = names_in(changed["issuers"])
    if "level" in changed and changed["level"] not in ("", *LEVELS):
        raise Refused("请从列表里选层级。", field="level")
    if "region" in changed and "level" not in changed and not intake.level:
        values["level"] = level_of(changed["region"])
    if "publicity" in changed:
        values["publicity"] = _publicity(changed["publicity"])
    if "is_comment_draft" in changed:
        values["is_comment_draft"] = bool(changed["is_comment_draft"])
    start = values.get("period_start", intake.period_start)
    end = values.get("period_end", intake.period_end)
    if start and end and end < start:
        raise Refused("实施期的止日早于起日。", field="period_end")
    return values


def _day(name: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"{_DAYS[name]}请写成 2025-12-31 这样。", field=name) from None


def _publicity(text: str) -> Publicity:
    try:
        return Publicity(text)
    except ValueError:
        raise Refused("请选公开程度。", field="publicity") from None


def _same_calendar(kept: dict[str, Any] | None, typed: dict[str, Any] | None) -> bool:
    """Whether both name the same days; whether the document declared them does not matter here."""
    one, other = kept or {}, typed or {}
    return [list(day) for day in one.get("days") or ()] == (other.get("days") or []) and (
        one.get("after") == other.get("after")
    )


def _follow(today: date, intake_id: int, changed: set[str]) -> None:
    """Read and ask again whatever stands on what changed."""
    intake = Intake.get_by_id(intake_id)
    if changed & {"issued_on", "period_start", "period_end"}:
        desk = desk_of(intake, today)
        for row in Draft.select().where(Draft.intake == intake_id, Draft.deadline_text.is_null(False)):
            if not row.deadline.get(DECIDED):
                reading = read_wording(desk, row.deadline_text, reading_of(row.deadline).basis or "column")
                Draft.update(deadline=plain(reading)).where(Draft.id == row.id).execute()
    if changed & {"issued_on", "period_start", "period_end", "region", "level", "reporting"}:
        ask_all(intake, today)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
