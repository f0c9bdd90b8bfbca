"""One line of the ledger (任务): its words, where they stand, how they were read, and who owes what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request

from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.indicators import meets
from tracker.core.refusals import NotAllowed, NotThere
from tracker.core.words import DeadlineKind, DutyKind, PlanStatus, Role
from tracker.store.queries import task_pages as readings
from tracker.store.queries.indicators import series_of
from tracker.store.queries.intake import kept_document
from tracker.store.queries.ledger import task_line
from tracker.store.queries.pages import list_sizes, plan_of_task
from tracker.store.queries.plan_pages import units_of_plan
from tracker.web import rollup, task_forms
from tracker.web.charts import HEIGHT, chart_of
from tracker.web.duty_story import by_day, task_timeline
from tracker.web.plans import LIST_NAMES, beside_lamp, unit_chips
from tracker.web.sign_in import me
from tracker.web.site import site
from tracker.web.source_pane import excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from tracker.core.facts import Actor
    from tracker.store.queries.indicators import IndicatorFacts
    from tracker.store.queries.ledger import PlanFacts, TaskLine
    from tracker.store.queries.task_pages import LatestValue, Settled
    from tracker.web.forms import DeskForm

pages = Blueprint("tasks", __name__)
LASTING = (DeadlineKind.LONG_TERM, DeadlineKind.START_FROM, DeadlineKind.MILESTONE_THEN_LONG_TERM)
_BASIS = {"column": "时限栏", "note": "任务后的括注", "text": "任务正文"}


@pages.get("/tasks/<int:task_id>")
def show(task_id: int) -> ResponseReturnValue:
    """The task; a liaison sees the own unit's duties only."""
    return page(task_id)


def page(task_id: int, code: int = 200, **refused: DeskForm) -> ResponseReturnValue:
    """The task's page with the forms that were not taken.

    `refused` names them by their place: exempt, parts, standing, ending, indicator_new or indicator_<id>.
    """
    actor = me()
    require(actor, Ability.SEE_PLANS)
    found = task_line(task_id, site().today(), working_days())
    plan = plan_of_task(task_id)
    if found is None or plan is None:
        raise NotThere("没有找到这项任务。")
    line = rollup.without_withdrawn(_seen_by(actor, found))
    may_split = _may_split(actor, plan, line)
    if "parts" in refused and not may_split:
        raise NotAllowed("只有牵头单位或督查室能分解这项任务，而且要在收官以前。")
    is_office = actor.role is Role.OFFICE
    collectives = readings.collectives_of(line.id) if actor.is_office else {}
    exemptions = readings.exemptions_of(line.id)
    groups = rollup.groups_of(line, collectives, exemptions) if actor.is_office else []
    settled = readings.settled_units(line.id)
    shown, folded = rollup.own_duties(line, with_members=not actor.is_office)
    return render_template(
        "tasks/show.html",
        plan=plan,
        line=line,
        leads=unit_chips(line.leads),
        cooperating=unit_chips(line.cooperating),
        place=place_said(line.source),
        source=excerpt(kept_document(plan.id, line.id), line.source),
        story=by_day(task_timeline(line.id)) if is_office else [],
        list_said=LIST_NAMES.get(line.list_name, "") if len(list_sizes()[plan.id]) > 1 else "",
        beside_lamp=beside_lamp,
        reading=_reading(line.deadline),
        only_own=actor.role is Role.LIAISON,
        is_office=is_office,
        tally=rollup.said(rollup.counted((*line.duties, *line.below))),
        own_tally=rollup.said(rollup.counted([*shown, *folded])),
        own_lamps=[str(duty.reading.lamp) for duty in (*shown, *folded) if not duty.facts.is_exempt],
        shown=shown,
        folded=folded,
        exemptions=exemptions,
        groups=groups,
        open_members=readings.uncertain_members(collectives) if is_office else {},
        collectives=collectives,
        sub_tasks=rollup.sub_tasks_of(found),
        sees=lambda unit_id: actor.is_office or unit_id == actor.unit_id,
        parent=readings.parent_of(line.id),
        may_split=may_split,
        is_lasting=line.deadline_kind in LASTING,
        settled=settled,
        ancestor=readings.ancestor_of(line.id),
        descendants=readings.descendants_of(line.id),
        chart_height=HEIGHT,
        **_targets(actor, line),
        forms=_forms(plan, line, groups, settled, refused),
    ), code


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


def _seen_by(actor: Actor, line: TaskLine) -> TaskLine:
    """A liaison sees the own unit's duties, here and in the sub-tasks."""
    if actor.role is not Role.LIAISON:
        return line
    own = tuple(duty for duty in line.duties if duty.facts.unit_id == actor.unit_id)
    below = tuple(duty for duty in line.below if duty.facts.unit_id == actor.unit_id)
    return replace(line, duties=own, below=below)


def _may_split(actor: Actor, plan: PlanFacts, line: TaskLine) -> bool:
    """The office or the lead's liaison, while the task goes on; sub-tasks are not split again."""
    if line.parent_id is not None or line.outcome is not None or plan.status is PlanStatus.ENDED:
        return False
    leads = actor.role is Role.LIAISON and any(chip.id == actor.unit_id for chip in line.leads)
    return leads or actor.role is Role.OFFICE


def _targets(actor: Actor, line: TaskLine) -> dict[str, Any]:
    """Each target with its chart for one unit, and what the other units reported last."""
    latest = readings.latest_values(line.id)
    if actor.role is Role.LIAISON:
        latest = [value for value in latest if value.unit_id == actor.unit_id]
    units = {value.unit_id: value.unit_name for value in latest}
    unit_id = _unit_shown(actor, line, units)
    drawn = series_of(line.id, unit_id)
    return {
        "targets": [
            {
                "facts": facts,
                "series": series,
                "chart": chart_of(series),
                "said": meets(facts.target, series.points[-1].value).sentence if series.points else "",
                "by_unit": _by_unit(facts, latest),
                "form": task_forms.indicator_form(facts),
            }
            for facts, series in drawn
        ],
        "target_units": units,
        "target_unit": unit_id,
    }


def _unit_shown(actor: Actor, line: TaskLine, units: Mapping[int, str]) -> int | None:
    """Whose values the charts draw: the one asked for, else the lead's, else the first that reported."""
    if actor.role is Role.LIAISON:
        return actor.unit_id
    asked = request.args.get("unit", type=int)
    if asked in units:
        return asked
    return next((chip.id for chip in line.leads if chip.id in units), next(iter(units), None))


def _by_unit(facts: IndicatorFacts, latest: list[LatestValue]) -> list[tuple[LatestValue, Any]]:
    """The units' last values, those below the target first."""
    judged = [(value, meets(facts.target, value.value)) for value in latest if value.indicator_id == facts.id]
    return sorted(judged, key=lambda pair: pair[1].met)


def _forms(
    plan: PlanFacts,
    line: TaskLine,
    groups: list[rollup.Group],
    settled: list[Settled],
    refused: Mapping[str, DeskForm],
) -> dict[str, DeskForm]:
    """Every form of the page, fresh save the one that was refused."""
    forms: dict[str, DeskForm] = {
        "exempt": task_forms.ExemptForm(formdata=None),
        "parts": task_forms.PartsForm(formdata=None),
        "standing": task_forms.StandingForm(formdata=None),
        "ending": task_forms.EndingForm(formdata=None, outcome=str(line.outcome or ""), why=line.outcome_why),
        "indicator_new": task_forms.IndicatorForm(formdata=None),
        **refused,
    }
    members = [(one.unit_id, one.name) for group in groups for one in group.members if one.exempt_because is None]
    task_forms.offer_units(forms["exempt"].unit, members)
    known = {unit.unit_id for unit in settled}
    lasting = {
        duty.facts.unit_id: duty.facts.unit_name
        for duty in line.duties
        if duty.facts.kind is DutyKind.REPORT and duty.facts.unit_id not in known
    }
    task_forms.offer_units(forms["standing"].unit, lasting.items())
    units = [(unit.id, unit.full_name) for unit in units_of_plan(plan.id) if not unit.is_collective]
    for _, field, _ in forms["parts"].rows:
        task_forms.offer_units(field, units)
    return {name: form.apart(name.replace("_", "-")) for name, form in forms.items()}


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
