"""Whatever is posted, the practice server gives a platform's answer, keeps it, and its page shows it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots import Platform
from bots.practice import DEFAULT_ROBOTS, Member, RobotSpec, create_practice_app

KEYS = {platform: f"bare-{platform}-01" for platform in Platform}
MEMBERS = (Member("演示甲", "13800001111", "jia"),)
APP = create_practice_app(
    clock=lambda: datetime(2026, 12, 24, 1, 12, tzinfo=UTC),
    robots=[RobotSpec(platform, platform.value, key, members=MEMBERS) for platform, key in KEYS.items()],
)
PATHS = {
    Platform.WECOM: f"/cgi-bin/webhook/send?key={KEYS[Platform.WECOM]}",
    Platform.DINGTALK: f"/robot/send?access_token={KEYS[Platform.DINGTALK]}",
    Platform.FEISHU: f"/open-apis/bot/v2/hook/{KEYS[Platform.FEISHU]}",
}
TYPES = ["text", "markdown", "markdown_v2", "template_card", "news", "image", "file", "voice", "actionCard", "link"]
TYPES += ["feedCard", "post", "interactive", "share_chat"]
NAMES = ["content", "text", "title", "card", "elements", "body", "header", "tag", "btns", "links", "articles", "url"]
NAMES += ["at", "atMobiles", "mentioned_list", "main_title", "jump_list", "card_action", "media_id", "base64", "md5"]
NAMES += [
    "zh_cn",
    "post",
    "user_id",
    "msgUuid",
    "timestamp",
    "sign",
    "schema",
    "sub_title_text",
    "quote_area",
    "source",
]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["", "督办 **粗** <@jia>", "https://example.cn/", "javascript:alert(1)", "# t\n|a|b|\n|-|-|\n|1|", "markdown"]
    ),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from([*NAMES, *TYPES]), inner, max_size=5)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(Platform)), st.one_of(st.sampled_from(TYPES), LEAVES), VALUES, VALUES)
def test_any_json_gets_a_platforms_answer(platform: Platform, kind: object, content: object, beside: object):
    payload: dict[str, Any] = {"msgtype": kind, "msg_type": kind, "card": content, "content": content, "at": beside}
    if isinstance(kind, str):
        payload.setdefault(kind, content)
    check(platform, json.dumps(payload).encode())


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(Platform)), st.binary(max_size=200))
def test_any_bytes_get_a_platforms_answer(platform: Platform, body: bytes):
    check(platform, body)


@pytest.mark.parametrize("platform", list(Platform))
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"1" * 6000,
        b"[" * 5000,
        b'{"a":' * 900 + b"1" + b"}" * 900,
        b'{"msgtype":"text","text":{"content":"\\ud800"},"msg_type":"text","content":{"text":"\\ud800"}}',
        b'{"msgtype":["text"],"msg_type":{"a":1}}',
        b'\xef\xbb\xbf{"msgtype":"text","text":{"content":"x"}}',
        '{"msgtype":"text","text":{"content":"督办"}}'.encode("gbk"),
    ],
)
def test_what_is_no_message_is_refused(platform: Platform, body: bytes):
    assert check(platform, body) != 0


def check(platform: Platform, body: bytes) -> int:
    APP.extensions["rooms"].reset()
    client = APP.test_client()
    answer = client.post(PATHS[platform], data=body, content_type="application/json; charset=utf-8")
    assert answer.status_code in (200, 400)
    assert answer.content_type == "application/json; charset=UTF-8"
    code = answer.get_json()["code" if platform is Platform.FEISHU else "errcode"]
    assert isinstance(code, int)
    page = client.get("/", base_url="http://127.0.0.1")
    assert page.status_code == 200
    assert "javascript:" not in "".join(part.split(">")[0] for part in page.text.split("href=")[1:])
    assert client.get("/admin/robots/1/calls", base_url="http://127.0.0.1").status_code == 200
    return code


def test_the_practice_robots_of_the_demo_are_one_of_each_platform():
    assert [spec.platform for spec in DEFAULT_ROBOTS] == list(Platform)
