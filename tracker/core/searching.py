"""Searching in Chinese text (检索): full-width and half-width, upper and lower case are one; words are parted by blanks."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LONGEST, MOST_WORDS = 200, 10


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text as it is compared: compatibility forms made one (NFKC: １→1, （→(, Ａ→A, ①→1), then small letters.

    The same as `lower(normalize(text, NFKC))` of PostgreSQL. A pure function: what it keeps can never be stale.
    """
    return unicodedata.normalize("NFKC", text).lower()


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded, each once; a line must hold every one of them. The ideographic space parts words too."""
    return tuple(dict.fromkeys(folded(query).split()))[:MOST_WORDS]
