"""Who leads when a row lists several units (牵头规则): what the document declares for all its tasks, and what follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.draft import LeadRule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tasks_seed.notes import Note

LEAD_UNDECLARED = "文件没有写明谁牵头，暂以列在第一位的单位为牵头单位，请确认。"
LEADS_UNDECLARED = "有 {} 项任务列了几个单位、没有写明谁牵头，可以按一条牵头规则一次确认。"
ALSO_OTHERS = "文件写明“{}”，各项任务可能还涉及没有逐项列出的单位，请确认是否加入。"

_FIRST = re.compile(
    r"[^。；\n]{0,30}(?:列|排)(?:名|在)?(?:在)?(?:第一|首)(?:位|个)?的?[^。；\n]{0,10}(?:为|是)(?:牵头|主要责任|第一责任)[^。；，,）)\n]{0,10}"
)
# After 武政办〔2023〕1号: every unit listed leads its own part where no 牵头单位 is named.
_ALL = re.compile(
    r"(?:(?:无|未|没有)(?:明确|列明|列出|写明|标明|注明)?牵头(?:单位|部门)的[^。；\n]{0,4})?(?:所列|各)?责任(?:单位|部门)(?:即|均|都|全部)+(?:为|是)?"
    r"牵头(?:责任)?(?:单位|部门)(?:[，,]?下同)?"
)
_OTHERS = re.compile(
    r"[^。；\n]{0,30}(?:以下均需|均涉及|均由|均需)[^。；\n]{2,30}(?:不再(?:列出|做分工|作分工|一一列出|逐一列出|单独列出))(?:[，,]?下同)?"
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
    """A note without the sentence that declares that all lead, and that sentence."""
    found = _ALL.search(note)
    if not found:
        return note, None
    return (note[: found.start()] + note[found.end() :]).strip(" 。；;，,"), found.group()


def _tidy(sentence: str) -> str:
    return _ASIDE.sub("", sentence).strip("，, （()）")


@dataclass(frozen=True, slots=True)
class Leads:
    """Who leads and who works along, by which rule, and what is doubtful about it."""

    lead: tuple[str, ...]
    cooperating: tuple[str, ...]
    rule: LeadRule
    doubts: tuple[str, ...] = ()


def leads_of(note: Note, declared: Declared) -> Leads:
    """Who leads by what the note says itself, else by the declared rule, else the first listed for now."""
    if note.explicit:
        return Leads(note.lead, note.cooperating, LeadRule.EXPLICIT)
    if declared.rule is LeadRule.ALL_RESPONSIBLE:
        return Leads((*note.lead, *note.cooperating), (), LeadRule.ALL_RESPONSIBLE)
    if declared.rule is LeadRule.FIRST_LISTED or (note.lead and not note.cooperating):
        return Leads(note.lead, note.cooperating, LeadRule.FIRST_LISTED)
    return Leads(note.lead, note.cooperating, LeadRule.ASK, (LEAD_UNDECLARED,) if note.lead else ())
