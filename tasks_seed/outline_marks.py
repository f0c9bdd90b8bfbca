"""The marks that number a plan's parts (层次序数): 一、 （一） 1. （1） ①, after GB/T 9704 and its common variants."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE = r"[一二三四五六七八九十百零〇]{1,4}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_NUMBERED_STOP = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_MARKS = (
    (1, re.compile(rf"第({_CHINESE}|\d{{1,2}})(?:部分|章|篇|节)[、:\s]*")),
    (2, re.compile(rf"({_CHINESE})(?:、|[.'](?!\d)\s*)")),
    (3, re.compile(rf"\(({_CHINESE})\)[、.]?|([{_BRACKETED}])")),
    (4, re.compile(rf"(\d{{1,3}})(?:\s?[.、](?:(?!\d)|(?=20\d\d年))\s*)|([{_NUMBERED_STOP}])")),
    (4, re.compile(rf"第({_CHINESE}|\d{{1,3}})条[、:\s]*")),
    (4, re.compile(rf"(?:任务|行动|举措|措施|工程|项目|问题|事项)({_CHINESE}|\d{{1,2}})[:、.\s]\s*")),
    (
        5,
        re.compile(
            r"\d{1,2}\.(\d{1,2})(?:[.、]?\s|[、.](?!\d)|(?=[\u4e00-\u9fff“])(?![年月日万亿倍个米公平千吨元版级度百项所]))\s*"
        ),
    ),
    (5, re.compile(r"\((\d{1,3})\)[、.]?|(\d{1,2})\)(?:(?!\d)|(?=20\d\d年))")),
    (6, re.compile(rf"([{_CIRCLED}])")),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark found in folded text: level 1 (第一章) to 6 (①), its number, and how many characters it takes."""

    level: int
    number: int
    length: int


def mark_at(folded: str, at: int = 0) -> Mark | None:
    """The mark that stands at this place of a folded text."""
    for level, pattern in _MARKS:
        match = pattern.match(folded, at)
        if match:
            word = next(group for group in match.groups() if group)
            number = number_of(word)
            if number:
                return Mark(level, number, match.end() - at)
    return None


def number_of(word: str) -> int:
    """二十一 → 21, 12 → 12, ③ → 3; 0 where it is no number."""
    if word.isascii():
        return int(word)
    for series in (_CIRCLED, _BRACKETED, _NUMBERED_STOP):
        if word in series:
            return series.index(word) + 1
    if "百" in word:
        hundreds, _, rest = word.partition("百")
        return _NUMERALS.get(hundreds or "一", 0) * 100 + (number_of(rest.lstrip("零")) if rest else 0)
    if "十" in word:
        tens, _, ones = word.partition("十")
        return _NUMERALS.get(tens or "一", 0) * 10 + (_NUMERALS.get(ones, 0) if ones else 0)
    return _NUMERALS.get(word, 0)
