"""The ledger's page (台账) over HTTP: with 100,000 and 1,000,000 duties in the database, and beside a bare table of the same rows.

Everything is served by granian in real processes on the loopback, with the same settings; the client is this process.

Usage: python -m bench.ledger_page [POSTGRESQL_URL]     PostgreSQL where an address of an empty database is given, else SQLite
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.filling import Shape, fill
from bench.signing_in import signed_in
from tracker.actions.people import add_person
from tracker.core.words import Role
from tracker.store import db
from tracker.timekeeper import Timekeeper

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENTS, SECONDS, WORKERS = 8, 5.0, 2
PASSWORD = "bench-2026-11-20"  # noqa: S105 - of a database that lives as long as this run


@dataclass(frozen=True, slots=True)
class Figures:
    """What a load of requests came to: requests a second, and milliseconds at the middle and at 95 of 100."""

    per_second: float
    p50: float
    p95: float


def main() -> None:
    """Fill, serve, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/tracker.db"
        engine = "PostgreSQL" if url.startswith("postgres") else "SQLite"
        _grow(url, 5_000, 5, Shape(), "small", first=True)
        with _served("tracker.serving:application", url, folder) as port:
            small = _alone(port, "/plans/small-1")
        _grow(url, 100_000, 100, Shape(), "many")
        _grow(url, 100_000, 1, Shape(per_task=100), "one")
        with _served("tracker.serving:application", url, folder) as port:
            _say_first(engine, "100 plans of 1,000 duties", _alone(port, "/plans/many-7"))
            _say_first(engine, "one plan of 100,000 duties", _alone(port, "/plans/one-1"))
            _say_first(engine, "the same, only what is late", _alone(port, "/plans/one-1?lamp=late"))
            _say_first(engine, "the same, found by words", _alone(port, "/plans/one-1?" + urlencode({"q": "资源教室"})))
        _grow(url, 800_000, 800, Shape(), "more")
        with _served("tracker.serving:application", url, folder) as port:
            large = _alone(port, "/plans/more-400")
            ours = _loaded(port, "/plans/more-400", {"Cookie": signed_in(port, "bench", PASSWORD)})
        print(f"{engine}: p50 with 5,000 duties stored {small.p50:.1f} ms, with 1,005,000 stored {large.p50:.1f} ms: "
              f"{large.p50 / small.p50:.2f} times (plans of 1,000 duties)")  # fmt: skip
        with _served("bench.bare_table:application", url, folder) as port:
            bare = _loaded(port, "/plans/more-400", {})
        for name, figures in (("bare table", bare), ("台账", ours)):
            print(
                f"{engine}, {CLIENTS} connections, {name}: {figures.per_second:.0f} requests/s, "
                f"p50 {figures.p50:.1f} ms, p95 {figures.p95:.1f} ms"
            )
        print(
            f"{engine}: 台账 has {ours.per_second / bare.per_second:.2f} of its requests/s, {ours.p95 / bare.p95:.2f} times its p95"
        )


def _say_first(engine: str, what: str, figures: Figures) -> None:
    print(f"{engine}, {what}: first answer p50 {figures.p50:.1f} ms, p95 {figures.p95:.1f} ms")


def _grow(url: str, duties: int, plans: int, shape: Shape, key: str, *, first: bool = False) -> None:
    opened = db.open_database(url)
    db.migrate()
    fill(duties, plans, shape, key=key)
    if first:
        with db.connected():
            add_person(Timekeeper().now(), username="bench", name="演示督查员", role=Role.OFFICE, password=PASSWORD)
    opened.close()


def _alone(port: int, path: str, times: int = 60) -> Figures:
    """One after the other, as somebody who opens the page finds it."""
    headers = {"Cookie": signed_in(port, "bench", PASSWORD)}
    return _figures([_timed(port, path, headers) for _ in range(times)], None)


def _loaded(port: int, path: str, headers: dict[str, str]) -> Figures:
    """So many connections at once, each asking again as soon as it is answered."""
    found: list[float] = []
    stop = time.perf_counter() + SECONDS

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        own = []
        while (begin := time.perf_counter()) < stop:
            connection.request("GET", path, headers=headers)
            _read(connection)
            own.append(time.perf_counter() - begin)
        found.extend(own)

    for seconds in (1.0, SECONDS):  # the first round only warms
        found.clear()
        stop = time.perf_counter() + seconds
        threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return _figures(found, SECONDS)


def _figures(times: list[float], seconds: float | None) -> Figures:
    ordered = sorted(times)
    per_second = len(times) / (seconds or sum(times))
    return Figures(per_second, median(ordered) * 1000, ordered[int(len(ordered) * 0.95)] * 1000)


def _timed(port: int, path: str, headers: dict[str, str]) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    begin = time.perf_counter()
    connection.request("GET", path, headers=headers)
    _read(connection)
    return time.perf_counter() - begin


def _read(connection: http.client.HTTPConnection) -> bytes:
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.HTTPStatus.OK or "建设资源教室".encode() not in body:
        raise RuntimeError(f"not the page: {answer.status} {body[:200]!r}")
    return body


@contextmanager
def _served(target: str, url: str, folder: str) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "TRACKER_DATABASE_URL": url,
        "TRACKER_DATA_DIR": folder,
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--workers", str(WORKERS),
               "--host", "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "error", target]  # fmt: skip
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own servers
        try:
            _await(port)
            yield port
        finally:
            process.terminate()


def _await(port: int) -> None:
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/sign-in")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")


if __name__ == "__main__":
    main()
