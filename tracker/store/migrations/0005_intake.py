"""The in-tray (收文、读件、草稿) and the versions of a plan (方案版本); every plan admitted before stands as version 1.

The tables stand as SQL in `0005_<engine>.sql` and are never changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from peewee import PostgresqlDatabase

if TYPE_CHECKING:
    from peewee import Database

_FIRST_VERSIONS = (
    "INSERT INTO plan_version (plan_id, number, doc_no, issued_on, source_name, source_sha256, words, at) "
    "SELECT id, 1, COALESCE(doc_no, ''), issued_on, source_name, source_sha256, '', admitted_at FROM plan"
)


def up(_migrator: Any, db: Database) -> None:  # noqa: ANN401 - playhouse's own type
    """Make the four tables and write the first version of every plan."""
    engine = "postgresql" if isinstance(db, PostgresqlDatabase) else "sqlite"
    frozen = (Path(__file__).parent / f"0005_{engine}.sql").read_text(encoding="utf-8")
    for statement in (*filter(None, map(str.strip, frozen.split(";\n"))), _FIRST_VERSIONS):
        db.execute_sql(statement)
