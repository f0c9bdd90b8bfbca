"""The pace of a robot, its pauses, and several senders at once, over real HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from small_plan import at

from bots.practice.rooms import Fault
from tracker.actions import posting
from tracker.actions.channels import say
from tracker.clock import new_courier
from tracker.core.words import DispatchState, Outcome
from tracker.store.db import connected
from tracker.store.tables import Attempt, Channel, Dispatch

WECOM, DINGTALK = 1, 2
NAMES = {WECOM: "演示企业微信群", DINGTALK: "演示钉钉群"}


def deliver(config, clock):
    return list(posting.drain(clock, new_courier(config, "test")))


def go_on(clock, seconds):
    clock.moment += timedelta(seconds=seconds)


@pytest.mark.parametrize("robot", [WECOM, DINGTALK])
def test_fifty_messages_to_one_robot_never_meet_a_throttle_and_take_two_to_three_minutes(
    channels, robots, clock, robot
):
    for number in range(50):
        say(clock(), NAMES[robot], f"督办：第 {number} 条")
    start = clock()
    while Dispatch.select().where(Dispatch.state != DispatchState.DELIVERED).exists():
        deliver(channels, clock)
        go_on(clock, 5)
    calls = list(robots.rooms.get(robot).calls)
    assert {call.code for call in calls} == {"0"}
    assert [str(call.payload) for call in calls] == sorted((str(call.payload) for call in calls), key=_number)
    assert 120 <= (calls[-1].at - start).total_seconds() <= 180


def _number(text):
    return int(text.split("第 ")[1].split(" 条")[0])


def test_two_senders_together_keep_the_pace_and_send_each_message_once(channels, robots, clock):
    for name in NAMES.values():
        for number in range(30):
            say(clock(), name, f"督办：第 {number} 条")

    def sender(name):
        with connected():
            return [each.dispatch for each in posting.drain(clock, new_courier(channels, name))]

    sent = []
    for _ in range(3):
        with ThreadPoolExecutor(2) as both:
            sent += [dispatch for found in both.map(sender, ["one", "two"]) for dispatch in found]
        go_on(clock, 61)
    assert len(sent) == len(set(sent)) == 60
    for robot in NAMES:
        calls = list(robots.rooms.get(robot).calls)
        assert [call.code for call in calls] == ["0"] * 30
        assert max(sum(call.at == other.at for other in calls) for call in calls) <= 18


def test_several_robots_are_served_at_once_and_each_in_order(channels, robots, clock):
    for number in range(5):
        for name in NAMES.values():
            say(clock(), name, f"督办：第 {number} 条")
    posted = posting.drain_at_once(clock, new_courier(channels, "test"))
    assert {each.state for each in posted} == {DispatchState.DELIVERED}
    for robot in NAMES:
        numbers = [_number(str(call.payload)) for call in robots.rooms.get(robot).delivered]
        assert numbers == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("robot", "body", "seconds"),
    [
        (WECOM, '{"errcode":45009,"errmsg":"api freq out of limit"}', 61),
        (DINGTALK, '{"errcode":130101,"errmsg":"send too fast"}', 605),
        (DINGTALK, '{"errcode":410100,"errmsg":"too fast"}', 605),
        (DINGTALK, '{"status":1111,"wait":5,"source":"x5","punish":"deny"}', 305),
    ],
)
def test_a_throttle_rests_the_whole_robot_and_costs_no_try(channels, robots, clock, robot, body, seconds):
    room = robots.rooms.get(robot)
    room.faults.append(Fault("answer", body=body))
    for number in range(3):
        say(clock(), NAMES[robot], f"督办：第 {number} 条")
    assert [each.state for each in deliver(channels, clock)] == [DispatchState.RETRY]
    for wait in (1, 30, seconds - 33):
        go_on(clock, wait)
        assert deliver(channels, clock) == []
    assert len(room.calls) == 1
    assert {row.tries for row in Dispatch.select()} == {0}
    go_on(clock, 3)
    assert [each.state for each in deliver(channels, clock)] == [DispatchState.DELIVERED] * 3


def test_throttles_in_a_row_make_the_rests_longer(channels, robots, clock):
    room = robots.rooms.get(WECOM)
    say(clock(), NAMES[WECOM], "督办")
    rests = []
    for _ in range(5):
        room.faults.append(Fault("answer", body='{"errcode":45009,"errmsg":"api freq out of limit"}'))
        assert [each.state for each in deliver(channels, clock)] == [DispatchState.RETRY]
        rests.append((Channel.get_by_id(1).pause_until - clock()).total_seconds())
        clock.moment = Channel.get_by_id(1).pause_until
    assert rests == [61, 120, 240, 480, 600]
    assert [each.state for each in deliver(channels, clock)] == [DispatchState.DELIVERED]
    assert Channel.get_by_id(1).strikes == 0


@pytest.mark.parametrize(("fault", "retries"), [("minus_one", 3), ("http_500", 3), ("drop_before_accept", None)])
def test_trouble_of_the_platform_is_tried_again_with_growing_waits(channels, robots, clock, fault, retries):
    """A dropped connection on WeCom may have been a delivery: that is never repeated without a person."""
    room = robots.rooms.get(WECOM)
    said, states = say(clock(), NAMES[WECOM], "督办"), []
    for _ in range(8):
        room.faults.append(Fault(fault))
        states += [each.state for each in deliver(channels, clock) if each.dispatch == said]
        go_on(clock, 301)
    if retries is None:
        assert states == [DispatchState.UNCERTAIN]
        return
    assert states == [DispatchState.RETRY] * retries + [DispatchState.DEAD]
    assert Attempt.select().where(Attempt.outcome == Outcome.BUSY).count() == retries + 1


def test_a_dropped_answer_is_repeated_on_dingtalk_and_shows_once(channels, robots, clock):
    room = robots.rooms.get(DINGTALK)
    room.faults.extend([Fault("accept_then_drop"), Fault("truncated_json")])
    say(clock(), NAMES[DINGTALK], "督办：只到一次")
    states = []
    while not states or states[-1] is DispatchState.RETRY:
        states += [each.state for each in deliver(channels, clock)]
        go_on(clock, 301)
    assert states[-1] is DispatchState.DELIVERED
    assert len(room.delivered) == 1


def test_a_long_message_goes_on_at_the_robots_pace_with_nothing_between_its_parts(channels, robots, clock):
    for number in range(16):
        say(clock(), NAMES[WECOM], f"先来的第 {number} 条")
    say(clock(), NAMES[WECOM], "长" * 2500)
    say(clock(), NAMES[WECOM], "后来的一条")
    deliver(channels, clock)
    assert Dispatch.get_by_id(17).parts_sent == 2
    go_on(clock, 59)
    assert deliver(channels, clock) == []
    go_on(clock, 1)
    deliver(channels, clock)
    shown = [str(call.payload) for call in robots.rooms.get(WECOM).delivered]
    assert [mark for text in shown[16:20] for mark in ("(1/4)", "(2/4)", "(3/4)", "(4/4)") if mark in text] == [
        "(1/4)",
        "(2/4)",
        "(3/4)",
        "(4/4)",
    ]
    assert len(shown) == 21
    assert "后来的一条" in shown[-1]


def test_a_lease_that_nobody_gave_back_ends_by_itself(channels, clock):
    say(clock(), NAMES[WECOM], "督办")
    Channel.update(lease_until=clock() + timedelta(seconds=60), lease_by="dead").execute()
    assert deliver(channels, clock) == []
    go_on(clock, 61)
    assert [each.state for each in deliver(channels, clock)] == [DispatchState.DELIVERED]
    assert Channel.get_by_id(1).lease_until is None


@pytest.mark.parametrize(
    ("robot", "minutes", "state"),
    [
        (WECOM, 2, DispatchState.UNCERTAIN),
        (DINGTALK, 2, DispatchState.RETRY),
        (DINGTALK, 45, DispatchState.UNCERTAIN),
    ],
)
def test_what_a_dead_sender_left_in_the_air_is_uncertain_unless_the_platform_can_tell(
    channels, clock, robot, minutes, state
):
    left = _died(clock(), say(clock(), NAMES[robot], "督办：试一试"), robot)
    Attempt.insert(
        dispatch=left, channel=robot, part=1, parts=1, worker="dead", started_at=clock() - timedelta(minutes=minutes)
    ).execute()
    assert [each.state for each in posting.recover(clock())] == [state]
    assert posting.recover(clock()) == []
    assert Attempt.get().outcome is Outcome.UNKNOWN


def test_what_a_dead_sender_had_not_sent_yet_simply_waits_again(channels, clock):
    for robot, name in NAMES.items():
        _died(clock(), say(clock(), name, "督办：试一试"), robot)
    assert {each.state for each in posting.recover(clock())} == {DispatchState.QUEUED}
    assert {each.state for each in deliver(channels, clock)} == {DispatchState.DELIVERED}


def _died(now, dispatch, robot):
    expired = now - timedelta(seconds=1)
    Dispatch.update(state=DispatchState.SENDING, lease_until=expired, claimed_by="dead").where(
        Dispatch.id == dispatch
    ).execute()
    Channel.update(lease_until=expired, lease_by="dead").where(Channel.id == robot).execute()
    return dispatch


def test_a_sender_that_slept_through_its_lease_does_not_send(channels, robots, clock):
    """Its machine was suspended between claiming and sending; another has taken over."""
    say(clock(), NAMES[WECOM], "督办")

    def slept():
        Dispatch.update(claimed_by="another").where(Dispatch.state == DispatchState.SENDING).execute()
        return clock.moment

    assert list(posting.drain(slept, new_courier(channels, "test"))) == []
    assert robots.rooms.get(WECOM).delivered == []
    assert at("2026-01-08 09:30") == clock()
