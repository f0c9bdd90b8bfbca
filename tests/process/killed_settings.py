"""What is set in the story of the kill test (设置): a plan's rules, saved views, working days, names of units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from killing_steps import NOW, Chapter

from tracker.actions import day_rules, handles, ladders, plan_settings, public_notices, saved_views, unit_registry
from tracker.core.ladder import DEFAULT_LADDER
from tracker.core.words import LeadRule, Publicity
from tracker.store.tables import LedgerView

SETTINGS = Chapter()
verb, between = SETTINGS.verb, SETTINGS.between


@verb("public_notices.open_notices")
def _(w):
    public_notices.open_notices(NOW, w.town.office, w.town.plan, "督查室 000-0000000")


@verb("public_notices.close_notices")
def _(w):
    public_notices.close_notices(NOW, w.town.office, w.town.plan)


@verb("saved_views.keep_view")
def _(w):
    saved_views.keep_view(NOW, w.town.office, w.town.plan, "逾期的", {"lamp": "late"}, is_shared=True)


@verb("saved_views.change_view")
def _(w):
    saved_views.change_view(NOW, w.town.office, w.newest(LedgerView).id, {"lamp": "near"})


@verb("saved_views.rename_view")
def _(w):
    saved_views.rename_view(NOW, w.town.office, w.newest(LedgerView).id, "临期的")


@verb("saved_views.drop_view")
def _(w):
    saved_views.drop_view(NOW, w.town.office, w.newest(LedgerView).id)


@verb("handles.set_handles")
def _(w):
    handles.set_handles(NOW, w.town.liaison, w.town.config, handles.Handles("13800001111"))


@verb("plan_settings.set_reporting")
def _(w):
    plan_settings.set_reporting(NOW, w.town.office, w.town.plan, after=20)


@verb("plan_settings.set_lead_rule")
def _(w):
    plan_settings.set_lead_rule(NOW, w.town.office, w.town.plan, LeadRule.FIRST_LISTED, "文件写明")


@verb("plan_settings.set_publicity")
def _(w):
    plan_settings.set_publicity(NOW, w.town.office, w.town.plan, Publicity.COUNTS)


@verb("ladders.set_ladder")
def _(w):
    ladders.set_ladder(NOW, w.town.office, w.town.plan, replace(DEFAULT_LADDER, mention=True))


@verb("day_rules.set_day")
def _(w):
    day_rules.set_day(NOW, w.town.office, date(2026, 3, 2), works=False, note="演示放假")


@verb("day_rules.unset_day")
def _(w):
    day_rules.unset_day(NOW, w.town.office, date(2026, 3, 2))


@verb("day_rules.complete_year")
def _(w):
    day_rules.complete_year(NOW, w.town.office, 2027)


@verb("unit_registry.add_alias")
def _(w):
    unit_registry.add_alias(NOW, w.town.office, w.town.education, "市教体局")
