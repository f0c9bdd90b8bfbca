"""A plan's settings (方案设置): reporting calendar, lead rule, publicity, its end (收官) and what it follows (接续)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from tracker.actions import plan_settings, wind_up
from tracker.actions.succession import suggestions
from tracker.core.access import Ability
from tracker.core.deadlines import ReportingCalendar
from tracker.core.ladder import DEFAULT_LADDER, ladder_from
from tracker.core.refusals import Refused
from tracker.core.whole_numbers import whole_number
from tracker.core.words import LeadRule, PlanStatus, Publicity
from tracker.store.queries import plan_pages as readings
from tracker.store.queries.intake import versions_of
from tracker.web.forms import DeskForm
from tracker.web.ladders import ladder_said
from tracker.web.plan_views import plan_here
from tracker.web.plans import pages
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from tracker.store.queries.ledger import PlanFacts
    from tracker.store.queries.plan_pages import PlanName

__all__ = ["pages"]
_CHOSEN_BY_OFFICE = (LeadRule.FIRST_LISTED, LeadRule.ALL_RESPONSIBLE)
_DAY = re.compile(r"(\d{1,2})[月/.\-](\d{1,2})日?")


class ReportingForm(DeskForm):
    """报送日历: so many days behind each quarter, or days of every year."""

    way = RadioField(
        "怎么定",
        choices=[SelectChoice("after", "每季度结束后第几日"), SelectChoice("days", "每年固定的几天")],
        validate_choice=False,
    )
    after = StringField("每季度结束后第几日")
    calendar = StringField("每年哪几天")


class LeadForm(DeskForm):
    """牵头规则, with the sentence that declares it."""

    rule = RadioField(
        "一行列了几个单位时",
        choices=[SelectChoice(str(rule), rule.label) for rule in _CHOSEN_BY_OFFICE],
        validate_choice=False,
    )
    why = TextAreaField("依据")


class PublicityForm(DeskForm):
    """公开程度."""

    publicity = RadioField(
        "群里的消息可以写",
        choices=[SelectChoice(str(each), each.label) for each in Publicity],
        validate_choice=False,
    )


class PredecessorForm(DeskForm):
    """接续: which plan came before; the tasks' ancestors are read beside it."""

    predecessor = SelectField("上一方案", validate_choice=False)


@pages.get("/plans/<key>/settings")
def settings(key: str) -> ResponseReturnValue:
    """Every setting with what it is now and who says so."""
    return _page(plan_here(key, Ability.REVIEW))


@pages.post("/plans/<key>/settings/reporting")
def set_reporting(key: str) -> ResponseReturnValue:
    """Set the reporting calendar."""
    form = ReportingForm()

    def do(plan: PlanFacts) -> str:
        days, after = _calendar(form)
        new = plan_settings.set_reporting(site().now(), me(), plan.id, days=days, after=after)
        return f"报送日历已定，新编排 {new} 件定期报告；已经开始报送的那一期日子不变。"

    return _act(key, "reporting", form, do)


@pages.post("/plans/<key>/settings/lead")
def set_lead(key: str) -> ResponseReturnValue:
    """Set the lead rule."""
    form = LeadForm()

    def do(plan: PlanFacts) -> str:
        rule = _word(LeadRule, form.rule.data, "rule", "请选一种牵头规则。")
        new = plan_settings.set_lead_rule(site().now(), me(), plan.id, rule, form.why.data or "")
        return f"牵头规则已定：{rule.label}，新立 {new} 件责任事项；没有报过进展、不再归其牵头的已撤销。"

    return _act(key, "lead", form, do)


@pages.post("/plans/<key>/settings/publicity")
def set_publicity(key: str) -> ResponseReturnValue:
    """Set how much a chat message may say."""
    form = PublicityForm()

    def do(plan: PlanFacts) -> str:
        publicity = _word(Publicity, form.publicity.data, "publicity", "请选群里的消息可以写什么。")
        plan_settings.set_publicity(site().now(), me(), plan.id, publicity)
        return f"公开程度已定：{publicity.label}。"

    return _act(key, "publicity", form, do)


@pages.post("/plans/<key>/ending")
def end(key: str) -> ResponseReturnValue:
    """收官."""

    def do(plan: PlanFacts) -> str:
        wind_up.end_plan(site().now(), me(), plan.id)
        return "方案已收官，不再编排新的事项，也不再提醒。"

    return _act(key, "ending", DeskForm(), do)


@pages.post("/plans/<key>/predecessor")
def succeed(key: str) -> ResponseReturnValue:
    """接续: name the plan before, and for each task the one that it goes on from."""
    form = PredecessorForm()

    def do(plan: PlanFacts) -> str:
        before = _chosen_before(plan, form.predecessor.data)
        if before is None:
            raise Refused("请选上一方案。", field="predecessor")
        links = _links(plan, before)
        wind_up.succeed(site().now(), me(), plan.id, before.id, links)
        return f"已接续《{before.title}》，{len(links)} 项任务有来源。"

    return _act(key, "predecessor", form, do)


def _act(key: str, name: str, form: DeskForm, do: Callable[[PlanFacts], str]) -> ResponseReturnValue:
    """Set something and say what was set; a refusal shows the page again with everything that was typed."""
    plan = plan_here(key, Ability.REVIEW)
    try:
        said = do(plan)
    except Refused as refused:
        return _page(plan, form.refuse(refused), **{name: form})
    flash(said)
    return redirect(url_for("plans.settings", key=key))


def reporting_said(plan: PlanFacts) -> str:
    """The reporting calendar, and whether the document declares it."""
    kept = plan.settings.get("reporting") or {}
    days = tuple((month, day) for month, day in kept.get("days") or ())
    if not days and kept.get("after") is None:
        return "文件没有写报送日历，督查室也还没有定；长期坚持的任务没有定期报告日。"
    says = ReportingCalendar(days=days, after=None if days else kept["after"]).says()
    if kept.get("declared"):
        return f"文件写明了：{says}报送。"
    return f"文件没有写明，现在由督查室定为：{says}报送。"


def _calendar(form: ReportingForm) -> tuple[tuple[tuple[int, int], ...], int | None]:
    if form.way.data == "after":
        after = whole_number(form.after.data)
        if after is None:
            raise Refused("请写 1 到 60 之间的整数，例如 20。", field="after")
        return (), after
    if form.way.data != "days":
        raise Refused("请选一种定法。", field="way")
    return days_typed(form.calendar.data or ""), None


def days_typed(text: str) -> tuple[tuple[int, int], ...]:
    """4/8, 7月8日 … as (month, day), in order of the year."""
    words = [word for word in re.split(r"[\s,，、;；]+", unicodedata.normalize("NFKC", text)) if word]
    found = [_DAY.fullmatch(word) for word in words]
    if not words or None in found:
        wrong = next((word for word, match in zip(words, found, strict=True) if match is None), "")
        sentence = f"“{wrong}”看不懂，" if wrong else ""
        raise Refused(f"{sentence}请写成 4/8，7/8，10/8，12/8 这样的日子。", field="calendar")
    return tuple(sorted({(int(match[1]), int(match[2])) for match in found if match}))


def _word(kind: Any, text: str | None, field: str, sentence: str) -> Any:  # noqa: ANN401 - one enumeration or another
    try:
        return kind(text or "")
    except ValueError:
        raise Refused(sentence, field=field) from None


def _chosen_before(plan: PlanFacts, text: str | None) -> PlanName | None:
    return next((each for each in readings.other_plans(plan.id) if str(each.id) == text), None)


def _links(plan: PlanFacts, before: PlanName) -> dict[int, int]:
    """Which ancestor was chosen for which task; what is not in the list is refused."""
    known = {str(task.id): task.id for task in readings.task_names(before.id)}
    links = {}
    for task in readings.task_names(plan.id):
        chosen = request.form.get(f"ancestor-{task.id}", "")
        if chosen and chosen not in known:
            raise Refused(f"任务（{task.no}）选的来源不在上一方案里，请重新选。")
        if chosen:
            links[task.id] = known[chosen]
    return links


def _page(plan: PlanFacts, code: int = 200, **refused: DeskForm) -> ResponseReturnValue:
    course = readings.course_of(plan.id)
    tasks = readings.task_names(plan.id)
    rules = readings.lead_rules(plan.id)
    others = readings.other_plans(plan.id)
    reporting = plan.settings.get("reporting") or {}
    forms: dict[str, DeskForm] = {
        "reporting": ReportingForm(
            formdata=None,
            way="days" if reporting.get("days") else "after",
            after=str(reporting.get("after") or ""),
            calendar="，".join(f"{month}/{day}" for month, day in reporting.get("days") or ()),
        ),
        "lead": LeadForm(formdata=None, rule=str(plan.lead_rule), why=plan.lead_rule_why),
        "publicity": PublicityForm(formdata=None, publicity=str(plan.publicity)),
        "ending": DeskForm(formdata=None),
        "predecessor": PredecessorForm(formdata=None),
        **refused,
    }
    before = _chosen_before(plan, request.values.get("predecessor"))
    chooser = forms["predecessor"].predecessor
    chooser.choices = [SelectChoice("", "请选"), *(SelectChoice(str(each.id), each.title) for each in others)]
    chosen = before or course.predecessor
    chooser.data = str(chosen.id) if chosen else ""
    before_tasks = readings.task_names(before.id) if before else []
    return render_template(
        "plans/settings.html",
        plan=plan,
        forms={name: form.apart(name) for name, form in forms.items()},
        said=reporting_said(plan),
        ladder_said=ladder_said(ladder_from(plan.settings)),
        has_own_ladder=ladder_from(plan.settings) != DEFAULT_LADDER,
        is_declared=bool(reporting.get("declared")),
        course=course,
        is_ended=plan.status is PlanStatus.ENDED,
        open_tasks=[task for task in tasks if task.outcome is None],
        tasks=len(tasks),
        rules=[(rule, rules[rule]) for rule in LeadRule if rule in rules],
        chosen_lines=sum(rules.get(rule, 0) for rule in (*_CHOSEN_BY_OFFICE, LeadRule.ASK)),
        versions=versions_of(plan.id),
        others=others,
        before=before,
        before_tasks=before_tasks,
        suggested=suggestions(tasks, before_tasks) if before else [],
        typed=request.form,
    ), code
