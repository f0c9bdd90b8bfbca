"""Channels in the story of the kill test (通道): what is said in them, what could not be delivered."""

from __future__ import annotations

from killing_steps import NOW, Chapter

from tracker.actions import channels, dead_letters
from tracker.core.words import DispatchState
from tracker.store.tables import Dispatch

ADDRESS = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=11111111-2222-3333-4444-55555555555{}"

LETTERS = Chapter()
verb, between = LETTERS.verb, LETTERS.between


@verb("channels.add_channel")
def _(w):
    channels.add_channel(NOW, w.town.config, platform="wecom", name="演示群", address=ADDRESS.format(0))


@verb("channels.change_address")
def _(w):
    channels.change_address(NOW, w.town.office, w.town.config, 1, address=ADDRESS.format(1))


@verb("channels.say")
def _(w):
    channels.say(NOW, "演示群", "督办：试一试")


@between
def _(w):
    channels.add_channel(NOW, w.town.config, platform="wecom", name="另一个群", address=ADDRESS.format(2))
    for _ in range(6):
        channels.say(NOW, "演示群", "督办：没有发成的")
    Dispatch.update(state=DispatchState.DEAD, done_at=NOW).where(Dispatch.body.contains("没有发成的")).execute()


def dead(position: int) -> int:
    rows = Dispatch.select(Dispatch.id).where(Dispatch.body.contains("没有发成的"), Dispatch.replaces.is_null())
    return [row.id for row in rows.order_by(Dispatch.id)][position]


@verb("dead_letters.resend")
def _(w):
    dead_letters.resend(NOW, w.town.office, dead(0))


@verb("dead_letters.reroute")
def _(w):
    dead_letters.reroute(NOW, w.town.office, dead(1), 2)


@verb("dead_letters.let_go")
def _(w):
    dead_letters.let_go(NOW, w.town.office, dead(2), "群里已经看到了")


@verb("dead_letters.resend_all", is_many=True)
def _(w):
    dead_letters.resend_all(NOW, w.town.office, 1)


@verb("channels.retire_channel")
def _(w):
    channels.retire_channel(NOW, w.town.office, 2)
