"""How often a door may be knocked at (限流): a brake on floods, counted in each web process.

What must hold over all processes (wrong passwords) is counted in the database instead, see `tracker.actions.signing_in`.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from flask import request
from flask_limiter import Limiter

from tracker.actions.signing_in import mark_for
from tracker.web.security import known_browser
from tracker.web.site import site

if TYPE_CHECKING:
    from flask import Response


def _address() -> str:
    return request.remote_addr or ""


def _who_signs_in() -> str:
    """A browser that this person signed in from before has its own measure: a flood from the same address does not shut it out."""
    mark = mark_for(site().config.secret_key, request.form.get("username", ""), known_browser())
    return f"known {sha256(mark.encode()).hexdigest()}" if mark else _address()


def _calendar() -> str:
    """One calendar, by the hash of its secret: the secret itself is kept nowhere."""
    return sha256(request.path.encode()).hexdigest()


def _is_unknown(response: Response) -> bool:
    return response.status_code in (404, 410)


limiter = Limiter(_address, storage_uri="memory://")
SIGN_IN = limiter.limit("120 per minute", key_func=_who_signs_in)
"""Each try costs a password's hash; many clerks may share one address."""
CALENDAR = limiter.limit(lambda: f"{site().config.feed_limit} per minute", key_func=_calendar)
"""A client asks every few minutes; fifty times a second (the usual limit) is a fault or a flood."""
NO_CALENDAR = limiter.limit("120 per minute", deduct_when=_is_unknown)
"""Addresses that were never given out, or were stopped."""


def wait_seconds(now: float) -> int:
    """How long whoever met a limit should wait, at the Unix time `now`."""
    met = limiter.current_limit
    return max(int(met.reset_at - now) + 1, 1) if met is not None else 60
