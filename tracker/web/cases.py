"""Listed supervision (挂牌督办): proposals, listings in force, and the decisions on one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from tracker.actions import listing
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.cases import Listing
from tracker.core.lamps import lamp_of
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import CaseStatus, DutyStatus, LegalTrack, Role
from tracker.store.queries.desks import case_by_id
from tracker.store.queries.desks import cases as all_cases
from tracker.web.duties import timeline_of
from tracker.web.forms import DayField, DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.desks import CaseLine

pages = Blueprint("cases", __name__)
_PAGE = 50
_USUAL_LIMIT_WORKDAYS = 30


class ListForm(DeskForm):
    """批准挂牌: what a listing must say."""

    track = SelectField(
        "督办依据的轨道",
        choices=[SelectChoice(str(track), track.label) for track in LegalTrack],
        validate_choice=False,
    )
    basis = TextAreaField("挂牌依据")
    limit = DayField("督办限期")
    supervising_unit = StringField("督办单位")
    responsible = StringField("责任人")


class OpinionForm(DeskForm):
    """不予挂牌 and 摘牌: a reason."""

    opinion = TextAreaField("理由")


@pages.get("/cases")
def index() -> ResponseReturnValue:
    """What waits for a decision, what is listed, what is over."""
    require(me(), Ability.SEE_CASES)
    found = [(case, _reading(case)) for case in all_cases()]
    proposed = [pair for pair in found if pair[0].status is CaseStatus.PROPOSED]
    page = max(1, request.args.get("page", 1, type=int))
    last = max(1, -(-len(proposed) // _PAGE))
    page = min(page, last)
    return render_template(
        "cases/index.html",
        proposed=proposed[(page - 1) * _PAGE : page * _PAGE],
        proposals=len(proposed),
        page=page,
        pages=last,
        page_href=lambda number: url_for("cases.index", page=number),
        listed=[pair for pair in found if pair[0].status is CaseStatus.LISTED],
        over=[pair for pair in found if pair[0].status in (CaseStatus.RELEASED, CaseStatus.DISMISSED)],
    )


@pages.get("/cases/<int:case_id>")
def show(case_id: int) -> ResponseReturnValue:
    """One case: its facts, its steps, the next decision."""
    case = _case(case_id)
    usual = working_days().add(site().today(), _USUAL_LIMIT_WORKDAYS)
    return _page(case, ListForm(formdata=None, limit=usual), OpinionForm(formdata=None), 200)


@pages.post("/cases/<int:case_id>/listing")
def list_it(case_id: int) -> ResponseReturnValue:
    """批准挂牌."""
    case = _case(case_id)
    form = ListForm()
    try:
        number = listing.list_case(site().now(), me(), case.id, _listing(form))
    except Refused as refused:
        return _page(case, form, OpinionForm(formdata=None), form.refuse(refused))
    flash(f"已挂牌，编号 {number}。责任单位和督查室会收到通知。")
    return redirect(url_for("cases.show", case_id=case.id))


@pages.post("/cases/<int:case_id>/dismissal")
def dismiss(case_id: int) -> ResponseReturnValue:
    """不予挂牌."""
    case = _case(case_id)
    form = OpinionForm()
    try:
        listing.dismiss_case(site().now(), me(), case.id, form.opinion.data or "")
    except Refused as refused:
        return _page(case, ListForm(formdata=None), form, form.refuse(refused))
    flash("已记为不予挂牌，系统不再就这一件建议挂牌。")
    return redirect(url_for("cases.show", case_id=case.id))


@pages.post("/cases/<int:case_id>/release")
def release(case_id: int) -> ResponseReturnValue:
    """销号摘牌."""
    case = _case(case_id)
    form = OpinionForm()
    try:
        listing.release_case(site().now(), me(), case.id, form.opinion.data or "")
    except Refused as refused:
        return _page(case, ListForm(formdata=None), form, form.refuse(refused))
    flash("已销号摘牌。")
    return redirect(url_for("cases.show", case_id=case.id))


def _case(case_id: int) -> CaseLine:
    require(me(), Ability.SEE_CASES)
    found = case_by_id(case_id)
    if found is None:
        raise NotThere("没有找到这件挂牌督办。")
    return found


def _listing(form: ListForm) -> Listing:
    try:
        track = LegalTrack(form.track.data or "")
    except ValueError:
        raise Refused("请选督办依据的轨道。", field="track") from None
    form.limit.validate(form)
    if form.limit.data is None:
        raise Refused("请选督办限期。", field="" if form.limit.errors else "limit")
    return Listing(
        track=track,
        basis=form.basis.data or "",
        limit=form.limit.data,
        supervising_unit=form.supervising_unit.data or "",
        responsible=form.responsible.data or "",
    )


def _reading(case: CaseLine) -> Any:  # noqa: ANN401 - a lamp reading, for the template
    return lamp_of(site().today(), case.duty, working_days())


def _page(case: CaseLine, listing_form: ListForm, opinion_form: OpinionForm, code: int) -> ResponseReturnValue:
    today = site().today()
    role = me().role
    return render_template(
        "cases/show.html",
        case=case,
        reading=_reading(case),
        left=working_days().between(today, case.limit) if case.limit else None,
        turn=_turn(case),
        steps=_steps(case),
        listing_form=listing_form,
        opinion_form=opinion_form,
        may_list=role is Role.LEADER and case.status is CaseStatus.PROPOSED,
        may_dismiss=role in (Role.LEADER, Role.OFFICE) and case.status is CaseStatus.PROPOSED,
        may_release=(
            role is Role.LEADER and case.status is CaseStatus.LISTED and case.duty.status is DutyStatus.CLOSED
        ),
        timeline=timeline_of(case.duty.id),
    ), code


def _turn(case: CaseLine) -> str:
    """Whose move it is."""
    if case.status is CaseStatus.PROPOSED:
        return "分管领导决定是否挂牌"
    if case.status is not CaseStatus.LISTED:
        return ""
    return {
        DutyStatus.ACTIVE: f"{case.duty.unit_name}整改并申请销号",
        DutyStatus.SUBMITTED: "督查室审核销号申请",
    }.get(case.duty.status, f"{case.decided_by_name or '批准挂牌的领导'}决定摘牌")


def _steps(case: CaseLine) -> list[dict[str, Any]]:
    """办理步骤 and how far they are."""
    if case.status is CaseStatus.DISMISSED:
        return [
            {"title": "提出建议", "note": _day(case.proposed_at), "state": "done"},
            {"title": "不予挂牌", "note": f"{_day(case.decided_at)} {case.decided_by_name or ''}", "state": "done"},
        ]
    done = 1
    if case.status in (CaseStatus.LISTED, CaseStatus.RELEASED):
        done = {DutyStatus.ACTIVE: 2, DutyStatus.SUBMITTED: 3}.get(case.duty.status, 4)
    if case.status is CaseStatus.RELEASED:
        done = 5
    notes = (
        ("提出建议", f"{_day(case.proposed_at)} 系统"),
        ("批准挂牌", f"{_day(case.decided_at)} {case.decided_by_name or '分管领导'}".strip()),
        ("整改并申请销号", case.duty.unit_name),
        ("审核佐证", "督查室"),
        ("销号摘牌", _day(case.released_at) or "谁挂牌、谁摘牌"),
    )
    return [
        {"title": title, "note": note, "state": "done" if n < done else "current" if n == done else "todo"}
        for n, (title, note) in enumerate(notes)
    ]


def _day(at: Any) -> str:  # noqa: ANN401 - a moment or nothing
    return f"{at.month}月{at.day}日" if at else ""
