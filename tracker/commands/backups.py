"""Backups: backup, restore, leftovers (备份、恢复、无主文件)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.actions import leftovers as spare
from tracker.actions.backing_up import back_up
from tracker.actions.evidence_place import vault_of
from tracker.actions.restoring import checked
from tracker.actions.restoring import restore as put_back
from tracker.commands.opening import configured, opened, put, tell
from tracker.store.backup_folder import chosen
from tracker.store.db import connected
from tracker.timekeeper import real_now

if TYPE_CHECKING:
    import argparse

    from tracker.store.backup_folder import Manifest


def backup(args: argparse.Namespace) -> int:
    """Write a backup into a new folder of DIR; 1 when files that rows name were already lost."""
    config, _ = opened()
    made = back_up(real_now(), Path(args.folder).resolve(), config, vault_of(config))
    missing = made.manifest.missing
    if args.json:
        put({"folder": str(made.folder), **_said(made.manifest)})
    tell(f"备份好了：{made.folder}（{_in_words(made.manifest)}）。")
    for digest in missing:
        tell(f"登记过的文件 {digest} 不在存放处或已损坏，备份里也没有。")
    return 1 if missing else 0


def restore(args: argparse.Namespace) -> int:
    """Put a backup in place of this installation, or with --check only read it through."""
    folder = Path(args.folder).resolve()
    if args.check:
        found = chosen(folder)
        manifest = checked(found)
        if args.json:
            put({"folder": str(found), **_said(manifest)})
        tell(f"备份 {found.name} 是好的（{_in_words(manifest)}）。")
        return 0
    config = configured()
    done = put_back(folder, config, vault_of(config), replace=args.replace)
    if args.json:
        put({"folder": str(done.folder), **_said(done.manifest), "other_secret": done.has_other_secret})
    tell(f"已从 {done.folder.name} 恢复（{_in_words(done.manifest)}），流水核对无误。")
    if done.has_other_secret:
        tell("TRACKER_SECRET_KEY 和备份时不同：机器人地址解不开，请换回原来的值，或重新登记通道；大家要重新登录。")
    for digest in done.manifest.missing:
        tell(f"备份里本来就缺文件 {digest}。")
    return 1 if done.manifest.missing else 0


def leftovers(args: argparse.Namespace) -> None:
    """List uploaded files that no row names; --clear takes them away."""
    config, _ = opened()
    age = timedelta(days=args.days)
    with connected():
        run = spare.clear if args.clear else spare.leftovers
        found = run(real_now(), vault_of(config), age)
    if args.json:
        files = [
            {"sha256": each.sha256, "size": each.size, "written_at": each.written_at.isoformat()} for each in found
        ]
        put({"cleared": bool(args.clear), "files": files})
    size = sum(each.size for each in found)
    tell(f"放了 {args.days} 天以上、没有登记的文件 {len(found)} 份，{size} 字节{'，已清理' if args.clear else ''}。")


def _said(manifest: Manifest) -> dict[str, Any]:
    return {
        "made_at": manifest.made_at.isoformat(),
        "engine": manifest.engine,
        "migrations": list(manifest.migrations),
        "tables": {name: table.rows for name, table in manifest.tables.items()},
        "files": manifest.files,
        "file_bytes": manifest.file_bytes,
        "entries": manifest.entries,
        "missing": list(manifest.missing),
    }


def _in_words(manifest: Manifest) -> str:
    rows = sum(table.rows for table in manifest.tables.values())
    return f"{manifest.made_at:%Y-%m-%d %H:%M}，{rows} 行，{manifest.files} 份文件，流水 {manifest.entries} 条"
