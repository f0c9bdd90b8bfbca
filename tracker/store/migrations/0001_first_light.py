"""First schema, with the triggers that make the history append-only (流水只能追加)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peewee import PostgresqlDatabase

from tracker.store import tables

if TYPE_CHECKING:
    from peewee import Database

GENESIS = "0" * 64


def up(_migrator: Any, db: Database) -> None:  # noqa: ANN401 - playhouse's own type
    """Make every table, the head of the history, and its guards."""
    db.create_tables(tables.ALL)
    db.execute_sql("INSERT INTO chain_head (id, count, digest) VALUES (1, 0, '%s')" % GENESIS)  # noqa: S608, UP031 - a constant
    for statement in _POSTGRESQL if isinstance(db, PostgresqlDatabase) else _SQLITE:
        db.execute_sql(statement)


_SQLITE = (
    "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
    "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
)
_POSTGRESQL = (
    (
        "CREATE FUNCTION entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$"
    ),
    (
        "CREATE TRIGGER entry_no_change BEFORE UPDATE OR DELETE ON entry "
        "FOR EACH ROW EXECUTE FUNCTION entry_is_append_only()"
    ),
    (
        "CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION entry_is_append_only()"
    ),
)
