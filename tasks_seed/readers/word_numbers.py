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


Key = tuple[str, int]  # of a list or a definition, and the depth


@dataclass(slots=True)
class Numbering:
    """The numbering definitions of a document and how far each has counted.

    Lists (`w:num`) of one definition (`w:abstractNum`) count on together, as Word does, until one says that it starts anew.
    """

    levels: dict[Key, Level] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    restarts: dict[Key, int] = field(default_factory=dict)
    counts: dict[Key, int] = field(default_factory=dict)
    _of_styles: dict[str, tuple[str, int] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, word: Any) -> Numbering:  # noqa: ANN401 - a python-docx document
        """Collect the definitions; a document without any has none."""
        try:
            root = word.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return cls()
        abstracts = {item.get(qn("w:abstractNumId")): item for item in root.findall(qn("w:abstractNum"))}
        found = cls()
        for number in root.findall(qn("w:num")):
            identity = str(number.get(qn("w:numId")))
            definition = _value(number.find(qn("w:abstractNumId")))
            abstract = abstracts.get(definition)
            found.definitions[identity] = definition
            for level in abstract.findall(qn("w:lvl")) if abstract is not None else ():
                found.levels[identity, _depth(level)] = _level(level)
            for override in number.findall(qn("w:lvlOverride")):
                start = _value(override.find(qn("w:startOverride")))
                if start:
                    found.restarts[identity, _depth(override)] = int(start)
                for level in override.findall(qn("w:lvl")):
                    found.levels[identity, _depth(override)] = _level(level)
        return found

    def label(self, paragraph: Any) -> str:  # noqa: ANN401 - a python-docx paragraph
        """The number that Word shows before a paragraph, or nothing; counts one on."""
        found = self._reference(paragraph)
        level = self.levels.get(found) if found else None
        if found is None or level is None or level.form in ("bullet", "none"):
            return ""
        identity, depth = found
        definition = self.definitions[identity]
        restart = self.restarts.pop(found, None)
        before = restart - 1 if restart is not None else self.counts.get((definition, depth), level.start - 1)
        self.counts[definition, depth] = before + 1
        for deeper in [key for key in self.counts if key[0] == definition and key[1] > depth]:
            del self.counts[deeper]
        label = level.text
        for position in range(depth + 1):
            other = self.levels.get((identity, position))
            count = self.counts.get((definition, position), other.start if other else 1)
            label = label.replace(f"%{position + 1}", _spoken(count, other.form if other else "decimal"))
        return label

    def _reference(self, paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401 - a python-docx paragraph
        properties = paragraph._p.pPr  # noqa: SLF001 - python-docx has no public way to numbering
        found = properties.numPr if properties is not None else None
        if found is not None:
            return _numbered(found)
        style = properties.style if properties is not None else None
        key = style or ""
        if key not in self._of_styles:
            self._of_styles[key] = _numbered_style(paragraph.style)
        return self._of_styles[key]


def _numbered_style(style: Any) -> tuple[str, int] | None:  # noqa: ANN401 - a python-docx style
    while style is not None:
        properties = style.element.pPr
        if properties is not None and properties.numPr is not None:
            return _numbered(properties.numPr)
        style = style.base_style
    return None


def _numbered(found: Any) -> tuple[str, int] | None:  # noqa: ANN401 - an lxml element
    if found.numId is None or not found.numId.val:
        return None
    return str(found.numId.val), int(found.ilvl.val) if found.ilvl is not None else 0


def _level(element: Any) -> Level:  # noqa: ANN401 - an lxml element
    return Level(
        form=_value(element.find(qn("w:numFmt"))) or "decimal",
        text=_value(element.find(qn("w:lvlText"))) or "",
        start=int(_value(element.find(qn("w:start"))) or 1),
    )


def _depth(element: Any) -> int:  # noqa: ANN401 - an lxml element
    return int(element.get(qn("w:ilvl")) or 0)


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
