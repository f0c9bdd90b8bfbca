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

TERMINAL = "。；;！!？?"


def fold(text: str) -> str:
    """Half-width digits, letters and punctuation, round brackets only, simplified label characters; the same length."""
    return text.translate(_SPELLING)


def lines_of(text: str) -> list[str]:
    """The lines of a cell; Markdown writes <br> for a line end."""
    return [line for line in re.split(r"\n|<br\s*/?>", text) if line.strip()]


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
