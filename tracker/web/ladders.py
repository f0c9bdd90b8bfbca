"""A plan's ladder (催办阶梯): which rungs, who hears them, how it goes on; a preview before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import BooleanField, StringField

from tracker.actions.ladders import set_ladder
from tracker.actions.working_days import working_days
from tracker.core.access import Ability
from tracker.core.ladder import CLOSING_STAGES, DEFAULT_LADDER, MOST_RUNGS, REPORT_STAGES, ladder_from, make_ladder
from tracker.core.refusals import Refused
from tracker.core.reminders import timetable
from tracker.core.whole_numbers import whole_number
from tracker.core.words import DutyKind, DutyStatus
from tracker.store.queries.duties import examples
from tracker.web.forms import DeskForm
from tracker.web.plan_views import plan_here
from tracker.web.rung_rows import RungsField
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from datetime import date

    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts
    from tracker.core.ladder import Ladder
    from tracker.core.reminders import Notice
    from tracker.store.queries.ledger import PlanFacts

pages = Blueprint("ladders", __name__)
_TABLES = ("closing", "report")


class LadderForm(DeskForm):
    """The whole ladder; the two tables hold their rungs row by row."""

    closing = RungsField("办结类事项", stages=CLOSING_STAGES)
    report = RungsField("定期报告", stages=REPORT_STAGES)
    week = StringField("隔几个工作日再催一次")
    weekly_times = StringField("最多再催几次")
    review_after = StringField("待审几个工作日提醒审核人")
    mention = BooleanField("到期前一天@联络员")


@dataclass(frozen=True, slots=True)
class Preview:
    """What the ladder would say about one real duty, day by day (预览)."""

    duty: DutyFacts
    days: tuple[tuple[date, tuple[Notice, ...]], ...]


@pages.get("/plans/<key>/ladder")
def show(key: str) -> ResponseReturnValue:
    """The ladder in force."""
    plan = plan_here(key, Ability.REVIEW)
    kept = ladder_from(plan.settings)
    return _page(plan, _form(kept), kept)


@pages.post("/plans/<key>/ladder")
def save(key: str) -> ResponseReturnValue:
    """Keep the ladder; or add a row, take one away, or look first, with nothing kept."""
    plan, form = plan_here(key, Ability.REVIEW), LadderForm()
    step = request.form.get("do", "save")
    if _changed_rows(form, step):
        return _page(plan, form, None)
    try:
        ladder = _ladder(form)
        if step == "look":
            return _page(plan, form, ladder, looked=True)
        set_ladder(site().now(), me(), plan.id, ladder)
    except Refused as refused:
        return _page(plan, form, None, form.refuse(refused))
    flash("催办阶梯已定，从下一封每日提醒起照它说。" if ladder != DEFAULT_LADDER else "催办阶梯和默认的一样。")
    return redirect(url_for("ladders.show", key=key))


@pages.post("/plans/<key>/ladder/default")
def restore(key: str) -> ResponseReturnValue:
    """恢复默认."""
    plan = plan_here(key, Ability.REVIEW)
    set_ladder(site().now(), me(), plan.id, None)
    flash("已恢复默认阶梯。")
    return redirect(url_for("ladders.show", key=key))


def ladder_said(ladder: Ladder) -> str:
    """The closing rungs in one sentence."""
    before = [str(-rung.at) for rung in ladder.closing if rung.at < 0]
    parts = [f"到期前 {'、'.join(before)} 个工作日提醒"] if before else []
    if any(rung.at == 0 for rung in ladder.closing):
        parts.append("到期当天提醒")
    after = [f"{rung.at} 个工作日{rung.stage.label}" for rung in ladder.closing if rung.at > 0]
    if after:
        parts.append(f"到期后 {'、'.join(after)}")
    if ladder.weekly_times:
        parts.append(f"以后每 {ladder.week} 个工作日一次，最多 {ladder.weekly_times} 次")
    return "；".join(parts) + "。"


def _form(ladder: Ladder) -> LadderForm:
    return LadderForm(
        formdata=None,
        closing=ladder.closing,
        report=ladder.report,
        week=str(ladder.week),
        weekly_times=str(ladder.weekly_times),
        review_after=str(ladder.review_after),
        mention=ladder.mention,
    )


def _changed_rows(form: LadderForm, step: str) -> bool:
    """Whether the button only added a row or took one away; then it is done."""
    verb, _, rest = step.partition("-")
    table, _, number = rest.partition("-")
    if table not in _TABLES:
        return False
    if verb == "add":
        form[table].add()
    elif verb == "drop" and (row := whole_number(number)) is not None:
        form[table].drop(row)
    else:
        return False
    return True


def _ladder(form: LadderForm) -> Ladder:
    return make_ladder(
        form.closing.rungs(),
        form.report.rungs(),
        week=_number(form, "week"),
        weekly_times=_number(form, "weekly_times"),
        review_after=_number(form, "review_after"),
        mention=bool(form.mention.data),
    )


def _number(form: LadderForm, name: str) -> int:
    number = whole_number(form[name].data)
    if number is None:
        raise Refused("请写整数，例如 5。", field=name)
    return number


def _page(
    plan: PlanFacts, form: LadderForm, ladder: Ladder | None, code: int = 200, *, looked: bool = False
) -> ResponseReturnValue:
    """`ladder` is what the preview shows: the typed one where it can be read, else the one in force."""
    kept = ladder_from(plan.settings)
    previews = _previews(plan.id, ladder or kept)
    years = {day.year for preview in previews for day, _ in preview.days}
    return render_template(
        "ladders/show.html",
        plan=plan,
        form=form,
        is_default=kept == DEFAULT_LADDER,
        default_said=ladder_said(DEFAULT_LADDER),
        looked=looked,
        is_typed=ladder is not None and ladder != kept,
        most=MOST_RUNGS,
        previews=previews,
        missing=[said for year in sorted(years) if (said := working_days().notice(year))],
    ), code


def _previews(plan_id: int, ladder: Ladder) -> list[Preview]:
    """A duty of each of the two tables, as if nobody had done anything about it yet."""
    found = examples(plan_id, site().today())
    results = [found[kind] for kind in (DutyKind.CLOSING, DutyKind.MILESTONE, DutyKind.START) if kind in found][:1]
    reports = [found[DutyKind.REPORT]] if DutyKind.REPORT in found else []
    workdays = working_days()
    return [
        Preview(duty, tuple((day, tuple(notices)) for day, notices in timetable(_untouched(duty), ladder, workdays)))
        for duty in (*results, *reports)
    ]


def _untouched(duty: DutyFacts) -> DutyFacts:
    return replace(
        duty,
        status=DutyStatus.ACTIVE,
        ladder_from=None,
        extension_pending=False,
        objection_pending=False,
        case_id=None,
        case_status=None,
        listed_on=None,
        is_exempt=False,
    )
