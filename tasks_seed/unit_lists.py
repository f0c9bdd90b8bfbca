"""Splitting a list of units (单位清单): names in order, whether the list is open (等单位), and what had to be supplied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks_seed.letters import fold, split_outside
from tasks_seed.unit_facts import unit_facts

_LABEL = re.compile(
    r"^[(（]?(?:(?:主要|牵头|配合|协办|参与|责任|协同配合|牵头责任)+(?:单位|部门|科室)|主办单位)\s*[:：]"
)
_SUPPLIED = re.compile(r"[(（](?:以下)?(?:简称|统称)[^)）]*[)）]")
_OPEN = re.compile(r"等(?:(?:国务院)?(?:各|有关|相关)*(?:单位|部门|处室|机构)(?:[(（]单位[)）])?)?(?:和|及|以及)?$")
_OPEN_INSIDE = re.compile(r"等(?:国务院)?(?:有关|相关)?(?:单位|部门)?(?:和|及|以及)?(?=各|地方各?级)")
_VERB = re.compile(r"(?:按照?(?:各自)?职责(?:分工)?|分别|共同|具体|联合)*(?:负责|牵头|配合|参与|落实|实施)$")
_AND = re.compile(r"(?:(?<=[局委办部厅院会署联府])|(?<=部门)|(?<=单位))(?:以及|及|和)(?=各|相关|有关|地方各?级)")
_SEVERAL_LEVELS = re.compile(r"各(?:[省市县区州旗乡镇]、)+(?=[省市县区州旗乡镇])")
_LEVEL = re.compile(r"^[省市县区州旗](?!场)")
_ENDING = re.compile(r"(?:[局委办厅部会联院府署社队校园处所站]|公司|中心|单位|部门|政府|街道|地区|[)）])$")
_STEM_ENDINGS = ("委", "局", "办", "厅")
_NUMBER = re.compile(r"^\s*(?:[(（]?\d{1,2}[)）.、．]|[①-⑳])\s*(?=[\u4e00-\u9fff])")
NUMBERED = "单位按条编了号，可能与任务里的各条一一对应，请核对，必要时拆分。"
_HELD = "\x00"


@dataclass(frozen=True, slots=True)
class UnitList:
    """Names as written, in order; `open_list` where the text ends in 等单位; each doubt is a sentence for the reviewer."""

    names: tuple[str, ...]
    open_list: bool = False
    doubts: tuple[str, ...] = ()


def split_units(text: str) -> UnitList:
    """Split at 、，,；; and line ends outside brackets; drop labels, 等单位, 按职责分工负责 and （以下简称…）.

    Collectives that contain a separator stay whole (各区政府、管委会; 各县、区). A prefix or ending written once for
    several names (市发改、教育、财政局; 市委编办、教育局) is supplied to each, with a doubt.
    """
    rest = _LABEL.sub("", _SUPPLIED.sub("", text.strip()))
    is_open = bool(_OPEN_INSIDE.search(rest))
    rest = _AND.sub("、", _OPEN_INSIDE.sub("、", rest))
    names: list[str] = []
    numbered = False
    for piece in split_outside(_held_together(rest), "、，,；;\n"):
        plain = _NUMBER.sub("", piece.replace(_HELD, "、"))
        numbered = numbered or len(plain) < len(piece)
        whole = _VERB.sub("", plain.strip("。.:： "))
        name = _OPEN.sub("", whole)
        is_open = is_open or name != whole
        if name:
            names.append(name)
    supplied, doubts = _supplied(names)
    return UnitList(tuple(supplied), is_open, (*doubts, NUMBERED) if numbered else doubts)


def _held_together(text: str) -> str:
    """Separators inside a collective's name are hidden from the split."""
    for name in _collectives_with_separators():
        text = text.replace(name, name.replace("、", _HELD))
    return _SEVERAL_LEVELS.sub(lambda found: _hold(found, text), text)


def _hold(found: re.Match[str], text: str) -> str:
    """各县、区教育局 is one name; 各县、市教育局 in a city's list is two, because 市教育局 is an office of its own."""
    following = text[found.end() :]
    is_office = following.startswith("市") and any(following[1:].startswith(name) for name in unit_facts().bare)
    return found.group() if is_office else found.group().replace("、", _HELD)


@lru_cache(maxsize=1)
def _collectives_with_separators() -> tuple[str, ...]:
    names = {
        name
        for collective in unit_facts().collectives
        for name in (collective.name, *collective.aliases)
        if len(split_outside(name, "、，")) > 1
    }
    return tuple(sorted(names, key=len, reverse=True))


def _supplied(names: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Endings and level prefixes that stand once for several names."""
    full = _with_endings(names)
    full = _with_levels(full)
    if full == names:
        return names, ()
    return full, (f"“{'、'.join(names)}”有省写，已补全为“{'、'.join(full)}”，请确认。",)


def _with_endings(names: list[str]) -> list[str]:
    """市发改、教育、财政局 → 市发改委、市教育局、市财政局: stems get the ending they are known by, else the next name's."""
    out = list(names)
    for index in range(len(names) - 2, -1, -1):
        stem = _LEVEL.sub("", names[index])
        if _ENDING.search(names[index]) or not _ENDING.search(out[index + 1]):
            continue
        known = [stem + ending for ending in _STEM_ENDINGS if stem + ending in unit_facts().bare]
        if known:
            out[index] = names[index] + known[0][len(stem) :]
    return out


def _with_levels(names: list[str]) -> list[str]:
    """市委编办、教育局 → 市委编办、市教育局: a known bare office after one with its level has the same level."""
    out: list[str] = []
    level = ""
    for name in names:
        prefix = _LEVEL.match(fold(name))
        if prefix and fold(name) not in unit_facts().bare:
            level = prefix.group()
            out.append(name)
        else:
            out.append(level + name if level and fold(name) in unit_facts().bare else name)
    return out
