from __future__ import annotations
import re
from dataclasses import dataclass
from tasks_seed.letters import split_outside
@dataclass(frozen=True, slots=True)
class UnitList:
    names: tuple[str, ...]
    open_list: bool = False
    doubts: tuple[str, ...] = ()
_OPEN = re.compile(r"等(?:国务院)?(?:有关|相关)?(?:单位|部门|处室)?(?:（单位）)?$")
def split_units(text: str) -> UnitList:
    names=[]; op=False
    text=re.sub(r"等(?:国务院)?(?:有关|相关)?(?:单位|部门)?和?(?:及|和)(?=各)", "、", text)
    text=re.sub(r"(?<=[局委办部厅院会署])(?:及|和)(?=各|相关|有关)", "、", text)
    text=re.sub(r"(?<=部门)及(?=各|相关)", "、", text)
    for p in split_outside(text.replace("各市、县","各市\x00县").replace("各区、县","各区\x00县"), "、，,;；"):
        p=p.replace("\x00","、").strip("。. ")
        q=_OPEN.sub("",p)
        op = op or q!=p
        if q: names.append(q)
    return UnitList(tuple(names),op)
