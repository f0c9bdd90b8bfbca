"""Requests in the log and in the figures (请求日志): by route, never by address; each has a number that a clerk can read out."""

from __future__ import annotations

import logging
import re
import secrets
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any

from flask import Flask, g, request

from tracker.logs import event
from tracker.web.request_counts import count_request
from tracker.web.site import site

if TYPE_CHECKING:
    from types import TracebackType

    from flask import Response

log = logging.getLogger("tracker.web")
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another when read out
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{5,63}")
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_NO_ROUTE = "-"


class LoggingFlask(Flask):
    """Flask logs a fault with the address that was asked for; here it is the route, the number and the place in the code."""

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None] | None
    ) -> None:
        """A fault of ours, without what it said: that may repeat what people wrote."""
        facts = {"request": g.get("request_id"), "route": _route()}
        log.error("request failed", exc_info=exc_info or sys.exc_info(), extra={"facts": facts})


def init(app: Flask) -> None:
    """Number, time and count every request. To be called before any other room, so that this comes first and last."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.begun = perf_counter()
    g.request_id = _request_id()


def _request_id() -> str:
    """The proxy's own number where there is a proxy that we trust and it looks like one; else a new one of eight letters."""
    given = request.headers.get("X-Request-ID", "")
    if site().config.trusted_proxies and _WELL_FORMED.fullmatch(given):
        return given
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


def _end(response: Response) -> Response:
    seconds = perf_counter() - g.begun
    method = request.method if request.method in _METHODS else "OTHER"
    response.headers["X-Request-ID"] = g.request_id
    count_request(method, _route(), response.status_code, seconds)
    facts: dict[str, Any] = {"request": g.request_id, "method": method, "route": _route()}
    event(log, "request", **facts, status=response.status_code, ms=round(seconds * 1000, 1))
    return response


def _route() -> str:
    """The pattern of the address, `/duties/<int:duty_id>`; nothing of what stood in its place."""
    return request.url_rule.rule if request.url_rule is not None else _NO_ROUTE
