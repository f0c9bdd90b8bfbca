"""A thousand random troubles: whatever the platforms do, what is called delivered was delivered, and nothing is forgotten."""

import random
from datetime import timedelta

from small_plan import at

from bots.practice.rooms import Fault
from tracker.actions import posting
from tracker.actions.channels import say
from tracker.clock import new_courier
from tracker.core.words import DispatchState
from tracker.store.tables import Attempt, Dispatch

NAMES = {"wecom": "演示企业微信群", "dingtalk": "演示钉钉群"}
TROUBLES = [
    Fault("drop_before_accept"),
    Fault("accept_then_drop"),
    Fault("truncated_json"),
    Fault("missing_code"),
    Fault("http_500"),
    Fault("http_502_html"),
    Fault("redirect_302"),
    Fault("minus_one"),
    Fault("x5_1111"),
    Fault("huge_body"),
    Fault("errcode_string_zero"),
    Fault("answer", body='{"errcode":45009,"errmsg":"api freq out of limit"}'),
    Fault("answer", body='{"errcode":310000,"errmsg":"sign not match"}'),
    Fault("answer", body='{"errcode":999999,"errmsg":"nobody knows this code"}'),
    Fault("answer", body="[]"),
]
OVER = (DispatchState.DELIVERED, DispatchState.DEAD, DispatchState.UNCERTAIN, DispatchState.CANCELLED)


def test_what_is_called_delivered_was_delivered_and_nothing_is_forgotten(channels, robots, clock):
    chance = random.Random(20260108)
    courier = new_courier(channels, "test")
    rooms = {str(room.spec.platform): room for room in robots.rooms}
    clock.moment = at("2026-01-08 09:31")
    for number in range(150):
        for platform, name in NAMES.items():
            if chance.random() < 0.5:
                say(clock(), name, f"督办〔{number}〕")
            if chance.random() < 0.45:
                rooms[platform].faults.append(chance.choice(TROUBLES))
        list(posting.drain(clock, courier))
        _check(rooms)
        clock.moment += timedelta(seconds=chance.choice([1, 5, 20, 61, 700]))
    for room in rooms.values():
        room.faults.clear()
    for _ in range(60):
        clock.moment += timedelta(minutes=16)
        list(posting.drain(clock, courier))
    _check(rooms)
    states = {row.state for row in Dispatch.select()}
    assert states <= set(OVER)
    assert {DispatchState.DELIVERED, DispatchState.DEAD, DispatchState.UNCERTAIN} <= states


def _check(rooms):
    """The platform's own record against ours."""
    shown: dict[tuple[str, str], int] = {}
    for platform, room in rooms.items():
        for call in room.delivered:
            text = str(call.payload)
            if "通道告警" in text:
                continue
            key = (platform, text[text.index("〔") : text.index("〕") + 1])
            shown[key] = shown.get(key, 0) + 1
    assert max(shown.values(), default=1) == 1, "nothing shows twice"
    told = Dispatch.select().where(Dispatch.state == DispatchState.DELIVERED, Dispatch.kind == "said")
    for row in told:
        assert (str(row.channel.platform), row.body[2:]) in shown
    assert Attempt.select().where(Attempt.ended_at.is_null()).count() == 0
