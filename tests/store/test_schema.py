"""The migrations make exactly the tables that the code declares, on both engines."""

from pathlib import Path

from playhouse.migrations import Runner

import tracker.store
from tracker.store.db import connected, migrate, open_database
from tracker.store.tables import ALL, PlanVersion
from tracker.store.tables import database as bound

WATCHED = {"duty", "task", "plan", "unit", "case", "exemption"}


MIGRATIONS = Path(tracker.store.__file__).parent / "migrations"


def columns(table: str) -> set[tuple[str, bool]]:
    return {(column.name, column.null) for column in bound.get_columns(table)}


def indexes(table: str) -> set[tuple[tuple[str, ...], bool]]:
    return {
        (tuple(index.columns), index.unique) for index in bound.get_indexes(table) if not index.name.endswith("_pkey")
    }


def declared_columns(model) -> set[tuple[str, bool]]:
    return {(field.column_name, field.null) for field in model._meta.sorted_fields}


def declared_indexes(model) -> set[tuple[tuple[str, ...], bool]]:
    made = set()
    for index in model._meta.fields_to_index():
        fields = [part if isinstance(part, str) else part.column_name for part in index._expressions]
        made.add((tuple(fields), bool(index._unique)))
    return made


def test_every_declared_table_stands_as_declared(database):
    for model in ALL:
        table = model._meta.table_name
        assert columns(table) == declared_columns(model), table
        kept = {
            index
            for index in indexes(table)
            if not index[0] or index[0][0] not in ("key", "day", "uid") or len(index[0]) > 1
        }
        wanted = {index for index in declared_indexes(model) if len(index[0]) > 1}
        assert wanted <= kept, table


def test_no_table_is_made_that_nobody_declares(database):
    declared = {model._meta.table_name for model in ALL}
    assert set(bound.get_tables()) - declared <= {"schema_migration"}


def test_what_calendars_tell_is_watched_by_the_database(database):
    """A later migration that rebuilds one of these tables must set its triggers again (see 0003): SQLite drops them with it."""
    if "postgresql" in database:
        found = bound.execute_sql(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'calendar_%%'"
        )
        assert {name.strip('"') for (name,) in found} == WATCHED
    else:
        found = bound.execute_sql(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'calendar_%'"
        )
        names = [name for (name,) in found]
        assert {name: names.count(name) for name in names} == dict.fromkeys(WATCHED, 3)


def test_a_plan_admitted_before_versions_existed_stands_as_version_one(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path / 'old.db'}")
    with connected():
        Runner(bound.obj, str(MIGRATIONS)).up("0001_first_light")
        bound.execute_sql(
            "INSERT INTO plan (key, title, doc_no, issuers, issued_on, period_text, region, level, lead_rule, lead_rule_why, "
            "publicity, is_comment_draft, settings, source_name, source_sha256, admitted_at, status) VALUES "
            "('old', '旧方案', '示政办〔2024〕1号', '[]', '2024-02-01', '', '示例市', '市', 'explicit', '', 'public', 0, '{}', "
            "'旧方案.docx', '', '2024-03-01T01:00:00.000000Z', 'in_force')"
        )
    migrate()
    with connected():
        (row,) = PlanVersion.select()
        assert (row.number, row.doc_no, row.source_name) == (1, "示政办〔2024〕1号", "旧方案.docx")
        assert row.at.isoformat() == "2024-03-01T09:00:00+08:00"
    opened.close()
