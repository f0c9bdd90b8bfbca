"""The pages (网页): one small module and one form section a desk. Reads through queries, writes through actions (FLOOR 3)."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import g, request
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from werkzeug.routing import IntegerConverter

from tracker.actions.evidence_place import vault_of
from tracker.core.access import without_a_door

# The door opens one connection a request and the vault; every other module here reads through queries only.
from tracker.core.whole_numbers import LARGEST
from tracker.store.db import connected
from tracker.web import (
    addresses,
    adjustments,
    answers,
    arrivals,
    cases,
    channel_care,
    channels,
    contributions,
    days,
    demo,
    desk,
    drafts,
    duties,
    duty_list,
    endings,
    evidence,
    exporting,
    extensions,
    feed_answers,
    feeds,
    handovers,
    help_pages,
    home,
    indicators,
    intake,
    intake_admission,
    intake_desk,
    intake_edits,
    ladders,
    ledger,
    ledger_views,
    listing,
    matrix,
    members,
    mine,
    notices,
    objections,
    outbox,
    outbox_story,
    overview,
    papers,
    password,
    people,
    plan_calendar,
    plan_list,
    plan_settings,
    plan_units,
    plans,
    profile,
    rectifying,
    refusals,
    rehearsal,
    releasing,
    request_log,
    reverse_proxy,
    security,
    sheet_templates,
    shell,
    sign_in,
    slips,
    splitting,
    statistics,
    tasks,
    timeline,
    watch,
)
from tracker.web.limits import limiter
from tracker.web.site import Site

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.routing import Map

    from tracker.actions.courier import Courier
    from tracker.config import Config
    from tracker.timekeeper import Timekeeper

_SENDINGS_AT_ONCE = 5  # so many of the largest files fit into one request


def create_app(
    config: Config,
    timekeeper: Timekeeper,
    *,
    courier: Courier | None = None,
    robots_url: str | None = None,
) -> Flask:
    """The web application. The database must be open (`tracker.store.db.open_database`).

    `courier` lets pages send at once (test messages, the demo's walk through the days); `robots_url` is where the practice
    robots show what they got.
    """
    app = request_log.LoggingFlask("tracker.web", template_folder=str(templates_folder()), static_folder="static")
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=_SENDINGS_AT_ONCE * config.max_upload_mb * 1024 * 1024,
        BOOTSTRAP_SERVE_LOCAL=True,
        WTF_CSRF_TIME_LIMIT=None,  # a form may lie open for as long as its session
        WTF_I18N_ENABLED=False,
    )
    app.url_map.converters["int"] = _Id
    app.extensions["tracker"] = Site(config, timekeeper, vault_of(config), courier, robots_url)
    reverse_proxy.init(app, config)
    request_log.init(app)
    _connect_each_request(app)
    arrivals.init(app)
    security.protect(app, over_https=config.base_url.startswith("https:"), lasting=config.lasting)
    Bootstrap5(app)
    app.before_request(sign_in.bound_strangers)
    CSRFProtect(app)
    limiter.init_app(app)
    sign_in.init(app)
    shell.init(app)
    addresses.init(app)
    refusals.init(app)
    rooms = (
        home,
        sign_in,
        plans,
        plan_list,
        overview,
        matrix,
        timeline,
        plan_calendar,
        duty_list,
        ledger,
        ledger_views,
        exporting,
        statistics,
        plan_settings,
        plan_units,
        intake,
        intake_desk,
        intake_edits,
        intake_admission,
        ladders,
        tasks,
        indicators,
        members,
        splitting,
        endings,
        duties,
        drafts,
        answers,
        contributions,
        extensions,
        objections,
        adjustments,
        evidence,
        mine,
        slips,
        sheet_templates,
        desk,
        cases,
        listing,
        rectifying,
        releasing,
        notices,
        channels,
        channel_care,
        outbox,
        outbox_story,
        papers,
        rehearsal,
        days,
        feeds,
        profile,
        password,
        people,
        handovers,
        feed_answers,
        demo,
        help_pages,
        watch,
    )
    for pages in dict.fromkeys(room.pages for room in rooms):  # a plan's pages stand in several modules
        app.register_blueprint(pages)
    if unlisted := without_a_door(app.view_functions):
        raise RuntimeError(f"no ability stands in core.access for: {', '.join(unlisted)}")
    return app


def with_courier(app: Flask, courier: Courier) -> Flask:
    """The application of one process made from one that was made before it forked: with a messenger of its own."""
    app.extensions["tracker"] = replace(app.extensions["tracker"], courier=courier)
    return app


class _Id(IntegerConverter):
    """A number in an address that a database can hold; anything beyond is simply not there."""

    def __init__(self, url_map: Map, *args: Any, **options: Any) -> None:  # noqa: ANN401 - werkzeug's own
        super().__init__(url_map, *args, **{"max": LARGEST, **options})


def templates_folder() -> Path:
    """The folder `templates/`: inside `tracker` when installed from a wheel, beside the packages in a checkout."""
    inside = Path(__file__).parents[1] / "templates"
    return inside if (inside / "base.html").is_file() else Path(__file__).parents[2] / "templates"


def _connect_each_request(app: Flask) -> None:
    def connect() -> None:
        if request.endpoint in watch.UNCONNECTED:
            return
        g.connection = ExitStack()
        g.connection.enter_context(connected())

    def disconnect(_error: BaseException | None) -> None:
        if "connection" in g:
            g.connection.close()

    app.before_request(connect)
    app.teardown_request(disconnect)
