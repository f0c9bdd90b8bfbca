"""Hostile text (不可信文字): what people type or paste, made fit for a document without losing a word of it.

XML 1.0 admits no control characters and no lone surrogates; direction overrides could make a sentence read as another one.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = frozenset(
    "\u200b\u200e\u200f\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb"
)
_PLANE = 0xFFFE


def clean(text: str) -> str:
    """The text with one kind of line end and without signs that no document may hold; every visible character stays."""
    if text.isprintable():  # no control, no format and no private sign, no line end: nothing to look at one by one
        return text
    return "".join(sign for sign in _LINE_ENDS.sub("\n", text).replace("\t", " ") if sign == "\n" or _is_kept(sign))


def _is_kept(sign: str) -> bool:
    return not (sign in _INVISIBLE or unicodedata.category(sign) in ("Cc", "Cs") or ord(sign) & _PLANE == _PLANE)
