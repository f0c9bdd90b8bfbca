"""All rows of one moment, written out (导出全部数据): JSON lines that open anywhere and go back into either engine.

SQLite is copied by its online backup and read from the copy; PostgreSQL is read in one REPEATABLE READ, READ ONLY transaction.
Writers go on meanwhile, and nothing they write shows.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from base64 import b64encode
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from peewee import PostgresqlDatabase

from tracker.core.refusals import OutOfOrder
from tracker.store.db import connected, without_hurry
from tracker.store.tables import database
from tracker.store.troubles import sentence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MIGRATIONS = "schema_migration"
_AT_ONCE = 2_000
_SQUEEZE = 3  # of 9: most of the space for little of the time


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The database as it was at one moment: its engine, its tables, and how to read one of them in the order of its key."""

    engine: str
    tables: tuple[str, ...]
    columns: Callable[[str], tuple[str, ...]]
    rows: Callable[[str], Iterator[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Dumped:
    """One table written out: how many rows, and the SHA-256 of the file."""

    rows: int
    sha256: str


@contextmanager
def snapshot(scratch: Path) -> Iterator[Snapshot]:
    """The database of this moment; `scratch` is a folder that may hold a copy meanwhile."""
    with connected():
        if isinstance(database.obj, PostgresqlDatabase):
            with without_hurry(), _postgresql_snapshot() as taken:
                yield taken
        else:
            with _sqlite_snapshot(scratch / "copy.db") as taken:
                yield taken


def write_table(taken: Snapshot, table: str, target: Path, look: Callable[[dict[str, Any]], None]) -> Dumped:
    """Write one table: a line that names it and its columns, then a line a row; `look` sees each row as it goes by."""
    columns, rows = taken.columns(table), 0
    with target.open("xb") as file:
        packed = gzip.GzipFile("", "wb", _SQUEEZE, file, mtime=0)
        with packed, TextIOWrapper(packed, "utf-8", newline="\n") as lines:
            lines.write(json.dumps({"table": table, "columns": columns}, ensure_ascii=False) + "\n")
            for row in taken.rows(table):
                lines.write(json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain) + "\n")
                look(dict(zip(columns, row, strict=True)))
                rows += 1
    return Dumped(rows, digest_of(target))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        found = sha256()
        while chunk := stream.read(1 << 20):
            found.update(chunk)
    return found.hexdigest()


def names(taken: Snapshot) -> tuple[str, ...]:
    """The migrations that this database has seen, in order."""
    at = taken.columns(MIGRATIONS).index("name")
    return tuple(sorted(row[at] for row in taken.rows(MIGRATIONS)))


def _plain(value: Any) -> Any:  # noqa: ANN401 - what a driver gives, as JSON
    if isinstance(value, (bytes, memoryview)):
        return {"b64": b64encode(bytes(value)).decode()}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a column of a kind that backups do not know: {type(value).__name__}")


@contextmanager
def _sqlite_snapshot(copy: Path) -> Iterator[Snapshot]:
    try:
        with closing(sqlite3.connect(copy)) as taken:
            with closing(sqlite3.connect(database.obj.database, timeout=30)) as live:
                live.backup(taken)
            taken.execute("PRAGMA journal_mode = DELETE")
            if taken.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise OutOfOrder("数据库文件已经损坏，备份没有做成。请马上告诉管理员，并保留以前的备份。")
            yield Snapshot(
                "sqlite",
                tuple(database.get_tables()),
                lambda table: tuple(row[1] for row in taken.execute(f'PRAGMA table_info("{table}")')),
                lambda table: iter(taken.execute(f'SELECT * FROM "{table}" {_ordered(table)}')),  # noqa: S608 - own tables
            )
    except sqlite3.Error as trouble:
        raise OutOfOrder(f"备份没有做成：{sentence_of(trouble) or '数据库读不出来。'}") from trouble
    finally:
        copy.unlink(missing_ok=True)


@contextmanager
def _postgresql_snapshot() -> Iterator[Snapshot]:
    connection = database.connection()
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield Snapshot(
            "postgresql", tuple(database.get_tables()), _columns, lambda table: _postgresql_rows(connection, table)
        )
    finally:
        connection.rollback()


def _postgresql_rows(connection: Any, table: str) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - psycopg's own
    with connection.cursor(name="dump") as cursor:
        cursor.itersize = _AT_ONCE
        names = ", ".join(f'"{name}"' for name in _columns(table))
        cursor.execute(f'SELECT {names} FROM "{table}" {_ordered(table)}')  # noqa: S608 - own tables
        yield from cursor


def _columns(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in database.get_columns(table))


def _ordered(table: str) -> str:
    keys = ", ".join(f'"{name}"' for name in database.get_primary_keys(table))
    return f"ORDER BY {keys}" if keys else ""
