"""Memory of the production processes: two web workers and the clock, over 100,000 requests and 10,000 ticks.

`python -m bench.memory [REQUESTS [TICKS]]`. The web process is `tracker serve` with everything as in production; requests are a
mix of pages, feeds and workbooks by two people over eight connections. The clock's ticks are its own jobs, one after another, five
minutes of the calendar apart, posting to practice robots; it runs beside the web process on the same database, as in production. RSS
counts shared pages in every process, PSS shares them out: what the machine really gives is PSS. But whoever else runs the same
Python makes PSS smaller; so the end is also told alone, as on a machine of their own: own pages, and each file's pages once.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from psutil import NoSuchProcess, Process

from bench.signing_in import signed_in
from bots.practice import serve_practice
from tasks_seed.shipped import load_shipped, shipped_keys
from tracker.actions.channels import add_channel
from tracker.actions.intake import admit_all
from tracker.actions.people import add_person
from tracker.actions.subscribing import Subscription, add_feed
from tracker.config import read_config
from tracker.core.words import FeedKind, Role
from tracker.store.db import connected, migrate, open_database
from tracker.store.tables import Duty, Unit
from tracker.timekeeper import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS, TICKS, CONNECTIONS = 100_000, 10_000, 8
ADMITTED = datetime(2023, 3, 1, 9, tzinfo=SHANGHAI)
PASSWORD = "a password for the bench 42"  # noqa: S105 - of a throw-away database
_CLOCK = """
import os, sys
from tracker.thrift import leave_drivers_out
leave_drivers_out(os.environ)  # as the command `tracker clock` does before it loads anything
from bench.clock_ticks import run_ticks
run_ticks(int(sys.argv[1]))
"""
TWO_WORKERS = {"TRACKER_SECRET_KEY": "a key for the bench only", "TRACKER_FEED_LIMIT": "999999"}


@dataclass(frozen=True)
class Weight:
    """Megabytes of a process with its children."""

    rss: float
    pss: float

    def __add__(self, other: Weight) -> Weight:
        return Weight(self.rss + other.rss, self.pss + other.pss)


def main(requests: int = REQUESTS, ticks: int = TICKS) -> None:
    """Measure and print; exits 1 above 250 MB or where it grows by a tenth after the first tenth."""
    with tempfile.TemporaryDirectory() as folder, serve_practice(port=0) as robots:
        hosts = ",".join(f"{platform}={url}" for platform, url in robots.robot_hosts.items())
        settings = {**TWO_WORKERS, "TRACKER_DATA_DIR": folder, "TRACKER_ROBOT_HOSTS": hosts}
        feed, duties = _fill(settings, robots)
        with _serving(settings) as (serving, port), _ticking(settings, ticks) as ticking:
            web, web_start = _web(serving.pid, port, feed, duties, requests)
            clock, clock_start = _clock(ticking, ticks)
            total = _weight(serving.pid) + _weight(ticking.pid)
            alone = _alone(serving.pid, ticking.pid)
    print("\n| after | RSS MB | PSS MB |\n|---|---:|---:|")
    _row("web, started", web_start)
    for number, weight in web:
        _row(f"web, {number:,} requests", weight)
    _row("clock, started", clock_start)
    for number, weight in clock:
        _row(f"clock, {number:,} ticks", weight)
    _row("**web and clock at the end**", total)
    print(f"\nalone on a machine: {alone:.0f} MB (own pages by PSS, pages of each file once)")
    growth = [late[-1][1].pss / late[0][1].pss for late in (web, clock)]
    print(f"\ngrowth since the first tenth: web {growth[0]:.2f}x, clock {growth[1]:.2f}x")
    if total.pss > 250 or max(growth) > 1.1:  # noqa: PLR2004 - what was promised
        raise SystemExit(1)


def _row(name: str, weight: Weight) -> None:
    print(f"| {name} | {weight.rss:.0f} | {weight.pss:.0f} |")


def _fill(settings: dict[str, str], robots: object) -> tuple[str, list[int]]:
    """The five plans, two people, a channel and a feed; returns the feed's token and some duties."""
    config = read_config(settings)
    opened = open_database(config.database_url)
    migrate()
    with connected():
        admit_all(ADMITTED, (load_shipped(key) for key in shipped_keys()))
        unit = Unit.get(Unit.id == Duty.select(Duty.unit).order_by(Duty.id))
        add_person(ADMITTED, username="ducha", name="演示督查员", role=Role.OFFICE, password=PASSWORD)
        add_person(
            ADMITTED, username="lianluo", name="演示联络员", role=Role.LIAISON, password=PASSWORD, unit_id=unit.id
        )
        for room in robots.rooms:  # type: ignore[attr-defined]
            words = {"secret": room.spec.secret, "keywords": room.spec.keywords}
            address = room.spec.address_text(robots.url)  # type: ignore[attr-defined]
            add_channel(
                ADMITTED, config, platform=str(room.spec.platform), name=room.spec.name, address=address, **words
            )
        token = add_feed(ADMITTED, Subscription(FeedKind.OFFICE))
        mine = [row.id for row in Duty.select(Duty.id).where(Duty.unit == unit.id).limit(20)]
    opened.close()
    return token, mine


def _web(pid: int, port: int, feed: str, duties: list[int], requests: int) -> tuple[list[tuple[int, Weight]], Weight]:
    cookies = [signed_in(port, name, PASSWORD) for name in ("ducha", "lianluo")]
    start = _weight(pid)
    # The calendar is derived once; whoever asks meanwhile is told to come again.
    _visit(port, cookies, [(0, f"/feeds/{feed}.ics")], 1, 0)
    paths = _paths(feed, duties)
    seen: list[tuple[int, Weight]] = []
    done = 0
    for share in (0.1, 0.25, 0.5, 0.75, 1):
        _visit(port, cookies, paths, round(requests * share) - done, done)
        done = round(requests * share)
        seen.append((done, _weight(pid)))
        print(f"web after {done:,}: {seen[-1][1]}", file=sys.stderr)
    return seen, start


def _paths(feed: str, duties: list[int]) -> list[tuple[int, str]]:
    """Whose cookie and which path; about one request in two hundred makes a file."""
    office = [
        "/plans",
        *(f"/plans/{key}" for key in shipped_keys()),
        "/desk",
        "/cases",
        "/outbox",
        "/channels",
        "/feeds",
    ]
    often = [(0, path) for path in (*office, "/static/tracker.css", "/healthz", f"/feeds/{feed}.ics", "/nowhere")]
    often += [(1, path) for path in ("/mine", "/plans", *(f"/duties/{duty}" for duty in duties))]
    files = [(0, "/plans/zhuhai-2023/ledger.xlsx"), (0, "/plans/zhuhai-2023/ledger.xlsx?edition=data")]
    return often * (200 // len(often) + 1) + files


def _visit(port: int, cookies: list[str], paths: list[tuple[int, str]], requests: int, offset: int) -> None:
    """So many requests over eight connections, each path in its turn."""
    turns = count(offset)
    lock = threading.Lock()
    wrong: list[str] = []

    def one() -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as wire:
            while True:
                with lock:
                    turn = next(turns)
                if turn >= offset + requests:
                    return
                who, path = paths[turn % len(paths)]
                wire.request("GET", path, headers={"Cookie": cookies[who]})
                answer = wire.getresponse()
                answer.read()
                if answer.status not in (200, 404):
                    wrong.append(f"{answer.status} {path}")

    threads = [threading.Thread(target=one) for _ in range(CONNECTIONS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if wrong:
        raise SystemExit(f"{len(wrong)} answers were wrong, the first: {wrong[0]}")


@contextmanager
def _serving(settings: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tracker", "serve", "--port", str(port), "--workers", "2"]
    with Path(settings["TRACKER_DATA_DIR"], "web.log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=log, stderr=log)  # noqa: S603 - ourselves
        try:
            while not _is_ready(port):
                threading.Event().wait(0.2)
            yield process, port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _is_ready(port: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as wire:
        try:
            wire.request("GET", "/healthz")
            return wire.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False


@contextmanager
def _ticking(settings: dict[str, str], ticks: int) -> Iterator[subprocess.Popen[str]]:
    """The clock's jobs in a process that has loaded what `tracker clock` loads; it lives until its input is closed."""
    command = [sys.executable, "-c", _CLOCK, str(ticks)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env={**os.environ, **settings}, **pipes) as process:  # type: ignore[call-overload] # noqa: S603
        yield process


def _clock(process: subprocess.Popen[str], ticks: int) -> tuple[list[tuple[int, Weight]], Weight]:
    """What it has said of itself, to the last tick."""
    found: list[tuple[int, Weight]] = []
    for line in process.stdout or ():
        number, rss, pss = line.split()
        found.append((int(number), Weight(float(rss), float(pss))))
        if found[-1][0] == ticks:
            return found[1:], found[0][1]
    raise SystemExit("the clock ended early")


def _alone(*pids: int) -> float:
    """Megabytes of these and their children if nobody else ran: the PSS of what is no file's, and of each file the most that one has."""
    own, files = 0, Counter[str]()
    for process in _family(*pids):
        rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="utf-8")
        own += sum(int(kilobytes) for kilobytes in re.findall(r"Pss_Anon: +(\d+) kB", rollup))
        for each in process.memory_maps():
            files[each.path] = max(files[each.path], each.rss - each.anonymous)
    return own / 2**10 + sum(files.values()) / 2**20


def _family(*pids: int) -> list[Process]:
    return [each for root in map(Process, pids) for each in (root, *root.children(recursive=True))]


def _weight(pid: int) -> Weight:
    total = Weight(0, 0)
    for process in _family(pid):
        try:
            full = process.memory_full_info()
        except NoSuchProcess:
            continue
        total += Weight(full.rss / 2**20, full.pss / 2**20)
    return total


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
