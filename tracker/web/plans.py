"""Plans and their ledgers (方案、台账)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, url_for

from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere
from tracker.core.words import Lamp, PlanStatus, Role
from tracker.store.queries import ledger as ledgers
from tracker.store.queries import pages as readings
from tracker.store.queries.channels import trouble
from tracker.store.queries.desks import waiting_count
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.core.facts import Actor
    from tracker.core.lamps import LampReading
    from tracker.store.queries.ledger import Ledger, PlanFacts, PlanLine, TaskLine, UnitChip

pages = Blueprint("plans", __name__)
LISTED = "listed"
LIST_NAMES = {"tasks": "附件", "inline_tasks": "正文"}


@pages.get("/plans")
def index() -> ResponseReturnValue:
    """Every plan with its row count and its lamps."""
    require(me(), Ability.SEE_PLANS)
    sizes = readings.list_sizes()
    found = ledgers.plans(site().today(), working_days(), _own_unit(me()))
    return render_template(
        "plans/index.html",
        plans=[_door(line, sizes.get(line.plan.id, {})) for line in found],
        waiting=waiting_count() if me().role is Role.OFFICE else 0,
        trouble=trouble(site().now(), working_days()) if me().role is Role.ADMIN else None,
    )


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


def _own_unit(actor: Actor) -> int | None:
    """The unit whose duties a liaison may see; None for those who see all."""
    return actor.unit_id if actor.role is Role.LIAISON else None


def ledger_here(key: str) -> Ledger:
    """A plan's ledger as far as this person may see it."""
    found = ledgers.ledger(key, site().today(), working_days(), _own_unit(me()))
    if found is None:
        raise NotThere("没有找到这个方案。")
    return found


def _door(line: PlanLine, sizes: dict[str, int]) -> dict[str, Any]:
    address = url_for("plans.ledger", key=line.plan.key)
    parts = "、".join(f"{LIST_NAMES.get(name, name)} {count} 项" for name, count in sizes.items())
    rows = f"{line.tasks} 项任务" + (f"：{parts}" if len(sizes) > 1 else "")
    return {
        "title": line.plan.title,
        "href": address,
        "sub": plan_said(line.plan),
        "rows": rows,
        "duties": line.duties,
        "counts": {**line.counts, LISTED: line.listed},
        "links": {name: url_for("plans.ledger", key=line.plan.key, lamp=name) for name in (*map(str, Lamp), LISTED)},
    }


def units_of(whole: Ledger) -> list[tuple[str, str]]:
    """Every unit that the ledger names or that owes something, in the document's order."""
    found: dict[int, str] = {}
    for line in whole.lines:
        for chip in (*line.leads, *line.cooperating):
            found.setdefault(chip.id, chip.name)
        for duty in line.duties:
            found.setdefault(duty.facts.unit_id, duty.facts.unit_name)
    return [("", "全部单位"), *((str(unit_id), name) for unit_id, name in found.items())]
