"""Blanks in Chinese text (空格): most say nothing and are dropped, some part the names of offices and stay."""

from __future__ import annotations

import re

from tasks_seed.letters import fold
from tasks_seed.wordlike import looks_like_units

_CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…]"
_SPACE = r"[ \t\u3000\xa0\u2002-\u200a]"
_BLANK = re.compile(rf"{_SPACE}+")
_IS_CHINESE = re.compile(_CHINESE)
# Joiners, marks of direction, soft hyphens, letters of private fonts.
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u00ad\ue000-\uf8ff]")

_OFFICE_END = re.compile(r"(?:[局委办厅部会联院府署社队校园处所站]|公司|中心|单位|部门|街道|[）)])$")
_NAME_START = re.compile(r"[市省县区州各](?![\d])[\u4e00-\u9fff(]{2,}")
_NAME = r"[\u4e00-\u9fff]{2,14}?(?:[局委办厅部联院府署]|委员会|公司|集团|妇联|总工会)(?:\([^()]{2,12}\))?"
_WHOLE_NAME = re.compile(rf"{_NAME}(?=$|[\s、,;。:)])")
_NAME_BEFORE = re.compile(rf"(?:^|[\s、,;:(]){_NAME}$")
_VALUE = re.compile(r"(?:单位|部门|科室|处室)\)?:([^。;\n]*?)(?=[\u4e00-\u9fff]{2,6}:|[。;\n]|$)")
_LABEL_START = re.compile(r"(?:牵头|责任|配合|协办|参与|完成|整改|办结|主办|承办|时限)[\u4e00-\u9fff]{1,6}:")


def dropped(text: str) -> list[tuple[int, int]]:
    """The stretches that say nothing: blanks beside Chinese characters and invisible characters."""
    found = _saying_nothing(text)
    found += [match.span() for match in _INVISIBLE.finditer(text)]
    return sorted(found)


def _saying_nothing(text: str) -> list[tuple[int, int]]:
    """Blanks beside Chinese characters that part no names."""
    listed = [match.span(1) for match in _VALUE.finditer(fold(text)) if lists_units(match[1])]
    return [
        (start, end)
        for start, end in _blanks_in_chinese(text)
        if not (parts_names(text, start, end) or any(left < start and end < right for left, right in listed))
    ]


def _blanks_in_chinese(text: str) -> list[tuple[int, int]]:
    """Runs of blanks beside a Chinese character or at either end of the text."""
    runs = (match.span() for match in _BLANK.finditer(text))
    return [
        (start, end)
        for start, end in runs
        if start == 0 or end == len(text) or _IS_CHINESE.match(text[start - 1]) or _IS_CHINESE.match(text[end])
    ]


def parts_names(text: str, start: int, end: int) -> bool:
    """Whether a blank stands for a comma: between two offices (市教育局 市残联) or before a label (… 配合单位：)."""
    after = fold(text[end : end + 32])
    if _LABEL_START.match(after):
        return True
    if _NAME_START.match(after[:12]) and _OFFICE_END.search(text[max(0, start - 4) : start]):
        return True
    return bool(_WHOLE_NAME.match(after) and _NAME_BEFORE.search(fold(text[max(0, start - 32) : start])))


def lists_units(value: str) -> bool:
    """Whether blanks part a list: 税务总局 财政部 中国残联. Letters set wide apart (市 教 育 局) are no offices."""
    pieces = fold(value).strip(" )").split()
    return len(pieces) > 1 and all(len(piece) > 2 and looks_like_units(piece) for piece in pieces)  # noqa: PLR2004


def tidy(text: str) -> str:
    """A short text without blanks inside Chinese and without line ends; a blank that parts names stays."""
    plain = _INVISIBLE.sub("", text.replace("\n", "").replace("\r", ""))
    pieces: list[str] = []
    done = 0
    silent = set(_saying_nothing(plain))
    for start, end in _blanks_in_chinese(plain):
        pieces += [plain[done:start], "" if (start, end) in silent else " "]
        done = end
    return "".join([*pieces, plain[done:]]).strip()
