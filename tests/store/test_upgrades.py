"""A database of every released version goes on with this one: nothing is lost, and it is made of what a fresh one is made of.

Each folder of tests/store/released holds what a version left behind (script/freeze_release.py), as SQL for both engines.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg
import pytest
from schema_description import described, rows_of

from tracker.actions import history
from tracker.actions.working_days import working_days
from tracker.store import db
from tracker.store.queries.ledger import ledger
from tracker.store.tables import database as bound

ROOT = Path(__file__).parents[2]
RELEASED = sorted(path.name for path in (Path(__file__).parent / "released").iterdir() if path.is_dir())
REMADE = {"feed_item"}  # by 0003, from the duties


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """The address of an empty database on each engine, and a way to run a script in it."""
    if request.param == "sqlite":
        path = tmp_path / "old.db"
        opened = db.open_database(f"sqlite:///{path}")

        def run(script: str) -> None:
            with closing(sqlite3.connect(path)) as raw:
                raw.executescript(script)
    else:
        url = request.getfixturevalue("new_postgresql")("old_release")
        opened = db.open_database(url)

        def run(script: str) -> None:
            with psycopg.connect(url, autocommit=True) as raw:
                raw.execute(script)

    yield request.param, run
    opened.close()


@pytest.mark.parametrize("version", RELEASED)
def test_a_released_database_goes_on(empty, version):
    engine, run = empty
    run((Path(__file__).parent / "released" / version / f"{engine}.sql").read_text(encoding="utf-8"))
    with db.connected():
        before = {table: rows_of(table) for table in bound.get_tables()}
        assert before["duty"]
        assert before["entry"]
    done = db.migrate()
    assert db.migrate() == []
    with db.connected():
        assert db.is_migrated()
        assert len(done) + len(before["schema_migration"]) == len(rows_of("schema_migration"))
        for table in set(before) - REMADE - {"schema_migration"}:
            assert kept(before[table], rows_of(table)) == before[table], table
        count, faults = history.verify()
        assert (count, faults) == (len(before["entry"]), [])
        found = ledger("jiangxi-2023", date(2023, 12, 22), working_days())
        assert found is not None
        assert len(found.lines) == 10


@pytest.mark.parametrize("version", RELEASED)
def test_it_is_made_of_what_a_fresh_one_is_made_of(empty, version, request, tmp_path):
    engine, run = empty
    run((Path(__file__).parent / "released" / version / f"{engine}.sql").read_text(encoding="utf-8"))
    db.migrate()
    with db.connected():
        upgraded = described()
    if engine == "sqlite":
        fresh = db.open_database(f"sqlite:///{tmp_path / 'fresh.db'}")
    else:
        fresh = db.open_database(request.getfixturevalue("new_postgresql")("fresh_release"))
    db.migrate()
    with db.connected():
        assert upgraded == described()
    fresh.close()


def test_every_released_version_left_a_database_behind():
    named = re.findall(r"^## \[?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    missing = sorted(set(named) - set(RELEASED))
    assert not missing, f"run script/freeze_release.py for {missing}"


def kept(old: list[dict], new: list[dict]) -> list[dict]:
    """The rows of now, of each the columns that it had before."""
    names = list(old[0]) if old else []
    return sorted(({name: row[name] for name in names} for row in new), key=repr) if names else []
