"""What machines ask (运行监测): is the process alive, may it get requests, how does the installation stand.

Nothing here says a name, an address or a version of what lies beneath; nobody signs in and no session is read or made.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from tracker.store.queries.operation import Readiness, readiness
from tracker.web.figures import Installation
from tracker.web.request_counts import add_counts
from tracker.web.security import is_on_this_machine
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("watch", __name__)
UNCONNECTED = frozenset({"watch.live", "watch.ready", "watch.figures"})
"""Endpoints that must answer when the database does not."""


@pages.get("/healthz/live")
def live() -> ResponseReturnValue:
    """The process answers; whoever restarts processes asks this."""
    return _plain("ok", 200)


@pages.get("/healthz")
def ready() -> ResponseReturnValue:
    """Requests may come: the database answers and is of this version. Whoever spreads requests asks this."""
    found = readiness()
    return _plain(found, 200 if found is Readiness.OK else 503)


@pages.get("/metrics")
def figures() -> ResponseReturnValue:
    """Figures for Prometheus; to everybody who may not read them there is no such page."""
    if not _may_read():
        abort(404)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Installation(site().now()))
    add_counts(registry)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _may_read() -> bool:
    """With a token: whoever shows it. Without: this machine alone, and nothing that came through a proxy."""
    token = site().config.metrics_token
    if not token:
        return is_on_this_machine() and not any(name.lower() in _PROXY_HEADERS for name in dict(request.headers))
    shown = request.headers.get("Authorization", "")
    return hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())


_PROXY_HEADERS = frozenset(
    {"forwarded", "via", "x-real-ip", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-for"}
)


def _plain(word: str, code: int) -> Response:
    return Response(word, code, {"Cache-Control": "no-store"}, mimetype="text/plain")
