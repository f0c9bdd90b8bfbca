"""The words of table cells (单元格文字): lines that a narrow cell broke are joined, lines that say something new are kept."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tasks_seed.blanks import dropped, lists_units, tidy
from tasks_seed.letters import fold, lines_of, split_outside, width
from tasks_seed.passages import Passage
from tasks_seed.roles import label_at
from tasks_seed.unit_facts import unit_facts
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
_GOES_ON = re.compile(r"[市省县区州]委$|国务院$|社会$|[、，,；;(（:：和及与]$")
_SEPARATOR = re.compile("[、，,；;]")
_COLLECTIVE = re.compile(r"各(?:[省市县区州旗乡镇]、)*|\([^()]*\)?")
_PLACE = re.compile(r"[^各]{1,3}[州县区旗]$")
_ALL_PLACES = re.compile(r"各(?:[省市县区州旗乡镇]、)*[省市县区州旗乡镇](?:\([^()]*\))?$")
_GOVERNMENT = re.compile(r"(?:人民)?政府|管委会")
_FULL = 2.5  # a line shorter than the widest by more was ended by its author
_ENDS_AN_OFFICE = re.compile(r"(?:政府|[局委办厅部会]|单位|部门|公司|学校|中心)(?:[（(][^（）()]*[）)])?$")
_REST_OF_A_NAME = re.compile(
    r"[和及与]|以及|员会|合会|人民政府|政府|办公[室厅]|督查室|研究室|保障|管理|监督|监管|服务|建设|改革|健康|信息化"
)


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
        silent = {index for left, right in dropped(words) for index in range(left, right)}
        kept = [index for index in range(len(words)) if index not in silent]
        text += [words[index] for index in kept]
        origin += [start + index for index in kept]
    return Passage("".join(text), tuple(origin), cell.place.page)


def units_in(cells: Sequence[Cell]) -> str:
    """The units of a cell, or of its parts on two pages: a line each, or broken inside a name, or parted by blanks."""
    lines = [line.strip() for cell in cells for line in lines_of(cell.text)]
    # Where the column's width broke the lines and the author wrote commas, a line end says nothing.
    only_width = any(cell.wrapped for cell in cells) and any(_has_separator(line) for line in lines)
    widest = max((width(line) for line in lines), default=0.0)
    out = ""
    for index, line in enumerate(lines):
        short = index > 0 and width(lines[index - 1]) < widest - _FULL
        if out and line and (short or not only_width) and _are_two_units(out, line):
            out += "、"
        out += line
    return "、".join(out.split()) if lists_units(out) else tidy(out)


def _has_separator(line: str) -> bool:
    """Whether commas part the names of a line; those inside 各市、县（市、区）政府 do not."""
    return bool(_SEPARATOR.search(_COLLECTIVE.sub("", fold(line)).strip("、,;")))


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
    last, name = split_outside(above, "、，,；; ")[-1:], split_outside(line, "、，,；; ")[0]
    if not last or not looks_like_units(last[0]) or len(name) < 2 or _is_one_name(last[0], name):  # noqa: PLR2004
        return False
    if _PLACE.match(last[0]) or (_ALL_PLACES.search(folded) and _GOVERNMENT.match(name)):
        return False  # 杭州⏎市政府, 各县（市、区）⏎政府
    return bool(_OPENS_A_UNIT.match(line)) or _is_whole(last[0], name)


def _is_one_name(last: str, name: str) -> bool:
    """Whether the two halves make an office known everywhere: 人力资源社⏎会保障厅."""
    both = last + name
    found = (both.find(stem) for stem in _stems())
    return any(0 <= start < len(last) < start + len(stem) for start, stem in zip(found, _stems(), strict=True))


@lru_cache(maxsize=1)
def _stems() -> tuple[str, ...]:
    """What offices are called without their last character: 人力资源社会保障, 住房城乡建设."""
    return tuple(sorted({name[:-1] for name in unit_facts().bare if len(name) > 3}))  # noqa: PLR2004


def _is_whole(last: str, name: str) -> bool:
    """Whether both are names of their own: 海关总署⏎税务总局, not 各县（市、区）⏎人民政府 or 社会⏎保障局."""
    if last.startswith("各") and not _ENDS_AN_OFFICE.search(last):
        return False
    return len(last) > 2 and len(name) > 2 and looks_like_units(name) and not _REST_OF_A_NAME.match(name)  # noqa: PLR2004
