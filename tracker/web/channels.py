"""Channels (通道): group robots, how they are, and one test message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import PasswordInput

from tracker.actions import channels, posting
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import DispatchState, Platform
from tracker.store.queries import outbox
from tracker.store.queries import pages as readings
from tracker.web.forms import DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.actions.receipts import Posted

pages = Blueprint("channels", __name__)
_TEST = "督办测试消息：收到这一条，说明通道可以用。不用回复。"
_EVERY_PLAN = SelectChoice("", "所有方案")


class ChannelForm(DeskForm):
    """A robot's address, as its platform gives it."""

    platform = SelectField(
        "平台", choices=[SelectChoice(str(each), each.label) for each in Platform], validate_choice=False
    )
    name = StringField("通道名字")
    address = StringField("机器人地址")
    secret = PasswordField("加签密钥", widget=PasswordInput(hide_value=False))
    keywords = StringField("关键词")
    plan = SelectField("只用于这个方案", validate_choice=False)


@pages.get("/channels")
def index() -> ResponseReturnValue:
    """Every channel with its health, and the form for another."""
    require(me(), Ability.OPERATE)
    return _page(_form(empty=True), 200)


@pages.post("/channels")
def add() -> ResponseReturnValue:
    """Register a robot."""
    require(me(), Ability.OPERATE)
    form = _form()
    try:
        channels.add_channel(
            site().now(),
            site().config,
            platform=form.platform.data or "",
            name=form.name.data or "",
            address=form.address.data or "",
            secret=form.secret.data or "",
            keywords=[word for word in re.split(r"[\s,，、;；]+", form.keywords.data or "") if word],
            plan_id=_plan(form.plan.data),
            by=me(),
        )
    except Refused as refused:
        return _page(form, form.refuse(refused))
    flash(f"通道“{(form.name.data or '').strip()}”已登记。请发一条测试消息，看群里收到没有。")
    return redirect(url_for("channels.index"))


@pages.post("/channels/<int:channel_id>/test")
def test(channel_id: int) -> ResponseReturnValue:
    """Send one test message through the outbox, now where a messenger is at hand, else with the clock's next round."""
    require(me(), Ability.OPERATE)
    name = next((line.name for line in outbox.channels() if line.id == channel_id), None)
    if name is None:
        raise NotThere("没有找到这个通道。")
    desk = site()
    dispatch = channels.say(desk.now(), name, _TEST)
    posted = None
    if desk.courier is not None:
        posted = next(iter(posting.drain(desk.now, desk.courier, only=[dispatch])), None)
    flash(*_outcome(name, posted))
    return redirect(url_for("channels.index"))


def _outcome(name: str, posted: Posted | None) -> tuple[str, str]:
    """The sentence about one attempt, and whether it is a refusal."""
    if posted is None:
        return f"测试消息已放进发件箱，轮到“{name}”时发出。到“发件”里看结果。", "message"
    said = " ".join(part for part in (posted.code, posted.answer) if part)
    if posted.state is DispatchState.DELIVERED:
        return f"“{name}”：平台已收（{said or '没有附言'}）。请到群里看一眼。", "message"
    return f"“{name}”：{posted.state.label}（{said}）。{posted.remedy}", "refusal"


def _form(*, empty: bool = False) -> ChannelForm:
    form = ChannelForm(formdata=None) if empty else ChannelForm()
    form.plan.choices = [_EVERY_PLAN, *(SelectChoice(str(key), title) for key, title in readings.plan_names())]
    return form


def _plan(text: str | None) -> int | None:
    if not text:
        return None
    known = {str(plan_id): plan_id for plan_id, _ in readings.plan_names()}
    if text not in known:
        raise Refused("请从列表里选一个方案。", field="plan")
    return known[text]


def _page(form: ChannelForm, code: int) -> ResponseReturnValue:
    return render_template("channels/index.html", form=form, channels=outbox.channels(), now=site().now()), code
