"""入账 and 换新版: what is still open, the comparison with the plan in force, and the one click that writes the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from tracker.actions import admission, plan_comparison, renewal
from tracker.actions.plan_comparison import Decision
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import LineChange
from tracker.store.queries import intake as readings
from tracker.web.forms import DeskForm, ids_sent
from tracker.web.intake import intake_here, pages
from tracker.web.intake_desk import summary
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.actions.plan_comparison import Comparison
    from tracker.store.queries.intake import IntakeFacts

__all__ = ["pages"]


@pages.get("/intake/<int:intake_id>/admission")
def show_admission(intake_id: int) -> ResponseReturnValue:
    """What will be written, and what is still open."""
    return _admission(intake_here(intake_id), DeskForm(formdata=None))


@pages.post("/intake/<int:intake_id>/admission")
def admit(intake_id: int) -> ResponseReturnValue:
    """入账."""
    intake, form = intake_here(intake_id), DeskForm()
    try:
        done = admission.admit(site().now(), me(), intake_id)
    except Refused as refused:
        return _admission(intake, form, form.refuse(refused))
    flash(f"已入账：{done.tasks} 项任务，{done.duties} 件责任事项。草稿留作记录，随时可查。")
    return redirect(url_for("plans.ledger", key=done.key))


@pages.get("/intake/<int:intake_id>/comparison")
def show_comparison(intake_id: int) -> ResponseReturnValue:
    """新旧对比."""
    return _comparison(intake_here(intake_id), DeskForm(formdata=None))


@pages.post("/intake/<int:intake_id>/comparison")
def decide(intake_id: int) -> ResponseReturnValue:
    """Keep what was decided line by line; with the button 换新版 apply it as well."""
    intake, form = intake_here(intake_id), DeskForm()
    try:
        plan_comparison.renewed(me(), intake_id)
        plan_comparison.decide(site().now(), me(), intake_id, *_decisions(intake_id))
        if "apply" not in request.form:
            flash("逐条的决定已存，还没有换新版。")
            return redirect(url_for("intake.show_comparison", intake_id=intake_id))
        done = renewal.renew(site().now(), me(), intake_id)
    except Refused as refused:
        return _comparison(intake, form, form.refuse(refused))
    flash(
        f"已换成第 {done.number} 版：新增 {done.added} 项，改动 {done.changed} 项，不再列入 {done.dropped} 项；"
        f"调整 {done.duties.moved} 件，撤销 {done.duties.withdrawn} 件，新立 {done.duties.added} 件责任事项。"
    )
    return redirect(url_for("plans.ledger", key=done.key))


def _admission(intake: IntakeFacts, form: DeskForm, code: int = 200) -> ResponseReturnValue:
    if intake.renews_id and intake.admitted_at is None:
        return redirect(url_for("intake.show_comparison", intake_id=intake.id))
    matters = admission.open_matters(intake.id)
    return render_template(
        "intake/show_admission.html",
        form=form,
        matters=[matter for matter in matters if matter.blocks],
        warnings=[matter for matter in matters if not matter.blocks],
        **summary(intake, readings.drafts_of(intake.id)),
    ), code


def _comparison(intake: IntakeFacts, form: DeskForm, code: int = 200) -> ResponseReturnValue:
    if not intake.renews_id:
        raise NotThere("这份收文不是已有方案的新版，没有可对比的。")
    if intake.admitted_at is not None:
        return redirect(url_for("intake.show", intake_id=intake.id))
    found = plan_comparison.compare(intake.id)
    matters = [matter for matter in admission.open_matters(intake.id) if matter.blocks]
    return render_template(
        "intake/show_comparison.html",
        form=form,
        intake=intake,
        number=plan_comparison.next_number(found.plan_id),
        versions=readings.versions_of(found.plan_id),
        found=found,
        groups=[(change, found.of(change)) for change in _ORDER if found.of(change)],
        matters=matters,
        typed=request.form,
    ), code


_ORDER = (LineChange.CHANGED, LineChange.ADDED, LineChange.DROPPED, LineChange.SAME)


def _decisions(intake_id: int) -> tuple[dict[int, Decision], list[int]]:
    """What the page sent for each line; a line that it did not show is as it was."""
    found: Comparison = plan_comparison.compare(intake_id)
    lines: dict[int, Decision] = {}
    kept: list[int] = []
    for line in found.lines:
        if line.draft_id is None:
            sent = request.form.get(f"task-{line.task_id}")
            if sent == "keep" or (sent is None and not line.is_taken):
                kept.append(line.task_id or 0)
        elif f"match-{line.draft_id}" in request.form:
            chosen = next(iter(ids_sent(f"match-{line.draft_id}")), None)
            lines[line.draft_id] = Decision(
                task_id=chosen,
                is_confirmed=f"sure-{line.draft_id}" in request.form,
                is_taken=request.form.get(f"draft-{line.draft_id}", "take") == "take",
            )
    return lines, kept
