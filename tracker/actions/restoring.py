"""Restore (恢复): a checked backup becomes the installation, database and files, in an empty place or where one says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.actions.backing_up import secret_mark
from tracker.core.refusals import Refused
from tracker.store import backup_folder
from tracker.store.db import migrate
from tracker.store.folder_shelf import FolderShelf
from tracker.store.load import is_empty, replace_all
from tracker.store.tables import ChainHead

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.config import Config
    from tracker.store.backup_folder import Manifest
    from tracker.store.vault import Vault

NOT_EMPTY = "这里已有台账。恢复会用备份换掉现在的数据库；确实要换，请先停下网页和时钟，再加 --replace。"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to; `has_other_secret` where sealed robot addresses cannot be read with this installation's secret."""

    folder: Path
    manifest: Manifest
    has_other_secret: bool


def restore(folder: Path, config: Config, vault: Vault, *, replace: bool = False) -> Restored:
    """Put the backup at `folder` (or the newest in it) in place of this installation; the database must not be migrated yet.

    Everything is checked before anything is written: every file by its digest. Files come first, then all rows in one
    transaction that counts them and walks the history, then migrations of this version. Raises `Refused` naming what is wrong.
    """
    chosen = backup_folder.chosen(folder)
    manifest = checked(chosen)
    if not replace and not is_empty():
        raise Refused(NOT_EMPTY)
    _put_files(chosen, vault)
    replace_all(
        {table: backup_folder.rows_file(chosen, table) for table in manifest.tables},
        {table: written.rows for table, written in manifest.tables.items()},
        manifest.migrations,
        lambda: _require_history(manifest),
    )
    migrate()
    secret = _put_secret(chosen, manifest, config)
    return Restored(chosen, manifest, has_other_secret=secret_mark(secret) != manifest.secret_mark)


def checked(folder: Path) -> Manifest:
    """What the backup says of itself, after every file of it was read and compared."""
    manifest = backup_folder.read_manifest(folder)
    backup_folder.check(folder, manifest)
    return manifest


def _put_files(folder: Path, vault: Vault) -> None:
    shelf = FolderShelf(folder / backup_folder.FILES)
    for digest, size in backup_folder.listed_files(folder):
        with shelf.path(digest).open("rb") as stream:
            kept = vault.keep(stream)
        if (kept.sha256, kept.size) != (digest, size):
            raise Refused(f"文件 {digest} 没有恢复成，请再试一次。")


def _require_history(manifest: Manifest) -> None:
    """The chain as it was when the backup was made, walked from its beginning."""
    count, faults = history.verify()
    head = ChainHead.get_by_id(1)
    if faults:
        raise Refused(f"备份里的流水核对不上（{faults[0].sentence}），没有恢复。")
    if (count, head.digest) != (manifest.entries, manifest.chain_head):
        raise Refused("备份里的流水和备份时记下的不一样，没有恢复。")


def _put_secret(folder: Path, manifest: Manifest, config: Config) -> str:
    """The secret in force afterwards. One from the environment stays; a file takes the place of the one made at this start."""
    own = config.data_dir / backup_folder.SECRET
    is_in_a_file = own.is_file() and own.read_text(encoding="ascii").strip() == config.secret_key
    if not (manifest.secret_sha256 and is_in_a_file):
        return config.secret_key
    secret = (folder / backup_folder.SECRET).read_text(encoding="ascii")
    coming = own.with_suffix(".coming")
    coming.touch(mode=0o600)
    coming.write_text(secret, encoding="ascii")
    coming.replace(own)
    return secret
