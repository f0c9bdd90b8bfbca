"""One spelling for reading marks and labels (统一字形): as many characters as before, so that offsets stay true."""

from __future__ import annotations

import re

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BRACKETS = {ord(char): "(" for char in "（〔【〈〖［<﹝︵[＜"} | {ord(char): ")" for char in "）〕】〉〗］>﹞︶]＞"}
_DASHES = {ord(char): "-" for char in "—–―−－─﹣"}
_DIGITS = {ord(char): str(digit) for digit, char in enumerate("０１２３４５６７８９")}
# Only the characters of labels and roles: enough to read a table written in traditional characters.
_TRADITIONAL = dict(
    zip(
        map(
            ord,
            "責單牽頭負時間辦縣區務體會關門號級實應進員導訂續點項標內組織協參與長區廳總團黨國貫徹規劃採購幹檔麼據開業產資復執請記錄質讓節環",
        ),
        "责单牵头负时间办县区务体会关门号级实应进员导订续点项标内组织协参与长区厅总团党国贯彻规划采购干档么据开业产资复执请记录质让节环",
        strict=True,
    )
)
_SPELLING = (
    _FULL_WIDTH
    | _BRACKETS
    | _DASHES
    | _DIGITS
    | {ord("　"): " ", ord("\xa0"): " ", ord("’"): "'"}
    | dict.fromkeys(map(ord, "∶﹕︰ː"), ":")
    | _TRADITIONAL
)

_CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…]"
_SPACE = r"[ \t\u3000\xa0\u2002-\u200a]"
BLANK_IN_CHINESE = re.compile(rf"(?<={_CHINESE}){_SPACE}+|{_SPACE}+(?={_CHINESE})|^{_SPACE}+|{_SPACE}+$")
_INVISIBLE = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad\ue000-\uf8ff]")

_OFFICE_END = re.compile(r"(?:[局委办厅部会联院府署社队校园处所站]|公司|中心|单位|部门|街道|[）)])$")
_NAME_START = re.compile(r"[市省县区州各](?![\d])[\u4e00-\u9fff(]{2,}")
_LABEL_START = re.compile(r"(?:牵头|责任|配合|协办|参与|完成|整改|办结|主办|承办|时限)[\u4e00-\u9fff]{1,6}:")


TERMINAL = "。；;！!？?"


def fold(text: str) -> str:
    """Half-width digits, letters and punctuation, round brackets only, simplified label characters; the same length."""
    return text.translate(_SPELLING)


def dropped(text: str) -> list[tuple[int, int]]:
    """The stretches that say nothing: blanks beside Chinese characters and invisible characters."""
    found = [match.span() for match in BLANK_IN_CHINESE.finditer(text) if not parts_names(text, *match.span())]
    found += [match.span() for match in _INVISIBLE.finditer(text)]
    return sorted(found)


def parts_names(text: str, start: int, end: int) -> bool:
    """Whether a blank stands for a comma: between two offices (市教育局 市残联) or before a label (… 配合单位：)."""
    after = fold(text[end : end + 12])
    between_offices = _NAME_START.match(after) and _OFFICE_END.search(text[max(0, start - 4) : start])
    return bool(_LABEL_START.match(after) or between_offices)


def lines_of(text: str) -> list[str]:
    """The lines of a cell; Markdown writes <br> for a line end."""
    return [line for line in re.split(r"\n|<br\s*/?>", text) if line.strip()]


def tidy(text: str) -> str:
    """A short text without blanks inside Chinese and without line ends; a blank that parts names stays."""
    plain = _INVISIBLE.sub("", text.replace("\n", "").replace("\r", ""))
    return BLANK_IN_CHINESE.sub(lambda blank: " " if parts_names(plain, *blank.span()) else "", plain).strip()


def width(text: str) -> float:
    """Width of a line in Chinese characters; a Latin letter counts half."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def depths(folded: str) -> list[int]:
    """How many brackets are open around each character of a folded text; a bracket itself counts as outside."""
    levels: list[int] = []
    depth = 0
    for char in folded:
        if char == ")":
            depth = max(0, depth - 1)
        levels.append(depth)
        if char == "(":
            depth += 1
    return levels


def split_outside(text: str, separators: str) -> list[str]:
    """Split at any of the separators that stand outside brackets; empty pieces are left out."""
    pieces: list[str] = []
    start = 0
    folded = fold(text)
    for index, (char, depth) in enumerate(zip(folded, depths(folded), strict=True)):
        if depth == 0 and char in separators:
            pieces.append(text[start:index].strip())
            start = index + 1
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece]
