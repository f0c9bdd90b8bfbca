"""通道: how each is, a first test message, another address, sending again, retiring; and no key in any page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from example import NOW
from speaking import DINGTALK, FEISHU, WECOM, a_channel, a_letter, an_attempt, queries_of, register, row
from visiting import unit_of, visitor

from bots.practice.rooms import Fault, Standing
from tracker.store.db import connected
from tracker.store.tables import Channel, Dispatch, Entry

KEYS = [part for spec in (WECOM, DINGTALK, FEISHU) for part in (spec.key, spec.secret) if part]


def kept(name=WECOM.name) -> Channel:
    with connected():
        return Channel.get(Channel.name == name)


def said(page, name):
    """The channel's own row of the table."""
    rows = re.findall(r'<tr role="row">.*?</tr>', page, re.DOTALL)
    return next(each for each in rows if f"<b>{name}</b>" in each)


# ---- registering


def test_a_new_channel_is_tried_at_once_where_that_is_ticked(demo_app, robots):
    office = visitor(demo_app, "ducha")
    assert 'checked id="test"' in office.get("/channels").text
    answer = register(office, robots, test="y")
    assert answer.location == "/channels/1"
    page = office.get("/channels/1").text
    assert "通道“企业微信·特教任务群”已登记。" in page
    assert "“企业微信·特教任务群”：平台已收（0 ok）。请到群里看一眼。" in page
    assert len(robots.rooms.get(1).delivered) == 1


def test_a_refused_test_says_what_to_do_and_the_channel_stays(demo_app, robots):
    robots.rooms.change(robots.rooms.get(2), keywords=("别的词",))
    office = visitor(demo_app, "ducha")
    register(office, robots, DINGTALK, test="y")
    page = office.get("/channels/1").text
    assert "已登记" in page
    assert "310000" in page
    assert "把关键词填到通道设置里" in page
    assert kept(DINGTALK.name).is_active


def test_without_the_tick_nothing_is_sent(demo_app, robots):
    register(visitor(demo_app, "ducha"), robots)
    assert not robots.rooms.get(1).delivered


def test_without_a_messenger_the_test_waits_in_the_outbox(office, robots):
    register(office, robots, test="y")
    assert "测试消息已放进发件箱" in office.get("/channels/1").text
    with connected():
        assert Dispatch.select().count() == 1


def test_a_channel_may_be_the_offices_own_or_one_units(office, robots):
    assert "各单位和督查室共用" in office.get("/channels").text
    register(office, robots, audience="office")
    register(office, robots, FEISHU, audience=unit_of("市教育局"), plan="1")
    assert (str(kept().audience), kept().unit_id) == ("office", None)
    assert (kept(FEISHU.name).audience, kept(FEISHU.name).unit_id) == (None, unit_of("市教育局"))
    page = office.get("/channels").text
    assert "只给督查室" in said(page, WECOM.name)
    assert "只给示例市教育局" in said(page, FEISHU.name)


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"address": "https://qyapi.weixin.qq.com.evil.example/x?key=SECRETkey1234"}, "address", "地址"),
        ({"name": ""}, "name", "请给通道起个名字"),
        ({"plan": "77"}, "plan", "请从列表里选一个方案。"),
        ({"audience": "77777"}, "audience", "请从列表里选给谁看。"),
        ({"platform": "icq"}, "platform", "平台只能是"),
    ],
)
def test_a_refused_form_keeps_what_is_no_secret_and_echoes_nothing_that_is(office, robots, change, field, sentence):
    data = {
        "name": "某个群",
        "keywords": "督办 提醒",
        "secret": "SECcannotbeseen",
        "address": "SECRETkey1234",
        **change,
    }
    answer = register(office, robots, **data)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert sentence in answer.text
    assert 'value="督办 提醒"' in answer.text
    assert "地址和密钥不会回填到网页上，请重新粘贴。" in answer.text
    for secret in ("SECcannotbeseen", "SECRETkey1234", "evil.example"):
        assert secret not in answer.text


# ---- health


def test_each_channel_says_how_it_is(office):
    states = {
        "新群": ({}, "还没有发成过"),
        "好群": ({"last_success_at": NOW}, "能用"),
        "坏群": ({"broken_since": NOW, "probe_at": NOW + timedelta(minutes=15)}, "不能用，等待修复"),
        "停群": ({"pause_until": NOW + timedelta(minutes=10)}, "暂停，稍后再发"),
        "慢群": ({"last_success_at": NOW}, "积压"),
        "钟群": ({"last_success_at": NOW, "clock_skew": -720}, "本机时钟比平台慢 12 分钟"),
    }
    ids = {name: a_channel(name, **changes) for name, (changes, _) in states.items()}
    slow = a_letter(ids["慢群"], "queued")
    an_attempt(slow, ids["慢群"], started_at=NOW - timedelta(seconds=59))
    an_attempt(slow, ids["慢群"], started_at=NOW - timedelta(seconds=61))
    page = office.get("/channels").text
    for name, (_, words) in states.items():
        assert words in said(page, name)
    assert "12月18日 10:15</time> 后自动试发一条" in said(page, "坏群")
    assert "到 10:10" in said(page, "停群")
    assert "1 封" in said(page, "慢群")
    assert "最早 <time" in said(page, "慢群")
    assert "1 条" in said(page, "慢群")
    assert "时钟（tracker clock）在不在运行" in said(page, "慢群")


def test_a_channel_that_works_says_when_its_last_message_was_refused(office):
    a_channel(last_success_at=NOW, last_error="群机器人要求消息里有关键词。")
    page = said(office.get("/channels").text, "特教任务群")
    assert "最近一条没有发成" in page
    assert "群机器人要求消息里有关键词。" in page


def test_the_page_of_channels_asks_as_often_for_thirty_as_for_one(app):
    office = visitor(app, "ducha")
    a_letter(a_channel("第一个"))
    first = queries_of(lambda: office.get("/channels"))
    assert first > 4
    for number in range(30):
        a_letter(a_channel(f"群{number}"), "queued")
    assert queries_of(lambda: office.get("/channels")) == first


def test_a_removed_robot_is_broken_and_says_so_to_the_office_and_the_admin(demo_app, robots):
    office, admin, liaison = (visitor(demo_app, name) for name in ("ducha", "guanli", "jyj"))
    for page in (office.get("/desk").text, admin.get("/plans").text):
        assert "等您处理" not in page
    register(office, robots)
    robots.rooms.change(robots.rooms.get(1), standing=Standing.REMOVED)
    office.post("/channels/1/test")
    page = office.get("/channels/1").text
    assert "机器人不能用" in page
    assert "不能用，等待修复" in page
    for page in (office.get("/desk").text, admin.get("/plans").text):
        assert "通道“企业微信·特教任务群”现在发不出消息" in page
        assert "1 封函等您处理" in page
    assert "发不出消息" not in liaison.get("/plans").text


# ---- one channel


def test_a_channels_page_tells_what_was_tried(office):
    channel = a_channel(plan=1, keywords=["督办"])
    letter = a_letter(channel)
    an_attempt(letter, channel, part=2, parts=3, outcome="rejected", code="40008", answer="消息类型不对")
    an_attempt(letter, channel, ended_at=None)
    page = office.get(f"/channels/{channel}").text
    assert f'href="/outbox/{letter}"' in page
    for words in ("2/3", "平台不收这条", "40008 消息类型不对", "还没有回音", "督办", "示例市特殊教育发展提升行动计划"):
        assert words in page


def test_a_new_address_lets_what_was_held_go_on(demo_app, robots):
    office = visitor(demo_app, "ducha")
    register(office, robots, address="no-such-robot-key")
    office.post("/channels/1/test")
    with connected():
        assert Dispatch.get().state == "held"
    answer = office.post("/channels/1/address", {"address": WECOM.key, "secret": "", "keywords": ""})
    assert answer.location == "/channels/1"
    assert "地址已换" in office.get("/channels/1").text
    assert kept().tail == WECOM.key[-4:]
    with connected():
        assert Dispatch.get().state == "queued"


def test_a_new_address_that_is_none_is_refused_and_not_echoed(office, robots):
    register(office, robots)
    answer = office.post("/channels/1/address", {"address": "http://evil.example/SECRETkey", "keywords": "督办"})
    assert answer.status_code == 422
    assert 'id="address-address-error"' in answer.text
    assert "evil.example" not in answer.text
    assert 'value="督办"' in answer.text
    assert kept().tail == WECOM.key[-4:]


def test_retiring_asks_twice_and_cancels_what_waits(office):
    channel = a_channel()
    waiting = a_letter(channel, "queued")
    refused = office.post(f"/channels/{channel}/retirement")
    assert refused.status_code == 422
    assert "请先勾选“确定停用”。" in refused.text
    assert office.post(f"/channels/{channel}/retirement", {"sure": "y"}).location == "/channels"
    assert row(waiting).state == "cancelled"
    page = office.get("/channels").text
    assert "停用的 1 个" in page
    page = office.get(f"/channels/{channel}").text
    assert "已停用" in page
    assert "发一条测试" not in page
    assert office.post(f"/channels/{channel}/test").status_code == 404
    assert office.post(f"/channels/{channel}/retirement", {"sure": "y"}).status_code == 404


def test_what_did_not_go_out_is_sent_again_at_one_go_save_what_may_have_arrived(office):
    channel = a_channel()
    dead, other, uncertain = (a_letter(channel, state) for state in ("dead", "dead", "uncertain"))
    assert "没发出去的 2 封全部重发" in office.get(f"/channels/{channel}").text
    office.post(f"/channels/{channel}/resending")
    assert "2 封已重新排队" in office.get(f"/channels/{channel}").text
    assert all(row(each).settled_at for each in (dead, other))
    assert row(uncertain).settled_at is None
    office.post(f"/channels/{channel}/resending")
    assert "没有要重发的。" in office.get(f"/channels/{channel}").text


def test_a_test_never_mistakes_another_letters_receipt_for_its_own(demo_app, robots):
    office = visitor(demo_app, "ducha")
    register(office, robots)
    lost = a_letter(1, "sending", lease_until=NOW - timedelta(minutes=5), claimed_by="gone")
    an_attempt(lost, 1, started_at=NOW - timedelta(minutes=6), ended_at=None)
    office.post("/channels/1/test")
    assert "：平台已收" in office.get("/channels/1").text
    assert row(lost).state == "uncertain"


def test_no_key_is_in_any_page_or_in_the_history(demo_app, robots):
    office = visitor(demo_app, "ducha")
    robots.rooms.get(3).faults.append(Fault("drop_before_accept"))
    for number, spec in enumerate((WECOM, DINGTALK, FEISHU), start=1):
        register(office, robots, spec, test="y")
        pages = [office.get(path).text for path in ("/channels", f"/channels/{number}", "/outbox", f"/outbox/{number}")]
        assert f"…{spec.key[-4:]}" in pages[0]
        for secret in KEYS:
            assert not [page for page in pages if secret in page]
    with connected():
        told = " ".join(f"{entry.words} {entry.data}" for entry in Entry.select())
    for secret in KEYS:
        assert secret not in told


def test_only_office_and_admin_look_after_channels(liaison, leader, admin):
    channel = a_channel()
    for someone in (liaison, leader):
        for path in ("test", "address", "retirement", "resending"):
            assert someone.post(f"/channels/{channel}/{path}").status_code == 403
        assert someone.get(f"/channels/{channel}").status_code == 403
    assert admin.get(f"/channels/{channel}").status_code == 200
