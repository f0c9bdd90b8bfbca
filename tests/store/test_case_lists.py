"""Whose move a listing waits for: the database says what the rule says, for every state and day, on both engines."""

from __future__ import annotations

import itertools
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from small_plan import SHANGHAI, make_town

from tracker.core.facts import GOING_ON, IN_FORCE, OVER, PROPOSALS
from tracker.core.words import CaseStatus, DutyKind, RequestStatus, Role
from tracker.holiday_data import load_workdays
from tracker.store.queries import case_lists
from tracker.store.queries.cases import cases
from tracker.store.tables import Case, Duty, Extension, Person
from tracker.store.tables.base import Table
from tracker.web.case_steps import turn_of

DAYS = load_workdays(range(2024, 2028))
TODAYS = [
    date(2025, 9, 28),  # a worked Sunday
    date(2025, 10, 8),  # the last day off of a long week
    date(2025, 10, 9),  # the first day of work after it
    date(2025, 12, 31),
    date(2026, 1, 4),  # a worked Sunday
    date(2026, 2, 14),
]
FIRST_SECOND, LAST_SECOND = time(), time(23, 59, 59)
# how many days ago it was proposed, and when on that day; around the edge of the five working days of reply
PROPOSED = [*itertools.product(range(4, 18), (FIRST_SECOND, LAST_SECOND)), (0, FIRST_SECOND), (90, LAST_SECOND)]
REPLIES = ("", "会签未完")
REQUESTS = (None, RequestStatus.PENDING, RequestStatus.GRANTED)
NOTICES = (None, -1, 0, 1)  # the last day of the public notice, in days from today


@pytest.mark.parametrize("today", TODAYS)
def test_the_database_and_the_rule_agree_on_whose_move_it_is(database, tmp_path, today):
    town = make_town(tmp_path)
    person = Person.select().first()
    waiting = itertools.product((CaseStatus.PROPOSED,), PROPOSED, REPLIES, REQUESTS, (False,), (None,))
    rest = [status for status in CaseStatus if status is not CaseStatus.PROPOSED]
    later = itertools.product(rest, [(30, FIRST_SECOND)], REPLIES, REQUESTS, (False, True), NOTICES)
    kinds = [*waiting, *later]
    listings = [
        {
            "duty": duty_id,
            "plan": town.plan,
            "status": status,
            "facts": "",
            "proposed_at": datetime.combine(today - timedelta(days=ago), at, SHANGHAI),
            "reply": reply,
            "is_public": is_public,
            "notice_until": None if notice is None else today + timedelta(days=notice),
        }
        for duty_id, (status, (ago, at), reply, _, is_public, notice) in zip(_duties(len(kinds)), kinds, strict=True)
    ]
    _insert(Case, listings)
    asked = [(row["duty"], kind[3]) for row, kind in zip(listings, kinds, strict=True) if kind[3] is not None]
    _insert(Extension, [_request(duty_id, person.id, status) for duty_id, status in asked])
    read = cases()
    assert len(read) == len(kinds)
    turns = {case.id: turn_of(case, today, DAYS).role for case in read}
    offices = {row.id for row in Case.select(Case.id).where(case_lists.offices_turn(today, DAYS))}
    assert offices == {case_id for case_id, role in turns.items() if role is Role.OFFICE} != set()
    assert case_lists.how_many(case_lists.offices_turn(today, DAYS)) == len(offices)
    for role in (Role.OFFICE, Role.LEADER, Role.LIAISON):
        _stands_first(role, today, {case.id: turns[case.id] for case in read if case.status in PROPOSALS})


def _stands_first(role: Role, today: date, turns: dict[int, Role | None]) -> None:
    """The proposals that wait for a role are the first of its list."""
    its_own = {case_id for case_id, whose in turns.items() if whose is role}
    found = case_lists.some(PROPOSALS, first=case_lists.waits_first_for(role, today, DAYS))
    assert len(found) == len(turns)
    assert {case.id for case in found[: len(its_own)]} == its_own != set()


def test_every_state_is_before_the_plate_under_it_or_over():
    assert set(CaseStatus) == PROPOSALS | IN_FORCE | OVER
    assert PROPOSALS.isdisjoint(IN_FORCE)
    assert set(CaseStatus) - OVER == GOING_ON


def test_what_goes_on_is_counted_of_all_and_of_one_unit(database, tmp_path):
    town = make_town(tmp_path)
    moment = datetime(2025, 12, 1, 9, 0, tzinfo=SHANGHAI)
    for duty_id, status in zip(
        town.duties, (CaseStatus.PROPOSED, CaseStatus.RECTIFYING, CaseStatus.RELEASED), strict=True
    ):
        Case.insert(duty=duty_id, plan=town.plan, status=status, facts="", proposed_at=moment).execute()
    unit = {duty.id: duty.unit_id for duty in Duty.select()}
    own = [unit[duty_id] for duty_id in town.duties[:2]]
    assert case_lists.going_on_count() == 2
    for unit_id in {town.education, town.finance}:
        assert case_lists.going_on_count(unit_id) == own.count(unit_id)
    assert case_lists.counts()[CaseStatus.RELEASED] == 1


def _duties(count: int) -> list[int]:
    """So many more duties like the first of the town."""
    model = Duty.select().dicts().first()
    kept = {name: model[name] for name in ("plan", "task", "unit", "admitted_on", "why", "status", "due")}
    rows = [{**kept, "kind": DutyKind.CLOSING, "period": f"p{number}"} for number in range(count)]
    _insert(Duty, rows)
    return [row.id for row in Duty.select(Duty.id).where(Duty.period.startswith("p")).order_by(Duty.id)]


def _insert(table: type[Table], rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), 50):
        table.insert_many(rows[start : start + 50]).execute()


def _request(duty_id: int, person_id: int, status: RequestStatus) -> dict[str, Any]:
    return {
        "duty": duty_id,
        "status": status,
        "asked_by": person_id,
        "asked_at": datetime(2025, 9, 1, 9, 0, tzinfo=SHANGHAI),
        "due_then": date(2025, 9, 30),
        "until": date(2025, 12, 31),
        "done_so_far": "已起草",
        "reason": "会签未完",
        "plan": "月底前办结",
    }
