"""One line of the ledger (任务): its words, where they stand, how they were read, and who owes what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template

from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere
from tracker.core.words import Role
from tracker.store.queries.ledger import task_line
from tracker.store.queries.pages import list_sizes, plan_of_task
from tracker.web.plans import LIST_NAMES, beside_lamp, unit_chips
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

pages = Blueprint("tasks", __name__)
_BASIS = {"column": "时限栏", "note": "任务后的括注", "text": "任务正文"}


@pages.get("/tasks/<int:task_id>")
def show(task_id: int) -> ResponseReturnValue:
    """The task; a liaison sees the own unit's duties only."""
    actor = me()
    require(actor, Ability.SEE_PLANS)
    line = task_line(task_id, site().today(), working_days())
    plan = plan_of_task(task_id)
    if line is None or plan is None:
        raise NotThere("没有找到这项任务。")
    if actor.role is Role.LIAISON:
        own = tuple(duty for duty in line.duties if duty.facts.unit_id == actor.unit_id)
        line = replace(line, duties=own)
    return render_template(
        "tasks/show.html",
        plan=plan,
        line=line,
        leads=unit_chips(line.leads),
        cooperating=unit_chips(line.cooperating),
        place=place_said(line.source),
        list_said=LIST_NAMES.get(line.list_name, "") if len(list_sizes()[plan.id]) > 1 else "",
        beside_lamp=beside_lamp,
        reading=_reading(line.deadline),
        only_own=actor.role is Role.LIAISON,
    )


def place_said(source: dict[str, Any]) -> str:
    """Where it stands in the document, as a person would look it up."""
    parts = []
    if source.get("page"):
        parts.append(f"第 {source['page']} 页")
    if source.get("table"):
        row = f"第 {source['row']} 行" if source.get("row") else ""
        parts.append(f"第 {source['table']} 个表格{row}")
    elif source.get("line"):
        last = source.get("end_line") or source["line"]
        parts.append(f"第 {source['line']} 行" if last == source["line"] else f"第 {source['line']}—{last} 行")
    elif source.get("paragraph"):
        parts.append(f"第 {source['paragraph']} 段")
    return "原文" + "，".join(parts) if parts else ""


def _reading(deadline: dict[str, Any]) -> dict[str, Any]:
    """The kept reading of the deadline in words: dates as dates, the rest as it is."""
    return {
        "due": _day(deadline.get("due")),
        "start": _day(deadline.get("start")),
        "basis": _BASIS.get(deadline.get("basis") or "", ""),
        "why": deadline.get("why") or "",
        "alternatives": [_day(day) for day in deadline.get("alternatives") or ()],
        "doubts": list(deadline.get("doubts") or ()),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
