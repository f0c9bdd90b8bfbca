"""What every answer carries (安全响应头), who counts as local, and a request log without feed addresses."""

from __future__ import annotations

import logging
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app, request
from flask.sessions import SecureCookieSessionInterface

if TYPE_CHECKING:
    from flask import Flask
    from flask.sessions import SecureCookieSession
    from werkzeug.wrappers import Response

    from tracker.core.sessions import Lasting

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; img-src 'self' data:"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), usb=()",
}
_HTTPS_ONLY = "max-age=31536000"  # a year; subdomains belong to others
_KNOWN_FOR = 180 * 24 * 60 * 60  # seconds
_LONGEST_KNOWN = 1000
_REQUEST_LOGS = ("werkzeug", "granian.access", "_granian")
_FEED_ADDRESS = re.compile(r"/feeds/[^/\s\"?]{12,}")
_SESSIONLESS = re.compile(r"^(/feeds/.*\.ics|/static/.*|/bootstrap/.*|/healthz(/live)?|/metrics)$", re.DOTALL)


def protect(app: Flask, *, over_https: bool, lasting: Lasting) -> None:
    """Set cookies, headers and the request log of the application."""
    app.config.update(
        SESSION_COOKIE_NAME=_cookie_name(app, over_https=over_https),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=over_https,
        PERMANENT_SESSION_LIFETIME=lasting.whole,
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    app.session_interface = _SessionForPeople()
    app.after_request(_headers)
    if over_https:
        app.after_request(_https_only)
    for logger in (app.logger, *map(logging.getLogger, _REQUEST_LOGS)):
        if not any(isinstance(known, HideFeedAddresses) for known in logger.filters):
            logger.addFilter(HideFeedAddresses())


def is_local_path(path: str | None) -> bool:
    """Whether `path` leads to a page of this site: what `next=` may hold."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc and "\\" not in path


def is_calendar_address() -> bool:
    """Whether a calendar client asks, not a person: it gets short plain answers."""
    return request.path.startswith("/feeds/") and request.path.endswith(".ics")


def is_on_this_machine() -> bool:
    """Whether the request comes from this machine's own browser: the address, the name asked for, and no proxy between."""
    host = urlsplit(f"//{request.host}").hostname or ""
    return _is_loopback(request.remote_addr or "") and _is_loopback(host) and "X-Forwarded-For" not in request.headers


def known_browser() -> str:
    """What this browser keeps of the people who signed in from it (`signing_in.known_again`); empty for a new one."""
    return request.cookies.get(_known_name(), "")[:_LONGEST_KNOWN]


def keep_known(answer: Response, known: str) -> Response:
    """Let the browser keep it for half a year after the last sign-in. It opens nothing: it only has a count of its own."""
    settings = current_app.config
    answer.set_cookie(
        _known_name(),
        known,
        max_age=_KNOWN_FOR,
        path=settings["SESSION_COOKIE_PATH"] or "/",
        secure=settings["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return answer


class HideFeedAddresses(logging.Filter):
    """Take the secret of a feed out of a log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line; always keep it."""
        said = record.getMessage()
        if _FEED_ADDRESS.search(said):
            record.msg, record.args = _FEED_ADDRESS.sub("/feeds/….ics", said), ()
        return True


class _SessionForPeople(SecureCookieSessionInterface):
    """Calendars and files have no session: no cookie is read or set, and caches need not vary by it."""

    def open_session(self, app: Flask, request: object) -> SecureCookieSession | None:
        """None where no person asks."""
        if _SESSIONLESS.match(request.path):  # type: ignore[attr-defined]
            return None
        return super().open_session(app, request)  # type: ignore[arg-type]


def _headers(response: Response) -> Response:
    policy = response.headers.setdefault("Content-Security-Policy", POLICY)
    framed = "SAMEORIGIN" if "frame-ancestors 'self'" in policy else "DENY"
    for name, value in {**_ALWAYS, "X-Frame-Options": framed}.items():
        response.headers.setdefault(name, value)
    if not _SESSIONLESS.match(request.path):
        response.headers["Cache-Control"] = "no-store"
    return response


def _https_only(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = _HTTPS_ONLY
    return response


def _cookie_name(app: Flask, *, over_https: bool) -> str:
    """A name that browsers take from this very host alone (`__Host-`); under a path of a shared host, over https alone."""
    if not over_https:
        return "tracker"
    return "__Secure-tracker" if app.config["SESSION_COOKIE_PATH"] else "__Host-tracker"


def _known_name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-known"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
