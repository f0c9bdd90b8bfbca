"""A pasted text read to drafts, and short answers about them: who leads, what was asked."""

from __future__ import annotations

from tasks_seed.draft import Draft, PlanDraft
from tasks_seed.parse import parse_document
from tasks_seed.readers import read_pasted


def parsed(text: str) -> PlanDraft:
    return parse_document(read_pasted(text))


def who(plan: PlanDraft) -> list[tuple[str, str, str]]:
    """Number, lead and cooperating units of every draft."""
    return [(task.no, "、".join(task.lead), "、".join(task.cooperating)) for task in plan.tasks]


def doubts(task: Draft) -> str:
    return "；".join(task.doubts)
