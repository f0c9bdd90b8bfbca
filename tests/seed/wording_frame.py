"""The plan that wordings are read in: issued on 10 March 2023, for 2023 to 2025."""

from __future__ import annotations

from datetime import date

from tasks_seed.draft import DeadlineReading, Period
from tasks_seed.wording import read_deadline

ISSUED = date(2023, 3, 10)
PERIOD = Period(date(2023, 1, 1), date(2025, 12, 31), "2023—2025年")
END_2025 = date(2025, 12, 31)


def read(wording: str | None) -> DeadlineReading:
    return read_deadline(wording, basis="column", issued_on=ISSUED, period=PERIOD)
