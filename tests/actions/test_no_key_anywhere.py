"""A robot's key is its password: whatever goes wrong on the way, it stands in no log, no row, no sentence."""

import logging

import pytest
from small_plan import at

from bots.practice.rooms import Fault, RobotSpec
from bots.words import Platform
from tracker.actions import posting
from tracker.actions.channels import add_channel, say
from tracker.clock import new_courier
from tracker.core.refusals import Refused
from tracker.store.tables import ALL

KEYS = {"wecom": "wecom-key-0001", "dingtalk": "dingtalk-key-01", "feishu": "feishu-key-0001"}
NAMES = {"wecom": "演示企业微信群", "dingtalk": "演示钉钉群", "feishu": "演示飞书群"}
SECRETS = (*KEYS.values(), "SECdemo", "feishu-secret-01")


@pytest.fixture
def three(channels, robots, clock):
    spec = RobotSpec(Platform.FEISHU, NAMES["feishu"], KEYS["feishu"], secret="feishu-secret-01")
    robots.rooms.add(spec)
    add_channel(
        clock(),
        channels,
        platform="feishu",
        name=spec.name,
        address=spec.address_text(robots.url),
        secret=spec.secret,
    )
    return channels


def everything_written():
    return " ".join(str(row) for table in ALL for row in table.select().tuples())


FAULTS = [
    "drop_before_accept",
    "accept_then_drop",
    "http_502_html",
    "redirect_302",
    "truncated_json",
    "huge_body",
    "refused",
]


@pytest.mark.parametrize("platform", list(KEYS))
@pytest.mark.parametrize("fault", FAULTS)
def test_no_key_is_written_whatever_goes_wrong(three, robots, clock, caplog, capfd, platform, fault):
    caplog.set_level(logging.DEBUG)
    room = next(room for room in robots.rooms if room.spec.platform == platform)
    if fault == "refused":
        robots.stop()
    else:
        room.faults.append(Fault(fault))
    say(clock(), NAMES[platform], "督办：试一试")
    receipts = list(posting.drain(clock, new_courier(three, "test")))
    assert receipts
    out, err = capfd.readouterr()
    said = "\n".join(
        [str(receipts), repr([each.to_json() for each in receipts]), everything_written(), caplog.text, out, err]
    )
    assert [secret for secret in SECRETS if secret in said] == []


@pytest.mark.parametrize("platform", list(KEYS))
def test_a_refused_address_is_not_repeated(town, platform):
    wrong = f"https://evil.example/robot/send?access_token={KEYS[platform]}"
    with pytest.raises(Refused) as refused:
        add_channel(at("2026-01-08 09:30"), town.config, platform=platform, name="某群", address=wrong)
    assert KEYS[platform] not in str(refused.value) + repr(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("platform", list(KEYS))
def test_a_channel_shows_the_last_four_characters_of_its_key(three, platform):
    from tracker.store.queries.outbox import channels as lines

    line = next(line for line in lines() if line.platform == platform)
    assert line.tail == KEYS[platform][-4:]
    assert KEYS[platform] not in repr(line)
