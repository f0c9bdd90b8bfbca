"""What opens a channel's circuit, how it closes again, and who hears of it."""

from datetime import timedelta

import pytest
from small_plan import at

from bots.practice import serve_practice
from bots.practice.rooms import Fault
from tracker.actions import posting, reminding
from tracker.actions.channels import change_address, retire_channel, say
from tracker.clock import new_courier
from tracker.core.refusals import NotThere
from tracker.core.words import Audience, DispatchKind, DispatchState
from tracker.store.tables import Channel, Dispatch, Entry

WECOM, DINGTALK = 1, 2


def deliver(config, clock):
    return list(posting.drain(clock, new_courier(config, "test")))


def refuse(room, times, body):
    room.faults.extend([Fault("answer", body=body)] * times)


def go_on(clock, **span):
    clock.moment += timedelta(**span)


def alarms():
    return list(Dispatch.select().where(Dispatch.kind == DispatchKind.ALARM).order_by(Dispatch.id))


def test_five_different_messages_refused_in_a_row_open_the_circuit_and_four_do_not(channels, robots, clock):
    """As on 2021-08-16, when WeCom refused every message of several lines for hours."""
    room = robots.rooms.get(WECOM)
    refuse(room, 4, '{"errcode":40008,"errmsg":"invalid message type"}')
    for number in range(4):
        say(clock(), "演示企业微信群", f"第 {number} 条")
    deliver(channels, clock)
    assert Channel.get_by_id(WECOM).broken_since is None
    refuse(room, 1, '{"errcode":40008,"errmsg":"invalid message type"}')
    say(clock(), "演示企业微信群", "第五条")
    deliver(channels, clock)
    assert Channel.get_by_id(WECOM).broken_since == clock()
    assert [row.state for row in Dispatch.select().where(Dispatch.channel == WECOM).order_by(Dispatch.id)] == [
        *[DispatchState.DEAD] * 4,
        DispatchState.HELD,
    ]


def test_one_that_is_taken_in_between_counts_from_the_beginning(channels, robots, clock):
    room = robots.rooms.get(WECOM)
    for _ in range(3):
        refuse(room, 4, '{"errcode":40035,"errmsg":"parameter"}')
        for number in range(5):
            say(clock(), "演示企业微信群", f"第 {number} 条")
        deliver(channels, clock)
        go_on(clock, seconds=61)
    assert Channel.get_by_id(WECOM).broken_since is None


def test_while_it_is_open_exactly_one_message_tries_every_fifteen_minutes(channels, robots, clock):
    room = robots.rooms.get(WECOM)
    robots.rooms.change(room, standing="removed")
    reminding.tick(clock())
    clock.moment = at("2026-01-08 10:58")
    deliver(channels, clock)
    calls = len(room.calls)
    for minutes, tried in ((5, 0), (9, 0), (1, 1), (1, 1), (13, 1), (2, 2)):
        go_on(clock, minutes=minutes)
        deliver(channels, clock)
        deliver(channels, clock)
        assert len(room.calls) - calls == tried
    robots.rooms.change(room, standing="ok")
    go_on(clock, minutes=15)
    assert [each.state for each in deliver(channels, clock)] == [DispatchState.DELIVERED]
    assert Channel.get_by_id(WECOM).broken_since is None


def test_a_broken_channel_is_reported_through_another_within_a_minute_and_once_in_six_hours(channels, robots, clock):
    robots.rooms.change(robots.rooms.get(WECOM), standing="removed")
    clock.moment = at("2026-01-08 09:31")
    say(clock(), "演示企业微信群", "试一试")
    deliver(channels, clock)
    go_on(clock, seconds=20)
    deliver(channels, clock)
    shown = [str(call.payload) for call in robots.rooms.get(DINGTALK).delivered]
    assert len(shown) == 1
    assert "通道告警" in shown[0]
    assert "演示企业微信群" in shown[0]
    for _ in range(20):
        go_on(clock, minutes=15)
        deliver(channels, clock)
    assert len(alarms()) == 1
    go_on(clock, minutes=75)
    deliver(channels, clock)
    assert len(alarms()) == 2


def test_the_office_has_its_own_channel_for_alarms(channels, robots, clock):
    Channel.update(audience=Audience.OFFICE).where(Channel.id == DINGTALK).execute()
    robots.rooms.change(robots.rooms.get(WECOM), standing="removed")
    say(clock(), "演示企业微信群", "试一试")
    deliver(channels, clock)
    assert [row.channel_id for row in alarms()] == [DINGTALK]


def test_an_alarm_never_goes_to_a_units_own_group(channels, town, robots, clock):
    Channel.update(unit=town.education).where(Channel.id == DINGTALK).execute()
    robots.rooms.change(robots.rooms.get(WECOM), standing="removed")
    say(clock(), "演示企业微信群", "试一试")
    deliver(channels, clock)
    assert alarms() == []


def test_a_network_that_is_away_holds_the_letters_until_it_is_back(channels, robots, clock):
    reminding.tick(clock())
    clock.moment = at("2026-01-08 10:58")
    robots.stop()
    states = []
    for _ in range(7):
        states += [each.state for each in deliver(channels, clock) if each.dispatch == 1]
        go_on(clock, minutes=6)
    assert states == [*[DispatchState.RETRY] * 5, DispatchState.HELD]
    go_on(clock, minutes=15)
    port = int(robots.url.rsplit(":", 1)[1])
    with serve_practice(port=port, clock=clock, robots=[room.spec for room in robots.rooms]) as back:
        assert [each.state for each in deliver(channels, clock) if each.dispatch == 1] == [DispatchState.DELIVERED]
        assert len(back.rooms.get(WECOM).delivered) == 1


def test_twice_in_a_row_no_answer_opens_the_circuit_instead_of_losing_sight_of_fifty(channels, robots, clock):
    room = robots.rooms.get(WECOM)
    room.faults.extend([Fault("truncated_json")] * 10)
    for number in range(10):
        say(clock(), "演示企业微信群", f"第 {number} 条")
    for _ in range(5):
        deliver(channels, clock)
        go_on(clock, seconds=61)
    assert Channel.get_by_id(WECOM).broken_since is not None
    assert Dispatch.select().where(Dispatch.state == DispatchState.UNCERTAIN).count() <= 5


def test_another_address_closes_the_circuit_and_what_was_held_goes(channels, town, robots, clock):
    room = robots.rooms.get(WECOM)
    robots.rooms.change(room, standing="removed")
    say(clock(), "演示企业微信群", "试一试")
    assert [each.state for each in deliver(channels, clock)] == [DispatchState.HELD]
    robots.rooms.change(room, standing="ok", key="wecom-key-0002")
    change_address(clock(), town.office, channels, WECOM, address="wecom-key-0002")
    assert [each.state for each in deliver(channels, clock) if each.dispatch == 1] == [DispatchState.DELIVERED]
    assert Entry.select().where(Entry.verb == "更换通道地址", Entry.words.contains("…0001 → …0002")).count() == 1


def test_a_retired_channel_keeps_its_record_and_gets_nothing_more(channels, town, clock):
    say(clock(), "演示企业微信群", "试一试")
    retire_channel(clock(), town.office, WECOM)
    assert [row.state for row in Dispatch.select()] == [DispatchState.CANCELLED]
    assert deliver(channels, clock) == []
    with pytest.raises(NotThere):
        say(clock(), "演示企业微信群", "再试")
    with pytest.raises(NotThere):
        retire_channel(clock(), town.office, WECOM)
    assert {letter.channel.id for letter in reminding.tick(clock()).letters} == {DINGTALK}


def test_a_clock_that_is_wrong_is_noticed(channels, clock):
    clock.moment = at("2026-01-08 09:31")
    say(clock(), "演示企业微信群", "试一试")
    deliver(channels, clock)
    skew = Channel.get_by_id(WECOM).clock_skew
    assert skew is None or abs(skew) > 300


def test_an_address_that_the_settings_no_longer_allow_holds_its_letters(channels, clock):
    say(clock(), "演示企业微信群", "试一试")
    channels.robot_hosts.clear()
    receipt = deliver(channels, clock)[0]
    assert receipt.state is DispatchState.HELD
    assert "地址" in receipt.answer
    assert Channel.get_by_id(WECOM).broken_since is not None
