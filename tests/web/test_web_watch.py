"""What machines ask: health, figures, and the number of a request."""

from __future__ import annotations

import json
import logging
import re
import sys
from dataclasses import replace

import pytest
from visiting import visitor

from tracker.actions.heartbeat import beat
from tracker.config import LogFormat, read_config
from tracker.core.refusals import Refused
from tracker.logs import LineFormatter
from tracker.store.db import connected, open_database
from tracker.store.queries.operation import BEAT, beats
from tracker.store.tables import Setting
from tracker.timekeeper import Timekeeper
from tracker.web import create_app

TOKEN = "a-token-for-tests-only"
PLACES = ("/healthz", "/healthz/live")


def made(config, **changes):
    app = create_app(replace(config, **changes), Timekeeper())
    app.config.update(SESSION_COOKIE_SECURE=False)
    return app


@pytest.mark.parametrize("path", PLACES)
def test_health_needs_nobody_signed_in_and_no_session(stranger, path):
    answer = stranger.get(path)
    assert (answer.status_code, answer.text) == (200, "ok")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_database_of_another_version_is_not_ready_but_the_process_lives(app, config):
    opened = open_database(f"sqlite:///{config.data_dir / 'empty.db'}")
    someone = app.test_client()
    assert (someone.get("/healthz").status_code, someone.get("/healthz").text) == (503, "migration")
    assert someone.get("/healthz/live").text == "ok"
    assert "tracker_ready 0.0" in someone.get("/metrics").text
    opened.close()


def test_a_database_that_does_not_answer_is_said_in_one_word(app, config):
    opened = open_database("postgresql://someone:topsecret@127.0.0.1:1/nowhere?connect_timeout=2")
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (503, "database")
    assert app.test_client().get("/healthz/live").text == "ok"
    opened.close()


def test_figures_tell_counts_and_nobodys_name(app, stranger):
    with connected():
        beat("look", "host-1")
    said = stranger.get("/metrics").text
    assert 'tracker_duties{lamp="late"}' in said
    assert re.search(r'tracker_clock_seconds\{host="host-1",job="look"\} [0-9.]+', said)
    for line in ("tracker_ready 1.0", "tracker_reviews_waiting 0.0", 'tracker_letters{state="uncertain"} 0.0'):
        assert line in said
    assert not re.search(r"[\u4e00-\u9fff]", said), "a name of a unit, plan or channel"


def test_figures_count_requests_by_route(office):
    office.get("/duties/1?from=a-secret")
    said = office.get("/metrics").text
    assert re.search(r'tracker_requests_total\{method="GET",route="/duties/<int:duty_id>",status="200"\} ', said)
    assert "a-secret" not in said
    assert "duties/1" not in said


@pytest.mark.parametrize(
    ("environ", "headers", "code"),
    [
        ({}, {}, 200),
        ({"REMOTE_ADDR": "10.0.0.7"}, {}, 404),
        ({}, {"X-Forwarded-For": "127.0.0.1"}, 404),
        ({}, {"Forwarded": "for=127.0.0.1"}, 404),
        ({}, {"Host": "ducha.example.gov.cn"}, 404),
    ],
    ids=["this machine", "another machine", "through a proxy", "through another proxy", "by its public name"],
)
def test_without_a_token_this_machine_alone_reads_the_figures(config, environ, headers, code):
    someone = made(config).test_client()
    assert someone.get("/metrics", environ_overrides=environ, headers=headers).status_code == code


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        ("", 404),
        (f"Bearer {TOKEN}", 200),
        (f"Bearer {TOKEN}x", 404),
        (TOKEN, 404),
        ("Bearer ", 404),
        ("Bearer 令牌", 404),
    ],
)
def test_with_a_token_only_who_shows_it_reads_the_figures(config, shown, code):
    someone = made(config, metrics_token=TOKEN).test_client()
    for address in ("127.0.0.1", "10.0.0.7"):
        headers = {"Authorization": shown.encode().decode("latin-1")} if shown else {}
        answer = someone.get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": address})
        assert answer.status_code == code


@pytest.mark.parametrize(
    "setting",
    ["TRACKER_TRUSTED_PROXIES=-1", "TRACKER_TRUSTED_PROXIES=all", "TRACKER_METRICS_TOKEN=short", "TRACKER_LOG=xml"],
)
def test_a_setting_that_cannot_be_used_is_named(setting, tmp_path):
    name, _, value = setting.partition("=")
    with pytest.raises(Refused, match=name):
        read_config({name: value}, data_dir=str(tmp_path))


def test_every_answer_has_a_number_and_the_page_of_a_refusal_shows_it(app, office):
    answer = office.get("/duties/999")
    number = answer.headers["X-Request-ID"]
    assert re.fullmatch("[2-9A-HJ-NP-Z]{8}", number)
    assert f"编号 <code>{number}</code>" in answer.text
    assert office.get("/duties/999").headers["X-Request-ID"] != number


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [
        (1, "c0ffee00-1234", True),
        (0, "c0ffee00-1234", False),
        (1, "<script>alert(1)</script>", False),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, "两个字的编号啊", False),
    ],
)
def test_a_number_is_taken_from_a_trusted_proxy_when_it_looks_like_one(config, proxies, given, is_taken):
    someone = made(config, trusted_proxies=proxies).test_client()
    answer = someone.get("/healthz", headers={"X-Request-ID": given.encode().decode("latin-1")})
    assert (answer.headers["X-Request-ID"] == given) is is_taken


def test_a_fault_shows_its_number_and_is_logged_without_what_it_said(app, config, caplog):
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    someone = visitor(app, "ducha")
    opened = open_database(f"sqlite:///{config.data_dir / 'empty.db'}")
    answer = someone.get("/plans?q=张三")
    opened.close()
    number = answer.headers["X-Request-ID"]
    assert answer.status_code == 500
    assert number in answer.text
    (record,) = [each for each in caplog.records if each.exc_info and each.name == "tracker.web"]
    line = LineFormatter(LogFormat.JSON, "web").format(record)
    facts = json.loads(line)
    assert (facts["request"], facts["route"], facts["fault"]) == (number, "/plans", "OperationalError")
    assert "no such table" not in line
    assert "张三" not in line


@pytest.mark.parametrize("form", list(LogFormat))
def test_whatever_a_line_holds_it_stays_one_line_without_secrets(form):
    try:
        raise ValueError("身份证 110101199003070011")
    except ValueError:
        fault = sys.exc_info()
    said = "call 13800001234\nGET /feeds/abcdefghijklmnop.ics?key=0123456789abcdef0123"
    record = logging.LogRecord("any", logging.ERROR, __file__, 1, said, (), fault)
    line = LineFormatter(form, "clock").format(record)
    assert "\n" not in line
    for secret in ("13800001234", "abcdefghijklmnop", "0123456789abcdef0123", "110101199003070011"):
        assert secret not in line
    assert "ValueError" in line


def test_a_heart_beats_once_a_minute_and_silent_hosts_are_forgotten(app):
    with connected():
        Setting.create(key=f"{BEAT}look:long-gone", value="2020-01-01T09:00:00+08:00")
        beat("look", "host-1")
        first = beats()
        beat("look", "host-1")
        assert beats() == first
        assert [(each.job, each.host) for each in first] == [("look", "host-1")]
