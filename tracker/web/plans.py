"""What several pages of a plan say (方案): its line of facts, units as chips, the words beside a lamp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint

from tracker.actions.working_days import working_days
from tracker.core.refusals import NotThere
from tracker.core.words import Lamp, PlanStatus
from tracker.store.queries import ledger as ledgers
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from tracker.core.lamps import LampReading
    from tracker.store.queries.ledger import Ledger, PlanFacts, TaskLine, UnitChip
    from tracker.store.queries.ledger_filter import Asked

pages = Blueprint("plans", __name__)
LISTED = "listed"
LIST_NAMES = {"tasks": "附件", "inline_tasks": "正文"}


def plan_said(plan: PlanFacts) -> str:
    """文号、印发单位、实施期 in one line."""
    issuers = "、".join(plan.issuers)
    draft = "征求意见稿" if plan.is_comment_draft else ""
    ended = PlanStatus.ENDED.label if plan.status is PlanStatus.ENDED else ""
    parts = (plan.doc_no, draft, issuers, plan.period_text and f"实施期 {plan.period_text}", ended)
    return " · ".join(part for part in parts if part)


def unit_chips(chips: tuple[UnitChip, ...]) -> list[dict[str, Any]]:
    """Units as the page shows them; a collective with its size."""
    return [{"name": chip.name, "size": chip.size} for chip in chips]


def beside_lamp(reading: LampReading, line: TaskLine) -> str:
    """The words beside a lamp. A wording without a day is not the same as no wording."""
    return (
        "没有到期日"
        if reading.workdays is None and reading.lamp is Lamp.WAIT and line.deadline_text
        else reading.detail
    )


def ledger_here(key: str, asked: Asked | None = None) -> Ledger:
    """A plan's ledger as far as this person may see it, narrowed where a filter is given."""
    found = ledgers.ledger(key, site().today(), working_days(), me().held_to, asked)
    if found is None:
        raise NotThere("没有找到这个方案。")
    return found


def units_of(whole: Ledger) -> list[tuple[str, str]]:
    """Every unit that the ledger names or that owes something, in the document's order."""
    found: dict[int, str] = {}
    for line in whole.lines:
        for chip in (*line.leads, *line.cooperating):
            found.setdefault(chip.id, chip.name)
        for duty in line.duties:
            found.setdefault(duty.facts.unit_id, duty.facts.unit_name)
    return [("", "全部单位"), *((str(unit_id), name) for unit_id, name in found.items())]
