"""Rows out of cells that stand one below the other (竖排单元格分行): the reading in which every cell suits its column best.

Nothing says where a row ends or which cells were empty. A deadline suits a deadline column and no other, offices suit unit
columns, numbers that go on in order suit the number column; an empty column costs a little, a row without words a lot. The
best way through all cells is found column by column (dynamic programming), so one odd cell does not shift the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from tasks_seed.letters import TERMINAL, fold
from tasks_seed.outline_marks import mark_at
from tasks_seed.roles import Role, label_at, role_of
from tasks_seed.wordlike import looks_like_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks_seed.columns import Columns
    from tasks_seed.draft import Place
    from tasks_seed.notes import IsDeadline

_NOBODY = re.compile(r"^(?:无|/|-+|—+|没有)$")
_NUMBER = re.compile(r"^\d{1,3}[.、]?$")
_SHORT, _TITLE, _LONGEST_DEADLINE = 8, 30, 24
_NEVER = -1000.0
_EMPTY = {Role.NUMBER: -4.0, Role.TEXT: -5.0, Role.LEAD: -2.5, Role.UNITS: -2.0, Role.COOPERATING: -1.0}
_EMPTY |= {Role.DEADLINE: -1.5, Role.GROUP: -0.6, Role.TITLE: -0.6, Role.TARGET: -1.0, Role.IGNORED: -0.3}
# A second line in a cell adds nothing: what it gains by its kind is taken off.
_AGAIN = {Role.NUMBER: -8.0, Role.TEXT: -2.3, Role.LEAD: -2.8, Role.UNITS: -2.6, Role.COOPERATING: -2.6}
_AGAIN |= {Role.DEADLINE: -4.0, Role.GROUP: -1.5, Role.TITLE: -1.5, Role.TARGET: -1.5, Role.IGNORED: -1.5}
_OF_UNITS = (Role.LEAD, Role.COOPERATING, Role.UNITS)


@dataclass(frozen=True, slots=True)
class Line:
    """A cell of such a table: its text, where it stands.

    Of cells that share lines `opens` tells whether one begins its line; it is None where every cell has its own.
    """

    text: str
    place: Place
    opens: bool | None = None


@dataclass(frozen=True, slots=True)
class StackedRow:
    """Cells by column; or a heading between the rows, which has `section` and no cells."""

    cells: dict[int, list[Line]]
    section: Line | None = None


class _Kind(IntEnum):
    NUMBER, DEADLINE, NOBODY, UNITS, HEADING, SHORT, TITLE, WORDS = range(8)


def rows_of(lines: Sequence[Line], names: Sequence[str], columns: Columns, is_deadline: IsDeadline) -> list[StackedRow]:
    """The rows that these lines make under columns of these names; lines behind the table's end are left out.

    Stacked text has no end mark: the table ends where another row would suit worse than none.
    """
    chain = _chain(lines) if columns.number is not None else frozenset()
    kinds = [_kind(index, line.text, chain, is_deadline) for index, line in enumerate(lines)]
    return _rows(lines, _best_way(lines, kinds, _column_roles(names, columns)), len(names))


def _chain(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that are numbers going on in order from 1; another number is a figure."""
    found: list[int] = []
    for index, line in enumerate(lines):
        word = fold(line.text)
        if _NUMBER.match(word) and int(word.rstrip(".、")) == len(found) + 1:
            found.append(index)
    return frozenset(found)


def _kind(index: int, text: str, chain: frozenset[int], is_deadline: IsDeadline) -> _Kind:
    folded = fold(text)
    if index in chain:
        return _Kind.NUMBER
    mark = mark_at(folded)
    if mark is None and len(text) <= _LONGEST_DEADLINE and is_deadline(text):
        return _Kind.DEADLINE
    if _NOBODY.match(folded):
        return _Kind.NOBODY
    if label_at(folded) or (folded[-1] not in TERMINAL and looks_like_units(text.replace(" ", "、"))):
        return _Kind.UNITS
    if mark is not None and mark.level <= 3 and len(text) <= _TITLE:  # noqa: PLR2004 - 一、 or （一）
        return _Kind.HEADING
    if len(text) <= _SHORT:
        return _Kind.SHORT
    return _Kind.TITLE if len(text) <= _TITLE else _Kind.WORDS


def _column_roles(names: Sequence[str], columns: Columns) -> tuple[Role, ...]:
    units = dict(columns.units)
    roles = [units.get(index) or role_of(name) or Role.IGNORED for index, name in enumerate(names)]
    for index in (*columns.titles, *columns.groups):
        roles[index] = Role.TITLE
    roles[columns.text] = Role.TEXT
    return tuple(roles)


@lru_cache(maxsize=512)
def _suits(kind: _Kind, role: Role) -> float:
    """How well a cell of this kind suits a column of this role."""
    if role is Role.NUMBER or kind is _Kind.NUMBER:
        return 3.0 if role is Role.NUMBER and kind is _Kind.NUMBER else -8.0
    if role is Role.DEADLINE:
        return {_Kind.DEADLINE: 3.0, _Kind.NOBODY: 0.0}.get(kind, -6.0)
    if role in _OF_UNITS:
        return {_Kind.UNITS: 2.5, _Kind.NOBODY: 1.5}.get(kind, -6.0)
    if role is Role.TEXT:
        fits = {_Kind.WORDS: 2.0, _Kind.TITLE: 1.5, _Kind.SHORT: 0.5, _Kind.HEADING: 0.5, _Kind.DEADLINE: -1.0}
        return fits.get(kind, -2.0)
    if role in (Role.TITLE, Role.GROUP):
        return {_Kind.WORDS: -0.5, _Kind.DEADLINE: -1.5, _Kind.UNITS: -1.5, _Kind.NOBODY: -1.0}.get(kind, 0.8)
    return {_Kind.SHORT: 0.6, _Kind.NOBODY: 0.5, _Kind.TITLE: -0.5, _Kind.WORDS: -1.0}.get(kind, -2.0)


_ASIDE, _OUTSIDE = -1, -2  # a heading between rows; behind the table's end


def _best_way(lines: Sequence[Line], kinds: Sequence[_Kind], roles: tuple[Role, ...]) -> list[int]:
    """For every line its column, or `_ASIDE`, or `_OUTSIDE`, so that all together suit best."""
    states = [*range(len(roles)), _ASIDE, _OUTSIDE]
    skips = [0.0]
    for role in roles:
        skips.append(skips[-1] + _EMPTY[role])
    best = dict.fromkeys(states, _NEVER) | {_ASIDE: 0.0}
    back: list[dict[int, int]] = []
    for line, kind in zip(lines, kinds, strict=True):
        now: dict[int, float] = {}
        came: dict[int, int] = {}
        for state in states:
            gain = _gain(kind, state, roles)
            options = [(best[old] + _step(old, state, line, roles, skips) + gain, old) for old in states]
            now[state], came[state] = max(options)
        best = now
        back.append(came)
    ends = [(best[state] + (skips[-1] - skips[state + 1] if state >= 0 else 0.0), state) for state in states]
    way = [max(ends)[1]]
    for came in reversed(back[1:]):
        way.append(came[way[-1]])
    return way[::-1] if lines else []


def _gain(kind: _Kind, state: int, roles: tuple[Role, ...]) -> float:
    if state == _OUTSIDE:
        return 0.0
    if state == _ASIDE:
        return -0.3 if kind is _Kind.HEADING else -4.0
    return _suits(kind, roles[state])


def _step(old: int, new: int, line: Line, roles: tuple[Role, ...], skips: list[float]) -> float:
    """What it costs to go on from one column to the next: columns left empty, a second line in a cell, a new row."""
    if old == _OUTSIDE:
        return 0.0 if new == _OUTSIDE else _NEVER
    rest = skips[-1] - skips[old + 1] if old >= 0 else 0.0
    if new < 0:
        return rest
    if old == new:
        return _AGAIN[roles[new]] - (1.0 if line.opens else 0.0)
    if old < new and old >= 0:
        return skips[new] - skips[old + 1] - (1.0 if line.opens else 0.0)
    return rest + skips[new] - (2.0 if line.opens is False else 0.2)


def _rows(lines: Sequence[Line], way: Sequence[int], count: int) -> list[StackedRow]:
    rows: list[StackedRow] = []
    before = count
    for line, column in zip(lines, way, strict=True):
        if column == _OUTSIDE:
            break
        if column == _ASIDE:
            rows.append(StackedRow({}, line))
            before = count
            continue
        if column < before or not rows:
            rows.append(StackedRow({}))
        rows[-1].cells.setdefault(column, []).append(line)
        before = column
    return rows
