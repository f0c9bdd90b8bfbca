"""What a database is made of, as values to compare: tables, columns, keys, indexes, triggers, constraints; on both engines."""

from __future__ import annotations

import re
from typing import Any

from peewee import PostgresqlDatabase

from tracker.store.tables import database as bound


def described() -> dict[str, Any]:
    """Everything that the bound database enforces or does by itself."""
    return _of_postgresql() if isinstance(bound.obj, PostgresqlDatabase) else _of_sqlite()


def rows_of(table: str) -> list[dict[str, Any]]:
    """All rows of a table by column names, in a fixed order."""
    cursor = bound.execute_sql(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    return sorted((dict(zip(names, row, strict=True)) for row in cursor.fetchall()), key=repr)


def _of_sqlite() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for table in bound.get_tables():
        columns = _all(f'PRAGMA table_xinfo("{table}")')
        indexes = {}
        for _, name, is_unique, origin, is_partial in _all(f'PRAGMA index_list("{table}")'):
            (text,) = _all(f"SELECT sql FROM sqlite_master WHERE name = '{name}'")[0]
            within = tuple(row[2] for row in _all(f'PRAGMA index_info("{name}")'))
            indexes[within, is_unique, origin] = _flat(text) if is_partial else ""
        found[table] = {
            "columns": {name: (kind, bool(needed), default, key) for _, name, kind, needed, default, key, _ in columns},
            "indexes": indexes,
            "keys": {(row[3], row[2], row[4], row[5], row[6]) for row in _all(f'PRAGMA foreign_key_list("{table}")')},
            "checks": sorted(re.findall(r"CHECK\s*\(.*?\)", _made(table), re.IGNORECASE)),
        }
    triggers = _all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {**found, "(triggers)": {name: _flat(text) for name, text in triggers}}


def _of_postgresql() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for table in bound.get_tables():
        columns = _all(
            "SELECT column_name, data_type, character_maximum_length, is_nullable, column_default "
            f"FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'"
        )
        indexes = _all(f"SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = '{table}'")
        constraints = _all(
            f"""SELECT contype, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '"{table}"'::regclass"""
        )
        found[table] = {
            "columns": {name: tuple(rest) for name, *rest in columns},
            "indexes": {re.sub(r"INDEX \S+ ON", "INDEX ON", text) for (text,) in indexes},
            "constraints": set(constraints),
        }
    triggers = _all("SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal")
    functions = _all("SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
    return {**found, "(triggers)": dict(triggers), "(functions)": dict(functions)}


def _made(table: str) -> str:
    return _flat(_all(f"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'")[0][0])


def _flat(text: str) -> str:
    return " ".join(text.split())


def _all(statement: str) -> list[Any]:
    return list(bound.execute_sql(statement.replace("%", "%%")).fetchall())
