"""The exact payloads of every kind of message on every platform."""

from __future__ import annotations

import json

import pytest
from rendered import LINK, opened

from bots import Mention, Message, escape

BODY = "# 特教\n**逾期**4件\n> 引用\n- 甲\n1. 乙\n[看](https://example.cn/x)后"


def test_wecom_text():
    message = Message(
        "今日督办", BODY, link=LINK, ref="#D-7F3K", mentions=(Mention("甲", "13800001111"), Mention("乙", userid="yi"))
    )
    assert opened(message, "wecom") == [
        {
            "msgtype": "text",
            "text": {
                "content": "今日督办\n特教\n逾期4件\n引用\n• 甲\n1. 乙\n看：https://example.cn/x 后\n\n"
                "去填报：https://example.cn/t/1\n编号 #D-7F3K",
                "mentioned_list": ["yi"],
                "mentioned_mobile_list": ["13800001111"],
            },
        }
    ]


def test_wecom_markdown_has_no_lists_and_pings_mobiles_by_a_second_message():
    message = Message(
        "今日督办", BODY, "markdown", LINK, (Mention("甲", "13800001111"), Mention("乙", userid="yi")), ref="D-7F3K"
    )
    assert opened(message, "wecom") == [
        {
            "msgtype": "markdown",
            "markdown": {
                "content": "**今日督办**\n\n# 特教\n**逾期**4件\n> 引用\n\n• 甲\n1. 乙\n[看](https://example.cn/x)后\n\n"
                "[去填报](https://example.cn/t/1)\n\n<@yi>\n\n编号 #D-7F3K"
            },
        },
        {
            "msgtype": "text",
            "text": {"content": "请看上面的“今日督办”。 编号 #D-7F3K", "mentioned_mobile_list": ["13800001111"]},
        },
    ]


def test_wecom_card():
    message = Message("1 件明天到期", "**市教育局**牵头", "card", LINK, ref="D-7F3K")
    assert opened(message, "wecom") == [
        {
            "msgtype": "template_card",
            "template_card": {
                "card_type": "text_notice",
                "main_title": {"title": "1 件明天到期"},
                "sub_title_text": "市教育局牵头\n编号 #D-7F3K",
                "jump_list": [{"type": 1, "title": "去填报", "url": "https://example.cn/t/1"}],
                "card_action": {"type": 1, "url": "https://example.cn/t/1"},
            },
        }
    ]


@pytest.mark.parametrize(
    ("title", "body"), [("题" * 27, "短"), ("题", "长" * 113), ("题", "[链](https://a.cn)"), ("", "无题")]
)
def test_what_a_wecom_card_would_not_show_goes_as_markdown_with_the_link(title: str, body: str):
    (payload,) = opened(Message(title, body, "card", LINK), "wecom")
    assert payload["msgtype"] == "markdown"
    assert "[去填报](https://example.cn/t/1)" in payload["markdown"]["content"]


def test_dingtalk_text_pings_in_at_and_in_the_text():
    message = Message(
        body="3 项临期", mentions=(Mention("甲", "13800001111"), Mention("乙", userid="yi"), Mention("丙"))
    )
    assert opened(message, "dingtalk") == [
        {
            "msgtype": "text",
            "text": {"content": "3 项临期\n@13800001111 @yi\n请丙看一下"},
            "at": {"atMobiles": ["13800001111"], "atUserIds": ["yi"], "isAtAll": False},
        }
    ]


def test_dingtalk_markdown_breaks_lines_with_two_blanks():
    message = Message("今日督办", "甲\n乙\n- 丙\n- 丁\n戊", "markdown", LINK)
    assert opened(message, "dingtalk") == [
        {
            "msgtype": "markdown",
            "markdown": {
                "title": "今日督办",
                "text": "#### 今日督办\n\n甲  \n乙\n\n- 丙\n- 丁\n\n戊\n\n[去填报](https://example.cn/t/1)",
            },
        }
    ]


def test_dingtalk_card():
    assert opened(Message("1 件明天到期", "市教育局牵头", "card", LINK), "dingtalk") == [
        {
            "msgtype": "actionCard",
            "actionCard": {
                "title": "1 件明天到期",
                "text": "#### 1 件明天到期\n\n市教育局牵头",
                "btnOrientation": "0",
                "singleTitle": "去填报",
                "singleURL": "https://example.cn/t/1",
            },
        }
    ]


def test_dingtalk_pings_at_most_50_and_names_the_others():
    people = tuple(Mention(f"演示{n}", f"138{n:08}") for n in range(52))
    (payload,) = opened(Message(body="x", mentions=people), "dingtalk")
    assert len(payload["at"]["atMobiles"]) == 50
    assert payload["text"]["content"].endswith("请演示50、演示51看一下")


def test_feishu_text_and_post():
    person = (Mention("甲", userid="ou_1"), Mention("乙", "13800001111"))
    assert opened(Message("今日督办", "3 项", mentions=person), "feishu") == [
        {"msg_type": "text", "content": {"text": '今日督办\n3 项\n<at user_id="ou_1">甲</at>\n请乙看一下'}}
    ]
    assert opened(Message("今日督办", "3 项，[看](https://a.cn)", "markdown", mentions=person), "feishu") == [
        {
            "msg_type": "post",
            "content": {
                "post": {
                    "zh_cn": {
                        "title": "今日督办",
                        "content": [
                            [{"tag": "text", "text": "3 项，"}, {"tag": "a", "text": "看", "href": "https://a.cn"}],
                            [{"tag": "at", "user_id": "ou_1"}],
                            [{"tag": "text", "text": "请乙看一下"}],
                        ],
                    }
                }
            },
        }
    ]


def test_feishu_card_is_schema_2_with_an_opening_button():
    person = (Mention("甲", userid="ou_1"), Mention("乙", "13800001111"))
    assert opened(Message("1 件明天到期", "**市教育局**牵头", "card", LINK, person), "feishu") == [
        {
            "msg_type": "interactive",
            "card": {
                "schema": "2.0",
                "config": {"update_multi": True},
                "header": {"title": {"tag": "plain_text", "content": "1 件明天到期"}, "template": "blue"},
                "body": {
                    "elements": [
                        {"tag": "markdown", "content": "**市教育局**牵头\n\n<at id=ou_1></at>\n\n**请乙看一下**"},
                        {
                            "tag": "button",
                            "text": {"tag": "plain_text", "content": "去填报"},
                            "type": "primary",
                            "behaviors": [
                                {
                                    "type": "open_url",
                                    "default_url": "https://example.cn/t/1",
                                    "pc_url": "",
                                    "ios_url": "",
                                    "android_url": "",
                                }
                            ],
                        },
                    ]
                },
            },
        }
    ]


@pytest.mark.parametrize("platform", ["dingtalk", "wecom", "feishu"])
def test_a_person_who_is_named_twice_is_pinged_once(platform: str):
    people = (Mention("甲", "13800001111", "jia"), Mention("甲主任", "13800001111", "jia"), Mention("乙", userid="yi"))
    (payload,) = opened(Message(body="x", mentions=people), platform)
    assert str(payload).count("'jia'") + str(payload).count("'13800001111'") + str(payload).count('"jia"') == 1
    assert "看一下" not in str(payload)


def test_dingtalk_counts_fifty_different_people():
    people = tuple(Mention(f"演示{n}", f"138{n % 50:08}") for n in range(120))
    (payload,) = opened(Message(body="x", mentions=people), "dingtalk")
    assert payload["at"]["atMobiles"] == [f"138{n:08}" for n in range(50)]
    assert "看一下" not in payload["text"]["content"]
    assert payload["text"]["content"].count("@138") == 50


def test_a_label_too_long_for_a_wecom_card_makes_it_markdown():
    link = type(LINK)(LINK.url, "请在截止日期之前登录系统填报进展")
    (payload,) = opened(Message("1 件明天到期", "短", "card", link), "wecom")
    assert payload["msgtype"] == "markdown"
    assert "[请在截止日期之前登录系统填报进展](https://example.cn/t/1)" in payload["markdown"]["content"]


def test_dingtalk_without_a_title_shows_the_first_line_and_cuts_no_character():
    family = "👨‍👩‍👧"
    (payload,) = opened(Message(body=family * 30, kind="markdown"), "dingtalk")
    assert payload["markdown"]["title"] == family * 20


@pytest.mark.parametrize(
    ("platform", "kind", "shown"),
    [
        ("wecom", "text", '＜@all> <font color="warning">红</font> <AT user_id="all"></AT>'),
        ("wecom", "markdown", '＜@all> ＜font color="warning">红＜/font> ＜AT user_id="all">＜/AT>'),
        ("feishu", "text", '<@all> <font color="warning">红</font> ＜AT user_id="all">＜/AT>'),
        ("feishu", "card", '＜@all> ＜font color="warning">红＜/font> ＜AT user_id="all">＜/AT>'),
        ("dingtalk", "markdown", '＜@all> ＜font color="warning">红＜/font> ＜AT user_id="all">＜/AT>'),
    ],
)
def test_a_tag_that_people_wrote_is_shown_and_does_nothing(platform: str, kind: str, shown: str):
    body = escape('<@all> <font color="warning">红</font> <AT user_id="all"></AT>')
    (payload,) = opened(Message("题", body, kind, LINK), platform)
    assert json.dumps(shown, ensure_ascii=False)[1:-1] in json.dumps(payload, ensure_ascii=False)
