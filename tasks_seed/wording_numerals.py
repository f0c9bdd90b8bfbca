"""One spelling for deadline wording (时限用语的归一): half-width digits, no blanks, Chinese numerals as digits.

`squeeze` keeps, for every character it gives out, the place it was read at, so that a phrase found in the
squeezed text can be cut out of the document exactly as printed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_NUMERAL = "零〇○一二两三四五六七八九十"
# A numeral is only a number where a unit of time or count follows: “十四五”期间 must stay as it is.
_COUNTED = re.compile(
    rf"[{_NUMERAL}\d]*[{_NUMERAL}][{_NUMERAL}\d]*"
    r"(?=年|月|日|天|周|旬|季度|个(?:工作日|月|季度|学期|学年)|次|[、和与及][零〇○一二两三四五六七八九十\d]+月)"
)
_SAME = str.maketrans(dict.fromkeys("–―−-~～〜─", "—") | {"「": "“", "」": "”", "『": "“", "』": "”"})
_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text in one spelling; `origin[i]` is where its i-th character stood in the text as given."""

    text: str
    origin: tuple[int, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the original text that squeezed characters `start` (included) to `end` (excluded) came from."""
        return self.origin[start], self.origin[end - 1] + 1


def squeeze(text: str) -> Squeezed:
    """Bring a wording into one spelling (全角转半角、去空白、汉字数字转阿拉伯数字)."""
    chars: list[str] = []
    origin: list[int] = []
    for place, raw in enumerate(text):
        for char in unicodedata.normalize("NFKC", raw).translate(_SAME):
            if not char.isspace() and char not in _INVISIBLE:
                chars.append(char)
                origin.append(place)
    # 2023一2025年: scanned pages print the range's dash as the numeral.
    return _count_in_digits(re.sub(r"(?<=\d{4})一(?=\d{4}年)", "—", "".join(chars)), origin)


def _count_in_digits(text: str, origin: list[int]) -> Squeezed:
    """Write 二〇二五年 as 2025年 and 十二月 as 12月; every new digit stands for the numeral's first place."""
    out: list[str] = []
    places: list[int] = []
    done = 0
    for match in _COUNTED.finditer(text):
        digits = _number(match.group())
        if digits is None:
            continue
        out.append(text[done : match.start()] + digits)
        places += origin[done : match.start()] + [origin[match.start()]] * len(digits)
        done = match.end()
    out.append(text[done:])
    places += origin[done:]
    return Squeezed("".join(out), tuple(places))


def _number(numeral: str) -> str | None:
    """二〇二五 → 2025, 十二 → 12, 二十 → 20; None where it is no number."""
    if "十" not in numeral:
        return "".join(str(_DIGITS.get(char, char)) for char in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return None
    high = _digit(tens) if tens else 1
    low = _digit(ones) if ones else 0
    return str(high * 10 + low)


def _digit(char: str) -> int:
    return _DIGITS[char] if char in _DIGITS else int(char)
