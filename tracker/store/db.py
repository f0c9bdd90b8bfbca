"""Opening the database (数据库): SQLite for one machine, PostgreSQL for several; migrations run once, in order."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from peewee import DatabaseError, PostgresqlDatabase, SqliteDatabase
from playhouse.migrations import Runner

from tracker.core.refusals import OutOfOrder
from tracker.store.tables import database
from tracker.store.troubles import sentence_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peewee import Database

_MIGRATION_LOCK = 7_205_316  # any fixed number: the name of our PostgreSQL advisory lock
MIGRATIONS = Path(__file__).parent / "migrations"
_migrating = threading.Lock()


def open_database(url: str) -> Database:
    """Bind the tables to the database at `url` (`sqlite:///path` or `postgresql://…`) and return it, not yet connected."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        opened = _sqlite(Path(unquote(parts.path[1:] if os.name == "nt" else parts.path)))
    elif parts.scheme in ("postgresql", "postgres"):
        opened = _postgresql(url)
    else:
        raise ValueError("数据库地址须以 sqlite:/// 或 postgresql:// 开头。")
    database.initialize(opened)
    return opened


def migrate() -> list[str]:
    """Bring the schema up to date; returns the names of the migrations that ran. Two processes may start together."""
    with _migrating, _alone():
        return list(Runner(database.obj, str(MIGRATIONS)).up())


def is_migrated() -> bool:
    """Whether the database that this thread is connected to has every migration of this version."""
    if not database.table_exists("schema_migration"):
        return False
    return set(_migrations()) <= {name for (name,) in database.execute_sql("SELECT name FROM schema_migration")}


@lru_cache(maxsize=1)
def _migrations() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py")))


@contextmanager
def connected() -> Iterator[None]:
    """A connection for the length of a job or a request, in this thread."""
    opened_here = database.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if opened_here:
            database.close()


@contextmanager
def transaction() -> Iterator[None]:
    """One transaction: a change and its history together. On SQLite it takes the write lock at once.

    A full or read-only disk, a lock that does not come free, a lost connection: `OutOfOrder` with a sentence, nothing written.
    """
    try:
        with database.atomic():
            yield
    except DatabaseError as trouble:
        sentence = sentence_of(trouble)
        if sentence is None:
            raise
        raise OutOfOrder(sentence) from trouble


def _sqlite(path: Path) -> Database:
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteDatabase(
        str(path),
        pragmas={"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 5000},
        timeout=5,
        lock_type="IMMEDIATE",
    )


def _postgresql(url: str) -> Database:
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or parts.hostname
    return PostgresqlDatabase(
        unquote(parts.path.lstrip("/")),
        user=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        host=host,
        port=parts.port,
        prefer_psycopg3=True,
        **query,
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else migrates meanwhile: PostgreSQL's advisory lock, or a lock file's exclusive transaction on SQLite."""
    with connected():
        if isinstance(database.obj, PostgresqlDatabase):
            database.execute_sql("SELECT pg_advisory_lock(%s)", (_MIGRATION_LOCK,))
            try:
                yield
            finally:
                database.execute_sql("SELECT pg_advisory_unlock(%s)", (_MIGRATION_LOCK,))
        else:
            with _file_lock(Path(f"{database.obj.database}.migrating")):
                yield


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    """An exclusive SQLite transaction on a side file: a lock that the system frees when its holder dies."""
    side = SqliteDatabase(str(path), timeout=60)
    side.connect()
    side.execute_sql("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        side.rollback()
        side.close()
