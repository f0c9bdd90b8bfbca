"""Tasks against the members of a collective (矩阵): who is where with what, N/M a row, and the sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for

from tracker.actions.working_days import working_days
from tracker.core.words import DutyKind, Lamp, Role
from tracker.store.queries import matrix as readings
from tracker.web.plan_views import duties_link, plan_here
from tracker.web.rollup import sentence_of
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

    from tracker.store.queries.ledger import PlanFacts
    from tracker.store.queries.matrix import Cell, CollectiveChoice, MatrixTask, MatrixUnit

pages = Blueprint("matrix", __name__)
_TASKS = 20
_UNITS = 30
_WIDE = 12
"""So many columns show the lamp's word and date beside its shape; more show the shape, with the word for screen readers."""


@dataclass(frozen=True, slots=True)
class Row:
    """A task with its cells in the order of the columns, N of M members done, and the sentence."""

    task: MatrixTask
    cells: tuple[Cell | None, ...]
    done: int
    owing: int
    exempt: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Freed:
    """A member that is exempt from a task, with the reason (豁免)."""

    unit: str
    task: MatrixTask
    because: str


@pages.get("/plans/<key>/matrix")
def show(key: str) -> ResponseReturnValue:
    """One collective at a time, some tasks and some members a page."""
    plan, unit = plan_here(key), me().held_to
    choices = readings.collectives_of(plan.id, unit)
    chosen = _chosen(choices)
    if chosen is None:
        return render_template("matrix/show.html", plan=plan, chosen=None, is_office=me().role is Role.OFFICE)
    return render_template(
        "matrix/show.html",
        plan=plan,
        chosen=chosen,
        choices=[(each, url_for("matrix.show", key=key, collective=each.id)) for each in choices],
        is_whole=unit is None,
        **_grid(plan, chosen, unit),
    )


def _grid(plan: PlanFacts, chosen: CollectiveChoice, unit: int | None) -> dict[str, Any]:
    today, workdays = site().today(), working_days()
    members = readings.units_of_collective(plan.id, chosen.id, unit)
    page, pages_ = _place("page", chosen.tasks, _TASKS)
    part, parts = _place("part", len(members), _UNITS)
    columns = members[(part - 1) * _UNITS : part * _UNITS]
    tasks = readings.tasks_of_collective(plan.id, chosen.id, page, _TASKS, unit)
    cells = readings.cells(chosen.id, [task.id for task in tasks], today, workdays, unit)
    rows = [_row(task, members, columns, cells, chosen.name) for task in tasks]
    names = {member.id: member.name for member in members}
    place = {task.id: task for task in tasks}
    return {
        "columns": [(member, _links(plan, chosen, unit=member.id)) for member in columns],
        "members": len(members),
        "rows": rows,
        "counts": readings.lamps_of_collective(plan.id, chosen.id, today, workdays, unit),
        "links": {str(lamp): duties_link(plan=plan.key, collective=chosen.id, lamp=lamp) for lamp in Lamp},
        "cell_href": lambda task, member, cell: _cell_href(plan, chosen, task, member, cell),
        "freed": [
            Freed(names[unit_id], place[task_id], cell.exempt_because)
            for (task_id, unit_id), cell in sorted(cells.items())
            if cell.exempt_because is not None
        ],
        "is_wide": len(columns) > _WIDE,
        "page": page,
        "pages": pages_,
        "part": part,
        "parts": parts,
        "first_task": (page - 1) * _TASKS + 1,
        "first_unit": (part - 1) * _UNITS + 1,
        "page_href": lambda to: url_for("matrix.show", key=plan.key, collective=chosen.id, part=part, page=to),
        "part_href": lambda to: url_for("matrix.show", key=plan.key, collective=chosen.id, part=to, page=page),
        "this_year": today.year,
    }


def _chosen(choices: Sequence[CollectiveChoice]) -> CollectiveChoice | None:
    """The one that the address names, else the one with the most tasks."""
    asked = request.args.get("collective", type=int)
    named = next((each for each in choices if each.id == asked), None)
    return named or max(choices, key=lambda each: each.tasks, default=None)


def _place(name: str, total: int, size: int) -> tuple[int, int]:
    last = max(1, -(-total // size))
    return min(max(1, request.args.get(name, 1, type=int)), last), last


def _row(
    task: MatrixTask,
    members: Sequence[MatrixUnit],
    columns: Sequence[MatrixUnit],
    cells: Mapping[tuple[int, int], Cell],
    collective: str,
) -> Row:
    """N/M and the sentence speak of every member, whatever columns are shown."""
    found = [cell for member in members if (cell := cells.get((task.id, member.id))) is not None]
    exempt = sum(cell.exempt_because is not None for cell in found)
    done = sum(cell.is_done for cell in found)
    is_periodic = {cell.kind for cell in found} == {DutyKind.REPORT}
    return Row(
        task,
        tuple(cells.get((task.id, member.id)) for member in columns),
        done,
        len(found) - exempt,
        exempt,
        sentence_of(collective, len(found), done, exempt, is_periodic=is_periodic),
    )


def _links(plan: PlanFacts, chosen: CollectiveChoice, **parts: Any) -> tuple[str, str]:  # noqa: ANN401 - parts of an address
    """Where the closed ones are, and where all are."""
    return (
        duties_link(plan=plan.key, collective=chosen.id, lamp=Lamp.CLOSED, **parts),
        duties_link(plan=plan.key, collective=chosen.id, **parts),
    )


def _cell_href(plan: PlanFacts, chosen: CollectiveChoice, task: MatrixTask, member: MatrixUnit, cell: Cell) -> str:
    """The duty itself, or all periods of it."""
    if cell.duties == 1 or cell.exempt_because is not None:
        return url_for("duties.show", duty_id=cell.duty_id)
    return duties_link(plan=plan.key, collective=chosen.id, task=task.id, unit=member.id)
