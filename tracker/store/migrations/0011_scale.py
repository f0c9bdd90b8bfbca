"""Indexes for a province's ledger: what the clock and the pages of every day read stays a range of an index.

What is over was looked at again once too often before: it leaves the clock's index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from peewee import Database

_STATEMENTS = (
    'CREATE INDEX "duty_admitted_on" ON "duty" ("admitted_on")',
    'CREATE INDEX "case_status_proposed_at" ON "case" ("status", "proposed_at")',
    'CREATE INDEX "extension_status_asked_at" ON "extension" ("status", "asked_at")',
    'CREATE INDEX "objection_status_made_at" ON "objection" ("status", "made_at")',
    'CREATE INDEX "task_unit_unit_id_role_task_id" ON "task_unit" ("unit_id", "role", "task_id")',
    'CREATE INDEX "dispatch_state_done_at" ON "dispatch" ("state", "done_at")',
    "UPDATE duty SET next_look_on = NULL WHERE next_look_on IS NOT NULL AND status NOT IN ('active', 'submitted')",
)


def up(_migrator: Any, db: Database) -> None:  # noqa: ANN401 - playhouse's own type
    """Make the indexes, then take what is over out of the clock's sight."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
