"""Real clients over HTTP against a running server: the same events, dates and Chinese text in all of them, whatever happens."""

from __future__ import annotations

from datetime import date

import pytest
import requests
from calendar_clients import Khal, by_home_assistant, by_ical_js, by_recurring_ical_events, install_ical_js
from icalendar import Calendar
from running import Demo, running_demo, tracker
from small_plan import at, pdf

from tracker.actions import adjusting, progress, review
from tracker.actions.people import demo_people
from tracker.actions.progress import ReportText
from tracker.core.words import Publicity, ReportKind
from tracker.store.db import connected, open_database
from tracker.store.queries.duties import open_parts
from tracker.store.tables import Duty, Plan, Task, Unit
from tracker.store.vault import Vault

NOW = at("2025-12-18 11:00")
HOSTILE = "特殊教育“一人一案”,送教上门;资源教室\n👩‍🏫𠮷：" + "长" * 80


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Demo:
    with running_demo(tmp_path_factory.mktemp("calendars")) as running:
        yield running


@pytest.fixture(scope="module")
def ledger(demo):
    """The running server's own database, to act in while it serves."""
    opened = open_database(f"sqlite:///{demo.data / 'tracker.db'}")
    with connected():
        yield
    opened.close()


@pytest.fixture(scope="module")
def ical_js(tmp_path_factory):
    """The folder with ical.js, or the sentence that says why it is left out; script/test says so loudly."""
    folder = tmp_path_factory.mktemp("ical-js")
    return install_ical_js(folder) or folder


def test_ical_js_takes_part(ical_js):
    if isinstance(ical_js, str):
        pytest.skip(ical_js)
    assert (ical_js / "node_modules" / "ical.js" / "package.json").is_file()


def people():
    return dict(demo_people())


def actor(username):
    return people()[username]


def three_duties():
    """Three open duties of one unit by their id; the first waits for nobody else and can be closed."""
    rows = Duty.select(Duty.id, Duty.task).where(
        Duty.unit == actor("zhuhai-jyj").unit_id,
        Duty.status == "active",
        Duty.due == date(2025, 12, 31),
        Duty.kind == "closing",
    )
    found = sorted(rows.order_by(Duty.id).tuples(), key=lambda row: bool(open_parts(row[1], row[0])))
    assert len(found) >= 3
    return [duty_id for duty_id, _ in found[:3]]


def address_of(demo, *options) -> str:
    made = tracker(demo.data, "feed", "add", *options, "--base", demo.web)
    assert made.code == 0, made.err
    return made.out.strip()


def everybody_sees(khal, address, ical_js):
    """What all programs agree upon."""
    synced = khal.sync()
    assert synced.returncode == 0, synced.stderr
    body = requests.get(address, timeout=30).content
    seen = by_home_assistant(body)
    assert by_recurring_ical_events(body) == seen
    # khal trims and keeps the text otherwise as it is
    assert khal.seen() == seen
    if not isinstance(ical_js, str):
        assert by_ical_js(body, ical_js) == seen
    return {event.description.rsplit("/", 1)[1]: event for event in seen}


def test_every_client_follows_an_extension_a_closure_and_a_withdrawal(demo, ledger, ical_js, tmp_path):
    closed, extended, withdrawn = (str(duty_id) for duty_id in three_duties())
    Task.update(text=HOSTILE, title="").where(Task.id == Duty.get_by_id(extended).task_id).execute()
    Plan.update(publicity=Publicity.PUBLIC).where(Plan.key == "zhuhai-2023").execute()
    address = address_of(demo, "--plan", "zhuhai-2023", "--unit", "市教育局")
    khal = Khal(tmp_path, address)

    before = everybody_sees(khal, address, ical_js)
    owed = (
        Duty.select()
        .join(Unit)
        .where(Duty.unit == actor("zhuhai-jyj").unit_id, Duty.due.is_null(False), Duty.status == "active")
    )
    assert {int(each) for each in before} == {row.id for row in owed}
    assert {int(each): event.day for each, event in before.items()} == {row.id: row.due for row in owed}
    assert "特殊教育“一人一案”,送教上门;资源教室\n👩‍🏫𠮷：长长" in before[extended].description

    adjusting.change_date(NOW, actor("ducha"), int(extended), date(2026, 3, 31), "演示〔2025〕9号", "统筹安排")
    moved = everybody_sees(khal, address, ical_js)
    assert moved[extended].day == date(2026, 3, 31)
    assert "原期限 2025-12-31，延至 2026-03-31" in moved[extended].description
    assert {key: event for key, event in moved.items() if key != extended} == {
        key: event for key, event in before.items() if key != extended
    }

    claim = ReportText(ReportKind.CLOSURE, "已完成", approved_by_head="演示局长", approved_on=date(2025, 12, 17))
    report = progress.report(
        NOW, actor("zhuhai-jyj"), int(closed), claim, [pdf()], vault=Vault(demo.data / "evidence"), max_mb=1
    )
    review.accept(NOW, actor("ducha"), report)
    adjusting.withdraw(NOW, actor("ducha"), int(withdrawn), "演示〔2025〕10号", "任务取消")
    ended = everybody_sees(khal, address, ical_js)
    assert ended[closed].summary == f"【已完成】{before[closed].summary}"
    assert ended[withdrawn].summary == f"【已取消】{before[withdrawn].summary}"
    assert set(ended) == set(before)

    assert tracker(demo.data, "feed", "revoke", address).code == 0
    assert requests.get(address, timeout=30).status_code == 410
    assert khal.sync().returncode != 0
    assert len(khal.seen()) == len(ended)  # an error is no empty calendar


def test_every_client_takes_an_empty_calendar(demo, ledger, ical_js, tmp_path):
    empty = Unit.insert(region="广东省珠海市", name="没有任务的局", full_name="珠海市没有任务的局").execute()
    assert empty
    address = address_of(demo, "--plan", "zhuhai-2023", "--unit", "没有任务的局")
    assert everybody_sees(Khal(tmp_path, address), address, ical_js) == {}


def test_the_whole_office_reads_alike_everywhere(demo, ledger, ical_js, tmp_path):
    address = address_of(demo, "--office", "--alarm", "3")
    everything = everybody_sees(Khal(tmp_path, address), address, ical_js)
    dated = Duty.select().where(Duty.due.is_null(False)).count()
    assert 100 < len(everything) <= dated
    assert all("：任务" in event.summary for event in everything.values())


def test_a_list_of_to_dos_is_read_by_those_who_know_to_dos(demo, ledger):
    address = address_of(demo, "--person", "zhuhai-jyj", "--todo")
    body = requests.get(address, timeout=30).content
    one = {str(todo["UID"]): (todo["DUE"].dt, str(todo["SUMMARY"])) for todo in Calendar.from_ical(body).todos}
    from ical.calendar_stream import IcsCalendarStream

    other = {todo.uid: (todo.due, todo.summary) for todo in IcsCalendarStream.calendar_from_ics(body.decode()).todos}
    assert one == other
    assert one
