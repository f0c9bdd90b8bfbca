"""A story with recognisable names, words, secrets and tokens through real web and clock processes: their logs show none of them."""

from __future__ import annotations

import json
import re

import pytest
import requests
from running import tracker
from serving import add_somebody, running_piece, running_web, signed_in, token_of, until

from bots.practice import RobotSpec, serve_practice
from bots.words import Platform
from tracker.core.words import Role
from tracker.timekeeper import real_now

PASSWORD = "Xyzzy-口令-42-horses"
ROBOT = RobotSpec(Platform.DINGTALK, "钱群群", "dingtalk-access-token-7f3a", secret="SEC7f3a7f3a7f3a7f3a7f3a")
NAMES = ("zhaoyiyi", "赵依依", "qianergou", "钱二狗", "13800138000", PASSWORD, "Xyzzy")
WORDS = ("绝密的进展", "secret-query", "佐证照片", "托里县", "钱群群")
METRICS = "metrics-token-5e5e5e5e"


@pytest.mark.parametrize("form", ["json", "text"])
def test_logs_name_nobody_and_nothing(tmp_path, form):
    data = tmp_path / "data"
    with serve_practice(port=0, clock=real_now, robots=(ROBOT,)) as robots:
        hosts = ",".join(f"{platform}={url}" for platform, url in robots.robot_hosts.items())
        settings = {"TRACKER_LOG": form, "TRACKER_ROBOT_HOSTS": hosts, "TRACKER_METRICS_TOKEN": METRICS}
        feed = prepare(data, ROBOT.address_text(robots.url), settings)
        with (
            running_web(data, tmp_path / "web.log", **settings) as web,
            running_piece(data, tmp_path / "clock.log", "clock", **settings) as clock,
        ):
            token = feed.rsplit("/", 1)[1].removesuffix(".ics")
            live_a_day(web.url, token)
            saying = tmp_path / "words.txt"
            saying.write_text("绝密的进展：请钱二狗回电13800138000", encoding="utf-8")
            assert tracker(data, "channel", "say", ROBOT.name, "--file", str(saying), **settings).code == 0
            until(lambda: "job" in clock.log.read_text(encoding="utf-8"), "a job of the clock")
    said = {name: (tmp_path / f"{name}.log").read_text(encoding="utf-8") for name in ("web", "clock")}
    for name, log in said.items():
        for secret in (*NAMES, *WORDS, token, METRICS, ROBOT.key, ROBOT.secret):
            assert secret not in log, f"{secret} in the log of {name}"
        assert not re.search(r"[\u4e00-\u9fff]", "".join(log.splitlines()[1:])), "words of people"
    assert "/duties/<int:duty_id>" in said["web"]
    assert "/feeds/<" in said["web"]
    if form == "json":
        lines = [json.loads(line) for line in said["web"].splitlines() if line.startswith("{")]
        routes = {line.get("route") for line in lines}
        assert {"/sign-in", "-", "/static/<path:filename>"} <= routes
        assert all(line["process"] == "web" and {"at", "level", "pid", "event"} <= set(line) for line in lines)


def prepare(data, robot, settings) -> str:
    """A ledger, two people, a robot, a feed; returns the feed's address."""
    assert tracker(data, "seed", "--plan", "tuoli-2023", **settings).code == 0
    add_somebody(data, "zhaoyiyi", "赵依依", Role.OFFICE, PASSWORD, **settings)
    add_somebody(data, "qianergou", "钱二狗", Role.LIAISON, PASSWORD, "教科局", **settings)
    robot_words = ("--platform", "dingtalk", "--name", ROBOT.name, "--address", robot, "--secret", ROBOT.secret)
    assert tracker(data, "channel", "add", *robot_words, **settings).code == 0
    made = tracker(data, "feed", "add", "--plan", "tuoli-2023", "--unit", "教科局", **settings)
    assert made.code == 0
    return made.out.strip()


def live_a_day(url: str, token: str) -> None:
    """Visits that succeed, fail, are refused, are forged and break."""
    for name in ("qianergou", "zhaoyiyi"):
        wrong = requests.Session()
        asked = {"username": name, "password": f"{PASSWORD}!", "csrf_token": ""}
        asked["csrf_token"] = token_of(wrong.get(f"{url}/sign-in", timeout=30).text)
        assert wrong.post(f"{url}/sign-in", data=asked, timeout=30).status_code == 422
    liaison = signed_in(url, "qianergou", PASSWORD)
    duty = re.search(r"/duties/(\d+)", liaison.get(f"{url}/mine", timeout=30).text)
    assert duty
    page = liaison.get(f"{url}/duties/{duty[1]}?note=secret-query", timeout=30).text
    report = {"csrf_token": token_of(page), "kind": "progress", "progress": "绝密的进展", "next_steps": "13800138000"}
    files = {"files": ("佐证照片-钱二狗.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")}
    liaison.post(f"{url}/duties/{duty[1]}/reports", data=report, files=files, timeout=30)
    office = signed_in(url, "zhaoyiyi", PASSWORD)
    for path in (
        "/desk",
        "/plans/tuoli-2023?q=钱二狗",
        "/static/tracker.css",
        "/赵依依",
        "/evidence/999",
        "/duties/abc",
    ):
        office.get(f"{url}{path}", timeout=30)
    for path in (f"/feeds/{token}.ics", f"/feeds/{token}x.ics", f"/feeds/{token}", f"/feeds/{token}.ics/more"):
        requests.get(f"{url}{path}", timeout=30)
    requests.get(f"{url}/metrics", headers={"Authorization": f"Bearer {METRICS}"}, timeout=30)
    requests.get(f"{url}/sign-in", headers={"X-Request-ID": "zhaoyiyi", "User-Agent": "赵依依".encode()}, timeout=30)
    requests.request("ZHAOYIYI", f"{url}/sign-in", timeout=30)
    requests.post(f"{url}/sign-in", data={"username": "zhaoyiyi", "password": PASSWORD}, timeout=30)
