"""Taking the ledger along (导出): which edition, on which paper, and where the forms of others are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from tracker import exports
from tracker.core.access import Ability, require
from tracker.core.words import Edition, PaperSize, Role
from tracker.store.queries.ledger_counts import tally, tasks_without
from tracker.store.queries.stories import stories_of
from tracker.web.files import XLSX, download
from tracker.web.ledger import looked_at
from tracker.web.ledger_asked import address_of
from tracker.web.plans import ledger_here
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.ledger import Ledger

pages = Blueprint("exporting", __name__)


@pages.get("/plans/<key>/export")
def show(key: str) -> ResponseReturnValue:
    """What can be taken along from this ledger."""
    require(me(), Ability.SEE_PLANS)
    plan, view, whole, question = looked_at(key)
    found = tally(view, question.asked, whole)
    return render_template(
        "exporting/show.html",
        plan=plan,
        asked=address_of(question.asked),
        tasks=found.tasks,
        rows=found.duties + found.exempt + tasks_without(view, question.asked),
        is_whole=question.asked.is_everything,
        is_office=me().role is Role.OFFICE,
        is_liaison=me().role is Role.LIAISON,
    )


@pages.get("/plans/<key>/ledger.xlsx")
def workbook(key: str) -> ResponseReturnValue:
    """The ledger as a workbook, with what this person may see, narrowed by the filter in the address."""
    require(me(), Ability.SEE_PLANS)
    found = _narrowed(key)
    edition = Edition.DATA if request.args.get("edition") == Edition.DATA else Edition.READING
    paper = PaperSize.A3 if request.args.get("paper") == PaperSize.A3 else PaperSize.A4
    content = exports.ledger_xlsx(
        found,
        stories_of(found.plan.id),
        site().today(),
        edition=edition,
        paper=paper,
        is_internal=me().is_office,
        is_narrowed=me().role is Role.LIAISON,
    )
    size = f"-{paper.value.upper()}" if edition is Edition.READING else ""
    name = f"督办台账-{found.plan.key}-{edition.label}{size}-{site().today():%Y%m%d}.xlsx"
    return download(content, name, XLSX, plain="ledger.xlsx")


def _narrowed(key: str) -> Ledger:
    return ledger_here(key, looked_at(key)[3].asked)
