"""Real production processes for tests: `tracker serve` and `tracker clock`, as the Procfile starts them."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import requests
from form_token import token_of
from running import free_port, started

from tracker.actions.people import add_person
from tracker.config import read_config
from tracker.core.words import Role
from tracker.store.db import connected, open_database
from tracker.store.tables import Unit
from tracker.timekeeper import real_now

_PAUSE = Event()  # nobody sets it: waiting on it yields the processor
_TRIES = 600


@dataclass(frozen=True)
class Piece:
    """A running process and the file its log goes to."""

    process: subprocess.Popen[bytes]
    log: Path
    url: str = ""

    def kill(self) -> None:
        """SIGKILL to it and to its workers, as when the machine dies."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)


@contextmanager
def running_piece(data: Path, log: Path, *args: str, **settings: str) -> Iterator[Piece]:
    """Start `python -m tracker …` in a process group of its own; SIGTERM at the end, SIGKILL to whatever is left of it."""
    with log.open("wb") as sink:
        process = subprocess.Popen(**started(data, *args, **settings), stdout=sink, stderr=sink, start_new_session=True)
        try:
            yield Piece(process, log)
        finally:
            with suppress(subprocess.TimeoutExpired):
                process.terminate()
                process.wait(timeout=40)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)


@contextmanager
def running_web(data: Path, log: Path, *, workers: int = 2, **settings: str) -> Iterator[Piece]:
    """`tracker serve` on a free port, waited for until it is ready."""
    port = free_port()
    args = ("serve", "--port", str(port), "--workers", str(workers))
    with running_piece(data, log, *args, **settings) as piece:
        url = f"http://127.0.0.1:{port}{prefix_of(settings)}"
        until(lambda: answers(url, piece), f"{log}")
        yield Piece(piece.process, log, url)


def answers(url: str, piece: Piece) -> bool:
    """Whether it is ready; a process that ended is quoted."""
    if piece.process.poll() is not None:
        raise AssertionError(piece.log.read_text(encoding="utf-8"))
    try:
        return requests.get(f"{url}/healthz", timeout=5).status_code == 200
    except requests.RequestException:
        return False


def until(is_so: Any, what: str) -> None:
    """Ask again and again, two minutes at the most."""
    for _ in range(_TRIES):
        if is_so():
            return
        _PAUSE.wait(0.2)
    raise AssertionError(f"did not come: {what}")


def signed_in(url: str, username: str, password: str, **headers: str) -> requests.Session:
    """Somebody with a browser, signed in by the form."""
    session = requests.Session()
    session.headers.update(headers)
    token = token_of(session.get(f"{url}/sign-in", timeout=30).text)
    answer = session.post(
        f"{url}/sign-in", data={"username": username, "password": password, "csrf_token": token}, timeout=30
    )
    assert answer.ok, answer.text[:500]
    assert "/sign-in" not in answer.url, "not let in"
    return session


def add_somebody(
    data: Path, username: str, name: str, role: Role, password: str, unit: str = "", **settings: str
) -> None:
    """A person whose password is their own already; a liaison of the unit with this name."""
    opened = open_database(read_config({**settings, "TRACKER_DATA_DIR": str(data)}).database_url)
    with connected():
        unit_id = Unit.select(Unit.id).where(Unit.name == unit).scalar() if unit else None
        add_person(real_now(), username=username, name=name, role=role, password=password, unit_id=unit_id)
    opened.close()


def prefix_of(settings: dict[str, str]) -> str:
    """The path under which a site with these settings stands."""
    return "/" + base.split("/", 3)[3] if (base := settings.get("TRACKER_BASE_URL", "")).count("/") > 2 else ""
