"""Two-stage collection (配合单位材料): supporting units give the lead their input; the lead sees it, merges it, reports once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_wtf.file import MultipleFileField
from wtforms import TextAreaField

from tracker.actions import progress
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.lamps import lamp_of
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import DutyStatus, ReportKind, Role
from tracker.store.queries import pages as readings
from tracker.store.queries.desks import reports_of
from tracker.store.queries.duties import duty_by_id
from tracker.store.queries.ledger import task_line
from tracker.store.queries.supporting import supporting, supporting_count
from tracker.web.forms import DeskForm, uploads_of
from tracker.web.paging import page_of
from tracker.web.shown_files import TAKEN, evidence_items
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts
    from tracker.store.queries.desks import ReportFacts

pages = Blueprint("contributions", __name__)
_PAGE = 50


class InputForm(DeskForm):
    """What the supporting unit did (配合情况)."""

    progress = TextAreaField("配合情况")
    files = MultipleFileField("佐证")


@pages.get("/supporting")
def index() -> ResponseReturnValue:
    """请您配合的事项: the open duties of others whose task names this unit as cooperating."""
    require(me(), Ability.REPORT)
    today, workdays, unit_id = site().today(), working_days(), me().unit_id or 0
    page = page_of(supporting_count(unit_id), _PAGE)
    asked = supporting(unit_id, limit=page.size, offset=page.offset)
    given = readings.inputs_given(unit_id, [duty.id for duty in asked])
    rows = [(duty, lamp_of(today, duty, workdays), given.get(duty.id)) for duty in asked]
    return render_template("contributions/index.html", rows=rows, page=page)


@pages.get("/duties/<int:duty_id>/contributions")
def show(duty_id: int) -> ResponseReturnValue:
    """The supporting unit's page of one duty: what is asked, what it gave, and the form."""
    duty = _asked_of_me(duty_id)
    if duty is None:
        return redirect(url_for("duties.show", duty_id=duty_id, _anchor="inputs"))
    return _page(duty, InputForm(formdata=None), 200)


@pages.post("/duties/<int:duty_id>/contributions")
def send(duty_id: int) -> ResponseReturnValue:
    """Give the lead words and files."""
    form = InputForm()
    desk = site()
    try:
        progress.contribute(
            desk.now(),
            me(),
            duty_id,
            form.progress.data or "",
            uploads_of(form),
            vault=desk.vault,
            max_mb=desk.config.max_upload_mb,
        )
    except Refused as refused:
        code = form.refuse(refused)
        duty = _asked_of_me(duty_id)
        if duty is None:
            raise
        return _page(duty, form, code)
    flash("材料已交给牵头单位，由牵头单位汇总后一次报送。")
    return redirect(url_for("contributions.show", duty_id=duty_id))


def inputs_among(reports: Sequence[ReportFacts]) -> list[dict[str, Any]]:
    """The supporting units' inputs among a duty's reports, as the panel 配合单位材料 lists them."""
    units = readings.units_of_people({each.author_id for each in reports if each.kind is ReportKind.INPUT})
    return [
        {
            "unit": units.get(each.author_id, each.author_name),
            "author": each.author_name,
            "at": each.submitted_at,
            "words": each.progress,
            "files": evidence_items(each.evidence),
        }
        for each in reports
        if each.kind is ReportKind.INPUT
    ]


def merged_words(before: str, inputs: Sequence[dict[str, Any]]) -> str:
    """The lead's words with the inputs below them, the oldest first, each under its unit's name (带入进展)."""
    parts = [before] if before.strip() else []
    parts += [f"【{each['unit']}】{each['words']}" for each in reversed(inputs)]
    return "\n".join(parts)


def _asked_of_me(duty_id: int) -> DutyFacts | None:
    """The duty that this unit supports; None for the lead itself and the office, who have the duty's own page."""
    actor = me()
    duty = duty_by_id(duty_id)
    if duty is not None and actor.role is not Role.LIAISON:
        return None
    if duty is not None and duty.unit_id == actor.unit_id:
        return None
    if duty is None or not progress.supports(actor, duty):
        raise NotThere("没有找到这一页，可能已经移走，或者不归您单位。")
    return duty


def _page(duty: DutyFacts, form: InputForm, code: int) -> ResponseReturnValue:
    line = task_line(duty.task_id, site().today(), working_days())
    if line is None:
        raise NotThere("没有找到这一页，可能已经移走，或者不归您单位。")
    mine = readings.people_of_unit(me().unit_id or 0)
    own = [each for each in reports_of(duty.id) if each.kind is ReportKind.INPUT and each.author_id in mine]
    return render_template(
        "contributions/show.html",
        duty=duty,
        line=line,
        reading=lamp_of(site().today(), duty, working_days()),
        form=form,
        is_open=duty.status is DutyStatus.ACTIVE,
        given=inputs_among(own),
        max_mb=site().config.max_upload_mb,
        taken=TAKEN,
    ), code
