"""Whole numbers as people and addresses write them (整数): read only within what a database's number holds."""

from __future__ import annotations

import unicodedata

LARGEST = 2**31 - 1  # PostgreSQL's integer


def whole_number(text: str | None, *, least: int = 0, most: int = LARGEST) -> int | None:
    """The number between `least` and `most` that `text` writes, full-width figures too; None for anything else.

    The length is looked at before the value: Python refuses to read thousands of figures.
    """
    written = text.strip() if text else ""
    if not (written.isdecimal() and len(written) <= len(str(LARGEST))):
        return None
    figures = unicodedata.normalize("NFKC", written)
    if not figures.isascii():
        return None
    number = int(figures)
    return number if least <= number <= most else None
