"""How often the practice server takes a message, and how long it sulks."""

from __future__ import annotations

from robot_rig import Practice, refused

from bots import Outcome


def test_wecom_takes_20_a_minute_and_again_after_61_seconds(practice: Practice):
    for _ in range(20):
        practice.say("wecom")
    assert refused(practice, "wecom").wait == 61
    practice.clock.forward(61)
    practice.say("wecom")


def test_dingtalk_takes_20_a_minute_and_then_nothing_for_ten_minutes(practice: Practice):
    for _ in range(20):
        practice.say("dingtalk")
    failure = refused(practice, "dingtalk")
    assert (failure.outcome, failure.code, failure.wait) == (Outcome.RATE_LIMITED, "130101", 605)
    practice.clock.forward(61)
    assert refused(practice, "dingtalk").outcome is Outcome.RATE_LIMITED
    practice.clock.forward(538)
    assert refused(practice, "dingtalk").outcome is Outcome.RATE_LIMITED
    practice.clock.forward(1)
    practice.say("dingtalk")


def test_feishu_takes_5_a_second_and_100_a_minute(practice: Practice):
    for _ in range(20):
        for _ in range(5):
            practice.say("feishu")
        practice.clock.forward(1)
    assert refused(practice, "feishu").code == "11232"
    practice.clock.forward(60)
    for _ in range(5):
        practice.say("feishu")
    failure = refused(practice, "feishu")
    assert (failure.code, failure.status, failure.outcome) == ("9499", 400, Outcome.RATE_LIMITED)


def test_one_msg_uuid_shows_once_an_hour(practice: Practice):
    for _ in range(3):
        practice.say("dingtalk", uuid="7c0f5c1e-0000-5000-8000-000000000002")
    assert len(practice.room("dingtalk").delivered) == 1
    practice.clock.forward(3601)
    practice.say("dingtalk", uuid="7c0f5c1e-0000-5000-8000-000000000002")
    assert len(practice.room("dingtalk").delivered) == 2


def test_bytes_arrive_as_chinese_and_not_as_escapes(practice: Practice):
    practice.say("wecom", "催办")
    assert practice.room("wecom").calls[-1].raw == '{"msgtype":"text","text":{"content":"催办"}}'.encode()
