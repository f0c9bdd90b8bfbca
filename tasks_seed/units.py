"""The unit registry (单位库): which office a name means inside one plan's region and level, and who a collective is.

Names are matched in this order: the plan's own unit table, the names known everywhere, known scan spellings (with a doubt),
the same without 和、与、人民. What is left is a doubt with suggestions, never silently a new unit, and never an office of
another level or place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tasks_seed.letters import fold
from tasks_seed.unit_facts import CollectiveTemplate, ListedMember, MemberList, Template, UnitFacts, unit_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from tasks_seed.shipped_units import ShippedUnit

_PLACE = re.compile(r".+?(?:特别行政区|自治区|自治州|自治县|地区|林区|新区|省|市(?![市区])|盟|县|区|旗)")
_SMALL_WORDS = re.compile("中共|人民|和|与|及")
_LIKE_ENOUGH = 60.0
_MUCH_WORSE = 10.0
_SUGGESTIONS = 3


class AliasClash(ValueError):  # noqa: N818 - a finding, in the words of the field
    """A name fits two units (别名冲突); the message names both."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One office or government (单位): `name` as the plan calls it, `full_name` with its place."""

    name: str
    full_name: str
    level: str
    region: str
    function: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a collective; `certain` is False where the user must be asked."""

    unit: Unit
    certain: bool


@dataclass(frozen=True, slots=True)
class Expansion:
    """Who a collective is in one region on one day (集合单位的成员); no members means a doubt says why."""

    name: str
    members: tuple[Member, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means: a unit, or a collective by its name, or neither and then a doubt with suggestions."""

    name: str
    unit: Unit | None = None
    collective: str | None = None
    doubts: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(slots=True)
class _Names:
    """Spellings of one scope (a region's own table, or a level's templates) and what each means."""

    exact: dict[str, Unit | Template] = field(default_factory=dict)
    misread: dict[str, Unit | Template] = field(default_factory=dict)
    former: dict[str, tuple[Template, date]] = field(default_factory=dict)


class Registry:
    """Names of everywhere plus the unit tables of single plans; build one with `load_registry`."""

    def __init__(self, facts: UnitFacts, own: Mapping[str, Iterable[ShippedUnit]]) -> None:
        """Take the facts and, by region, the units of the plans there; `AliasClash` where a name fits two of them."""
        self._levels: dict[str, _Names] = {}
        self._regions: dict[str, _Names] = {}
        self._collectives: dict[
            str, dict[str, tuple[str, bool]]
        ] = {}  # region ("" = all) -> spelling -> (name, misread)
        self._lists: dict[tuple[str, str], list[MemberList]] = {}  # (region, collective) -> member lists
        for template in facts.templates:
            self._learn_template(template)
        for collective in facts.collectives:
            self._learn_collective(collective)
        for region, units in own.items():
            for unit in units:
                self._learn_own(region, unit)

    def resolve(self, name: str, *, region: str, level: str, on: date) -> Resolution:
        """What `name` means in a plan of that region (full path, 浙江省金华市) and level (市), on that day."""
        spelling = _spelling(name)
        found = self._collective(spelling, region)
        if found is not None:
            collective, is_misread = found
            doubts = (f"“{name}”按误读的“{collective}”处理，请确认。",) if is_misread else ()
            return Resolution(name, collective=collective, doubts=doubts)
        forms = _forms(spelling, region, level)
        scopes = [scope for scope in (self._regions.get(region), self._levels.get(level)) if scope is not None]
        for scope in scopes:
            for form in forms:
                if form in scope.exact:
                    return Resolution(name, unit=self._unit(scope.exact[form], region))
        for scope in scopes:
            for form in forms:
                if form in scope.misread:
                    unit = self._unit(scope.misread[form], region)
                    return Resolution(name, unit=unit, doubts=(f"“{name}”按误读的“{unit.name}”处理，请确认。",))
        loose = self._loosely(forms, scopes, region)
        return (
            Resolution(name, unit=loose)
            if loose
            else self._unknown(name, forms, scopes, region=region, level=level, on=on)
        )

    def expand(self, name: str, *, region: str, on: date) -> Expansion:
        """The members of a collective in that region on that day, each once, in the list's order."""
        found = self._collective(_spelling(name), region)
        if found is None:
            return Expansion(name, doubts=(f"“{name}”不是已知的集合单位。",))
        collective, _ = found
        for members in self._lists.get((region, collective), []):
            if members.holds(on):
                doubts = tuple(
                    f"“{member.name}”是否列入“{name}”，请确认。" for member in members.members if not member.certain
                )
                listed = tuple(Member(self._member(member, region), member.certain) for member in members.members)
                return Expansion(name, listed, doubts)
        place = place_of(region) or "本地"
        return Expansion(name, doubts=(f"没有“{name}”在{place}、{on.isoformat()}的成员名单，请先补充。",))

    def _collective(self, spelling: str, region: str) -> tuple[str, bool] | None:
        for scope in (region, ""):
            found = self._collectives.get(scope, {}).get(spelling)
            if found:
                return found
        return None

    def _unit(self, found: Unit | Template, region: str) -> Unit:
        """A template becomes the plan's own unit of that function and level where it has one, else the office of the place."""
        if isinstance(found, Unit):
            return found
        own = self._regions.get(region)
        for unit in own.exact.values() if own and found.function else ():
            if isinstance(unit, Unit) and (unit.function, unit.level) == (found.function, found.level):
                return unit
        return Unit(found.name, _with_place(found, region), found.level, region, found.function)

    def _member(self, member: ListedMember, region: str) -> Unit:
        own = self._regions.get(region)
        known = own.exact.get(_spelling(member.name)) if own else None
        if isinstance(known, Unit):
            return known
        return Unit(member.name, member.name, "", region + member.name, "")

    def _loosely(self, forms: list[str], scopes: list[_Names], region: str) -> Unit | None:
        """The one unit that has the same name but for 和、与、及、人民; None where two have it."""
        wanted = {_SMALL_WORDS.sub("", form) for form in forms}
        hits = {
            self._unit(meaning, region)
            for scope in scopes
            for spelling, meaning in scope.exact.items()
            if _SMALL_WORDS.sub("", spelling) in wanted
        }
        return hits.pop() if len(hits) == 1 else None

    def _unknown(
        self, name: str, forms: list[str], scopes: list[_Names], *, region: str, level: str, on: date
    ) -> Resolution:
        for scope in scopes:
            for form in forms:
                if form in scope.former:
                    template, last_day = scope.former[form]
                    unit = self._unit(template, region)
                    if on <= last_day:
                        return Resolution(name, unit=unit)
                    why = f"“{name}”是{last_day.year}年以前的旧称，是否指“{unit.name}”？请确认。"
                    return Resolution(name, doubts=(why,), suggestions=(unit.name,))
        for other, scope in self._levels.items():
            if other != level and _spelling(name) in scope.exact:
                why = f"“{name}”是{other}级单位，本方案是{level}级，不能当作本级单位，请确认。"
                return Resolution(name, doubts=(why,), suggestions=self._alike(forms, scopes, region))
        elsewhere = _other_place(_spelling(name), level, scopes)
        if elsewhere:
            return Resolution(name, doubts=(f"“{name}”像是{elsewhere}的单位，不在本方案的地区，请确认。",))
        suggestions = self._alike(forms, scopes, region)
        ask = f"，是否指“{'”或“'.join(suggestions)}”？" if suggestions else "。"
        return Resolution(name, doubts=(f"单位库里没有“{name}”{ask}请确认。",), suggestions=suggestions)

    def _alike(self, forms: list[str], scopes: list[_Names], region: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - 3 MB that a process needs only when it compares

        scores: dict[str, float] = {}
        for scope in scopes:
            for form in (form for form in forms if form == forms[0] or form[:1] != form[1:2]):  # not 市市教育局
                for spelling, score, _ in process.extract(
                    form, list(scope.exact), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH, limit=_SUGGESTIONS * 2
                ):
                    unit = self._unit(scope.exact[spelling], region).name
                    scores[unit] = max(score, scores.get(unit, 0.0))
        near = [unit for unit in scores if scores[unit] >= max(scores.values()) - _MUCH_WORSE]
        return tuple(sorted(near, key=lambda unit: (-scores[unit], unit))[:_SUGGESTIONS])

    def _learn_template(self, template: Template) -> None:
        scope = self._levels.setdefault(template.level, _Names())
        for name in (template.name, *template.aliases):
            _learn(scope.exact, name, template)
        for name in template.misreads:
            _learn(scope.misread, name, template)
        for name, last_day in template.former:
            scope.former[_spelling(name)] = (template, last_day)

    def _learn_collective(self, collective: CollectiveTemplate) -> None:
        self._learn_spellings("", collective.name, (collective.name, *collective.aliases), collective.misreads)
        for members in collective.lists:
            self._learn_list(members.region, collective.name, members)

    def _learn_own(self, region: str, unit: ShippedUnit) -> None:
        if unit.is_collective:
            name = self._own_collective(region, unit)
            self._learn_spellings(region, name, (unit.name, *unit.aliases), unit.misreads)
            members = tuple(ListedMember(member.name, member.certain) for member in unit.members)
            self._learn_list(region, name, MemberList(region, members, unit.valid_from, unit.valid_to, unit.note))
            return
        scope = self._regions.setdefault(region, _Names())
        known = scope.exact.get(_spelling(unit.canonical))
        if not isinstance(known, Unit):
            known = Unit(unit.name, unit.canonical, unit.level, unit.region, unit.function)
        for name in (unit.canonical, unit.name, *unit.aliases):
            _learn(scope.exact, name, known)
        for name in unit.misreads:
            _learn(scope.misread, name, known)

    def _own_collective(self, region: str, unit: ShippedUnit) -> str:
        """One name for lines of a plan's table that write the same collective in two ways."""
        spellings = self._collectives.setdefault(region, {})
        return spellings.setdefault(_spelling(unit.canonical), (unit.canonical, False))[0]

    def _learn_spellings(self, region: str, name: str, exact: Iterable[str], misreads: Iterable[str]) -> None:
        spellings = self._collectives.setdefault(region, {})
        for names, is_misread in ((exact, False), (misreads, True)):
            for spelling in names:
                other = spellings.setdefault(_spelling(spelling), (name, is_misread))
                if other[0] != name:
                    raise AliasClash(f"“{spelling}”同时指“{other[0]}”和“{name}”。")

    def _learn_list(self, region: str, name: str, members: MemberList) -> None:
        """Another list of the same days is either the same list again or a clash."""
        lists = self._lists.setdefault((region, name), [])
        for other in lists:
            apart = (members.valid_to and other.valid_from and members.valid_to < other.valid_from) or (
                other.valid_to and members.valid_from and other.valid_to < members.valid_from
            )
            if not apart and [one.name for one in other.members] != [one.name for one in members.members]:
                raise AliasClash(f"“{name}”在{place_of(region)}的两份成员名单日期重叠。")
        if members not in lists:
            lists.append(members)


def load_registry(own: Mapping[str, Iterable[ShippedUnit]] | None = None) -> Registry:
    """The registry of everywhere; `own` adds plans' unit tables by the plan's region."""
    return Registry(unit_facts(), own or {})


def place_of(region: str) -> str:
    """The last place of a region's path: 浙江省金华市 → 金华市."""
    places = _PLACE.findall(region)
    return str(places[-1]) if places else region


def _learn(spellings: dict[str, Unit | Template], name: str, meaning: Unit | Template) -> None:
    other = spellings.setdefault(_spelling(name), meaning)
    if other != meaning:
        raise AliasClash(f"“{name}”同时指“{other.name}”和“{meaning.name}”。")


def _spelling(name: str) -> str:
    return re.sub(r"\s+", "", fold(name))


def _forms(spelling: str, region: str, level: str) -> list[str]:
    """The name as written, with its place put as its level (金华市教育局 → 市教育局), and with the level before a bare name."""
    forms = [spelling]
    place = place_of(region)
    prefixes = (_spelling(region), _spelling(place))
    forms += [spelling.replace(prefix, level, 1) for prefix in prefixes if prefix and prefix in spelling]
    if level not in ("国家", ""):
        forms.append(level + spelling)
    return list(dict.fromkeys(forms))


def _other_place(spelling: str, level: str, scopes: list[_Names]) -> str | None:
    """杭州市 in 杭州市教育局, where 市教育局 is an office of this level."""
    for end in range(2, len(spelling)):
        is_place = spelling[end - 1] in "省市州县区旗盟"
        if is_place and any(level + spelling[end:] in scope.exact for scope in scopes):
            return spelling[:end]
    return None


def _with_place(template: Template, region: str) -> str:
    if template.level == "国家" or not region:
        return template.name
    full = template.name.replace(template.level, place_of(region), 1)
    return f"中共{full}" if template.name.startswith(f"{template.level}委") else full
