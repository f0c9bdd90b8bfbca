"""Ask a process apart from ourselves (隔离进程): a fresh process with limits, so that no file can stop the house.

Files come from outside. Whatever a damaged or hostile one does to a library (endless loops, gigabytes of memory, a crash)
ends with that process, and the caller hears which of the ways to end it was. The other side is `answering_apart`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEGABYTE = 1024 * 1024
# How a library written in C or Rust ends when it gets no memory, and how the system ends a process that takes too much.
_OUT_OF_MEMORY = {getattr(signal, name) for name in ("SIGABRT", "SIGKILL") if hasattr(signal, name)}
_KEPT_SETTINGS = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a process apart may take (进程限额).

    `seconds` by the wall clock, `cpu_seconds` of one processor, `memory` in bytes of address space, `said` in bytes of all
    that it answers. Where the system knows no limits for memory and processor (Windows) the other two remain.
    """

    seconds: float
    cpu_seconds: int
    memory: int
    said: int = 256 * MEGABYTE


class End(StrEnum):
    """How a process ended that did not answer (隔离进程的结局)."""

    REFUSED = "refused"  # it looked, and says no in a sentence
    TOO_LONG = "too_long"  # by the wall clock
    TOO_BUSY = "too_busy"  # by the processor's time
    TOO_LARGE = "too_large"  # no memory
    TOO_MUCH_SAID = "too_much_said"
    FAILED = "failed"  # an exception that it could still tell of
    CRASHED = "crashed"  # it fell over in the middle


class NoAnswer(Exception):  # noqa: N818 - half of these are decisions, not faults
    """The process did not answer: `end` tells how it ended.

    `words` is the Chinese sentence of a refusal, else what the operator may read in the log: a kind of fault and a line of
    code, never anything of the file.
    """

    def __init__(self, end: End, words: str) -> None:
        super().__init__(f"{end}: {words}")
        self.end = end
        self.words = words


def ask_apart(
    module: str,
    order: dict[str, Any],
    content: bytes = b"",
    *,
    bounds: Bounds,
    progress: Callable[[dict[str, Any]], None] | None = None,
) -> tuple[dict[str, Any], bytes]:
    """What `module`, run in a process of its own, answers to an order of JSON values and the bytes behind it.

    The answer is JSON values and the bytes behind them; blocks until that process has ended, at most `bounds.seconds`.
    `progress` is called in this thread with what the process tells on its way; an exception that it raises ends the process
    and comes out here, which is how to call it off. Raises `NoAnswer`. Nothing is written anywhere; two calls share nothing.
    """
    request = {"order": order, "memory": bounds.memory, "cpu_seconds": bounds.cpu_seconds}
    with _process(module) as process:
        patience = threading.Event()
        timer = threading.Timer(bounds.seconds, _end, (process, patience))
        timer.start()
        try:
            _send(process, json.dumps(request).encode("ascii") + b"\n" + content)
            last, made = _last_word(process, bounds.said, progress)
            if last is None:
                process.wait()
        finally:
            timer.cancel()
    if last is None:
        raise _silence(process.returncode, is_over=patience.is_set())
    if "answer" not in last:
        raise _said_no(last)
    answer: dict[str, Any] = last["answer"]
    return answer, made


@contextmanager
def _process(module: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process, ended in any case. It gets no settings of ours: it needs no keys and no addresses."""
    settings = {name: value for name, value in os.environ.items() if name.upper() in _KEPT_SETTINGS}
    settings["PYTHONPATH"] = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
    process = subprocess.Popen(  # noqa: S603 - a module of our own; nothing of the file stands on the command line
        [sys.executable, "-B", "-P", "-X", "utf8", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a library's complaint may quote the file
        env=settings,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            _close(pipe)


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        with suppress(BrokenPipeError):  # the process ended before it had read the request
            pipe.close()


def _end(process: subprocess.Popen[bytes], patience: threading.Event) -> None:
    patience.set()
    process.kill()


def _send(process: subprocess.Popen[bytes], request: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 - opened as a pipe above
    with suppress(BrokenPipeError):  # it died at once; its return code tells why
        process.stdin.write(request)
        process.stdin.close()


def _last_word(
    process: subprocess.Popen[bytes], most: int, progress: Callable[[dict[str, Any]], None] | None
) -> tuple[dict[str, Any] | None, bytes]:
    """The line that is no progress and the bytes behind it; None where the process ended before it had said all of that."""
    assert process.stdout is not None  # noqa: S101 - opened as a pipe above
    left = most
    while line := process.stdout.readline(left + 1):
        left -= len(line)
        if left < 0:
            break
        try:
            said: dict[str, Any] = json.loads(line)
        except ValueError:  # cut off in the middle of a line
            return None, b""
        if "progress" not in said:
            size = int(said.get("bytes", 0))
            if size > left:
                break
            made = process.stdout.read(size)
            return (said if len(made) == size else None), made
        if progress is not None:
            progress(said["progress"])
    else:
        return None, b""
    raise NoAnswer(End.TOO_MUCH_SAID, f"more than {most} bytes")


def _silence(code: int | None, *, is_over: bool) -> NoAnswer:
    """Why a process said nothing, by how the system says that it ended."""
    ended_by = -code if code is not None else None
    if is_over:
        return NoAnswer(End.TOO_LONG, "killed when its time was over")
    if ended_by == getattr(signal, "SIGXCPU", None):
        return NoAnswer(End.TOO_BUSY, "ended by the system when its processor time was over")
    return NoAnswer(End.TOO_LARGE if ended_by in _OUT_OF_MEMORY else End.CRASHED, f"no answer, return code {code}")


def _said_no(last: dict[str, Any]) -> NoAnswer:
    if "refused" in last:
        return NoAnswer(End.REFUSED, str(last["refused"]))
    fault = str(last["failed"])
    return NoAnswer(End.TOO_LARGE if fault == MemoryError.__name__ else End.FAILED, fault)
