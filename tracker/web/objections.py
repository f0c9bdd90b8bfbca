"""职责异议 (不是我单位的): the liaison's page to object, the list of what waits, the office's ruling in writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from tracker.actions import objecting
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.store.queries.desks import objections_about, objections_count, pending_objections
from tracker.store.queries.units import units_of_plans
from tracker.web.duties import duty_here
from tracker.web.forms import DeskForm
from tracker.web.paging import page_of
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts

pages = Blueprint("objections", __name__)
_PAGE = 50


class MakeForm(DeskForm):
    """职责异议书."""

    reason = TextAreaField("理由")
    proposed_unit = StringField("建议由哪个单位承办")


class RulingForm(DeskForm):
    """裁定."""

    reply = TextAreaField("书面答复")
    new_unit = SelectField("改由哪个单位承办", coerce=int, validate_choice=False)


@pages.get("/duties/<int:duty_id>/objection")
def make(duty_id: int) -> ResponseReturnValue:
    """The liaison's page: what it takes to say that a duty is not this unit's."""
    require(me(), Ability.REPORT)
    return _make_page(duty_here(duty_id), MakeForm(formdata=None), 200)


@pages.post("/duties/<int:duty_id>/objection")
def send(duty_id: int) -> ResponseReturnValue:
    """Object."""
    require(me(), Ability.REPORT)
    duty = duty_here(duty_id)
    form = MakeForm()
    try:
        objecting.make_objection(site().now(), me(), duty.id, form.reason.data or "", form.proposed_unit.data or "")
    except Refused as refused:
        return _make_page(duty, form, form.refuse(refused))
    flash("职责异议已报，裁定前不催您。")
    return redirect(url_for("duties.show", duty_id=duty.id))


@pages.get("/objections")
def index() -> ResponseReturnValue:
    """Objections that wait, the oldest first, each with its ruling."""
    require(me(), Ability.REVIEW)
    return _list_page({}, 200)


@pages.post("/objections/<int:objection_id>/decision")
def decide(objection_id: int) -> ResponseReturnValue:
    """Uphold, and give the duty to another unit where one is chosen; or dismiss."""
    require(me(), Ability.REVIEW)
    form = RulingForm()
    upheld = request.form.get("answer") == "uphold"
    try:
        objecting.decide_objection(
            site().now(),
            me(),
            objection_id,
            upheld=upheld,
            reply=form.reply.data or "",
            new_unit_id=(form.new_unit.data or None) if upheld else None,
        )
    except Refused as refused:
        return _list_page({objection_id: form}, form.refuse(refused))
    flash("异议成立，原单位不再办理这一件。" if upheld else "异议不成立，仍由原单位办理。")
    return redirect(url_for("objections.index"))


def _make_page(duty: DutyFacts, form: MakeForm, code: int) -> ResponseReturnValue:
    return render_template("objections/make.html", duty=duty, form=form, earlier=objections_about(duty.id)[::-1]), code


def _list_page(typed: dict[int, RulingForm], code: int) -> ResponseReturnValue:
    page = page_of(objections_count(), _PAGE, endpoint="objections.index")
    pending = pending_objections(page.size, page.offset)
    units = units_of_plans({duty.plan_key for _, duty in pending})
    rows = []
    for each, duty in pending:
        form = typed.get(each.id, RulingForm(formdata=None)).apart(f"objection-{each.id}")
        form.new_unit.choices = [SelectChoice(0, "暂不改派")] + [
            SelectChoice(unit_id, name) for unit_id, name in units[duty.plan_key] if unit_id != duty.unit_id
        ]
        rows.append((each, duty, form))
    shown = {each.id for each, *_ in rows}
    stray = next((form for objection_id, form in typed.items() if objection_id not in shown), None)
    return render_template("objections/index.html", rows=rows, page=page, stray=stray), code
