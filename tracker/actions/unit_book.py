"""Whom a name means in one plan (单位对照): the office's registry first, then the names known everywhere, else a doubt.

Nothing is written while names are looked up; `UnitBook.keep` writes a unit when its plan is admitted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from tasks_seed.letters import fold
from tasks_seed.units import load_registry
from tracker.core.doubts import Doubt
from tracker.core.words import DoubtKind
from tracker.store.tables import Membership, Unit, UnitAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tasks_seed.units import Registry, Resolution

LEVELS = ("国家", "省", "市", "州", "县", "区", "乡")
_COLLECTIVE = ("各", "有关", "相关")
"""How a name begins that stands for several units, whoever they are."""
_LIKE_ENOUGH = 0.75
_MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What a name means: a unit of the registry (`unit_id`), one that is known everywhere (`elsewhere`), or neither.

    `members` is how many members a collective has, None for a single unit; a collective that nobody has written down has none.
    """

    name: str
    full_name: str = ""
    unit_id: int | None = None
    members: int | None = None
    elsewhere: Resolution | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class UnitBook:
    """The names of one region and level on one day. Each name is looked up once."""

    region: str
    level: str
    on: date
    spellings: dict[str, set[int]] = field(default_factory=dict)
    units: dict[int, Unit] = field(default_factory=dict)
    members: dict[int, int] = field(default_factory=dict)
    _found: dict[str, Known] = field(default_factory=dict)

    def of(self, name: str) -> Known:
        """What `name` means here, with the doubts it leaves."""
        spelling = _spelling(name)
        if not (self.region and self.level):
            return Known(name)  # the head has to say where first; until then every name would be a question
        if spelling not in self._found:
            self._found[spelling] = self._look_up(name, spelling)
        return self._found[spelling]

    def doubts(self, names: Iterable[str]) -> tuple[Doubt, ...]:
        """The doubts of several names, each once."""
        return tuple(dict.fromkeys(doubt for name in names for doubt in self.of(name).doubts))

    def keep(self, name: str) -> int | None:
        """The unit's id; a unit known everywhere becomes one of the registry. None for a name that nobody knows."""
        known = self.of(name)
        if known.unit_id is not None or (known.elsewhere is None and known.members is None):
            return known.unit_id
        if known.elsewhere is None:
            unit_id = _unit(self.region, name, name, self.level, "", is_collective=True)
        else:
            unit_id = self._write(known.elsewhere)
        self._found[_spelling(name)] = Known(name, known.full_name, unit_id, known.members)
        return unit_id

    def learn(self, name: str, unit_id: int) -> None:
        """Let a unit be found by this name."""
        self.spellings.setdefault(_spelling(name), set()).add(unit_id)

    def _look_up(self, name: str, spelling: str) -> Known:
        fitting = self.spellings.get(spelling, set())
        own = {key for key in fitting if self.units[key].region == self.region} or fitting
        if len(own) == 1:
            return self._registered(name, self.units[next(iter(own))])
        if len(own) > 1:
            offers = tuple(sorted(self.units[key].full_name for key in own))
            words = f"“{name}”可以指{'、'.join(offers)}，请写全称。"
            return Known(name, doubts=(Doubt(DoubtKind.UNIT, words, name, offers[:_MOST_OFFERS]),))
        return self._known_everywhere(name)

    def _registered(self, name: str, unit: Unit) -> Known:
        if not unit.is_collective:
            return Known(name, unit.full_name, unit.id)
        members = self.members.get(unit.id, 0)
        doubts = () if members else (_no_members(name),)
        return Known(name, unit.full_name, unit.id, members, doubts=doubts)

    def _known_everywhere(self, name: str) -> Known:
        found = _registry().resolve(name, region=self.region, level=self.level, on=self.on)
        if found.collective is not None:
            listed = _registry().expand(name, region=self.region, on=self.on).members
            certain = sum(member.certain for member in listed)
            doubts = () if certain else (_no_members(name),)
            return Known(name, found.collective, members=certain, elsewhere=found, doubts=doubts)
        if found.unit is None and name.startswith(_COLLECTIVE):
            return Known(name, name, members=0, doubts=(_no_members(name),))
        remarks = tuple(Doubt(DoubtKind.REMARK, words, name) for words in found.doubts)
        if found.unit is not None:
            return Known(name, found.unit.full_name, elsewhere=found, doubts=remarks)
        offers = tuple(dict.fromkeys((*found.suggestions, *self._alike(name))))[:_MOST_OFFERS]
        why = found.doubts[0] if found.doubts else f"单位名录里没有“{name}”，请确认。"
        return Known(name, doubts=(Doubt(DoubtKind.UNIT, why, name, offers),))

    def _alike(self, name: str) -> list[str]:
        """Registered names that look like this one."""
        near = get_close_matches(_spelling(name), list(self.spellings), n=_MOST_OFFERS, cutoff=_LIKE_ENOUGH)
        return [self.units[min(self.spellings[spelling])].name for spelling in near]

    def _write(self, found: Resolution) -> int:
        if found.collective is None:
            assert found.unit is not None  # noqa: S101 - `elsewhere` is one or the other
            unit = found.unit
            return _unit(self.region, unit.name, unit.full_name, unit.level, unit.function)
        collective = _unit(self.region, found.collective, found.collective, self.level, "", is_collective=True)
        for member in _registry().expand(found.name, region=self.region, on=self.on).members:
            one = member.unit
            member_id = _unit(one.region or self.region, one.name, one.full_name, one.level, one.function)
            Membership.get_or_create(collective=collective, member=member_id, defaults={"certain": member.certain})
        return collective


def unit_book(region: str, level: str, on: date) -> UnitBook:
    """The names that a plan of this region (广东省珠海市) and level (市) knows on that day."""
    book = UnitBook(region, level, on)
    if region:
        rows = list(Unit.select().where(Unit.region.startswith(region)))
        for row in rows:
            book.units[row.id] = row
            for name in (row.name, row.full_name):
                book.learn(name, row.id)
        aliases = UnitAlias.select().join(Unit).where(Unit.region.startswith(region))
        for alias in aliases:
            if (alias.valid_from or on) <= on <= (alias.valid_to or on):
                book.learn(alias.alias, alias.unit_id)
        for collective, valid_from, valid_to in (
            Membership.select(Membership.collective, Membership.valid_from, Membership.valid_to)
            .where(Membership.collective.in_(list(book.units)), Membership.certain == True)  # noqa: E712 - SQL
            .tuples()
        ):
            if (valid_from or on) <= on <= (valid_to or on):
                book.members[collective] = book.members.get(collective, 0) + 1
    return book


def whole_region(read: str) -> str:
    """The region as the registry writes it: 金华市 → 浙江省金华市 where the office knows exactly one such place."""
    if not read:
        return ""
    known = {region for (region,) in Unit.select(Unit.region).distinct().tuples()}
    if read in known:
        return read
    ending = [region for region in known if region.endswith(read)]
    return ending[0] if len(ending) == 1 else read


def level_of(region: str) -> str:
    """The level that a region's last word tells (层级); empty where it tells none."""
    if region == "全国":
        return "国家"
    if region.endswith(("自治州", "地区", "盟")):
        return "州" if region.endswith("州") else "市"
    if region.endswith("自治区"):
        return "省"
    if region.endswith(("旗", "自治县")):
        return "县"
    if region.endswith(("镇", "乡", "街道")):
        return "乡"
    return region[-1] if region and region[-1] in LEVELS else ""


def _no_members(name: str) -> Doubt:
    return Doubt(DoubtKind.MEMBERS, f"“{name}”是哪些单位？名录里还没有成员，入账后没有单位承担。", name)


def _unit(region: str, name: str, full_name: str, level: str, function: str, *, is_collective: bool = False) -> int:
    row, _ = Unit.get_or_create(
        region=region,
        name=name,
        defaults={"full_name": full_name, "level": level, "function": function, "is_collective": is_collective},
    )
    return int(row.id)


@lru_cache(maxsize=1)
def _registry() -> Registry:
    return load_registry()


def _spelling(name: str) -> str:
    return "".join(fold(name).split())
