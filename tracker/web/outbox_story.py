"""The whole story of one letter (来龙去脉), and a person's decision about it: 重发, 改道, 作废."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from tracker.actions import dead_letters
from tracker.actions.receipts import SHORT
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.core.whole_numbers import whole_number
from tracker.core.words import DispatchKind, DispatchState, EventKind
from tracker.store.queries.channels import STOPPED, attempts_of_dispatch, channels
from tracker.store.queries.duties import duties_by_ids
from tracker.store.queries.outbox import story_of
from tracker.web.forms import DeskForm
from tracker.web.outbox import GOING, LOOKS, pages
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts
    from tracker.store.queries.outbox import Story

__all__ = ["pages"]
_MOST_CAUSES = 100
_AGAIN = (DispatchState.DEAD, DispatchState.UNCERTAIN)
_LET_GO = (*STOPPED, *GOING)


class ReroutingForm(DeskForm):
    """改道: by which channel instead."""

    channel = SelectField("改走哪个通道", validate_choice=False)


class VoidingForm(DeskForm):
    """作废: why it need not be sent."""

    reason = TextAreaField("为什么作废")


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a letter speaks of a duty (事由)."""

    duty: DutyFacts
    because: str


@pages.get("/outbox/<int:dispatch_id>")
def show(dispatch_id: int) -> ResponseReturnValue:
    """Words, causes, attempts, and what may be decided."""
    return _page(_story(dispatch_id))


@pages.post("/outbox/<int:dispatch_id>/resend")
def resend(dispatch_id: int) -> ResponseReturnValue:
    """重发."""
    require(me(), Ability.OPERATE)
    new = dead_letters.resend(site().now(), me(), dispatch_id)
    flash(f"第 {dispatch_id} 封已重发为第 {new} 封，轮到时发出。")
    return redirect(url_for("outbox.show", dispatch_id=new))


@pages.post("/outbox/<int:dispatch_id>/rerouting")
def reroute(dispatch_id: int) -> ResponseReturnValue:
    """改道."""
    require(me(), Ability.OPERATE)
    form = ReroutingForm()
    try:
        new = dead_letters.reroute(site().now(), me(), dispatch_id, _chosen(form.channel.data))
    except Refused as refused:
        return _page(_story(dispatch_id), form.refuse(refused), rerouting=form)
    flash(f"第 {dispatch_id} 封已改道为第 {new} 封，轮到时发出。")
    return redirect(url_for("outbox.show", dispatch_id=new))


@pages.post("/outbox/<int:dispatch_id>/voiding")
def let_go(dispatch_id: int) -> ResponseReturnValue:
    """作废."""
    require(me(), Ability.OPERATE)
    form = VoidingForm()
    try:
        dead_letters.let_go(site().now(), me(), dispatch_id, form.reason.data or "")
    except Refused as refused:
        return _page(_story(dispatch_id), form.refuse(refused), voiding=form)
    flash(f"第 {dispatch_id} 封已作废，理由记在流水里。")
    return redirect(url_for("outbox.show", dispatch_id=dispatch_id))


def _story(dispatch_id: int) -> Story:
    require(me(), Ability.OPERATE)
    found = story_of(dispatch_id)
    if found is None:
        raise NotThere("没有找到这一封。")
    return found


def _chosen(text: str | None) -> int:
    channel_id = whole_number(text)
    if channel_id is None:
        raise Refused("请从列表里选一个在用的通道。", field="channel")
    return channel_id


def _page(story: Story, code: int = 200, **refused: DeskForm) -> ResponseReturnValue:
    line = story.line
    forms: dict[str, DeskForm] = {
        "rerouting": ReroutingForm(formdata=None),
        "voiding": VoidingForm(formdata=None),
        **refused,
    }
    others = _others(line.id)
    forms["rerouting"].channel.choices = [SelectChoice("", "请选"), *others]
    is_open = line.settled_at is None
    return render_template(
        "outbox/show.html",
        story=story,
        line=line,
        text=_text(story),
        is_short=story.form == SHORT,
        pings=len({item["ping"] for item in story.items if item.get("ping")}),
        sign="" if line.kind is DispatchKind.SAID else f"编号 #D-{line.id}",
        causes=_causes(story),
        told=len(story.items) or len(story.duty_ids),
        attempts=attempts_of_dispatch(line.id),
        looks=LOOKS,
        may_resend=is_open and line.state in _AGAIN and story.channel_is_active,
        may_reroute=is_open and line.state in STOPPED and bool(others),
        may_let_go=is_open and line.state in _LET_GO,
        forms={name: form.apart(name) for name, form in forms.items()},
        base_url=site().config.base_url,
    ), code


def _others(dispatch_id: int) -> list[SelectChoice]:
    """The channels by which it may go instead, each with how it is."""
    fitting = set(dead_letters.other_channels(me(), dispatch_id))
    return [
        SelectChoice(str(line.id), f"{line.name}（{line.platform.label}，{line.health.label}）")
        for line in channels(site().now(), working_days())
        if line.id in fitting
    ]


def _text(story: Story) -> str:
    """The words as they went, or would go; without the single matters where the platform found them too long."""
    if story.form != SHORT:
        return story.line.body
    return "\n".join(row for row in story.line.body.split("\n") if not row.startswith("- "))


def _causes(story: Story) -> list[Cause]:
    """The matters that it speaks of, each with its reason, as the sender kept them."""
    items = story.items[:_MOST_CAUSES] or tuple({"duty": each} for each in story.duty_ids[:_MOST_CAUSES])
    duties = duties_by_ids(item["duty"] for item in items)
    return [Cause(duties[item["duty"]], _because(item)) for item in items if item["duty"] in duties]


def _because(item: dict[str, str]) -> str:
    if "event" not in item:
        return item.get("because", "")
    detail = item.get("detail", "")
    return EventKind(item["event"]).label + (f"：{detail}" if detail else "")
