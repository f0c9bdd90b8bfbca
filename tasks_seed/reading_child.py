"""The process that reads one document (读件进程): an order in, progress and one document with its drafts out.

Started by `tasks_seed.reading_apart` and by nobody else.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from tasks_seed.answering_apart import RefusedApart, answer_apart

if TYPE_CHECKING:
    from tasks_seed.answering_apart import Tell

_EVERY = 0.01  # a progress line for each hundredth of the way


def read_one(order: dict[str, Any], _: bytes, tell: Tell) -> tuple[dict[str, Any], bytes]:
    """The document that the order names, or its pasted text, and the drafts in it, as plain values."""
    # Imported here, under the limits.
    from tasks_seed.parse import parse_document  # noqa: PLC0415
    from tasks_seed.readers import DocumentRefused, read_document, read_pasted  # noqa: PLC0415
    from tasks_seed.reading_apart import Stage  # noqa: PLC0415
    from tasks_seed.wire import plain  # noqa: PLC0415

    steps = Steps(tell)
    steps(Stage.OPENING, "正在打开文件。")
    bounds = order["bounds"]
    try:
        if "text" in order:
            document = read_pasted(order["text"], name=order["name"], max_letters=bounds["max_letters"])
        else:
            reading = partial(steps, Stage.READING)
            document = read_document(Path(order["path"]), PurePath(order["name"]).name, **bounds, progress=reading)
    except DocumentRefused as refused:
        raise RefusedApart(refused.sentence) from None
    steps(Stage.PARSING, "正在找出任务、单位和时限。")
    plan = parse_document(document, units=None if order["units"] is None else frozenset(order["units"]))
    return {"document": plain(document), "plan": plain(plan)}, b""


class Steps:
    """Tells a step when there is something new to tell."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._told = -1.0

    def __call__(self, stage: str, sentence: str, done: int = 0, total: int = 0) -> None:
        """Tell how far we are, unless that is hardly further than last time."""
        share = done / total if total else 0.0
        if total and done < total and 0 <= share - self._told < _EVERY:
            return
        self._told = share if total else -1.0
        self._tell({"stage": stage, "done": done, "total": total, "sentence": sentence})


if __name__ == "__main__":
    answer_apart(read_one)
