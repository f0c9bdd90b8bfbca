"""Who leads when a row lists several units (牵头规则): by the note itself, by what the document declares, else for now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.draft import LeadRule

if TYPE_CHECKING:
    from tasks_seed.declarations import Declared
    from tasks_seed.notes import Note

LEAD_UNDECLARED = "文件没有写明谁牵头，暂以列在第一位的单位为牵头单位，请确认。"
LEADS_UNDECLARED = "有 {} 项任务列了几个单位、没有写明谁牵头，可以按一条牵头规则一次确认。"
ALSO_OTHERS = "文件写明“{}”，各项任务可能还涉及没有逐项列出的单位，请确认是否加入。"


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
