from datetime import date

import pytest
from small_collective import admit, person, task, unit
from small_plan import at

from tracker.actions import day_rules, horizon, standing, wind_up
from tracker.actions.working_days import working_days
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import DutyKind, DutyStatus, Ending, PlanStatus, Role
from tracker.store.tables import Duty, Plan, Task

NEW = at("2023-01-16 09:00")


@pytest.fixture
def office(database):
    admit(NEW, "zhuhai-2023")
    return person(NEW, Role.OFFICE)


def reports(no: str) -> list[Duty]:
    return list(
        Duty.select()
        .where(Duty.task == task(no), Duty.unit == unit("市教育局"), Duty.kind == DutyKind.REPORT)
        .order_by(Duty.due)
    )


def test_the_horizon_rolls_and_adds_nothing_twice(office):
    before = len(reports("25"))
    assert horizon.extend(NEW) == 0
    assert horizon.extend(at("2024-01-16 09:00")) > 0
    assert horizon.extend(at("2024-01-16 09:00")) == 0
    after = reports("25")
    assert len(after) > before
    assert len({duty.period for duty in after}) == len(after)


def test_reports_follow_the_plans_calendar_of_the_twentieth_after_each_quarter(office):
    assert [duty.due for duty in reports("25")][:4] == [
        date(2023, 4, 20), date(2023, 7, 20), date(2023, 10, 20), date(2024, 1, 20),
    ]  # fmt: skip


def test_a_lasting_task_settles_after_two_accepted_periods_with_a_document(office):
    at_school, no = unit("市教育局"), task("25")
    with pytest.raises(Refused, match="机制文件"):
        standing.settle(NEW, office, no, at_school, " ")
    with pytest.raises(Refused, match="连续 2 期"):
        standing.settle(NEW, office, no, at_school, "长效机制〔2023〕1号")
    for duty in reports("25")[:2]:
        Duty.update(status=DutyStatus.CLOSED).where(Duty.id == duty.id).execute()
    assert standing.settle(at("2023-08-01 09:00"), office, no, at_school, "长效机制〔2023〕1号") >= 1
    horizon.extend(at("2024-06-01 09:00"))
    assert not [duty for duty in reports("25") if duty.status is DutyStatus.ACTIVE]


def test_a_task_with_a_closing_date_cannot_settle(office):
    with pytest.raises(Refused, match="办结时限"):
        standing.settle(NEW, office, task("5"), unit("市教育局"), "文件")


def test_a_plan_ends_when_every_task_has_its_ending(office):
    plan = Plan.get()
    with pytest.raises(Refused, match="还有 30 项任务没有收官结论"):
        wind_up.end_plan(NEW, office, plan.id)
    with pytest.raises(Refused, match="没有销号"):
        wind_up.conclude(NEW, office, task("5"), Ending.FINISHED)
    with pytest.raises(Refused, match="理由"):
        wind_up.conclude(NEW, office, task("5"), Ending.CARRIED, "")
    for row in Task.select():
        wind_up.conclude(NEW, office, row.id, Ending.CARRIED, "转入“十五五”行动计划")
    wind_up.end_plan(NEW, office, plan.id)
    assert Plan.get_by_id(plan.id).status is PlanStatus.ENDED
    assert horizon.extend(at("2024-06-01 09:00")) == 0


def test_a_successor_names_the_ancestors_of_its_tasks(office):
    admit(NEW, "tuoli-2023")
    old, new = Plan.get(Plan.key == "zhuhai-2023"), Plan.get(Plan.key == "tuoli-2023")
    first = Task.get(Task.plan == new.id, Task.no == "1")
    wind_up.succeed(NEW, office, new.id, old.id, {first.id: task("1", "tasks")})
    assert Task.get_by_id(first.id).ancestor_id == Task.get(Task.plan == old.id, Task.no == "1").id
    with pytest.raises(Refused, match="不属于这两个方案"):
        wind_up.succeed(NEW, office, new.id, old.id, {10_000: 1})


def test_the_office_may_enter_working_days_of_a_year_without_a_notice(office):
    day = date(2027, 2, 7)
    assert not working_days().is_workday(day)
    assert working_days().notice(2027)
    day_rules.set_day(NEW, office, day, works=True, note="春节调休")
    assert working_days().is_workday(day)
    day_rules.complete_year(NEW, office, 2027)
    assert working_days().notice(2027) is None
    day_rules.unset_day(NEW, office, day)
    assert not working_days().is_workday(day)
    with pytest.raises(NotThere):
        day_rules.unset_day(NEW, office, day)
