"""Opening the database (数据库): SQLite for one machine, PostgreSQL for several; migrations run once, in order."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from peewee import DatabaseError, PostgresqlDatabase, SqliteDatabase
from playhouse.migrations import Runner

from tracker.core.refusals import OutOfOrder
from tracker.core.searching import folded
from tracker.store.tables import database
from tracker.store.troubles import sentence_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peewee import Database

_MIGRATION_LOCK = 7_205_316  # any fixed numbers: the names of our PostgreSQL advisory locks
_WRITING_LOCK = 7_205_317
_PATIENCE = 30
"""Seconds that a writer waits for its turn; a proxy in front waits for ninety."""
_LONGEST_PAUSE = 120
"""Seconds that a transaction may stand without a word from its process before PostgreSQL ends it: a host that lost its power or its
network in the middle would hold up every writer for hours. No verb waits for a person or a network inside a transaction."""
_REACHING = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
"""How soon this side notices that the server is gone (libpq's own settings; the address may say others)."""
MIGRATIONS = Path(__file__).parent / "migrations"
_migrating = threading.Lock()
_kept = threading.local()


def open_database(url: str, *, keep: bool = False) -> Database:
    """Bind the tables to the database at `url` (`sqlite:///path` or `postgresql://…`) and return it, not yet connected.

    With `keep`, a thread that was `connected` stays so for its next job or request: what a web server's threads want.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        opened = _sqlite(Path(unquote(parts.path[1:] if os.name == "nt" else parts.path)))
    elif parts.scheme in ("postgresql", "postgres"):
        opened = _postgresql(url)
    else:
        raise ValueError("数据库地址须以 sqlite:/// 或 postgresql:// 开头。")
    opened.keeps_connections = keep
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


def migrations_missing() -> list[str]:
    """The names of the migrations that this database has not seen; writes nothing."""
    with connected():
        if not database.table_exists("schema_migration"):
            return list(_migrations())
        known = {name for (name,) in database.execute_sql("SELECT name FROM schema_migration")}
        return [name for name in _migrations() if name not in known]


@contextmanager
def connected() -> Iterator[None]:
    """A connection for the length of a job or a request, in this thread."""
    opened_here = database.connect(reuse_if_open=True)
    if opened_here:
        _kept.file = _file()
    elif database.obj.keeps_connections and not database.in_transaction() and not _is_alive():
        database.close()
        database.connect()
        _kept.file = _file()
    try:
        yield
    finally:
        if opened_here and not database.obj.keeps_connections:
            database.close()


def _is_alive() -> bool:
    """Whether a kept connection still leads to the database: its server may have been restarted, its file put back."""
    if not isinstance(database.obj, PostgresqlDatabase):
        return bool(_kept.file == _file())
    try:
        with database.connection().cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 - whatever the driver says, a new connection is the answer
        return False
    return True


def _file() -> tuple[int, int] | None:
    """Which file the address of a SQLite database means now."""
    if isinstance(database.obj, PostgresqlDatabase):
        return None
    try:
        found = os.stat(database.obj.database)  # noqa: PTH116 - asked in every request
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def transaction() -> Iterator[None]:
    """One transaction: a change and its history together. Writers follow one another, from the first statement on.

    SQLite has one writer at a time and gets its lock at the beginning. PostgreSQL would let two go on side by side until both
    come to the history, which is a chain: then one may hold what the other waits for. So they wait at the door instead, which
    costs nothing that the chain would not cost later, and no verb has to know in which order others take their rows.

    A full or read-only disk, a lock that does not come free, a lost connection: `OutOfOrder` with a sentence, nothing written.
    """
    try:
        with database.atomic():
            if isinstance(database.obj, PostgresqlDatabase) and database.transaction_depth() == 1:
                database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_WRITING_LOCK,))
            yield
    except DatabaseError as trouble:
        sentence = sentence_of(trouble)
        if sentence is None:
            raise
        raise OutOfOrder(sentence) from trouble


def _sqlite(path: Path) -> Database:
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = SqliteDatabase(
        str(path),
        pragmas={
            "journal_mode": "wal",
            "foreign_keys": 1,
            "synchronous": 2,
            "busy_timeout": _PATIENCE * 1000,
            "cache_size": -500,
        },
        timeout=_PATIENCE,
        lock_type="IMMEDIATE",
    )
    opened.register_function(_folded, "folded", 1, deterministic=True)
    return opened


def _folded(text: str | None) -> str | None:
    return None if text is None else folded(text)


def _postgresql(url: str) -> Database:
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or parts.hostname
    return _Postgresql(
        unquote(parts.path.lstrip("/")),
        user=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        host=host,
        port=parts.port,
        prefer_psycopg3=True,
        **{**_REACHING, **query},
    )


class _Postgresql(PostgresqlDatabase):  # type: ignore[misc]  # peewee ships no types
    """PostgreSQL with the patience that SQLite has: nobody waits for a turn without end, and nobody holds it without a word."""

    def _initialize_connection(self, conn: Any) -> None:  # noqa: ANN401 - the driver's own
        conn.execute(f"SET lock_timeout = '{_PATIENCE}s'")
        conn.execute(f"SET idle_in_transaction_session_timeout = '{_LONGEST_PAUSE}s'")


@contextmanager
def without_hurry() -> Iterator[None]:
    """For the commands that put everything in or out: this connection may wait, and think, for as long as it takes."""
    if not isinstance(database.obj, PostgresqlDatabase):
        yield
        return
    database.execute_sql("SET lock_timeout = 0")
    database.execute_sql("SET idle_in_transaction_session_timeout = 0")
    try:
        yield
    finally:
        database.execute_sql(f"SET lock_timeout = '{_PATIENCE}s'")
        database.execute_sql(f"SET idle_in_transaction_session_timeout = '{_LONGEST_PAUSE}s'")


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else migrates meanwhile: PostgreSQL's advisory lock, or a lock file's exclusive transaction on SQLite."""
    with connected():
        if isinstance(database.obj, PostgresqlDatabase):
            with without_hurry():
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
