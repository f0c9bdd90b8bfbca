"""How a Word paper writes what people typed (落笔): lines, paragraphs, dates and blanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.core.cleaning import clean

if TYPE_CHECKING:
    from datetime import date

DATE_BLANK = "　　　　年　　月　　日"
NUMBER_BLANK = "〔　　　　〕　　号"


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
