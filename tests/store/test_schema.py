"""The migrations make exactly the tables that the code declares, on both engines."""

from tracker.store.tables import ALL
from tracker.store.tables import database as bound


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
