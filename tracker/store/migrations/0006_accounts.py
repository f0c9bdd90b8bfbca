"""Accounts (账号): first passwords, sessions that end together, AB岗, locks on sign-in, and hand-overs (移交)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peewee import PostgresqlDatabase

if TYPE_CHECKING:
    from peewee import Database


def up(_migrator: Any, db: Database) -> None:  # noqa: ANN401 - playhouse's own type
    """Add the columns of a person, then the two tables."""
    is_postgresql = isinstance(db, PostgresqlDatabase)
    number = "SERIAL" if is_postgresql else "INTEGER"
    flag = "BOOLEAN NOT NULL DEFAULT FALSE" if is_postgresql else "INTEGER NOT NULL DEFAULT 0"
    for statement in (*_COLUMNS, *_TABLES, *_INDEXES):
        db.execute_sql(statement.format(flag=flag, number=number))


_COLUMNS = (
    'ALTER TABLE "person" ADD COLUMN "must_change" {flag}',
    'ALTER TABLE "person" ADD COLUMN "serial" INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE "person" ADD COLUMN "is_deputy" {flag}',
    'ALTER TABLE "person" ADD COLUMN "away_until" DATE',
    'ALTER TABLE "person" ADD COLUMN "disabled_at" VARCHAR(32)',
)
_TABLES = (
    (
        'CREATE TABLE "lockout" ("key" VARCHAR(64) NOT NULL PRIMARY KEY, "faults" INTEGER NOT NULL, '
        '"until" VARCHAR(32), "at" VARCHAR(32) NOT NULL)'
    ),
    (
        'CREATE TABLE "handover" ("id" {number} NOT NULL PRIMARY KEY, "leaver_id" INTEGER NOT NULL, '
        '"successor_id" INTEGER NOT NULL, "unit_id" INTEGER NOT NULL, "made_by_id" INTEGER, "at" VARCHAR(32) NOT NULL, '
        '"words" TEXT NOT NULL, "items" TEXT NOT NULL, FOREIGN KEY ("leaver_id") REFERENCES "person" ("id"), '
        'FOREIGN KEY ("successor_id") REFERENCES "person" ("id"), FOREIGN KEY ("unit_id") REFERENCES "unit" ("id"), '
        'FOREIGN KEY ("made_by_id") REFERENCES "person" ("id"))'
    ),
)
_INDEXES = (
    'CREATE INDEX "lockout_at" ON "lockout" ("at")',
    'CREATE INDEX "handover_leaver_id" ON "handover" ("leaver_id")',
    'CREATE INDEX "handover_successor_id" ON "handover" ("successor_id")',
    'CREATE INDEX "handover_unit_id" ON "handover" ("unit_id")',
    'CREATE INDEX "handover_made_by_id" ON "handover" ("made_by_id")',
)
