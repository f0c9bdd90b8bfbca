"""The plan that the vocabulary's fixtures are laid down for, and the way from a wording to its duties."""

from __future__ import annotations

from datetime import date

from tasks_seed.draft import Period
from tasks_seed.wording import read_deadline
from tracker.core.deadlines import (
    QUARTER_PLUS_20,
    Compiled,
    CountUnit,
    DeadlineForm,
    Frame,
    Span,
    Terms,
    compile_duties,
)
from tracker.core.words import DeadlineKind, DutyKind
from tracker.holiday_data import load_workdays

ISSUED = date(2023, 3, 10)
PERIOD = Span(date(2023, 1, 1), date(2025, 12, 31))
FRAME = Frame(
    horizon_end=date(2026, 12, 31),
    issued_on=ISSUED,
    period=PERIOD,
    calendar=QUARTER_PLUS_20,
    workdays=load_workdays(range(2023, 2028)),
)
QUARTERS = [
    ("2023Q1", "2023-04-20"),
    ("2023Q2", "2023-07-20"),
    ("2023Q3", "2023-10-20"),
    ("2023Q4", "2024-01-20"),
    ("2024Q1", "2024-04-20"),
    ("2024Q2", "2024-07-20"),
    ("2024Q3", "2024-10-20"),
    ("2024Q4", "2025-01-20"),
    ("2025Q1", "2025-04-20"),
    ("2025Q2", "2025-07-20"),
    ("2025Q3", "2025-10-20"),
    ("2025Q4", "2026-01-20"),
]


def terms(wording: str) -> Terms:
    issued = FRAME.issued_on
    reading = read_deadline(wording, basis="column", issued_on=issued, period=Period(PERIOD.start, PERIOD.end))
    return Terms(
        wording=wording,
        kind=DeadlineKind(reading.kind),
        form=DeadlineForm(reading.form),
        due=reading.due,
        start=reading.start,
        until=reading.until,
        rrule=reading.rrule,
        milestones=reading.milestones,
        count=reading.count,
        count_unit=CountUnit(reading.count_unit) if reading.count_unit else None,
        basis=reading.basis,
        alternatives=reading.alternatives,
        why=reading.why,
        doubts=reading.doubts,
    )


def compiled(wording: str, frame: Frame = FRAME) -> Compiled:
    return compile_duties(terms(wording), frame)


def days(result: Compiled, *kinds: DutyKind) -> list[tuple[str, str]]:
    return [(duty.key, duty.due.isoformat()) for duty in result.duties if not kinds or duty.kind in kinds]
