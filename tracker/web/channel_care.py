"""One channel (通道): how it is, what was tried, another address, sending again what did not go, retiring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from wtforms import BooleanField

from tracker.actions import channels, dead_letters
from tracker.core.refusals import Refused
from tracker.store.queries.channels import attempts_of_channel
from tracker.web.channels import LOOKS, RobotForm, channel_by, pages
from tracker.web.forms import DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.channels import ChannelLine

__all__ = ["pages"]
_SHOWN_ATTEMPTS = 20


class RetireForm(DeskForm):
    """停用, said twice: nothing is sent there any more."""

    sure = BooleanField("确定停用：等着发的都取消，发过的记录留着")


@pages.get("/channels/<int:channel_id>")
def show(channel_id: int) -> ResponseReturnValue:
    """The channel's health, its last attempts and what can be done."""
    return _page(channel_by(channel_id))


@pages.post("/channels/<int:channel_id>/address")
def change_address(channel_id: int) -> ResponseReturnValue:
    """换地址."""
    line, form = channel_by(channel_id), RobotForm()
    try:
        channels.change_address(
            site().now(),
            me(),
            site().config,
            line.id,
            address=form.address.data or "",
            secret=form.secret.data or "",
            keywords=form.words,
        )
    except Refused as refused:
        return _page(line, form.refuse(refused), address=form)
    flash("地址已换，等着的会接着发。请发一条测试，看群里收到没有。")
    return redirect(url_for("channels.show", channel_id=line.id))


@pages.post("/channels/<int:channel_id>/retirement")
def retire(channel_id: int) -> ResponseReturnValue:
    """停用."""
    line, form = channel_by(channel_id), RetireForm()
    try:
        if not form.sure.data:
            raise Refused("请先勾选“确定停用”。", field="sure")
        channels.retire_channel(site().now(), me(), line.id)
    except Refused as refused:
        return _page(line, form.refuse(refused), retire=form)
    flash(f"通道“{line.name}”已停用，不再往那里发。")
    return redirect(url_for("channels.index"))


@pages.post("/channels/<int:channel_id>/resending")
def resend(channel_id: int) -> ResponseReturnValue:
    """没发出去的全部重发; what may have arrived is left for a person to look at."""
    line = channel_by(channel_id)
    count = dead_letters.resend_all(site().now(), me(), line.id)
    flash(f"{count} 封已重新排队，轮到时发出。" if count else "没有要重发的。")
    return redirect(url_for("channels.show", channel_id=line.id))


def _page(line: ChannelLine, code: int = 200, **refused: DeskForm) -> ResponseReturnValue:
    forms: dict[str, DeskForm] = {
        "address": RobotForm(formdata=None, keywords=" ".join(line.keywords)),
        "retire": RetireForm(formdata=None),
        **refused,
    }
    return render_template(
        "channels/show.html",
        line=line,
        looks=LOOKS,
        now=site().now(),
        attempts=attempts_of_channel(line.id, _SHOWN_ATTEMPTS),
        shown=_SHOWN_ATTEMPTS,
        forms={name: form.apart(name) for name, form in forms.items()},
    ), code
