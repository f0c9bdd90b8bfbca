"""Leftovers (无主文件): uploaded files that no row names, because a process died or a report was refused after its files were kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.core.refusals import Refused
from tracker.store.db import transaction
from tracker.store.folder_shelf import FolderShelf
from tracker.store.queries.kept_files import is_named

if TYPE_CHECKING:
    from tracker.store.vault import Standing, Vault

SAFE_DAYS = 7
YOUNGEST = timedelta(days=1)
"""Keeping a file makes it young; a row follows within the same request. A day is far more than that takes."""


def leftovers(now: datetime, vault: Vault, age: timedelta = timedelta(days=SAFE_DAYS)) -> list[Standing]:
    """The files that no row names and that were written at least `age` ago; `now` is the machine's own time."""
    if age < YOUNGEST:
        raise Refused("刚传上来的文件可能正要登记，至少要放 1 天才能清理。")
    return [each for each in vault.standing() if each.written_at <= now - age and not is_named(each.sha256)]


def clear(now: datetime, vault: Vault, age: timedelta = timedelta(days=SAFE_DAYS)) -> list[Standing]:
    """Take them away, and half-written files of dead processes. The history says which before they go."""
    found = leftovers(now, vault, age)
    if found:
        with transaction():
            words = f"{len(found)} 份，{sum(each.size for each in found)} 字节"
            history.record(
                now, None, "清理无主文件", "vault", 0, words=words, data={"files": [each.sha256 for each in found]}
            )
    gone = []
    for each in found:
        if not is_named(each.sha256):  # again: listing a large vault takes its time
            vault.remove(each.sha256)
            gone.append(each)
    if isinstance(vault.shelf, FolderShelf):
        vault.shelf.sweep(now - age)
    return gone
