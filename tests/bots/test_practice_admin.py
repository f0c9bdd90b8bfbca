"""The practice server's own interface: robots, what arrived, faults, the clock."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest
import requests
from robot_rig import Practice

from bots import SendFailed
from bots.practice import serve_practice
from bots.practice.faults import AFTERWARDS, INSTEAD, LABELS

TEXT = {"msgtype": "text", "text": {"content": "督办"}}


def test_robots_can_be_set_up_read_broken_and_reset_over_http(practice: Practice):
    admin = practice.server.url + "/admin"
    new = {"platform": "wecom", "name": "企业微信·另一群", "key": "another-0009"}
    robot = practice.http.post(f"{admin}/robots", json=new).json()
    assert practice.http.post(f"{admin}/robots", json=new).status_code == 400
    assert robot["address"] == f"{practice.server.url}/cgi-bin/webhook/send?key=another-0009"
    here = f"{admin}/robots/{robot['number']}"
    assert practice.http.post(f"{here}/faults", json={"fault": "minus_one", "times": 2}).status_code == 201
    answers = [practice.http.post(robot["address"], json=TEXT).json()["errcode"] for _ in range(3)]
    assert answers == [-1, -1, 0]
    (message,) = practice.http.get(f"{here}/messages").json()["messages"]
    assert message["payload"] == TEXT
    assert json.loads(base64.b64decode(message["raw_base64"])) == TEXT
    assert len(practice.http.get(f"{here}/calls").json()["calls"]) == 3
    assert practice.http.patch(here, json={"standing": "removed"}).json()["standing"] == "removed"
    assert practice.http.post(robot["address"], json=TEXT).json()["errcode"] == 93008
    assert (
        practice.http.post(f"{admin}/clock", json={"offset_seconds": 60}).json()["now"] == "2026-12-24T01:13:00+00:00"
    )
    assert len(practice.http.post(f"{admin}/reset", json={}).json()["robots"]) == 3


@pytest.mark.parametrize(
    ("path", "kwargs", "status"),
    [
        ("/admin/reset", {"data": {"robot": "1"}}, 415),
        ("/admin/reset", {"json": {}, "headers": {"Host": "evil.example:80"}}, 403),
        ("/admin/reset", {"json": {"robot": 99}}, 400),
        ("/admin/reset", {"json": {"robot": [1]}}, 400),
        ("/admin/robots/99/faults", {"json": {"fault": "minus_one"}}, 404),
        ("/admin/robots/1/faults", {"json": {"fault": "earthquake"}}, 400),
        ("/admin/robots/1/faults", {"json": {"fault": "delay_ms", "delay_ms": 1}}, 201),
        ("/admin/robots/1/faults", {"json": {"fault": "minus_one", "times": 0}}, 400),
        ("/admin/robots/1/faults", {"json": {"fault": "minus_one", "times": "many"}}, 400),
        ("/admin/robots/1/faults", {"json": {"fault": "delay", "delay_ms": -1}}, 400),
        ("/admin/robots/1/faults", {"json": {"fault": "answer", "status": 42}}, 400),
        ("/admin/robots", {"json": {"platform": "pigeon"}}, 400),
        ("/admin/robots", {"json": {"platform": "wecom", "name": "x"}}, 400),
        ("/admin/robots", {"json": {"platform": "wecom", "name": 5, "key": "abc"}}, 400),
        ("/admin/robots", {"json": ["wecom"]}, 400),
        ("/admin/clock", {"json": {"offset_seconds": "soon"}}, 400),
        ("/admin/clock", {"json": {"offset_seconds": 1e300}}, 400),
    ],
)
def test_the_administration_refuses_strangers_and_nonsense(
    practice: Practice, path: str, kwargs: dict[str, Any], status: int
):
    assert practice.http.post(practice.server.url + path, **kwargs).status_code == status


def test_a_taken_port_is_an_error_and_not_the_end_of_the_program(practice: Practice):
    port = int(practice.server.url.rsplit(":", 1)[1])
    with pytest.raises(OSError, match="in use"):
        serve_practice(port=port)


def test_the_server_runs_by_itself_and_stops_when_told():
    command = [sys.executable, "-m", "bots.practice", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().split("：")[1].strip()
        assert requests.get(url, timeout=5).status_code == 200
        process.terminate()
        assert process.wait(timeout=10) == 0


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"standing": "disabled"}, 200),
        ({"standing": "asleep"}, 400),
        ({"keywords": ["督办"]}, 200),
        ({"keywords": "督办"}, 400),
        ({"zh": "yes"}, 400),
        ({"throttle_code": 410100}, 200),
        ({"throttle_code": 5}, 400),
        ({"throttle_code": [5]}, 400),
        ({"uuid_seconds": -1}, 400),
        ({"secret": "a\nb"}, 400),
        ({"members": None}, 200),
        ({"members": [{"name": "演示甲", "mobile": "13800001111", "open_id": "ou_1"}]}, 200),
        ({"members": ["演示甲"]}, 400),
        ({"number": 5}, 200),
    ],
)
def test_a_robot_is_changed_only_into_something_possible(practice: Practice, change: dict[str, Any], status: int):
    before = practice.room("dingtalk").spec
    answer = practice.http.patch(f"{practice.server.url}/admin/robots/2", json=change)
    assert answer.status_code == status
    assert status == 200 or practice.room("dingtalk").spec == before
    practice.http.get(f"{practice.server.url}/admin/robots").json()


@pytest.mark.parametrize("fault", [*INSTEAD, *AFTERWARDS])
def test_every_fault_can_be_ordered_for_one_call(practice: Practice, fault: str):
    here = f"{practice.server.url}/admin/robots/1"
    order = {"fault": fault, "body": "{}", "status": 200}
    assert practice.http.post(f"{here}/faults", json=order).json() == {"waiting": [fault]}
    for practice.patience in (0.4, 3.0):
        with suppress(SendFailed):
            practice.say("wecom")
    first, second = practice.http.get(f"{here}/calls").json()["calls"]
    assert (first["fault"], first["delivered"]) == (fault, fault in AFTERWARDS)
    assert (second["fault"], second["delivered"]) == ("", True)
    assert LABELS[fault] in practice.http.get(practice.server.url + "/").text
