"""All rows put back (导入全部数据): the whole database is replaced in one transaction, or stays as it was.

Written from either engine, read into either: values go by the kind of column that waits for them.
"""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64decode
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from peewee import PostgresqlDatabase
from playhouse.migrations import Runner

from tracker.core.refusals import Refused
from tracker.store import db
from tracker.store.db import connected, without_hurry
from tracker.store.dump import MIGRATIONS
from tracker.store.tables import ChainHead, Person, Plan, database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_AT_ONCE = 500


def is_empty() -> bool:
    """Whether nobody has used this database: no people, no plans, no history."""
    with connected():
        if not database.table_exists(MIGRATIONS) or not database.table_exists("person"):
            return True
        head = ChainHead.select(ChainHead.count).scalar()
        return not (head or Person.select().exists() or Plan.select().exists())


def replace_all(
    files: Mapping[str, Path], rows: Mapping[str, int], migrations: tuple[str, ...], check: Callable[[], None]
) -> None:
    """Make the database what `files` (one a table) say, with the schema of `migrations`; `check` may refuse before it counts.

    Raises `Refused` for a schema that this program does not know. On any error nothing is changed.
    """
    known = {path.stem for path in db.MIGRATIONS.glob("[0-9]*.py")}
    if strange := [name for name in migrations if name not in known]:
        raise Refused(f"这份备份来自更新的版本（{strange[0]}），请先升级本系统再恢复。")
    with connected(), without_hurry(), _without_foreign_keys(), database.atomic():
        _drop_all()
        Runner(database.obj, str(db.MIGRATIONS)).up(migrations[-1])
        _require_tables(files)
        with _without_triggers():
            for table in _parents_first(files):
                database.execute_sql(f'DELETE FROM "{table}"')  # noqa: S608 - own tables; what migrations put there
                _read_into(table, files[table])
                _require_count(table, rows[table])
        _after_loading()
        check()


def _drop_all() -> None:
    is_postgresql = isinstance(database.obj, PostgresqlDatabase)
    for table in database.get_tables():
        database.execute_sql(f'DROP TABLE "{table}"{" CASCADE" if is_postgresql else ""}')
    if is_postgresql:
        functions = database.execute_sql(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
        )
        for (name,) in functions.fetchall():
            database.execute_sql(f"DROP FUNCTION {name} CASCADE")


def _require_tables(files: Mapping[str, Path]) -> None:
    """Every table of this schema and no other: the names that come with a backup are never put into a statement unseen."""
    own = set(database.get_tables()) - {MIGRATIONS}
    if wrong := sorted(own ^ set(files)):
        raise Refused(f"备份里的表和它自己的版本对不上（{wrong[0][:40]}），没有恢复。请换一份备份。")


def _parents_first(tables: Mapping[str, Path]) -> list[str]:
    """Each table after those that it points to."""
    waits_for = {table: {key.dest_table for key in database.get_foreign_keys(table)} - {table} for table in tables}
    ordered: list[str] = []
    while waits_for:
        ready = sorted(table for table, others in waits_for.items() if not others & set(waits_for))
        if not ready:
            raise RuntimeError("tables point to each other in a circle")
        ordered += ready
        for table in ready:
            del waits_for[table]
    return ordered


def _read_into(table: str, file: Path) -> None:
    try:
        _load(table, file)
    except (EOFError, gzip.BadGzipFile, zlib.error, StopIteration, ValueError, TypeError, KeyError) as fault:
        raise Refused(f"备份里的表 {table} 读不出来，没有恢复。请换一份备份。") from fault


def _load(table: str, file: Path) -> None:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        names = json.loads(next(lines))["columns"]
        turns = _turns(table, names)
        rows = ([turn(value) for turn, value in zip(turns, json.loads(line), strict=True)] for line in lines)
        columns = ", ".join(f'"{name}"' for name in names)
        if isinstance(database.obj, PostgresqlDatabase):
            with database.connection().cursor().copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(names))
        cursor = database.cursor()
        while some := list(islice(rows, _AT_ONCE)):
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', some)  # noqa: S608 - own tables


def _turns(table: str, names: list[str]) -> list[Callable[[Any], Any]]:
    """How a value of each column is turned into what its column takes."""
    kinds = {column.name: str(column.data_type).lower() for column in database.get_columns(table)}
    if missing := [name for name in names if name not in kinds]:
        raise Refused(f"备份里的表 {table} 有本系统不认识的栏目（{missing[0]}），没有恢复。")
    return [_to_bool if kinds[name] == "boolean" else _to_value for name in names]


def _to_bool(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    return None if value is None else bool(value)


def _to_value(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return b64decode(value["b64"])
    return int(value) if isinstance(value, bool) else value


def _require_count(table: str, rows: int) -> None:
    found = database.execute_sql(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - own tables
    if found != rows:
        raise Refused(f"表 {table} 的行数和备份记下的不一样，没有恢复。")


def _after_loading() -> None:
    """Numbers go on after the last one; every row's parent is there."""
    if isinstance(database.obj, PostgresqlDatabase):
        for table in database.get_tables():
            for column in database.get_columns(table):
                if str(column.default or "").startswith("nextval("):
                    database.execute_sql(
                        f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column.name}'), "  # noqa: S608 - own tables
                        f'COALESCE(MAX("{column.name}"), 1), MAX("{column.name}") IS NOT NULL) FROM "{table}"'
                    )
        return
    if orphan := database.execute_sql("PRAGMA foreign_key_check").fetchone():
        raise Refused(f"表 {orphan[0]} 里有一行缺少它所属的记录，没有恢复。")


@contextmanager
def _without_triggers() -> Iterator[None]:
    """What triggers would write stands in the backup already; they stand again before anybody else writes."""
    if isinstance(database.obj, PostgresqlDatabase):
        for table in database.get_tables():
            database.execute_sql(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        for table in database.get_tables():
            database.execute_sql(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        return
    triggers = database.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, made_by in triggers:
        database.execute_sql(made_by)


@contextmanager
def _without_foreign_keys() -> Iterator[None]:
    """SQLite checks them at the end, all at once; this setting cannot be changed inside a transaction."""
    if isinstance(database.obj, PostgresqlDatabase):
        yield
        return
    database.execute_sql("PRAGMA foreign_keys = 0")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA foreign_keys = 1")
