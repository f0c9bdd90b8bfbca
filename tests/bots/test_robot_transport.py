"""What happens on the wire: broken connections, timeouts, redirects, endless answers, and no key in any log."""

from __future__ import annotations

import logging
import socket
import threading
import traceback
from datetime import UTC, datetime

import pytest
import requests
from robot_rig import Practice

from bots import Message, Outcome, SendFailed, new_session, parse_address, render, send

PLATFORMS = ["wecom", "dingtalk", "feishu"]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    ("fault", "outcome", "shown"),
    [
        ("drop_before_accept", Outcome.UNKNOWN, 0),
        ("accept_then_drop", Outcome.UNKNOWN, 1),
        ("accept_then_timeout", Outcome.UNKNOWN, 1),
        ("truncated_json", Outcome.UNKNOWN, 1),
        ("huge_body", Outcome.UNKNOWN, 1),
        ("missing_code", Outcome.PROTOCOL, 1),
        ("http_500", Outcome.BUSY, 0),
        ("http_502_html", Outcome.BUSY, 0),
        ("redirect_302", Outcome.PROTOCOL, 0),
        ("minus_one", Outcome.BUSY, 0),
    ],
)
def test_every_fault_has_its_outcome(practice: Practice, platform: str, fault: str, outcome: Outcome, shown: int):
    practice.fault(platform, fault)
    with pytest.raises(SendFailed) as failed:
        practice.say(platform)
    assert failed.value.outcome is outcome
    assert len(practice.room(platform).delivered) == shown
    assert failed.value.repeat_safe is (outcome is Outcome.BUSY)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_after_a_lost_answer_only_dingtalk_may_be_repeated_and_shows_it_once(practice: Practice, platform: str):
    practice.fault(platform, "accept_then_drop")
    with pytest.raises(SendFailed) as failed:
        practice.say(platform, uuid="7c0f5c1e-0000-5000-8000-000000000001")
    assert failed.value.repeat_safe is (platform == "dingtalk")
    practice.say(platform, uuid="7c0f5c1e-0000-5000-8000-000000000001")
    assert len(practice.room(platform).delivered) == (1 if platform == "dingtalk" else 2)


def test_a_redirect_is_not_followed(practice: Practice):
    practice.fault("wecom", "redirect_302")
    with pytest.raises(SendFailed):
        practice.say("wecom")
    assert practice.room("wecom").counted == 1


def test_nobody_listening_means_not_sent():
    with pytest.raises(SendFailed) as failed:
        say_to(closed_port(), "wecom")
    assert failed.value.outcome is Outcome.NOT_SENT
    assert failed.value.repeat_safe
    assert not failed.value.permanent


def test_an_unknown_host_means_not_sent():
    with pytest.raises(SendFailed) as failed:
        say_to("http://robots.invalid", "wecom")
    assert failed.value.outcome is Outcome.NOT_SENT


def test_plain_http_where_tls_is_expected_means_not_sent(practice: Practice):
    with pytest.raises(SendFailed) as failed:
        say_to(practice.server.url.replace("http:", "https:"), "wecom")
    assert failed.value.outcome in (Outcome.NOT_SENT, Outcome.UNKNOWN)
    assert practice.room("wecom").counted == 0


def test_the_environment_is_not_asked_for_a_proxy(practice: Practice, monkeypatch: pytest.MonkeyPatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, closed_port())
    # Not even if the caller brings a session that would ask.
    with requests.Session() as practice.http:
        assert practice.say("wecom").outcome is Outcome.DELIVERED


def test_an_answer_that_drips_is_given_up():
    with Dripping() as url, pytest.raises(SendFailed) as failed:
        say_to(url, "wecom", read=0.2)
    assert failed.value.outcome is Outcome.UNKNOWN


def test_a_chunked_answer_is_read():
    body = b'{"errcode":0,"errmsg":"ok"}'
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:5], body[5:]))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with Dripping(head + chunks + b"0\r\n\r\n") as url:
        assert say_to(url, "wecom").outcome is Outcome.DELIVERED


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("trouble", ["refused", "unknown host", "drop_before_accept", "answer", "good"])
def test_no_key_and_no_secret_in_exception_or_log(
    practice: Practice, platform: str, trouble: str, caplog: pytest.LogCaptureFixture
):
    key, secret = "kEy-7c1d5f0d9a11-tail", None if platform == "wecom" else "SECabcdef0123456789abcdef"
    practice.server.rooms.change(practice.room(platform), key=key, secret=secret or "", keywords=())
    base = {"refused": closed_port(), "unknown host": "http://robots.invalid"}.get(trouble, practice.server.url)
    if trouble == "drop_before_accept":
        practice.fault(platform, trouble)
    elif trouble == "answer":
        words = f"no such hook /cgi-bin/webhook/send?key={key}&x=1 {secret} {key} from 13800001111"
        practice.fault(platform, trouble, body=f'{{"errcode":40035,"code":19002,"errmsg":"{words}","msg":"{words}"}}')
    told = ""
    with caplog.at_level(logging.DEBUG):
        try:
            receipt = say_to(base, platform, key=key, secret=secret)
            told = repr(receipt)
        except SendFailed as error:
            logging.getLogger("tracker").exception("not sent")
            told = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
            told += repr((error.__cause__, error.__context__))
    written = told + caplog.text + "".join(str(record.args) for record in caplog.records)
    assert trouble in ("refused", "unknown host") or "urllib3" in caplog.text
    assert key not in written
    assert "SECabcdef" not in written
    assert "13800001111" not in written


def say_to(base: str, platform: str, *, key: str = "somekey-0001", secret: str | None = None, read: float = 0.4):
    address = parse_address(platform, key, secret=secret, robot_hosts={platform: base})
    with new_session() as http:
        for part in render(Message(body="督办：3 项临期"), platform):
            return send(address, part, now=datetime(2026, 12, 24, 1, 12, tzinfo=UTC), http=http, timeout=(1.0, read))
    raise AssertionError


def closed_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{found.getsockname()[1]}"


class Dripping:
    """A server that answers with given bytes, or sends one byte at a time and never ends."""

    def __init__(self, answer: bytes = b"") -> None:
        self.answer = answer
        self.stop = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def serve(self) -> None:
        connection, _ = self.listener.accept()
        with connection:
            connection.recv(65536)
            if self.answer:
                connection.sendall(self.answer)
                return
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            try:
                while not self.stop.wait(0.05):
                    connection.sendall(b" ")
            except OSError:
                pass

    def __enter__(self) -> str:
        self.thread.start()
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join(timeout=5)
        self.listener.close()
