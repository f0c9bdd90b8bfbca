from dataclasses import replace

import pytest
from facts_of import duty

from tracker.core.letters import ChannelFacts
from tracker.core.news import News, news_letter, still_so
from tracker.core.words import CaseStatus, DutyStatus, EventKind, Platform, Publicity

GROUP = ChannelFacts(1, "任务群", Platform.WECOM)
RETURNED = News(EventKind.RETURNED, duty(), "请补盖章的验收单。")


def test_one_event_names_the_matter_of_a_public_plan():
    letter = news_letter(GROUP, [News(EventKind.LISTED, duty(), "挂〔2026〕1号，限2月28日前凭佐证销号。")], "http://x")
    assert letter.title == "★ 挂牌督办 任务（3）"
    assert "挂〔2026〕1号" in letter.body
    assert letter.link == "http://x/duties/7"


def test_a_plan_that_is_not_public_gives_no_matter_and_no_detail():
    quiet = replace(RETURNED, duty=duty(publicity=Publicity.COUNTS))
    for letter in (news_letter(GROUP, [quiet], ""), news_letter(GROUP, [quiet, quiet], "")):
        assert "联动机制" not in letter.title + letter.body
        assert "验收单" not in letter.body
    assert "退回补正 **2** 项" in news_letter(GROUP, [quiet, quiet], "").body


def test_several_events_are_one_message_by_plan():
    released = News(
        EventKind.RELEASED, duty(id=8, plan_id=2, plan_title="演示县方案", task_no="（三）5"), "已凭佐证销号。"
    )
    letter = news_letter(GROUP, [RETURNED, released, RETURNED], "")
    assert letter.title == "督办 新情况 3 项"
    assert letter.body.splitlines() == [
        "**演示市特殊教育提升计划**",
        "◆ 退回补正 **2** 项",
        "- 退回补正 演示市教育局 任务（3）建立招生入学联动机制：请补盖章的验收单。",
        "- 退回补正 演示市教育局 任务（3）建立招生入学联动机制：请补盖章的验收单。",
        "",
        "**演示县方案**",
        "◆ 销号摘牌 **1** 项",
        "- 销号摘牌 演示市教育局 任务（三）5建立招生入学联动机制：已凭佐证销号。",
    ]
    assert letter.link == "/mine"


def test_a_long_list_ends_with_how_many_are_left():
    letter = news_letter(GROUP, [RETURNED] * 57, "")
    assert letter.title == "督办 退回补正 57 项"
    assert letter.body.count("\n- ") == 11
    assert letter.body.endswith("- 另有 47 项，点链接查看")


@pytest.mark.parametrize(
    ("event", "changes", "so"),
    [
        (EventKind.RETURNED, {}, True),
        (EventKind.RETURNED, {"status": DutyStatus.SUBMITTED}, False),
        (EventKind.RETURNED, {"status": DutyStatus.CLOSED}, False),
        (EventKind.LISTED, {"case_status": CaseStatus.LISTED}, True),
        (EventKind.LISTED, {"case_status": CaseStatus.REVOKED}, False),
        (EventKind.RELEASED, {"status": DutyStatus.CLOSED}, True),
        (EventKind.EXTENDED, {"status": DutyStatus.CLOSED}, True),
    ],
)
def test_news_that_is_no_longer_so_is_not_said(event, changes, so):
    assert still_so(News(event, duty(**changes))) is so
