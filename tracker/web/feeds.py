"""Subscribed calendars (订阅日历): making and stopping an address, and what the address answers."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.http import http_date
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from tracker.actions import subscribing
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import Role
from tracker.store.queries import pages as readings
from tracker.store.queries.feeds import feeds
from tracker.store.queries.units import unit_name
from tracker.web.forms import DeskForm
from tracker.web.refusals import NO_FEED, plain_refusal
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.actions.subscribing import FeedState
    from tracker.core.facts import Actor

pages = Blueprint("feeds", __name__)
_LONGEST_TOKEN = 128


class FeedForm(DeskForm):
    """Whose duties the calendar shows; the office chooses, a liaison has the own unit."""

    subject = SelectField("谁的日历", validate_choice=False)


@pages.get("/feeds")
def index() -> ResponseReturnValue:
    """The subscriptions, how to make one, how a client takes it."""
    require(me(), Ability.SUBSCRIBE)
    return _page(_form(me(), empty=True), 200)


@pages.post("/feeds")
def create() -> ResponseReturnValue:
    """Make a subscription; its address is shown on this answer and never again."""
    require(me(), Ability.SUBSCRIBE)
    form = _form(me())
    try:
        plan_id, unit_id = _subject(me(), form.subject.data)
        token = subscribing.add_feed(site().now(), plan_id=plan_id, unit_id=unit_id, by=me())
    except Refused as refused:
        return _page(form, form.refuse(refused))
    address = site().config.base_url + url_for("feeds.calendar", token=token)
    answer = make_response(
        render_template(
            "feeds/create.html",
            unit=unit_name(unit_id),
            address=address,
            webcal=f"webcal://{address.partition('://')[2]}",
        )
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@pages.post("/feeds/<int:feed_id>/revocation")
def revoke(feed_id: int) -> ResponseReturnValue:
    """Stop a subscription; a liaison stops the own unit's only."""
    require(me(), Ability.SUBSCRIBE)
    if feed_id not in {line.id for line in feeds(_own_unit(me()))}:
        raise NotThere("没有这个订阅，或者已经停用。")
    subscribing.revoke_feed(site().now(), feed_id, by=me())
    flash("订阅已停用，这个地址不再更新。")
    return redirect(url_for("feeds.index"))


@pages.route("/feeds/<token>.ics", methods=["GET", "HEAD"], provide_automatic_options=False)
def calendar(token: str) -> ResponseReturnValue:
    """The calendar itself: no session, no cookie, one answer for everything that is not a live address."""
    try:
        if len(token) > _LONGEST_TOKEN:
            raise NotThere(NO_FEED)
        state = subscribing.read_feed(
            site().now(), token, base_url=site().config.base_url, user_agent=request.user_agent.string
        )
    except NotThere:
        return plain_refusal(NO_FEED, 404)
    except subscribing.Gone as gone:
        return plain_refusal(gone.sentence, 410)
    answer = Response(status=304) if _is_known(state) else _whole(state)
    # Weak, because the compressed and the plain answer share it (RFC 9110 section 8.8.3).
    answer.set_etag(state.etag, weak=True)
    answer.headers["Last-Modified"] = http_date(state.changed_at)
    answer.headers["Cache-Control"] = "private, max-age=0"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _whole(state: FeedState) -> Response:
    body = state.body()
    answer = Response(mimetype="text/calendar")
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = 'inline; filename="duties.ics"'
    accepted = {name.lower(): quality for name, quality in request.accept_encodings}
    if accepted.get("gzip", accepted.get("*", 0)) > 0:
        body = gzip.compress(body, mtime=0)
        answer.headers["Content-Encoding"] = "gzip"
    answer.set_data(body)
    return answer


def _is_known(state: FeedState) -> bool:
    """Whether the client's copy is good still. If-None-Match wins (RFC 9110 section 13.2.2)."""
    if "If-None-Match" in request.headers:
        return request.if_none_match.contains_weak(state.etag)
    since = request.if_modified_since
    return since is not None and state.changed_at.replace(microsecond=0) <= since


def _own_unit(actor: Actor) -> int | None:
    return actor.unit_id if actor.role is Role.LIAISON else None


def _form(actor: Actor, *, empty: bool = False) -> FeedForm:
    form = FeedForm(formdata=None) if empty else FeedForm()
    groups = {} if actor.role is Role.LIAISON else readings.units_owing()
    form.subject.choices = {
        title: [SelectChoice(f"{plan_id}-{unit_id}", name) for plan_id, unit_id, name in units]
        for title, units in groups.items()
    }
    return form


def _subject(actor: Actor, chosen: str | None) -> tuple[int | None, int]:
    if actor.role is Role.LIAISON:
        if actor.unit_id is None:
            raise Refused("您还没有所在单位，请找管理员补上。")
        return None, actor.unit_id
    known = {f"{plan}-{unit}": (plan, unit) for units in readings.units_owing().values() for plan, unit, _ in units}
    if chosen not in known:
        raise Refused("请从列表里选一个单位。", field="subject")
    return known[chosen]


def _page(form: FeedForm, code: int) -> ResponseReturnValue:
    unit = _own_unit(me())
    return render_template(
        "feeds/index.html",
        form=form,
        feeds=feeds(unit),
        unit=unit_name(unit) if unit else None,
    ), code
