"""Units by name (单位): inside one region (and its districts) only; another place's bureau of the same name is another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.store.tables import Unit, UnitAlias

if TYPE_CHECKING:
    from collections.abc import Collection


def unit_named(region: str, name: str) -> int | None:
    """The unit that this region calls `name`: by its name, full name or alias; None where none or several fit.

    A region holds its districts: 香洲区 is found inside 广东省珠海市.
    """
    wanted, inside = name.strip(), Unit.region.startswith(region)
    rows = Unit.select(Unit.id).where(inside, (Unit.name == wanted) | (Unit.full_name == wanted))
    found = {unit_id for (unit_id,) in rows.tuples()}
    if not found:
        aliases = UnitAlias.select(UnitAlias.unit).join(Unit).where(inside, UnitAlias.alias == wanted)
        found = {unit_id for (unit_id,) in aliases.tuples()}
    return found.pop() if len(found) == 1 else None


def unit_name(unit_id: int) -> str:
    """A unit's full name."""
    return str(Unit.get_by_id(unit_id).full_name)


def unit_names(unit_ids: Collection[int]) -> dict[int, str]:
    """The full names of these units; unknown ids are left out."""
    rows = Unit.select(Unit.id, Unit.full_name).where(Unit.id.in_(list(unit_ids))).order_by(Unit.id)
    return dict(rows.tuples())


def units_of_region(region: str) -> list[tuple[int, str]]:
    """The units of a region and its districts that can owe something themselves (no collectives), for a form's list."""
    rows = Unit.select(Unit.id, Unit.full_name).where(
        Unit.region.startswith(region),
        Unit.is_collective == False,  # noqa: E712 - SQL
    )
    return list(rows.order_by(Unit.region, Unit.id).tuples())
