"""Automatic numbers of Word (自动编号): they are not in the text of a paragraph, yet 一、（一）1. tell a plan's order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_DIGITS = "零一二三四五六七八九"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering definition: its number format, its text such as `（%1）` and the first number."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The numbering definitions of a document and how far each list has counted."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, word: Any) -> Numbering:  # noqa: ANN401 - a python-docx document
        """Collect the definitions; a document without any has none."""
        try:
            root = word.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return cls()
        abstracts = {item.get(qn("w:abstractNumId")): item for item in root.findall(qn("w:abstractNum"))}
        levels: dict[tuple[str, int], Level] = {}
        for number in root.findall(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            abstract = abstracts.get(_value(reference))
            for level in abstract.findall(qn("w:lvl")) if abstract is not None else ():
                depth = int(level.get(qn("w:ilvl")) or 0)
                levels[number.get(qn("w:numId")), depth] = Level(
                    form=_value(level.find(qn("w:numFmt"))) or "decimal",
                    text=_value(level.find(qn("w:lvlText"))) or "",
                    start=int(_value(level.find(qn("w:start"))) or 1),
                )
        return cls(levels)

    def label(self, paragraph: Any, text: str) -> str:  # noqa: ANN401 - a python-docx paragraph
        """The number that Word shows before a paragraph with this text, or nothing."""
        found = _reference(paragraph)
        level = self.levels.get(found) if found else None
        if found is None or level is None or level.form in ("bullet", "none") or not text.strip():
            return ""
        identity, depth = found
        self.counts[found] = self.counts.get(found, level.start - 1) + 1
        for deeper in [key for key in self.counts if key[0] == identity and key[1] > depth]:
            del self.counts[deeper]
        label = level.text
        for position in range(depth + 1):
            other = self.levels.get((identity, position))
            count = self.counts.get((identity, position), other.start if other else 1)
            label = label.replace(f"%{position + 1}", _spoken(count, other.form if other else "decimal"))
        return label


def _reference(paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401 - a python-docx paragraph
    properties = paragraph._p.pPr  # noqa: SLF001 - python-docx has no public way to numbering
    found = properties.numPr if properties is not None else None
    style = paragraph.style
    while found is None and style is not None:
        style_properties = style.element.pPr
        found = style_properties.numPr if style_properties is not None else None
        style = style.base_style
    if found is None or found.numId is None or not found.numId.val:
        return None
    return str(found.numId.val), int(found.ilvl.val) if found.ilvl is not None else 0


def _value(element: Any) -> str:  # noqa: ANN401 - an lxml element or none
    return "" if element is None else str(element.get(qn("w:val")) or "")


def _spoken(number: int, form: str) -> str:
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"):
        return _chinese(number)
    if form == "decimalEnclosedCircle" and number <= len(_CIRCLES):
        return _CIRCLES[number - 1]
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens % 10]) + "十" + (_DIGITS[ones] if ones else "")
