"""发件: what waits for a decision first, the whole story of one letter, and a person's decision."""

from __future__ import annotations

import re

import pytest
from example import NOW
from speaking import a_channel, a_letter, an_attempt, row
from visiting import duty_of

from tracker.store.db import connected
from tracker.store.tables import Dispatch, Entry


@pytest.fixture
def channel(app) -> int:
    return a_channel()


def rows_of(page, caption):
    part = page[page.index(f">{caption}</caption>") :]
    return re.findall(r"第 (\d+) 封</div>", part[: part.index("</table>")])


# ---- the list


def test_what_waits_for_a_decision_stands_first(office, channel):
    dead, uncertain, held = (str(a_letter(channel, state)) for state in ("dead", "uncertain", "held"))
    sent, settled = str(a_letter(channel, "delivered")), str(a_letter(channel, "dead", settled_at=NOW))
    page = office.get("/outbox").text
    assert rows_of(page, "需要处理的发件") == [held, uncertain, dead]
    assert rows_of(page, "发件") == [settled, sent, held, uncertain, dead]
    assert rows_of(office.get("/outbox?state=undecided").text, "发件") == [held, uncertain, dead]


def test_the_list_is_narrowed_by_links_that_count(office, channel):
    other = a_channel("另一个群")
    for state, where in (("dead", channel), ("delivered", channel), ("delivered", other)):
        a_letter(where, state)
    page = office.get("/outbox").text
    for words in ("全部 3", "需要处理 1", "平台已收 2", "所有通道 3", "特教任务群 2", "另一个群 1"):
        assert words in page
    page = office.get(f"/outbox?state=delivered&channel={other}").text
    assert 'aria-current="page">平台已收 1<' in page
    assert 'aria-current="page">另一个群 1<' in page
    assert rows_of(page, "发件") == ["3"]
    assert "没有这样的发件。" in office.get(f"/outbox?state=held&channel={other}").text
    assert rows_of(office.get("/outbox?state=nonsense&channel=x").text, "发件") == ["3", "2", "1"]


def test_letters_that_went_along_are_folded_beneath_the_one_they_went_with(office, channel):
    sent = a_letter(channel, "delivered")
    first = a_letter(channel, "cancelled", joined=sent, title="督办提醒 12月16日（周二）")
    second = a_letter(channel, "cancelled", joined=first, title="督办提醒 12月15日（周一）")
    page = office.get("/outbox").text
    assert rows_of(page, "发件") == [str(sent)]
    assert "连同以前没发出去的 2 封一起" in page
    for each in (first, second):
        assert f'href="/outbox/{each}"' in page
    assert "已取消" not in page
    assert f'并入 <a href="/outbox/{sent}">' in office.get(f"/outbox/{first}").text


def test_a_long_list_goes_on_page_after_page(office, channel):
    for _ in range(230):
        a_letter(channel, "delivered")
    pages = [rows_of(office.get(f"/outbox?page={number}").text, "发件") for number in (1, 2, 3, 99)]
    assert [len(page) for page in pages] == [100, 100, 30, 30]
    assert len({each for page in pages for each in page}) == 230
    assert "state=delivered&amp;page=2" in office.get("/outbox?state=delivered").text


# ---- the story of one


def test_one_letters_page_tells_all_of_it(office, channel):
    duty = duty_of("市教育局", "1")
    items = [{"key": f"{duty}:x", "duty": duty, "because": "2025-12-31 到期，还有 5 个工作日", "ping": 1}]
    old = a_letter(channel, "dead", settled_at=NOW)
    letter = a_letter(channel, "delivered", items=items, duty_ids=[duty], replaces=old, code="0", answer="ok")
    an_attempt(letter, channel, outcome="not_sent", answer="没有连上平台。")
    an_attempt(letter, channel, outcome="delivered", code="0", answer="ok", part=1, parts=2)
    page = office.get(f"/outbox/{letter}").text
    assert "▲ 到期提醒 **1** 项" in page
    assert "https://ducha.example.gov.cn/mine" in page
    assert f"群里这条末尾写着“编号 #D-{letter}”" in page
    assert f'href="/duties/{duty}"' in page
    assert "2025-12-31 到期，还有 5 个工作日" in page
    assert "同时@1 个单位的联络员" in page
    assert "没有连上" in page
    assert "1/2" in page
    assert f'代替 <a href="/outbox/{old}">' in page
    assert f'已由 <a href="/outbox/{letter}">' in office.get(f"/outbox/{old}").text
    assert "怎么处理" not in page


def test_a_notice_of_an_event_says_which(office, channel):
    duty = duty_of("市教育局", "1")
    items = [{"event": "returned", "duty": duty, "detail": "缺盖章件"}]
    letter = a_letter(channel, "queued", kind="event", event="returned", items=items, duty_ids=[duty])
    assert "退回补正：缺盖章件" in office.get(f"/outbox/{letter}").text


def test_a_letter_that_was_cut_short_shows_the_words_that_went(office, channel):
    letter = a_letter(channel, "delivered", form="short", body="▲ 到期提醒 **1** 项\n- 示例市教育局：任务（1）")
    page = office.get(f"/outbox/{letter}").text
    assert "示例市教育局：任务（1）" not in page
    assert "平台嫌整篇太长" in page


def test_an_uncertain_letter_asks_to_look_into_the_group_first(office, channel):
    page = office.get(f"/outbox/{a_letter(channel, 'uncertain')}").text
    assert "平台没有回话，请先到群里看一眼" in page
    assert "找末尾写着“编号 #D-1”的那一条" in page
    assert page.count("btn-seal") == 0


# ---- decisions


def test_sending_again_makes_a_new_letter_that_names_the_old_one(office, channel):
    old = a_letter(channel, "dead", answer="群机器人要求消息里有关键词。")
    answer = office.post(f"/outbox/{old}/resend")
    new = old + 1
    assert answer.location == f"/outbox/{new}"
    assert f"第 {old} 封已重发为第 {new} 封" in office.get(answer.location).text
    assert (row(new).replaces_id, str(row(new).state)) == (old, "queued")
    assert "这一封已经处理过了" in office.get(f"/outbox/{old}").text
    again = office.post(f"/outbox/{old}/resend")
    assert again.status_code == 409
    assert "已经处理过了，请刷新后再看" in again.text
    with connected():
        assert Dispatch.select().count() == 2


def test_a_held_letter_waits_for_its_channel_or_goes_another_way(office, channel):
    letter = a_letter(channel, "held")
    a_channel("别的单位的群", unit=1)
    other = a_channel("备用群", platform="feishu")
    page = office.get(f"/outbox/{letter}").text
    assert "通道修好以后会自己发出去" in page
    assert f"/outbox/{letter}/resend" not in page
    assert "备用群（飞书，还没有发成过）" in page
    assert "别的单位的群" not in page
    refused = office.post(f"/outbox/{letter}/rerouting", {"channel": ""})
    assert refused.status_code == 422
    assert 'id="rerouting-channel-error"' in refused.text
    answer = office.post(f"/outbox/{letter}/rerouting", {"channel": other})
    assert answer.location == f"/outbox/{letter + 1}"
    assert row(letter + 1).channel_id == other
    assert row(letter).state == "cancelled"


def test_letting_go_needs_a_reason_and_keeps_it(office, channel):
    letter = a_letter(channel, "uncertain")
    refused = office.post(f"/outbox/{letter}/voiding", {"reason": "  "})
    assert refused.status_code == 422
    assert "请写明为什么作废" in refused.text
    assert office.post(f"/outbox/{letter}/voiding", {"reason": "群里已经看到了"}).location == f"/outbox/{letter}"
    page = office.get(f"/outbox/{letter}").text
    assert "已作废：群里已经看到了" in page
    with connected():
        assert Entry.select().where(Entry.verb == "作废发件", Entry.words == "群里已经看到了").exists()
    late = office.post(f"/outbox/{letter}/voiding", {"reason": "再来一次"})
    assert late.status_code == 409
    assert "已经处理过了" in late.text


def test_a_letter_of_a_retired_channel_is_not_offered_to_it_again(office):
    letter = a_letter(a_channel(is_active=False), "dead")
    page = office.get(f"/outbox/{letter}").text
    assert f"/outbox/{letter}/resend" not in page
    assert "原来的通道已停用，只能改道或作废。" in page


def test_only_office_and_admin_decide(liaison, leader, admin, channel):
    letter = a_letter(channel)
    for someone in (liaison, leader):
        assert someone.get(f"/outbox/{letter}").status_code == 403
        for path in ("resend", "rerouting", "voiding"):
            assert someone.post(f"/outbox/{letter}/{path}").status_code == 403
    assert admin.get(f"/outbox/{letter}").status_code == 200
    assert admin.post("/outbox/999/resend").status_code == 404
