"""What a secret calendar address answers (日历应答): RFC 9110 to the letter, no session, no cookie, one answer for all wrong ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.http import http_date

from tracker.actions.calendar_reading import Gone, read_feed, whole_calendar
from tracker.core.refusals import NotThere
from tracker.web.feeds import pages
from tracker.web.limits import CALENDAR, NO_CALENDAR
from tracker.web.refusals import NO_FEED, plain_refusal
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.actions.calendar_reading import Reading

# What compressing servers in front append to an entity tag, and what clients then send back (Apache bug 39727, Jetty).
_COMPRESSED_BY_OTHERS = re.compile(r"(?:--?|;)(?:gzip|deflate|br|zstd)$", re.IGNORECASE)


@pages.route("/feeds/<token>.ics", methods=["GET", "HEAD"], provide_automatic_options=False)
@CALENDAR
@NO_CALENDAR
def calendar(token: str) -> ResponseReturnValue:
    """The calendar itself, or 304 where the client's copy is good still. Query parameters are ignored."""
    desk = site()
    try:
        reading = read_feed(desk.now(), token, base_url=desk.config.base_url, user_agent=request.user_agent.string)
    except NotThere:
        return plain_refusal(NO_FEED, 404)
    except Gone as gone:
        return plain_refusal(gone.sentence, 410)
    answer = _unchanged(reading) if _is_known(reading) else _whole(reading)
    answer.headers["Last-Modified"] = http_date(reading.changed_at)
    answer.headers["Cache-Control"] = "private, max-age=0"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _unchanged(reading: Reading) -> Response:
    answer = Response(status=304)
    answer.set_etag(reading.etag, weak=True)
    return answer


def _whole(reading: Reading) -> Response:
    whole = whole_calendar(reading)
    answer = Response(mimetype="text/calendar")
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = 'inline; filename="duties.ics"'
    # Weak, because the compressed and the plain answer share it (RFC 9110 section 8.8.3).
    answer.set_etag(whole.etag, weak=True)
    if _takes_gzip():
        answer.headers["Content-Encoding"] = "gzip"
        answer.set_data(whole.gzipped)
    else:
        answer.set_data(whole.plain)
    return answer


def _takes_gzip() -> bool:
    accepted = {name.lower(): quality for name, quality in request.accept_encodings}
    return bool(accepted.get("gzip", accepted.get("x-gzip", accepted.get("*", 0))) > 0)


def _is_known(reading: Reading) -> bool:
    """Whether the client's copy is good still. If-None-Match wins over If-Modified-Since (RFC 9110 section 13.2.2)."""
    if "If-None-Match" in request.headers:
        tags = request.if_none_match
        known = {_COMPRESSED_BY_OTHERS.sub("", tag) for tag in tags.as_set(include_weak=True)}
        return tags.star_tag or reading.etag in known
    since = request.if_modified_since
    return since is not None and reading.changed_at <= since
