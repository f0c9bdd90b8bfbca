"""How many pages a PDF has (页数), for the line under its name.

The page tree's own count, said only where it agrees with the pages that can be counted. No PDF library runs in the web process
on a file that a stranger made; what cannot be told is not said.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from pathlib import Path

_MOST_BYTES = 32 * 1024 * 1024
_MOST_STREAMS = 400
_MOST_INFLATED = 256 * 1024  # bytes of one object stream; the page tree is small
_MOST_PAGES = 100_000
_DICTIONARY = re.compile(rb"<<(?:[^<>]|<(?!<)|>(?!>)){0,2000}?/Type\s{0,9}/Pages\b(?:[^<>]|<(?!<)|>(?!>)){0,20000}")
_COUNT = re.compile(rb"/Count\s{1,9}(\d{1,6})")
_PAGE = re.compile(rb"/Type\s{0,9}/Page(?![A-Za-z])")
_OBJECT_STREAM = re.compile(rb"/Type\s{0,9}/ObjStm\b[^>]{0,500}>>\s{0,9}stream\r?\n")


@lru_cache(maxsize=512)
def pdf_pages(path: str) -> int | None:
    """The number of pages, or None where the file does not say it plainly. Files in the vault never change, so one look is enough."""
    file = Path(path)
    if not file.is_file() or file.stat().st_size > _MOST_BYTES:
        return None
    content = file.read_bytes()
    parts = [content, *_inflated(content)]
    told = max((count for part in parts for count in _counts(part)), default=0)
    pages = sum(len(_PAGE.findall(part)) for part in parts)
    return told if told == pages and 0 < told <= _MOST_PAGES else None


def _counts(content: bytes) -> list[int]:
    """The counts of every node of the page tree; the root's is the largest."""
    return [int(count[1]) for node in _DICTIONARY.finditer(content) for count in _COUNT.finditer(node[0])]


def _inflated(content: bytes) -> list[bytes]:
    """What stands inside the compressed object streams, a bounded piece of each."""
    pieces = []
    for number, begin in enumerate(_OBJECT_STREAM.finditer(content)):
        if number >= _MOST_STREAMS:
            break
        try:
            pieces.append(zlib.decompressobj().decompress(content[begin.end() :][: 4 * _MOST_INFLATED], _MOST_INFLATED))
        except zlib.error:
            continue
    return pieces
