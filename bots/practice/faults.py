"""Faults on demand (故障): what goes wrong between platform and caller, and when."""

from __future__ import annotations

import contextlib
import gzip
import json
import select
import socket
import struct
from typing import TYPE_CHECKING, Any

from flask import Response, request

from bots.practice.rooms import Fault, Reply, Rooms
from bots.words import Platform

if TYPE_CHECKING:
    from collections.abc import Iterator

X5 = {"status": 1111, "wait": 5, "source": "x5", "punish": "deny", "uuid": "7c1d5f0d9a11"}
LONGEST_WAIT = 30.0
"""Seconds that ``accept_then_timeout`` and ``slow_drip`` keep a caller who does not give up by himself."""
DRIP = 0.05
"""Seconds between two signs of a dripping answer."""

TAKEN_AS = {"delay_ms": "delay"}
"""Other names of a fault."""
INSTEAD = {
    "drop_before_accept": "没收下就断线",
    "http_500": "HTTP 500",
    "http_502_html": "HTTP 502 网页",
    "redirect_302": "跳转 302",
    "x5_1111": "网关封禁，没有代码",
    "x5_with_130101": "网关封禁，带 130101",
    "minus_one": "系统繁忙 -1",
    "answer": "指定的回答",
}
"""The message is not taken."""
AFTERWARDS = {
    "delay": "回答得慢",
    "accept_then_drop": "收下后断线",
    "accept_then_timeout": "收下后不回答",
    "truncated_json": "回答只有半截",
    "empty_200": "回答是空的",
    "errcode_string_zero": "代码是文字 0",
    "missing_code": "回答里没有代码",
    "huge_body": "回答太大",
    "bom": "回答带 BOM",
    "gzip": "回答是压缩的",
    "chunked": "回答分块",
    "slow_drip": "回答一点一点地来",
}
"""The message is taken and the caller does not learn it, or learns it in a strange way."""
LABELS = INSTEAD | AFTERWARDS


def instead(fault: Fault, platform: Platform) -> Reply:
    """Give what is recorded for a call that the fault keeps from the platform."""
    code = "code" if platform is Platform.FEISHU else "errcode"
    words = "msg" if platform is Platform.FEISHU else "errmsg"
    match fault.name:
        case "http_500":
            return Reply({}, 500, html="internal server error")
        case "http_502_html":
            return Reply({}, 502, html="<html><body><h1>502 Bad Gateway</h1></body></html>")
        case "redirect_302":
            return Reply({}, 302, {"Location": request.full_path}, html="moved")
        case "x5_1111":
            return Reply(dict(X5))
        case "x5_with_130101":
            return Reply(X5 | {"errcode": 130101, "errmsg": "send too fast"})
        case "minus_one":
            return Reply({code: -1, words: "system busy"})
        case "answer":
            return Reply(_object(fault.body), fault.status, html=fault.body)
    return Reply({}, 0)


def respond(fault: Fault | None, reply: Reply, rooms: Rooms) -> Response:
    """Turn a reply into bytes on the wire, or into silence."""
    if fault is None:
        return _response(reply)
    rooms.released.wait(fault.delay_ms / 1000)
    code = next((name for name in ("errcode", "code") if name in reply.body), "errcode")
    match fault.name:
        case "drop_before_accept" | "accept_then_drop":
            _hang_up()
        case "accept_then_timeout":
            _wait_for_caller(rooms)
        case "slow_drip":
            return Response(_drip(json.dumps(reply.body), rooms), content_type=_JSON)
        case "chunked":
            return Response(iter(json.dumps(reply.body)), content_type=_JSON)
        case _:
            return _strange(fault.name, reply, code)
    return _response(reply)


def _strange(name: str, reply: Reply, code: str) -> Response:
    """Give the answers that can be written down at once."""
    match name:
        case "truncated_json":
            return _raw(json.dumps(reply.body)[:9])
        case "empty_200":
            return _raw("")
        case "bom":
            return _raw("\ufeff" + json.dumps(reply.body))
        case "gzip":
            packed = gzip.compress(json.dumps(reply.body).encode())
            return Response(packed, headers={"Content-Encoding": "gzip"}, content_type=_JSON)
        case "errcode_string_zero":
            return _raw(json.dumps(reply.body | {code: str(reply.body.get(code, ""))}))
        case "missing_code":
            return _raw(json.dumps({k: v for k, v in reply.body.items() if k != code}))
        case "huge_body":
            return _raw(json.dumps(reply.body | {"padding": "x" * 1_000_000}))
    return _response(reply)


def _response(reply: Reply) -> Response:
    if reply.html:
        kind = "text/html; charset=UTF-8" if reply.html.startswith("<") else "application/json; charset=UTF-8"
        response = Response(reply.html, status=reply.status, content_type=kind)
    else:
        response = _raw(json.dumps(reply.body, ensure_ascii=False), reply.status)
    response.headers.update(reply.headers)
    return response


_JSON = "application/json; charset=UTF-8"


def _raw(text: str, status: int = 200) -> Response:
    return Response(text, status=status, content_type=_JSON)


def _drip(text: str, rooms: Rooms) -> Iterator[str]:
    """One sign at a time, then blanks until the caller hangs up or half a minute has passed."""
    for sign in text.ljust(int(LONGEST_WAIT / DRIP)):
        yield sign
        if rooms.released.wait(DRIP):
            return


def _object(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _hang_up() -> None:
    """Reset the connection, so that the caller sees a broken one and not an empty answer."""
    connection = _socket()
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _wait_for_caller(rooms: Rooms) -> None:
    """Say nothing until the caller hangs up, the server stops, or half a minute has passed."""
    connection = _socket()
    for _ in range(int(LONGEST_WAIT * 10)):
        if rooms.released.is_set():
            break
        try:
            if connection is None or select.select([connection], [], [], 0.1)[0]:
                break
        except (OSError, ValueError):
            break
    _hang_up()


def _socket() -> socket.socket | None:
    found = request.environ.get("werkzeug.socket")
    return found if isinstance(found, socket.socket) else None
