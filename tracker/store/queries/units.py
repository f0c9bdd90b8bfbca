"""Units by name (单位): inside one region (and its districts) only; another place's bureau of the same name is another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.store.tables import Plan, Unit, UnitAlias

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


def units_of_plans(plan_keys: Collection[str]) -> dict[str, list[tuple[int, str]]]:
    """For each of these plans the units of its region and districts that can owe something themselves (no collectives)."""
    rows = (
        Plan.select(Plan.key, Unit.id, Unit.full_name)
        .join(Unit, on=Unit.region.startswith(Plan.region))
        .where(Plan.key.in_(sorted(plan_keys)), Unit.is_collective == False)  # noqa: E712 - SQL
        .order_by(Plan.id, Unit.region, Unit.id)
    )
    found: dict[str, list[tuple[int, str]]] = {key: [] for key in plan_keys}
    for key, unit_id, name in rows.tuples():
        found[key].append((unit_id, name))
    return found
