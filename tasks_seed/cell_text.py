"""The words of table cells (单元格文字): lines that a narrow cell broke are joined, lines that say something new are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tasks_seed.letters import fold, lines_of, split_outside, tidy
from tasks_seed.passages import Passage
from tasks_seed.roles import label_at
from tasks_seed.wordlike import looks_like_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks_seed.readers import Cell

_LINE = re.compile(r"(?:(?!<br\s*/?>)[^\n])+")
_DETAIL_MARK = re.compile(r"\s*(?:[\(（]?\d{1,3}[\)）.、．](?!\d)|[①-⑳])")
_OPENS_A_UNIT = re.compile(
    r"[市省县区州旗各国](?!委会|直)|教[育体科]|发展|发改|财政|民政|人社|人力|卫[健生]|残联|编办|住建|自然|公安|司法|文[化旅广]|团[县市区省委]|"
    r"妇联|科技|工信|经信|医保|审批|市场|税务|总?工会|乡镇|街道|特[教殊]|组织部|宣传部|政[法府]|督导|融媒|农业|交通|水利|应急|审计|红十字"
)
_GOES_ON = re.compile(r"[市省县区州]委$|[、，,；;(（:：]$")


def passage_of(cell: Cell) -> Passage:
    """The words of a cell with their offsets; a line that opens with a number stays a line."""
    text: list[str] = []
    origin: list[int] = []
    offset = cell.place.start or 0
    for line in _LINE.finditer(cell.text):
        words = line.group().strip()
        start = offset + line.start() + len(line.group()) - len(line.group().lstrip())
        if text and words and _DETAIL_MARK.match(words):
            text.append("\n")
            origin.append(origin[-1])
        text += words
        origin += range(start, start + len(words))
    return Passage("".join(text), tuple(origin), cell.place.page)


def units_in(cells: Sequence[Cell]) -> str:
    """The units of a cell, or of its parts on two pages: a line each, or broken inside a name."""
    out = ""
    for line in [tidy(line) for cell in cells for line in lines_of(cell.text)]:
        if out and line and _are_two_units(out, line):
            out += "、"
        out += line
    return out


def _are_two_units(above: str, line: str) -> bool:
    """Whether a line end parts two offices (市教育局⏎市残联), not the letters of one (发展和改革委⏎员会)."""
    folded = fold(above)
    if (
        _GOES_ON.search(above)
        or line[0] in "、，,；;）)"
        or folded.count("(") > folded.count(")")
        or label_at(fold(line))
    ):
        return False
    last = split_outside(above, "、，,；;")[-1:]
    return bool(last) and looks_like_units(last[0]) and bool(_OPENS_A_UNIT.match(line))
