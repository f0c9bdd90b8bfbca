"""Settling names on the review desk (单位核对): register a unit, say whom a name means, list a collective's members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.units import place_of
from tracker.actions import history
from tracker.actions.draft_editing import keep
from tracker.actions.draft_facts import desk_of
from tracker.actions.draft_rows import ask_all
from tracker.actions.receiving import open_intake
from tracker.actions.unit_registry import write_alias
from tracker.core.access import Ability, require
from tracker.core.doubts import Doubt, doubts_of
from tracker.core.refusals import Refused
from tracker.core.words import DoubtKind
from tracker.store.db import transaction
from tracker.store.tables import Draft, Intake, Membership, Unit, UnitAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tracker.core.facts import Actor

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name that the rows write and that is not settled (待核单位): unknown, or a collective without members."""

    name: str
    is_collective: bool
    offers: tuple[str, ...]
    rows: int


def open_names(intake_id: int) -> list[OpenName]:
    """Every unsettled name of a received plan, in the order of the rows."""
    found: dict[tuple[str, bool], OpenName] = {}
    for row in Draft.select(Draft.doubts).where(Draft.intake == intake_id, Draft.is_dropped == False):  # noqa: E712 - SQL
        for doubt in doubts_of(row.doubts):
            if doubt.is_open and doubt.kind in (DoubtKind.UNIT, DoubtKind.MEMBERS):
                mark = (doubt.about, doubt.kind is DoubtKind.MEMBERS)
                rows = found[mark].rows + 1 if mark in found else 1
                found[mark] = OpenName(*mark, doubt.offers, rows)
    return list(found.values())


def leave_open(now: datetime, actor: Actor, intake_id: int, name: str) -> int:
    """先不列成员: admit a collective without members for now, nobody owes through it; returns how many rows it settles."""
    require(actor, Ability.TAKE_IN)
    with transaction():
        intake = open_intake(actor, intake_id)
        desk = desk_of(intake, now.date())
        settled = 0
        for row in Draft.select().where(Draft.intake == intake_id):
            doubts = [_left(doubt, name, actor, now) for doubt in doubts_of(row.doubts)]
            kept = [doubt.to_json() for doubt in doubts]
            if kept != row.doubts:
                row.doubts = kept
                keep(now, actor, desk, row, {"doubt": (name, "先不列成员")})
                settled += 1
        history.record(now, actor, "先不列成员", "intake", intake_id, plan_id=intake.renews_id, words=name)
    return settled


def register(now: datetime, actor: Actor, intake_id: int, names: Sequence[str]) -> int:
    """Write these names into the registry as units of the plan's region; returns how many are new. Every row is asked again."""
    require(actor, Ability.TAKE_IN)
    with transaction():
        intake = _placed(actor, intake_id)
        book = desk_of(intake, now.date()).book
        new = 0
        for name in dict.fromkeys(name.strip()[:_LONGEST] for name in names if name.strip()):
            if book.of(name).unit_id is not None or book.of(name).elsewhere is not None:
                continue
            unit_id = _write(intake, name)
            new += 1
            history.record(now, actor, "登记单位", "unit", unit_id, words=Unit.get_by_id(unit_id).full_name)
        ask_all(intake, now.date())
    return new


def equate(now: datetime, actor: Actor, intake_id: int, name: str, other: str) -> None:
    """Say that `name` is another name of the known unit `other` (就是它); the document's own wording stays in the rows."""
    require(actor, Ability.TAKE_IN)
    with transaction():
        intake = _placed(actor, intake_id)
        book = desk_of(intake, now.date()).book
        unit_id = book.keep(other)
        if unit_id is None:
            raise Refused(f"名录里没有“{other}”，请写名录里的名称，或者登记为新单位。", field="other")
        _alias(now, actor, unit_id, name.strip()[:_LONGEST])
        ask_all(intake, now.date())


def set_members(now: datetime, actor: Actor, intake_id: int, name: str, members: Sequence[str]) -> int:
    """Say which units a collective (各县区) stands for in this region; returns how many. Members unknown so far are registered."""
    require(actor, Ability.TAKE_IN)
    wanted = [each.strip()[:_LONGEST] for each in members if each.strip()]
    if not wanted:
        raise Refused("请写成员单位，用顿号隔开，例如：东区、西区。", field="members")
    with transaction():
        intake = _placed(actor, intake_id)
        book = desk_of(intake, now.date()).book
        collective = book.keep(name)
        if collective is None:
            collective = _write(intake, name.strip()[:_LONGEST], is_collective=True)
        Unit.update(is_collective=True).where(Unit.id == collective).execute()
        for member in dict.fromkeys(wanted):
            unit_id = book.keep(member)
            unit_id = _write(intake, member) if unit_id is None else unit_id
            if unit_id == collective:
                raise Refused(f"“{member}”不能是它自己的成员。", field="members")
            Membership.get_or_create(collective=collective, member=unit_id, defaults={"certain": True})
        words = f"{name}：{'、'.join(wanted)}"
        history.record(now, actor, "登记成员", "unit", collective, words=words)
        ask_all(intake, now.date())
    return len(wanted)


def _left(doubt: Doubt, name: str, actor: Actor, now: datetime) -> Doubt:
    if doubt.is_open and doubt.kind is DoubtKind.MEMBERS and doubt.about == name:
        return doubt.settle(actor.name, now.isoformat(), "先不列成员")
    return doubt


def _placed(actor: Actor, intake_id: int) -> Intake:
    intake = open_intake(actor, intake_id)
    if not intake.region:
        raise Refused("请先在方案概况里写明地区：单位按地区登记。", field="region")
    return intake


def _write(intake: Intake, name: str, *, is_collective: bool = False) -> int:
    """A unit of the plan's region; 市大数据局 of 浙江省金华市 is in full 金华市大数据局."""
    starts = intake.level and name.startswith(intake.level)
    full = f"{place_of(intake.region)}{name[len(intake.level) :]}" if starts else name
    row, _ = Unit.get_or_create(
        region=intake.region,
        name=name,
        defaults={"full_name": full[:160], "level": intake.level, "is_collective": is_collective},
    )
    return int(row.id)


def _alias(now: datetime, actor: Actor, unit_id: int, alias: str) -> None:
    if not UnitAlias.select().where(UnitAlias.unit == unit_id, UnitAlias.alias == alias).exists():
        write_alias(now, actor, Unit.get_by_id(unit_id), alias)
