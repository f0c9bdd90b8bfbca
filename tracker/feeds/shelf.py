"""Whole calendars at hand (书架): the last ones that this process joined, by their ETag, plain and compressed.

An ETag names its bytes, so nothing here can be stale; what it saves is joining and compressing the same megabytes again.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

MOST_BYTES = 16 * 1024 * 1024
_LEVEL = 6


@dataclass(frozen=True)
class Whole:
    """A calendar's bytes; `etag` names them."""

    etag: str
    plain: bytes

    @cached_property
    def gzipped(self) -> bytes:
        """The same compressed, made when first asked for."""
        return gzip.compress(self.plain, _LEVEL, mtime=0)


class Shelf:
    """Keeps the calendars used last, up to `most` bytes of plain text."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._kept: OrderedDict[str, Whole] = OrderedDict()
        self._lock = Lock()

    def take(self, etag: str) -> Whole | None:
        """The calendar with this ETag, if it is at hand."""
        with self._lock:
            found = self._kept.get(etag)
            if found is not None:
                self._kept.move_to_end(etag)
            return found

    def put(self, whole: Whole) -> None:
        """Keep one; the ones that were not used for longest make room."""
        with self._lock:
            self._kept[whole.etag] = whole
            while self._kept and sum(len(each.plain) for each in self._kept.values()) > self._most:
                self._kept.popitem(last=False)
