"""Behind a reverse proxy (反向代理): whose word about the client is taken, and under which path the site stands.

Nobody's word is taken unless the configuration says how many proxies there are: then the last so many entries of
X-Forwarded-For, -Proto and -Host count, and what a client wrote before them does not. The path comes from TRACKER_BASE_URL alone,
never from a header: a proxy that passes a client's X-Forwarded-Prefix on would let a stranger write our links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

    from tracker.config import Config


def init(app: Flask, config: Config) -> None:
    """Put what the configuration asks for around the application."""
    if config.path_prefix:
        app.config["SESSION_COOKIE_PATH"] = f"{config.path_prefix}/"
        app.wsgi_app = _UnderPath(app.wsgi_app, config.path_prefix)  # type: ignore[method-assign]  # Flask's documented way
    if proxies := config.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the same
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )


class _UnderPath:
    """Links begin with the path, whether or not the proxy takes it off what it passes on."""

    def __init__(self, app: WSGIApplication, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["SCRIPT_NAME"] = self._prefix
        path = environ.get("PATH_INFO", "")
        if path == self._prefix or path.startswith(f"{self._prefix}/"):
            environ["PATH_INFO"] = path[len(self._prefix) :]
        return self._app(environ, start_response)
