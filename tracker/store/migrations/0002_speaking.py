"""Speaking (发送): leases and circuits of channels, what a dispatch is about, every attempt, how a person is mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peewee import PostgresqlDatabase

if TYPE_CHECKING:
    from peewee import Database


def up(_migrator: Any, db: Database) -> None:  # noqa: ANN401 - playhouse's own type
    """Add the columns, then the table of attempts."""
    number = "SERIAL" if isinstance(db, PostgresqlDatabase) else "INTEGER"
    for statement in (*_COLUMNS, _ATTEMPT.format(number=number), *_INDEXES):
        db.execute_sql(statement)


_COLUMNS = (
    'ALTER TABLE "channel" ADD COLUMN "lease_until" VARCHAR(32)',
    'ALTER TABLE "channel" ADD COLUMN "lease_by" VARCHAR(64) NOT NULL DEFAULT \'\'',
    'ALTER TABLE "channel" ADD COLUMN "rest_until" VARCHAR(32)',
    'ALTER TABLE "channel" ADD COLUMN "strikes" INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE "channel" ADD COLUMN "refusals" INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE "channel" ADD COLUMN "probe_at" VARCHAR(32)',
    'ALTER TABLE "channel" ADD COLUMN "alarmed_at" VARCHAR(32)',
    'ALTER TABLE "channel" ADD COLUMN "clock_skew" INTEGER',
    'ALTER TABLE "dispatch" ADD COLUMN "items" TEXT NOT NULL DEFAULT \'[]\'',
    'ALTER TABLE "dispatch" ADD COLUMN "joined_id" INTEGER REFERENCES "dispatch" ("id")',
    'ALTER TABLE "dispatch" ADD COLUMN "settled_at" VARCHAR(32)',
    'ALTER TABLE "person" ADD COLUMN "handles" TEXT NOT NULL DEFAULT \'\'',
)
_ATTEMPT = (
    'CREATE TABLE "attempt" ("id" {number} NOT NULL PRIMARY KEY, "dispatch_id" INTEGER NOT NULL, "channel_id" INTEGER NOT NULL, '
    '"part" INTEGER NOT NULL, "parts" INTEGER NOT NULL, "worker" VARCHAR(64) NOT NULL, "started_at" VARCHAR(32) NOT NULL, '
    '"ended_at" VARCHAR(32), "outcome" VARCHAR(32), "code" VARCHAR(32) NOT NULL, "answer" TEXT NOT NULL, '
    'FOREIGN KEY ("dispatch_id") REFERENCES "dispatch" ("id"), FOREIGN KEY ("channel_id") REFERENCES "channel" ("id"))'
)
_INDEXES = (
    'CREATE INDEX "dispatch_joined_id" ON "dispatch" ("joined_id")',
    'CREATE INDEX "attempt_dispatch_id" ON "attempt" ("dispatch_id")',
    'CREATE INDEX "attempt_channel_id" ON "attempt" ("channel_id")',
    'CREATE INDEX "attempt_channel_id_started_at" ON "attempt" ("channel_id", "started_at")',
)
