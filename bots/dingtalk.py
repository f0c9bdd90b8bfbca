"""DingTalk 钉钉 custom robot: payloads, request and answers. Source: DingTalk document "自定义机器人接入"."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from bots.answers import Answer, Reading, code_of, read
from bots.clusters import clusters
from bots.failure import Verdict
from bots.layout import Form, Page, Payload, lay_out
from bots.markdown import marked, plain, tame
from bots.message import Mention, Message, Part, compact
from bots.request import Request
from bots.verdicts import LATER, SHORTER, rejected
from bots.words import Kind, Outcome, Platform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from bots.address import Address

BODY_LIMIT, BODY_BUDGET = 20_000, 18_000
"""Bytes of the whole request body."""
MOST_MENTIONS = 50
BANNER = 20
"""Characters of the first line that stand for a missing title."""
_UUID_ROOM = len(',"msgUuid":""') + 36


def parts(
    message: Message, *, keywords: Sequence[str] = (), max_parts: int | None = None, tight: bool = False
) -> list[Part]:
    """Render for DingTalk; people are pinged in the message itself, by ``at`` *and* ``@number`` in the text.

    Pings inside a card are not documented, so a card with people becomes markdown with its link.
    """
    kind = message.kind
    if kind is Kind.CARD and (_pinged(message) or message.mention_all):
        kind = Kind.MARKDOWN
    if kind is Kind.CARD:
        whole = lay_out(message, _card_form(message), keywords=keywords, link_in_text=False, tight=tight)
        payloads = (
            whole
            if len(whole) == 1
            else lay_out(message, _markdown_form(message), keywords=keywords, max_parts=max_parts, tight=tight)
        )
    else:
        form = _text_form(message) if kind is Kind.TEXT else _markdown_form(message)
        payloads = lay_out(message, form, keywords=keywords, max_parts=max_parts, tight=tight)
    return [Part(Platform.DINGTALK, compact(payload), n, len(payloads)) for n, payload in enumerate(payloads, start=1)]


def request(address: Address, part: Part, *, now: datetime, uuid: str | None) -> Request:
    """Write the POST for one attempt, signed at ``now`` if there is a secret, ``uuid`` as ``msgUuid``."""
    params = {"access_token": address.key}
    if address.secret:
        stamp = str(round(now.timestamp() * 1000))
        params |= {"timestamp": stamp, "sign": sign(address.secret, stamp)}
    payload = part.opened() | ({"msgUuid": uuid} if uuid else {})
    return Request(f"{address.base}/robot/send", params, compact(payload).encode())


def sign(secret: str, stamp: str) -> str:
    """Sign (加签) ``stamp``, in milliseconds; the result is Base64 and not yet percent-encoded."""
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def understand(answer: Answer) -> Reading:
    """Read DingTalk's answer by ``errcode``; the gateway's ban has none."""
    return read(answer, code_name="errcode", words_name="errmsg", judge=_judge, throttled=_TOO_FAST, ban=_ban)


# ---- payloads ----


def _text_form(message: Message) -> Form:
    def build(page: Page) -> Payload:
        content = "\n".join(
            filter(
                None,
                [page.title, plain(page.lines), _at_words(message, page), _names(message, page), page.foot],
            )
        )
        return {"msgtype": "text", "text": {"content": content}} | _at(message, page)

    return _form(build)


def _markdown_form(message: Message) -> Form:
    def build(page: Page) -> Payload:
        body = {"title": _banner(page), "text": _markdown(message, page)}
        return {"msgtype": "markdown", "markdown": body} | _at(message, page)

    return _form(build)


def _card_form(message: Message) -> Form:
    def build(page: Page) -> Payload:
        card: Payload = {"title": _banner(page), "text": _markdown(message, page), "btnOrientation": "0"}
        if message.link:
            card |= {"singleTitle": message.link.label, "singleURL": message.link.url}
        return {"msgtype": "actionCard", "actionCard": card}

    return _form(build)


def _form(build: Callable[[Page], Payload]) -> Form:
    return Form(
        build,
        lambda p: len(compact(p).encode()) + _UUID_ROOM,
        # Not the title: without one it is the first line bare of its marks, and only perhaps searched.
        lambda p: [str(p[p["msgtype"]].get(name, "")) for name in ("content", "text")],
        BODY_LIMIT,
        BODY_BUDGET,
    )


def _markdown(message: Message, page: Page) -> str:
    pieces = [
        f"#### {tame(page.title)}" if page.title else "",
        # A single newline does not break a line here: two blanks before it do.
        marked(page.lines, lists=True, soft_break="  \n"),
        _at_words(message, page),
        tame(_names(message, page)),
        page.foot,
    ]
    return "\n\n".join(filter(None, pieces))


def _banner(page: Page) -> str:
    """DingTalk demands a title: it is what the conversation list and the telephone show."""
    first = next((line.text.strip() for line in page.lines if line.text.strip()), "新消息")
    return page.title or "".join(clusters(first)[:BANNER])


def _pinged(message: Message) -> list[Mention]:
    """Who can be pinged, each number or id once, at most fifty."""
    once: dict[str, Mention] = {}
    for mention in message.mentions:
        once.setdefault(mention.mobile or mention.userid, mention)
    return [mention for key, mention in once.items() if key][:MOST_MENTIONS]


def _at(message: Message, page: Page) -> Payload:
    people = _pinged(message) if page.first else []
    everybody = message.mention_all and page.first
    if not people and not everybody:
        return {}
    return {
        "at": {
            "atMobiles": list(dict.fromkeys(m.mobile for m in people if m.mobile)),
            "atUserIds": list(dict.fromkeys(m.userid for m in people if not m.mobile)),
            "isAtAll": everybody,
        }
    }


def _at_words(message: Message, page: Page) -> str:
    people = _pinged(message) if page.first else []
    return " ".join(dict.fromkeys(f"@{m.mobile or m.userid}" for m in people))


def _names(message: Message, page: Page) -> str:
    pinged = {m.mobile or m.userid for m in _pinged(message)}
    names = [m.name for m in message.mentions if m.name and (m.mobile or m.userid) not in pinged] if page.first else []
    return f"请{'、'.join(names)}看一下" if names else ""


# ---- answers ----

_NEW_ROBOT = "请在群里打开“群设置 → 机器人”，找到它并复制地址，再到通道设置里重新填写；群里没有它，就新建一个。"
_GATEWAY_BAN = "1111"


def _broken(meaning: str, remedy: str = _NEW_ROBOT) -> Verdict:
    return Verdict(Outcome.CHANNEL_BROKEN, meaning, remedy)


def _unsafe(what: str) -> Verdict:
    return rejected(f"钉钉认为消息里有{what}。", "请改掉后另发一条，不要原样重发。")


_TOO_FAST = Verdict(Outcome.RATE_LIMITED, "一分钟内发得太多，钉钉停收十分钟。", LATER, pauses=(605,))
_TOO_LONG = rejected("消息超过钉钉的 20000 字节。", SHORTER, too_long=True)
_BANNED = Verdict(
    Outcome.RATE_LIMITED,
    "本单位的网络出口访问钉钉太多，被停用五分钟。",
    "系统会自动再发。经常出现时，请网络管理员看看是哪个程序。",
    pauses=(305,),
)

CODES: Mapping[str, Verdict] = {
    "-1": Verdict(Outcome.BUSY, "钉钉系统繁忙。", LATER),
    "40035": rejected("消息缺少参数。"),
    "43002": rejected("发送的方式不对。"),
    "43004": rejected("发送的内容类型不对。"),
    "101002": _TOO_LONG,
    "130101": _TOO_FAST,
    "300001": rejected("钉钉不收这种消息。"),
    "300005": _broken("机器人的 access_token 不存在：地址不对、机器人已删除，或这是外部群。"),
    "310000": Verdict(
        Outcome.CONFIG,
        "消息没有通过机器人的安全设置。",
        "请对照群里机器人的“安全设置”，检查关键词、加签密钥和 IP 地址。",
    ),
    "400013": _broken("这个群已经解散。", "请换一个群，新建机器人并换上它的地址。"),
    "400101": _broken("机器人的 access_token 不存在。"),
    "400102": _broken("机器人已被停用。", "请群主重新启用它，再到通道设置里发一条测试消息。"),
    "400105": rejected("钉钉不支持这种消息类型。"),
    "400106": _broken("机器人不存在，可能已被删除。"),
    "410100": _TOO_FAST,
    "430101": _unsafe("不安全的链接"),
    "430102": _unsafe("不合适的文字"),
    "430103": _unsafe("不合适的图片"),
    "430104": _unsafe("不合适的内容"),
    "460101": _TOO_LONG,
}

_KEYWORD = rejected(
    "群机器人要求消息里有关键词，这条消息里没有。",
    "请看群里机器人的“安全设置”，把关键词填到通道设置里，再重发。",
)
_SIGN = Verdict(
    Outcome.CONFIG,
    "加签密钥对不上。",
    "请到群里机器人的“安全设置”复制“加签”密钥（SEC 开头），填到通道设置里。",
)
_CLOCK = Verdict(Outcome.CONFIG, "本机时间和钉钉相差超过一小时。", "请系统管理员把服务器时间校准，校准后会再发。")
_IP = Verdict(
    Outcome.CONFIG,
    "本机的网络出口不在机器人的 IP 白名单里。",
    "请群主在机器人的“安全设置”里加上本单位的出口地址。",
)
_NO_TOKEN = CODES["300005"]
_UNKNOWN = rejected("钉钉没有收下这条消息，代码是没有见过的。", "请把错误代码告诉系统管理员，弄清后再重发。")


def _ban(body: Mapping[str, Any]) -> Verdict | None:
    """Know the gateway's own body, ``{"status":1111,"source":"x5","punish":"deny"}``, code or none."""
    if code_of(body.get("status")) != _GATEWAY_BAN and body.get("source") != "x5":
        return None
    # Both together: the longer pause ends both.
    return _TOO_FAST if code_of(body.get("errcode")) in ("130101", "410100") else _BANNED


def _judge(code: str, words: str, body: Mapping[str, Any]) -> Verdict:  # noqa: ARG001 one shape for all
    if code == "310000":
        return _security(words.lower())
    if code == "300001" and "token" in words.lower():
        return _NO_TOKEN
    return CODES.get(code, _UNKNOWN)


def _security(words: str) -> Verdict:
    """Tell the kinds of 310000 apart, English or Chinese; the Chinese sign error names the timestamp, too."""
    kinds = (
        (("too fast", "too many", "限流", "太快", "frequency"), _TOO_FAST),
        (("keyword", "关键词"), _KEYWORD),
        (("签名过期",), _CLOCK),
        (("sign not match", "签名"), _SIGN),
        (("timestamp", "时间戳"), _CLOCK),
        (("whitelist", "白名单"), _IP),
    )
    return next((verdict for signs, verdict in kinds if any(s in words for s in signs)), CODES["310000"])
