"""The ledger's page (台账): what the address asks for, one page of lines, and what leads on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for

from tracker.actions.working_days import working_days
from tracker.core.access import TABLE, Ability
from tracker.core.words import DeadlineKind, DutyKind, PlanStatus, Role, UnitRole
from tracker.store.queries.intake import versions_of
from tracker.store.queries.ledger_counts import Tally, Whole, tally, whole_plan
from tracker.store.queries.ledger_filter import View
from tracker.store.queries.ledger_page import MOST, PAGE, LedgerPage, ledger_page
from tracker.store.queries.saved_views import SavedView, views_of
from tracker.web.drawing import drawn
from tracker.web.ledger_asked import COLUMNS, LISTED, Question, quick_spans, read_question
from tracker.web.ledger_rows import groups_of
from tracker.web.plan_views import plan_here
from tracker.web.plans import pages, plan_said
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.ledger import PlanFacts


@pages.get("/plans/<key>")
def ledger(key: str) -> ResponseReturnValue:
    """A plan's ledger, narrowed by the filter in the address."""
    plan, view, whole, question = looked_at(key)
    views = views_of(plan.id, me().id)
    opened = next((each for each in views if each.id == question.view), None)
    if opened is not None and not question.kept and opened.asked:
        return redirect(url_for("plans.ledger", key=key, view=opened.id, **opened.asked))
    return ledger_shown(plan, view, whole, question, views=views)


def looked_at(key: str) -> tuple[PlanFacts, View, Whole, Question]:
    """The plan, how this person looks at it, what it holds, and what the address asks of it."""
    plan = plan_here(key)
    view = View(plan.id, site().today(), working_days(), me().held_to)
    whole = whole_plan(view)
    return plan, view, whole, read_question(request.args, whole.units, whole.headings)


def ledger_shown(
    plan: PlanFacts,
    view: View,
    whole: Whole,
    question: Question,
    *,
    views: list[SavedView],
    refused: tuple[str, str, str] | None = None,
    code: int = 200,
) -> ResponseReturnValue:
    """The page. `refused` is a saved view's name that was not taken: (form, what was typed, why)."""
    asked = question.asked
    found = tally(view, asked, whole)
    shown = ledger_page(view, asked, found, question.page or 1, PAGE if question.page else MOST)
    opened = next((each for each in views if each.id == question.view), None)
    return render_template(
        "plans/ledger.html",
        plan=plan,
        said=" · ".join(filter(None, (plan_said(plan), _version_said(plan)))),
        question=question,
        asked=question.asked,
        kept=question.kept,
        units=whole.units,
        headings=whole.headings,
        counts={**whole.lamps, LISTED: whole.listed},
        groups=groups_of(shown, asked, me()),
        found=found,
        shown=shown,
        status=_status(found, question, shown),
        remarks=(*question.remarks, *_beyond(question, found, shown), *_unknown_view(question, opened)),
        columns=COLUMNS,
        spans=_spans(key=plan.key, question=question),
        kinds=[(str(kind), kind.label) for kind in DeadlineKind],
        duty_kinds=[(str(kind), kind.label) for kind in DutyKind],
        roles=[("", "负责或提到"), (str(UnitRole.LEAD), "牵头的任务"), (str(UnitRole.COOPERATING), "配合的任务")],
        views=views,
        opened=opened,
        refused=refused,
        draw=drawn,
        page_href=lambda number: url_for("plans.ledger", key=plan.key, page=number, **question.address),
        may_share=me().role is Role.OFFICE,
        may_set=me().role is Role.OFFICE,
        may_renew=me().role in TABLE[Ability.TAKE_IN] and plan.status is PlanStatus.IN_FORCE,
        note=view.workdays.notice(view.today.year),
    ), code


def _status(found: Tally, question: Question, shown: LedgerPage) -> str:
    """筛出 12 项任务、30 件责任事项: what was found, in one sentence, and how the rows are to be read."""
    is_whole = question.asked.is_everything
    exempt = f"，另有 {found.exempt} 件豁免" if found.exempt else ""
    own = "（只列您单位的）" if me().role is Role.LIAISON else ""
    said = f"{'共' if is_whole else '筛出'} {found.tasks} 项任务、{found.duties} 件责任事项{exempt}{own}。"
    said += "一项任务的灯取其中最急的一件；小符号逐件列出。" if is_whole else "每行的灯、日期和件数只算筛出的事项。"
    if any(line.backlog for line in shown.lines):
        said += "“存量”是登记时已经过期的。"
    if any(line.doubts for line in shown.lines):
        said += "有的任务读原文时留有疑点，点进任务可看。"
    return said


def _beyond(question: Question, found: Tally, shown: LedgerPage) -> list[str]:
    if question.page > shown.pages:
        return [f"没有第 {question.page} 页，显示最后一页。"]
    if not question.page and found.tasks > MOST:
        return [f"一页最多列 {MOST} 项任务，其余 {found.tasks - MOST} 项没有列出，请加筛选条件分次看。"]
    return []


def _unknown_view(question: Question, opened: SavedView | None) -> list[str]:
    return ["没有找到这个常用视图，可能已经删去。"] if question.view and opened is None else []


def _spans(key: str, question: Question) -> list[dict[str, Any]]:
    """Quick choices of the date, each a link that keeps the rest of the filter; the one that is chosen leads back."""
    rest = {name: value for name, value in question.address.items() if name not in ("from", "to")}
    links = []
    for label, first, last in quick_spans(site().today()):
        is_chosen = (question.asked.due_from, question.asked.due_to) == (first, last)
        dates = {"from": first, "to": last}
        span = {} if is_chosen else {name: day.isoformat() for name, day in dates.items() if day is not None}
        href = url_for("plans.ledger", key=key, **{**rest, **span})
        links.append({"label": label, "href": href, "current": is_chosen})
    return links


def _version_said(plan: PlanFacts) -> str:
    """第 2 版（2025-11-01 印发）: which document the lines come from now."""
    newest = next(iter(versions_of(plan.id)), None)
    if newest is None:
        return ""
    day = f"{newest.issued_on} 印发" if newest.issued_on else f"{newest.at:%Y-%m-%d} 入账"
    return f"第 {newest.number} 版（{day}）"
