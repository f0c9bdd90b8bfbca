"""The life of a plan in the story of the kill test (方案): shipped, carried on year by year, wound up, succeeded."""

from __future__ import annotations

from killed_documents import line, received_plan
from killing_steps import LATER, NOW, Chapter, shipped
from small_plan import at

from tracker.actions import collectives, horizon, intake, standing, wind_up
from tracker.core.words import DeadlineKind, DutyKind, DutyStatus, Ending
from tracker.store.tables import Duty, Membership, Task

PLANS = Chapter()
verb, between = PLANS.verb, PLANS.between


@verb("intake.admit_shipped")
def _(w):
    intake.admit_shipped(at("2023-01-16 09:00"), shipped("tuoli-2023"))


@verb("intake.admit_all", is_many=True)
def _(w):
    intake.admit_all(at("2023-01-16 09:00"), [shipped("jiangxi-2023"), shipped("changzhi-2023")])


@between
def _(w):
    intake.admit_shipped(at("2023-01-16 09:00"), shipped("jinhua-2023"))


@verb("collectives.confirm_member")
def _(w):
    row = Membership.select().where(Membership.certain == False).first()  # noqa: E712
    collectives.confirm_member(NOW, w.town.office, row.collective_id, row.member_id)


@verb("horizon.extend", is_many=True)
def _(w):
    horizon.extend(at("2024-01-16 09:00"))


@between
def _(w):
    task, who = _lasting()
    rows = Duty.select().where(Duty.task == task, Duty.unit == who).order_by(Duty.due).limit(2)
    Duty.update(status=DutyStatus.CLOSED).where(Duty.id.in_([row.id for row in rows])).execute()


def _lasting() -> tuple[int, int]:
    row = (
        Duty.select()
        .join(Task)
        .where(Duty.kind == DutyKind.REPORT, Task.deadline_kind == DeadlineKind.LONG_TERM)
        .order_by(Duty.id)
        .first()
    )
    return row.task_id, row.unit_id


@verb("standing.settle")
def _(w):
    standing.settle(at("2023-08-01 09:00"), w.town.office, *_lasting(), "长效机制〔2023〕1号")


@verb("wind_up.conclude")
def _(w):
    wind_up.conclude(LATER, w.town.office, Duty.get_by_id(w.duty(1)).task_id, Ending.CARRIED, "转入下一方案")


@between
def _(w):
    for row in Task.select().where(Task.plan == w.town.plan, Task.parent.is_null(), Task.outcome.is_null()):
        wind_up.conclude(LATER, w.town.office, row.id, Ending.CARRIED, "转入下一方案")


@verb("wind_up.end_plan")
def _(w):
    wind_up.end_plan(LATER, w.town.office, w.town.plan)


@verb("wind_up.succeed")
def _(w):
    links = {line("1"): Duty.get_by_id(w.duty(1)).task_id}
    wind_up.succeed(LATER, w.town.office, received_plan().id, w.town.plan, links)
