"""Many ids in one condition (编号列表), written into the query as they are: peewee spends as long on each value as SQLite on its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peewee import OP, SQL, Expression

if TYPE_CHECKING:
    from collections.abc import Iterable


def one_of(column: Any, ids: Iterable[int]) -> Any:  # noqa: ANN401 - peewee's column and expression
    """`column IN (…)` for whole numbers, which no quoting concerns; none at all matches nothing."""
    return Expression(column, OP.IN, SQL(f"({', '.join(str(int(each)) for each in ids) or 'NULL'})"))
