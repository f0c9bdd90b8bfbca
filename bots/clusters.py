"""What a reader sees as one character, and as one word (字与词): where a text may be cut."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_CLUSTER = 48
"""Code points. A 'character' longer than this is an attack on the renderer, and is cut."""


def clusters(text: str) -> list[str]:
    """Cut text into what a reader sees as characters: accents, joined emoji, flags, keycaps, jamo stay whole.

    The rules of Unicode's annex 29 for extended grapheme clusters, without Indic conjuncts.
    """
    found: list[str] = []
    for sign in text:
        if found and len(found[-1]) < _LONGEST_CLUSTER and _belongs(found[-1], sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def words(text: str) -> list[str]:
    """Cut text where a line may end without spoiling what is read as one: addresses, dates, numbers, names.

    Chinese is cut between characters. A run of more than forty letters is no word.
    """
    found: list[str] = []
    ends = {match.end(): match.start() for match in _WORD.finditer(text)}
    starts = {start: end for end, start in ends.items()}
    at, until = 0, 0
    for cluster in clusters(text):
        if at < until:
            found[-1] += cluster
        else:
            found.append(cluster)
            until = starts.get(at, 0)
        at += len(cluster)
    return found


_WORD = re.compile(
    r"https?://[!-~]+"
    r"|(?<![A-Za-z0-9])[@#]?[A-Za-z0-9](?:[A-Za-z0-9]|[-._:/@+%](?=[A-Za-z0-9])){1,38}(?![A-Za-z0-9])"
)

_EXTENDING = (
    (0x200C, 0x200D),  # non-joiner, joiner
    (0x0E33, 0x0E33),  # Thai and Lao vowels that stand behind
    (0x0EB3, 0x0EB3),
    (0x20E3, 0x20E3),  # keycap
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFF9E, 0xFF9F),  # voice marks of half-width katakana
    (0x1F3FB, 0x1F3FF),  # skin tones
    (0xE0020, 0xE007F),  # tags in flags of regions
    (0xE0100, 0xE01EF),  # variation selectors of Chinese characters
)
_LEADING, _VOWEL, _TRAILING, _SYLLABLE = (
    ((0x1100, 0x115F), (0xA960, 0xA97C)),
    ((0x1160, 0x11A7), (0xD7B0, 0xD7C6)),
    ((0x11A8, 0x11FF), (0xD7CB, 0xD7FB)),
    ((0xAC00, 0xD7A3),),
)
"""Korean letters that are put together into one syllable."""
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\U000110bd")
"""Signs that stand before their number, as in Arabic."""


def _belongs(cluster: str, sign: str) -> bool:
    if cluster.endswith("\u200d") or cluster[-1] in _PREPENDED:
        return not sign.isspace()
    if sign < "\u0300" or "\u4e00" <= sign <= "\u9fff":
        return False  # nearly all there is
    if _within(sign, _EXTENDING) or unicodedata.category(sign) in ("Mn", "Me", "Mc"):
        return True
    if _is_flag_half(sign):
        return len(cluster) == 1 and _is_flag_half(cluster)
    return _goes_on_in_korean(cluster[-1], sign)


def _goes_on_in_korean(before: str, sign: str) -> bool:
    if _within(sign, _VOWEL):
        return _within(before, _LEADING + _VOWEL) or (_within(before, _SYLLABLE) and (ord(before) - 0xAC00) % 28 == 0)
    if _within(sign, _TRAILING):
        return _within(before, _VOWEL + _TRAILING + _SYLLABLE)
    return _within(sign, _LEADING + _SYLLABLE) and _within(before, _LEADING)


def _within(sign: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(sign) <= high for low, high in ranges)


def _is_flag_half(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"
