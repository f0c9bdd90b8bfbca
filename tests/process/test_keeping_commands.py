"""backup, restore, leftovers, doctor as an operator types them: sentences on one side, JSON on the other, and exit codes to rely on."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from running import tracker

from tracker.actions import nightly
from tracker.actions.heartbeat import beat
from tracker.config import read_config
from tracker.store.backup_folder import backups_in
from tracker.store.db import connected, open_database
from tracker.store.tables import Setting
from tracker.timekeeper import real_now


@pytest.fixture
def data(tmp_path) -> Path:
    folder = tmp_path / "data"
    assert tracker(folder, "seed", "--plan", "tuoli-2023").code == 0
    return folder


def test_the_drill_on_the_command_line(data, tmp_path):
    ledger = tracker(data, "export", "ledger", "--plan", "tuoli-2023", "--json").json
    entries = tracker(data, "verify", "--json").json["entries"]
    made = tracker(data, "backup", str(tmp_path / "backups"), "--json")
    assert made.code == 0, made.err
    assert made.json["entries"] == entries
    assert tracker(data, "restore", str(tmp_path / "backups"), "--check").code == 0
    refused = tracker(data, "restore", str(tmp_path / "backups"))
    assert refused.code != 0
    assert "--replace" in refused.err
    shutil.rmtree(data)
    done = tracker(data, "restore", str(tmp_path / "backups"), "--json")
    assert done.code == 0, done.err
    assert done.json["folder"] == made.json["folder"]
    assert tracker(data, "verify", "--json").json == {"entries": entries, "faults": []}
    assert tracker(data, "export", "ledger", "--plan", "tuoli-2023", "--json").json == ledger
    spoilt = next(Path(made.json["folder"]).glob("rows/duty.*"))
    spoilt.write_bytes(spoilt.read_bytes()[:-1])
    damaged = tracker(data, "restore", made.json["folder"], "--replace")
    assert damaged.code != 0
    assert "duty" in damaged.err
    assert tracker(data, "export", "ledger", "--plan", "tuoli-2023", "--json").json == ledger
    nothing = tracker(data, "restore", str(tmp_path / "nowhere"))
    assert (nothing.code, "没有备份" in nothing.err) == (2, True)


def test_leftovers_are_listed(data):
    found = tracker(data, "leftovers", "--json")
    assert (found.code, found.json) == (0, {"cleared": False, "files": []})
    assert tracker(data, "leftovers", "--days", "0").code != 0


def checks(data: Path, **env: str) -> dict[str, bool]:
    done = tracker(data, "doctor", "--json", **env)
    assert "Traceback" not in done.err
    found = {line["check"]: line["ok"] for line in done.json}
    assert done.code == (0 if all(found.values()) else 1)
    return found


def test_the_doctor_finds_what_is_wrong_and_nothing_else(data, tmp_path):
    env = {"TRACKER_BASE_URL": "https://ducha.example.gov.cn", "TRACKER_BACKUP_DIR": str(tmp_path / "backups")}
    wrong = {name for name, ok in checks(data, **env).items() if not ok}
    assert wrong == {"时钟", "备份"}
    open_database(f"sqlite:///{data / 'tracker.db'}")
    with connected():
        beat("look", "this-host")
    assert tracker(data, "backup", str(tmp_path / "backups")).code == 0
    assert all(checks(data, **env).values())
    (data / "secret.key").chmod(0o644)
    (only,) = backups_in(tmp_path / "backups")
    only.rename(only.with_name("20200101-020000"))
    wrong = {
        name for name, ok in checks(data, **{**env, "TRACKER_BASE_URL": "http://127.0.0.1:8000"}).items() if not ok
    }
    assert wrong == {"密钥", "备份", "网址"}
    with connected():
        silent = (real_now() - timedelta(hours=1)).isoformat()
        Setting.update(value=silent).where(Setting.key == "beat:look:this-host").execute()
    assert not checks(data, **env)["时钟"]


def test_the_doctor_of_an_installation_that_was_never_made(tmp_path):
    found = checks(tmp_path / "empty")
    assert not found["数据库"]
    assert "密钥" in found


def test_a_database_that_is_none_is_a_sentence(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tracker.db").write_bytes(b"this is no database at all" * 100)
    assert not checks(tmp_path / "data")["数据库"]


def test_a_failed_night_is_seen_by_the_doctor(data, tmp_path):
    (tmp_path / "file").write_text("x")
    env = {"TRACKER_BACKUP_DIR": str(tmp_path / "file" / "backups")}
    open_database(f"sqlite:///{data / 'tracker.db'}")
    config = read_config({"TRACKER_DATA_DIR": str(data), **env})
    from tracker.actions.evidence_place import vault_of

    with connected():
        assert nightly.back_up_tonight(lambda: real_now().replace(hour=12), config, vault_of(config))
    done = tracker(data, "doctor", **env)
    assert "没有备份成" in done.err
    assert "备份没有做成" in done.err
