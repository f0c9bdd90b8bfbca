"""DingTalk as the practice server plays it: order of checks, limits, both wordings of 310000, ``msgUuid``."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bots.practice.allowed import is_allowed
from bots.practice.opened import opened, row, table, text
from bots.practice.rooms import Incoming, Member, Reply, Room, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

PER_MINUTE = 20
PENALTY = timedelta(minutes=10)
MOST_BYTES = 20_000
MOST_MENTIONS = 50
HOUR_MS = 3_600_000

_STANDINGS = {
    Standing.DISABLED: (400102, "机器人已停用"),
    Standing.REMOVED: (400106, "机器人不存在"),
    Standing.DISSOLVED: (400013, "群已被解散"),
}
THROTTLES = {
    130101: "send too fast, exceed 20 times per minute",
    410100: "发送速度太快而限流",
}
_SOLUTIONS = {
    "sign": ("sign not match", "机器人发送签名不匹配", "请确认签名和生成签名的时间戳必须都放在调用的网址中"),
    "timestamp": (
        "invalid timestamp",
        "机器人发送时间戳无效",
        "请确认时间戳为毫秒且与当前时间相差不超过一小时",
    ),
    "keyword": ("keywords not in content", "关键词不匹配", "请联系群管理员查看此机器人的关键词"),
}


def judge(room: Room | None, call: Incoming, now: datetime) -> Reply:
    """Answer one call to ``/robot/send``."""
    if call.method != "POST":
        return _refuse(43002, "需要POST请求")
    if not call.key:
        return _refuse(40035, "缺少参数 access_token")
    if room is None:
        return _refuse(300005, "token is not exist")
    if room.spec.standing in _STANDINGS:
        return _refuse(*_STANDINGS[room.spec.standing])
    throttled = _throttle(room, now)
    if throttled:
        return throttled
    return _judge_message(room, call, now)


def _throttle(room: Room, now: datetime) -> Reply | None:
    code = room.spec.throttle_code
    if room.penalty_until and now < room.penalty_until:
        return _refuse(code, THROTTLES[code])
    if room.accepted_within(now, 60) >= PER_MINUTE:
        room.penalty_until = now + PENALTY
        return _refuse(code, THROTTLES[code])
    return None


def _judge_message(room: Room, call: Incoming, now: datetime) -> Reply:
    if call.content_type.split(";")[0].strip().lower() != "application/json":
        return _refuse(43004, "无效的HTTP HEADER Content-Type")
    if len(call.body) > MOST_BYTES:
        words = "description: body 大小不合法;solution:请保持大小在 20000bytes 以内;"
        return _refuse(460101, words if room.spec.zh else "message too long, exceed 20000 bytes")
    payload = opened(call.body)
    if payload is None:
        return _refuse(40035, "缺少参数 json")
    if not payload.get("msgtype"):
        return _refuse(300001, "msgtype  is null")
    kind = text(payload["msgtype"])
    if kind not in _SHOWN:
        return _refuse(400105, "不支持的消息类型")
    content = table(payload.get(kind))
    return _unsafe(room, call, kind, content, now) or _accepted(room, payload, kind, content, now)


def _accepted(room: Room, payload: Mapping[str, Any], kind: str, content: Mapping[str, Any], now: datetime) -> Reply:
    missing = _missing(kind, content)
    if missing:
        return _refuse(40035, f"缺少参数 {missing}")
    at = table(payload.get("at"))
    if len([*row(at.get("atMobiles")), *row(at.get("atUserIds"))]) > MOST_MENTIONS:
        return _refuse(40035, "参数 at 超过 50 人")
    ok = {"errcode": 0, "errmsg": "ok"}
    uuid = payload.get("msgUuid")
    if uuid:
        before = room.seen.get(str(uuid))
        if before is not None and now - before <= timedelta(seconds=room.spec.uuid_seconds):
            return Reply(ok, duplicate=True)
        room.seen[str(uuid)] = now
    return Reply(ok, delivered=True, notified=_notified(kind, content, at, room.spec.members))


def _unsafe(room: Room, call: Incoming, kind: str, content: Mapping[str, Any], now: datetime) -> Reply | None:
    spec = room.spec
    if not is_allowed(call.ip, spec.ip_allow):
        english = f"ip {call.ip} not in whitelist"
        chinese = f"description:机器人发送IP {call.ip} 不在白名单;solution:请联系群管理员添加白名单;"
        return _refuse(310000, chinese if spec.zh else english)
    if spec.secret:
        stamp = call.params.get("timestamp", "")
        expected = base64.b64encode(
            hmac.new(spec.secret.encode(), f"{stamp}\n{spec.secret}".encode(), hashlib.sha256).digest()
        ).decode()
        if not hmac.compare_digest(expected.encode(), call.params.get("sign", "").encode()):
            return _insecure("sign", zh=spec.zh)
        if not (stamp.isascii() and stamp.isdecimal()) or abs(now.timestamp() * 1000 - int(stamp[:16])) > HOUR_MS:
            return _insecure("timestamp", zh=spec.zh)
    searched = " ".join(str(content.get(name, "")) for name in _SHOWN[kind])
    if spec.keywords and not any(word in searched for word in spec.keywords):
        return _insecure("keyword", zh=spec.zh)
    return None


_SHOWN = {
    "text": ("content",),
    "markdown": ("title", "text"),
    "actionCard": ("title", "text"),
    "link": ("title", "text"),
    "feedCard": ("links",),
}
_NEEDED = {
    "text": ("content",),
    "markdown": ("title", "text"),
    "actionCard": ("title", "text"),
    "link": ("title", "text", "messageUrl"),
    "feedCard": (),
}


def _missing(kind: str, content: Mapping[str, Any]) -> str:
    """Name the first thing that a message of this kind cannot do without."""
    for name in _NEEDED[kind]:
        if not text(content.get(name)).strip():
            return name
    if kind == "actionCard" and not (text(content.get("singleTitle")) and text(content.get("singleURL"))):
        buttons = [table(button) for button in row(content.get("btns"))]
        if not buttons or not all(text(b.get("title")) and text(b.get("actionURL")) for b in buttons):
            return "btns"
    if kind == "feedCard":
        links = [table(link) for link in row(content.get("links"))]
        if not links or not all(text(one.get("title")) and text(one.get("messageURL")) for one in links):
            return "links"
    return ""


def _notified(
    kind: str, content: Mapping[str, Any], at: Mapping[str, Any], members: tuple[Member, ...] | None
) -> tuple[str, ...]:
    """Find whose telephone rings: markdown needs ``at`` *and* ``@…`` in the text; cards ring nobody."""
    if kind not in ("text", "markdown"):
        return ()
    wanted = [str(one) for name in ("atMobiles", "atUserIds") for one in row(at.get(name))]
    if kind == "markdown":
        words = set(str(content.get("text", "")).split())
        wanted = [one for one in wanted if f"@{one}" in words]
    names = [_name(one, members) for one in wanted] + ["所有人"] * bool(at.get("isAtAll"))
    return tuple(dict.fromkeys(name for name in names if name))


def _name(wanted: str, members: tuple[Member, ...] | None) -> str:
    if members is None:
        return wanted
    return next((m.name for m in members if wanted in (m.mobile, m.userid)), "")


def _insecure(kind: str, *, zh: bool) -> Reply:
    english, description, solution = _SOLUTIONS[kind]
    return _refuse(310000, f"description:{description};solution:{solution};" if zh else english)


def _refuse(code: int, words: str) -> Reply:
    return Reply({"errcode": code, "errmsg": words})
