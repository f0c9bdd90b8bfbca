"""The log (日志): one line an event on standard error, as key=value or JSON, without personal data and without secrets.

A line carries what somebody who runs the system needs: when, how grave, which process, what happened, and its facts. What people
wrote, their names, addresses that are secrets, and the messages of exceptions (which repeat what was in a statement) stay out.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bots.redact import redact
from tracker.config import LogFormat
from tracker.timekeeper import SHANGHAI

if TYPE_CHECKING:
    from types import TracebackType

_FEED_ADDRESS = re.compile(r"/feeds/[^/\s\"?]{12,}")
_NEEDS_QUOTES = re.compile(r"[\s\"=\\]|[^\x20-\x7e]|^$")
_CHATTY = ("apscheduler", "werkzeug", "urllib3", "peewee", "pdfminer", "PIL")
_GRANIAN = ("_granian", "granian.access")
_FRAMES = 6


def set_up_logging(form: LogFormat, process: str) -> None:
    """Let everything that this process logs go through one formatter; a second call changes nothing but the name.

    `process` is web, clock or up: several of them usually write into one journal.
    """
    out = logging.StreamHandler(sys.stderr)
    out.setFormatter(LineFormatter(form, process))
    root = logging.getLogger()
    root.handlers[:] = [out]
    root.setLevel(logging.INFO)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _GRANIAN:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def event(log: logging.Logger, what: str, level: int = logging.INFO, **facts: object) -> None:
    """Log that something happened (`what`: two or three constant words), with its facts: numbers, ids, constant words."""
    log.log(level, what, extra={"facts": facts})


def granian_logging() -> dict[str, Any]:
    """The same for granian's own lines: no handlers of its own, everything to the root."""
    return {"loggers": {name: {"level": "INFO", "handlers": [], "propagate": True} for name in _GRANIAN}}


class LineFormatter(logging.Formatter):
    """A record as one line. Of an exception: its type and where it came from, never its message."""

    def __init__(self, form: LogFormat, process: str) -> None:
        super().__init__()
        self._form = form
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever the record holds."""
        facts = {
            "at": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": self._process,
            "pid": record.process,
            "logger": record.name,
            "event": _cleaned(record.getMessage()),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            facts["fault"] = record.exc_info[0].__name__
            facts["where"] = where(record.exc_info[2])
        if self._form is LogFormat.JSON:
            return json.dumps(facts, ensure_ascii=False, default=str)
        return " ".join(f"{name}={_quoted(value)}" for name, value in facts.items() if value is not None)


def where(place: TracebackType | None) -> str:
    """The last frames of a traceback, innermost last: `desk.py:41 show > db.py:50 transaction`."""
    frames = traceback.extract_tb(place)[-_FRAMES:]
    return " > ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)


def _short(filename: str) -> str:
    return re.split(r"[\\/]", filename)[-1]


def _cleaned(said: str) -> str:
    return redact(_FEED_ADDRESS.sub("/feeds/….ics", said)).replace("\n", " ").replace("\r", " ")


def _quoted(value: object) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if _NEEDS_QUOTES.search(text) else text
