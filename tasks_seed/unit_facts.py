"""What is known of unit names everywhere (单位名称资料): `data/units.json` as frozen values, read once.

A template (市教育局) stands for that office in any place of its level; only a plan's region makes it a unit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Template:
    """An office of a level (层级) by function (职能), with its other names, scan spellings and dated former names."""

    name: str
    level: str
    function: str
    aliases: tuple[str, ...]
    misreads: tuple[str, ...]
    former: tuple[tuple[str, date], ...] = ()  # a former name and the last day it held


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A member of a collective in one place; `certain` is False where the user must be asked."""

    name: str
    certain: bool
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberList:
    """Who belongs to a collective in one region, between two days (None = no bound)."""

    region: str
    members: tuple[ListedMember, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def holds(self, on: date) -> bool:
        """Whether the list is the one of that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CollectiveTemplate:
    """A collective wording (集合单位, 各县（市、区）) with its spellings and its member lists by region."""

    name: str
    aliases: tuple[str, ...]
    misreads: tuple[str, ...]
    lists: tuple[MemberList, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """All of it; `bare` maps a name without its level (教育局) to its function."""

    templates: tuple[Template, ...]
    collectives: tuple[CollectiveTemplate, ...]
    bare: dict[str, str]


@lru_cache(maxsize=1)
def unit_facts() -> UnitFacts:
    """The shipped facts."""
    body = json.loads((files("tasks_seed") / "data" / "units.json").read_text("utf-8"))
    former: dict[str, list[tuple[str, date]]] = {}
    for entry in body["former"]:
        former.setdefault(entry["function"], []).extend(
            (name, date.fromisoformat(entry["to"])) for name in entry["bare"]
        )
    return UnitFacts(
        templates=tuple(_template(entry, former.get(entry["function"], [])) for entry in body["units"]),
        collectives=tuple(_collective(entry) for entry in body["collectives"]),
        bare={name: entry["function"] for entry in body["functions"] for name in entry["bare"]},
    )


def _template(entry: dict[str, Any], former: list[tuple[str, date]]) -> Template:
    level = entry["level"]
    is_local = level in ("市", "州", "县", "区")  # former names are written without their level
    return Template(
        name=entry["name"],
        level=level,
        function=entry["function"],
        aliases=tuple(entry["aliases"]),
        misreads=tuple(entry["misreads"]),
        former=tuple((level + name, to) for name, to in former) if is_local else (),
    )


def _collective(entry: dict[str, Any]) -> CollectiveTemplate:
    return CollectiveTemplate(
        name=entry["name"],
        aliases=tuple(entry["aliases"]),
        misreads=tuple(entry["misreads"]),
        lists=tuple(
            MemberList(
                region=found["region"],
                members=tuple(
                    ListedMember(one["name"], one["certain"], tuple(one["aliases"])) for one in found["members"]
                ),
                valid_from=_day(found["from"]),
                valid_to=_day(found["to"]),
                note=found["note"],
            )
            for found in entry["lists"]
        ),
        note=entry["note"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
