"""Backup (备份): database and files of one moment while everybody goes on writing; whole and checked, or not there."""

from __future__ import annotations

import hmac
import json
import logging
import os
import shutil
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tracker.core.backups import to_keep
from tracker.core.refusals import OutOfOrder, Refused
from tracker.store import backup_folder
from tracker.store.backup_folder import Manifest
from tracker.store.dump import MIGRATIONS, digest_of, names, snapshot, write_table
from tracker.store.folder_shelf import FolderShelf
from tracker.store.queries.kept_files import files_of_row
from tracker.store.troubles import sentence_of
from tracker.timekeeper import SHANGHAI

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tracker.config import Config
    from tracker.store.vault import Vault

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup came to: where it stands, and what it says of itself."""

    folder: Path
    manifest: Manifest


@dataclass(slots=True)
class _Seen:
    """What the rows told as they went by."""

    must: set[str] = field(default_factory=set)
    may: set[str] = field(default_factory=set)
    entries: int = 0
    chain_head: str = ""


def back_up(now: datetime, root: Path, config: Config, vault: Vault) -> BackedUp:
    """Write a backup into a new folder of `root` and check it; `now` is the machine's own time.

    Evidence that the last backup has is linked, not copied. A file that rows name and the vault has lost does not stop the
    backup: its digest stands in `manifest.missing`, and the caller says so. Raises `OutOfOrder` where it cannot be written.
    """
    try:
        coming = backup_folder.begin(root, now)
        try:
            manifest = _fill(now, coming, root, config, vault)
            backup_folder.write_manifest(coming, manifest)
            backup_folder.check_rows(coming, backup_folder.read_manifest(coming))
            return BackedUp(backup_folder.finish(coming, now), manifest)
        except BaseException:
            shutil.rmtree(coming, ignore_errors=True)
            raise
    except OSError as trouble:
        raise OutOfOrder(
            f"备份没有做成：{sentence_of(trouble) or '备份文件夹写不进去，请检查它在不在、有没有权限。'}"
        ) from trouble


def prune(root: Path) -> list[Path]:
    """Take away the backups that need not stay (7 daily, 8 weekly); the newest always stays. Returns what went."""
    found = backup_folder.backups_in(root)
    stay = to_keep(found.values())
    gone = [path for path, made in found.items() if made not in stay]
    for path in gone:
        shutil.rmtree(path)
    return gone


def secret_mark(secret_key: str) -> str:
    """A mark by which a secret is known again, and from which nobody gets it back."""
    return hmac.new(secret_key.encode(), b"tracker backup", sha256).hexdigest()[:16]


def _fill(now: datetime, coming: Path, root: Path, config: Config, vault: Vault) -> Manifest:
    seen, tables = _Seen(), {}
    with snapshot(coming) as taken:
        for table in sorted(set(taken.tables) - {MIGRATIONS}):
            target = backup_folder.rows_file(coming, table)
            tables[table] = write_table(taken, table, target, lambda row, table=table: _look(seen, table, row))  # type: ignore[misc]
        engine, migrations = taken.engine, names(taken)
    kept, missing = _keep_files(coming, root, vault, seen)
    listed = "".join(json.dumps({"sha256": digest, "size": size}) + "\n" for digest, size in sorted(kept.items()))
    (coming / backup_folder.LIST).write_text(listed, encoding="utf-8")
    return Manifest(
        made_at=now.astimezone(SHANGHAI),
        engine=engine,
        migrations=migrations,
        tables=tables,
        files=len(kept),
        file_bytes=sum(kept.values()),
        list_sha256=digest_of(coming / backup_folder.LIST),
        missing=tuple(sorted(missing)),
        entries=seen.entries,
        chain_head=seen.chain_head,
        secret_mark=secret_mark(config.secret_key),
        secret_sha256=_keep_secret(coming, config),
    )


def _look(seen: _Seen, table: str, row: dict[str, Any]) -> None:
    for digest, must in files_of_row(table, row):
        (seen.must if must else seen.may).add(digest)
    if table == "chain_head":
        seen.entries, seen.chain_head = int(row["count"]), str(row["digest"])


def _keep_files(coming: Path, root: Path, vault: Vault, seen: _Seen) -> tuple[dict[str, int], set[str]]:
    """Every file into the backup; answers what is kept, with sizes, and what is missing or damaged in the vault."""
    earlier = [FolderShelf(path / backup_folder.FILES) for path in backup_folder.backups_in(root)][-1:]
    target = FolderShelf(coming / backup_folder.FILES)
    kept: dict[str, int] = {}
    missing: set[str] = set()
    for digest in sorted(seen.must | seen.may):
        if any(_link(each.path(digest), target.path(digest), digest) for each in earlier):
            kept[digest] = target.path(digest).stat().st_size
            continue
        try:
            with vault.opened(digest) as stream:
                target.put(digest, 0, stream)
        except (Refused, ValueError) as trouble:
            if isinstance(trouble.__cause__, OSError) and sentence_of(trouble.__cause__):
                raise  # a full disk is no missing file
            if digest in seen.must:
                missing.add(digest)
                _log.error("backup: file %s of the vault is missing or damaged", digest)
            continue
        if digest_of(target.path(digest)) != digest:
            raise OutOfOrder("备份没有做成：写进去的文件和读出来的不一样，请检查备份所在的磁盘。")
        kept[digest] = target.path(digest).stat().st_size
    return kept, missing


def _link(old: Path, new: Path, digest: str) -> bool:
    """The same file of the last backup, where it is still what it was; disks that know no links get a copy."""
    if not old.is_file() or digest_of(old) != digest:
        return False
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)
        if digest_of(new) != digest:
            new.unlink()
            return False
    return True


def _keep_secret(coming: Path, config: Config) -> str:
    """The secret goes along where the installation keeps it in a file; one that comes by the environment is kept elsewhere."""
    own = config.data_dir / backup_folder.SECRET
    if not own.is_file() or own.read_text(encoding="ascii").strip() != config.secret_key:
        return ""
    target = coming / backup_folder.SECRET
    target.touch(mode=0o600)
    target.write_text(config.secret_key, encoding="ascii")
    return digest_of(target)
