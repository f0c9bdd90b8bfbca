"""A page asks the same number of questions of the database however much there is, and none reads a growing table from end to end."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from visiting import Visitor, visitor
from watched import statements, whole_tables_read

from bench.filling import TODAY, Shape, fill
from tracker.actions import reminding
from tracker.actions.people import add_person
from tracker.actions.working_days import working_days
from tracker.config import Config
from tracker.core.words import CaseStatus, DispatchState, DutyStatus, Platform, ReportKind, ReportStatus, Role, UnitRole
from tracker.store.queries.duties import to_look_at
from tracker.store.tables import (
    Case,
    Channel,
    Dispatch,
    Duty,
    Extension,
    Objection,
    Person,
    Report,
    Task,
    TaskUnit,
)
from tracker.timekeeper import SHANGHAI, Practice, Timekeeper, real_now
from tracker.web import create_app

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=SHANGHAI)
PAGES = [
    ("lian", "/mine"),
    ("lian", "/supporting"),
    ("lian", "/cases"),
    ("lian", "/feeds"),
    ("lian", "/plans/few-1"),
    ("lian", "/duties/2"),
    ("ducha", "/desk"),
    ("ducha", "/cases"),
    ("ducha", "/extensions"),
    ("ducha", "/objections"),
    ("ducha", "/outbox"),
    ("ducha", "/plans/few-1"),
    ("ducha", "/duties/2"),
    ("ling", "/cases"),
    ("ling", "/extensions"),
]


@pytest.fixture
def desks(database, tmp_path) -> dict[str, Visitor]:
    """Three people of an installation with one plan of forty duties of two units."""
    filled = fill(40, 1, Shape(per_task=1, units=2, closed=200), key="few")
    people = (("lian", Role.LIAISON, filled.units[0]), ("ducha", Role.OFFICE, None), ("ling", Role.LEADER, None))
    for name, role, unit in people:
        add_person(NOW, username=name, name=f"演示{role.label}", role=role, password="correct horse", unit_id=unit)
    _business(13)
    config = Config(tmp_path, database, "only for these tests", "https://ducha.example.gov.cn")
    app = create_app(config, Timekeeper(lambda: Practice(NOW, real_now())))
    app.config.update(PROPAGATE_EXCEPTIONS=True, SESSION_COOKIE_SECURE=False)
    return {name: visitor(app, name) for name, _, _ in people}


def test_no_page_asks_more_where_there_is_ten_times_as_much(desks):
    few = _asked(desks)
    fill(400, 3, Shape(per_task=1, units=1, closed=200), key="many")
    own, other = Person.get(Person.username == "lian").unit_id, Duty.select(Duty.unit).order_by(Duty.id.desc()).scalar()
    Duty.update(unit=own).where(Duty.unit == other, Duty.id.bin_and(1) == 0).execute()
    _business(100)
    assert _asked(desks) == few


def test_no_page_reads_a_growing_table_from_end_to_end(desks):
    found = {}
    for who, path in PAGES:
        with statements() as asked:
            assert desks[who].get(path).status_code == 200
        if whole := whole_tables_read(asked):
            found[who, path] = whole
    assert found == {}


def test_a_tick_with_nothing_due_is_two_statements_that_read_no_table(desks):
    Duty.update(next_look_on=date(2026, 12, 1)).execute()
    reminding.tick(NOW)
    for moment in (NOW, NOW.replace(hour=9, minute=30)):
        with statements() as asked:
            reminding.tick(moment)
        assert len(asked) == 2
        assert whole_tables_read(asked) == []


def test_the_clock_never_looks_at_what_is_over(desks):
    """Every closing sets the day of the next look; a closed duty must not stay in the clock's index for ever."""
    Duty.update(next_look_on=TODAY).where(Duty.status == DutyStatus.ACTIVE, Duty.due.is_null(False)).execute()
    looked_at = to_look_at(TODAY)
    assert looked_at
    assert {duty.status for duty in looked_at} == {DutyStatus.ACTIVE}


def _asked(desks: dict[str, Visitor]) -> dict[tuple[str, str], int]:
    working_days()
    counted = {}
    for who, path in PAGES:
        desks[who].get(path)  # what a process reads once
        with statements() as asked:
            assert desks[who].get(path).status_code == 200, path
        counted[who, path] = len(asked)
    return counted


def _business(count: int) -> None:
    """Reports, requests and listings that wait, tasks to support, letters; of the newest duties."""
    office = Person.get(Person.username == "ducha").id
    author = Person.get(Person.username == "lian")
    duties = list(Duty.select().where(Duty.status == DutyStatus.ACTIVE).order_by(Duty.id.desc()).limit(count))
    others = Task.select(Task.id).order_by(Task.id.desc()).limit(count)
    for (task,) in others.tuples():
        TaskUnit.insert(
            task=task, unit=author.unit_id, role=UnitRole.COOPERATING, position=9, as_written="本单位"
        ).execute()
    for number, duty in enumerate(duties):
        words = {"progress": "正在做", "problems": "", "next_steps": "", "approved_by_head": "", "opinion": "请补正"}
        Report.insert(
            duty=duty.id, kind=ReportKind.PROGRESS, author=author.id, submitted_at=NOW, status=ReportStatus.SUBMITTED, **words
        ).execute()  # fmt: skip
        papers = {"due_then": TODAY, "until": TODAY, "done_so_far": "一半", "reason": "雨", "plan": "赶"}
        Extension.insert(duty=duty.id, asked_by=author.id, asked_at=NOW, **papers).execute()
        Objection.insert(duty=duty.id, made_by=author.id, made_at=NOW, reason="不归我单位").execute()
        status = list(CaseStatus)[number % len(CaseStatus)]
        if not Case.select().where(Case.duty == duty.id).exists():
            Case.insert(
                duty=duty.id, plan=duty.plan_id, status=status, facts="逾期", proposed_at=NOW, decided_at=NOW, decided_by=office
            ).execute()  # fmt: skip
        _letter(number)


def _letter(number: int) -> None:
    channel = (
        Channel.select(Channel.id).scalar()
        or Channel.insert(name="演示群", platform=Platform.WECOM, address="x", tail="x", created_at=NOW).execute()
    )
    state = list(DispatchState)[number % len(DispatchState)]
    Dispatch.insert(channel=channel, title="督办提醒", body="x", state=state, next_at=NOW, created_at=NOW).execute()
