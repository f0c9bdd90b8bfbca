"""The lamp as a column says what the rule says, for every duty and day, on both engines."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from small_plan import make_town

from tracker.core.lamps import URGENCY, lamp_of
from tracker.core.words import CaseStatus, DutyKind, DutyStatus, RequestStatus
from tracker.holiday_data import load_workdays
from tracker.store.queries.duties import duty_facts
from tracker.store.queries.lamp_columns import is_listed, lamp_column, lamp_counts
from tracker.store.tables import Case, Duty, Extension, Objection, Person
from tracker.timekeeper import Timekeeper

DAYS = load_workdays(range(2024, 2028))
MOMENT = Timekeeper().now()
TODAYS = [
    date(2025, 9, 26),  # before a week off
    date(2025, 9, 28),  # a worked Sunday
    date(2025, 10, 1),  # a day off
    date(2025, 12, 31),
    date(2026, 1, 4),  # a worked Sunday
    date(2026, 2, 14),
]
AWAY = [None, -40, -1, 0, 1, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 60]


@pytest.mark.parametrize("today", TODAYS)
def test_the_column_says_what_the_rule_says(database, tmp_path, today):
    town = make_town(tmp_path)
    model = Duty.select().dicts().first()
    person = Person.select().first()
    Duty.update(status=DutyStatus.WITHDRAWN).execute()
    rows = [
        {
            **{name: model[name] for name in ("plan", "task", "unit", "admitted_on", "why")},
            "kind": DutyKind.CLOSING,
            "period": f"p{number}",
            "status": status,
            "due": None if away is None else today + timedelta(days=away),
            "window_open": None if opens is None else today + timedelta(days=opens),
            "is_exempt": exempt,
        }
        for number, (away, opens, status, exempt) in enumerate(
            itertools.product(AWAY, (None, -1, 0, 1, 30), DutyStatus, (False, True))
        )
    ]
    for start in range(0, len(rows), 90):
        Duty.insert_many(rows[start : start + 90]).execute()
    ids = [row.id for row in Duty.select(Duty.id).where(Duty.period.startswith("p"))]
    for number, duty_id in enumerate(ids[:400]):
        if number % 7 == 0:
            _ask(Extension, duty_id, person.id, (RequestStatus.PENDING, RequestStatus.GRANTED)[number % 2])
        if number % 11 == 0:
            _ask(Objection, duty_id, person.id, (RequestStatus.PENDING, RequestStatus.REFUSED)[number % 2])
    for number, status in enumerate(CaseStatus):
        Case.insert(duty=ids[number], plan=town.plan, status=status, facts="", proposed_at=MOMENT).execute()
    read = {duty.id: lamp_of(today, duty, DAYS).lamp for duty in duty_facts(Duty.plan == town.plan)}
    column = dict(Duty.select(Duty.id, lamp_column(today, DAYS)).where(Duty.plan == town.plan).tuples())
    assert column == {duty_id: str(lamp) for duty_id, lamp in read.items()}
    counts = lamp_counts(today, DAYS, Duty.plan, Duty.plan == town.plan)
    assert counts == {town.plan: {lamp: list(read.values()).count(lamp) for lamp in URGENCY}}
    listed = {duty.id for duty in duty_facts(Duty.plan == town.plan) if duty.is_listed}
    assert {row.id for row in Duty.select(Duty.id).where(is_listed())} == listed != set()


def _ask(table, duty_id, person_id, status):
    values = {"duty": duty_id, "status": status, "reason": "会签未完"}
    if table is Extension:
        values |= {"asked_by": person_id, "asked_at": MOMENT, "due_then": TODAYS[0], "until": TODAYS[-1]}
        values |= {"done_so_far": "已起草", "plan": "月底前办结"}
    else:
        values |= {"made_by": person_id, "made_at": MOMENT}
    table.insert(values).execute()
