"""The unit table of a shipped plan (单位表): every name the plan uses, with its full name, aliases and members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.table_cells import TableRow, read_rows

if TYPE_CHECKING:
    from datetime import date

COLUMNS = (
    "名称", "规范全称", "简称", "层级", "地区", "职能", "类别", "别名", "误读", "成员", "名单起", "名单止", "备注",
)  # fmt: skip
KINDS = {"单位": False, "集合": True}
LEVELS = {level: level for level in ("国家", "省", "市", "州", "县", "区", "乡")}
UNCERTAIN = "（待核）"


@dataclass(frozen=True, slots=True)
class ShippedMember:
    """A member of a collective (集合单位的成员) by its name in the same table; `certain` is False where it must be asked."""

    name: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class ShippedUnit:
    """One line of the unit table: the name as the plan uses it, and what it stands for.

    `aliases` are other true names, `misreads` spellings met in scans only. A collective has dated members
    (`valid_from`/`valid_to`, None = no bound); a single unit has none.
    """

    name: str
    canonical: str
    short_name: str
    level: str
    region: str
    function: str
    is_collective: bool = False
    aliases: tuple[str, ...] = ()
    misreads: tuple[str, ...] = ()
    members: tuple[ShippedMember, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


def read_units(file: str, data: bytes) -> tuple[ShippedUnit, ...]:
    """The table's units; refuses a name or alias that fits two units, and a collective without members."""
    rows = read_rows(file, data, COLUMNS)
    units = tuple(_unit(row) for row in rows)
    _names_are_unique(rows, units)
    known = {unit.name for unit in units if not unit.is_collective}
    for row, unit in zip(rows, units, strict=True):
        for member in unit.members:
            if member.name not in known:
                raise row.refuse("成员", f"“{member.name}”不在本表的单位里。")
    return units


def _unit(row: TableRow) -> ShippedUnit:
    is_collective = row.word("类别", KINDS)
    members = tuple(
        ShippedMember(name.removesuffix(UNCERTAIN), certain=not name.endswith(UNCERTAIN)) for name in row.names("成员")
    )
    if is_collective and not members:
        raise row.refuse("成员", "集合单位没有成员。")
    if members and not is_collective:
        raise row.refuse("成员", "只有集合单位才有成员。")
    valid_from, valid_to = row.day("名单起"), row.day("名单止")
    if valid_from and valid_to and valid_to < valid_from:
        raise row.refuse("名单止", "早于“名单起”。")
    return ShippedUnit(
        name=row.text("名称", required=True),
        canonical=row.text("规范全称", required=True),
        short_name=row.text("简称", required=True),
        level=row.word("层级", LEVELS),
        region=row.text("地区", required=True),
        function=row.text("职能"),
        is_collective=is_collective,
        aliases=row.names("别名"),
        misreads=row.names("误读"),
        members=members,
        valid_from=valid_from,
        valid_to=valid_to,
        note=row.text("备注"),
    )


def _names_are_unique(rows: list[TableRow], units: tuple[ShippedUnit, ...]) -> None:
    """Two lines may stand for one unit (市人社局、市人力社保局), but no name may stand for two."""
    meaning: dict[str, str] = {}
    used: set[str] = set()
    for row, unit in zip(rows, units, strict=True):
        if unit.name in used:
            raise row.refuse("名称", f"“{unit.name}”已经列过。")
        used.add(unit.name)
        for column, names in (("名称", (unit.name,)), ("别名", unit.aliases), ("误读", unit.misreads)):
            for name in names:
                other = meaning.setdefault(name, unit.canonical)
                if other != unit.canonical:
                    raise row.refuse(column, f"“{name}”同时指“{other}”和“{unit.canonical}”，请改成只指一个单位。")
