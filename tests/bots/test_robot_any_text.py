"""Whatever people write: it renders within the limits, nothing is lost, nobody is pinged, the platforms take it."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from rendered import LINK

import bots.dingtalk
import bots.feishu
import bots.wecom
from bots import Address, Kind, Mention, Message, Part, Platform, escape, render
from bots.clusters import clusters
from bots.markdown import parse
from bots.practice import RobotSpec, dingtalk, feishu, wecom
from bots.practice.rooms import Incoming, Room

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


MARKUP = st.sampled_from(
    [
        "**", "*", "\\", "[", "](", "](https://a.cn)", ")", "# ", "> ", "- ", "1. ", "\n", "\n\n", "\r\n", "\t", "`",
        "<@all>", "<@jia>", "@13800001111 ", "@all ", '<at user_id="all"></at>', "<at id=all></at>", "<at id=ou_yi>",
        '<font color="warning">', "</font>", "<br>", "![图](https://a.cn/x.png)", 'https://a.cn/?a=b&c="d"', "|", "---",
        "\u202e", "\u2066", "\u200f", "שלום", "مرحبا", "\ufeff", "\u200b", "\u2028", "\x00", "\x1b[31m", "\ud800",
        "👨‍👩‍👧", "🏳️‍🌈", "🇨🇳", "督办", "督", "办", "e\u0301", "Z\u0351\u0352", "한", "\u1112\u1161", "\\u50ac", "&lt;", "&#60;",
        "key=abcdefgh123", "{{x}}", "%s", "{0}", "'", '"', "字" * 300, "x" * 500, " " * 50,
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(MARKUP, st.text(max_size=8)), min_size=1, max_size=40).map("".join)
PEOPLE = st.lists(
    st.builds(
        Mention,
        st.text(max_size=6),
        st.sampled_from(["", "13800001111", "+86-13900002222"]),
        st.sampled_from(["", "jia", "ou_yi", "a.b-c"]),
    ),
    max_size=6,
).map(tuple)
KEYWORDS = {"wecom": (), "dingtalk": ("督办",), "feishu": ("督办", "通知")}
JUDGES = {"wecom": wecom.judge, "dingtalk": dingtalk.judge, "feishu": feishu.judge}
ROBOTS = {"wecom": bots.wecom, "dingtalk": bots.dingtalk, "feishu": bots.feishu}
NOW = datetime(2026, 12, 24, 1, 12, tzinfo=UTC)


@settings(max_examples=250, deadline=None)
@given(
    TEXTS,
    TEXTS,
    st.sampled_from(list(Kind)),
    st.sampled_from(list(Platform)),
    PEOPLE,
    st.booleans(),
    st.sampled_from([None, 1, 3]),
    st.booleans(),
)
def test_a_platform_takes_whatever_people_write_and_rings_only_whom_we_meant(
    title: str,
    body: str,
    kind: Kind,
    platform: Platform,
    people: tuple[Mention, ...],
    escaped: bool,
    max_parts: int | None,
    tight: bool,
):
    title = " ".join("".join(sign for sign in title[:60] if sign.isprintable()).split())
    message = Message(title or "题", escape(body) if escaped else body, kind, LINK, people, ref="D-7F3K")
    secret = "" if platform is Platform.WECOM else "SECdemo"
    spec = RobotSpec(platform, "群", "somekey-0001", secret=secret, keywords=KEYWORDS[platform])
    address = Address(platform, "http://127.0.0.1:1", spec.key, secret or None, spec.keywords)
    rung = set()
    for part in render(message, platform, keywords=spec.keywords, max_parts=max_parts, tight=tight):
        request = ROBOTS[platform].request(address, part, now=NOW, uuid="u" * 36)
        call = Incoming("POST", spec.key, request.params, "application/json; charset=utf-8", request.body, "127.0.0.1")
        reply = JUDGES[platform](Room(1, spec), call, NOW)
        assert reply.delivered, reply.body
        rung |= set(reply.notified)
    assert rung <= {who for person in people for who in (person.mobile, person.userid)}


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(1, 40))
def test_a_cut_falls_between_characters_as_readers_see_them(piece: str, times: int):
    line = " ".join(Message("题", piece.replace("<", "")).body.splitlines())
    message = Message("题", escape(f"起{line}" * times))
    whole = "".join(one.text for one in parse(message.body))
    seen = [body_of(part) for part in render(message, "wecom")]
    assert "".join(seen) == whole
    assert [one for text in seen for one in clusters(text)] == clusters(whole)


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
