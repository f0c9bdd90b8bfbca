"""Several processes that migrate at once, and processes that die while they do: each step is done once, whole, and in order."""

from __future__ import annotations

import random
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from killing import run_until
from running import ROOT, environment

from tracker.store import db
from tracker.store.tables import database as bound

RELEASED = ROOT / "tests" / "store" / "released"
STEPS = sorted(path.stem for path in db.MIGRATIONS.glob("[0-9]*.py"))
TOGETHER = 5
KILLS = 12


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    return request.getfixturevalue("new_postgresql")("migrated_together")


def fill(address: str, version: str) -> None:
    """What a released version left behind."""
    engine = address.partition(":")[0]
    script = (RELEASED / version / f"{engine}.sql").read_text(encoding="utf-8")
    if engine == "sqlite":
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as raw:
            raw.executescript(script)
    else:
        with psycopg.connect(address, autocommit=True) as raw:
            raw.execute(script)


def migrate(address: str) -> None:
    """What a process does that starts."""
    db.open_database(address)
    db.migrate()


def steps_done(address: str) -> list[str]:
    opened = db.open_database(address)
    with db.connected():
        found = [name for (name,) in bound.execute_sql("SELECT name FROM schema_migration ORDER BY id")]
    opened.close()
    return found


@pytest.mark.parametrize("version", ["", "0.1.0.dev1"], ids=["empty", "an old one"])
def test_processes_that_start_together_do_each_step_once(address, tmp_path, version):
    if version:
        fill(address, version)
    had = len(steps_done(address)) if version else 0
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tracker", "migrate"],
            cwd=ROOT,
            env=environment(tmp_path, TRACKER_DATABASE_URL=address),
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(TOGETHER)
    ]
    said = [process.communicate(timeout=120)[1] for process in started]
    assert [process.returncode for process in started] == [0] * TOGETHER, said
    counts = [int(re.search(r"（(\d+) 步升级）", each)[1]) for each in said]
    assert sum(counts) == len(STEPS) - had
    assert steps_done(address) == STEPS


def test_a_process_that_dies_while_it_migrates_leaves_whole_steps(address):
    chance = random.Random(20261122)
    most = run_until(migrate, address, point=None).points
    assert steps_done(address) == STEPS
    _empty(address)
    for _ in range(KILLS):
        run_until(migrate, address, point=chance.randrange(most // 2, most))
    migrate(address)
    assert steps_done(address) == STEPS
    bound.obj.close()


def _empty(address: str) -> None:
    if address.startswith("sqlite"):
        path = Path(address.removeprefix("sqlite:///"))
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()
        return
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute("DROP SCHEMA public CASCADE")
        raw.execute("CREATE SCHEMA public")
