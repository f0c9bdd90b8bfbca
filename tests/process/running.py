"""Real processes for tests: the command line, and a running demo."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def environment(data: Path, **extra: str) -> dict[str, str]:
    """A clean environment: nothing of the caller's settings leaks in."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRACKER_")}
    return {**kept, "TRACKER_DATA_DIR": str(data), "PYTHONWARNINGS": "default", **extra}


def started(data: Path, *args: str, **extra: str) -> dict[str, Any]:
    """How `python -m tracker …` is started, for `subprocess`."""
    return {"args": [sys.executable, "-m", "tracker", *args], "cwd": ROOT, "env": environment(data, **extra)}


def tracker(data: Path, *args: str, stdin: str | None = None, **extra: str) -> Answer:
    """Run `python -m tracker …` to its end."""
    done = subprocess.run(
        **started(data, *args, **extra),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Demo:
    """A running `tracker up`."""

    web: str
    robots: str
    data: Path
    said: str


@contextmanager
def running_demo(data: Path) -> Iterator[Demo]:
    """Start `tracker up` on a free port, wait until it says its addresses, stop it by SIGTERM."""
    data.mkdir(parents=True, exist_ok=True)
    log = data / "up.log"  # a pipe that nobody empties would stop a long walk
    with log.open("w") as sink:
        process = subprocess.Popen(
            **started(data, "up", "--port", str(free_port()), "--data", str(data)),
            stdout=subprocess.PIPE,
            stderr=sink,
            text=True,
        )
        try:
            said = _until_ready(process, log)
            addresses = re.findall(r"http://127\.0\.0\.1:\d+", said)
            yield Demo(addresses[0], addresses[1], data, said)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)


def free_port() -> int:
    """A port whose neighbour is free as well (the practice robots take it)."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return int(port)


def _until_ready(process: subprocess.Popen[str], log: Path) -> str:
    """Read what it says until the last line; a process that hangs is ended and quoted."""
    assert process.stdout is not None
    watchdog = threading.Timer(90, process.kill)
    watchdog.start()
    said = ""
    while "Ctrl-C" not in said:
        line = process.stdout.readline()
        if not line:
            process.kill()
            raise AssertionError(f"tracker up did not start: {said}{log.read_text()}")
        said += line
    watchdog.cancel()
    return said
