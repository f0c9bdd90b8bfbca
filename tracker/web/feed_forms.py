"""What a subscriber chooses (订阅表单): whose duties, events or to-dos, an alarm; only what this person may see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from tracker.actions.subscribing import Subscription
from tracker.core.refusals import Refused
from tracker.core.whole_numbers import whole_number
from tracker.core.words import FeedKind, Role
from tracker.store.queries import pages as readings
from tracker.store.queries.units import unit_name
from tracker.web.forms import DeskForm

if TYPE_CHECKING:
    from tracker.core.facts import Actor

ALARM_DAYS = (1, 2, 3, 5, 10)


class FeedForm(DeskForm):
    """A subscription to be made, or a calendar to be downloaded once."""

    plan = SelectField("哪个方案", validate_choice=False)
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
    if actor.role is Role.LIAISON:
        del form.plan  # the own duties of every plan
    else:
        form.plan.choices = [_EVERY_PLAN, *(SelectChoice(str(key), title) for key, title in readings.plan_names())]
    return form


def chosen(actor: Actor, form: FeedForm) -> Subscription:
    """The subscription that was chosen. Raises `Refused` for anything that is not on this person's list."""
    wanted = _of_liaison(actor, form) if actor.role is Role.LIAISON else _of_office(form)
    if form.shape.data not in ("event", "todo"):
        raise Refused("请选日程或者待办。", field="shape")
    if form.alarm.data not in {"0", *map(str, ALARM_DAYS)}:
        raise Refused("请从列表里选什么时候响。", field="alarm")
    return replace(wanted, is_todo=form.shape.data == "todo", alarm_days=int(form.alarm.data))


_EVERY_PLAN = SelectChoice("", "所有方案")
_EVERYBODY = "all"
_UNKNOWN = "请从列表里选谁的日历。"


def _of_liaison(actor: Actor, form: FeedForm) -> Subscription:
    """The own unit's or the own."""
    if actor.unit_id is None:
        raise Refused("您还没有所在单位，请找管理员补上。", field="subject")
    own = Subscription(FeedKind.UNIT, unit_id=actor.unit_id)
    wanted = {"": own, "unit": own, "me": Subscription(FeedKind.PERSON, person_id=actor.id)}
    found = wanted.get(form.subject.data or "")
    if found is None:
        raise Refused(_UNKNOWN, field="subject")
    return found


def _of_office(form: FeedForm) -> Subscription:
    """Everybody's or one unit's, of all plans or of one."""
    plan_id = whole_number(form.plan.data)
    if form.plan.data and plan_id not in dict(readings.plan_names()):
        raise Refused("请从列表里选一个方案。", field="plan")
    if form.subject.data == _EVERYBODY:
        return Subscription(FeedKind.OFFICE) if plan_id is None else Subscription(FeedKind.PLAN, plan_id)
    unit_id = whole_number(form.subject.data)
    if unit_id is None or not readings.owes(unit_id):
        raise Refused(_UNKNOWN, field="subject")
    if plan_id is not None and not readings.owes(unit_id, plan_id):
        raise Refused("这个单位在所选方案里没有责任事项，请改选方案或单位。", field="subject")
    return Subscription(FeedKind.UNIT, plan_id, unit_id)


def _choices(actor: Actor) -> list[SelectChoice] | dict[str, list[SelectChoice]]:
    if actor.role is Role.LIAISON:
        if actor.unit_id is None:
            return []
        return [
            SelectChoice("unit", f"{unit_name(actor.unit_id)}：单位的日历，换人也能接着用"),
            SelectChoice("me", "我本人：账号停用，日历就失效"),
        ]
    units = [SelectChoice(str(unit_id), name) for unit_id, name in readings.units_owing()]
    whole = {"督查室": [SelectChoice(_EVERYBODY, "全部单位，挂牌的有标记")]}
    return {**whole, "一个单位": units} if units else whole
