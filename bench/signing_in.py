"""Signing in over HTTP, by the form that people use: what several benchmarks share."""

from __future__ import annotations

import http.client
import re
from contextlib import closing
from urllib.parse import urlencode


def signed_in(port: int, username: str, password: str) -> str:
    """The cookies of a browser that signed in at this port of the loopback. Raises `SystemExit` where it could not."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as wire:
        wire.request("GET", "/sign-in")
        answer = wire.getresponse()
        found = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
        body = urlencode({"username": username, "password": password, "csrf_token": found[1] if found else ""})
        headers = {"Cookie": _cookies(answer), "Content-Type": "application/x-www-form-urlencoded"}
        wire.request("POST", "/sign-in", body, headers)
        answer = wire.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.FOUND:
            raise SystemExit("a benchmark that cannot sign in has nothing to measure")
        return _cookies(answer)


def _cookies(answer: http.client.HTTPResponse) -> str:
    return "; ".join(each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie", []))
