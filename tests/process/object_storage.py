"""A real object storage on this machine for tests: moto's server in a process of its own, on a free port."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import requests


@contextmanager
def object_storage() -> Iterator[str]:
    """Start it, wait until it says its address, end it."""
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with server:  # closes its pipe
        address = _address(server)
        reader = threading.Thread(target=lambda: list(server.stderr or ()))  # a pipe that nobody empties would stop it
        reader.start()
        try:
            yield address
        finally:
            server.kill()
            reader.join()


def make_bucket(address: str, name: str) -> None:
    requests.put(f"{address}/{name}", timeout=60).raise_for_status()


def _address(server: subprocess.Popen[str]) -> str:
    """What it says when it listens."""
    assert server.stderr is not None
    for line in server.stderr:
        if "Running on " in line:
            return line.rpartition("Running on ")[2].strip()
    raise AssertionError("the object storage did not start")
