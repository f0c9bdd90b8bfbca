"""Every kind of message, drawn as its app draws it."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from robot_rig import Practice

from bots.practice import Member

MEMBERS = (Member("演示甲", "13800001111", "jia"), Member("演示乙", "13800002222", "ou_yi"))
CARD = {
    "card_type": "text_notice",
    "source": {"desc": "督查室", "desc_color": 2},
    "main_title": {"title": "1 件明天到期", "desc": "特教提升计划"},
    "emphasis_content": {"title": "3", "desc": "个工作日后到期"},
    "quote_area": {"type": 1, "url": "https://example.cn/q", "title": "第十二条", "quote_text": "建成 5 个资源教室"},
    "sub_title_text": "市教育局牵头",
    "horizontal_content_list": [{"keyname": "附件", "value": "通知.docx", "type": 1, "url": "https://example.cn/f"}],
    "jump_list": [{"type": 1, "title": "去填报", "url": "https://example.cn/t"}],
    "card_action": {"type": 1, "url": "https://example.cn/whole"},
}
BUTTONS = [
    {"title": "填报进展", "actionURL": "https://example.cn/a"},
    {"title": "看督办单", "actionURL": "https://example.cn/b"},
]
ELEMENTS = [
    {
        "tag": "markdown",
        "content": "| 单位 | 件数 |\n|:--|--:|\n| 香洲区 | 2 |\n<at id=ou_yi></at> <font color='red'>红</font>",
    },
    {"tag": "hr"},
    {"tag": "div", "text": {"tag": "lark_md", "content": "**牵头**"}},
    {"tag": "note", "elements": [{"tag": "plain_text", "content": "来自督办系统"}]},
    {
        "tag": "button",
        "type": "primary",
        "text": {"content": "去填报"},
        "behaviors": [{"default_url": "https://example.cn/t"}],
    },
]


@pytest.mark.parametrize(
    ("platform", "payload", "drawn"),
    [
        (
            "wecom",
            {"msgtype": "text", "text": {"content": "看", "mentioned_mobile_list": ["13800001111"]}},
            ["看</p> <b class='at'>@演示甲</b>"],
        ),
        (
            "wecom",
            {
                "msgtype": "markdown",
                "markdown": {"content": '<font color="warning">急</font>\n>引\n<@jia>\n- 一\n# 题'},
            },
            [
                "<span class='warning'>急</span>",
                "<blockquote>引</blockquote>",
                "<b class='at'>@演示甲</b>",
                "- 一",
                "<h3>题</h3>",
            ],
        ),
        (
            "wecom",
            {
                "msgtype": "markdown_v2",
                "markdown_v2": {"content": "- 一\n*斜*\n|a|b|\n|-|-:|\n|1|2|\n---\n```\n<b>\n```\n>>引\n<@jia>"},
            },
            [
                "<li>一</li>",
                "<i>斜</i>",
                "<td class='num'>2</td>",
                "<hr>",
                "&lt;b&gt;</pre>",
                "<blockquote><blockquote>引",
                "&lt;@jia&gt;",
            ],
        ),
        (
            "wecom",
            {"msgtype": "template_card", "template_card": CARD},
            [
                *("督查室", "1 件明天到期", "特教提升计划", "<b>3</b>", "第十二条", "市教育局牵头", "<dt>附件</dt>"),
                *(f'href="https://example.cn/{page}"' for page in ("q", "f", "t", "whole")),
            ],
        ),
        (
            "wecom",
            {
                "msgtype": "news",
                "news": {
                    "articles": [{"title": "通报", "description": "本周", "url": "https://example.cn/1", "picurl": "x"}]
                },
            },
            ["<b>通报</b><small>本周</small>", 'href="https://example.cn/1"', '<span class="pic">'],
        ),
        (
            "dingtalk",
            {"msgtype": "text", "text": {"content": "请 @13800001111 看"}, "at": {"atMobiles": ["13800001111"]}},
            ["请 <b class='at'>@演示甲</b> 看"],
        ),
        (
            "dingtalk",
            {"msgtype": "markdown", "markdown": {"title": "t", "text": "甲\n乙  \n丙"}},
            ["<p>甲 乙<br>丙</p>"],
        ),
        (
            "dingtalk",
            {
                "msgtype": "actionCard",
                "actionCard": {"title": "t", "text": "### 单", "btnOrientation": "1", "btns": BUTTONS},
            },
            ["<h5>单</h5>", 'class="taps beside"', 'href="https://example.cn/a"', "看督办单"],
        ),
        (
            "dingtalk",
            {"msgtype": "link", "link": {"title": "通报", "text": "详见", "messageUrl": "https://example.cn/1"}},
            ["<b>通报</b><small>详见</small>"],
        ),
        (
            "dingtalk",
            {"msgtype": "feedCard", "feedCard": {"links": [{"title": "通报", "messageURL": "https://example.cn/1"}]}},
            ["<b>通报</b>"],
        ),
        (
            "feishu",
            {"msg_type": "text", "content": {"text": '<at user_id="ou_yi">乙</at> <b>x</b>'}},
            ["<b class='at'>@乙</b> &lt;b&gt;x"],
        ),
        (
            "feishu",
            {
                "msg_type": "post",
                "content": {
                    "post": {
                        "zh_cn": {
                            "title": "题",
                            "content": [
                                [
                                    {"tag": "at", "user_id": "ou_yi"},
                                    {"tag": "a", "text": "看", "href": "https://example.cn/p"},
                                ]
                            ],
                        }
                    }
                },
            },
            ["<b class='at'>@演示乙</b><a href='https://example.cn/p' rel='noreferrer'>看</a>"],
        ),
        (
            "feishu",
            {
                "msg_type": "interactive",
                "card": {
                    "schema": "2.0",
                    "header": {"title": {"content": "挂牌"}, "template": "red"},
                    "body": {"elements": ELEMENTS},
                },
            },
            [
                *(
                    'class="head red"',
                    "<td class='num'>2</td>",
                    "<b class='at'>@演示乙</b>",
                    "<span class='red'>红</span>",
                    "<hr>",
                    "<b>牵头</b>",
                ),
                *("<div class='note'><p>来自督办系统</p></div>", 'class="tap primary" href="https://example.cn/t"'),
            ],
        ),
    ],
)
def test_every_kind_of_message_is_drawn_as_its_app_does(
    practice: Practice, platform: str, payload: dict[str, Any], drawn: list[str]
):
    practice.change(platform, secret="", keywords=(), members=MEMBERS)
    practice.http.post(practice.address(platform).reveal(), json=payload)
    page = practice.http.get(practice.server.url + "/").text
    assert "✓ 已收" in page
    for piece in drawn:
        assert piece in page


@pytest.mark.parametrize("data", ["iVBORw0KGgo=", "/9j/4AAQSkZJRg=="])
def test_a_picture_is_shown_and_nothing_else_may_be(practice: Practice, data: str):
    raw = base64.b64decode(data)
    image = {"base64": data, "md5": hashlib.md5(raw, usedforsecurity=False).hexdigest()}
    practice.http.post(practice.address("wecom").reveal(), json={"msgtype": "image", "image": image})
    answer = practice.http.get(practice.server.url + "/")
    assert f";base64,{data.replace('+', '&#43;')}" in answer.text
    assert "img-src 'self' data:;" in answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
