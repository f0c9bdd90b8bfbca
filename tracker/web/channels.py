"""Channels (通道): group robots, how they are, and adding one with a first test message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import BooleanField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import PasswordInput

from tracker.actions import channels, posting
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.core.whole_numbers import whole_number
from tracker.core.words import Audience, DispatchState, Health, Platform
from tracker.store.queries import channels as readings
from tracker.store.queries.pages import owes, plan_names, units_owing
from tracker.web.forms import DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.actions.receipts import Posted
    from tracker.store.queries.channels import ChannelLine

pages = Blueprint("channels", __name__)
LOOKS = {
    Health.BROKEN: "bad",
    Health.PAUSED: "again",
    Health.LAGGING: "again",
    Health.UNTRIED: "queued",
    Health.SOUND: "ok",
}
_EVERY_PLAN = SelectChoice("", "所有方案")
_EVERYBODY, _OFFICE = SelectChoice("", "各单位和督查室共用"), SelectChoice("office", "只给督查室")


class UnechoedField(StringField):  # type: ignore[misc]
    """A line that can be read while it is typed, and never comes back into a page."""

    def _value(self) -> str:
        return ""


class RobotForm(DeskForm):
    """A robot's address, as its platform gives it. What is secret never comes back into a page."""

    address = UnechoedField("机器人地址")
    secret = PasswordField("加签密钥", widget=PasswordInput(hide_value=True))
    keywords = StringField("关键词")

    @property
    def words(self) -> list[str]:
        """The keywords one by one."""
        return [word for word in re.split(r"[\s,，、;；]+", self.keywords.data or "") if word]


class ChannelForm(RobotForm):
    """A new channel: the robot, what it carries, and whether it is tried at once."""

    platform = SelectField(
        "平台", choices=[SelectChoice(str(each), each.label) for each in Platform], validate_choice=False
    )
    name = StringField("通道名字")
    plan = SelectField("用于哪个方案", validate_choice=False)
    audience = SelectField("给谁看", validate_choice=False)
    test = BooleanField("登记后马上发一条测试消息")


@pages.get("/channels")
def index() -> ResponseReturnValue:
    """Every channel with its health, and the form for another."""
    require(me(), Ability.OPERATE)
    return _page(_form(ChannelForm(formdata=None, test=True)), 200)


@pages.post("/channels")
def add() -> ResponseReturnValue:
    """Register a robot, and try it where that is asked for."""
    require(me(), Ability.OPERATE)
    form = _form(ChannelForm())
    try:
        plan_id = _plan(form.plan.data)
        unit_id, audience = _audience(form.audience.data, plan_id)
        channel_id = channels.add_channel(
            site().now(),
            site().config,
            platform=form.platform.data or "",
            name=form.name.data or "",
            address=form.address.data or "",
            secret=form.secret.data or "",
            keywords=form.words,
            plan_id=plan_id,
            unit_id=unit_id,
            audience=audience,
            by=me(),
        )
    except Refused as refused:
        return _page(form, form.refuse(refused))
    line = channel_by(channel_id)
    flash(f"通道“{line.name}”已登记。")
    if form.test.data:
        try_out(line)
    return redirect(url_for("channels.show", channel_id=channel_id))


@pages.post("/channels/<int:channel_id>/test")
def test(channel_id: int) -> ResponseReturnValue:
    """Send one test message through the outbox, now where a messenger is at hand, else with the clock's next round."""
    try_out(channel_by(channel_id))
    return redirect(url_for("channels.show", channel_id=channel_id))


def try_out(line: ChannelLine) -> None:
    """One test message, and a flash with what the platform said."""
    desk = site()
    dispatch = channels.say(desk.now(), line.name, channels.TEST_WORDS)
    if desk.courier is not None:
        list(posting.drain(desk.now, desk.courier, only=[dispatch]))
    flash(*_outcome(line.name, posting.receipt_of(desk.now(), dispatch)))


def _outcome(name: str, posted: Posted) -> tuple[str, str]:
    """The sentence about one attempt, and whether it is a refusal."""
    said = " ".join(part for part in (posted.code, posted.answer) if part)
    if posted.state is DispatchState.DELIVERED:
        return f"“{name}”：平台已收（{said or '没有附言'}）。请到群里看一眼。", "message"
    if not said:
        return f"测试消息已放进发件箱，轮到“{name}”时发出。结果写在这一页的“最近的发送”里。", "message"
    return f"测试消息没有发成。“{name}”：{posted.state.label}（{said}）。{posted.remedy}", "refusal"


def channel_by(channel_id: int) -> ChannelLine:
    """The channel, retired or not, for whoever may look after channels."""
    require(me(), Ability.OPERATE)
    found = readings.channel_by_id(channel_id, site().now(), working_days())
    if found is None:
        raise NotThere("没有找到这个通道。")
    return found


def _form(form: ChannelForm) -> ChannelForm:
    form.plan.choices = [_EVERY_PLAN, *(SelectChoice(str(key), title) for key, title in plan_names())]
    units = [SelectChoice(str(unit_id), name) for unit_id, name in units_owing()]
    form.audience.choices = {"常用": [_EVERYBODY, _OFFICE], **({"只给一个单位": units} if units else {})}
    return form


def _plan(text: str | None) -> int | None:
    if not text:
        return None
    known = {str(plan_id): plan_id for plan_id, _ in plan_names()}
    if text not in known:
        raise Refused("请从列表里选一个方案。", field="plan")
    return known[text]


def _audience(text: str | None, plan_id: int | None) -> tuple[int | None, Audience | None]:
    """Who is heard there: a unit of its own, the office alone, or everybody."""
    if not text:
        return None, None
    if text == _OFFICE.value:
        return None, Audience.OFFICE
    unit_id = whole_number(text)
    if unit_id is None or not owes(unit_id):
        raise Refused("请从列表里选给谁看。", field="audience")
    if plan_id is not None and not owes(unit_id, plan_id):
        raise Refused("这个单位在所选方案里没有责任事项，请改选方案或单位。", field="audience")
    return unit_id, None


def _page(form: ChannelForm, code: int) -> ResponseReturnValue:
    now = site().now()
    return render_template(
        "channels/index.html",
        form=form,
        channels=readings.channels(now, working_days()),
        looks=LOOKS,
        now=now,
    ), code
