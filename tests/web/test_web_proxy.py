"""Whose word about the client is taken: nobody's, unless so many proxies are configured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import request

from tracker.timekeeper import Timekeeper
from tracker.web import create_app

FORGED = {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}
ONE = {**FORGED, "X-Forwarded-For": "127.0.0.1, 203.0.113.9"}


@pytest.mark.parametrize(
    ("proxies", "headers", "seen"),
    [
        (0, {}, "10.0.0.7 http ducha.example.gov.cn"),
        (0, FORGED, "10.0.0.7 http ducha.example.gov.cn"),
        (1, ONE, "203.0.113.9 https evil.example"),
        (1, {"X-Forwarded-For": "203.0.113.9"}, "203.0.113.9 http ducha.example.gov.cn"),
        (2, {"X-Forwarded-For": "127.0.0.1, 203.0.113.9, 10.0.0.1"}, "203.0.113.9 http ducha.example.gov.cn"),
        (2, {"X-Forwarded-For": "127.0.0.1"}, "10.0.0.7 http ducha.example.gov.cn"),
    ],
    ids=["no proxy", "forged without proxies", "one", "only the address", "two", "fewer entries than proxies"],
)
def test_the_last_entries_count_and_no_others(config, proxies, headers, seen):
    app = create_app(replace(config, trusted_proxies=proxies), Timekeeper())

    @app.get("/healthz/probe")
    def probe() -> str:
        return f"{request.remote_addr} {request.scheme} {request.host}"

    app.before_request_funcs.clear()  # nobody needs to sign in to this page
    someone = app.test_client()
    overrides = {"REMOTE_ADDR": "10.0.0.7"}
    headers = {"Host": "ducha.example.gov.cn", **headers}
    app.after_request_funcs.clear()
    assert someone.get("/healthz/probe", headers=headers, environ_overrides=overrides).text == seen
