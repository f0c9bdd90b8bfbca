"""The process that reads one document (读件进程): a request line in, progress lines and one answer line out.

Started by `tasks_seed.reading_apart` and by nobody else. It limits itself before it opens anything.
"""

from __future__ import annotations

import json
import sys
import traceback
from functools import partial
from pathlib import Path, PurePath
from typing import Any

_EVERY = 0.01  # a progress line for each hundredth of the way


def main() -> None:
    """Read the request, limit ourselves, answer."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = request["limits"]
    _limit_ourselves(limits["memory"], limits["cpu_seconds"])
    try:
        _say(_answer(request, limits))
    except MemoryError:
        _say({"failed": "memory"})
    except Exception as fault:  # noqa: BLE001 - the other side turns it into a sentence
        _say({"failed": _where(fault)})


def _limit_ourselves(memory: int, seconds: int) -> None:
    """Limits of the system, where it has them; the parent watches the wall clock in any case."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for kind, wanted in (("RLIMIT_AS", memory), ("RLIMIT_CPU", seconds), ("RLIMIT_CORE", 0)):
        limit = getattr(resource, kind)
        _, hard = resource.getrlimit(limit)
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(limit, (allowed, hard))


def _answer(request: dict[str, Any], limits: dict[str, Any]) -> dict[str, Any]:
    # Imported here, under the limits.
    from tasks_seed.parse import parse_document  # noqa: PLC0415
    from tasks_seed.readers import DocumentRefused, read_document, read_pasted  # noqa: PLC0415
    from tasks_seed.reading_apart import Stage  # noqa: PLC0415
    from tasks_seed.wire import plain  # noqa: PLC0415

    tell = Teller()
    tell(Stage.OPENING, "正在打开文件。")
    reading = partial(tell, Stage.READING)
    try:
        if "text" in request:
            document = read_pasted(request["text"], name=request["name"], max_letters=limits["max_letters"])
        else:
            bounds = {name: limits[name] for name in limits if name.startswith("max_")}
            document = read_document(Path(request["path"]), PurePath(request["name"]).name, **bounds, progress=reading)
    except DocumentRefused as refused:
        return {"refused": refused.sentence}
    tell(Stage.PARSING, "正在找出任务、单位和时限。")
    plan = parse_document(document, units=None if request["units"] is None else frozenset(request["units"]))
    return {"document": plain(document), "plan": plain(plan)}


class Teller:
    """Writes a progress line when there is something new to tell."""

    def __init__(self) -> None:
        self._told = -1.0

    def __call__(self, stage: str, sentence: str, done: int = 0, total: int = 0) -> None:
        """Tell how far we are, unless that is hardly further than last time."""
        share = done / total if total else 0.0
        if total and done < total and 0 <= share - self._told < _EVERY:
            return
        self._told = share if total else -1.0
        _say({"progress": {"stage": stage, "done": done, "total": total, "sentence": sentence}})


def _say(said: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    sys.stdout.buffer.flush()


def _where(fault: Exception) -> str:
    """The kind of a fault and the line of code it came from; never its message, which may quote the document."""
    frames = traceback.extract_tb(fault.__traceback__)
    last = frames[-1] if frames else None
    return f"{type(fault).__name__} at {PurePath(last.filename).name}:{last.lineno}" if last else type(fault).__name__


if __name__ == "__main__":
    main()
