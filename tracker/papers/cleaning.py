"""Hostile text (不可信文字): what people type or paste, made fit for a Word document without losing a word of it.

XML 1.0 admits no control characters and no lone surrogates; direction overrides could make a sentence read as another one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

DATE_BLANK = "　　　　年　　月　　日"
NUMBER_BLANK = "〔　　　　〕　　号"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = frozenset(
    "\u200b\u200e\u200f\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb"
)
_PLANE = 0xFFFE


def clean(text: str) -> str:
    """The text with one kind of line end and without signs that no document may hold; every visible character stays."""
    plain = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return "".join(sign for sign in plain if sign == "\n" or _is_kept(sign))


def one_line(text: str) -> str:
    """The text on one line, for titles and names; full-width blanks stay, for they are what a pen fills."""
    return re.sub("[ \\n]+", " ", clean(text)).strip(" ")


def paragraphs_of(text: str) -> list[str]:
    """The text's paragraphs without empty ones; at least one, so that an empty value is an empty cell."""
    return [line.strip(" ") for line in clean(text).split("\n") if line.strip(" 　")] or [""]


def written(day: date | None) -> str:
    """A date as a document writes it, Arabic digits without leading zeros (GB/T 9704-2012 §7.3.5); a blank for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else DATE_BLANK


def joined(names: tuple[str, ...]) -> str:
    """Names in a row (甲、乙、丙)."""
    return "、".join(one_line(name) for name in names)


def _is_kept(sign: str) -> bool:
    return not (sign in _INVISIBLE or unicodedata.category(sign) in ("Cc", "Cs") or ord(sign) & _PLANE == _PLANE)
