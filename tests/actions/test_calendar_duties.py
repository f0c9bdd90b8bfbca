"""A duty's life as calendars tell it: ended, taken back, exempted, made anew, passed on to the next plan."""

from __future__ import annotations

from datetime import date, timedelta

from subscribers import NOW, hours, revision

from tracker.actions import adjusting, plan_settings
from tracker.core.words import DutyKind, DutyStatus, Publicity
from tracker.store.tables import Duty, Exemption, Plan, Task


def test_closed_withdrawn_and_reopened_tell_the_whole_story(town, unit):
    uid = str(unit.first()["UID"])
    adjusting.withdraw(NOW, town.office, town.duties[0], "演示〔2025〕9号", "不再办理")
    cancelled = unit.events(hours(1))[uid]
    assert (str(cancelled["STATUS"]), int(cancelled["SEQUENCE"])) == ("CANCELLED", 1)
    assert str(cancelled["SUMMARY"]).startswith("【已取消】")
    assert uid in unit.events(NOW + timedelta(days=30))
    assert uid not in unit.events(NOW + timedelta(days=31))
    Duty.update(status=DutyStatus.ACTIVE, closed_at=None, due=date(2026, 4, 30)).where(
        Duty.id == town.duties[0]
    ).execute()
    again = unit.events(NOW + timedelta(days=32))[uid]
    assert (str(again["STATUS"]), int(again["SEQUENCE"])) == ("CONFIRMED", 2)


def test_a_state_without_a_day_of_its_own_lingers_from_when_it_was_seen(town, unit):
    uid = str(unit.first()["UID"])
    Duty.update(status=DutyStatus.WITHDRAWN, closed_at=None).where(Duty.id == town.duties[0]).execute()
    assert uid in unit.events(hours(1))
    Task.update(text="文字后来又改过").execute()
    assert uid in unit.events(NOW + timedelta(days=30))
    assert uid not in unit.events(NOW + timedelta(days=31))


def test_an_exempted_member_is_told_for_thirty_days(town, unit):
    uid = str(unit.first()["UID"])
    Exemption.insert(task=1, unit=town.education, reason="没有学校", at=NOW).execute()
    Duty.update(is_exempt=True).where(Duty.id == town.duties[0]).execute()
    told = unit.events(hours(1))[uid]
    assert (str(told["STATUS"]), str(told["SUMMARY"])[:5]) == ("CANCELLED", "【已豁免】")
    assert uid not in unit.events(NOW + timedelta(days=31))


def test_a_duty_made_anew_keeps_its_uid_and_its_count(town, unit):
    duty = Duty.get_by_id(town.duties[2])
    uid = list(unit.events())[1]
    values = {
        "plan": duty.plan_id,
        "task": duty.task_id,
        "unit": duty.unit_id,
        "kind": duty.kind,
        "period": duty.period,
        "due_original": date(2026, 7, 20),
        "admitted_on": duty.admitted_on,
    }
    duty.delete_instance()
    assert uid not in unit.events(hours(1))
    Duty.insert(due=date(2026, 7, 20), **values).execute()
    again = unit.events(hours(2))[uid]
    assert again["DTSTART"].dt == date(2026, 7, 20)
    assert revision(again) == (1, hours(2))


def test_a_number_used_again_for_another_duty_is_another_event(town, unit):
    known = list(unit.events())
    Duty.delete().where(Duty.id == town.duties[2]).execute()
    Duty.insert(
        id=town.duties[2],
        plan=town.plan,
        task=1,
        unit=town.education,
        kind=DutyKind.MILESTONE,
        period="2026Q1",
        due=date(2026, 3, 31),
        due_original=date(2026, 3, 31),
        admitted_on=date(2025, 3, 1),
    ).execute()
    now = list(unit.events(hours(1)))
    assert now[0] == known[0]
    assert known[1] not in now
    assert len(now) == 2


def test_a_new_reporting_calendar_does_not_stumble_over_what_was_told(town, unit):
    unit.read()
    plan_settings.set_reporting(hours(1), town.office, town.plan, after=15)
    assert unit.events(hours(2))


def test_a_duty_without_a_date_leaves_and_comes_back(town, unit):
    uid = str(unit.first()["UID"])
    Duty.update(due=None).where(Duty.id == town.duties[0]).execute()
    assert uid not in unit.events(hours(1))
    Duty.update(due=date(2025, 12, 31)).where(Duty.id == town.duties[0]).execute()
    assert revision(unit.events(hours(2))[uid]) == (0, NOW)


def test_a_successor_plan_leaves_the_old_uids_alone(town, unit):
    before = set(unit.events())
    new = Plan.insert(
        key="yanshi-2",
        title="演示市特殊教育提升计划（二期）",
        issuers=[],
        region="演示市",
        lead_rule="explicit",
        publicity=Publicity.PUBLIC,
        admitted_at=NOW,
        predecessor=town.plan,
    ).execute()
    Task.update(outcome="carried", outcome_why="转入二期").execute()
    Plan.update(status="ended", ended_on=date(2025, 12, 20)).where(Plan.id == town.plan).execute()
    Duty.update(status=DutyStatus.WITHDRAWN, closed_at=NOW).execute()
    after = unit.events(hours(1))
    assert set(after) == before
    assert {str(part["STATUS"]) for part in after.values()} == {"CANCELLED"}
    assert Plan.get_by_id(new).predecessor_id == town.plan
