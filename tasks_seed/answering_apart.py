"""The other side of `asking_apart` (隔离进程的一方): limit ourselves, read the order, answer in a line and the bytes behind it.

Standard library only, so that nothing is loaded before the limits stand.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Tell = Callable[[dict[str, Any]], None]
    Work = Callable[[dict[str, Any], bytes, Tell], tuple[dict[str, Any], bytes]]


class RefusedApart(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """The file is understood as far as it goes and not taken; the words are a Chinese sentence for the clerk."""


def answer_apart(work: Work) -> None:
    """Do the one order of this process: `work(order, content, tell)` gives JSON values and bytes, and may tell its progress.

    `work` loads what it needs itself, under the limits, and raises `RefusedApart` for a file that it does not take. Another
    exception becomes its kind and the line of code it came from; never its message, which may quote the file.
    """
    say = _Voice()
    request = json.loads(sys.stdin.buffer.readline())
    _limit_ourselves(request["memory"], request["cpu_seconds"])
    try:
        answer, made = work(request["order"], sys.stdin.buffer.read(), lambda told: say({"progress": told}))
        say({"answer": answer, "bytes": len(made)}, made)
    except RefusedApart as refused:
        say({"refused": str(refused)})
    except MemoryError:
        say({"failed": MemoryError.__name__})
    except Exception as fault:  # noqa: BLE001 - a file may break a library in any way; the other side finds the words
        say({"failed": _where(fault)})


class _Voice:
    """What we say; what a library prints goes to standard error instead, and is never taken for an answer."""

    def __init__(self) -> None:
        self._out = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)

    def __call__(self, said: dict[str, Any], made: bytes = b"") -> None:
        self._out.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
        self._out.write(made)
        self._out.flush()


def _limit_ourselves(memory: int, seconds: int) -> None:
    """Limits of the system, where it has them; the asking side watches the wall clock in any case."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for kind, wanted in (("RLIMIT_AS", memory), ("RLIMIT_CPU", seconds), ("RLIMIT_CORE", 0)):
        limit = getattr(resource, kind)
        _, hard = resource.getrlimit(limit)
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(limit, (allowed, hard))


def _where(fault: Exception) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    last = frames[-1] if frames else None
    return f"{type(fault).__name__} at {PurePath(last.filename).name}:{last.lineno}" if last else type(fault).__name__
