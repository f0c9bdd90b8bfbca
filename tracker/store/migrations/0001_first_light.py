"""First schema, with the triggers that make the history append-only (流水只能追加).

The tables stand as SQL in `0001_<engine>.sql`, written once by `script/freeze_schema.py` and never changed: what comes later is a
migration of its own, so that every released database finds its way.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from peewee import PostgresqlDatabase

if TYPE_CHECKING:
    from peewee import Database

GENESIS = "0" * 64


def up(_migrator: Any, db: Database) -> None:  # noqa: ANN401 - playhouse's own type
    """Make every table, the head of the history, and its guards."""
    engine = "postgresql" if isinstance(db, PostgresqlDatabase) else "sqlite"
    frozen = (Path(__file__).parent / f"0001_{engine}.sql").read_text(encoding="utf-8")
    for statement in (*filter(None, map(str.strip, frozen.split(";\n"))), _HEAD, *_GUARDS[engine]):
        db.execute_sql(statement)


_HEAD = f"INSERT INTO chain_head (id, count, digest) VALUES (1, 0, '{GENESIS}')"  # noqa: S608 - a constant
_GUARDS = {
    "sqlite": (
        "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
    ),
    "postgresql": (
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
    ),
}
