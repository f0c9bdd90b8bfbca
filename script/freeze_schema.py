"""Write the SQL that makes today's tables, for the first migration of a version: one file an engine.

Usage: .venv/bin/python script/freeze_schema.py NUMBER    (writes tracker/store/migrations/NUMBER_{sqlite,postgresql}.sql)
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from peewee import PostgresqlDatabase, SqliteDatabase, sort_models  # noqa: E402 - runs from a checkout

from tracker.store import tables  # noqa: E402


def main(number: str) -> None:
    """Ask each engine's dialect for its statements; nothing is executed."""
    folder = ROOT / "tracker" / "store" / "migrations"
    for name, engine in (("sqlite", SqliteDatabase(None)), ("postgresql", PostgresqlDatabase(None))):
        tables.database.initialize(engine)
        statements = [_text(query) for model in sort_models(tables.ALL) for query in _queries(model)]
        (folder / f"{number}_{name}.sql").write_text(";\n".join(statements) + ";\n", encoding="utf-8")


def _queries(model: type[tables.Table]) -> list[tuple[str, list[object]]]:
    schema = model._schema  # noqa: SLF001 - peewee offers its statements nowhere else
    made = [schema._create_table(safe=False), *schema._create_indexes(safe=False)]  # noqa: SLF001 - the same
    return [context.query() for context in made]


def _text(query: tuple[str, list[object]]) -> str:
    sql, parameters = query
    if parameters:
        raise ValueError(f"a statement with parameters cannot be frozen: {sql}")
    return sql


if __name__ == "__main__":
    main(sys.argv[1])
