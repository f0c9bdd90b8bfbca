"""A duty's page (责任事项): what is owed and why that day, what was reported, and the form for the unit's liaison."""

from __future__ import annotations

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
from tracker.store.queries.cases import case_by_id
from tracker.store.queries.desks import extensions_about, objections_about, reports_of, why_of
from tracker.store.queries.duties import duty_by_id
from tracker.store.queries.indicators import indicators_of, values_of
from tracker.store.queries.intake import admitted_at, kept_document
from tracker.store.queries.ledger import task_line
from tracker.store.queries.task_pages import exemptions_of
from tracker.web.contributions import inputs_among, merged_words
from tracker.web.drafts import draft_of
from tracker.web.duty_story import by_day, timeline_of
from tracker.web.duty_turn import steps_of_duty, turn_of_duty
from tracker.web.forms import DayField, DeskForm, uploads_of
from tracker.web.plans import beside_lamp, unit_chips
from tracker.web.shown_files import TAKEN, evidence_items, thumbnails
from tracker.web.sign_in import me
from tracker.web.site import site
from tracker.web.source_pane import excerpt
from tracker.web.tasks import place_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts
    from tracker.store.queries.cases import CaseLine
    from tracker.store.queries.desks import ExtensionFacts, ReportFacts

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
    today, workdays = site().today(), working_days()
    reports, extensions, timeline = reports_of(duty.id), extensions_about(duty.id), timeline_of(duty.id)
    reading, case, last = lamp_of(today, duty, workdays), _case_of(duty), _last_own(reports)
    is_liaison = me().role is Role.LIAISON
    draft = draft_of(duty.id) if is_liaison else None
    why = _why(duty, extensions)
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
        turn=turn_of_duty(duty, last, extensions, case, today, workdays),
        steps=steps_of_duty(duty, last, admitted_at(duty.plan_id)),
        why_steps=why[:-1],
        why_end=why[-1] if why else "原文没有写到期日，不设到期提醒。",
        source=excerpt(kept_document(duty.plan_id, line.id), line.source),
        place=place_said(line.source),
        case=case,
        reports=[each for each in reports if each.kind is not ReportKind.INPUT],
        returned=last if last is not None and last.status is ReportStatus.RETURNED else None,
        inputs=inputs_among(reports),
        extensions=extensions[::-1],
        objections=objections_about(duty.id)[::-1],
        draft_said=draft[0] if draft else "",
        may_extend=duty.due is not None and today <= duty.due and not duty.waits_for_office,
        evidence_items=evidence_items,
        thumbnails=thumbnails,
        story=by_day(timeline),
        max_mb=site().config.max_upload_mb,
        taken=TAKEN,
    ), code


def _case_of(duty: DutyFacts) -> CaseLine | None:
    return case_by_id(duty.case_id) if duty.case_id else None


def _why(duty: DutyFacts, extensions: Sequence[ExtensionFacts]) -> list[str]:
    """为什么是这一天: the compiler's steps, then every extension that was granted; the conclusion last."""
    steps = why_of(duty.id)
    granted = [each for each in extensions if each.granted_until]
    if not granted or duty.due is None:
        return steps
    moved = [
        f"{each.asked_at:%Y-%m-%d} 申请延到 {each.until:%Y-%m-%d}，同意延到 {each.granted_until:%Y-%m-%d}"
        f"{'（' + each.doc_no + '）' if each.doc_no else ''}；原定日期保留。"
        for each in granted
    ]
    return [*steps, *moved, f"所以现在是 {duty.due:%Y-%m-%d}。"]
