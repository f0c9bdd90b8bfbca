"""Listed supervision (挂牌督办): the list, and one case with the one form that its next step needs.

The verbs stand in `listing`, `rectifying` and `releasing`, in the order of the procedure; the forms in `case_forms`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, url_for

from tracker.actions.working_days import working_days
from tracker.core.access import NOT_HERE, Ability, require, require_unit
from tracker.core.facts import IN_FORCE, OVER, PROPOSALS
from tracker.core.lamps import lamp_of
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import CaseStatus, ReportKind, Role, Standard
from tracker.store.queries import case_lists
from tracker.store.queries import cases as readings
from tracker.store.queries.desks import reports_of
from tracker.web import case_forms as forms
from tracker.web.case_steps import age_said, all_proven, steps_of, turn_of
from tracker.web.duty_story import timeline_of
from tracker.web.paging import page_of
from tracker.web.shown_files import TAKEN, evidence_items
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from flask.typing import ResponseReturnValue

    from tracker.core.lamps import LampReading
    from tracker.core.workdays import Workdays
    from tracker.store.queries.cases import CaseLine, MeasureLine
    from tracker.store.queries.desks import ReportFacts
    from tracker.web.case_steps import Turn
    from tracker.web.forms import DeskForm
    from tracker.web.paging import Page

pages = Blueprint("cases", __name__)
_PAGE = 50
_USUAL_LIMIT_WORKDAYS = 30
_S = CaseStatus
_OFFERS: dict[tuple[CaseStatus, Role], tuple[str, ...]] = {
    (_S.PROPOSED, Role.LIAISON): ("reply",),
    (_S.PROPOSED, Role.OFFICE): ("check", "dismiss"),
    (_S.PROPOSED, Role.LEADER): ("", "dismiss"),
    (_S.CHECKED, Role.OFFICE): ("", "dismiss"),
    (_S.CHECKED, Role.LEADER): ("list_it", "dismiss"),
    (_S.LISTED, Role.LIAISON): ("plan",),
    (_S.PLANNED, Role.OFFICE): ("plan_verdict",),
    (_S.RECTIFYING, Role.LIAISON): ("measure",),
    (_S.RELEASE_ASKED, Role.OFFICE): ("first_check",),
    (_S.VERIFYING, Role.OFFICE): ("site_check",),
    (_S.VERIFIED, Role.OFFICE): ("notice",),
    (_S.VERIFIED, Role.LEADER): ("release", "revoke"),
    (_S.NOTICED, Role.OFFICE): ("", "objection"),
    (_S.NOTICED, Role.LEADER): ("release", "revoke"),
    (_S.RELEASED, Role.LEADER): ("", "rebound"),
}
"""For a state and a role: the form of the next step (empty for none), then the rare ones, folded."""


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list: today's lamp, whose move it is, how long it has been there."""

    case: CaseLine
    reading: LampReading
    turn: Turn
    age: str


@pages.get("/cases")
def index() -> ResponseReturnValue:
    """What is listed with its age and whose ball it is, what is proposed, what is over. A liaison sees the own unit's."""
    require(me(), Ability.SEE_CASES)
    actor, today, workdays = me(), site().today(), working_days()
    unit_id = actor.held_to
    counts = case_lists.counts(unit_id)

    def heap(statuses: Collection[CaseStatus], name: str, first: Any = None) -> tuple[list[Row], Page]:  # noqa: ANN401
        page = page_of(sum(counts[status] for status in statuses), _PAGE, name)
        found = case_lists.some(statuses, unit_id, first=first, limit=page.size, offset=page.offset)
        return [_row(case, today, workdays) for case in found], page

    return render_template(
        "cases/index.html",
        proposed=heap(PROPOSALS, "page", case_lists.waits_first_for(actor.role, today, workdays)),
        listed=heap(IN_FORCE, "listed"),
        over=heap(OVER, "over"),
    )


def _row(case: CaseLine, today: date, workdays: Workdays) -> Row:
    return Row(
        case,
        reading=lamp_of(today, case.duty, workdays),
        turn=turn_of(case, today, workdays),
        age=age_said(case, today, workdays),
    )


@pages.get("/cases/<int:case_id>")
def show(case_id: int) -> ResponseReturnValue:
    """One case: its facts, its steps, the next move."""
    return case_page(case_here(case_id), 200)


def case_here(case_id: int) -> CaseLine:
    """The case, where this person may see it; another unit's looks to a liaison as if it were not there."""
    require(me(), Ability.SEE_CASES)
    found = readings.case_by_id(case_id)
    if found is None:
        raise NotThere(NOT_HERE)
    require_unit(me(), found.duty.unit_id)
    return found


def act(case_id: int, name: str, form: DeskForm, do: Callable[[CaseLine], str]) -> ResponseReturnValue:
    """Make a move and say what was done; a refusal shows the page again with everything that was typed."""
    case = case_here(case_id)
    try:
        said = do(case)
    except Refused as refused:
        return case_page(case_here(case_id), form.refuse(refused), typed=(name, form))
    flash(said)
    return redirect(url_for("cases.show", case_id=case_id))


def case_page(case: CaseLine, code: int, *, typed: tuple[str, DeskForm] | None = None) -> ResponseReturnValue:
    """The page of a case; `typed` is the name and form of a move that was refused."""
    today, workdays = site().today(), working_days()
    measures = readings.measures_of(case.id)
    names = _offered(case, measures)
    shown = {name: _form(name, case, measures, typed) for name in names if name}
    is_stray = typed is not None and typed[0] not in shown
    reports = reports_of(case.duty.id)
    return render_template(
        "cases/show.html",
        case=case,
        reading=lamp_of(today, case.duty, workdays),
        left=workdays.between(today, case.limit) if case.limit else None,
        turn=turn_of(case, today, workdays, measures),
        age=age_said(case, today, workdays),
        is_over=case.status in OVER,
        under_the_plate=case.status in IN_FORCE,
        steps=steps_of(case, measures),
        main=names[0],
        rare=[name for name in names[1:] if name],
        forms=shown,
        opened=typed[0] if typed else "",
        stray=typed[1] if typed and is_stray else None,
        measures=measures,
        plan_texts=forms.PLAN_TEXTS,
        shown_by=_by_measure(reports),
        applications=[each for each in reports if each.kind is ReportKind.RELEASE],
        verifications=readings.verifications_of(case.id),
        evidence_items=evidence_items,
        timeline=timeline_of(case.duty.id),
        standard=forms.STANDARD,
        standards=list(Standard),
        max_mb=site().config.max_upload_mb,
        taken=TAKEN,
    ), code


def _offered(case: CaseLine, measures: Sequence[MeasureLine]) -> list[str]:
    """The main form's name and the folded ones, for this person and this state."""
    actor = me()
    names = list(_OFFERS.get((case.status, actor.role), ("",)))
    if case.status in IN_FORCE and actor.role is Role.LEADER and "revoke" not in names:
        names.append("revoke")
    main = names[0]
    if main == "check" and turn_of(case, site().today(), working_days()).role is not Role.OFFICE:
        main = ""
    elif main == "measure" and all_proven(measures):
        main, names = "ask_release", ["ask_release", "measure"]
    elif (main == "notice" and not case.is_public) or (main == "release" and not _may_release(case)):
        main = ""
    return [main, *names[1:]]


def _may_release(case: CaseLine) -> bool:
    """Whether the red button would do it: 谁挂牌、谁摘牌, and where it is public, after the notice."""
    turn = turn_of(case, site().today(), working_days())
    return case.decided_by_id == me().id and turn.role is Role.LEADER and not case.duty.extension_pending


def _form(name: str, case: CaseLine, measures: Sequence[MeasureLine], typed: tuple[str, DeskForm] | None) -> DeskForm:
    """The form of a move: the one that was refused, else a fresh one; with its choices and ids of its own."""
    form = typed[1] if typed and typed[0] == name else _fresh(name, case, measures)
    if isinstance(form, forms.MeasureForm):
        forms.measure_choices(form, measures)
    elif isinstance(form, forms.SiteCheckForm):
        forms.people_choices(form, readings.people_to_verify(case))
    return form.apart(name.replace("_", "-"))


def _fresh(name: str, case: CaseLine, measures: Sequence[MeasureLine]) -> DeskForm:
    today = site().today()
    if name == "list_it":
        return forms.ListForm(formdata=None, limit=working_days().add(today, _USUAL_LIMIT_WORKDAYS))
    if name == "plan":
        return forms.plan_form(case, measures)
    if name == "ask_release":
        return forms.ReleaseAskForm(formdata=None, approved_on=today, data=_last_application(case))
    if name == "site_check":
        return forms.SiteCheckForm(formdata=None, day=today)
    plain: dict[str, type[DeskForm]] = {
        "reply": forms.ReplyForm,
        "revoke": forms.RevokeForm,
        "measure": forms.MeasureForm,
        "objection": forms.ObjectionForm,
        "rebound": forms.ReboundForm,
    }
    return plain.get(name, forms.OpinionForm)(formdata=None)


def _last_application(case: CaseLine) -> dict[str, str]:
    """The words of the application that was returned, to be mended."""
    last = next((each for each in reports_of(case.duty.id) if each.kind is ReportKind.RELEASE), None)
    if last is None:
        return {}
    answers = {f"{forms.STANDARD}{name}": answer for name, answer in last.standards.items()}
    return {"progress": last.progress, "approved_by_head": last.approved_by_head, **answers}


def _by_measure(reports: Sequence[ReportFacts]) -> dict[int, list[ReportFacts]]:
    """The reports on each measure, the newest first."""
    found: dict[int, list[ReportFacts]] = {}
    for each in reports:
        if each.measure_id is not None:
            found.setdefault(each.measure_id, []).append(each)
    return found
