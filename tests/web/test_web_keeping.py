"""A night without a backup stands on the administrator's pages, on nobody else's."""

from __future__ import annotations

from dataclasses import replace

from tracker.actions import nightly
from tracker.actions.evidence_place import vault_of
from tracker.store.db import connected
from tracker.timekeeper import real_now


def test_an_administrator_is_told(config, admin, office):
    assert "备份没有做成" not in admin.get("/plans").text
    (config.data_dir / "file").write_text("x")
    broken = replace(config, backup_dir=config.data_dir / "file" / "backups")
    with connected():
        assert nightly.back_up_tonight(lambda: real_now().replace(hour=12), broken, vault_of(config))
    assert "备份没有做成" in admin.get("/plans").text
    assert "备份没有做成" not in office.get("/plans").text
