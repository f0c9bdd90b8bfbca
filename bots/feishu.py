"""Feishu 飞书 custom bot: payloads, request and answers. Source: Feishu document "add-custom-bot"."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Any

from bots.answers import Answer, Reading, read
from bots.failure import Verdict
from bots.layout import Form, Page, Payload, lay_out
from bots.markdown import Line, Shape, marked, parse, plain, tame
from bots.message import Mention, Message, Part, compact
from bots.request import Request
from bots.verdicts import LATER, SHORTER, rejected
from bots.words import Kind, Outcome, Platform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from bots.address import Address

BODY_LIMIT, BODY_BUDGET = 20_000, 18_000
"""Bytes of the whole request body; the platform says "20 KB" and not which kind."""
_SIGN_ROOM = len(',"timestamp":"1700000000","sign":""') + 44


def parts(
    message: Message, *, keywords: Sequence[str] = (), max_parts: int | None = None, tight: bool = False
) -> list[Part]:
    """Render for Feishu.

    Markdown without headings, bold, quotes and lists goes as ``post``, which clients of every age show;
    otherwise as a card of schema 2.0, which alone can show them (clients from 7.20). People are pinged by
    open_id or user_id only.
    """
    if message.kind is Kind.TEXT:
        form = _text_form(message)
    elif message.kind is Kind.MARKDOWN and _is_simple(message):
        form = _post_form(message)
    else:
        form = _card_form(message)
    with_button = message.kind is Kind.CARD
    payloads = lay_out(message, form, keywords=keywords, max_parts=max_parts, link_in_text=not with_button, tight=tight)
    return [Part(Platform.FEISHU, compact(payload), n, len(payloads)) for n, payload in enumerate(payloads, start=1)]


def request(address: Address, part: Part, *, now: datetime, uuid: str | None) -> Request:  # noqa: ARG001 one shape for all
    """Write the POST for one attempt, signed in the body at ``now`` if there is a secret."""
    payload = part.opened()
    if address.secret:
        stamp = str(int(now.timestamp()))
        payload = {"timestamp": stamp, "sign": sign(address.secret, stamp)} | payload
    return Request(f"{address.base}/open-apis/bot/v2/hook/{address.key}", {}, compact(payload).encode())


def sign(secret: str, stamp: str) -> str:
    """Sign (签名校验) ``stamp``, in seconds: the *key* is stamp and secret, the message is empty."""
    digest = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def understand(answer: Answer) -> Reading:
    """Read Feishu's answer by ``code``; ``StatusCode`` can be 0 beside a failure and is never looked at."""
    return read(answer, code_name="code", words_name="msg", judge=_judge, throttled=_TOO_FAST)


# ---- payloads ----


def _text_form(message: Message) -> Form:
    def build(page: Page) -> Payload:
        ats = [f'<at user_id="{i}">{tame(name)}</at>' for i, name in _ids(message, page)]
        pieces = [page.title, plain(page.lines), _names(message, page), page.foot]
        # A text is searched for tags, so what people wrote must not be one.
        content = "\n".join(
            filter(None, [*(_no_tags(p) for p in pieces[:2]), " ".join(ats), *map(_no_tags, pieces[2:])])
        )
        return {"msg_type": "text", "content": {"text": content}}

    return _form(build)


def _post_form(message: Message) -> Form:
    def build(page: Page) -> Payload:
        rows = [_post_row(line) for line in page.lines]
        ats = [{"tag": "at", "user_id": i} for i, _ in _ids(message, page)]
        rows += [ats] if ats else []
        rows += [[{"tag": "text", "text": text}] for text in (_names(message, page), page.foot) if text]
        return {"msg_type": "post", "content": {"post": {"zh_cn": {"title": page.title, "content": rows}}}}

    return _form(build)


def _card_form(message: Message) -> Form:
    def build(page: Page) -> Payload:
        ats = " ".join(f"<at id={i}></at>" for i, _ in _ids(message, page))
        names = tame(_names(message, page))
        pieces = [
            marked(page.lines, lists=True, soft_break="\n"),
            ats,
            f"**{names}**" if names else "",
            page.foot,
        ]
        text = "\n\n".join(filter(None, pieces))
        elements: list[Payload] = [{"tag": "markdown", "content": text}] if text else []
        if message.kind is Kind.CARD and message.link:
            elements.append(_button(message.link.label, message.link.url))
        card: Payload = {"schema": "2.0", "config": {"update_multi": True}}
        if page.title:
            card["header"] = {"title": {"tag": "plain_text", "content": page.title}, "template": "blue"}
        return {"msg_type": "interactive", "card": card | {"body": {"elements": elements}}}

    return _form(build)


def _form(build: Callable[[Page], Payload]) -> Form:
    return Form(build, lambda p: len(compact(p).encode()) + _SIGN_ROOM, _texts, BODY_LIMIT, BODY_BUDGET)


def _texts(node: object, name: str = "") -> Iterator[str]:
    """Give what Feishu searches for keywords: text, title and content at any depth, no addresses."""
    if isinstance(node, str):
        if name in ("text", "title", "content"):
            yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, name)


def _button(label: str, url: str) -> Payload:
    return {
        "tag": "button",
        "text": {"tag": "plain_text", "content": label},
        "type": "primary",
        "behaviors": [{"type": "open_url", "default_url": url, "pc_url": "", "ios_url": "", "android_url": ""}],
    }


def _is_simple(message: Message) -> bool:
    return all(
        line.shape in (Shape.TEXT, Shape.BLANK) and not any(span.bold for span in line.spans)
        for line in parse(message.body)
    )


def _post_row(line: Line) -> list[Payload]:
    return [
        {"tag": "a", "text": span.text, "href": span.url} if span.url else {"tag": "text", "text": span.text}
        for span in line.spans
    ] or [{"tag": "text", "text": ""}]


def _ids(message: Message, page: Page) -> list[tuple[str, str]]:
    if not page.first:
        return []
    found = {m.userid: m.name for m in message.mentions if m.userid}
    return [*found.items(), *([("all", "所有人")] if message.mention_all else [])]


def _names(message: Message, page: Page) -> str:
    names: list[Mention] = [m for m in message.mentions if m.name and not m.userid] if page.first else []
    return f"请{'、'.join(m.name for m in names)}看一下" if names else ""


def _no_tags(text: str) -> str:
    return re.sub(r"<(?=/?at\b)", "＜", text, flags=re.IGNORECASE)


# ---- answers ----

_NEW_BOT = "请在群里打开“设置 → 群机器人”，找到它并复制 webhook 地址，再到通道设置里重新填写；没有它，就新建一个。"


def _throttled(meaning: str) -> Verdict:
    return Verdict(Outcome.RATE_LIMITED, meaning, LATER, pauses=(30, 60, 120), spread=0.2)


_TOO_FAST = _throttled("发得太快，飞书暂时不收。")

CODES: Mapping[str, Verdict] = {
    "-1": Verdict(Outcome.BUSY, "飞书系统繁忙。", LATER),
    "9499": rejected("飞书认为消息的格式不对，或超过 20 KB。", SHORTER, too_long=True),
    "11232": _throttled("飞书正在限流，整点和半点最常见。"),
    "19001": Verdict(Outcome.CHANNEL_BROKEN, "机器人的地址已失效：填错了，或机器人已被移出群。", _NEW_BOT),
    "19002": rejected("飞书不认识这种消息类型。"),
    "19007": Verdict(
        Outcome.CHANNEL_BROKEN, "机器人没有启用。", "请群主或飞书管理员启用它，再到通道设置里发一条测试消息。"
    ),
    "19021": Verdict(
        Outcome.CONFIG,
        "签名对不上，或本机时间和飞书相差超过一小时。",
        "请到群机器人的“安全设置”复制签名密钥，填到通道设置里；密钥没错时，请系统管理员校准服务器时间。",
    ),
    "19022": Verdict(
        Outcome.CONFIG,
        "本机的网络出口不在机器人的 IP 白名单里。",
        "请群主在机器人的“安全设置”里加上本单位的出口地址。",
    ),
    "19024": rejected(
        "群机器人要求消息里有关键词，这条消息里没有。",
        "请看群机器人的“安全设置”，把关键词填到通道设置里，再重发。",
    ),
    "19036": rejected("消息超过飞书的大小限制。", SHORTER, too_long=True),
    "99991400": _TOO_FAST,
    "429": _TOO_FAST,
}

_UNKNOWN = rejected("飞书没有收下这条消息，代码是没有见过的。", "请把错误代码告诉系统管理员，弄清后再重发。")


def _judge(code: str, words: str, body: Mapping[str, Any]) -> Verdict:  # noqa: ARG001 one shape for all
    # One code, two meanings: only the words tell a throttle from a bad message.
    if code == "9499" and any(s in words.lower() for s in ("too many", "frequency", "限流", "频率")):
        return _TOO_FAST
    return CODES.get(code, _UNKNOWN)
