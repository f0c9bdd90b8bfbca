"""The emission ledger: whatever is written, by whatever hand, reaches every calendar with the right revision."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from small_plan import at
from subscribers import BASE, NOW, hours, revision, subscriber

from tracker.actions import adjusting
from tracker.actions.calendar_reading import read_feed
from tracker.core.words import CaseStatus, DutyKind, DutyStatus, FeedKind
from tracker.store.tables import Case, Duty, FeedItem, FeedMark, FeedText, Task
from tracker.store.tables import database as bound

# what is written, and whether SEQUENCE must rise with LAST-MODIFIED
WRITES = [
    ("UPDATE duty SET due = '2026-03-31' WHERE id = 1", True),
    ("UPDATE duty SET due_original = '2025-11-30' WHERE id = 1", False),
    ("UPDATE duty SET status = 'closed', closed_at = '2025-12-20T01:00:00.000000Z' WHERE id = 1", True),
    ("UPDATE duty SET status = 'withdrawn' WHERE id = 1", True),
    ("UPDATE task SET text = '改过的任务文字'", False),
    ("UPDATE task SET title = '改过的简称'", False),
    ("UPDATE task SET no = '9'", False),
    ("UPDATE task SET deadline_text = '2026年一季度'", False),
    ("UPDATE plan SET title = '改过的方案名'", False),
    ("UPDATE plan SET publicity = 'counts'", False),
    ("UPDATE unit SET full_name = '演示市教育体育局'", False),
]


@pytest.mark.parametrize(("statement", "moves"), WRITES, ids=[row[0][:45] for row in WRITES])
def test_whatever_is_written_by_whatever_hand_reaches_the_calendar(town, unit, statement, moves):
    uid, before = next(iter(unit.events().items()))
    bound.execute_sql(statement)
    after = unit.events(hours(1))[uid]
    assert after.to_ical() != before.to_ical()
    assert after["LAST-MODIFIED"].dt == hours(1)
    assert after["DTSTAMP"].dt == hours(1)
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + moves


def test_what_calendars_do_not_tell_leaves_them_alone(town, unit):
    before = unit.read()
    bound.execute_sql("UPDATE duty SET next_look_on = '2026-01-01', waiting_since = '2025-12-20', revision = 7")
    bound.execute_sql("UPDATE duty SET status = 'submitted' WHERE id = 1")
    assert unit.read(hours(1)) == before


def test_a_listing_marks_the_units_and_the_offices_calendar_but_not_the_plans(town, unit):
    office, plan = subscriber(FeedKind.OFFICE), subscriber(FeedKind.PLAN, plan_id=town.plan)
    before = plan.read()
    uid = unit.first()["UID"]
    office.read()
    case = Case.insert(
        duty=town.duties[0], plan=town.plan, status=CaseStatus.PROPOSED, facts="逾期", proposed_at=NOW
    ).execute()
    assert "挂牌" not in str(unit.events(hours(1))[uid]["SUMMARY"])
    Case.update(status=CaseStatus.LISTED).where(Case.id == case).execute()
    assert str(unit.events(hours(2))[uid]["SUMMARY"]).startswith("【挂牌督办】任务")
    assert str(office.events(hours(2))[uid]["SUMMARY"]).startswith("【挂牌督办】演示市教育局：任务")
    assert plan.read(hours(2)) == before
    Case.update(status=CaseStatus.RELEASED).where(Case.id == case).execute()
    assert "挂牌" not in str(office.events(hours(3))[uid]["SUMMARY"])


def test_every_variant_shares_one_uid_and_one_sequence(town, unit):
    others = [
        subscriber(FeedKind.PERSON, person_id=town.liaison.id),
        subscriber(FeedKind.PLAN, plan_id=town.plan),
        subscriber(FeedKind.OFFICE),
        subscriber(FeedKind.OFFICE, is_todo=True),
        subscriber(unit_id=town.education, alarm_days=3),
    ]
    uid = unit.first()["UID"]
    for each in others[:2]:
        each.read()
    Duty.update(due=date(2026, 3, 31)).where(Duty.id == town.duties[0]).execute()
    assert int(unit.events(hours(1))[uid]["SEQUENCE"]) == 1
    Duty.update(status=DutyStatus.CLOSED, closed_at=hours(1)).where(Duty.id == town.duties[0]).execute()
    # some were never read before, some missed the first change: all tell the same revision now
    told = {revision(each.events(hours(2))[uid]) for each in [unit, *others]}
    assert told == {(2, hours(2))}


def test_the_same_bytes_go_to_everybody_whose_calendar_reads_alike(town, unit):
    other = subscriber(unit_id=town.education, plan_id=town.plan)
    person = subscriber(FeedKind.PERSON, person_id=town.liaison.id)
    parts = {each: [part.to_ical() for part in who.events().values()] for each, who in enumerate((unit, other, person))}
    assert parts[0] == parts[1] == parts[2]
    assert FeedText.select().where(FeedText.variant == "own").count() == 2


def test_an_extension_through_its_verb_moves_the_event(town, unit):
    uid, before = next(iter(unit.events().items()))
    adjusting.change_date(hours(1), town.office, town.duties[0], date(2026, 3, 31), "演示〔2025〕9号", "统筹安排")
    after = unit.events(hours(2))[uid]
    assert (before["DTSTART"].dt, after["DTSTART"].dt) == (date(2025, 12, 31), date(2026, 3, 31))
    assert after["DTEND"].dt == date(2026, 4, 1)
    assert int(after["SEQUENCE"]) == 1
    assert "原期限 2025-12-31，延至 2026-03-31" in after["DESCRIPTION"]


def test_time_never_runs_backwards_for_a_revision(town, unit):
    uid = str(unit.first()["UID"])
    Task.update(text="改一次").execute()
    assert revision(unit.events(NOW - timedelta(days=5))[uid]) == (0, NOW + timedelta(seconds=1))


def test_two_changes_within_a_second_are_two_revisions_and_two_times(town, unit):
    first = read_feed(NOW, unit.token, base_url=BASE)
    Task.update(text="改一次").execute()
    second = read_feed(NOW, unit.token, base_url=BASE)
    assert second.etag != first.etag
    assert second.changed_at == first.changed_at + timedelta(seconds=1)


def test_midnight_moves_the_window_and_nothing_else(town, unit):
    far = date(2027, 12, 25)
    Duty.update(due=far).where(Duty.id == town.duties[0]).execute()
    day_before = far - timedelta(days=732)
    assert len(unit.events(at(f"{day_before} 23:59"))) == 1
    states = [
        read_feed(at(f"{day_before + timedelta(days=1)} {clock}"), unit.token, base_url=BASE)
        for clock in ("00:01", "23:59")
    ]
    assert states[0].etag == states[1].etag
    assert len(unit.events(at(f"{day_before + timedelta(days=1)} 12:00"))) == 2


def test_a_new_address_of_the_site_is_told_at_once(town, unit):
    uid = str(unit.first()["UID"])
    moved = unit.events(hours(1), base="https://new.example.test")[uid]
    assert str(moved["URL"]).startswith("https://new.example.test/duties/")
    assert moved["LAST-MODIFIED"].dt == hours(1)


def test_reading_costs_the_same_number_of_queries_however_many_duties(town, unit, monkeypatch):
    asked = []
    engine = type(bound.obj)
    really = engine.execute_sql
    monkeypatch.setattr(engine, "execute_sql", lambda self, sql, *more: asked.append(sql) or really(self, sql, *more))

    def queries_of(moment):
        asked.clear()
        unit.read(moment)
        return len(asked)

    unit.read()
    warm, new_day = queries_of(NOW), queries_of(NOW + timedelta(days=1))
    _many_more_duties(town, 120)
    unit.read(NOW + timedelta(days=1, hours=1))
    assert queries_of(NOW + timedelta(days=1, hours=1)) == warm == 1
    assert queries_of(NOW + timedelta(days=2)) == new_day <= 12
    assert len(unit.events(NOW + timedelta(days=2))) == 122


def test_a_change_that_is_not_committed_yet_is_told_when_it_is(town, unit, database):
    unit.read()
    with _other_connection(database) as other:
        other.execute("UPDATE task SET text = '还没有提交的文字'")
        if "postgresql" in database:
            Duty.update(due=date(2026, 3, 31)).where(
                Duty.id == town.duties[0]
            ).execute()  # a later mark, committed first
        assert "还没有提交" not in str(unit.first(hours(1))["DESCRIPTION"])
        other.commit()
    assert "还没有提交的文字" in str(unit.first(hours(2))["DESCRIPTION"])
    assert not FeedMark.select().exists()


def test_while_the_database_is_busy_a_calendar_stands_as_it_was(town, unit, database):
    if "postgresql" in database:
        pytest.skip("on PostgreSQL nobody waits for a writer of other rows")
    before = read_feed(NOW, unit.token, base_url=BASE)
    Duty.update(due=date(2026, 3, 31)).where(Duty.id == town.duties[0]).execute()
    bound.execute_sql("PRAGMA busy_timeout = 20")
    with _other_connection(database) as other:
        other.execute("BEGIN IMMEDIATE")
        busy = read_feed(hours(1), unit.token, base_url=BASE, user_agent="another")
        assert (busy.etag, busy.changed_at) == (before.etag, before.changed_at)
        other.rollback()
    assert read_feed(hours(2), unit.token, base_url=BASE).etag != before.etag


@contextmanager
def _other_connection(url):
    """Another program with an open transaction in the same database."""
    if "postgresql" in url:
        import psycopg

        connection = psycopg.connect(url)
    else:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    yield connection
    connection.close()


def _many_more_duties(town, count):
    for number in range(count):
        Duty.insert(
            plan=town.plan,
            task=1,
            unit=town.education,
            kind=DutyKind.REPORT,
            period=f"2026-{number:03d}",
            due=date(2026, 1, 1) + timedelta(days=number),
            due_original=date(2026, 1, 1),
            admitted_on=date(2025, 3, 1),
        ).execute()
    assert FeedItem.select().count() == 3
