"""What a page asks of its database: every statement with its parameters, and how the engine would find the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from peewee import PostgresqlDatabase

from tracker.store.tables import database

Statement = tuple[str, Any]
GROWING = {"duty", "task", "task_unit", "report", "evidence", "extension", "objection", "said", "entry"} | {
    "feed_item",
    "feed_text",
    "membership",
}
"""Tables that grow with the ledger: no page of every day may read one from end to end."""


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """Collects what is executed inside."""
    engine, asked = type(database.obj), []
    really = engine.execute_sql

    def listening(self: Any, sql: str, params: Any = None, *more: Any) -> Any:
        asked.append((sql, params))
        return really(self, sql, params, *more)

    engine.execute_sql = listening
    try:
        yield asked
    finally:
        engine.execute_sql = really


def whole_tables_read(asked: list[Statement]) -> list[str]:
    """The growing tables that these statements would read from end to end, each with its statement."""
    found = []
    for sql, params in asked:
        if sql.lstrip().upper().startswith("SELECT") and "WHERE (0 = 1)" not in sql:
            names = {alias: table for table, alias in re.findall(r'"(\w+)" AS "(\w+)"', sql)}
            found += [f"{names.get(each, each)}: {sql}" for each in _read_whole(sql, params)]
    return [each for each in found if each.partition(":")[0] in GROWING]


def _read_whole(sql: str, params: Any) -> list[str]:
    if isinstance(database.obj, PostgresqlDatabase):
        database.execute_sql("SET enable_seqscan = off")  # what is read whole even so has no index that would do
        plan = [row[0] for row in database.execute_sql(f"EXPLAIN {sql}", params).fetchall()]
        database.execute_sql("SET enable_seqscan = on")
        return [name.strip('"') for line in plan for name in re.findall(r"Seq Scan on (\S+)", line)]
    plan = [row[3] for row in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params or ()).fetchall()]
    return [name for line in plan for name in re.findall(r"SCAN (?:TABLE )?(\w+)", line)]
