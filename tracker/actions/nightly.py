"""The nightly backup (夜间备份): one of the clock processes makes it, once a night; a failure is written down where people look."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from tracker.actions.backing_up import back_up, prune
from tracker.core.backups import Night, is_due
from tracker.core.refusals import Refused
from tracker.core.words import BackupState
from tracker.store.db import transaction
from tracker.store.queries.keeping import NIGHT, night_of
from tracker.store.tables import Setting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from tracker.config import Config
    from tracker.store.vault import Vault

INCOMPLETE = (
    "备份做好了，但有 {count} 份登记过的文件不在存放处或已损坏，备份里也没有。请用 tracker doctor --all 查是哪些。"
)
BROKEN = "备份没有做成，日志里有原因。请告诉管理员。"
_log = logging.getLogger(__name__)


def back_up_tonight(clock: Callable[[], datetime], config: Config, vault: Vault) -> bool:
    """Make the night's backup where one is due and nobody else has begun it, then prune; whether this process made one.

    `clock` is the machine's own: a demo's date does not make backups.
    """
    root, now = config.backup_dir, clock()
    if root is None or not _claim(now, config.backup_hour):
        return False
    try:
        made = back_up(now, root, config, vault)
        prune(root)
    except Refused as refused:
        _log.error("nightly backup: %s", refused.sentence)
        _say(now.date(), BackupState.FAILED, clock(), refused.sentence)
    except Exception:  # noqa: BLE001 - whatever it was, people must see that there is no backup
        _log.exception("nightly backup")
        _say(now.date(), BackupState.FAILED, clock(), BROKEN)
    else:
        lost = len(made.manifest.missing)
        _say(now.date(), BackupState.DONE, clock(), INCOMPLETE.format(count=lost) if lost else "")
        _log.info("nightly backup: %s", made.folder.name)
    return True


def _claim(now: datetime, hour: int) -> bool:
    """Whether this process may make the night's backup: a row that only one of several can change."""
    row = Setting.get_or_none(Setting.key == NIGHT)
    if not is_due(now, hour, night_of(row.value) if row else None):
        return False
    value = _value(Night(now.date(), BackupState.RUNNING, now))
    with transaction():
        if row is None:
            return bool(Setting.insert(key=NIGHT, value=value).on_conflict_ignore().as_rowcount().execute())
        claimed = Setting.update(value=value).where(Setting.key == NIGHT, Setting.value == row.value)
        return bool(claimed.execute())


def _say(day: date, state: BackupState, at: datetime, sentence: str) -> None:
    with transaction():
        Setting.update(value=_value(Night(day, state, at, sentence))).where(Setting.key == NIGHT).execute()


def _value(night: Night) -> dict[str, Any]:
    return {
        "day": night.day.isoformat(),
        "state": str(night.state),
        "since": night.since.isoformat(),
        "sentence": night.sentence,
    }
