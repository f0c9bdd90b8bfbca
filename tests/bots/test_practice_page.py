"""The practice server's page: messages as the group sees them, and nothing else."""

from __future__ import annotations

import pytest
import requests
from robot_rig import Practice

from bots import Kind, Mention, Message, Platform, SendFailed, render, send
from bots.practice import RobotSpec


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
