"""A duty's page (责任事项): what is owed and why that day, what was reported, and the form for the unit's liaison."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from tracker.actions import progress
from tracker.actions.progress import is_claim
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require, require_unit
from tracker.core.lamps import lamp_of
from tracker.core.lifecycle import Move, why_not
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import DutyKind, DutyStatus, ReportKind, ReportStatus, Role
from tracker.store.queries import pages as readings
from tracker.store.queries.cases import case_by_id
from tracker.store.queries.desks import extensions_about, history_of, objections_about, reports_of, why_of
from tracker.store.queries.duties import duty_by_id
from tracker.store.queries.indicators import indicators_of, values_of
from tracker.store.queries.ledger import task_line
from tracker.store.queries.task_pages import exemptions_of
from tracker.web.contributions import inputs_among, merged_words
from tracker.web.drafts import draft_of
from tracker.web.forms import DayField, DeskForm, uploads_of
from tracker.web.plans import beside_lamp, unit_chips
from tracker.web.shown_files import TAKEN, evidence_items
from tracker.web.sign_in import me
from tracker.web.site import site
from tracker.web.tasks import place_said

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts
    from tracker.core.words import DispatchState
    from tracker.store.queries.desks import ReportFacts

pages = Blueprint("duties", __name__)
_KINDS = (ReportKind.PROGRESS, ReportKind.CLOSURE)
"""What this form sends; the other answers have their own page (`answers`), listed matters theirs (`cases`)."""
_INDICATOR = "indicator-"
_NOT_HERE = "没有找到这一页，可能已经移走，或者不归您单位。"


class ReportForm(DeskForm):
    """What a unit has done (报进展)."""

    kind = RadioField(
        "这次报的是",
        choices=[SelectChoice(str(kind), kind.label) for kind in _KINDS],
        default=str(ReportKind.PROGRESS),
        validate_choice=False,
    )
    progress = TextAreaField("进展情况")
    problems = TextAreaField("存在的问题")
    next_steps = TextAreaField("下一步措施")
    approved_by_head = StringField("审定人")
    approved_on = DayField("审定日期")
    is_stamped = BooleanField("已附盖章扫描件")
    files = MultipleFileField("佐证")

    @property
    def values(self) -> dict[int, str]:
        """What was typed beside each target (指标现值)."""
        return {
            int(name.removeprefix(_INDICATOR)): field.data or ""
            for name, field in self._fields.items()
            if name.startswith(_INDICATOR)
        }


@pages.get("/duties/<int:duty_id>")
def show(duty_id: int) -> ResponseReturnValue:
    """One duty."""
    duty = duty_here(duty_id)
    return _page(duty, _fresh_form(duty, reports_of(duty.id)), 200)


@pages.post("/duties/<int:duty_id>/reports")
def report(duty_id: int) -> ResponseReturnValue:
    """Post a report with its evidence."""
    duty = duty_here(duty_id)
    form = _form_for(duty)()
    chosen = [file for file in form.files.data or () if file.filename]
    try:
        kind = _kind(form.kind.data)
        text = progress.ReportText(
            kind=kind,
            progress=form.progress.data or "",
            problems=form.problems.data or "",
            next_steps=form.next_steps.data or "",
            approved_by_head=form.approved_by_head.data or "",
            approved_on=form.a_day("approved_on") if (form.approved_by_head.data or "").strip() else None,
            is_stamped=bool(form.is_stamped.data),
            values=form.values,
        )
        desk = site()
        progress.report(
            desk.now(), me(), duty.id, text, uploads_of(form), vault=desk.vault, max_mb=desk.config.max_upload_mb
        )
    except Refused as refused:
        status = form.refuse(refused)
        return _page(duty, form, status, lost_files=bool(chosen))
    flash("已报送督查室，审核期间不再催您。" if is_claim(kind, duty) else "进展已报送督查室，事项继续由您单位推进。")
    return redirect(url_for("duties.show", duty_id=duty.id))


def duty_here(duty_id: int) -> DutyFacts:
    """The duty, where this person may see it; else it looks as if it were not there."""
    require(me(), Ability.SEE_DUTY)
    duty = duty_by_id(duty_id)
    if duty is None:
        raise NotThere(_NOT_HERE)
    require_unit(me(), duty.unit_id)
    return duty


def timeline_of(duty_id: int) -> list[dict[str, Any]]:
    """The duty's history and the reminders that named it, newest first."""
    entries = [
        {
            "at": entry.at,
            "what": entry.verb,
            "who": "" if entry.is_machine else entry.actor_name,
            "quote": entry.words,
            "machine": entry.is_machine,
        }
        for entry in history_of("duty", duty_id)
    ]
    by_moment: dict[tuple[datetime, DispatchState], list[str]] = defaultdict(list)
    for said in readings.said_about(duty_id):
        by_moment[said.at, said.state].append(said.channel)
    entries += [
        {"at": at, "what": f"提醒写给 {'、'.join(channels)}", "who": state.label, "machine": True}
        for (at, state), channels in by_moment.items()
    ]
    return sorted(entries, key=lambda entry: str(entry["at"].isoformat()), reverse=True)


def ball_said(duty: DutyFacts) -> str:
    """谁的球: whose move it is."""
    if duty.is_exempt:
        return "没有人，已豁免"
    if duty.status is DutyStatus.SUBMITTED or (duty.status is DutyStatus.ACTIVE and duty.waits_for_office):
        return "督查室（不催责任单位）"
    if duty.status is DutyStatus.ACTIVE:
        return duty.unit_name
    return "没有人，已经办结" if duty.status is DutyStatus.CLOSED else "没有人，已撤销"


def _why_no_form(duty: DutyFacts) -> str:
    return "这一项已经豁免，不用办理，也不会再提醒。" if duty.is_exempt else why_not(duty.status, Move.REPORT)


def _kind(text: str | None) -> ReportKind:
    if text not in set(_KINDS):
        raise Refused("请选这次报的是阶段进展还是申请销号。", field="kind")
    return ReportKind(text)


def _form_for(duty: DutyFacts) -> type[ReportForm]:
    """The form with one field for each target of the task."""

    class WithTargets(ReportForm):
        """A report on a task that has targets."""

    for facts in indicators_of(duty.task_id):
        setattr(WithTargets, f"{_INDICATOR}{facts.id}", StringField(facts.target.name))
    return WithTargets


def _fresh_form(duty: DutyFacts, reports: tuple[ReportFacts, ...]) -> ReportForm:
    """The form with what is known: the words of a returned report, over them the draft, below them the merged inputs."""
    values: dict[str, Any] = {"approved_on": site().today()}
    last = _last_own(reports)
    if last is not None and last.status is ReportStatus.RETURNED:
        values |= {
            "kind": str(last.kind) if last.kind in _KINDS else str(ReportKind.PROGRESS),
            "progress": last.progress,
            "problems": last.problems,
            "next_steps": last.next_steps,
            "approved_by_head": last.approved_by_head,
            **{f"{_INDICATOR}{value.indicator.id}": value.shown for value in values_of(last.id)},
        }
    draft = draft_of(duty.id)
    if draft is not None:
        values |= draft[1]
    if request.args.get("merge") == "1":
        values["progress"] = merged_words(values.get("progress", ""), inputs_among(reports))
    return _form_for(duty)(formdata=None, data=values)


def _last_own(reports: tuple[ReportFacts, ...]) -> ReportFacts | None:
    """The unit's last own report: not what others gave it, not progress on a measure."""
    return next((each for each in reports if each.kind not in (ReportKind.INPUT, ReportKind.MEASURE)), None)


def _page(duty: DutyFacts, form: ReportForm, code: int, *, lost_files: bool = False) -> ResponseReturnValue:
    line = task_line(duty.task_id, site().today(), working_days())
    if line is None:
        raise NotThere(_NOT_HERE)
    reading = lamp_of(site().today(), duty, working_days())
    why = why_of(duty.id)
    reports = reports_of(duty.id)
    last = _last_own(reports)
    is_liaison = me().role is Role.LIAISON
    draft = draft_of(duty.id) if is_liaison else None
    exempt_because = exemptions_of(duty.task_id).get(duty.unit_id, "") if duty.is_exempt else None
    return render_template(
        "duties/show.html",
        duty=duty,
        line=line,
        form=form,
        may_report=is_liaison and duty.status is DutyStatus.ACTIVE and not duty.is_exempt,
        targets=[(facts, form[f"{_INDICATOR}{facts.id}"]) for facts in indicators_of(duty.task_id)],
        exempt_because=exempt_because,
        values={each.id: values_of(each.id) for each in reports},
        is_periodic=duty.kind is DutyKind.REPORT,
        why_no_form=_why_no_form(duty) if is_liaison else "",
        lost_files=lost_files,
        reading=reading,
        detail=beside_lamp(reading, line),
        leads=unit_chips(line.leads),
        cooperating=unit_chips(line.cooperating),
        ball=ball_said(duty),
        why_steps=why[:-1],
        why_end=why[-1] if why else "原文没有写到期日，不设到期提醒。",
        place=place_said(line.source),
        case=case_by_id(duty.case_id) if duty.case_id else None,
        reports=[each for each in reports if each.kind is not ReportKind.INPUT],
        returned=last if last is not None and last.status is ReportStatus.RETURNED else None,
        inputs=inputs_among(reports),
        extensions=extensions_about(duty.id)[::-1],
        objections=objections_about(duty.id)[::-1],
        draft_said=draft[0] if draft else "",
        may_extend=duty.due is not None and site().today() <= duty.due and not duty.waits_for_office,
        evidence_items=evidence_items,
        timeline=timeline_of(duty.id),
        max_mb=site().config.max_upload_mb,
        taken=TAKEN,
    ), code
