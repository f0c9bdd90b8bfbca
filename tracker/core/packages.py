"""Looking at a package from outside (看压缩包): the list of its parts, whatever somebody made of it, in bounded time and memory."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_PARTS = 20_000
"""So many parts no office program writes; a list of a million costs half a gigabyte before anybody looks at it."""
_ENTRY = b"PK\x01\x02"


class TooManyParts(ValueError):  # noqa: N818 - what it is, not an error of ours
    """The package lists more parts than anybody needs."""


def parts_of(content: bytes) -> list[ZipInfo] | None:
    """The parts of a ZIP package as its list says; None where it is no package or damaged. Raises `TooManyParts`.

    Every entry of the list begins with the same four bytes, so that counting them bounds its length before it is read.
    """
    if content.count(_ENTRY) > MOST_PARTS:
        raise TooManyParts
    try:
        with ZipFile(BytesIO(content)) as package:
            return package.infolist()
    except (BadZipFile, OSError, EOFError, NotImplementedError, ValueError, OverflowError):
        return None  # a wrong version, a name in no encoding, a place before the beginning
