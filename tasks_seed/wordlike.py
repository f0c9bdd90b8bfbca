"""What a piece of text looks like (文字像什么): a list of units or not, judged by how offices are called."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks_seed.letters import fold, split_outside

_OFFICE = (
    r"局|委|办|部|厅|院|会|署|室|司|处|科|股|站|所|中心|公司|集团|政府|单位|部门|地区|系统|机构|小组|专班|指挥部|团|行|"
    r"联|社|镇|乡|街道|开发区|新区|园区|高新区|县|市|区|州|旗|各地|大队|支队|总队|企业|银行|高校|学校|办公室|办事处|管委会|工委|"
    r"人民政府|总工会|团中央|妇联|残联|关工委|科协|文联|社联|团委|电视台|报社|供电所|医院|幼儿园|成员单位"
)
_UNIT = re.compile(rf"(?:{_OFFICE})(?:\([^()]*\))?$")
_OPEN_END = re.compile(r"等?(?:(?:有关|相关)?(?:单位|部门))?(?:按职责分工(?:负责)?|负责|牵头|配合|参与|落实)?$")
_LONGEST_UNIT = 30


@lru_cache(maxsize=8192)  # a document says the same names again and again
def looks_like_units(text: str) -> bool:
    """Whether a text is a list of units: every piece of it short and ending as offices end."""
    pieces = split_outside(fold(text).strip("。. "), "、,;，；.")
    return bool(pieces) and all(_is_unit(piece) for piece in pieces)


def _is_unit(piece: str) -> bool:
    plain = re.sub(r"\s", "", piece)
    if not 1 < len(plain) <= _LONGEST_UNIT or re.search(r"\d", plain):
        return False
    return bool(_UNIT.search(plain) or _UNIT.search(_OPEN_END.sub("", plain)))
