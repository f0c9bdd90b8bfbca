"""Running the practice server in a thread of the caller's process, on the loopback interface."""

from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from werkzeug.http import http_date
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from bots.practice.app import create_practice_app
from bots.practice.rooms import DEFAULT_ROBOTS, Clock, RobotSpec, Rooms
from bots.words import Platform

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType


class PracticeServer:
    """A running practice server: ``url``, ``rooms`` (its state), ``robot_hosts``; stop it when done."""

    def __init__(self, server: BaseWSGIServer, rooms: Rooms) -> None:
        self.rooms = rooms
        host = f"[{server.host}]" if ":" in server.host else server.host
        self.url = f"http://{host}:{server.port}"
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, name="practice-robots", daemon=True)
        self._thread.start()

    @property
    def robot_hosts(self) -> dict[str, str]:
        """Every platform, pointed at this server."""
        return {platform.value: self.url for platform in Platform}

    def stop(self) -> None:
        """Let go of waiting callers and close the port. A second call changes nothing."""
        self.rooms.released.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(timeout=5)
        self._server.server_close()

    def __enter__(self) -> PracticeServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve_practice(
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    clock: Clock | None = None,
    robots: Iterable[RobotSpec] = DEFAULT_ROBOTS,
) -> PracticeServer:
    """Start the practice server; port 0 takes any free one. Raises ``OSError`` if the port is taken.

    ``clock`` gives aware datetimes and is the machine's if left out.
    """
    app = create_practice_app(clock=clock or _machine_time, robots=robots)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Bound here, because werkzeug leaves the whole program when a port is taken.
    with socket.create_server((host, port), family=family, backlog=128) as bound:
        server = make_server(host, port, app, threaded=True, request_handler=_Quiet, fd=bound.fileno())
    return PracticeServer(server, app.extensions["rooms"])


def _machine_time() -> datetime:
    return datetime.now(UTC)


class _Quiet(WSGIRequestHandler):
    """A handler that logs no request lines (they carry keys) and dates answers by the practice clock."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Give the practice server's time, unless another is asked for."""
        rooms: Rooms = self.server.app.extensions["rooms"]  # type: ignore[attr-defined]
        return http_date(rooms.now() if timestamp is None else timestamp)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""
