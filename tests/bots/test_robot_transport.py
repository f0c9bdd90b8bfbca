"""What can happen on the way: nobody there, no trust, broken connections, and servers that never come to an end."""

from __future__ import annotations

import ssl
import threading
import time
from pathlib import Path

import pytest
import requests
from robot_rig import Practice, say_to
from wire_rig import Caller, Wire, answering, closed_port, http, secure_wire

from bots import Outcome, SendFailed, new_session
from bots.transport import TIMEOUT

OK = b'{"errcode":0,"errmsg":"ok"}'
PLATFORMS = ["wecom", "dingtalk", "feishu"]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_after_a_lost_answer_only_dingtalk_may_be_repeated_and_shows_it_once(practice: Practice, platform: str):
    practice.fault(platform, "accept_then_drop")
    with pytest.raises(SendFailed) as failed:
        practice.say(platform, uuid="7c0f5c1e-0000-5000-8000-000000000001")
    assert failed.value.repeat_safe is (platform == "dingtalk")
    practice.say(platform, uuid="7c0f5c1e-0000-5000-8000-000000000001")
    assert len(practice.room(platform).delivered) == (1 if platform == "dingtalk" else 2)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        ("drop_before_accept", 0),
        ("http_500", 0),
        ("http_502_html", 0),
        ("redirect_302", 0),
        ("minus_one", 0),
        ("accept_then_drop", 1),
        ("truncated_json", 1),
        ("empty_200", 1),
        ("missing_code", 1),
        ("huge_body", 1),
    ],
)
def test_one_attempt_is_one_call_whatever_comes_of_it(practice: Practice, platform: str, fault: str, shown: int):
    practice.fault(platform, fault)
    with pytest.raises(SendFailed):
        practice.say(platform)
    assert practice.room(platform).counted == 1
    assert len(practice.room(platform).delivered) == shown


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("fault", ["errcode_string_zero", "bom", "gzip", "chunked", "delay"])
def test_a_strange_answer_can_be_a_good_one(practice: Practice, platform: str, fault: str):
    practice.fault(platform, fault, delay_ms=20)
    assert practice.say(platform).code == "0"
    assert len(practice.room(platform).delivered) == 1


# ---- nothing has left this machine ----


def hang_up_at_once(caller: Caller) -> None:
    caller.connection.recv(1)
    caller.reset()


def speak_plainly(caller: Caller) -> None:
    caller.connection.recv(65536)
    caller.say(http(OK))


def drip_nonsense(caller: Caller) -> None:
    caller.drip(b"\x16\x03\x03\x20\x00", then=b"\x02")


def say_nothing(caller: Caller) -> None:
    caller.wait()


def test_nobody_listening_means_not_sent():
    assert came_to(closed_port()) == (Outcome.NOT_SENT, True)


@pytest.mark.parametrize("host", ["http://robots.invalid", "https://robots.invalid"])
def test_an_unknown_host_means_not_sent(host: str):
    assert came_to(host) == (Outcome.NOT_SENT, True)


@pytest.mark.parametrize("script", [hang_up_at_once, speak_plainly, drip_nonsense, say_nothing])
def test_without_a_secure_connection_nothing_is_sent(script):
    with Wire(script) as wire:
        assert came_to(wire.url.replace("http://", "https://")) == (Outcome.NOT_SENT, True)


@pytest.mark.parametrize("name", ["localhost", "another.example"])
def test_a_certificate_that_nobody_signed_is_not_trusted(tmp_path: Path, name: str):
    with secure_wire(tmp_path, http(OK), name) as wire, pytest.raises(SendFailed) as failed:
        say_to(wire.url, "wecom")
    assert failed.value.outcome is Outcome.NOT_SENT
    assert "安全证书" in failed.value.why


def test_over_a_trusted_connection_it_is_delivered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with secure_wire(tmp_path, http(OK)) as wire:
        monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(tmp_path / "certificate.pem"))
        assert say_to(wire.url, "wecom").outcome is Outcome.DELIVERED


def test_the_name_in_a_trusted_certificate_must_be_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with secure_wire(tmp_path, http(OK), "another.example") as wire:
        monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(tmp_path / "certificate.pem"))
        assert came_to(wire.url) == (Outcome.NOT_SENT, True)


def test_an_adapter_of_the_callers_own_stays(tmp_path: Path):
    with secure_wire(tmp_path, http(OK)) as wire:
        trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
        session = requests.Session()
        session.mount("https://", Trusting(trusting))
        assert say_to(wire.url, "wecom", http=session).outcome is Outcome.DELIVERED


class Trusting(requests.adapters.HTTPAdapter):
    """An adapter of the caller's own, as an office with a certificate authority of its own would mount."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self.context = context
        super().__init__()

    def build_connection_pool_key_attributes(self, request, verify, cert=None):
        host, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        return host, {"ssl_context": self.context}

    def cert_verify(self, conn, url, verify, cert):
        pass


@pytest.mark.parametrize(("proxy", "scheme"), [("nobody", "http"), ("nobody", "https"), ("refusing", "https")])
def test_a_proxy_that_does_not_serve_means_not_sent(proxy: str, scheme: str):
    with Wire(answering(http(b"", status="403 Forbidden"))) as wire:
        base = wire.url if proxy == "refusing" else closed_port()
        assert came_to(f"{scheme}://robots.example", session=new_session(proxy=base)) == (Outcome.NOT_SENT, True)


def test_through_a_proxy_an_answer_is_an_answer():
    kept: list[bytes] = []
    with Wire(answering(http(OK), kept)) as wire:
        receipt = say_to("http://robots.example", "wecom", http=new_session(proxy=wire.url))
    assert receipt.outcome is Outcome.DELIVERED
    assert kept[0].startswith(b"POST http://robots.example/cgi-bin/webhook/send?key=somekey-0001 ")


@pytest.mark.parametrize("maker", [new_session, requests.Session])
def test_the_environment_is_not_asked_for_a_proxy(practice: Practice, monkeypatch: pytest.MonkeyPatch, maker):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, closed_port())
    with maker() as practice.http:
        assert practice.say("wecom").outcome is Outcome.DELIVERED


# ---- it may have arrived ----


def read_and_reset(caller: Caller) -> None:
    caller.read_request()
    caller.reset()


def read_and_wait(caller: Caller) -> None:
    caller.read_request()
    caller.wait()


def never_read(caller: Caller) -> None:
    caller.wait()


def drip_after(data: bytes, then: bytes = b" "):
    def script(caller: Caller) -> None:
        caller.read_request()
        caller.drip(data, then)

    return script


DRIPPING = {
    "status line": drip_after(b"HTTP/1.1 200 O", b"K"),
    "headers": drip_after(b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "100 continue": drip_after(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body with a length": drip_after(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"),
    "body without a length": drip_after(b"HTTP/1.0 200 OK\r\n\r\n" + OK),
    "chunk size": drip_after(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=", b"y"),
    "chunks": drip_after(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
}


@pytest.mark.parametrize("script", [read_and_reset, read_and_wait, never_read])
@pytest.mark.parametrize("maker", [new_session, requests.Session])
def test_once_connected_the_message_may_have_arrived(script, maker):
    with Wire(script) as wire:
        assert came_to(wire.url, session=maker()) == (Outcome.UNKNOWN, False)


@pytest.mark.parametrize(
    ("place", "maker"), [*[(place, new_session) for place in DRIPPING], ("headers", requests.Session)]
)
def test_a_server_that_drips_does_not_hold_us(place: str, maker):
    # Each byte comes within the read timeout, so only the time of the whole attempt ends it.
    with Wire(DRIPPING[place]) as wire:
        assert came_to(wire.url, session=maker(), timeout=(0.2, 0.2)) == (Outcome.UNKNOWN, False)


def test_a_whole_attempt_takes_less_than_the_lease_of_an_outbox_row():
    assert TIMEOUT == (3.05, 8.0)
    assert TIMEOUT[0] + 2 * TIMEOUT[1] < 60


def test_nothing_is_left_behind_by_an_attempt():
    with Wire(answering(http(OK, "Connection: keep-alive"))) as wire, new_session() as session:
        before = threads()
        for _ in range(25):
            say_to(wire.url, "wecom", http=Kept(session))
        deadline = time.monotonic() + 5
        while threads() > before and time.monotonic() < deadline:
            time.sleep(0.01)
        assert threads() <= before
        (pool,) = session.get_adapter(wire.url).poolmanager.pools._container.values()
        assert [found for found in pool.pool.queue if found] == []


class Kept:
    """A session that outlives the `with` of the rig."""

    def __init__(self, session: requests.Session) -> None:
        self.session = session

    def __enter__(self) -> requests.Session:
        return self.session

    def __exit__(self, *_: object) -> None:
        pass


def threads() -> int:
    return threading.active_count()


def came_to(base: str, *, session: requests.Session | None = None, timeout: tuple[float, float] = (0.4, 0.4)):
    with pytest.raises(SendFailed) as failed:
        say_to(base, "wecom", http=session, timeout=timeout)
    assert not failed.value.permanent
    return failed.value.outcome, failed.value.repeat_safe
