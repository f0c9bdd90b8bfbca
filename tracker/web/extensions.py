"""Extensions (延期): the liaison's page to ask, the list of what waits, the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import StringField, TextAreaField

from tracker.actions import extending
from tracker.actions.extending import ExtensionDecision
from tracker.core.access import Ability, require
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.requests import ExtensionPapers
from tracker.core.words import Role
from tracker.store.queries.cases import cases_by_ids
from tracker.store.queries.desks import extensions_about, extensions_count, pending_extensions
from tracker.web.duties import duty_here
from tracker.web.forms import DayField, DeskForm
from tracker.web.paging import page_of
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts
    from tracker.store.queries.cases import CaseLine

pages = Blueprint("extensions", __name__)
_PAGE = 50


class AskForm(DeskForm):
    """延期申请: the day and the three papers."""

    until = DayField("申请延到")
    done_so_far = TextAreaField("已完成情况")
    reason = TextAreaField("不能按期完成的原因")
    plan = TextAreaField("整改计划")


class DecisionForm(DeskForm):
    """延期决定."""

    granted_until = DayField("核定日期")
    opinion = TextAreaField("意见")
    doc_no = StringField("文号")


@pages.get("/duties/<int:duty_id>/extension")
def ask(duty_id: int) -> ResponseReturnValue:
    """The liaison's page: what it takes to ask for a later date."""
    require(me(), Ability.REPORT)
    return _ask_page(duty_here(duty_id), AskForm(formdata=None), 200)


@pages.post("/duties/<int:duty_id>/extension")
def send(duty_id: int) -> ResponseReturnValue:
    """Ask for a later date."""
    require(me(), Ability.REPORT)
    duty = duty_here(duty_id)
    form = AskForm()
    try:
        until = form.a_day("until")
        if until is None:
            raise Refused("请选申请延到哪天。", field="until")
        papers = ExtensionPapers(until, form.done_so_far.data or "", form.reason.data or "", form.plan.data or "")
        extending.ask(site().now(), me(), duty.id, papers)
    except Refused as refused:
        return _ask_page(duty, form, form.refuse(refused))
    flash("延期申请已报，决定前不催您。")
    return redirect(url_for("duties.show", duty_id=duty.id))


@pages.get("/extensions")
def index() -> ResponseReturnValue:
    """Extension requests that wait, the oldest first, each with its decision."""
    _require_decider()
    return _list_page({}, 200)


@pages.post("/extensions/<int:extension_id>/decision")
def decide(extension_id: int) -> ResponseReturnValue:
    """Grant with the new date, or refuse with the reason."""
    _require_decider()
    form = DecisionForm()
    grants = request.form.get("answer") == "grant"
    try:
        until = form.a_day("granted_until") if grants else None
        if grants and until is None:
            raise Refused("同意延期须写核定日期。", field="granted_until")
        decision = ExtensionDecision(until, form.opinion.data or "", form.doc_no.data or "")
        extending.decide(site().now(), me(), extension_id, decision)
    except Refused as refused:
        return _list_page({extension_id: form}, form.refuse(refused))
    flash(f"已同意延到 {until:%Y-%m-%d}，原定日期保留。" if until else "已答复不同意延期，时限不变。")
    return redirect(url_for("extensions.index"))


def _require_decider() -> None:
    if me().role not in (Role.OFFICE, Role.LEADER):
        raise NotAllowed("延期由督查室或分管领导决定，您的身份不能办理。")


def _ask_page(duty: DutyFacts, form: AskForm, code: int) -> ResponseReturnValue:
    return render_template("extensions/ask.html", duty=duty, form=form, earlier=extensions_about(duty.id)[::-1]), code


def _list_page(typed: dict[int, DecisionForm], code: int) -> ResponseReturnValue:
    page = page_of(extensions_count(), _PAGE, endpoint="extensions.index")
    pending = pending_extensions(page.size, page.offset)
    listed = {case.id: case for case in cases_by_ids(duty.case_id for _, duty in pending if duty.is_listed)}
    rows = [
        (
            each,
            duty,
            typed.get(each.id, DecisionForm(formdata=None, granted_until=each.until)).apart(f"extension-{each.id}"),
            _why_not(listed.get(duty.case_id or 0)),
        )
        for each, duty in pending
    ]
    shown = {each.id for each, *_ in rows}
    stray = next((form for extension_id, form in typed.items() if extension_id not in shown), None)
    return render_template("extensions/index.html", rows=rows, page=page, stray=stray), code


def _why_not(case: CaseLine | None) -> str:
    """Empty where this person may decide; else whose decision it is (挂牌督办的延期由批准挂牌的领导决定)."""
    if case is None or (me().role is Role.LEADER and case.decided_by_id in (None, me().id)):
        return ""
    return f"这一件正在挂牌督办，延期由批准挂牌的{case.decided_by_name or '领导'}决定。"
