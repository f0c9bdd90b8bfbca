"""The byte boundaries: what just fits goes out whole, one byte more is cut."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from typing import Any

import pytest
from rendered import LINK, opened

from bots import Kind, Mention, Message, dingtalk, feishu, parse_address, render
from bots.message import compact


@pytest.mark.parametrize(
    ("kind", "count", "parts"),
    [
        ("text", 682, 1),
        ("text", 683, 2),
        ("markdown", 1365, 1),
        ("markdown", 1366, 2),
        ("text", 1326, 2),
        ("text", 2100, 4),
        ("markdown", 2650, 2),
        ("markdown", 2666, 3),
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
        assert max(len(content.encode()) for content in contents) <= {"text": 2000, "markdown": 4000}[kind]
        assert contents[0].startswith(("(1/", "**(1/"))


@pytest.mark.parametrize(
    ("kind", "limit", "message"),
    [
        ("text", 2048, {}),
        ("text", 2048, {"title": "今日督办", "ref": "D-7F3K", "link": LINK}),
        ("text", 2048, {"title": "题" * 100, "mentions": (Mention("甲"),)}),
        ("markdown", 4096, {}),
        (
            "markdown",
            4096,
            {"title": "今日督办", "ref": "D-7F3K", "link": LINK, "mentions": (Mention("甲", userid="jia"),)},
        ),
    ],
)
def test_wecom_goes_out_whole_up_to_the_last_byte(kind: str, limit: int, message: dict[str, Any]):
    sizes = {}
    for count in range(limit - 500, limit + 3):
        payloads = opened(Message(body="字" * (count // 3) + "x" * (count % 3), kind=kind, **message), "wecom")
        sizes[len(payloads[0][kind]["content"].encode())] = len(payloads)
    assert sizes[limit] == 1
    assert max(sizes) == limit
    assert max(size for size, parts in sizes.items() if parts > 1) <= {"text": 2000, "markdown": 4000}[kind]


@pytest.mark.parametrize("platform", ["dingtalk", "feishu"])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_keyword_has_its_room_at_the_boundary(platform: str, kind: Kind):
    address = parse_address(platform, "somekey-0001", secret="SEC0123456789", keywords=["督办提醒"])
    robot = {"dingtalk": dingtalk, "feishu": feishu}[platform]
    now = datetime(2026, 12, 24, 1, 12, tzinfo=UTC)
    counts = set()
    for count in (19_000, 19_500, *range(19_750, 19_900, 21), 20_050):
        message = Message("通知", "字" * (count // 3), kind, LINK)
        parts = render(message, platform, keywords=address.keywords)
        bodies = [robot.request(address, part, now=now, uuid="u" * 36).body for part in parts]
        assert all("督办提醒".encode() in body for body in bodies)
        assert max(map(len, bodies)) <= 20_000
        counts.add(len(parts))
    assert counts == {1, 2}


@pytest.mark.parametrize(("platform", "budget"), [("wecom", 2000), ("dingtalk", 18_000), ("feishu", 18_000)])
@pytest.mark.parametrize("tight", [False, True])
def test_a_new_rendering_after_too_long_fills_half_of_it(platform: str, budget: int, tight: bool):
    parts = render(Message("督办", "字" * 13_000), platform, tight=tight)
    sizes = [len(part.opened()["text"]["content"].encode()) if platform == "wecom" else part.size for part in parts]
    most = budget // 2 if tight else budget
    assert most - 200 < max(sizes) <= most
    assert sum(part.payload.count("字") for part in parts) == 13_000


def test_a_message_that_just_fits_is_cut_when_it_must_be_tight():
    assert len(render(Message(body="催" * 682), "wecom")) == 1
    assert len(render(Message(body="催" * 682), "wecom", tight=True)) == 3
    (payload,) = opened(Message("1 件明天到期", "字" * 60, Kind.CARD, LINK), "wecom")
    assert payload["msgtype"] == "template_card"
    (part,) = render(Message("1 件明天到期", "字" * 60, Kind.CARD, LINK), "wecom", tight=True)
    assert part.opened()["msgtype"] == "markdown"


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
    count = bisect_right(range(20_000), 1, lo=19_000, key=lambda n: len(render(Message(body="x" * n), platform))) - 1
    (part,) = render(Message(body="x" * count), platform)
    whole = robot.request(address, part, now=now, uuid="7c0f5c1e-0000-5000-8000-000000000001")
    assert len(whole.body) == 20_000
