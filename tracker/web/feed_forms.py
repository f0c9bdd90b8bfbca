"""What a subscriber chooses (订阅表单): whose duties, events or to-dos, an alarm; only what this person may see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from tracker.actions.subscribing import Subscription
from tracker.core.refusals import Refused
from tracker.core.words import FeedKind, Role
from tracker.store.queries import pages as readings
from tracker.store.queries.units import unit_name
from tracker.web.forms import DeskForm

if TYPE_CHECKING:
    from tracker.core.facts import Actor

ALARM_DAYS = (1, 2, 3, 5, 10)


class FeedForm(DeskForm):
    """A subscription to be made, or a calendar to be downloaded once."""

    subject = SelectField("谁的日历", validate_choice=False)
    shape = SelectField(
        "放成什么",
        choices=[
            SelectChoice("event", "日程：到期那一天的全天事项"),
            SelectChoice("todo", "待办：只给能订阅待办的软件"),
        ],
        default="event",
        validate_choice=False,
    )
    alarm = SelectField(
        "日历自己响一次",
        choices=[
            SelectChoice("0", "不响，看群里的提醒"),
            *(SelectChoice(str(days), f"到期前第 {days} 个工作日上午 9 点") for days in ALARM_DAYS),
        ],
        default="0",
        validate_choice=False,
    )


def feed_form(actor: Actor, *, empty: bool = False) -> FeedForm:
    """The form with the choices of this person."""
    form = FeedForm(formdata=None) if empty else FeedForm()
    form.subject.choices = _choices(actor)
    return form


def chosen(actor: Actor, form: FeedForm) -> Subscription:
    """The subscription that was chosen. Raises `Refused` for anything that is not on this person's list."""
    wanted = _subjects(actor).get(form.subject.data or "")
    if wanted is None:
        raise Refused(_NO_UNIT if _is_homeless(actor) else "请从列表里选谁的日历。", field="subject")
    if form.shape.data not in ("event", "todo"):
        raise Refused("请选日程或者待办。", field="shape")
    if form.alarm.data not in {"0", *map(str, ALARM_DAYS)}:
        raise Refused("请从列表里选什么时候响。", field="alarm")
    return replace(wanted, is_todo=form.shape.data == "todo", alarm_days=int(form.alarm.data))


_NO_UNIT = "您还没有所在单位，请找管理员补上。"


def _is_homeless(actor: Actor) -> bool:
    return actor.role is Role.LIAISON and actor.unit_id is None


def _subjects(actor: Actor) -> dict[str, Subscription]:
    """Everything that this person may subscribe to, by the value of its choice. A liaison has the own unit's and the own."""
    if actor.role is Role.LIAISON:
        if actor.unit_id is None:
            return {}
        own = Subscription(FeedKind.UNIT, unit_id=actor.unit_id)
        return {"": own, "unit": own, "me": Subscription(FeedKind.PERSON, person_id=actor.id)}
    found = {"office": Subscription(FeedKind.OFFICE)}
    for plan_id, _ in readings.plan_names():
        found[f"plan-{plan_id}"] = Subscription(FeedKind.PLAN, plan_id)
    for units in readings.units_owing().values():
        for plan_id, unit_id, _ in units:
            found[f"{plan_id}-{unit_id}"] = Subscription(FeedKind.UNIT, plan_id, unit_id)
    return found


def _choices(actor: Actor) -> list[SelectChoice] | dict[str, list[SelectChoice]]:
    if actor.role is Role.LIAISON:
        if actor.unit_id is None:
            return []
        return [
            SelectChoice("unit", f"{unit_name(actor.unit_id)}：单位的日历，换人也能接着用"),
            SelectChoice("me", "我本人：账号停用，日历就失效"),
        ]
    plans = {"督查室": [SelectChoice("office", "督办的全部事项，挂牌的有标记")]}
    plans["整个方案"] = [SelectChoice(f"plan-{plan_id}", title) for plan_id, title in readings.plan_names()]
    for title, units in readings.units_owing().items():
        plans[title] = [SelectChoice(f"{plan_id}-{unit_id}", name) for plan_id, unit_id, name in units]
    return {title: choices for title, choices in plans.items() if choices}
