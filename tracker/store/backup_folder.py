"""A backup as it stands on disk (备份文件夹): what is in it, written so that it is whole or not there, and checked file by file.

20261122-020003/
  manifest.json      what is in it, with counts and digests, and the digest of itself
  rows/<table>.jsonl.gz
  files.jsonl        digest and size of every evidence file
  files/ab/abcd…     the files, named by their SHA-256
  secret.key         where the installation keeps its secret in a file
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from tracker.core.refusals import NotThere, Refused
from tracker.store.dump import Dumped, digest_of
from tracker.store.fields import SHANGHAI
from tracker.store.folder_shelf import FolderShelf, flush

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 1
MANIFEST, ROWS, FILES, LIST, SECRET = "manifest.json", "rows", "files", "files.jsonl", "secret.key"
_COMING = ".coming-"
_NAME = re.compile(r"(\d{8}-\d{6})(?:-\d+)?")
_NAMED = "%Y%m%d-%H%M%S"
_DEAD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `missing` are files that rows name and that were lost before the backup was made."""

    made_at: datetime
    engine: str
    migrations: tuple[str, ...]
    tables: dict[str, Dumped]
    files: int
    file_bytes: int
    list_sha256: str
    missing: tuple[str, ...]
    entries: int
    chain_head: str
    secret_mark: str
    secret_sha256: str = ""
    version: int = VERSION


def begin(root: Path, now: datetime) -> Path:
    """A folder that is not yet a backup; what dead processes left half-made two days ago is taken away."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in root.glob(f"{_COMING}*"):
        if now.timestamp() - left.stat().st_mtime > _DEAD.total_seconds():
            shutil.rmtree(left, ignore_errors=True)
    coming = Path(mkdtemp(dir=root, prefix=_COMING))  # readable by its owner only
    (coming / ROWS).mkdir()
    (coming / FILES).mkdir()
    return coming


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """The last file to be written."""
    values = {**asdict(manifest), "made_at": manifest.made_at.isoformat()}
    _write(folder / MANIFEST, json.dumps({**values, "digest": _own_digest(values)}, ensure_ascii=False, indent=1))


def finish(coming: Path, made_at: datetime) -> Path:
    """Everything to disk, then its name: from now on it is a backup."""
    for path in sorted(coming.rglob("*"), reverse=True):
        flush(path)
    flush(coming)
    stem = made_at.astimezone(SHANGHAI).strftime(_NAMED)
    for number in range(1, 100):
        target = coming.parent / (stem if number == 1 else f"{stem}-{number}")
        if not target.exists():
            coming.rename(target)
            flush(target.parent)
            return target
    raise Refused("同一秒里已有太多备份，没有做成。")


def backups_in(root: Path) -> dict[Path, datetime]:
    """The finished backups of a folder, oldest first, and when each was made."""
    found = {}
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        if named and (path / MANIFEST).is_file():
            found[path] = datetime.strptime(named.group(1), _NAMED).replace(tzinfo=SHANGHAI)
    return found


def chosen(folder: Path) -> Path:
    """The backup meant by a folder: itself, or the newest in it. Raises `NotThere`."""
    if (folder / MANIFEST).is_file():
        return folder
    newest = list(backups_in(folder))[-1:]
    if not newest:
        raise NotThere(f"“{folder}”里没有备份。")
    return newest[0]


def read_manifest(folder: Path) -> Manifest:
    """What the backup says of itself; raises `Refused` where that cannot be believed."""
    try:
        values = json.loads((folder / MANIFEST).read_text("utf-8"))
        digest = values.pop("digest")
        if values["version"] > VERSION:
            raise Refused(f"备份 {folder.name} 来自更新的版本，请先升级本系统再恢复。")
        if digest != _own_digest(values):
            raise ValueError("digest")
        values["made_at"] = datetime.fromisoformat(values["made_at"])
        values["tables"] = {name: Dumped(**table) for name, table in values["tables"].items()}
        return Manifest(**{**values, "migrations": tuple(values["migrations"]), "missing": tuple(values["missing"])})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _damaged(folder, MANIFEST) from None


def listed_files(folder: Path) -> Iterator[tuple[str, int]]:
    """Digest and size of every file of the backup."""
    with (folder / LIST).open(encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            yield found["sha256"], found["size"]


def check(folder: Path, manifest: Manifest) -> None:
    """Read every file of the backup; raises `Refused` naming the first that is missing or not what it was."""
    check_rows(folder, manifest)
    shelf = FolderShelf(folder / FILES)
    for digest, _ in listed_files(folder):
        _require(folder, shelf.path(digest).relative_to(folder).as_posix(), digest)


def check_rows(folder: Path, manifest: Manifest) -> None:
    """The same for all but the evidence files, which were read when they were put there."""
    for table, written in manifest.tables.items():
        _require(folder, f"{ROWS}/{table}.jsonl.gz", written.sha256)
    _require(folder, LIST, manifest.list_sha256)
    if manifest.secret_sha256:
        _require(folder, SECRET, manifest.secret_sha256)


def rows_file(folder: Path, table: str) -> Path:
    """Where the rows of a table stand."""
    return folder / ROWS / f"{table}.jsonl.gz"


def _require(folder: Path, name: str, digest: str) -> None:
    path = folder / name
    if not path.is_file():
        raise Refused(f"备份 {folder.name} 里缺文件 {name}，不能用来恢复。")
    if digest_of(path) != digest:
        raise _damaged(folder, name)


def _damaged(folder: Path, name: str) -> Refused:
    return Refused(f"备份 {folder.name} 里的文件 {name} 已损坏，不能用来恢复。请换一份备份。")


def _own_digest(values: dict[str, Any]) -> str:
    return sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _write(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
