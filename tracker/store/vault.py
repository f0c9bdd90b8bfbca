"""Evidence files (佐证文件): kept by SHA-256 outside the web root; a file is complete on disk before any row names it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the vault: its digest and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Vault:
    """A folder of files named by their content."""

    folder: Path

    def keep(self, stream: BinaryIO) -> Kept:
        """Copy `stream` into the vault; written beside its place, flushed to disk, then renamed, so it is whole or absent."""
        self.folder.mkdir(parents=True, exist_ok=True)
        digest, size = sha256(), 0
        with NamedTemporaryFile(dir=self.folder, prefix=".incoming-", delete=False) as target:
            try:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            except BaseException:
                Path(target.name).unlink(missing_ok=True)
                raise
        place = self.path(digest.hexdigest())
        place.parent.mkdir(exist_ok=True)
        Path(target.name).replace(place)
        return Kept(digest.hexdigest(), size)

    def path(self, digest: str) -> Path:
        """Where the file with this digest stands. Refuses anything that is not a digest."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):  # noqa: PLR2004 - SHA-256 in hex
            raise ValueError("not a SHA-256 digest")
        return self.folder / digest[:2] / digest
