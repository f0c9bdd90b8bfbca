"""Saved views of the ledger (常用视图), and indexes by which a plan's ledger is counted without reading its duties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peewee import BooleanField, CharField, ForeignKeyField, Model, TextField

if TYPE_CHECKING:
    from peewee import Database

_INDEXES = {
    "duty_plan_id_status_is_exempt_due_window_open": "plan_id, status, is_exempt, due, window_open",
    "duty_plan_id_unit_id": "plan_id, unit_id",
    "duty_task_id_status_is_exempt_due": "task_id, status, is_exempt, due",
}


def up(_migrator: Any, db: Database) -> None:  # noqa: ANN401 - playhouse's own type
    """Make the table as it was when this migration was written, and the indexes."""

    class Frozen(Model):  # type: ignore[misc]  # peewee's models are Any
        class Meta:
            database = db
            legacy_table_names = False

    class Plan(Frozen):
        pass

    class Person(Frozen):
        pass

    class LedgerView(Frozen):
        plan = ForeignKeyField(Plan)
        person = ForeignKeyField(Person)
        name = CharField(max_length=40)
        is_shared = BooleanField(default=False)
        asked = TextField()
        at = CharField(max_length=32)

        class Meta:
            indexes = ((("plan", "person", "is_shared", "name"), True),)

    db.create_tables([LedgerView], safe=False)
    for name, columns in _INDEXES.items():
        db.execute_sql(f"CREATE INDEX {name} ON duty ({columns})")
