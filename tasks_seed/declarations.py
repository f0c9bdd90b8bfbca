"""What a document declares once for all its tasks (统一说明): which of several units leads, and who works along everywhere.

Such a sentence stands inside a note, in the running text, under a table or in a footnote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.draft import LeadRule

if TYPE_CHECKING:
    from collections.abc import Iterable

_IN_A_NOTE = re.compile(
    r"[,，;；。(（]?\s*((?:(?:其中|上述|以下)?[,，]?)(?:责任(?:单位|部门)中?[,，]?)?(?:列|排名?|位列)(?:在)?(?:第一|首)(?:位|个|名)?的?(?:[^,，。;；()（）]{0,8}?)"
    r"(?:为|是|即为)(?:牵头|主要责任|第一责任|主办)(?:责任)?(?:单位|部门|科室)?(?:[,，]?\s*下同)?)\s*[。)）]?"
)
_FIRST = re.compile(
    r"[^。；\n]{0,30}(?:列|排)(?:名|在)?(?:在)?(?:第一|首)(?:位|个)?的?[^。；\n]{0,10}(?:为|是|负责)(?:牵头|汇总|主要责任|第一责任)[^。；，,）)\n]{0,10}"
)
# After 武政办〔2023〕1号: every unit listed leads its own part where no 牵头单位 is named.
_ALL = re.compile(
    r"(?:(?:无|未|没有)(?:明确|列明|列出|写明|标明|注明)?牵头(?:单位|部门)的[^。；\n]{0,4})?(?:所列|各)?责任(?:单位|部门)(?:即|均|都|全部)+(?:为|是)?"
    r"牵头(?:责任)?(?:单位|部门)(?:[，,]?下同)?"
)
_OTHERS = re.compile(
    r"[^。；\n]{0,30}(?:以下均需|均涉及|均由|均需)[^。；\n]{2,30}(?:不再(?:列出|做分工|作分工|一一列出|逐一列出|单独列出))(?:[，,]?下同)?"
)
_OTHERS_IN_A_NOTE = re.compile(
    r"[,，;；。]?\s*[^,，;；。]{0,14}(?:以下均需|均涉及|均由|均需)[^。；\n]{2,30}不再(?:列出|做分工|作分工|一一列出|逐一列出|单独列出)(?:[，,]?下同)?"
)
_ASIDE = re.compile(r"^[\s（(，,]*(?:注|说明|备注)?[:：]?\s*(?:\d{1,2}[.、．])?\s*")


@dataclass(frozen=True, slots=True)
class Declared:
    """The rule that a document declares, its sentence, and the sentence that adds units to every task."""

    rule: LeadRule = LeadRule.ASK
    sentence: str | None = None
    others: str | None = None


def declared_rule(in_notes: Iterable[str | None], texts: Iterable[str]) -> Declared:
    """Look for the declaration in the notes, then in the running text, under tables and in footnotes."""
    noted = next((sentence for sentence in in_notes if sentence), None)
    first = all_lead = others = None
    for text in texts:
        first = first or _FIRST.search(text)
        all_lead = all_lead or _ALL.search(text)
        others = others or _OTHERS.search(text)
    added = _tidy(others.group()) if others else None
    if noted:
        return Declared(LeadRule.ALL_RESPONSIBLE if _ALL.search(noted) else LeadRule.FIRST_LISTED, noted, added)
    if all_lead:
        return Declared(LeadRule.ALL_RESPONSIBLE, _tidy(all_lead.group()), added)
    return Declared(LeadRule.FIRST_LISTED, _tidy(first.group()), added) if first else Declared(others=added)


def without_declaration(note: str) -> tuple[str, str | None]:
    """A note without the sentence that declares who leads or who works along everywhere, and what it says of the lead."""
    note = _OTHERS_IN_A_NOTE.sub("", note)
    first = _IN_A_NOTE.search(note)
    if first:
        note = _IN_A_NOTE.sub("", note)
    found = _ALL.search(note)
    if not found:
        return note, first[1] if first else None
    rest = (note[: found.start()] + note[found.end() :]).strip(" 。；;，,")
    return rest, first[1] if first else found.group()


def _tidy(sentence: str) -> str:
    return _ASIDE.sub("", sentence).strip("，, （()）")
