"""The practice server is itself accepted: literal requests with literal signatures, and a row for every check."""

from __future__ import annotations

import base64
import hashlib
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

import pytest
from robot_rig import Practice

from bots import SendFailed

DINGTALK = "/robot/send?access_token=practice-dingtalk-0002"
ONCE = "&timestamp=1700000000001&sign=PTs%2BdsurGspsy8LSQV%2FUd2CTvBpozdeoue2U2fgKqxI%3D"
TWICE = "&timestamp=1700000000001&sign=PTs%252BdsurGspsy8LSQV%252FUd2CTvBpozdeoue2U2fgKqxI%253D"
RAW = "&timestamp=1700000000001&sign=PTs+dsurGspsy8LSQV/Ud2CTvBpozdeoue2U2fgKqxI="
JSON = {"Content-Type": "application/json;charset=utf-8"}
TEXT = '{"msgtype":"text","text":{"content":"督办"}}'.encode()
PIXEL = b"\x89PNG\r\n\x1a\n" + b"0" * 40
MD5 = hashlib.md5(PIXEL, usedforsecurity=False).hexdigest()


@pytest.mark.parametrize(
    ("query", "seconds", "code", "words"),
    [
        (ONCE, 0, 0, "ok"),
        (TWICE, 0, 310000, "sign not match"),
        (RAW, 0, 310000, "sign not match"),
        ("", 0, 310000, "sign not match"),
        (ONCE.replace("0001&", "0002&"), 0, 310000, "sign not match"),
        (ONCE, 3599, 0, "ok"),
        (ONCE, -3599, 0, "ok"),
        (ONCE, 3601, 310000, "invalid timestamp"),
        (ONCE, -3601, 310000, "invalid timestamp"),
    ],
)
def test_dingtalk_reads_the_vector(practice: Practice, query: str, seconds: int, code: int, words: str):
    practice.change("dingtalk", secret="SECdemo", keywords=(), zh=False)
    practice.clock.at = datetime.fromtimestamp(1700000000 + seconds, UTC)
    answer = practice.http.post(practice.server.url + DINGTALK + query, data=TEXT, headers=JSON).json()
    assert (answer["errcode"], answer["errmsg"]) == (code, words)


@pytest.mark.parametrize(("seconds", "code"), [(0, 0), (3599, 0), (-3599, 0), (3601, 19021), (-3601, 19021)])
def test_feishu_reads_the_vector(practice: Practice, seconds: int, code: int):
    practice.change("feishu", secret="demo")
    practice.clock.at = datetime.fromtimestamp(1599360473 + seconds, UTC)
    body = {"timestamp": "1599360473", "sign": "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="}
    body |= {"msg_type": "text", "content": {"text": "督办"}}
    answer = practice.http.post(practice.address("feishu").reveal(), json=body)
    assert answer.status_code == 200
    assert answer.json()["code"] == code


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_another_method_is_no_message_and_uses_up_no_fault(practice: Practice, method: str):
    for platform in ("wecom", "dingtalk", "feishu"):
        practice.fault(platform, "minus_one")
        answer = practice.http.request(method, practice.address(platform).reveal())
        assert answer.status_code == (200 if platform == "dingtalk" else 404)
        if method != "HEAD" and platform == "dingtalk":
            assert answer.json() == {"errcode": 43002, "errmsg": "需要POST请求"}
        assert len(practice.room(platform).faults) == 1
        assert not practice.room(platform).delivered


WECOM_CHECKS = [
    ({"msgtype": "text", "text": {"content": " \n"}}, 44004),
    ({"msgtype": "text", "text": {"content": "a" * 2048}}, 0),
    ({"msgtype": "text", "text": {"content": "a" * 2049}}, 40058),
    ({"msgtype": "markdown", "markdown": {"content": "催" * 1365}}, 0),
    ({"msgtype": "markdown", "markdown": {"content": "催" * 1366}}, 40058),
    ({"msgtype": "markdown_v2", "markdown_v2": {"content": "a" * 4096}}, 0),
    ({"msgtype": "markdown_v2", "markdown_v2": {"content": "a" * 4097}}, 40058),
    ({"msgtype": "news", "news": {"articles": [{"title": "t", "url": "https://a.cn"}] * 8}}, 0),
    ({"msgtype": "news", "news": {"articles": [{"title": "t", "url": "https://a.cn"}] * 9}}, 45008),
    ({"msgtype": "news", "news": {"articles": [{"title": "t", "url": "a.cn"}]}}, 45034),
    ({"msgtype": "news", "news": {"articles": []}}, 44004),
    ({"msgtype": "template_card", "template_card": {"card_type": "button_interaction"}}, 40058),
    (
        {
            "msgtype": "image",
            "image": {"base64": base64.b64encode(PIXEL).decode(), "md5": MD5},
        },
        0,
    ),
    ({"msgtype": "image", "image": {"base64": base64.b64encode(PIXEL).decode(), "md5": "0" * 32}}, 40058),
    ({"msgtype": "image", "image": {"base64": "", "md5": ""}}, 44001),
    ({"msgtype": "image", "image": {"base64": base64.b64encode(b"x" * 2_097_153).decode(), "md5": "0"}}, 45001),
    ({"msgtype": "voice", "voice": {"media_id": "nobody-knows"}}, 40007),
    ({"msgtype": "share"}, 40008),
    ({}, 40008),
]
CARD = {"card_type": "text_notice", "main_title": {"title": "t"}, "card_action": {"type": 1, "url": "https://a.cn"}}
WECOM_CHECKS += [
    ({"msgtype": "template_card", "template_card": CARD | change}, code)
    for change, code in [
        ({}, 0),
        ({"main_title": {}}, 40058),
        ({"main_title": {}, "sub_title_text": "s"}, 0),
        ({"card_action": {}}, 40058),
        ({"jump_list": [{"type": 1, "title": "t", "url": "https://a.cn"}] * 3}, 0),
        ({"jump_list": [{"type": 1, "title": "t", "url": "https://a.cn"}] * 4}, 40058),
        ({"horizontal_content_list": [{"keyname": "k", "value": "v"}] * 6}, 0),
        ({"horizontal_content_list": [{"keyname": "k", "value": "v"}] * 7}, 40058),
    ]
]
DINGTALK_CHECKS = [
    ({"msgtype": "text", "text": {"content": "x"}}, 0),
    ({"msgtype": "text", "text": {"content": " "}}, 40035),
    ({"msgtype": "text"}, 40035),
    ({"msgtype": "markdown", "markdown": {"title": "t"}}, 40035),
    ({"msgtype": "markdown", "markdown": {"text": "t"}}, 40035),
    ({"msgtype": "link", "link": {"title": "t", "text": "t", "messageUrl": "https://a.cn"}}, 0),
    ({"msgtype": "link", "link": {"title": "t", "text": "t"}}, 40035),
    ({"msgtype": "actionCard", "actionCard": {"title": "t", "text": "t"}}, 40035),
    (
        {
            "msgtype": "actionCard",
            "actionCard": {"title": "t", "text": "t", "singleTitle": "s", "singleURL": "https://a.cn"},
        },
        0,
    ),
    (
        {
            "msgtype": "actionCard",
            "actionCard": {"title": "t", "text": "t", "btns": [{"title": "s", "actionURL": "https://a.cn"}]},
        },
        0,
    ),
    ({"msgtype": "feedCard", "feedCard": {"links": []}}, 40035),
    ({"msgtype": "feedCard", "feedCard": {"links": [{"title": "t", "messageURL": "https://a.cn", "picURL": ""}]}}, 0),
    ({"msgtype": "image", "image": {}}, 400105),
    ({"text": {"content": "x"}}, 300001),
    ({"msgtype": "text", "text": {"content": "x"}, "at": {"atMobiles": [str(n) for n in range(50)]}}, 0),
    ({"msgtype": "text", "text": {"content": "x"}, "at": {"atMobiles": [str(n) for n in range(51)]}}, 40035),
]
FEISHU_CHECKS = [
    ({"msg_type": "text", "content": {"text": "x"}}, 0),
    ({"msg_type": "text", "content": {"text": ""}}, 9499),
    ({"msg_type": "image", "content": {"image_key": "img_1"}}, 0),
    ({"msg_type": "share_chat", "content": {"share_chat_id": "oc_1"}}, 0),
    ({"msg_type": "share_chat", "content": {}}, 9499),
    (
        {"msg_type": "interactive", "card": {"elements": [{"tag": "div", "text": {"tag": "lark_md", "content": "x"}}]}},
        0,
    ),
    ({"msg_type": "interactive", "card": {"schema": "2.0", "elements": [{"content": "x"}]}}, 9499),
    ({"msg_type": "markdown", "content": {"text": "x"}}, 19002),
    ({"msgtype": "text", "content": {"text": "x"}}, 19002),
]


@pytest.mark.parametrize(
    ("platform", "payload", "code"),
    [
        *[("wecom", *row) for row in WECOM_CHECKS],
        *[("dingtalk", *row) for row in DINGTALK_CHECKS],
        *[("feishu", *row) for row in FEISHU_CHECKS],
    ],
)
def test_every_check_of_the_specification(practice: Practice, platform: str, payload: dict[str, Any], code: int):
    practice.change(platform, secret="", keywords=())
    answer = practice.http.post(practice.address(platform).reveal(), json=payload)
    told = answer.json()
    assert told.get("errcode", told.get("code")) == code
    assert answer.status_code == (400 if code == 9499 else 200)
    assert len(practice.room(platform).delivered) == (code == 0)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("application/json", 0),
        ("application/json; charset=utf-8", 0),
        ("Application/JSON;charset=UTF-8", 0),
        ("text/plain", 43004),
        ("application/jsonp", 43004),
        ("", 43004),
    ],
)
def test_dingtalk_wants_its_content_type(practice: Practice, kind: str, code: int):
    practice.change("dingtalk", secret="", keywords=())
    headers = {"Content-Type": kind} if kind else {}
    answer = practice.http.post(practice.address("dingtalk").reveal(), data=TEXT, headers=headers)
    assert answer.json()["errcode"] == code
    assert practice.room("dingtalk").calls[-1].content_type == kind


@pytest.mark.parametrize(
    ("allowed", "passes"),
    [
        ((), True),
        (("127.0.0.1",), True),
        (("127.0.0.*",), True),
        (("127.0.0.0/8",), True),
        (("10.0.0.1", "127.0.0.0/30"), True),
        (("10.0.0.0/8",), False),
        (("127.0.0.2",), False),
        (("nonsense/99",), False),
    ],
)
@pytest.mark.parametrize("platform", ["dingtalk", "feishu"])
def test_an_address_list_knows_single_ones_stars_and_blocks(
    practice: Practice, platform: str, allowed: tuple[str, ...], passes: bool
):
    practice.change(platform, ip_allow=allowed)
    with nullcontext() if passes else pytest.raises(SendFailed, match="白名单"):
        practice.say(platform)
    assert len(practice.room(platform).delivered) == passes


@pytest.mark.parametrize(("lenient", "size", "code"), [(False, 2049, 40058), (True, 5120, 0), (True, 5121, 40058)])
def test_wecom_as_observed_takes_5120_bytes_of_text(practice: Practice, lenient: bool, size: int, code: int):
    practice.change("wecom", lenient=lenient)
    payload = {"msgtype": "text", "text": {"content": "x" * size}}
    assert practice.http.post(practice.address("wecom").reveal(), json=payload).json()["errcode"] == code


def test_news_are_cut_in_silence_and_recorded_as_shown(practice: Practice):
    article = {"title": "催" * 50, "description": "办" * 200, "url": "https://a.cn"}
    practice.http.post(practice.address("wecom").reveal(), json={"msgtype": "news", "news": {"articles": [article]}})
    call = practice.room("wecom").delivered[-1]
    (shown,) = call.payload["news"]["articles"]
    assert (shown["title"], shown["description"]) == ("催" * 42, "办" * 170)
    assert "催".encode() * 50 not in call.raw  # escapes of the caller stay as they came
    assert b"\\u50ac" * 50 in call.raw


@pytest.mark.parametrize(
    ("kind", "size", "code"),
    [
        ("file", 5, 44001),
        ("file", 6, 0),
        ("voice", 6, 0),
        ("voice", 2 * 1024 * 1024 + 1, 40006),
        ("image", 6, 40004),
    ],
)
def test_uploads_have_their_sizes(practice: Practice, kind: str, size: int, code: int):
    url = f"{practice.server.url}/cgi-bin/webhook/upload_media?key=practice-wecom-0001&type={kind}"
    answer = practice.http.post(url, files={"media": ("a.bin", b"x" * size)}).json()
    assert answer["errcode"] == code
    assert answer.get("type") == (kind if code == 0 else None)


@pytest.mark.parametrize("code", [130101, 410100])
def test_either_throttle_of_dingtalk_can_be_played(practice: Practice, code: int):
    practice.change("dingtalk", secret="", keywords=(), throttle_code=code)
    told = [
        practice.http.post(practice.address("dingtalk").reveal(), data=TEXT, headers=JSON).json()["errcode"]
        for _ in range(22)
    ]
    assert told == [0] * 20 + [code] * 2


def test_what_was_signed_is_kept_with_the_call_and_the_credential_is_not(practice: Practice):
    practice.say("dingtalk")
    practice.clock.forward(1)
    practice.say("dingtalk")
    calls = practice.http.get(f"{practice.server.url}/admin/robots/2/calls").json()["calls"]
    assert [call["params"]["timestamp"] for call in calls] == ["1798074720000", "1798074721000"]
    assert calls[0]["params"]["sign"] != calls[1]["params"]["sign"]
    assert "access_token" not in calls[0]["params"]
    assert calls[0]["content_type"] == "application/json; charset=utf-8"
