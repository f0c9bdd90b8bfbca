"""订阅日历: making, changing and stopping a secret address, and a calendar to download once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from markupsafe import Markup

from tracker.actions import subscribing
from tracker.actions.calendar_reading import calendar_once
from tracker.actions.calendar_texts import Scope
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import FeedKind, Role
from tracker.feeds.addresses import https_address, qr_picture, webcal_address
from tracker.feeds.variants import Variant
from tracker.store.queries import feeds as readings
from tracker.store.queries import pages as names
from tracker.store.queries.units import unit_name
from tracker.web.feed_forms import FeedForm, chosen, feed_form
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.actions.subscribing import Subscription

pages = Blueprint("feeds", __name__)


@pages.get("/feeds")
def index() -> ResponseReturnValue:
    """The subscriptions, how to make one, how a client takes it."""
    require(me(), Ability.SUBSCRIBE)
    return _page(feed_form(me(), empty=True), 200)


@pages.post("/feeds")
def create() -> ResponseReturnValue:
    """Make a subscription; its address is shown on this answer and never again."""
    require(me(), Ability.SUBSCRIBE)
    form = feed_form(me())
    try:
        wanted = chosen(me(), form)
        token = subscribing.add_feed(site().now(), wanted, by=me())
    except Refused as refused:
        return _page(form, form.refuse(refused))
    return _shown_once(token, _name(wanted))


@pages.post("/feeds/<int:feed_id>/rotation")
def rotate(feed_id: int) -> ResponseReturnValue:
    """Give a subscription another address, shown on this answer and never again; the old one stops."""
    require(me(), Ability.SUBSCRIBE)
    line = _line(feed_id)
    token = subscribing.rotate_feed(site().now(), feed_id, by=me())
    return _shown_once(token, readings.calendar_name(line.whose, line.plan_title))


@pages.post("/feeds/<int:feed_id>/revocation")
def revoke(feed_id: int) -> ResponseReturnValue:
    """Stop a subscription; a liaison stops the own unit's only."""
    require(me(), Ability.SUBSCRIBE)
    subscribing.revoke_feed(site().now(), _line(feed_id).id, by=me())
    flash("订阅已停用，这个地址不再更新。")
    return redirect(url_for("feeds.index"))


@pages.post("/feeds/download")
def download() -> ResponseReturnValue:
    """The calendar as a file, once, without any address: for programs that take no subscription."""
    require(me(), Ability.SUBSCRIBE)
    form = feed_form(me())
    try:
        wanted = subscribing.check(chosen(me(), form))
    except Refused as refused:
        return _page(form, form.refuse(refused))
    variant = Variant.of(wanted.kind, is_todo=wanted.is_todo, alarm_days=wanted.alarm_days)
    scope = Scope(wanted.plan_id, wanted.unit_id)
    body = calendar_once(site().now(), scope, variant, _name(wanted), base_url=site().config.base_url)
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="duties.ics"'
    return answer


def _shown_once(token: str, name: str) -> Response:
    """The page with the address: not kept by the browser, not told to any other site."""
    address = https_address(site().config.base_url, token)
    webcal = webcal_address(address)
    picture = Markup(qr_picture(webcal))  # noqa: S704 - an address of this site, drawn as squares
    answer = make_response(
        render_template("feeds/create.html", name=name, address=address, webcal=webcal, picture=picture)
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _line(feed_id: int) -> readings.FeedLine:
    """A living subscription that this person may change. Raises `NotThere`."""
    for line in readings.feeds(me()):
        if line.id == feed_id and line.revoked_at is None:
            return line
    raise NotThere("没有这个订阅，或者已经停用。")


def _name(wanted: Subscription) -> str:
    """The calendar's name as its subscriber sees it."""
    title = dict(names.plan_names()).get(wanted.plan_id) if wanted.plan_id else None
    if wanted.kind is FeedKind.PERSON:
        return readings.calendar_name("我本人", title)
    if wanted.unit_id is not None:
        return readings.calendar_name(unit_name(wanted.unit_id), title)
    return readings.calendar_name("督查室" if wanted.kind is FeedKind.OFFICE else "全部单位", title)


def _page(form: FeedForm, code: int) -> ResponseReturnValue:
    is_homeless = me().role is Role.LIAISON and me().unit_id is None
    return render_template("feeds/index.html", form=form, feeds=readings.feeds(me()), is_homeless=is_homeless), code
