"""The review desk (督查室): what waits, and the verdict on one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.actions import review as reviewing
from tracker.actions.progress import is_claim
from tracker.actions.review import QUESTIONS, Verdict
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.facts import GOING_ON
from tracker.core.lamps import lamp_of
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import DutyKind, ReportKind, ReportStatus, ReturnReason
from tracker.store.queries import case_lists
from tracker.store.queries.case_lists import offices_turn
from tracker.store.queries.channels import trouble
from tracker.store.queries.desks import (
    extensions_count,
    objections_count,
    pending_extensions,
    pending_objections,
    report_by_id,
    waiting_ids,
    waiting_reports,
    why_of,
)
from tracker.store.queries.duties import duty_by_id
from tracker.store.queries.indicators import indicators_of, values_of
from tracker.store.queries.ledger import task_line
from tracker.store.queries.task_pages import collectives_of, exemptions_of
from tracker.web import rollup
from tracker.web.case_steps import turn_of
from tracker.web.duty_story import timeline_of
from tracker.web.forms import DayField, DeskForm
from tracker.web.paging import page_of
from tracker.web.plan_views import plan_here
from tracker.web.shown_files import evidence_items, previews
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts
    from tracker.store.queries.desks import ReportFacts
    from tracker.store.queries.ledger import PlanFacts, TaskLine

pages = Blueprint("desk", __name__)
_PAGE, _SHOWN = 50, 10
REVIEW_WORKDAYS = 5
"""A report that waits longer counts against the office (审核超时), not the unit."""


class AcceptForm(DeskForm):
    """采纳: the six questions, nothing ticked for the reviewer; a word to the unit is welcome, not required."""

    ticked = SelectMultipleField(
        "六问",
        choices=[SelectChoice(str(reason), QUESTIONS[reason]) for reason in ReturnReason],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    opinion = TextAreaField("给单位的话", id="accept-opinion")


class ReturnForm(DeskForm):
    """退回补正: which of the six questions is answered no, and what to mend."""

    reason = RadioField(
        "哪一问答“否”",
        choices=[SelectChoice(str(reason), reason.label) for reason in ReturnReason],
        validate_choice=False,
    )
    opinion = TextAreaField("要补正什么", id="return-opinion")
    redo_by = DayField("哪天前补正")


@pages.get("/desk")
def index() -> ResponseReturnValue:
    """What waits for the office, the oldest first: reports, extensions and objections, steps of listings; of one plan or of all."""
    require(me(), Ability.REVIEW)
    today, workdays = site().today(), working_days()
    plan = _plan_asked()
    of_plan = plan.id if plan else None
    queue = waiting_ids(of_plan)
    page = page_of(len(queue), _PAGE)
    waiting = waiting_reports(queue[page.offset : page.offset + page.size])
    its_turn = case_lists.of_plan(offices_turn(today, workdays), of_plan)
    ours = case_lists.some(GOING_ON, only=its_turn, limit=_SHOWN)
    return render_template(
        "desk/index.html",
        waiting=[(item, workdays.between(item.report.submitted_at.date(), today)) for item in waiting],
        page=page,
        oldest=queue[0] if queue else None,
        limit=REVIEW_WORKDAYS,
        plan=plan,
        extensions=pending_extensions(_SHOWN, plan_id=of_plan),
        extension_count=extensions_count(of_plan),
        objections=pending_objections(_SHOWN, plan_id=of_plan),
        objection_count=objections_count(of_plan),
        steps=[(case, turn_of(case, today, workdays)) for case in ours],
        step_count=case_lists.how_many(its_turn),
        trouble=trouble(site().now(), workdays),
    )


def _plan_asked() -> PlanFacts | None:
    key = request.args.get("plan", "")
    return plan_here(key) if key else None


@pages.get("/reports/<int:report_id>")
def review(report_id: int) -> ResponseReturnValue:
    """One report with its evidence, and the verdict."""
    require(me(), Ability.REVIEW)
    report = _report(report_id)
    if report.kind in (ReportKind.INPUT, ReportKind.MEASURE, ReportKind.RELEASE):
        return redirect(
            url_for("duties.show", duty_id=report.duty_id)
        )  # decided elsewhere: on the lead's page, on the case's
    return _page(report, AcceptForm(formdata=None), _fresh_return(), 200)


@pages.post("/reports/<int:report_id>/acceptance")
def accept(report_id: int) -> ResponseReturnValue:
    """采纳: a claim closes the duty."""
    report = _report(report_id)
    form = AcceptForm()
    try:
        ticked = frozenset(ReturnReason(key) for key in form.ticked.data or () if key in set(ReturnReason))
        reviewing.accept(site().now(), me(), report.id, Verdict(form.opinion.data or "", ticked))
    except Refused as refused:
        status = form.refuse(refused)
        return _page(_report(report_id), form, _fresh_return(), status)
    flash("已采纳并销号。" if closes(report) else "已采纳，事项继续推进。")
    return redirect(_onward())


@pages.post("/reports/<int:report_id>/return")
def give_back(report_id: int) -> ResponseReturnValue:
    """退回补正, with the reason and what to mend."""
    report = _report(report_id)
    form = ReturnForm()
    try:
        verdict = Verdict(form.opinion.data or "", reason=_reason(form.reason.data), redo_by=form.a_day("redo_by"))
        reviewing.give_back(site().now(), me(), report.id, verdict)
    except Refused as refused:
        status = form.refuse(refused)
        return _page(_report(report_id), AcceptForm(formdata=None), form, status)
    flash("已退回补正，要补的话会显示在对方的“我的事项”里。")
    return redirect(_onward())


def closes(report: ReportFacts) -> bool:
    """Whether accepting this report closes its duty."""
    duty = duty_by_id(report.duty_id)
    return duty is not None and is_claim(report.kind, duty)


def _fresh_return() -> ReturnForm:
    return ReturnForm(formdata=None, redo_by=working_days().add(site().today(), REVIEW_WORKDAYS))


def _report(report_id: int) -> ReportFacts:
    require(me(), Ability.REVIEW)
    found = report_by_id(report_id)
    if found is None:
        raise NotThere("没有找到这份报送。")
    return found


def _reason(text: str | None) -> ReturnReason:
    try:
        return ReturnReason(text or "")
    except ValueError:
        raise Refused("请选哪一问答“否”。", field="reason") from None


def _onward() -> str:
    """The next report that waits, else the desk."""
    waiting = waiting_ids()
    return url_for("desk.review", report_id=waiting[0]) if waiting else url_for("desk.index")


def _page(report: ReportFacts, accepting: AcceptForm, returning: ReturnForm, code: int) -> ResponseReturnValue:
    today, workdays = site().today(), working_days()
    duty = duty_by_id(report.duty_id)
    line = task_line(duty.task_id, today, workdays) if duty else None
    if duty is None or line is None:
        raise NotThere("没有找到这份报送。")
    queue = waiting_ids()
    at = queue.index(report.id) if report.id in queue else None
    why = why_of(duty.id)
    values = sorted(values_of(report.id), key=lambda each: each.judgement.met)
    given = {each.indicator.id for each in values}
    return render_template(
        "desk/review.html",
        report=report,
        duty=duty,
        line=line,
        reading=lamp_of(today, duty, workdays),
        waited=workdays.between(report.submitted_at.date(), today),
        closes=closes(report),
        limit=REVIEW_WORKDAYS,
        previews=previews(report.evidence),
        is_waiting=report.status is ReportStatus.SUBMITTED,
        is_own=report.author_id == me().id,
        accepting=accepting,
        returning=returning,
        files=evidence_items(report.evidence),
        timeline=timeline_of(duty.id),
        why="".join(why),
        at=at,
        queue=queue,
        values=values,
        short=[each for each in values if not each.judgement.met],
        not_given=[facts for facts in indicators_of(duty.task_id) if facts.id not in given],
        whole=_whole(duty, line),
    ), code


def _whole(duty: DutyFacts, line: TaskLine) -> list[tuple[str, rollup.Group | None]]:
    """What the lead's duty is judged on beside its own report: the members of each collective, and the sub-tasks."""
    if duty.collective_id is not None or duty.kind is DutyKind.REPORT:
        return []
    kept = rollup.without_withdrawn(line)
    groups = rollup.groups_of(kept, collectives_of(line.id), exemptions_of(line.id))
    found: list[tuple[str, rollup.Group | None]] = [(group.sentence, group) for group in groups]
    if kept.below:
        found.append((f"分解任务已销号 {rollup.said(rollup.counted(kept.below))}", None))
    return found
