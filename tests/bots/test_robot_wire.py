"""Answers as servers, gateways and proxies of all kinds write them; and the exact request that they get."""

from __future__ import annotations

import gzip
import json
import zlib
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from robot_rig import say_to
from wire_rig import Wire, answering, http

from bots import Outcome, SendFailed
from bots.dingtalk import sign

OK = b'{"errcode":0,"errmsg":"ok"}'
JSON = "Content-Type: application/json; charset=UTF-8"


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


@pytest.mark.parametrize(
    "answer",
    [
        http(OK, JSON),
        http(OK, JSON, "Connection: close", length=False),
        http(OK, JSON, "Connection: keep-alive"),
        http(OK, JSON, version="1.0", length=False),
        http(OK, JSON, version="1.0"),
        http(OK),
        http(OK, "Content-Type: text/html; charset=utf-8"),
        http(OK, "content-type: TEXT/PLAIN"),
        http(b"\xef\xbb\xbf" + OK, JSON),
        http(b" \r\n" + OK + b"\n\n", JSON),
        http(json.dumps({"errcode": 0, "errmsg": "ok"}).encode("utf-16"), JSON),
        http('{"errcode":0,"errmsg":"成功"}'.encode("gb18030"), JSON),
        http(b'{"errcode":"0","errmsg":"ok"}', JSON),
        http(b'{"errcode":0,"errmsg":null,"data":{"errcode":45009}}', JSON),
        http(b'{"errcode":0,"errmsg":"\\ud800 \\u0000"}', JSON),
        http(b'{"errcode":0,"a":' + b"9" * 6000 + b"}", JSON),
        http(b'{"errcode":0,"errcode":"0"}', JSON),
        http(gzip.compress(OK), JSON, "Content-Encoding: gzip"),
        http(zlib.compress(OK), JSON, "Content-Encoding: deflate"),
        http(chunked(OK[:5], OK[5:]), JSON, "Transfer-Encoding: chunked", length=False),
        http(chunked(*(bytes([b]) for b in OK)), JSON, "Transfer-Encoding: chunked", length=False),
        http(chunked(gzip.compress(OK)), "Content-Encoding: gzip", "Transfer-Encoding: chunked", length=False),
        b"HTTP/1.1 100 Continue\r\n\r\n" + http(OK, JSON),
        b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + http(OK, JSON),
        http(OK, JSON, "Set-Cookie: a=b", "Error-Code: 0", "Date: not a date"),
        http(OK, JSON, "Date: Thu, 99 Dec 99999 01:12:00 GMT"),
        http(b" " * (64 * 1024 - len(OK)) + OK, JSON),
    ],
)
def test_a_good_answer_is_understood_however_it_is_written(answer: bytes):
    with Wire(answering(answer)) as wire:
        assert say_to(wire.url, "wecom").outcome is Outcome.DELIVERED


@pytest.mark.parametrize(
    ("answer", "outcome", "code"),
    [
        (http(b"", JSON), Outcome.UNKNOWN, None),
        (http(b"", JSON, length=False), Outcome.UNKNOWN, None),
        (http(OK[:-1], JSON), Outcome.UNKNOWN, None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + OK, Outcome.UNKNOWN, None),
        (http(chunked(OK, end=b""), "Transfer-Encoding: chunked", length=False), Outcome.UNKNOWN, None),
        (http(b"zz\r\nx", "Transfer-Encoding: chunked", length=False), Outcome.UNKNOWN, None),
        (http(b"not gzip", JSON, "Content-Encoding: gzip"), Outcome.UNKNOWN, None),
        (http(gzip.compress(OK)[:-12], JSON, "Content-Encoding: gzip"), Outcome.UNKNOWN, None),
        (http(gzip.compress(b" " * 50_000_000), JSON, "Content-Encoding: gzip"), Outcome.UNKNOWN, None),
        (http(b" " * (64 * 1024 - len(OK) + 1) + OK, JSON), Outcome.UNKNOWN, None),
        (http(b"[" * 60_000, JSON), Outcome.UNKNOWN, None),
        (b"garbage\r\n\r\n", Outcome.UNKNOWN, None),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n" + OK, Outcome.UNKNOWN, None),
        (http(b"", status="204 No Content"), Outcome.PROTOCOL, None),
        (http(OK, JSON, status="103 Early Hints"), Outcome.PROTOCOL, None),
        (http(OK, JSON, status="999 Odd"), Outcome.BUSY, "0"),
        (http(b'{"errcode":0.0}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":0e9}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":NaN}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":1e999}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":"00"}', JSON), Outcome.PROTOCOL, None),
        (http('{"errcode":"０"}'.encode(), JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":""}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":null}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":false}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":[0]}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":{"errcode":0}}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"data":{"errcode":0}}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"ErrCode":0}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"code":0,"msg":"success"}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":0,"errcode":45009}', JSON), Outcome.RATE_LIMITED, "45009"),
        (http(b'{"errcode":45009,"errcode":0}', JSON), Outcome.RATE_LIMITED, "45009"),
        (http(b'{"errcode":null,"errcode":0}', JSON), Outcome.PROTOCOL, None),
        (http(b'{"errcode":' + b"9" * 5000 + b"}", JSON), Outcome.REJECTED, "9" * 20 + "…"),
        (http(b'{"errcode":"' + b"9" * 5000 + b'"}', JSON), Outcome.REJECTED, "9" * 20 + "…"),
        (http(b'{"errcode":-1.0}', JSON), Outcome.BUSY, "-1"),
        (http(b'{"errcode":" 45009 "}', JSON), Outcome.RATE_LIMITED, "45009"),
    ],
)
def test_anything_else_is_never_delivered(answer: bytes, outcome: Outcome, code: str | None):
    with Wire(answering(answer)) as wire, pytest.raises(SendFailed) as failed:
        say_to(wire.url, "wecom")
    assert (failed.value.outcome, failed.value.code) == (outcome, code)


@pytest.mark.parametrize(
    ("platform", "header", "wait"),
    [
        ("wecom", "Retry-After: 90", 90),
        ("wecom", "Retry-After: 5", 61),
        ("wecom", "Retry-After: 999999", 3600),
        ("wecom", "Retry-After: Thu, 24 Dec 2026 01:12:00 GMT", 61),
        ("feishu", "x-ogw-ratelimit-reset: 47", 47),
        ("dingtalk", "Retry-After: 60", 605),
    ],
)
def test_a_platform_may_ask_for_a_longer_pause(platform: str, header: str, wait: float):
    with (
        Wire(answering(http(b"{}", header, status="429 Too Many Requests"))) as wire,
        pytest.raises(SendFailed) as failed,
    ):
        say_to(wire.url, platform)
    assert failed.value.wait == wait


def test_the_words_of_a_platform_can_be_kept_by_any_database():
    words = '{"errcode":40035,"errmsg":"a\\u0000b\\ud800c\\nd\\u2028e' + "x" * 2000 + '"}'
    with Wire(answering(http(words.encode(), JSON))) as wire, pytest.raises(SendFailed) as failed:
        say_to(wire.url, "wecom")
    assert failed.value.answer.startswith("a b c d ex")
    assert len(failed.value.answer) == 500
    failed.value.answer.encode()


def test_a_key_at_the_place_where_words_are_cut_is_hidden_whole():
    words = "x" * 490 + "kEy-7c1d5f0d9a11-tail"
    with Wire(answering(http(json.dumps({"errcode": 40035, "errmsg": words}).encode(), JSON))) as wire:
        with pytest.raises(SendFailed) as failed:
            say_to(wire.url, "wecom", key="kEy-7c1d5f0d9a11-tail")
        assert failed.value.answer == "x" * 490 + "••••"


def test_where_the_platform_saw_us_is_told_apart_for_administrators():
    words = {"errcode": 93000, "errmsg": "invalid webhook url, hint: [1], from ip: 203.0.113.7, more info at https://x"}
    with Wire(answering(http(json.dumps(words).encode(), JSON))) as wire, pytest.raises(SendFailed) as failed:
        say_to(wire.url, "wecom")
    assert failed.value.seen_as == "203.0.113.7"
    assert failed.value.answer == "invalid webhook url, hint: [1], from ip: ••••, more info at https://x"


# ---- the request ----

MOMENT = datetime(2023, 11, 14, 22, 13, 20, 1000, tzinfo=UTC)  # 1700000000.001


def test_what_wecom_gets_byte_for_byte():
    assert sent("wecom") == (
        "POST /cgi-bin/webhook/send?key=somekey-0001 HTTP/1.1",
        '{"msgtype":"text","text":{"content":"督办：3 项临期"}}',
    )


def test_what_dingtalk_gets_byte_for_byte():
    line, body = sent("dingtalk", secret="SECdemo", uuid="7c0f5c1e-0000-5000-8000-000000000001")
    assert line == (
        "POST /robot/send?access_token=somekey-0001&timestamp=1700000000001"
        "&sign=PTs%2BdsurGspsy8LSQV%2FUd2CTvBpozdeoue2U2fgKqxI%3D HTTP/1.1"
    )
    assert body == (
        '{"msgtype":"text","text":{"content":"督办：3 项临期"},"msgUuid":"7c0f5c1e-0000-5000-8000-000000000001"}'
    )


def test_what_feishu_gets_byte_for_byte():
    line, body = sent("feishu", secret="demo", now=datetime.fromtimestamp(1599360473.9, UTC))
    assert line == "POST /open-apis/bot/v2/hook/somekey-0001 HTTP/1.1"
    assert body == (
        '{"timestamp":"1599360473","sign":"l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=",'
        '"msg_type":"text","content":{"text":"督办：3 项临期"}}'
    )


def test_without_a_secret_nothing_is_signed():
    assert sent("dingtalk")[0] == "POST /robot/send?access_token=somekey-0001 HTTP/1.1"
    assert "sign" not in sent("feishu")[1]


def test_every_attempt_is_signed_anew():
    for seconds in (0, 1, 7200):
        stamp = str(1700000000001 + seconds * 1000)
        line, _ = sent("dingtalk", secret="SECdemo", now=MOMENT + timedelta(seconds=seconds))
        assert line.endswith(f"&timestamp={stamp}&sign={quote(sign('SECdemo', stamp), safe='')} HTTP/1.1")


@pytest.mark.parametrize("platform", ["wecom", "dingtalk", "feishu"])
def test_the_head_says_what_it_must_and_nothing_else(platform: str):
    kept: list[bytes] = []
    with Wire(answering(http(b'{"errcode":0,"code":0}', JSON), kept)) as wire:
        say_to(wire.url, platform, secret=None if platform == "wecom" else "SECdemo")
    head, body = kept[0].split(b"\r\n\r\n", 1)
    headers = dict(line.lower().split(": ", 1) for line in head.decode().split("\r\n")[1:])
    assert headers.pop("host") == wire.url.removeprefix("http://")
    assert headers.pop("content-length") == str(len(body))
    assert headers == {
        "content-type": "application/json; charset=utf-8",
        "accept": "application/json",
        "accept-encoding": "identity",
        "connection": "close",
        "user-agent": "bots",
    }


def sent(
    platform: str, *, secret: str | None = None, uuid: str | None = None, now: datetime = MOMENT
) -> tuple[str, str]:
    kept: list[bytes] = []
    with Wire(answering(http(b'{"errcode":0,"code":0}', JSON), kept)) as wire:
        say_to(wire.url, platform, secret=secret, uuid=uuid, now=now)
    head, body = kept[0].decode().split("\r\n\r\n", 1)
    return head.split("\r\n")[0], body
