"""Two web and two clock processes with folders of their own, one PostgreSQL and shared evidence; one of each is killed on the way.

Every letter is shown once, no decision is made twice, no update is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import requests
from running import tracker
from serving import add_somebody, running_piece, running_web, signed_in, token_of, until

from bots.practice import RobotSpec, serve_practice
from bots.words import Platform
from tracker.actions import history
from tracker.actions.channels import add_channel, say
from tracker.config import read_config
from tracker.core.words import DispatchState, DutyStatus, Role
from tracker.store import db
from tracker.store.tables import Dispatch, Duty, Entry, Person, Report, Unit
from tracker.timekeeper import real_now

PASSWORD = "a shared password 42"
ROBOTS = tuple(
    RobotSpec(Platform.DINGTALK, f"演示钉钉群{number}", f"dingtalk-key-{number}", keywords=("督办",))
    for number in range(6)
)
LETTERS = 12  # a robot: it takes twenty a minute
DUTIES = 8
SIX = ("facts", "problem", "task", "conclusion", "measures", "form")
PDF = b"%PDF-1.4\n%%EOF\n"


def test_several_hosts_work_as_one(tmp_path, new_postgresql):
    url = new_postgresql("several_hosts")
    with serve_practice(port=0, clock=real_now, robots=ROBOTS) as robots:
        hosts = ",".join(f"{platform}={base}" for platform, base in robots.robot_hosts.items())
        settings = {
            "TRACKER_DATABASE_URL": url,
            "TRACKER_SECRET_KEY": "the same key on every host",
            "TRACKER_EVIDENCE_URL": (tmp_path / "shared").as_uri(),
            "TRACKER_ROBOT_HOSTS": hosts,
        }
        prepare(tmp_path, settings, robots)
        with ExitStack() as stack:
            webs = [
                stack.enter_context(running_web(tmp_path / f"host{n}", tmp_path / f"web{n}.log", workers=1, **settings))
                for n in (1, 2)
            ]
            clocks = [
                stack.enter_context(
                    running_piece(tmp_path / f"host{n}", tmp_path / f"clock{n}.log", "clock", **settings)
                )
                for n in (1, 2)
            ]
            reports = sent_through_both(webs)
            decided_by_both(webs, reports)
            until(lambda: sum(len(room.delivered) for room in robots.rooms) > 5, "the first letters")
            clocks[0].kill()
            webs[0].kill()
            cut_every_connection(url)
            for _ in range(4):
                assert requests.get(f"{webs[1].url}/healthz", timeout=30).text == "ok"
                assert requests.get(f"{webs[1].url}/sign-in", timeout=30).status_code == 200
            opened = db.open_database(url)
            until(lambda: undelivered() == 0, f"all letters: {(tmp_path / 'clock2.log').read_text()[-2000:]}")
            assert_files_are_shared(webs[1].url, reports)
        shown = Counter(str(call.payload) for room in robots.rooms for call in room.delivered)
    marks = Counter(re.search(r"〔\d+-\d+〕", text)[0] for text in shown.elements())
    assert marks == {f"〔{robot}-{number}〕": 1 for robot in range(len(ROBOTS)) for number in range(LETTERS)}
    with db.connected():
        assert history.verify()[1] == []
    opened.close()


def prepare(tmp_path, settings, robots) -> None:
    """A ledger, three people, six robots and seventy-two letters in the outbox."""
    data = tmp_path / "host0"
    assert tracker(data, "seed", "--plan", "tuoli-2023", **settings).code == 0
    for username, role, unit in (
        ("lianluo", Role.LIAISON, "教科局"),
        ("ducha", Role.OFFICE, ""),
        ("duxue", Role.OFFICE, ""),
    ):
        add_somebody(data, username, f"演示{role.label}", role, PASSWORD, unit, **settings)
    config = read_config({**settings, "TRACKER_DATA_DIR": str(data)})
    opened = db.open_database(config.database_url)
    with db.connected():
        for number, spec in enumerate(ROBOTS):
            text = spec.address_text(robots.url)
            add_channel(
                real_now(), config, platform="dingtalk", name=spec.name, address=text, keywords=list(spec.keywords)
            )
            for letter in range(LETTERS):
                say(real_now(), spec.name, f"督办〔{number}-{letter}〕")
    opened.close()


def sent_through_both(webs) -> list[int]:
    """One liaison on two hosts: the same report of each duty is sent through both at once, and arrives once."""
    sessions = [signed_in(web.url, "lianluo", PASSWORD) for web in webs]
    page = sessions[0].get(f"{webs[0].url}/mine", timeout=60).text
    duties = list(dict.fromkeys(re.findall(r"/duties/(\d+)", page)))[:DUTIES]
    assert len(duties) == DUTIES

    def send(which: int, duty: str) -> int:
        url = f"{webs[which].url}/duties/{duty}"
        data = {
            "csrf_token": token_of(sessions[which].get(url, timeout=60).text),
            "kind": "closure",
            "progress": "任务已完成，文件已印发。",
            "approved_by_head": "演示局长",
            "approved_on": "2026-01-05",
        }
        files = {"files": ("印发文件.pdf", PDF + f"{which} {duty}".encode(), "application/pdf")}
        return (
            sessions[which]
            .post(f"{url}/reports", data=data, files=files, timeout=60, allow_redirects=False)
            .status_code
        )

    with ThreadPoolExecutor(2) as both:
        for duty in duties:
            codes = sorted(both.map(lambda which, duty=duty: send(which, duty), (0, 1)))
            assert codes in ([302, 409], [302, 422]), codes
    office = signed_in(webs[0].url, "ducha", PASSWORD)
    desk = office.get(f"{webs[0].url}/desk", timeout=60).text
    found = sorted({int(number) for number in re.findall(r"/reports/(\d+)", desk)})
    assert len(found) == DUTIES
    return found


def decided_by_both(webs, reports: list[int]) -> None:
    """Two reviewers on two hosts accept the same report at once: one of them does, the other is told."""
    sessions = [signed_in(web.url, name, PASSWORD) for web, name in zip(webs, ("ducha", "duxue"), strict=True)]

    def accept(which: int, report: int) -> int:
        url = f"{webs[which].url}/reports/{report}"
        data = {"csrf_token": token_of(sessions[which].get(url, timeout=60).text), "ticked": list(SIX)}
        answer = sessions[which].post(f"{url}/acceptance", data=data, timeout=60, allow_redirects=False)
        return answer.status_code

    with ThreadPoolExecutor(2) as both:
        for report in reports:
            codes = list(both.map(lambda which, report=report: accept(which, report), (0, 1)))
            assert sorted(codes) in ([302, 409], [302, 422], [302, 404]), codes


def cut_every_connection(url: str) -> None:
    """As when the server is restarted: whoever had a connection has none any more."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def undelivered() -> int:
    with db.connected():
        return Dispatch.select().where(Dispatch.kind == "said", Dispatch.state != DispatchState.DELIVERED).count()


def assert_files_are_shared(url: str, reports: list[int]) -> None:
    """What came in through a host that is gone is served by the other."""
    with db.connected():
        unit = Unit.get(Unit.id == Person.get(Person.username == "lianluo").unit_id)
        closed = Duty.select().where(Duty.unit == unit.id, Duty.status == DutyStatus.CLOSED).count()
        assert closed == len(reports) == Report.select().count()
        assert Entry.select().where(Entry.verb == "采纳并销号").count() == len(reports)
    office = signed_in(url, "ducha", PASSWORD)
    for report in reports:
        page = office.get(f"{url}/reports/{report}", timeout=60).text
        evidence = re.search(r"/evidence/\d+", page)
        assert evidence
        assert office.get(f"{url}{evidence[0]}", timeout=60).content.startswith(PDF)
