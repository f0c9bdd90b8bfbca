"""What is asked of a draft (草稿的疑点): its text, its units, who leads, and whether its deadline compiles to days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tasks_seed.draft import DeadlineForm, DeadlineReading, Period
from tasks_seed.draft import DeadlineKind as ReadKind
from tasks_seed.lead_rules import LEAD_UNDECLARED
from tasks_seed.unit_lists import split_units
from tasks_seed.wire import plain, revived
from tasks_seed.wording import find_deadline, read_deadline
from tracker.actions.compiling import AHEAD, reporting_calendar, terms_of
from tracker.actions.unit_book import unit_book
from tracker.actions.working_days import working_days
from tracker.core.deadlines import DeadlineRefused, Frame, Span, compile_duties
from tracker.core.doubts import Doubt, asked_again, doubts_of
from tracker.core.words import DoubtKind, DutyKind, LeadRule

if TYPE_CHECKING:
    from datetime import date

    from tracker.actions.unit_book import UnitBook
    from tracker.store.tables import Intake

NO_TEXT = "这一条没有任务文字，请补上；不是任务的请去掉。"
NOBODY = "原文没有写责任单位，入账后没有单位承担。"
WHO_LEADS = "文件没有写明谁牵头，现在按列在第一位的牵头。"
NOT_SURE_OF_DATE = "时限有几种读法，请核定一种。"
_LONGEST_NAME = 160
DraftRow = Any
"""A row of `Draft`: peewee types a row's fields as columns, so reading and setting them as values needs Any."""
DECIDED = "decided"
"""Marks a reading that a person decided: a change of the plan's head does not read the wording anew."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the head of a received plan gives every row: its names, its frame for deadlines, its lead rule."""

    book: UnitBook
    frame: Frame
    issued_on: date | None
    period: Period | None
    lead_rule: LeadRule


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a deadline will become (入账后的责任事项): days with their kind, the reason step by step, or why it cannot be compiled."""

    days: tuple[tuple[DutyKind, date], ...] = ()
    why: tuple[str, ...] = ()
    conclusion: str = ""
    refusal: str = ""


def desk_of(intake: Intake, today: date) -> Desk:
    """Gather what the rows of this plan stand on. A new version keeps the day on which the plan was first issued."""
    period = None
    if intake.period_start and intake.period_end:
        period = Period(intake.period_start, intake.period_end, intake.period_text)
    issued_on = intake.issued_on
    first_issued = (intake.renews.issued_on or issued_on) if intake.renews_id else issued_on
    frame = Frame(
        issued_on=first_issued,
        period=Span(period.start, period.end) if period else None,
        calendar=reporting_calendar(intake.reporting),
        admitted_on=intake.renews.admitted_at.date() if intake.renews_id else today,
        horizon_end=today + AHEAD,
        workdays=working_days(),
    )
    book = unit_book(intake.region, intake.level, issued_on or (period.start if period else today))
    return Desk(book, frame, issued_on, period, intake.lead_rule)


def ask(desk: Desk, row: DraftRow) -> tuple[Doubt, ...]:
    """Today's doubts of a row, open ones first; answers that still fit stay."""
    reading = reading_of(row.deadline)
    names = [*row.lead, *row.cooperating]
    now: list[Doubt] = []
    if not row.text.strip():
        now.append(Doubt(DoubtKind.TEXT, NO_TEXT))
    now += desk.book.doubts(names)
    if not names:
        now.append(Doubt(DoubtKind.NOBODY, NOBODY))
    elif row.lead_rule is LeadRule.ASK:
        now.append(Doubt(DoubtKind.LEAD, WHO_LEADS))
    now += _about_the_date(desk, row, reading)
    now += [Doubt(DoubtKind.REMARK, words) for words in _remarks(row)]
    return asked_again(doubts_of(row.doubts), now)


def foresee(desk: Desk, reading: DeadlineReading, wording: str | None) -> Foreseen:
    """The days that this reading compiles to, or the sentence that says why it does not."""
    try:
        compiled = compile_duties(terms_of(plain(reading), wording), _own_frame(desk, reading))
    except DeadlineRefused as refused:
        return Foreseen(refusal=refused.sentence)
    except (ValueError, OverflowError):
        return Foreseen(refusal="这个时限超出了日历，请核对年份。")
    if not compiled.duties:
        reasons = [flag.label for flag in compiled.flags] + list(compiled.asks)
        return Foreseen(why=tuple(reasons), conclusion="没有确定的日子：可以报进展，不催办。")
    last = compiled.duties[-1]
    closing = next((duty for duty in compiled.duties if duty.kind is DutyKind.CLOSING), last)
    days = tuple((duty.kind, duty.due) for duty in compiled.duties)
    return Foreseen(days, closing.why.steps, closing.why.conclusion)


def read_wording(desk: Desk, wording: str | None, basis: str = "column") -> DeadlineReading:
    """What a deadline wording says in this plan; nothing written says nothing."""
    if not (wording or "").strip():
        return DeadlineReading()
    if basis == "text":
        inside = find_deadline(wording or "", issued_on=desk.issued_on, period=desk.period)
        if inside is not None:
            return inside[1]
    return read_deadline(wording, basis=basis, issued_on=desk.issued_on, period=desk.period)


def decided_date(reading: DeadlineReading, due: date, by: str) -> dict[str, Any]:
    """The reading with the day that a person decided, as the draft keeps it."""
    has_day = reading.kind in (ReadKind.FIXED, ReadKind.MILESTONE_THEN_LONG_TERM)
    decided = replace(
        reading,
        kind=reading.kind if has_day else ReadKind.FIXED,
        form=reading.form if has_day else DeadlineForm.PLAIN,
        due=due,
        rrule=None,
        alternatives=(),
        count=None,
        count_unit=None,
        doubts=(),
        basis=reading.basis or "column",
        why=f"{by}核定为{due.isoformat()}",
    )
    return {**plain(decided), DECIDED: True}


def reading_of(kept: dict[str, Any] | None) -> DeadlineReading:
    """The reading that a draft keeps."""
    return revived(DeadlineReading, {name: value for name, value in (kept or {}).items() if name != DECIDED})


def names_in(text: str) -> list[str]:
    """Units as a clerk writes them: parted by 、 or a comma or a line end; 各市、县（市、区）政府 stays whole."""
    return list(dict.fromkeys(name[:_LONGEST_NAME] for name in split_units(text).names))


def _own_frame(desk: Desk, reading: DeadlineReading) -> Frame:
    """Days counted from the issue are counted from this document's own, also where it renews an older plan."""
    return replace(desk.frame, issued_on=desk.issued_on) if reading.count is not None else desk.frame


def _about_the_date(desk: Desk, row: DraftRow, reading: DeadlineReading) -> list[Doubt]:
    if reading.alternatives:
        days = sorted({*reading.alternatives, *([reading.due] if reading.due else [])})
        words = next(iter(reading.doubts), NOT_SURE_OF_DATE)
        return [Doubt(DoubtKind.DATE, words, row.deadline_text or "", tuple(day.isoformat() for day in days))]
    if row.deadline_text and reading.kind is ReadKind.NONE and reading.doubts:
        return [Doubt(DoubtKind.DATE, reading.doubts[0], row.deadline_text)]
    refusal = foresee(desk, reading, row.deadline_text).refusal
    return [Doubt(DoubtKind.DATE, refusal, row.deadline_text or "")] if refusal else []


def _remarks(row: DraftRow) -> list[str]:
    """What the parser said beside units, lead and date; the deadline's own remarks follow its present reading."""
    kept: dict[str, Any] = row.as_read or {}
    of_old_date = set((kept.get("deadline") or {}).get("doubts") or ())
    said = [words for words in kept.get("doubts") or () if words not in of_old_date and words != LEAD_UNDECLARED]
    reading = reading_of(row.deadline)
    asked = reading.alternatives or (row.deadline_text and reading.kind is ReadKind.NONE)
    return [*said, *(() if asked else reading.doubts)]
