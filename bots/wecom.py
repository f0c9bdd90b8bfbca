"""WeCom 企业微信 group robot: payloads, request and answers. Source: WeCom documents 91770 and 99110."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.answers import Answer, Reading, read
from bots.failure import Verdict
from bots.layout import Form, Page, Payload, fits_whole, lay_out
from bots.markdown import marked, parse, plain, tame
from bots.message import Mention, Message, Part, compact
from bots.request import Request
from bots.verdicts import LATER, SHORTER, rejected
from bots.words import Kind, Outcome, Platform

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bots.address import Address

TEXT_LIMIT, TEXT_BUDGET = 2048, 2000
"""Bytes of ``text.content`` in UTF-8."""
MARKDOWN_LIMIT, MARKDOWN_BUDGET = 4096, 4000
"""Bytes of ``markdown.content`` in UTF-8."""
CARD_TITLE, CARD_TEXT, CARD_LABEL = 26, 112, 13
"""Characters of a card that every client shows."""


def parts(
    message: Message, *, keywords: Sequence[str] = (), max_parts: int | None = None, tight: bool = False
) -> list[Part]:
    """Render for WeCom.

    Only ``text`` pings by mobile, and a card pings nobody: whoever the message itself cannot ping is pinged
    by one short text after it. A card that would not show the whole body becomes markdown.
    """
    kind = message.kind
    if kind is Kind.CARD and not _card_shows(message, keywords, tight=tight):
        kind = Kind.MARKDOWN
    if kind is Kind.TEXT:
        payloads = lay_out(message, _text_form(message), keywords=keywords, max_parts=max_parts, tight=tight)
    elif kind is Kind.MARKDOWN:
        payloads = lay_out(message, _markdown_form(message), keywords=keywords, max_parts=max_parts, tight=tight)
        payloads += _ping(message, [m for m in message.mentions if not m.userid])
    else:
        payloads = lay_out(message, _card_form(message), keywords=keywords, link_in_text=False, tight=tight)
        payloads += _ping(message, message.mentions)
    return [Part(Platform.WECOM, compact(payload), n, len(payloads)) for n, payload in enumerate(payloads, start=1)]


def request(address: Address, part: Part, *, now: datetime, uuid: str | None) -> Request:  # noqa: ARG001 one shape for all
    """Write the POST for one attempt. WeCom knows neither signature nor idempotency key."""
    return Request(f"{address.base}/cgi-bin/webhook/send", {"key": address.key}, part.payload.encode())


def understand(answer: Answer) -> Reading:
    """Read WeCom's answer by ``errcode``; its words are for people only."""
    return read(answer, code_name="errcode", words_name="errmsg", judge=_judge, throttled=CODES["45009"])


# ---- payloads ----


def _text_form(message: Message) -> Form:
    def build(page: Page) -> Payload:
        text: Payload = {
            "content": _joined([page.title, plain(page.lines), _named_only(message, page), page.foot]).replace(
                "<@", "＜@"
            )
        }
        if page.first:
            text |= _mention_lists(message.mentions, everybody=message.mention_all)
        return {"msgtype": "text", "text": text}

    return Form(
        build,
        lambda p: len(p["text"]["content"].encode()),
        lambda p: [p["text"]["content"]],
        TEXT_LIMIT,
        TEXT_BUDGET,
    )


def _markdown_form(message: Message) -> Form:
    def build(page: Page) -> Payload:
        pings = [f"<@{m.userid}>" for m in message.mentions if m.userid] if page.first else []
        pieces = [
            f"**{tame(page.title)}**" if page.title else "",
            marked(page.lines, lists=False, soft_break="\n"),
            " ".join(pings),
            tame(_named_only(message, page)),
            page.foot,
        ]
        return {"msgtype": "markdown", "markdown": {"content": _joined(pieces, "\n\n")}}

    return Form(
        build,
        lambda p: len(p["markdown"]["content"].encode()),
        lambda p: [p["markdown"]["content"]],
        MARKDOWN_LIMIT,
        MARKDOWN_BUDGET,
    )


def _card_form(message: Message) -> Form:
    def build(page: Page) -> Payload:
        link = message.link
        card: Payload = {"card_type": "text_notice", "main_title": {"title": page.title}}
        text = _joined([plain(page.lines), _named_only(message, page), page.foot])
        if text:
            card["sub_title_text"] = text
        if link:
            card["jump_list"] = [{"type": 1, "title": link.label, "url": link.url}]
            card["card_action"] = {"type": 1, "url": link.url}
        return {"msgtype": "template_card", "template_card": card}

    def weigh(payload: Payload) -> int:  # in characters, as the document does
        return len(payload["template_card"].get("sub_title_text", ""))

    return Form(build, weigh, lambda p: [p["template_card"].get("sub_title_text", "")], CARD_TEXT, CARD_TEXT)


def _card_shows(message: Message, keywords: Sequence[str], *, tight: bool) -> bool:
    """Say whether a card can show it: short title, short text, short label, no link inside the text."""
    if not message.title or len(message.title) > CARD_TITLE:
        return False
    if message.link and len(message.link.label) > CARD_LABEL:
        return False
    if any(span.url for line in parse(message.body) for span in line.spans):
        return False
    return fits_whole(message, _card_form(message), keywords=keywords, link_in_text=False, tight=tight)


def _ping(message: Message, people: Sequence[Mention]) -> list[Payload]:
    lists = _mention_lists(people, everybody=message.mention_all)
    if not lists:
        return []
    subject = message.title or "上一条消息"
    foot = f" 编号 #{message.ref}" if message.ref else ""
    return [{"msgtype": "text", "text": {"content": f"请看上面的“{subject}”。{foot}".strip(), **lists}}]


def _mention_lists(people: Sequence[Mention], *, everybody: bool) -> Payload:
    """Userid before mobile, so that nobody is pinged twice."""
    ids = [m.userid for m in people if m.userid] + ["@all"] * everybody
    mobiles = [m.mobile for m in people if m.mobile and not m.userid]
    lists = {
        "mentioned_list": list(dict.fromkeys(ids)),
        "mentioned_mobile_list": list(dict.fromkeys(mobiles)),
    }
    return {name: found for name, found in lists.items() if found}


def _named_only(message: Message, page: Page) -> str:
    names = [m.name for m in message.mentions if m.name and not (m.userid or m.mobile)] if page.first else []
    return f"请{'、'.join(names)}看一下" if names else ""


def _joined(pieces: Sequence[str], between: str = "\n") -> str:
    return between.join(piece for piece in pieces if piece)


# ---- answers ----

_NEW_KEY = (
    "请在群里打开“群设置 → 消息推送（群机器人）”，找到这个机器人并复制它的地址，再到通道设置里重新填写；"
    "群里没有它，就新建一个。"
)


def _broken(meaning: str, remedy: str = _NEW_KEY) -> Verdict:
    return Verdict(Outcome.CHANNEL_BROKEN, meaning, remedy)


CODES: Mapping[str, Verdict] = {
    "-1": Verdict(Outcome.BUSY, "企业微信系统繁忙。", LATER),
    "40003": rejected("提醒名单里有企业微信不认识的成员。", "请核对联络员的企业微信账号，改好后重发。"),
    "40004": rejected("附件类型不对。"),
    "40006": rejected("附件大小不对。", "请把附件压缩到 20 MB 以内再发。"),
    "40007": rejected("附件编号无效或已过三天。", "请重新上传附件后再发。"),
    "40008": rejected("企业微信不认识这种消息类型。"),
    "40033": rejected("消息里有企业微信不收的转义字符。"),
    "40035": rejected("消息的参数不合要求。"),
    "40058": rejected("消息的内容不合要求，或缺少必填内容。"),
    "40063": rejected("消息缺少必填的参数。"),
    "41006": rejected("附件编号缺失。"),
    "44001": rejected("附件是空的。", "请换一个有内容的文件再发。"),
    "44004": rejected("消息内容是空的。", "请写上内容再发。"),
    "45001": rejected("附件太大。", "请把附件压缩到 20 MB 以内再发。"),
    "45002": rejected("消息内容太长。", SHORTER, too_long=True),
    "45008": rejected("图文条数超过 8 条。", "请减少条数后再发。"),
    "45009": Verdict(
        Outcome.RATE_LIMITED,
        "这个机器人一分钟内发得太多，企业微信暂时不收。",
        LATER,
        pauses=(61, 120, 240, 480, 600),
    ),
    "45033": Verdict(Outcome.RATE_LIMITED, "同一时刻发往这个机器人的消息太多。", LATER, pauses=(3, 4, 5)),
    "45034": rejected("链接没有以 http:// 或 https:// 开头。", "请把链接写完整再发。"),
    "46004": rejected("提醒名单里有不存在的成员。", "请核对联络员的企业微信账号，改好后重发。"),
    "93000": _broken("机器人的 key 错误，或机器人已被移出群。"),
    "93004": _broken("机器人已被停用。", "请群主或企业微信管理员重新启用它，再到通道设置里发一条测试消息。"),
    "93005": _broken("机器人没有给这个人发消息的权限。", "请换用群机器人的地址。"),
    "93008": _broken("机器人不在这个群里。", "请群主把机器人加回群里，或新建一个并换上它的地址。"),
}

_TOO_LONG = rejected("消息超过企业微信的长度限制。", SHORTER, too_long=True)
_UNKNOWN = rejected("企业微信没有收下这条消息，代码是没有见过的。", "请把错误代码告诉系统管理员，弄清后再重发。")


def _judge(code: str, words: str, body: Mapping[str, Any]) -> Verdict:  # noqa: ARG001 one shape for all
    # The document says: decide by the code. The words only tell whether shortening helps.
    if code == "40058" and "exceed" in words.lower():
        return _TOO_LONG
    return CODES.get(code, _UNKNOWN)
