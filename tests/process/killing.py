"""A process that dies by SIGKILL at a chosen point of its work, exactly and repeatably: no clock, no luck.

Every call and return of every function, C functions such as `socket.send` included, is one point.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.process.killing_paths", "tracker.clock", "tracker.actions.posting", "psycopg"])


@dataclass(frozen=True)
class Death:
    """How a child ended: by SIGKILL, or by itself after `points` points."""

    killed: bool
    points: int


def run_until(work: Callable[..., None], *arguments: Any, point: int | None, within: str = "") -> Death:
    """Run `work` in a child; kill it at its `point`-th point (None: let it finish and count).

    With `within`, the name of a function such as `bots.sending.send`, only points inside its calls are counted.
    """
    here, there = CONTEXT.Pipe()
    child = CONTEXT.Process(target=_counted, args=(there, work, arguments, point, within))
    child.start()
    there.close()
    try:
        counted = here.recv()
    except EOFError:
        counted = 0
    child.join()
    here.close()
    if child.exitcode not in (0, -signal.SIGKILL):
        raise AssertionError(f"the child failed with {child.exitcode}")
    return Death(child.exitcode == -signal.SIGKILL, counted)


def _counted(pipe: Any, work: Callable[..., None], arguments: tuple[Any, ...], point: int | None, within: str) -> None:
    module, _, name = within.rpartition(".")
    code = getattr(importlib.import_module(module), name).__code__ if within else None
    points, is_inside = 0, code is None

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal points, is_inside
        if frame.f_code is code and event in ("call", "return"):
            is_inside = event == "call"
        points += is_inside
        if is_inside and points == point:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    work(*arguments)
    sys.setprofile(None)
    pipe.send(points)
