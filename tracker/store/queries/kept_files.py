"""Which files of the vault rows name (登记的文件). A file that none names is a leftover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.store.tables import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

MUST_STAND = {"evidence": "sha256", "intake": "sha256", "sheet_template": "sha256"}
"""Table and column: a row of these is worth nothing without its file."""
MAY_STAND = {"plan": "source_sha256", "plan_version": "source_sha256"}
"""The document a plan came from: in the vault where it was received here, elsewhere where the plan shipped with the product."""


def files_of_row(table: str, row: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """The digests that a row names, and whether its file must stand in the vault."""
    for columns, must in ((MUST_STAND, True), (MAY_STAND, False)):
        if (column := columns.get(table)) and row.get(column):
            yield str(row[column]), must


def named_files() -> Iterator[tuple[str, int | None]]:
    """Every file that must stand, with its size in bytes where the row tells; the newest evidence first."""
    for model in ALL:
        column = MUST_STAND.get(model._meta.table_name)  # noqa: SLF001 - peewee's door to a table's name
        if column is not None:
            size = model.size if hasattr(model, "size") else None
            fields = [getattr(model, column), *([size] if size is not None else [])]
            for row in model.select(*fields).order_by(model.id.desc()).tuples().iterator():
                yield row[0], row[1] if size is not None else None


def is_named(digest: str) -> bool:
    """Whether any row names this file."""
    return any(
        model.select().where(getattr(model, columns[table]) == digest).exists()
        for columns in (MUST_STAND, MAY_STAND)
        for model in ALL
        if (table := model._meta.table_name) in columns  # noqa: SLF001 - the same
    )
