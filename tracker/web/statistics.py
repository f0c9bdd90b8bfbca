"""Statistics for a bulletin (通报统计): the sentence and the table to copy, and for each task the class with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from tracker.core.access import Ability, require
from tracker.core.pace import counted, counts_said, shares
from tracker.store.queries.stories import paces_of, stories_of
from tracker.web.plans import ledger_here
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.core.pace import PaceReading
    from tracker.core.words import Pace
    from tracker.store.queries.ledger import TaskLine

pages = Blueprint("statistics", __name__)


@pages.get("/plans/<key>/statistics")
def show(key: str) -> ResponseReturnValue:
    """How the plan's tasks stand today, in a bulletin's five classes."""
    require(me(), Ability.REVIEW)
    found, today = ledger_here(key), site().today()
    judged = paces_of(found, stories_of(found.plan.id), today)
    counts = counted(reading for _, reading in judged)
    return render_template(
        "statistics/show.html",
        plan=found.plan,
        sentence=counts_said(today, counts, found.listed),
        counts=list(zip(counts.items(), shares(list(counts.values())), strict=True)),
        groups=_by_group(judged),
        judged=judged,
        total=len(judged),
    )


def _by_group(judged: list[tuple[TaskLine, PaceReading]]) -> list[tuple[str, dict[Pace, int], int]]:
    """The same counts for each part of the document, in its order: parts are compared, units are not."""
    names = dict.fromkeys((line.list_name, line.group) for line, _ in judged)
    if len(names) == 1:
        return []
    groups = []
    for name in names:
        readings = [reading for line, reading in judged if (line.list_name, line.group) == name]
        groups.append((name[1] or "（未分部分）", counted(readings), len(readings)))
    return groups
