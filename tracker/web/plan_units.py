"""A plan's unit registry (单位名录): names, aliases with their days, collectives with their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from wtforms import SelectField, StringField

from tracker.actions import unit_registry
from tracker.core.access import Ability
from tracker.core.refusals import Refused
from tracker.store.queries.plan_pages import units_of_plan
from tracker.web.forms import DayField, DeskForm
from tracker.web.plan_views import plan_here
from tracker.web.plans import pages
from tracker.web.sign_in import me
from tracker.web.site import site
from tracker.web.task_forms import chosen_unit, offer_units

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.ledger import PlanFacts

__all__ = ["pages"]


class AliasForm(DeskForm):
    """登记别名: another name of a unit, from a day to a day."""

    unit = SelectField("哪个单位", validate_choice=False)
    alias = StringField("别名")
    first = DayField("从哪天起用")
    last = DayField("用到哪天")


@pages.get("/plans/<key>/units")
def units(key: str) -> ResponseReturnValue:
    """The units that the plan names."""
    return _page(plan_here(key, Ability.REVIEW), AliasForm(formdata=None))


@pages.post("/plans/<key>/units/aliases")
def add_alias(key: str) -> ResponseReturnValue:
    """Register another name of one of these units."""
    plan, form = plan_here(key, Ability.REVIEW), AliasForm()
    try:
        unit_id = chosen_unit(form.unit)
        if unit_id not in {unit.id for unit in units_of_plan(plan.id)}:
            raise Refused("请从列表里选一个单位。", field="unit")
        first, last = form.a_day("first"), form.a_day("last")
        unit_registry.add_alias(site().now(), me(), unit_id, form.alias.data or "", first=first, last=last)
    except Refused as refused:
        return _page(plan, form, form.refuse(refused))
    flash(f"别名“{(form.alias.data or '').strip()}”已登记。")
    return redirect(url_for("plans.units", key=key))


def _page(plan: PlanFacts, form: AliasForm, code: int = 200) -> ResponseReturnValue:
    found = units_of_plan(plan.id)
    offer_units(form.unit, [(unit.id, unit.full_name) for unit in found])
    return render_template(
        "plans/units.html",
        plan=plan,
        form=form,
        units=[unit for unit in found if not unit.is_collective],
        collectives=[unit for unit in found if unit.is_collective],
        unsure=sum(not member.certain for unit in found for member in unit.members),
    ), code
