"""The practice server against the written contract: vectors, order of checks, limits, throttles, mentions, its own page."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
import requests
from robot_rig import Practice

from bots import Kind, Link, Mention, Message, Outcome, Platform, SendFailed, render, send
from bots.dingtalk import sign as dingtalk_sign
from bots.feishu import sign as feishu_sign
from bots.practice import Member, RobotSpec, Standing, serve_practice

TEXT = {"msgtype": "text", "text": {"content": "督办"}}
FEISHU_TEXT = {"msg_type": "text", "content": {"text": "督办"}}


def test_the_signature_vector_of_dingtalk():
    signature = dingtalk_sign("SECdemo", "1700000000001")
    assert signature == "PTs+dsurGspsy8LSQV/Ud2CTvBpozdeoue2U2fgKqxI="
    assert quote(signature, safe="") == "PTs%2BdsurGspsy8LSQV%2FUd2CTvBpozdeoue2U2fgKqxI%3D"


def test_the_signature_vector_of_feishu():
    assert feishu_sign("demo", "1599360473") == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="


@pytest.mark.parametrize(
    ("encode", "errcode"),
    [
        (lambda s: quote(s, safe=""), 0),
        (lambda s: quote(quote(s, safe=""), safe=""), 310000),
        (lambda s: s, 310000),
        (lambda _: "", 310000),
    ],
    ids=["encoded once", "encoded twice", "not encoded", "missing"],
)
def test_a_signature_is_compared_after_exactly_one_decoding(
    practice: Practice, encode: Callable[[str], str], errcode: int
):
    # This second gives a signature with + and / in it, which a missing encoding would spoil.
    stamp = next(
        str(ms) for ms in range(stamp_of(practice), 10**14) if "+" in dingtalk_sign("SECpractice0002", str(ms))
    )
    url = f"{practice.address('dingtalk').reveal()}&timestamp={stamp}&sign={encode(dingtalk_sign('SECpractice0002', stamp))}"
    assert practice.http.post(url, json=TEXT).json()["errcode"] == errcode


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "ok"), (3599, "ok"), (-3599, "ok"), (3601, "时间戳无效"), (-3601, "时间戳无效")]
)
def test_a_signature_lives_an_hour_either_way(practice: Practice, seconds: int, words: str):
    stamp = str(stamp_of(practice) + seconds * 1000)
    params = {"timestamp": stamp, "sign": dingtalk_sign("SECpractice0002", stamp)}
    answer = practice.http.post(practice.address("dingtalk").reveal(), params=params, json=TEXT).json()
    assert words in answer["errmsg"]


def test_the_english_wording_of_310000_can_be_switched_on(practice: Practice):
    practice.server.rooms.change(practice.room("dingtalk"), zh=False)
    assert post(practice, "dingtalk", TEXT)["errmsg"] == "sign not match"


@pytest.mark.parametrize(
    ("platform", "standing", "code"),
    [
        ("wecom", Standing.DISABLED, 93004),
        ("wecom", Standing.REMOVED, 93008),
        ("dingtalk", Standing.DISABLED, 400102),
        ("dingtalk", Standing.REMOVED, 400106),
        ("dingtalk", Standing.DISSOLVED, 400013),
        ("feishu", Standing.DISABLED, 19007),
    ],
)
def test_a_robot_that_is_gone_breaks_the_channel(practice: Practice, platform: str, standing: Standing, code: int):
    practice.server.rooms.change(practice.room(platform), standing=standing)
    assert refused(practice, platform).outcome is Outcome.CHANNEL_BROKEN
    assert practice.room(platform).calls[-1].code == str(code)


@pytest.mark.parametrize(
    ("path", "method", "expected"),
    [
        ("/robot/send", "GET", {"errcode": 43002}),
        ("/robot/send", "POST", {"errcode": 40035}),
        ("/robot/send?access_token=nobodyknows", "POST", {"errcode": 300005, "errmsg": "token is not exist"}),
        ("/cgi-bin/webhook/send", "POST", {"errcode": 93000}),
        ("/cgi-bin/webhook/send?key=nobodyknows", "POST", {"errcode": 93000}),
        ("/open-apis/bot/v2/hook/nobodyknows", "POST", {"code": 19001}),
    ],
)
def test_an_unknown_credential_wins_over_everything(
    practice: Practice, path: str, method: str, expected: dict[str, object]
):
    answer = practice.http.request(method, practice.server.url + path, data=b"not json")
    assert answer.status_code == 200
    assert expected.items() <= answer.json().items()


@pytest.mark.parametrize(
    ("platform", "body", "expected"),
    [
        ("wecom", b"{", (200, 40035)),
        ("wecom", b'{"msgtype":"song"}', (200, 40008)),
        ("wecom", b'{"msgtype":"text","text":{"content":""}}', (200, 44004)),
        ("wecom", b'{"msgtype":"template_card","template_card":{"card_type":"text_notice"}}', (200, 40058)),
        ("wecom", b'{"msgtype":"file","file":{"media_id":"x"}}', (200, 40007)),
        ("dingtalk", b"{", (200, 40035)),
        ("dingtalk", b"{}", (200, 300001)),
        ("dingtalk", b'{"msgtype":"image"}', (200, 400105)),
        ("dingtalk", b'{"msgtype":"markdown","markdown":{"text":"x"}}', (200, 40035)),
        ("feishu", b"{", (400, 9499)),
        ("feishu", b"{}", (200, 19002)),
        ("feishu", b'{"msg_type":"interactive","card":{"schema":"2.0","elements":[]}}', (400, 9499)),
    ],
)
def test_what_a_platform_cannot_read_it_refuses(
    practice: Practice, platform: str, body: bytes, expected: tuple[int, int]
):
    practice.server.rooms.change(practice.room(platform), secret="", keywords=())
    headers = {"Content-Type": "application/json"}
    answer = practice.http.post(practice.address(platform).reveal(), data=body, headers=headers)
    told = answer.json()
    assert (answer.status_code, told.get("errcode", told.get("code"))) == expected


def test_wecom_refuses_in_its_own_words_and_headers(practice: Practice):
    answer = practice.http.post(practice.address("wecom").reveal(), data=b"{")
    assert answer.headers["Error-Code"] == "40035"
    assert answer.json()["errmsg"].startswith("Warning: wrong json format.")
    assert "from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=40035" in answer.text


@pytest.mark.parametrize(
    ("content", "errcode"), [("催" * 682 + "ab", 0), ("催" * 682 + "abc", 40058), ("催" * 683, 40058)]
)
def test_wecom_text_ends_at_2048_bytes(practice: Practice, content: str, errcode: int):
    assert post(practice, "wecom", {"msgtype": "text", "text": {"content": content}})["errcode"] == errcode


@pytest.mark.parametrize(("platform", "most"), [("dingtalk", 20000), ("feishu", 20000)])
def test_the_whole_body_ends_at_20000_bytes(practice: Practice, platform: str, most: int):
    practice.server.rooms.change(practice.room(platform), secret="", keywords=())
    frame = FEISHU_TEXT if platform == "feishu" else TEXT
    empty = json.dumps(frame, ensure_ascii=False).encode()
    for size, fine in ((most, True), (most + 1, False)):
        body = empty.replace("督办".encode(), b"x" * (size - len(empty) + 6))
        headers = {"Content-Type": "application/json"}
        answer = practice.http.post(practice.address(platform).reveal(), data=body, headers=headers)
        assert len(body) == size
        assert (answer.json().get("errcode", answer.json().get("code")) == 0) is fine


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


MEMBERS = (Member("演示甲", "13800001111", "jia"), Member("演示乙", "13800002222", "ou_yi"))
JIA = Mention("演示甲", mobile="13800001111")
JIA_ID = Mention("演示甲", userid="jia")
YI_ID = Mention("演示乙", userid="ou_yi")
STRANGER = Mention("外人", mobile="13900009999", userid="ou_nobody")


@pytest.mark.parametrize(
    ("platform", "kind", "people", "notified"),
    [
        ("wecom", Kind.TEXT, (JIA,), {"演示甲"}),
        ("wecom", Kind.TEXT, (JIA_ID, STRANGER), {"演示甲"}),
        ("wecom", Kind.MARKDOWN, (JIA_ID,), {"演示甲"}),
        ("wecom", Kind.MARKDOWN, (JIA,), {"演示甲"}),
        ("wecom", Kind.CARD, (JIA, YI_ID), {"演示甲", "演示乙"}),
        ("dingtalk", Kind.TEXT, (JIA,), {"演示甲"}),
        ("dingtalk", Kind.MARKDOWN, (JIA, YI_ID), {"演示甲", "演示乙"}),
        ("dingtalk", Kind.CARD, (JIA,), {"演示甲"}),
        ("feishu", Kind.TEXT, (YI_ID,), {"演示乙"}),
        ("feishu", Kind.MARKDOWN, (YI_ID, STRANGER), {"演示乙"}),
        ("feishu", Kind.CARD, (YI_ID,), {"演示乙"}),
        ("feishu", Kind.CARD, (JIA,), set()),
    ],
)
def test_a_mention_reaches_whom_the_platform_can_reach(
    practice: Practice, platform: str, kind: str, people: tuple[Mention, ...], notified: set[str]
):
    practice.server.rooms.change(practice.room(platform), members=MEMBERS)
    link = Link("https://example.cn/t/1", "去填报")
    practice.say(platform, Message("督办提醒", "1 件明天到期", kind, link, mentions=people))
    assert {name for call in practice.room(platform).delivered for name in call.reply.notified} == notified


@pytest.mark.parametrize("platform", ["wecom", "dingtalk", "feishu"])
@pytest.mark.parametrize("kind", list(Kind))
def test_nobody_is_pinged_by_what_people_wrote(practice: Practice, platform: str, kind: str):
    body = '<@all> <@jia> <at user_id="all"></at> <at id=all></at> <at id=ou_yi></at> @13800001111 **<@all>**'
    practice.say(platform, Message("督办", body, kind, Link("https://example.cn/t/1", "<at id=all></at>")))
    assert [call.reply.notified for call in practice.room(platform).delivered] == [()]


@pytest.mark.parametrize("platform", ["wecom", "dingtalk", "feishu"])
@pytest.mark.parametrize("kind", list(Kind))
def test_everybody_is_pinged_only_when_asked(practice: Practice, platform: str, kind: str):
    practice.say(platform, Message("督办", "今天", kind, Link("https://example.cn/t/1"), mention_all=True))
    assert practice.room(platform).delivered[-1].reply.notified == ("所有人",)


def test_dingtalk_markdown_needs_both_sides_for_a_ping(practice: Practice):
    practice.server.rooms.change(practice.room("dingtalk"), secret="", keywords=(), members=MEMBERS)
    for text in ("请看", "请看 @13800001111"):
        at = {"atMobiles": ["13800001111"]}
        post(practice, "dingtalk", {"msgtype": "markdown", "markdown": {"title": "t", "text": text}, "at": at})
    assert [call.reply.notified for call in practice.room("dingtalk").delivered] == [(), ("演示甲",)]


def test_a_file_lives_three_days_and_only_with_its_own_robot(practice: Practice):
    url = practice.server.url + "/cgi-bin/webhook/upload_media?type=file&key=practice-wecom-0001"
    media = practice.http.post(url, files={"media": ("台账.xlsx", b"123456")}).json()["media_id"]
    message = {"msgtype": "file", "file": {"media_id": media}}
    assert post(practice, "wecom", message)["errcode"] == 0
    practice.clock.forward(3 * 86400 + 1)
    assert post(practice, "wecom", message)["errcode"] == 40007


# ---- the administration ----


def test_robots_can_be_set_up_read_broken_and_reset_over_http(practice: Practice):
    admin = practice.server.url + "/admin"
    new = {"platform": "wecom", "name": "企业微信·另一群", "key": "another-0009"}
    robot = practice.http.post(f"{admin}/robots", json=new).json()
    assert practice.http.post(f"{admin}/robots", json=new).status_code == 400
    assert robot["address"] == f"{practice.server.url}/cgi-bin/webhook/send?key=another-0009"
    here = f"{admin}/robots/{robot['number']}"
    assert practice.http.post(f"{here}/faults", json={"fault": "minus_one", "times": 2}).status_code == 201
    answers = [practice.http.post(robot["address"], json=TEXT).json()["errcode"] for _ in range(3)]
    assert answers == [-1, -1, 0]
    (message,) = practice.http.get(f"{here}/messages").json()["messages"]
    assert message["payload"] == TEXT
    assert json.loads(base64.b64decode(message["raw_base64"])) == TEXT
    assert len(practice.http.get(f"{here}/calls").json()["calls"]) == 3
    assert practice.http.patch(here, json={"standing": "removed"}).json()["standing"] == "removed"
    assert practice.http.post(robot["address"], json=TEXT).json()["errcode"] == 93008
    assert (
        practice.http.post(f"{admin}/clock", json={"offset_seconds": 60}).json()["now"] == "2026-12-24T01:13:00+00:00"
    )
    assert len(practice.http.post(f"{admin}/reset", json={}).json()["robots"]) == 3


@pytest.mark.parametrize(
    ("path", "kwargs", "status"),
    [
        ("/admin/reset", {"data": {"robot": "1"}}, 415),
        ("/admin/reset", {"json": {}, "headers": {"Host": "evil.example:80"}}, 403),
        ("/admin/robots/99/faults", {"json": {"fault": "minus_one"}}, 404),
        ("/admin/robots/1/faults", {"json": {"fault": "earthquake"}}, 400),
        ("/admin/robots", {"json": {"platform": "pigeon"}}, 400),
    ],
)
def test_the_administration_refuses_strangers_and_nonsense(
    practice: Practice, path: str, kwargs: dict[str, Any], status: int
):
    assert practice.http.post(practice.server.url + path, **kwargs).status_code == status


def test_a_taken_port_is_an_error_and_not_the_end_of_the_program(practice: Practice):
    port = int(practice.server.url.rsplit(":", 1)[1])
    with pytest.raises(OSError, match="in use"):
        serve_practice(port=port)


def test_the_server_runs_by_itself_and_stops_when_told():
    command = [sys.executable, "-m", "bots.practice", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().split("：")[1].strip()
        assert requests.get(url, timeout=5).status_code == 200
        process.terminate()
        assert process.wait(timeout=10) == 0


# ---- the page ----


def test_the_page_shows_messages_as_the_group_sees_them_and_hides_keys(practice: Practice):
    body = "> 引用\n- **4** 件\n<script>alert(1)</script> [看](https://example.cn/x) [坏](javascript:alert(1))"
    for platform in ("wecom", "dingtalk", "feishu"):
        practice.say(platform, Message("督办 <i>", body, Kind.MARKDOWN, mentions=(Mention("演示甲", "13800001111"),)))
    practice.server.rooms.change(practice.room("dingtalk"), keywords=("别的词",))
    practice.address("dingtalk")
    page = practice.http.get(practice.server.url + "/").text
    assert page.count("✓ 已收") == 4  # three messages, and WeCom's separate ping
    assert page.count("<b>4</b> 件") == 3
    assert page.count("<a href='https://example.cn/x'") == 3
    assert "演练（演示）" in page
    assert "<script>alert" not in page
    assert "href='javascript" not in page
    assert "<i>" not in page
    assert "practice-wecom-0001" not in page
    assert "13800001111" not in page


def test_the_page_shows_what_was_refused_and_why(practice: Practice):
    practice.server.rooms.change(practice.room("dingtalk"), keywords=("督办",))
    address = practice.address("dingtalk")
    for part in render(Message(body="本周 3 项临期"), Platform.DINGTALK):
        with pytest.raises(SendFailed):
            send(address, part, now=practice.clock(), http=practice.http)
    page = practice.http.get(practice.server.url + "/").text
    assert "没有发出去" in page
    assert "errcode 310000" in page
    assert "群机器人要求消息里有关键词" in page


def test_the_page_needs_nothing_from_elsewhere(practice: Practice):
    answer = practice.http.get(practice.server.url + "/")
    assert "style=" not in answer.text
    assert "<script>" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    for name in ("practice.css", "practice.js", "practice.svg"):
        assert practice.http.get(f"{practice.server.url}/static/{name}").status_code == 200


def test_the_page_survives_any_payload(practice: Practice):
    practice.server.rooms.add(RobotSpec(Platform.FEISHU, "空", "bare-feishu-1"))
    url = f"{practice.server.url}/open-apis/bot/v2/hook/bare-feishu-1"
    for card in ({"elements": [1], "header": {"title": "x"}}, {"body": 3, "title": "x"}):
        requests.post(url, json={"msg_type": "interactive", "card": card}, timeout=5)
    requests.post(
        url, json={"msg_type": "post", "content": {"post": {"zh_cn": {"content": [["x"]], "title": "x"}}}}, timeout=5
    )
    assert practice.http.get(practice.server.url + "/").status_code == 200


def post(practice: Practice, platform: str, payload: dict[str, Any]):
    return practice.http.post(practice.address(platform).reveal(), json=payload).json()


def refused(practice: Practice, platform: str):
    with pytest.raises(SendFailed) as failed:
        practice.say(platform)
    return failed.value


def stamp_of(practice: Practice) -> int:
    return int(practice.clock().timestamp() * 1000)
