"""Read a document apart from ourselves (隔离读件): in a fresh process with limits, so that no file can stop the house.

A plan comes from outside. Whatever a damaged or hostile file does to a reader (endless loops, gigabytes of memory, a crash of
a library) ends with that process and becomes a sentence for the clerk.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from tasks_seed.draft import PlanDraft
from tasks_seed.readers import MEGABYTE, Document, DocumentRefused
from tasks_seed.wire import revived

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

TOO_LONG = "读取这个文件用时超过 {} 秒，已停止；请只上传方案正文和任务清单，或者把文件拆开再上传。"
TOO_MUCH = "读取这个文件需要的内存超过 {} MB，已停止；请删去图片、只保留方案正文和任务清单再上传。"
STOPPED = "读取这个文件时程序意外中止，文件可能已损坏；请打开后另存为新文件再上传，或者直接粘贴文字。"
# How a library written in C or Rust ends when it gets no memory, and how the system ends a process that takes too much.
_OUT_OF_MEMORY = {getattr(signal, name) for name in ("SIGABRT", "SIGKILL") if hasattr(signal, name)}
_KEPT_SETTINGS = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a document may be and take (读件限额).

    `seconds` by the wall clock, `cpu_seconds` of one processor, `memory` in bytes of address space, the rest as in
    `read_document`. Where the system knows no limits for memory and processor (Windows) the wall clock remains.
    """

    seconds: float = 120
    cpu_seconds: int = 100
    memory: int = 1536 * MEGABYTE
    max_bytes: int = 30 * MEGABYTE
    max_unpacked: int = 300 * MEGABYTE
    max_pages: int = 600
    max_cells: int = 200_000
    max_letters: int = 2_000_000


class Stage(StrEnum):
    """What is being done to a document (读件步骤)."""

    OPENING = "opening"
    READING = "reading"
    PARSING = "parsing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is (读件进度): `done` of `total` pages, sheets or paragraphs, as `sentence` says in Chinese.

    `total` is 0 where it is not known; then show the sentence without a bar.
    """

    stage: Stage
    done: int = 0
    total: int = 0
    sentence: str = ""

    @property
    def share(self) -> float | None:
        """The part of the whole that is done, 0 to 1; None where it is not known."""
        return self.done / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and its drafts (读件结果): blocks with places for the left side, drafts for the right."""

    document: Document
    plan: PlanDraft


def read_and_parse(
    path: Path,
    *,
    name: str | None = None,
    units: Collection[str] | None = None,
    limits: Limits | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Reading:
    """Read and parse one file in a process of its own; blocks until that process has ended, at most `limits.seconds`.

    `name` is the file's own name where `path` is a stored copy without its ending; `units` are the names and aliases that
    the office knows (see `parse_document`). `progress` is called in this thread, some hundred times at most; an exception that
    it raises ends the process and comes out here, which is how to cancel.

    Raises `DocumentRefused`, whose `sentence` a clerk can read, for every document that cannot be read: also when the process
    took too long or too much memory, was killed or crashed. Nothing is written anywhere; two calls share nothing.
    """
    limits = limits or Limits()
    path = Path(path)
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise DocumentRefused(f"读不到文件“{name or path.name}”，请检查文件是否存在、是否被其他程序占用。") from fault
    if size > limits.max_bytes:  # not worth a process
        raise DocumentRefused(f"文件超过 {limits.max_bytes // MEGABYTE} MB，请删去图片或只上传方案正文和附件。")
    return _read_apart({"path": str(path.resolve()), "name": name or path.name}, units, limits, progress)


def parse_pasted(
    text: str,
    *,
    name: str = "粘贴的文字",
    units: Collection[str] | None = None,
    limits: Limits | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Reading:
    """The same for pasted text (粘贴的文字)."""
    return _read_apart({"text": text, "name": name}, units, limits or Limits(), progress)


def _read_apart(
    source: dict[str, str], units: Collection[str] | None, limits: Limits, progress: Callable[[Progress], None] | None
) -> Reading:
    request = {**source, "units": None if units is None else sorted(units), "limits": asdict(limits)}
    with _reader() as process:
        ended_by_us = threading.Event()
        timer = threading.Timer(limits.seconds, _end, (process, ended_by_us))
        timer.start()
        try:
            _ask(process, request)
            answer = _answer(process, progress)
            if answer is None:
                process.wait()
        finally:
            timer.cancel()
    if answer is not None and "plan" in answer:
        return Reading(revived(Document, answer["document"]), revived(PlanDraft, answer["plan"]))
    raise DocumentRefused(_why(answer, process.returncode, limits, too_long=ended_by_us.is_set()))


@contextmanager
def _reader() -> Iterator[subprocess.Popen[bytes]]:
    """The process, ended in any case. It gets no settings of ours: a reader needs no keys and no addresses."""
    settings = {name: value for name, value in os.environ.items() if name.upper() in _KEPT_SETTINGS}
    settings["PYTHONPATH"] = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
    process = subprocess.Popen(  # our own module; nothing of the document stands on the command line
        [sys.executable, "-B", "-P", "-X", "utf8", "-m", "tasks_seed.reading_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a library's complaint may quote the document
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
    try:
        if pipe is not None:
            pipe.close()
    except BrokenPipeError:  # the process ended before it had read the request
        pass


def _end(process: subprocess.Popen[bytes], ended_by_us: threading.Event) -> None:
    ended_by_us.set()
    process.kill()


def _ask(process: subprocess.Popen[bytes], request: dict[str, Any]) -> None:
    assert process.stdin is not None  # noqa: S101 - opened as a pipe above
    try:
        process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
        process.stdin.close()
    except BrokenPipeError:  # it died at once; its return code tells why
        pass


def _answer(process: subprocess.Popen[bytes], progress: Callable[[Progress], None] | None) -> dict[str, Any] | None:
    """The last line that the process says; lines before it tell how far it is."""
    assert process.stdout is not None  # noqa: S101 - opened as a pipe above
    for line in process.stdout:
        try:
            said: dict[str, Any] = json.loads(line)
        except ValueError:  # cut off in the middle of a line
            return None
        if "progress" not in said:
            return said
        if progress is not None:
            progress(revived(Progress, said["progress"]))
    return None


def _why(answer: dict[str, Any] | None, code: int | None, limits: Limits, *, too_long: bool) -> str:
    """The sentence for a document that was not read; what is a fault of ours goes to the log, without the document."""
    if answer is not None and "refused" in answer:
        return str(answer["refused"])
    if too_long or (code is not None and -code == getattr(signal, "SIGXCPU", None)):
        return TOO_LONG.format(round(limits.seconds) if too_long else limits.cpu_seconds)
    gave_up = code is not None and -code in _OUT_OF_MEMORY and answer is None
    if gave_up or (answer is not None and answer.get("failed") == "memory"):
        return TOO_MUCH.format(limits.memory // MEGABYTE)
    _log.error("The reading process failed: %s, return code %s", (answer or {}).get("failed", "no answer"), code)
    return STOPPED
