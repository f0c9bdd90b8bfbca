"""One-tap answers (其他答复): 本期无变化, 已在别处报送, 需要协调. Beside them the ways to 申请延期 and 职责异议."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.file import MultipleFileField
from wtforms import TextAreaField

from tracker.actions import progress
from tracker.actions.progress import ReportText
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.lamps import lamp_of
from tracker.core.refusals import Refused
from tracker.core.words import DutyKind, DutyStatus, ReportKind
from tracker.web.duties import duty_here
from tracker.web.forms import DeskForm, uploads_of
from tracker.web.shown_files import TAKEN
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts

pages = Blueprint("answers", __name__)
_SAID = {
    ReportKind.NO_CHANGE: "已报“本期无变化”。",
    ReportKind.ELSEWHERE: "已报督查室：在别处报送过，材料附后。",
    ReportKind.COORDINATION: "已请督查室协调，事项继续由您单位推进。",
}


class AnswerForm(DeskForm):
    """An answer with a file or with words."""

    progress = TextAreaField("说明")
    files = MultipleFileField("在别处报送的那份材料")


@pages.get("/duties/<int:duty_id>/answers")
def show(duty_id: int) -> ResponseReturnValue:
    """The answers that need a file or words."""
    require(me(), Ability.REPORT)
    return _page(duty_here(duty_id), {}, 200)


@pages.post("/duties/<int:duty_id>/answers")
def send(duty_id: int) -> ResponseReturnValue:
    """Post the answer as a report of its kind."""
    require(me(), Ability.REPORT)
    duty = duty_here(duty_id)
    form = AnswerForm()
    kind = request.form.get("kind", "")
    try:
        if kind not in set(_SAID):
            raise Refused("请选一种答复。")
        text = ReportText(ReportKind(kind), form.progress.data or "")
        desk = site()
        progress.report(
            desk.now(), me(), duty.id, text, uploads_of(form), vault=desk.vault, max_mb=desk.config.max_upload_mb
        )
    except Refused as refused:
        return _page(duty, {kind: form}, form.refuse(refused))
    flash(_SAID[ReportKind(kind)])
    return redirect(url_for("duties.show", duty_id=duty.id))


def _page(duty: DutyFacts, typed: dict[str, AnswerForm], code: int) -> ResponseReturnValue:
    forms = {
        kind: typed.get(kind, AnswerForm(formdata=None)).apart(kind)
        for kind in (ReportKind.COORDINATION, ReportKind.ELSEWHERE)
    }
    stray = next((form for kind, form in typed.items() if kind not in set(forms)), None)
    return render_template(
        "answers/show.html",
        duty=duty,
        reading=lamp_of(site().today(), duty, working_days()),
        coordination=forms[ReportKind.COORDINATION],
        elsewhere=forms[ReportKind.ELSEWHERE],
        stray=stray,
        is_open=duty.status is DutyStatus.ACTIVE,
        is_periodic=duty.kind is DutyKind.REPORT,
        max_mb=site().config.max_upload_mb,
        taken=TAKEN,
    ), code
