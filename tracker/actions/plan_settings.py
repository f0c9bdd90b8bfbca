"""A plan's settings (方案设置): reporting calendar, lead rule and publicity, where the document leaves them to the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.actions.compiling import compile_task
from tracker.actions.rows import plan_row
from tracker.core.access import Ability, require
from tracker.core.deadlines import ReportingCalendar
from tracker.core.refusals import Refused
from tracker.core.words import DutyStatus, LeadRule, Publicity, UnitRole
from tracker.store.db import transaction
from tracker.store.tables import Duty, Plan, Report, Task, TaskUnit

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.facts import Actor

_BY_RULE = (LeadRule.FIRST_LISTED, LeadRule.ALL_RESPONSIBLE)


def set_reporting(
    now: datetime, actor: Actor, plan_id: int, *, days: tuple[tuple[int, int], ...] = (), after: int | None = None
) -> int:
    """Set the reporting calendar: explicit days of every year, or `after` days behind each quarter.

    Reports whose window is not open yet follow the new calendar; those already open keep their date. Returns how many
    duties are new.
    """
    require(actor, Ability.REVIEW)
    plan = plan_row(plan_id)
    calendar = ReportingCalendar(days=days, after=after)  # refuses impossible days
    if after is not None and not 0 < after <= 60:  # noqa: PLR2004 - a report two months late reports nothing
        raise Refused("每季度结束后的天数应在 1 到 60 之间。", field="after")
    reporting = {"days": [list(day) for day in days], "after": after, "declared": False}
    with transaction():
        Plan.update(settings={**(plan.settings or {}), "reporting": reporting}).where(Plan.id == plan_id).execute()
        unopened = Duty.select(Duty.id).where(
            Duty.plan == plan_id,
            Duty.kind == "report",
            Duty.status == DutyStatus.ACTIVE,
            Duty.window_open > now.date(),
            Duty.id.not_in(Report.select(Report.duty)),
        )
        Duty.delete().where(Duty.id.in_([duty_id for (duty_id,) in unopened.tuples()])).execute()
        history.record(now, actor, "设置报送日历", "plan", plan_id, plan_id=plan_id, words=calendar.says())
        return sum(compile_task(task, now.date()) for task in Task.select().where(Task.plan == plan_id))


def set_lead_rule(now: datetime, actor: Actor, plan_id: int, rule: LeadRule, why: str) -> int:
    """Say who leads where a line lists several units (列第一位的牵头, or 各单位分别负责), with the sentence that declares it.

    Lines whose document names the lead keep it. Returns how many duties are new; duties that nobody owes any more and
    nobody reported on are withdrawn.
    """
    require(actor, Ability.REVIEW)
    plan = plan_row(plan_id)
    if rule not in _BY_RULE:
        raise Refused("请选“列第一位的牵头”或“各单位分别负责”；文件写明牵头的不用改。", field="rule")
    if not why.strip():
        raise Refused("请写明依据，例如文件里“列第一位的为牵头单位，下同”这句话。", field="why")
    with transaction():
        Plan.update(lead_rule=rule, lead_rule_why=why.strip()).where(Plan.id == plan_id).execute()
        new = 0
        for task in Task.select().where(Task.plan == plan_id, Task.lead_rule.in_(_BY_RULE), Task.parent.is_null()):
            _lead_by(task, rule)
            new += compile_task(task, now.date())
            _withdraw_unowed(now, task)
        words = f"{plan.lead_rule.label} → {rule.label}：{why.strip()}"
        history.record(now, actor, "设置牵头规则", "plan", plan_id, plan_id=plan_id, words=words)
    return new


def set_publicity(now: datetime, actor: Actor, plan_id: int, publicity: Publicity) -> None:
    """Say how much of the plan's text a chat message may carry."""
    require(actor, Ability.REVIEW)
    plan_row(plan_id)
    with transaction():
        Plan.update(publicity=publicity).where(Plan.id == plan_id).execute()
        history.record(now, actor, "设置公开程度", "plan", plan_id, plan_id=plan_id, words=publicity.label)


def _lead_by(task: Task, rule: LeadRule) -> None:
    rows = list(TaskUnit.select().where(TaskUnit.task == task.id))
    rows.sort(key=lambda row: (row.role is not UnitRole.LEAD, row.position))
    for place, row in enumerate(rows, start=1):
        leads = rule is LeadRule.ALL_RESPONSIBLE or place == 1
        role = UnitRole.LEAD if leads else UnitRole.COOPERATING
        TaskUnit.update(role=role, position=place).where(TaskUnit.id == row.id).execute()
    Task.update(lead_rule=rule).where(Task.id == task.id).execute()


def _withdraw_unowed(now: datetime, task: Task) -> None:
    """Duties of single units that lead no more and have no report."""
    leads = TaskUnit.select(TaskUnit.unit).where(TaskUnit.task == task.id, TaskUnit.role == UnitRole.LEAD)
    unowed = Duty.select(Duty.id).where(
        Duty.task == task.id,
        Duty.collective.is_null(),
        Duty.status == DutyStatus.ACTIVE,
        Duty.unit.not_in(leads),
        Duty.id.not_in(Report.select(Report.duty)),
    )
    ids = [duty_id for (duty_id,) in unowed.tuples()]
    Duty.update(status=DutyStatus.WITHDRAWN, closed_at=now, next_look_on=None).where(Duty.id.in_(ids)).execute()
