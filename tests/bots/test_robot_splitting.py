"""Where a long message is cut, and what every part carries."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendered import LINK, opened

from bots import Mention, Message, render
from bots.clusters import clusters, words
from bots.message import compact


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


@given(st.text())
def test_clusters_put_together_are_the_text(text: str):
    assert "".join(clusters(text)) == text


@pytest.mark.parametrize("whole", ["👨‍👩‍👧", "🏳️‍🌈", "🇨🇳", "👍🏽", "e\u0301", "1️⃣", "督", "葛\U000e0100"])
def test_what_a_reader_sees_as_one_character_stays_one(whole: str):
    assert clusters(f"{whole}{whole}") == [whole, whole]


@pytest.mark.parametrize(
    "whole",
    [
        "한글",  # syllables are characters of their own
        "\u1112\u1161\u11ab",  # three letters, one syllable
        "ก็",
        "กำ",
        "क्षि"[:2],
        "\u0600\u0661",
        "ｶﾞ",
        "👩🏽‍🚒",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "a\u200d",
    ],
)
def test_other_scripts_have_characters_of_several_signs(whole: str):
    assert len(clusters(whole)) == (2 if whole == "한글" else 1)


@given(st.text())
def test_words_put_together_are_the_text_and_cut_no_character(text: str):
    found = words(text)
    assert "".join(found) == text
    assert [one for word in found for one in clusters(word)] == clusters(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("于2026-12-31前", ["于", "2026-12-31", "前"]),
        ("见 https://a.cn/x?y=1&z=%E5#t，好", ["见", " ", "https://a.cn/x?y=1&z=%E5#t", "，", "好"]),
        ("号码 13800001111。", ["号", "码", " ", "13800001111", "。"]),
        ("@zhang.san 编号 #D-7F3K", ["@zhang.san", " ", "编", "号", " ", "#D-7F3K"]),
        ("约 3.5%、12:30", ["约", " ", "3.5", "%", "、", "12:30"]),
        ("x" * 41, ["x"] * 41),
        ("cafe\u0301s", ["cafe\u0301", "s"]),
    ],
)
def test_what_is_read_as_one_stays_one(text: str, found: list[str]):
    assert words(text) == found


@pytest.mark.parametrize("shift", range(40))
def test_an_address_that_people_typed_is_never_cut(shift: int):
    url = "https://example.cn/duties/7/reports?from=2026-12-24"
    contents = [p["text"]["content"] for p in opened(Message(body="字" * (630 + shift) + url + "字" * 900), "wecom")]
    assert sum(url in content for content in contents) == 1


def test_an_address_too_long_for_any_part_is_cut_rather_than_lost():
    url = "https://example.cn/" + "a" * 5000
    contents = [p["text"]["content"].split("\n", 1)[1] for p in opened(Message(body=f"见{url}"), "wecom")]
    assert "".join(contents) == f"见{url}"


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_what_pings_is_in_the_first_part_only_and_whole(kind: str):
    people = tuple(Mention(f"演示{n}", userid=f"user.number-{n}") for n in range(60))
    first, *others = opened(Message("督办", "字" * 3000, kind, mentions=people), "wecom")
    if kind == "markdown":
        assert all(f"<@user.number-{n}>" in first["markdown"]["content"] for n in range(60))
        assert not any("<@" in part["markdown"]["content"] for part in others)
    else:
        assert len(first["text"]["mentioned_list"]) == 60
        assert not any("mentioned_list" in part["text"] for part in others)


def test_a_text_of_eighty_thousand_characters_has_more_than_ninety_nine_parts():
    parts = render(Message("督办", "一二三四五六七八九十" * 8_000), "wecom")
    assert len(parts) > 99
    assert max(len(part.opened()["text"]["content"].encode()) for part in parts) <= 2048
    assert sum(part.payload.count("十") for part in parts) == 8_000
    assert parts[-1].opened()["text"]["content"].startswith(f"督办 ({len(parts)}/{len(parts)})")
