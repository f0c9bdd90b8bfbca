"""Read a document apart from ourselves (隔离读件): in a fresh process with limits, so that no file can stop the house.

Whatever a damaged or hostile plan does to a reader ends with that process (`asking_apart`) and becomes a sentence for the clerk.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasks_seed.asking_apart import Bounds, End, NoAnswer, ask_apart
from tasks_seed.draft import PlanDraft
from tasks_seed.readers import MEGABYTE, Document, DocumentRefused
from tasks_seed.wire import revived

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

TOO_LONG = "读取这个文件用时超过 {} 秒，已停止；请只上传方案正文和任务清单，或者把文件拆开再上传。"
TOO_MUCH = "读取这个文件需要的内存超过 {} MB，已停止；请删去图片、只保留方案正文和任务清单再上传。"
STOPPED = "读取这个文件时程序意外中止，文件可能已损坏；请打开后另存为新文件再上传，或者直接粘贴文字。"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a document may be and take (读件限额): the first three as in `Bounds`, the rest as in `read_document`."""

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
    bounds = {name: value for name, value in asdict(limits).items() if name.startswith("max_")}
    order = {**source, "units": None if units is None else sorted(units), "bounds": bounds}

    def tell(told: dict[str, Any]) -> None:
        if progress is not None:
            progress(revived(Progress, told))

    try:
        answer, _ = ask_apart(
            "tasks_seed.reading_child",
            order,
            bounds=Bounds(limits.seconds, limits.cpu_seconds, limits.memory),
            progress=tell,
        )
    except NoAnswer as silence:
        raise DocumentRefused(_why(silence, limits)) from None
    return Reading(revived(Document, answer["document"]), revived(PlanDraft, answer["plan"]))


def _why(silence: NoAnswer, limits: Limits) -> str:
    """The sentence for a document that was not read; what is a fault of ours goes to the log, without the document."""
    match silence.end:
        case End.REFUSED:
            return silence.words
        case End.TOO_LONG:
            return TOO_LONG.format(round(limits.seconds))
        case End.TOO_BUSY:
            return TOO_LONG.format(limits.cpu_seconds)
        case End.TOO_LARGE:
            return TOO_MUCH.format(limits.memory // MEGABYTE)
    _log.error("The reading process failed: %s", silence.words)
    return STOPPED
