"""The plans that ship with the product (随产品附带的方案): reviewed tables, read strictly, as frozen values.

Each plan is a folder `plans/<key>/` of four files an office clerk can open: `plan.toml` (the plan), `tasks.csv` (its rows),
`units.csv` (every unit named) and `source.txt` (the document, unchanged). `docs/seeds.md` says what was decided and mended.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tasks_seed.draft import LeadRule, Period
from tasks_seed.shipped_tasks import Mend, read_tasks
from tasks_seed.shipped_units import ShippedMember, ShippedUnit, read_units
from tasks_seed.table_cells import TableRefused

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from tasks_seed.draft import Draft

__all__ = [
    "Mend",
    "Reporting",
    "ShippedMember",
    "ShippedPlan",
    "ShippedUnit",
    "TableRefused",
    "load_shipped",
    "read_folder",
    "shipped_keys",
]

LEVELS = ("国家", "省", "市", "州", "县", "区")
PUBLICITIES = ("public", "counts")


@dataclass(frozen=True, slots=True)
class Reporting:
    """A plan's reporting calendar (报送日历): `days` as (month, day) of every year, or `after` days behind each quarter."""

    days: tuple[tuple[int, int], ...] = ()
    after: int | None = None


@dataclass(frozen=True, slots=True)
class ShippedPlan:
    """One shipped plan: what the document says of itself, its reviewed rows in ledger order, and its units.

    `issued_on`, `doc_no` and `issuers` are empty where the document does not say; `reporting_declared` is False where the
    calendar is the office's default and not the document's. `mends` are the scan faults mended, one entry each.
    """

    key: str
    title: str
    doc_no: str | None
    issuers: tuple[str, ...]
    issued_on: date | None
    period: Period
    region: str
    level: str
    lead_rule: LeadRule
    lead_rule_why: str
    publicity: str
    is_comment_draft: bool
    addressed: tuple[str, ...]
    reporting: Reporting
    reporting_declared: bool
    source_name: str
    source_sha256: str
    source_text: str
    notes: tuple[str, ...]
    rows: tuple[Draft, ...]
    units: tuple[ShippedUnit, ...]
    mends: tuple[Mend, ...] = ()


def shipped_keys() -> tuple[str, ...]:
    """The keys of the plans that ship, in alphabetical order."""
    return tuple(sorted(folder.name for folder in _plans().iterdir() if (folder / "plan.toml").is_file()))


def load_shipped(key: str) -> ShippedPlan:
    """The shipped plan of that key; `TableRefused` where the key is unknown or a table is malformed."""
    known = shipped_keys()
    if key not in known:
        raise TableRefused(f"没有附带方案“{key}”。附带的方案有：{'、'.join(known)}。")
    return read_folder(_plans() / key, key)


def read_folder(folder: Traversable, key: str) -> ShippedPlan:
    """A plan's folder as frozen values; the first fault refuses the whole plan."""
    source = _bytes(folder, key, "source.txt")
    facts = _Facts(f"{key}/plan.toml", _toml(_bytes(folder, key, "plan.toml"), f"{key}/plan.toml"))
    sha256 = hashlib.sha256(source).hexdigest()
    if facts.text("source.sha256") != sha256:
        raise facts.refuse("source.sha256", "与source.txt的内容不符，来源文件被改动过。")
    source_text = source.decode("utf-8")
    issued_on = facts.day("issued_on")
    units = read_units(f"{key}/units.csv", _bytes(folder, key, "units.csv"))
    rows, mends = read_tasks(
        f"{key}/tasks.csv",
        _bytes(folder, key, "tasks.csv"),
        source=source_text,
        known_units={unit.name for unit in units},
        issued_on=issued_on,
    )
    return ShippedPlan(
        key=key,
        title=facts.text("title"),
        doc_no=facts.text("doc_no", required=False) or None,
        issuers=facts.names("issuers"),
        issued_on=issued_on,
        period=facts.period(),
        region=facts.text("region"),
        level=facts.one_of("level", LEVELS),
        lead_rule=LeadRule(facts.one_of("lead.rule", tuple(LeadRule))),
        lead_rule_why=facts.text("lead.why"),
        publicity=facts.one_of("publicity", PUBLICITIES),
        is_comment_draft=facts.yes("comment_draft"),
        addressed=facts.names("addressed"),
        reporting=facts.reporting(),
        reporting_declared=facts.yes("reporting.declared"),
        source_name=facts.text("source.name"),
        source_sha256=sha256,
        source_text=source_text,
        notes=facts.names("notes.items"),
        rows=rows,
        units=units,
        mends=mends,
    )


def _plans() -> Traversable:
    return files("tasks_seed") / "plans"


def _bytes(folder: Traversable, key: str, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError:
        raise TableRefused("文件缺失或读不出来。", file=f"{key}/{name}") from None


def _toml(data: bytes, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise TableRefused("不是UTF-8编码。", file=file) from None
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"line (\d+)", str(fault))
        raise TableRefused("写法有误，读不下去。", file=file, row=int(place[1]) if place else None) from None


@dataclass(frozen=True, slots=True)
class _Facts:
    """plan.toml, read entry by entry; `a.b` is entry b of section a."""

    file: str
    body: dict[str, Any]

    def refuse(self, entry: str, why: str) -> TableRefused:
        return TableRefused(why, file=self.file, column=entry)

    def get(self, entry: str) -> Any:  # noqa: ANN401 - TOML values
        value: Any = self.body
        for name in entry.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def text(self, entry: str, *, required: bool = True) -> str:
        value = self.get(entry)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or not value:
            raise self.refuse(entry, "应写一段文字。")
        return value

    def names(self, entry: str) -> tuple[str, ...]:
        value = self.get(entry)
        if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
            raise self.refuse(entry, "应写成文字的列表，没有就写[]。")
        return tuple(value)

    def day(self, entry: str) -> date | None:
        value = self.get(entry)
        if value is not None and type(value) is not date:
            raise self.refuse(entry, "应写成日期，例如2023-08-10，不加引号。")
        return value

    def yes(self, entry: str) -> bool:
        value = self.get(entry)
        if not isinstance(value, bool):
            raise self.refuse(entry, "应写true或false。")
        return value

    def one_of(self, entry: str, words: tuple[str, ...]) -> str:
        value = self.text(entry)
        if value not in words:
            raise self.refuse(entry, f"“{value}”不是规定的写法，可以写：{'、'.join(words)}。")
        return value

    def period(self) -> Period:
        start, end = self.day("period.start"), self.day("period.end")
        if start is None or end is None:
            raise self.refuse("period", "实施期要有起止日期。")
        if end < start:
            raise self.refuse("period.end", "实施期的止日早于起日。")
        return Period(start, end, self.text("period.text"))

    def reporting(self) -> Reporting:
        days, after = self.get("reporting.days") or [], self.get("reporting.after")
        if bool(days) == (after is not None):
            raise self.refuse("reporting", "写明每年哪几天（days），或每季度结束后第几天（after），只写一种。")
        try:
            pairs = tuple((int(month), int(day)) for month, day in days)
            for month, day in pairs:
                date(2001, month, day)  # a day every year has
            return Reporting(pairs, int(after) if after is not None else None)
        except (TypeError, ValueError):
            raise self.refuse("reporting", "报送日写成[[4, 8], [7, 8]]，或after = 20。") from None
