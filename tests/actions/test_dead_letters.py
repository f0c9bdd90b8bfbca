"""What did not go out: sent again, sent elsewhere, or let go, by a person and on record."""

import pytest

from bots.practice.rooms import Fault
from tracker.actions import posting
from tracker.actions.channels import retire_channel, say
from tracker.actions.dead_letters import let_go, reroute, resend, resend_all
from tracker.clock import new_courier
from tracker.core.refusals import Moved, NotAllowed, NotThere, Refused
from tracker.core.words import DispatchState
from tracker.store.tables import Channel, Dispatch, Entry

WECOM, DINGTALK = 1, 2
UNSAFE = '{"errcode":430102,"errmsg":"bad text"}'


def deliver(config, clock):
    return list(posting.drain(clock, new_courier(config, "test")))


@pytest.fixture
def dead(channels, robots, clock):
    robots.rooms.get(DINGTALK).faults.append(Fault("answer", body=UNSAFE))
    left = say(clock(), "演示钉钉群", "督办：试一试")
    deliver(channels, clock)
    assert Dispatch.get_by_id(left).state is DispatchState.DEAD
    return left


@pytest.fixture
def uncertain(channels, robots, clock):
    robots.rooms.get(WECOM).faults.append(Fault("truncated_json"))
    left = say(clock(), "演示企业微信群", "试一试")
    deliver(channels, clock)
    clock.moment = clock.moment.replace(minute=35)
    assert Dispatch.get_by_id(left).state is DispatchState.UNCERTAIN
    return left


def test_a_dead_letter_is_sent_again_as_a_new_row_and_the_old_answer_stays(channels, town, robots, clock, dead):
    new = resend(clock(), town.office, dead)
    assert {each.dispatch: each.state for each in deliver(channels, clock)} == {new: DispatchState.DELIVERED}
    old = Dispatch.get_by_id(dead)
    assert (old.state, old.code) == (DispatchState.DEAD, "430102")
    assert f"已重发为第 {new} 封" in old.answer
    assert Dispatch.get_by_id(new).replaces_id == dead
    assert Entry.select().where(Entry.verb == "重发发件", Entry.about_id == dead).count() == 1
    assert len(robots.rooms.get(DINGTALK).delivered) == 1


def test_an_uncertain_letter_is_never_sent_again_by_itself(channels, robots, clock, uncertain):
    for _ in range(3):
        clock.moment = clock.moment.replace(hour=clock.moment.hour + 1)
        assert deliver(channels, clock) == []
    assert len(robots.rooms.get(WECOM).delivered) == 1


def test_an_uncertain_letter_that_was_seen_is_let_go_and_stays_uncertain(town, clock, uncertain):
    with pytest.raises(Refused, match="为什么作废"):
        let_go(clock(), town.office, uncertain, "  ")
    let_go(clock(), town.office, uncertain, "群里已经看到了")
    row = Dispatch.get_by_id(uncertain)
    assert (row.state, row.answer) == (DispatchState.UNCERTAIN, "已作废：群里已经看到了")
    assert row.settled_at == clock()


def test_what_one_person_settled_another_cannot_settle_again(town, clock, dead):
    resend(clock(), town.office, dead)
    for again in (
        lambda: resend(clock(), town.second_office, dead),
        lambda: reroute(clock(), town.second_office, dead, WECOM),
        lambda: let_go(clock(), town.second_office, dead, "不用了"),
    ):
        with pytest.raises(Moved):
            again()
    assert Dispatch.select().count() == 2


def test_a_letter_goes_another_way(channels, town, robots, clock, dead):
    new = reroute(clock(), town.office, dead, WECOM)
    assert {each.dispatch: each.state for each in deliver(channels, clock)} == {new: DispatchState.DELIVERED}
    assert "督办：试一试" in str(robots.rooms.get(WECOM).delivered[0].payload)


def test_no_letter_goes_into_the_group_of_another_unit_or_plan(town, clock, dead):
    for owner in ({"unit": town.finance}, {"is_active": False, "unit": None}):
        Channel.update(**owner).where(Channel.id == WECOM).execute()
        with pytest.raises(Refused):
            reroute(clock(), town.office, dead, WECOM)
    with pytest.raises(Refused, match="原来的通道"):
        reroute(clock(), town.office, dead, DINGTALK)


def test_a_held_letter_goes_another_way_and_not_also_the_old_one(channels, town, robots, clock):
    robots.rooms.change(robots.rooms.get(WECOM), standing="removed")
    held = say(clock(), "演示企业微信群", "督办：试一试")
    deliver(channels, clock)
    with pytest.raises(Moved):
        resend(clock(), town.office, held)
    reroute(clock(), town.office, held, DINGTALK)
    robots.rooms.change(robots.rooms.get(WECOM), standing="ok")
    for minute in (46, 47):
        clock.moment = clock.moment.replace(minute=minute)
        deliver(channels, clock)
    assert len(robots.rooms.get(WECOM).delivered) == 0
    assert [1 for call in robots.rooms.get(DINGTALK).delivered if "试一试" in str(call.payload)] == [1]


def test_all_that_stopped_on_a_channel_is_sent_again_at_its_pace(channels, town, robots, clock):
    room = robots.rooms.get(DINGTALK)
    room.faults.extend([Fault("answer", body=UNSAFE)] * 4)
    for number in range(4):
        say(clock(), "演示钉钉群", f"督办：第 {number} 条")
    deliver(channels, clock)
    assert resend_all(clock(), town.office, DINGTALK) == 4
    assert [each.state for each in deliver(channels, clock)] == [DispatchState.DELIVERED] * 4
    assert resend_all(clock(), town.office, DINGTALK) == 0


def test_only_the_office_settles_letters(town, clock, dead):
    for somebody in (town.liaison, town.leader):
        for door in (
            lambda who: resend(clock(), who, dead),
            lambda who: reroute(clock(), who, dead, WECOM),
            lambda who: let_go(clock(), who, dead, "不用了"),
            lambda who: resend_all(clock(), who, DINGTALK),
        ):
            with pytest.raises(NotAllowed):
                door(somebody)
    with pytest.raises(NotThere):
        resend(clock(), town.office, 999)


def test_nothing_is_sent_again_by_a_channel_that_is_retired(town, clock, dead):
    retire_channel(clock(), town.office, DINGTALK)
    with pytest.raises(Refused, match="已停用"):
        resend(clock(), town.office, dead)
    with pytest.raises(NotThere):
        resend_all(clock(), town.office, DINGTALK)
