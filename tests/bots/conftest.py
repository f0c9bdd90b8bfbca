"""A real practice server on the loopback interface, with a clock that the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from robot_rig import Clock, Practice

from bots import new_session
from bots.practice import DEFAULT_ROBOTS, serve_practice


@pytest.fixture(scope="session")
def running() -> Iterator[Practice]:
    """One server for all tests; ``practice`` puts it back to the beginning."""
    clock = Clock()
    with serve_practice(clock=clock, robots=DEFAULT_ROBOTS) as server, new_session() as http:
        yield Practice(server, clock, http)


@pytest.fixture
def practice(running: Practice) -> Practice:
    """The running server with nothing said yet."""
    running.clock.at = Clock().at
    running.server.rooms.reset()
    return replace(running)
