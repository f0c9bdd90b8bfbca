"""Names that look like a slip of another (疑似误写的单位): 卫能委 once, where the same document says 卫健委 many times."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from tasks_seed.letters import fold
from tasks_seed.unit_facts import unit_facts
from tasks_seed.wordlike import looks_like_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks_seed.notes import Note

ODD_NAME = "“{}”只出现一次，与多次出现的“{}”只差一个字，可能是误写或识别错误，请核对。"
NO_OFFICE = "“{}”不像单位名称，可能读错或断错，请核对。"
# Besides what `wordlike` knows: villages, schools, teams and whoever else a town or a school puts to work.
_OTHERS = re.compile(
    r"(?:[校学园村街队馆台组户家员厂场矿岗者长人网报]|社区|小区|家庭|班子|党委|支部|团体|法院|检察院)(?:\([^()]*\))?$"
)
_LEVELS = "国省市县区州旗乡镇各"
_SHORTEST = 3
_COUNTING = set("一二三四五六七八九十0123456789东南西北中上下内外")


def odd_names(notes: Sequence[Note]) -> dict[str, str]:
    """For every odd name the one that it probably stands for; names known everywhere and other levels' offices are not odd."""
    counts = Counter(name for note in notes for name in {*note.lead, *note.cooperating})
    often = [name for name, count in counts.items() if count > 1]
    odd: dict[str, str] = {}
    for name, count in counts.items():
        if count == 1 and len(name) >= _SHORTEST and not _is_known(name):
            alike = next((other for other in often if _may_be_a_slip(fold(name), fold(other))), None)
            if alike is not None:
                odd[name] = alike
    return odd


def may_be_an_office(name: str) -> bool:
    """Whether a name ends as offices, schools or villages end; 县财政周 does not."""
    return looks_like_units(name) or bool(_OTHERS.search(fold(name)))


def _is_known(name: str) -> bool:
    bare = unit_facts().bare
    return name in bare or (name[0] in _LEVELS and name[1:] in bare)


def _may_be_a_slip(name: str, other: str) -> bool:
    """One letter apart, and not two offices that are called alike: 基教一科 and 基教二科, 医政科 and 医改科."""
    if Levenshtein.distance(name, other, score_cutoff=1) != 1:
        return False
    if len(name) <= _SHORTEST and not _is_known(other):
        return False
    if {*name} ^ {*other} and ({*name} ^ {*other}) <= _COUNTING:
        return False
    levels = name[0] in _LEVELS or other[0] in _LEVELS
    return not (levels and (name[1:] == other[1:] or name[1:] == other or name == other[1:]))
