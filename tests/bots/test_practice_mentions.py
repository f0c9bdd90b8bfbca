"""Whose telephone rings in the practice server's groups."""

from __future__ import annotations

import pytest
from robot_rig import Practice, post

from bots import Kind, Link, Mention, Message
from bots.practice import Member

TEXT = {"msgtype": "text", "text": {"content": "督办"}}
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
