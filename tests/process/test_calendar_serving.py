"""The production server answers calendar addresses as the tests' client does, and writes them nowhere."""

from __future__ import annotations

import gzip
import http.client
import json

import pytest
import requests
from running import tracker
from serving import running_web

from tracker.cli import main
from tracker.store.tables import database

SECRET_HEADERS = ("ETag", "Last-Modified", "Cache-Control", "Vary", "Content-Type", "X-Robots-Tag")


def ask(port: int, path: bytes | str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    """One request exactly as given: nothing is normalised or quoted on the way."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    data = tmp_path_factory.mktemp("serving")
    assert tracker(data, "seed", "--plan", "jinhua-2023").code == 0
    return data


@pytest.fixture
def command(seeded, monkeypatch, capsys):
    """A command in this process, because a dozen new ones would cost a minute; gives its code and what it said where."""
    monkeypatch.setenv("TRACKER_DATA_DIR", str(seeded))

    def run(*args: str) -> tuple[int, str, str]:
        code = main(args)
        database.obj.close()
        return code, *capsys.readouterr()

    return run


def test_the_production_server_answers_calendars_and_logs_no_address(seeded, tmp_path):
    address = tracker(seeded, "feed", "add", "--plan", "jinhua-2023", "--json", "--base", "http://127.0.0.1").json[
        "address"
    ]
    path = address.removeprefix("http://127.0.0.1")
    token = path.removeprefix("/feeds/").removesuffix(".ics")
    with running_web(seeded, tmp_path / "web.log", workers=1) as web:
        base, port = web.url, int(web.url.rpartition(":")[2])
        whole = requests.get(base + path, headers={"Accept-Encoding": "identity"}, timeout=60)
        assert whole.status_code == 200
        assert whole.content.startswith(b"BEGIN:VCALENDAR\r\n")
        assert all(whole.headers[name] for name in SECRET_HEADERS)
        assert "Set-Cookie" not in whole.headers
        status, packed = ask(port, path, Accept_Encoding="gzip")
        assert (status, gzip.decompress(packed)) == (200, whole.content)
        etag, modified = whole.headers["ETag"], whole.headers["Last-Modified"]
        assert ask(port, path, If_None_Match=etag) == (304, b"")
        assert ask(port, path, If_Modified_Since=modified) == (304, b"")
        assert ask(port, f"{path}?v=2", If_None_Match=f"W/{etag.removeprefix('W/')}") == (304, b"")
        head = requests.head(base + path, headers={"Accept-Encoding": "identity"}, timeout=30)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Length"] == str(len(whole.content))
        wrong = ["A" * 43, token[:-1], token + "A", "x" * 5000, "%00", token + "%00", "%E4%B8%AD", "%ff"]
        answers = {ask(port, f"/feeds/{each}.ics") for each in wrong} | {ask(port, path.removesuffix(".ics"))}
        assert answers == {(404, "没有这个订阅。\n".encode())}
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "REPORT"):
            assert ask(port, path, method)[0] == 405, method
        assert tracker(seeded, "feed", "revoke", address).code == 0
        assert ask(port, path) == (410, "此订阅已停用。\n".encode())
    assert token not in web.log.read_text(encoding="utf-8")


def test_an_address_is_changed_from_the_command_line(seeded):
    old = tracker(seeded, "feed", "add", "--office", "--base", "https://x.test").out.strip()
    changed = tracker(seeded, "feed", "rotate", old, "--base", "https://x.test", "--json")
    assert changed.code == 0
    assert changed.json["address"].startswith("https://x.test/feeds/")
    assert changed.json["webcal"] == changed.json["address"].replace("https://", "webcal://")
    assert changed.json["address"] != old
    assert tracker(seeded, "feed", "rotate", old).code == 2
    assert tracker(seeded, "feed", "revoke", changed.json["address"] + "?v=2").code == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "请写谁的日历"),
        (("--unit", "市教育局"), "--plan"),
        (("--office", "--person", "x"), "只能写一个"),
        (("--person", "nobody"), "没有账号“nobody”"),
        (("--person", "x", "--plan", "jinhua-2023"), "不能同时写 --plan"),
        (("--plan", "nowhere"), "台账里没有方案“nowhere”"),
        (("--office", "--alarm", "99"), "提前提醒应是"),
        (("--office", "--base", "javascript:alert(1)"), "--base"),
    ],
)
def test_what_no_calendar_can_show_is_refused_in_a_sentence(command, options, sentence):
    code, out, said = command("feed", "add", *options)
    assert (code, out) == (2, "")
    assert sentence in said


@pytest.mark.parametrize(
    "options",
    [
        ("--plan", "jinhua-2023"),
        ("--plan", "jinhua-2023", "--unit", "市教育局", "--todo", "--alarm", "3"),
        ("--plan", "jinhua-2023", "--office"),
        ("--office", "--alarm", "5"),
    ],
)
def test_every_kind_of_subscription_is_made_from_the_command_line(command, options):
    code, out, said = command("feed", "add", *options, "--json")
    assert code == 0
    assert "地址只显示这一次" in said
    assert json.loads(out)["address"].startswith("http://127.0.0.1:8000/feeds/")
