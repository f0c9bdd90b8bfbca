"""The nightly backup: once a night however many clocks there are, pruned, and seen where people look when it fails."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from small_plan import Town

from tracker.actions import nightly
from tracker.actions.restoring import checked
from tracker.config import Config
from tracker.core.backups import Night
from tracker.core.words import BackupState
from tracker.store import db as store
from tracker.store.backup_folder import backups_in
from tracker.store.queries.keeping import last_night

NIGHT = datetime(2026, 3, 1, 2, 3, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def config(town: Town, tmp_path) -> Config:
    return replace(town.config, backup_dir=tmp_path / "backups")


def run(config: Config, town: Town, now: datetime = NIGHT) -> bool:
    return nightly.back_up_tonight(lambda: now, config, town.vault)


def test_once_a_night_from_its_hour_on(town, config):
    assert not run(config, town, NIGHT - timedelta(hours=1))
    assert run(config, town)
    assert not run(config, town, NIGHT + timedelta(hours=9))
    assert run(config, town, NIGHT + timedelta(days=1))
    made = backups_in(config.backup_dir)
    assert [each.strftime("%d %H:%M") for each in made.values()] == ["01 02:03", "02 02:03"]
    assert all(checked(folder) for folder in made)
    assert last_night() == Night((NIGHT + timedelta(days=1)).date(), BackupState.DONE, NIGHT + timedelta(days=1))


def test_six_clocks_make_one_backup(town, config):
    made, gate = [], threading.Barrier(6)

    def clock() -> None:
        with store.connected():
            gate.wait()
            made.append(run(config, town))

    threads = [threading.Thread(target=clock) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [False] * 5 + [True]
    assert len(backups_in(config.backup_dir)) == 1


def test_without_a_folder_there_is_no_backup(town):
    assert not run(town.config, town)
    assert last_night() is None


def test_a_failure_is_said_and_tried_again_an_hour_later(town, config, caplog):
    config.backup_dir.write_text("a file stands where the folder should be")
    assert run(config, town)
    night = last_night()
    assert night.state is BackupState.FAILED
    assert "备份没有做成" in night.sentence
    assert "备份没有做成" in caplog.text
    config.backup_dir.unlink()
    assert not run(config, town, NIGHT + timedelta(minutes=30))
    assert run(config, town, NIGHT + timedelta(minutes=61))
    assert (last_night().state, last_night().sentence) == (BackupState.DONE, "")


def test_forty_nights_leave_seven_days_and_six_more_weeks(town, config):
    for night in range(40):
        assert run(config, town, NIGHT + timedelta(days=night))
    days = [made.date().isoformat() for made in backups_in(config.backup_dir).values()]
    assert days == [
        "2026-03-01", "2026-03-08", "2026-03-15", "2026-03-22", "2026-03-29",
        "2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06", "2026-04-07", "2026-04-08", "2026-04-09",
    ]  # fmt: skip
