"""Writing many rows at once (成批写入): the tables' own conversions and defaults, one prepared statement for all of them.

Composing an INSERT of some hundred rows costs peewee five times what the database needs to write them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peewee import IntegrityError

from tracker.store.tables import database

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracker.store.tables import Table


def write_rows(table: type[Table], rows: Sequence[Mapping[str, Any]], *, skip_known: bool = False) -> None:
    """Insert rows that name the same fields; what they leave out takes its default. Inside the caller's transaction.

    `skip_known` leaves a row out whose unique key stands already, else it raises peewee's `IntegrityError`.
    """
    if not rows:
        return
    meta = table._meta  # noqa: SLF001 - peewee's own way to a table's columns
    fields = [each for each in meta.sorted_fields if each.name in rows[0] or each.default is not None]
    columns = ", ".join(f'"{each.column_name}"' for each in fields)
    marks = ", ".join([database.obj.param] * len(fields))
    ignore = " ON CONFLICT DO NOTHING" if skip_known else ""
    sql = f'INSERT INTO "{meta.table_name}" ({columns}) VALUES ({marks}){ignore}'  # noqa: S608 - our own names
    plain = [(each.name, each.db_value, each.default) for each in fields]
    values = [tuple(_value(row, name, convert, default) for name, convert, default in plain) for row in rows]
    try:
        database.cursor().executemany(sql, values)
    except Exception as error:
        if type(error).__name__ in ("IntegrityError", "UniqueViolation"):  # the engine's own class of that name
            raise IntegrityError(*error.args) from error
        raise


def _value(row: Mapping[str, Any], name: str, convert: Any, default: Any) -> Any:  # noqa: ANN401 - any column
    if name in row:
        return convert(row[name])
    return convert(default() if callable(default) else default)
