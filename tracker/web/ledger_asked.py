"""What the address asks of a ledger (筛选条件): read without ever failing, and written again for links.

`q`, `unit` (id), `role` (lead, cooperating), `lamp` (and `listed`), `from`, `to` (ISO dates), `kind` (of a deadline or of a duty),
`group` (exact heading), `open=1`; `unit`, `lamp` and `kind` may stand several times. How it is shown: `columns`, `page` (a number,
or `all`), `paper` (a3, a4), `view` (a saved view's number). What cannot be understood is left out and said in a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tracker.core.searching import LONGEST
from tracker.core.whole_numbers import whole_number
from tracker.core.words import DeadlineKind, DutyKind, Lamp, PaperSize, UnitRole
from tracker.store.queries.ledger_filter import Asked

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from werkzeug.datastructures import MultiDict

LISTED, ALL_PAGES = "listed", "all"
COLUMNS = {
    "lead": "牵头单位",
    "cooperating": "配合单位",
    "date": "时限",
    "kind": "时限类型",
    "lamp": "灯",
    "done": "销号",
}
"""Columns that may be left out; number and task always stand."""
FIRST_COLUMNS = ("lead", "cooperating", "date", "lamp", "done")
_SHOWN = 20
_DAY, _MONTH = timedelta(days=1), timedelta(days=31)
_OF_LOOKS = ("columns", "paper")


@dataclass(frozen=True, slots=True)
class Question:
    """The address as it was understood. `page` 0 means all on one page; `remarks` say what was left out and why."""

    asked: Asked
    columns: tuple[str, ...] = FIRST_COLUMNS
    page: int = 1
    paper: PaperSize | None = None
    view: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def kept(self) -> dict[str, Any]:
        """What a saved view keeps: the filter and the columns, as parts of an address."""
        own_columns = {} if self.columns == FIRST_COLUMNS else {"columns": list(self.columns)}
        return {**address_of(self.asked), **own_columns}

    @property
    def lamp_names(self) -> list[str]:
        """The lamps that are chosen, 挂牌 among them."""
        return [*map(str, self.asked.lamps), *([LISTED] if self.asked.is_listed else [])]

    @property
    def uses_more(self) -> bool:
        """Whether anything beyond text, unit and lamps is asked for, so that the rest of the filter stands open."""
        return any(name not in ("q", "unit", "lamp") for name in self.kept)

    @property
    def address(self) -> dict[str, Any]:
        """All that a link to the same rows carries, save the page."""
        return {**self.kept, **({"view": self.view} if self.view else {})}


def read_question(args: MultiDict[str, str], units: Collection[int], headings: Collection[str]) -> Question:
    """Read the parts of an address; `units` and `headings` are those of the plan."""
    reader = _Reader(args)
    asked = _read_asked(reader, units, headings)
    return Question(
        asked=asked,
        columns=tuple(reader.several("columns", dict.fromkeys(COLUMNS, None), "列")) or FIRST_COLUMNS,
        page=_page(reader),
        paper=next(iter(reader.several("paper", {size.value: size for size in PaperSize}, "纸张")), None),
        view=reader.number("view", "常用视图"),
        remarks=tuple(reader.remarks),
    )


def address_of(asked: Asked) -> dict[str, Any]:
    """The filter as the parts of an address, so that another page asks for the same duties."""
    parts: dict[str, Any] = {
        "q": asked.text,
        "unit": list(asked.units),
        "role": asked.role and str(asked.role),
        "lamp": [*map(str, asked.lamps), *([LISTED] if asked.is_listed else [])],
        "from": asked.due_from and asked.due_from.isoformat(),
        "to": asked.due_to and asked.due_to.isoformat(),
        "kind": [*map(str, asked.deadline_kinds), *map(str, asked.duty_kinds)],
        "group": asked.group,
        "open": "1" if asked.is_open else None,
    }
    return {name: value for name, value in parts.items() if value}


class _Reader:
    """Takes values from an address and keeps a remark for each that means nothing."""

    def __init__(self, args: MultiDict[str, str]) -> None:
        self.args = args
        self.remarks: list[str] = []

    def text(self, name: str) -> str:
        """A text without the signs that no database keeps alike."""
        kept = "".join(sign for sign in self.args.get(name, "") if sign.isprintable() or sign.isspace())
        return " ".join(kept.replace("\0", "").split())

    def several(self, name: str, known: Mapping[str, Any], said: str) -> list[Any]:
        """The values that are known, each once, given one by one or parted by commas; the key where the value is None."""
        found = []
        for given in dict.fromkeys(part.strip() for text in self.args.getlist(name) for part in text.split(",")):
            if given in known:
                found.append(given if known[given] is None else known[given])
            elif given:
                self.leave_out(f"“{_short(given)}”不是{said}", f"没有按它{'显示' if name in _OF_LOOKS else '筛选'}")
        return found

    def number(self, name: str, said: str) -> int | None:
        """A whole number above nought."""
        given = self.args.get(name, "").strip()
        number = whole_number(given, least=1)
        if given and number is None:
            self.leave_out(f"“{_short(given)}”不是{said}的编号", "没有用它")
        return number

    def day(self, name: str, said: str) -> date | None:
        """An ISO date."""
        given = self.args.get(name, "").strip()
        try:
            return date.fromisoformat(given) if given else None
        except ValueError:
            self.leave_out(f"{said}“{_short(given)}”不是日期", "没有按它筛选，请写成 2025-12-31 这样")
            return None

    def leave_out(self, what: str, then: str) -> None:
        """Say what was left out."""
        self.remarks.append(f"{what}，{then}。")


def _read_asked(reader: _Reader, units: Collection[int], headings: Collection[str]) -> Asked:
    text = reader.text("q")
    if len(text) > LONGEST:
        reader.leave_out(f"要找的文字超过 {LONGEST} 字", "只按前面的部分找")
    first, last = reader.day("from", "时限起始日"), reader.day("to", "时限截止日")
    if first and last and last < first:
        first, last = last, first
        reader.leave_out("时限的起始日晚于截止日", "已经前后对调")
    lamps = reader.several("lamp", {**{str(lamp): lamp for lamp in Lamp}, LISTED: LISTED}, "灯")
    kinds = reader.several("kind", {str(kind): kind for kind in (*DeadlineKind, *DutyKind)}, "类型")
    group: str | None = reader.args.get("group", "") or None
    if group is not None and group not in headings:
        reader.leave_out(f"这个方案没有“{_short(group)}”这一方面", "没有按它筛选")
        group = None
    return Asked(
        text=text[:LONGEST],
        units=tuple(reader.several("unit", {str(unit): unit for unit in units}, "这个方案里的单位")),
        role=next(iter(reader.several("role", {str(role): role for role in UnitRole}, "单位身份")), None),
        lamps=tuple(lamp for lamp in lamps if isinstance(lamp, Lamp)),
        is_listed=LISTED in lamps,
        due_from=first,
        due_to=last,
        deadline_kinds=tuple(kind for kind in kinds if isinstance(kind, DeadlineKind)),
        duty_kinds=tuple(kind for kind in kinds if isinstance(kind, DutyKind)),
        group=group,
        is_open=bool(reader.several("open", {"1": True, "0": False}, "“只看没办结的”的选项") == [True]),
    )


def _page(reader: _Reader) -> int:
    if reader.args.get("page", "").strip() == ALL_PAGES:
        return 0
    return reader.number("page", "页") or 1


def _short(text: str) -> str:
    kept = "".join(sign for sign in text if sign.isprintable())
    return kept if len(kept) <= _SHOWN else f"{kept[:_SHOWN]}…"


def quick_spans(today: date) -> Sequence[tuple[str, date | None, date | None]]:
    """Quick choices of a due date: (words, from, to), both inclusive."""
    first = today.replace(day=1)
    following = (first + _MONTH).replace(day=1)
    after = (following + _MONTH).replace(day=1)
    return (
        ("本月", first, following - _DAY),
        ("下月", following, after - _DAY),
        ("30天内", today, today + 30 * _DAY),
        ("已过", None, today - _DAY),
    )
