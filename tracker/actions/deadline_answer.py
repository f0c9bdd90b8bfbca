"""Answering what a deadline wording means (时限问答): read by the in-tray, compiled by the core, nothing written."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from tasks_seed.draft import Period
from tasks_seed.wording import read_deadline
from tracker.actions.compiling import terms_of
from tracker.core.deadlines import QUARTER_PLUS_20, Frame, Span, as_rows, compile_duties

if TYPE_CHECKING:
    from tracker.core.workdays import Workdays


def answer_deadline(
    wording: str,
    workdays: Workdays,
    *,
    issued_on: date | None = None,
    first: date | None = None,
    last: date | None = None,
) -> dict[str, Any]:
    """What a wording compiles to in a plan issued on `issued_on` and running from `first` to `last`, and why.

    Where the plan has no reporting calendar of its own the 20th after each quarter is taken, and the answer says so.
    """
    period = Period(first, last) if first and last else None
    reading = read_deadline(wording, basis="column", issued_on=issued_on, period=period)
    frame = Frame(
        horizon_end=date(last.year + 1, 12, 31) if last else date((issued_on or date.min).year + 3, 12, 31),
        issued_on=issued_on,
        period=Span(first, last) if first and last else None,
        calendar=QUARTER_PLUS_20,
        workdays=workdays,
    )
    compiled = as_rows(compile_duties(terms_of(asdict(reading), wording), frame))
    return {
        "wording": wording,
        "kind": str(reading.kind),
        "due": reading.due.isoformat() if reading.due else None,
        "start": reading.start.isoformat() if reading.start else None,
        "rrule": reading.rrule,
        "reporting_calendar": {"said": QUARTER_PLUS_20.says(), "declared": False},
        **compiled,
        "doubts": list(dict.fromkeys([*reading.doubts, *compiled.get("doubts", [])])),
    }
