"""From a recorded call to what a reader of the group sees (气泡), its receipt, the request as it came."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bots import dingtalk, feishu, wecom
from bots.answers import Answer
from bots.practice.chat_html import markdown_html, text_html
from bots.redact import redact
from bots.words import Outcome, Platform

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bots.practice.rooms import Call, Room

CHINA = timezone(timedelta(hours=8))
SHOWN_CALLS = 30
_UNDERSTAND = {
    Platform.WECOM: wecom.understand,
    Platform.DINGTALK: dingtalk.understand,
    Platform.FEISHU: feishu.understand,
}
_KINDS = {
    "text": "纯文本",
    "markdown": "markdown",
    "markdown_v2": "markdown_v2",
    "template_card": "卡片",
    "actionCard": "卡片",
    "interactive": "消息卡片",
    "post": "富文本",
    "news": "图文",
    "link": "链接",
    "feedCard": "图文",
    "file": "文件",
    "image": "图片",
    "voice": "语音",
    "share_chat": "群名片",
}


@dataclass(frozen=True)
class Shown:
    """What the chat app draws: an optional card head, the text, and what can be tapped."""

    body: Markup
    head: str = ""
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Bubble:
    """One call on the page."""

    anchor: str
    when: str
    kind: str
    shown: Shown | None
    delivered: bool
    duplicate: bool
    result: str
    sentence: str
    notified: tuple[str, ...]
    request: str


def bubbles(room: Room) -> list[Bubble]:
    """Draw the latest calls of a room, oldest first."""
    return [_bubble(room, call) for call in list(room.calls)[-SHOWN_CALLS:]]


def setup(room: Room) -> str:
    """How the robot is protected, in a few words."""
    spec = room.spec
    marks = ["加签"] * bool(spec.secret)
    marks += [f"关键词：{'、'.join(spec.keywords)}"] * bool(spec.keywords) + ["IP 白名单"] * bool(spec.ip_allow)
    return " · ".join(marks) or "只凭地址"


def _bubble(room: Room, call: Call) -> Bubble:
    platform = room.spec.platform
    reply = call.reply
    body = reply.html or json.dumps(reply.body)
    verdict = _UNDERSTAND[platform](Answer(reply.status, body.encode())).verdict
    taken = reply.delivered or reply.duplicate
    code_name = "code" if platform is Platform.FEISHU else "errcode"
    result = f"{code_name} {call.code}" if call.code else f"HTTP {reply.status}" if reply.status else "连接中断"
    at = call.at.astimezone(CHINA)
    notified = tuple(redact(name) for name in reply.notified)
    return Bubble(
        anchor=f"c{room.number}-{call.number}",
        when=f"{at.month}月{at.day}日 {at:%H:%M}",
        kind=_kind(platform, call),
        shown=_shown(platform, call.payload, notified) if call.payload else None,
        delivered=reply.delivered,
        duplicate=reply.duplicate,
        result=result + (f" · 演练故障 {call.fault}" if call.fault else ""),
        sentence="" if taken or verdict.outcome is Outcome.DELIVERED else verdict.sentence,
        notified=notified,
        request=_request(platform, call),
    )


def _kind(platform: Platform, call: Call) -> str:
    name = str((call.payload or {}).get("msg_type" if platform is Platform.FEISHU else "msgtype", ""))
    if platform is not Platform.WECOM:
        return f"{_KINDS.get(name, name)}，{len(call.raw) / 1000:.1f}/20 KB"
    content = ((call.payload or {}).get(name) or {}).get("content")
    if not isinstance(content, str):
        return _KINDS.get(name, name)
    return f"{_KINDS.get(name, name)}，{len(content.encode())}/{2048 if name == 'text' else 4096} 字节"


def _request(platform: Platform, call: Call) -> str:
    path = {
        Platform.WECOM: "/cgi-bin/webhook/send?key=••••",
        Platform.DINGTALK: "/robot/send?access_token=••••",
        Platform.FEISHU: "/open-apis/bot/v2/hook/••••",
    }[platform]
    try:
        body = json.dumps(json.loads(call.raw), ensure_ascii=False, indent=1)
    except (ValueError, RecursionError):
        body = call.raw.decode(errors="replace")
    return f"POST {path}\n\n{redact(body)}"


def _shown(platform: Platform, payload: Mapping[str, Any], notified: Sequence[str]) -> Shown:
    """Draw a payload; one of a shape that the platform would refuse is drawn as its own text."""
    try:
        if platform is Platform.WECOM and payload.get("msgtype") == "text":
            # WeCom writes the names behind the text by itself.
            return Shown(
                _wecom(payload).body + Markup("").join(Markup(" <b class='at'>@{}</b>").format(n) for n in notified)
            )
        return {Platform.WECOM: _wecom, Platform.DINGTALK: _dingtalk, Platform.FEISHU: _feishu}[platform](payload)
    except (KeyError, TypeError, AttributeError, IndexError):
        return Shown(text_html(json.dumps(payload, ensure_ascii=False)[:2000], platform))


def _wecom(payload: Mapping[str, Any]) -> Shown:
    kind = payload["msgtype"]
    content = payload[kind]
    if kind == "text":
        return Shown(text_html(redact(content["content"]), Platform.WECOM))
    if kind in ("markdown", "markdown_v2"):
        return Shown(markdown_html(redact(content["content"]), Platform.WECOM))
    if kind == "template_card":
        texts = [content.get("main_title", {}).get("desc", ""), content.get("sub_title_text", "")]
        jumps = [(j["title"], j["url"]) for j in content.get("jump_list", ()) if j.get("url")]
        return Shown(
            text_html("\n".join(filter(None, texts)), Platform.WECOM),
            head=content.get("main_title", {}).get("title", ""),
            buttons=tuple(jumps or [("查看", content["card_action"]["url"])]),
        )
    if kind == "news":
        links = tuple((a["title"], a["url"]) for a in content["articles"])
        return Shown(Markup(), buttons=links)
    return Shown(text_html(f"［{_KINDS.get(kind, kind)}］", Platform.WECOM))


def _dingtalk(payload: Mapping[str, Any]) -> Shown:
    kind = payload["msgtype"]
    content = payload[kind]
    if kind == "text":
        return Shown(text_html(redact(content["content"]), Platform.DINGTALK))
    if kind == "feedCard":
        return Shown(Markup(), buttons=tuple((a["title"], a["messageURL"]) for a in content["links"]))
    if kind == "link":
        return Shown(
            text_html(content["text"], Platform.DINGTALK),
            content["title"],
            (("打开", content["messageUrl"]),),
        )
    buttons: list[tuple[str, str]] = []
    if content.get("singleURL"):
        buttons = [(content.get("singleTitle", "查看"), content["singleURL"])]
    else:
        buttons = [(b["title"], b["actionURL"]) for b in content.get("btns", ())]
    return Shown(markdown_html(redact(content["text"]), Platform.DINGTALK), buttons=tuple(buttons))


def _feishu(payload: Mapping[str, Any]) -> Shown:
    kind = payload["msg_type"]
    if kind == "text":
        return Shown(text_html(redact(payload["content"]["text"]), Platform.FEISHU))
    if kind == "post":
        post = next(iter(payload["content"]["post"].values()))
        return Shown(Markup("").join(_post_row(row) for row in post["content"]), head=post.get("title", ""))
    if kind == "interactive":
        card = payload["card"]
        elements = card.get("body", card).get("elements", ())
        texts = [markdown_html(redact(e["content"]), Platform.FEISHU) for e in elements if e.get("tag") == "markdown"]
        buttons = tuple(_button(e) for e in elements if e.get("tag") == "button")
        head = card.get("header", {}).get("title", {}).get("content", "")
        return Shown(Markup("").join(texts), head=head, buttons=buttons)
    return Shown(text_html(f"［{_KINDS.get(kind, kind)}］", Platform.FEISHU))


def _post_row(row: Sequence[Mapping[str, Any]]) -> Markup:
    pieces = []
    for piece in row:
        if piece["tag"] == "a" and str(piece.get("href", "")).startswith(("http://", "https://")):
            pieces.append(Markup("<a href='{}' rel='noreferrer'>{}</a>").format(piece["href"], piece["text"]))
        elif piece["tag"] == "at":
            pieces.append(Markup("<b class='at'>@{}</b>").format(piece.get("user_name") or piece["user_id"]))
        else:
            pieces.append(Markup("{}").format(piece.get("text", "")))
    return Markup("<p>{}</p>").format(Markup("").join(pieces) or "\u00a0")


def _button(element: Mapping[str, Any]) -> tuple[str, str]:
    urls = [b.get("default_url", "") for b in element.get("behaviors", ()) if b.get("type") == "open_url"]
    return element["text"]["content"], urls[0] if urls else ""
