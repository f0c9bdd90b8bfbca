"""Questions written once (语句): the SQL of a query is kept by the values that it was made of, for pages that ask it again and again.

peewee takes longer to write a large statement than SQLite to answer it. Only the text is kept, never an answer: the database is asked
each time, so nothing can be stale.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tracker.store.tables import database

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_MOST = 1024


def answers(build: Callable[..., Any], *values: Hashable) -> list[tuple[Any, ...]]:
    """The rows of the query that `build` makes of these values, as the driver gives them: no column is converted.

    `build` must depend on nothing else; an expression of its selection is best a number or a text.
    """
    sql, params = _written(type(database.obj).__name__, build, *values)
    found: list[tuple[Any, ...]] = database.execute_sql(sql, params).fetchall()
    return found


@lru_cache(maxsize=_MOST)
def _written(_engine: str, build: Callable[..., Any], *values: Hashable) -> tuple[str, list[Any]]:
    sql, params = build(*values).sql()
    return sql, params
