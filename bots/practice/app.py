"""The practice server as a Flask application: platforms, admin interface, the page with the rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, jsonify, render_template, request

from bots.practice.admin import admin_api
from bots.practice.bubbles import CHINA, bubbles, setup
from bots.practice.endpoints import platform_endpoints
from bots.practice.rooms import DEFAULT_ROBOTS, Clock, RobotSpec, Rooms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue

_SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def create_practice_app(*, clock: Clock, robots: Iterable[RobotSpec] = DEFAULT_ROBOTS) -> Flask:
    """Build the application. ``clock`` gives aware datetimes; ``app.extensions["rooms"]`` is its state."""
    rooms = Rooms(clock, robots)
    app = Flask(__name__, static_url_path="/static")
    app.extensions["rooms"] = rooms
    app.config["MAX_CONTENT_LENGTH"] = 32 * 1024 * 1024
    app.register_blueprint(platform_endpoints(rooms))
    app.register_blueprint(admin_api(rooms))

    @app.get("/")
    def page() -> ResponseReturnValue:
        with rooms.lock:
            shown = [(room, setup(room), bubbles(room)) for room in rooms]
            now = rooms.now().astimezone(CHINA)
            return render_template("practice.html", rooms=shown, version=rooms.version, now=now)

    @app.get("/pulse")
    def pulse() -> ResponseReturnValue:
        return jsonify(version=rooms.version)

    @app.after_request
    def finish(response: Response) -> Response:
        if request.endpoint in ("page", "pulse", "static"):
            response.headers.update(_SAFE)
        return response

    return app
