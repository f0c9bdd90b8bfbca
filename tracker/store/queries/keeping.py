"""How the keeping of data stands (数据保管): the last nightly backup."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tracker.core.backups import Night
from tracker.core.words import BackupState
from tracker.store.tables import Setting

NIGHT = "nightly_backup"


def last_night() -> Night | None:
    """The last nightly backup, or None where none was ever begun."""
    row = Setting.get_or_none(Setting.key == NIGHT)
    return night_of(row.value) if row else None


def night_of(value: dict[str, Any]) -> Night:
    """A nightly backup as it is kept."""
    return Night(
        date.fromisoformat(value["day"]),
        BackupState(value["state"]),
        datetime.fromisoformat(value["since"]),
        value["sentence"],
    )
