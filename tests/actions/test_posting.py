import logging

import pytest
from small_plan import at

from tracker.actions import posting, reminding
from tracker.actions.channels import add_channel, say
from tracker.actions.sealing import seal
from tracker.clock import new_courier
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import DispatchState, Platform
from tracker.store.tables import Channel, Dispatch


def deliver(config, clock, **how):
    return list(posting.drain(clock, new_courier(config, "test", **how)))


def messages(robots, number):
    return list(robots.rooms.get(number).delivered)


def texts(robots, number):
    return [str(message.payload) for message in messages(robots, number)]


def test_a_letter_arrives_in_both_groups_and_the_platforms_word_is_kept(channels, robots, clock):
    reminding.tick(clock())
    clock.moment = at("2026-01-08 11:01")
    posted = deliver(channels, clock)
    assert {(receipt.platform, receipt.state, receipt.code) for receipt in posted} == {
        (Platform.WECOM, DispatchState.DELIVERED, "0"),
        (Platform.DINGTALK, DispatchState.DELIVERED, "0"),
    }
    assert [len(messages(robots, number)) for number in (1, 2)] == [1, 1]
    assert deliver(channels, clock) == []


def test_a_refusal_is_shown_with_its_remedy_and_never_counts_as_delivered(channels, robots, clock):
    Channel.update(keywords=[]).where(Channel.platform == Platform.DINGTALK).execute()
    say(clock(), "演示钉钉群", "没有那两个字的消息")
    receipt = deliver(channels, clock)[0]
    assert (receipt.state, receipt.code) == (DispatchState.DEAD, "310000")
    assert receipt.remedy
    assert messages(robots, 2) == []


def test_a_removed_robot_holds_its_letters_until_it_works_again(channels, robots, clock):
    row = Channel.get(Channel.platform == Platform.WECOM)
    right, gone = (
        seal(f"{robots.url}/cgi-bin/webhook/send?key={key}", channels.secret_key)
        for key in ("wecom-key-0001", "no-such-robot-key")
    )
    Channel.update(address=gone).where(Channel.id == row.id).execute()
    say(clock(), "演示企业微信群", "试一试")
    receipt = deliver(channels, clock)[0]
    assert (receipt.state, receipt.code) == (DispatchState.HELD, "93000")
    assert Channel.get_by_id(row.id).broken_since is not None
    reminding.tick(clock())
    clock.moment = at("2026-01-08 09:44")
    assert {each.platform for each in deliver(channels, clock)} == {Platform.DINGTALK}
    clock.moment = at("2026-01-08 11:01")
    assert [(each.platform, each.state) for each in deliver(channels, clock)] == [(Platform.WECOM, DispatchState.HELD)]
    assert [text for text in texts(robots, 2) if "通道告警" in text and "演示企业微信群" in text]
    Channel.update(address=right).where(Channel.id == row.id).execute()
    say(clock(), "演示企业微信群", "修好了再试")
    assert deliver(channels, clock) == []
    assert {each.state for each in deliver(channels, clock, by_hand=True)} == {DispatchState.DELIVERED}
    assert Channel.get_by_id(row.id).broken_since is None
    deliver(channels, clock)
    assert len(messages(robots, 1)) == 3


def test_a_dead_server_is_tried_again_later_and_no_key_is_written_anywhere(channels, robots, clock, caplog):
    caplog.set_level(logging.DEBUG)
    robots.stop()
    say(clock(), "演示企业微信群", "试一试")
    receipt = deliver(channels, clock)[0]
    assert receipt.state is DispatchState.RETRY
    row = Dispatch.get_by_id(receipt.dispatch)
    assert row.next_at > clock()
    assert "wecom-key-0001" not in "\n".join([receipt.answer, receipt.remedy, row.answer, caplog.text])


@pytest.mark.parametrize(
    ("platform", "address"),
    [
        ("wecom", "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=12345678"),
        ("wecom", "不是地址"),
        ("dingtalk", "http://oapi.dingtalk.com/robot/send?access_token=12345678"),
        ("icq", "https://example.com"),
    ],
)
def test_an_address_that_is_none_is_refused_and_nothing_is_written(town, platform, address):
    with pytest.raises(Refused):
        add_channel(at("2026-01-08 09:30"), town.config, platform=platform, name="某群", address=address)
    assert Channel.select().count() == 0


def test_the_key_is_not_in_the_database(channels):
    from tracker.store.tables import database

    dump = " ".join(str(row) for row in database.execute_sql("SELECT * FROM channel").fetchall())
    assert "wecom-key" not in dump
    assert "SECdemo" not in dump


def test_a_message_to_nobody_is_refused(channels, clock):
    with pytest.raises(NotThere, match="没有叫“别的群”的通道"):
        say(clock(), "别的群", "你好")
    with pytest.raises(Refused, match="消息是空的"):
        say(clock(), "演示钉钉群", "  ")
