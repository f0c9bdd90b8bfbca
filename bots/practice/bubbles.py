"""From a recorded call to what a reader of the group sees (气泡), its receipt, the request as it came."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from bots import dingtalk, feishu, wecom
from bots.answers import Answer
from bots.practice import draw_dingtalk, draw_feishu, draw_wecom
from bots.practice.chat_html import text_html
from bots.practice.faults import LABELS
from bots.practice.opened import opened, table
from bots.practice.shown import Shown
from bots.redact import redact
from bots.words import Outcome, Platform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.practice.rooms import Call, Room

CHINA = timezone(timedelta(hours=8))
SHOWN_CALLS = 30
_SHOWN_SIGNS = 8000
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
        shown=_shown(room, call, notified),
        delivered=reply.delivered,
        duplicate=reply.duplicate,
        result=result + (f" · 演练故障：{LABELS.get(call.fault, call.fault)}" if call.fault else ""),
        sentence="" if taken or verdict.outcome is Outcome.DELIVERED else verdict.sentence,
        notified=notified,
        request=_request(platform, call),
    )


def _kind(platform: Platform, call: Call) -> str:
    name = str((call.payload or {}).get("msg_type" if platform is Platform.FEISHU else "msgtype", ""))
    if platform is not Platform.WECOM:
        return f"{_KINDS.get(name, name)}，{len(call.raw) / 1000:.1f}/20 KB"
    content = table((call.payload or {}).get(name)).get("content")
    if not isinstance(content, str):
        return _KINDS.get(name, name)
    return f"{_KINDS.get(name, name)}，{len(content.encode())}/{2048 if name == 'text' else 4096} 字节"


def _request(platform: Platform, call: Call) -> str:
    path = {
        Platform.WECOM: "/cgi-bin/webhook/send?key=••••",
        Platform.DINGTALK: "/robot/send?access_token=••••",
        Platform.FEISHU: "/open-apis/bot/v2/hook/••••",
    }[platform]
    data = opened(call.raw)
    body = call.raw.decode(errors="replace") if data is None else json.dumps(data, ensure_ascii=False, indent=1)
    rest = len(body) - _SHOWN_SIGNS
    shown = redact(body[:_SHOWN_SIGNS]) + (f"\n……（还有 {rest} 字）" if rest > 0 else "")
    return f"POST {path}\nContent-Type: {call.content_type or '（没有写）'}\n\n{shown}"


def _shown(room: Room, call: Call, notified: Sequence[str]) -> Shown | None:
    """Draw a payload; one of a shape that the platform would refuse is drawn as its own text."""
    if call.payload is None:
        return None
    names = {who: member.name for member in room.spec.members or () for who in (member.mobile, member.userid) if who}
    try:
        match room.spec.platform:
            case Platform.WECOM:
                return draw_wecom.draw(call.payload, notified, names)
            case Platform.DINGTALK:
                return draw_dingtalk.draw(call.payload, names)
        return draw_feishu.draw(call.payload, names)
    except (KeyError, StopIteration):
        return Shown(text_html(json.dumps(call.payload, ensure_ascii=False)[:2000]))
