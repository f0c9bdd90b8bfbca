"""The rest of a robot (`channel.rest_until`) where it is missing.

0002 once made the column only in databases that were new; those that had run 0002 before get it here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from peewee import Database


def up(_migrator: Any, db: Database) -> None:  # noqa: ANN401 - playhouse's own type
    """Add the column, unless it stands."""
    if "rest_until" not in {column.name for column in db.get_columns("channel")}:
        db.execute_sql('ALTER TABLE "channel" ADD COLUMN "rest_until" VARCHAR(32)')
