"""The unit registry (单位名录): aliases with their days, and which unit a name means inside one region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.store.db import transaction
from tracker.store.tables import Unit, UnitAlias

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.core.facts import Actor


def add_alias(
    now: datetime, actor: Actor, unit_id: int, alias: str, *, first: date | None = None, last: date | None = None
) -> None:
    """Let a unit be found by another name, for example its name before a reform (机构改革), from `first` to `last`.

    Refuses an alias that would then mean two units of one region at the same time.
    """
    require(actor, Ability.REVIEW)
    unit = Unit.get_or_none(Unit.id == unit_id)
    if unit is None:
        raise NotThere("没有找到这个单位。")
    alias = alias.strip()
    if not alias:
        raise Refused("请写别名。", field="alias")
    if first and last and last < first:
        raise Refused("止日不能早于起日。", field="last")
    with transaction():
        write_alias(now, actor, unit, alias, first=first, last=last)


def write_alias(
    now: datetime, actor: Actor, unit: Unit, alias: str, *, first: date | None = None, last: date | None = None
) -> None:
    """Write an alias with its entry, in the transaction of a verb that checked who asks."""
    _refuse_second_meaning(unit, alias, first, last)
    UnitAlias.insert(unit=unit.id, alias=alias, valid_from=first, valid_to=last).execute()
    history.record(now, actor, "登记别名", "unit", unit.id, words=f"{unit.full_name} = {alias}")


def _refuse_second_meaning(unit: Unit, alias: str, first: date | None, last: date | None) -> None:
    others = Unit.select().where(Unit.region == unit.region, Unit.id != unit.id)
    named = others.where((Unit.name == alias) | (Unit.full_name == alias)).first()
    aliased = [
        row
        for row in UnitAlias.select(UnitAlias, Unit)
        .join(Unit)
        .where(UnitAlias.alias == alias, Unit.region == unit.region)
        if row.unit_id != unit.id and _overlap((row.valid_from, row.valid_to), (first, last))
    ]
    other = named or (aliased[0].unit if aliased else None)
    if other is not None:
        raise Refused(f"“{alias}”已经指{other.full_name}，不能同时指{unit.full_name}。", field="alias")


def _overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    (start, end), (first, last) = one, other
    return not ((end and first and end < first) or (last and start and last < start))
