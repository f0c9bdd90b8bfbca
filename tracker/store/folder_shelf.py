"""A folder of evidence files (文件夹存放): of one machine, or one that several machines share."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20
_COMING = ".incoming-"


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """Files stand under the first two digits of their digest."""

    folder: Path

    def put(self, digest: str, _size: int, source: BinaryIO) -> None:
        """Write beside its place, flush to disk, rename, flush the folder: whole or absent, whatever dies when."""
        place = self.path(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self.folder, prefix=_COMING, delete=False) as target:
            try:
                shutil.copyfileobj(source, target, _CHUNK)
                target.flush()
                os.fsync(target.fileno())
                Path(target.name).replace(place)
            except BaseException:
                Path(target.name).unlink(missing_ok=True)
                raise
        flush(place.parent)

    def touch(self, digest: str, _source: BinaryIO) -> None:
        """Make it young; its bytes stay as they are."""
        os.utime(self.path(digest))

    def read(self, digest: str) -> Iterator[bytes]:
        """The bytes in pieces; raises `FileNotFoundError`."""
        with self.path(digest).open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def standing(self) -> Iterator[tuple[str, int, datetime]]:
        """All that stands there, and what a process that died left half-written beside it is none of it."""
        for path in sorted(self.folder.glob("??/*")) if self.folder.is_dir() else ():
            about = path.stat()
            yield path.name, about.st_size, datetime.fromtimestamp(about.st_mtime, UTC)

    def remove(self, digest: str) -> None:
        """Take one away."""
        self.path(digest).unlink(missing_ok=True)

    def sweep(self, before: datetime) -> int:
        """Take away half-written files of processes that died before this moment; returns how many."""
        swept = 0
        for path in self.folder.glob(f"{_COMING}*") if self.folder.is_dir() else ():
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def free_bytes(self) -> int | None:
        """The free space of the disk that the folder stands on, or will stand on."""
        nearest = next(folder for folder in (self.folder, *self.folder.parents) if folder.is_dir())
        return shutil.disk_usage(nearest).free

    def path(self, digest: str) -> Path:
        """Where the file with this digest stands."""
        return self.folder / digest[:2] / digest


def flush(path: Path) -> None:
    """Let a file, or a rename in a folder, reach the disk; systems that cannot flush folders do without."""
    if os.name == "nt" and path.is_dir():
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
