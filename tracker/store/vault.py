"""Evidence files (佐证文件): named by their SHA-256, whole before any row names them, checked on writing and on reading.

Where they stand is a `Shelf`: a folder (`folder_shelf`), or a bucket of object storage (`bucket_shelf`). The promises are
kept here, once, for every kind of shelf.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, Protocol, cast

from tracker.core.refusals import NotThere, OutOfOrder
from tracker.store.folder_shelf import FolderShelf
from tracker.store.troubles import sentence_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

CHUNK = 1 << 20
GONE = "这份文件登记过，但不在存放处。请告诉管理员，从备份里找回。"
DAMAGED = "这份文件和登记时不一样了，可能已经损坏，没有给您。请告诉管理员，从备份里找回。"
NOT_KEPT = "文件没有存好（写进去和读出来不一样），没有收下。请再传一次；再不行，请告诉管理员检查存放处。"
_DIGITS = set("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the vault: its digest and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A file as it stands on its shelf (在架的文件): its digest, size in bytes, and when it was last written."""

    sha256: str
    size: int
    written_at: datetime


class Shelf(Protocol):
    """Where files stand. Every method may raise `OSError` or `OutOfOrder`; a file that is not there is `FileNotFoundError`."""

    def put(self, digest: str, size: int, source: BinaryIO) -> None:
        """Set the bytes of `source`, which stands at its beginning, under `digest`: whole or not at all."""

    def touch(self, digest: str, source: BinaryIO) -> None:
        """Make a file that stands there whole as young as one that was just put; `source` has the same bytes."""

    def read(self, digest: str) -> Iterator[bytes]:
        """The bytes in pieces."""

    def standing(self) -> Iterator[tuple[str, int, datetime]]:
        """All that stands there: digest, size, when it was written."""

    def remove(self, digest: str) -> None:
        """Take one away; one that is not there is no fault."""

    def free_bytes(self) -> int | None:
        """How much more fits, where that is known."""


class Vault:
    """佐证库: files named by their content. `Vault(folder)` is the usual one; any other shelf may be given instead."""

    def __init__(self, place: Path | Shelf) -> None:
        self.shelf: Shelf = FolderShelf(place) if isinstance(place, Path) else place

    def keep(self, stream: BinaryIO) -> Kept:
        """Copy `stream` into the vault and read it back; whole and right, or not there and `OutOfOrder`.

        What is there already, whole and right, is not replaced, only made young: its age is what protects it from being
        taken for a leftover before a row names it. What is there damaged is mended.
        """
        with TemporaryFile() as spool, _sentences():
            kept = _copied(stream, spool)
            if self._stands(kept):
                self.shelf.touch(kept.sha256, spool)
                return kept
            self.shelf.put(kept.sha256, kept.size, spool)
            if not self._stands(kept):
                raise OutOfOrder(NOT_KEPT)
        return kept

    def check(self, digest: str, size: int | None = None) -> int:
        """Read it all and compare; returns its size. `NotThere` when it is gone, `OutOfOrder` when it is damaged."""
        found = self._copy(digest, None)
        _compare(found, digest, size)
        return found.size

    @contextmanager
    def opened(self, digest: str, size: int | None = None) -> Iterator[BinaryIO]:
        """The file, checked in full, as a stream at its beginning. Raises as `check`."""
        stream = self.take_out(digest, size)
        with stream:
            yield stream

    def take_out(self, digest: str, size: int | None = None) -> BinaryIO:
        """The same for a caller that closes it: a copy that stays as it was checked, whatever happens on the shelf."""
        spool = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 - the caller's
        try:
            _compare(self._copy(digest, spool), digest, size)
            spool.seek(0)
        except BaseException:
            spool.close()
            raise
        return spool

    @contextmanager
    def as_path(self, digest: str, ending: str = "") -> Iterator[Path]:
        """The file, checked in full, under a name of its own for readers that want one; gone when they are done."""
        with NamedTemporaryFile(suffix=ending) as spool:
            _compare(self._copy(digest, spool), digest, None)
            spool.flush()
            yield Path(spool.name)

    def read_bytes(self, digest: str) -> bytes:
        """The whole file, checked."""
        with self.opened(digest) as stream:
            return stream.read()

    def standing(self) -> Iterator[Standing]:
        """All that stands in the vault."""
        with _sentences():
            for digest, size, written_at in self.shelf.standing():
                if is_digest(digest):
                    yield Standing(digest, size, written_at)

    def remove(self, digest: str) -> None:
        """Take a file away; only `actions.leftovers` does, for files that no row names."""
        with _sentences():
            self.shelf.remove(_digest(digest))

    def free_bytes(self) -> int | None:
        """How much more fits, where that is known."""
        with _sentences():
            return self.shelf.free_bytes()

    def _stands(self, kept: Kept) -> bool:
        """Whether it is there, whole and right."""
        try:
            return self._copy(kept.sha256, None) == kept
        except NotThere:
            return False

    def _copy(self, digest: str, target: IO[bytes] | None) -> Kept:
        """Read it to its end, into `target` where there is one; what was read is the answer."""
        found, size = sha256(), 0
        with _sentences():
            for piece in self.shelf.read(_digest(digest)):
                found.update(piece)
                size += len(piece)
                if target is not None:
                    target.write(piece)
        return Kept(found.hexdigest(), size)


def is_digest(text: str) -> bool:
    """Whether this is a SHA-256 in lower-case hexadecimal digits."""
    return len(text) == 64 and set(text) <= _DIGITS  # noqa: PLR2004 - SHA-256 in hex


def _digest(text: str) -> str:
    if not is_digest(text):
        raise ValueError("not a SHA-256 digest")
    return text


def _copied(stream: BinaryIO, spool: IO[bytes]) -> Kept:
    """Into a file that nobody else sees; it stands at its beginning afterwards."""
    digest, size = sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        spool.write(chunk)
    spool.seek(0)
    return Kept(digest.hexdigest(), size)


def _compare(found: Kept, digest: str, size: int | None) -> None:
    if found.sha256 != digest or (size is not None and found.size != size):
        raise OutOfOrder(DAMAGED)


@contextmanager
def _sentences() -> Iterator[None]:
    """What goes wrong on a shelf, as a sentence."""
    try:
        yield
    except FileNotFoundError as gone:
        raise NotThere(GONE) from gone
    except OSError as trouble:
        raise OutOfOrder(sentence_of(trouble) or _unusable(trouble)) from trouble


def _unusable(trouble: OSError) -> str:
    reason = errno.errorcode.get(trouble.errno or 0, "")
    return f"佐证存放处现在用不了{f'（{reason}）' if reason else ''}，请稍后再试；再不行，请告诉管理员。"
