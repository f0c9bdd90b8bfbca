"""The exact payloads, and the byte boundaries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots import Kind, Link, Mention, Message, Part, Platform, dingtalk, escape, feishu, parse_address, render
from bots.clusters import clusters
from bots.markdown import parse
from bots.message import compact

LINK = Link("https://example.cn/t/1", "去填报")
LIMITS = {("wecom", "text"): 2000, ("wecom", "markdown"): 4000, ("dingtalk", ""): 18000, ("feishu", ""): 18000}


def opened(message: Message, platform: str, keywords: tuple[str, ...] = (), max_parts: int | None = None):
    return [part.opened() for part in render(message, platform, keywords=keywords, max_parts=max_parts)]


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


# ---- byte boundaries ----


@pytest.mark.parametrize(
    ("kind", "count", "parts"),
    [
        ("text", 682, 1),
        ("text", 683, 2),
        ("markdown", 1365, 1),
        ("markdown", 1366, 2),
        ("text", 1326, 2),
        ("text", 2100, 4),
    ],
)
def test_wecom_cuts_to_the_byte(kind: str, count: int, parts: int):
    payloads = opened(Message(body="催" * count, kind=kind), "wecom")
    contents = [payload[kind]["content"] for payload in payloads]
    assert len(contents) == parts
    assert sum(content.count("催") for content in contents) == count
    if parts == 1:
        assert len(contents[0].encode()) == count * 3
    else:
        assert max(len(content.encode()) for content in contents) <= LIMITS["wecom", kind]
        assert contents[0].startswith(("(1/", "**(1/"))


def test_dingtalk_takes_6500_characters_in_one_body():
    (part,) = render(Message(body="催" * 6500), "dingtalk")
    assert part.size == 6500 * 3 + 40
    assert part.size + len(compact({"msgUuid": "x" * 36})) <= 20000


@pytest.mark.parametrize("platform", ["dingtalk", "feishu"])
@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_escaped_signs_are_counted_as_they_are_sent(platform: str, kind: str):
    # Each quotation mark and backslash takes two bytes in JSON.
    for part in render(Message("题", '"\\' * 6000, kind), platform):
        assert part.size <= 20000 - 90


@pytest.mark.parametrize("platform", ["dingtalk", "feishu"])
def test_signature_and_msg_uuid_have_their_room_at_the_boundary(platform: str):
    robot = {"dingtalk": dingtalk, "feishu": feishu}[platform]
    address = parse_address(platform, "somekey-0001", secret="SEC0123456789")
    now = datetime(2026, 12, 24, 1, 12, tzinfo=UTC)
    longest = 0
    for count in range(19_800, 20_000):
        parts = render(Message(body="x" * count), platform)
        if len(parts) == 1:
            whole = robot.request(address, parts[0], now=now, uuid="7c0f5c1e-0000-5000-8000-000000000001")
            longest = max(longest, len(whole.body))
    assert longest == 20_000


def test_a_cut_falls_between_paragraphs_then_lines():
    body = "\n\n".join("段" * 200 + "\n" + "行" * 100 for _ in range(4))
    contents = [p["text"]["content"] for p in opened(Message(body=body), "wecom")]
    assert [content.split("\n", 1)[1] for content in contents] == [
        ("段" * 200 + "\n" + "行" * 100 + "\n\n").rstrip() + "\n\n" + "段" * 200 + "\n" + "行" * 100
    ] * 2


def test_a_link_is_never_cut():
    url = "https://example.cn/" + "a" * 900
    contents = [
        p["markdown"]["content"]
        for p in opened(Message(body=f"{'字' * 1200}[看这里]({url}){'字' * 1200}", kind="markdown"), "wecom")
    ]
    assert len(contents) == 3
    assert sum(f"[看这里]({url})" in content for content in contents) == 1


def test_every_part_has_number_reference_and_keyword_and_only_the_first_pings():
    message = Message("提醒", "字" * 13000, ref="D-7F3K", mentions=(Mention("甲", "13800001111"),))
    payloads = opened(message, "dingtalk", keywords=("督办", "通知"))
    assert [p["text"]["content"].split("\n")[0] for p in payloads] == ["提醒 (1/3)", "提醒 (2/3)", "提醒 (3/3)"]
    assert all(p["text"]["content"].endswith("编号 #D-7F3K 督办") for p in payloads)
    assert ["at" in p for p in payloads] == [True, False, False]


def test_a_keyword_that_is_there_is_not_said_twice():
    (payload,) = opened(Message("通知", "正文"), "dingtalk", keywords=("督办", "通知"))
    assert payload["text"]["content"] == "通知\n正文"


@pytest.mark.parametrize(("platform", "kind"), [("dingtalk", "markdown"), ("feishu", "markdown"), ("feishu", "card")])
def test_a_keyword_broken_by_marks_does_not_count(platform: str, kind: str):
    (payload,) = opened(Message("提醒", "督**办**", kind, LINK), platform, keywords=("督办",))
    assert "督办" in compact(payload)


def test_a_limit_of_parts_says_what_is_missing_and_keeps_the_link():
    message = Message(body="\n".join("字" * 100 for _ in range(60)), link=LINK)
    contents = [p["text"]["content"] for p in opened(message, "wecom", max_parts=3)]
    assert len(contents) == 3
    missing = int(re.search(r"余下 (\d+) 字没有列出", contents[2])[1])
    assert missing + sum(content.count("字") for content in contents) - 1 == 6000 + len("去填报")
    assert contents[2].endswith("去填报：https://example.cn/t/1")
    assert all(len(content.encode()) <= 2000 for content in contents)


def test_a_title_that_fills_everything_is_refused():
    people = tuple(Mention("很长的名字" * 20) for _ in range(10))
    with pytest.raises(ValueError, match="放不下"):
        render(Message(body="正文", mentions=(*people, *(Mention("名" * 300 + str(n)) for n in range(4)))), "wecom")


# ---- properties ----

SIGNS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")),
        st.sampled_from("督办催特教逾期一二三👨‍👩‍👧🏳️‍🌈🇨🇳👍🏽é\u0301"),
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(SIGNS, st.integers(1, 120), st.sampled_from(["text", "markdown"]), st.sampled_from(list(Platform)))
def test_splitting_loses_no_character_and_stays_within_limits(piece: str, times: int, kind: str, platform: str):
    text = (piece * 40 + "\n") * times
    text = text[:25000]
    if not text.strip():
        return
    parts = render(Message("题", escape(text), kind), platform, keywords=() if platform == "wecom" else ("督",))
    shown = "".join(body_of(part) for part in parts)
    wanted = "".join(line.text for line in parse(Message("题", escape(text), kind).body))
    assert "".join(wanted.split()) == "".join(wanted_text(shown, wanted).split())
    for part in parts:
        assert size_of(part, kind) <= limit_of(platform, kind, len(parts))
        part.payload.encode()


def body_of(part: Part) -> str:
    """The body of a part as plain text: without its title, number and foot, marks undone."""
    payload = part.opened()
    match payload:
        case {"msgtype": "text"}:
            lines = payload["text"]["content"].split("\n")
        case {"msgtype": "markdown", "markdown": {"content": content}}:
            lines = content.split("\n")
        case {"msgtype": "markdown"}:
            lines = payload["markdown"]["text"].split("\n")
        case {"msg_type": "text"}:
            lines = payload["content"]["text"].split("\n")
        case {"msg_type": "post"}:
            rows = payload["content"]["post"]["zh_cn"]["content"]
            lines = ["题", *("".join(piece["text"] for piece in row) for row in rows)]
        case _:
            lines = ["题", *payload["card"]["body"]["elements"][0]["content"].split("\n")]
    lines = lines[1:]
    return "".join(lines[:-1] if lines[-1:] == ["督"] else lines)


def wanted_text(shown: str, wanted: str) -> str:
    """Undo what a renderer changes on purpose: signs with power become their full-width twins."""
    twins = {"＜": "<", "＊": "*", "］": "]", "＃": "#", "＞": ">", "＋": "+", "－": "-"}
    return "".join(
        twin if (twin := twins.get(sign)) is not None and want == twin else sign
        for sign, want in zip("".join(shown.split()), "".join(wanted.split()).ljust(len(shown)), strict=False)
    )


def size_of(part: Part, kind: str) -> int:
    payload = part.opened()
    return len(payload[kind]["content"].encode()) if part.platform == "wecom" else part.size


def limit_of(platform: str, kind: str, count: int) -> int:
    if platform == "wecom":
        return {("text", True): 2048, ("text", False): 2000, ("markdown", True): 4096, ("markdown", False): 4000}[
            kind, count == 1
        ]
    return 20000 - 50 if count == 1 else 18000


@given(st.text())
def test_clusters_put_together_are_the_text(text: str):
    assert "".join(clusters(text)) == text


@pytest.mark.parametrize("whole", ["👨‍👩‍👧", "🏳️‍🌈", "🇨🇳", "👍🏽", "e\u0301", "1️⃣", "督", "葛\U000e0100"])
def test_what_a_reader_sees_as_one_character_stays_one(whole: str):
    assert clusters(f"{whole}{whole}") == [whole, whole]


@given(st.text(), st.sampled_from(list(Kind)), st.sampled_from(list(Platform)))
def test_any_text_can_be_said(text: str, kind: str, platform: str):
    for part in render(Message("题", text, kind, LINK), platform):
        part.payload.encode()


@given(st.text())
def test_escaped_text_reads_back_as_itself(text: str):
    clean = Message("题", text).body
    lines = parse(escape(clean))
    assert [line.text for line in lines if line.text] == [
        line for line in clean.strip("\n").split("\n") if line.strip()
    ]


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (Message, "空的"),
        (lambda: Message(body=" \n "), "空的"),
        (lambda: Message("题" * 101), "标题太长"),
        (lambda: Message("题", kind="card"), "链接"),
        (lambda: Message("题", ref="D 7"), "编号"),
        (lambda: Link("javascript:alert(1)"), "http"),
        (lambda: Link("https://a.cn/a b"), "http"),
        (lambda: Link("https://a.cn/" + "a" * 1000), "1000"),
        (lambda: Mention("甲", mobile="138<@all>"), "手机号"),
        (lambda: Mention("甲", userid="x><@all"), "用户编号"),
        (lambda: Mention("甲", userid="all"), "all"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence(build: Callable[[], object], said: str):
    with pytest.raises(ValueError, match=said):
        build()


def test_a_mention_shows_no_whole_number():
    assert repr(Mention("甲", "13800001234")) == "Mention(name='甲', mobile='138****1234', userid='')"
