"""The calendar's ledger (日历账): kept texts by variant, and marks that the database itself sets when a calendar's facts change.

The marks are set by triggers, so that whoever writes a duty, whatever the verb, cannot forget the calendars. A trigger only
appends a row: it takes no lock that another writer may hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peewee import PostgresqlDatabase

if TYPE_CHECKING:
    from peewee import Database

# table -> (what is marked, by which column, the columns that calendars speak of)
WATCHED = {
    "duty": (
        "duty",
        "id",
        "plan_id,task_id,unit_id,kind,period,status,due,due_original,is_exempt,closed_at,admitted_on",
    ),
    "case": ("duty", "duty_id", "duty_id,status"),
    "task": ("task", "id", "no,title,text,deadline_text"),
    "exemption": ("task", "task_id", "task_id,unit_id,at,lifted_at"),
    "plan": ("plan", "id", "title,publicity"),
    "unit": ("unit", "id", "full_name"),
}


def up(_migrator: Any, db: Database) -> None:  # noqa: ANN401 - playhouse's own type
    """Make the ledger anew (what it held is made again from the duties), set the triggers, mark everything once."""
    is_postgresql = isinstance(db, PostgresqlDatabase)
    for statement in (*_tables(is_postgresql=is_postgresql), *_triggers(is_postgresql=is_postgresql), *_FIRST_ROWS):
        db.execute_sql(statement)


_FIRST_ROWS = (
    "INSERT INTO feed_book (id, generation, origin) VALUES (1, 1, '')",
    "INSERT INTO feed_mark (about, about_id) VALUES ('all', 0)",
)


def _tables(*, is_postgresql: bool) -> tuple[str, ...]:
    number = "SERIAL" if is_postgresql else "INTEGER"
    blob = "BYTEA" if is_postgresql else "BLOB"
    flag = "BOOLEAN NOT NULL DEFAULT FALSE" if is_postgresql else "INTEGER NOT NULL DEFAULT 0"
    return (
        "DROP TABLE feed_item",
        f"ALTER TABLE feed ADD COLUMN is_todo {flag}",
        "ALTER TABLE feed ADD COLUMN alarm_days INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE feed ADD COLUMN seen VARCHAR(120) NOT NULL DEFAULT ''",
        (
            "CREATE TABLE feed_item (uid VARCHAR(120) NOT NULL PRIMARY KEY, duty_id INTEGER NOT NULL, "
            "unit_id INTEGER NOT NULL, plan_id INTEGER NOT NULL, due DATE NOT NULL, first_day DATE NOT NULL, "
            "last_day DATE NOT NULL, state VARCHAR(16) NOT NULL, ended_on DATE, digest VARCHAR(64) NOT NULL, "
            "dates_digest VARCHAR(64) NOT NULL, sequence INTEGER NOT NULL, last_modified VARCHAR(32) NOT NULL, "
            "matter TEXT NOT NULL)"
        ),
        "CREATE INDEX feed_item_duty_id ON feed_item (duty_id)",
        "CREATE INDEX feed_item_unit_id_due_duty_id ON feed_item (unit_id, due, duty_id)",
        "CREATE INDEX feed_item_plan_id_due_duty_id ON feed_item (plan_id, due, duty_id)",
        "CREATE INDEX feed_item_due_duty_id ON feed_item (due, duty_id)",
        (
            "CREATE TABLE feed_text (variant VARCHAR(16) NOT NULL, uid VARCHAR(120) NOT NULL, "
            "item_digest VARCHAR(64) NOT NULL, days VARCHAR(32) NOT NULL, entry_digest VARCHAR(64) NOT NULL, "
            "sequence INTEGER NOT NULL, last_modified VARCHAR(32) NOT NULL, digest VARCHAR(64) NOT NULL, "
            f"body {blob} NOT NULL, PRIMARY KEY (variant, uid))"
        ),
        "CREATE INDEX feed_text_variant_uid_item_digest_days_digest ON feed_text (variant, uid, item_digest, days, digest)",
        (
            f"CREATE TABLE feed_mark (id {number} NOT NULL PRIMARY KEY, about VARCHAR(16) NOT NULL, "
            "about_id INTEGER NOT NULL)"
        ),
        (
            f"CREATE TABLE feed_book (id {number} NOT NULL PRIMARY KEY, generation INTEGER NOT NULL, "
            "origin VARCHAR(64) NOT NULL)"
        ),
    )


def _triggers(*, is_postgresql: bool) -> list[str]:
    if is_postgresql:
        return [
            (
                "CREATE FUNCTION mark_calendars() RETURNS trigger LANGUAGE plpgsql AS $$ "
                "DECLARE written jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END; "
                "BEGIN INSERT INTO feed_mark (about, about_id) VALUES (TG_ARGV[0], (written ->> TG_ARGV[1])::integer); "
                "RETURN NULL; END $$"
            ),
            *(
                f'CREATE TRIGGER calendar_{table} AFTER INSERT OR DELETE OR UPDATE OF {_names(columns)} ON "{table}" '
                f"FOR EACH ROW EXECUTE FUNCTION mark_calendars('{about}', '{key}')"
                for table, (about, key, columns) in WATCHED.items()
            ),
        ]
    return [
        f'CREATE TRIGGER calendar_{table}_{name} AFTER {event} ON "{table}" BEGIN {_mark(about, row, key)}; END'
        for table, (about, key, columns) in WATCHED.items()
        for name, event, row in (
            ("insert", "INSERT", "NEW"),
            ("update", f"UPDATE OF {_names(columns)}", "NEW"),
            ("delete", "DELETE", "OLD"),
        )
    ]


def _mark(about: str, row: str, key: str) -> str:
    return f"INSERT INTO feed_mark (about, about_id) VALUES ('{about}', {row}.{key})"  # noqa: S608 - the constants above


def _names(columns: str) -> str:
    return ", ".join(f'"{column}"' for column in columns.split(","))
