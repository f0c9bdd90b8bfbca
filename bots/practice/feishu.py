"""Feishu as the practice server plays it: order of checks, limits, and 9499 with HTTP 400."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import TYPE_CHECKING, Any

from bots.practice.allowed import is_allowed
from bots.practice.opened import opened, table, text
from bots.practice.rooms import Incoming, Member, Reply, Room, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

PER_MINUTE, PER_SECOND = 100, 5
MOST_BYTES = 20_000
HOUR = 3600
_KINDS = {
    "text": "content",
    "post": "content",
    "image": "content",
    "share_chat": "content",
    "interactive": "card",
}
# Schema 2.0 refuses what it does not know, where 1.0 overlooked it.
_CARD_KEYS = {"schema", "config", "card_link", "header", "body"}
_OK = {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}


def judge(room: Room | None, call: Incoming, now: datetime) -> Reply:
    """Answer one call to ``/open-apis/bot/v2/hook/<token>``."""
    if call.method != "POST":
        return Reply({}, 404, html="<html><body>404 page not found</body></html>")
    if room is None:
        return _refuse(19001, "param invalid: incoming webhook access token invalid")
    if room.spec.standing is not Standing.OK:
        return _refuse(19007, "Bot Not Enabled", legacy=room.spec.legacy)
    if room.accepted_within(now, 60) >= PER_MINUTE:
        return _refuse(11232, "frequency limited psm[lark.oapi.app_platform_runtime]")
    if room.accepted_within(now, 1) >= PER_SECOND:
        return _refuse(9499, "too many request", status=400)
    payload = opened(call.body)
    if len(call.body) > MOST_BYTES or payload is None:
        return _refuse(9499, "Bad Request", status=400)
    kind = text(payload.get("msg_type"))
    if kind not in _KINDS:
        return _refuse(19002, f"param invalid: msg_type {kind} not support")
    return _unsafe(room, call, payload, now) or _accepted(room, payload)


def _unsafe(room: Room, call: Incoming, payload: Mapping[str, Any], now: datetime) -> Reply | None:
    spec = room.spec
    if not is_allowed(call.ip, spec.ip_allow):
        return _refuse(19022, "Ip Not Allowed", legacy=spec.legacy)
    if spec.secret and not _signed(spec.secret, payload, now):
        words = "sign match fail or timestamp is not within one hour from current time"
        return _refuse(19021, words, legacy=spec.legacy)
    content = payload.get(_KINDS[str(payload["msg_type"])])
    if spec.keywords and not any(word in said for word in spec.keywords for said in shown_texts(content)):
        return _refuse(19024, "Key Words Not Found", legacy=spec.legacy)
    return None


def _accepted(room: Room, payload: dict[str, Any]) -> Reply:
    content = payload.get(_KINDS[str(payload["msg_type"])])
    if not isinstance(content, dict) or not _says_something(str(payload["msg_type"]), content):
        return _refuse(9499, "Bad Request", status=400)
    if content.get("schema") == "2.0" and not set(content) <= _CARD_KEYS:
        return _refuse(9499, "Bad Request", status=400)
    return Reply(dict(_OK), delivered=True, notified=_notified(payload, room.spec.members))


def _says_something(kind: str, content: Mapping[str, Any]) -> bool:
    if kind in ("image", "share_chat"):
        return bool(text(content.get("image_key" if kind == "image" else "share_chat_id")))
    return any(said.strip() for said in shown_texts(content))


def shown_texts(node: object, name: str = "") -> Iterator[str]:
    """All text a reader sees: the values named text, title or content, at any depth, never an ``href``."""
    if isinstance(node, str):
        if name in ("text", "title", "content"):
            yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from shown_texts(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from shown_texts(value, name)


def _signed(secret: str, payload: Mapping[str, Any], now: datetime) -> bool:
    stamp = str(payload.get("timestamp", ""))
    if not (stamp.isascii() and stamp.isdecimal()) or abs(now.timestamp() - int(stamp[:12])) > HOUR:
        return False
    digest = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return hmac.compare_digest(base64.b64encode(digest), str(payload.get("sign", "")).encode())


def _notified(payload: Mapping[str, Any], members: tuple[Member, ...] | None) -> tuple[str, ...]:
    kind = payload["msg_type"]
    if kind == "post":
        wanted = list(_post_ats(payload["content"]))
    else:
        texts = [table(payload.get("content")).get("text", "")] if kind == "text" else _card_texts(payload.get("card"))
        wanted = [one for said in texts for one in _AT.findall(str(said))]
    return tuple(dict.fromkeys(name for one in wanted if (name := _name(one, members))))


_AT = re.compile(r"<at (?:user_)?id=\"?([^\"<>\s]+)\"?>")


def _card_texts(card: object) -> Iterator[str]:
    """Markdown elements at any depth: plain text, such as a title or a button's label, pings nobody."""
    return (str(node.get("content", "")) for node in _nodes(card) if node.get("tag") in ("markdown", "lark_md"))


def _post_ats(post: object) -> Iterator[str]:
    return (str(node.get("user_id", "")) for node in _nodes(post) if node.get("tag") == "at")


def _nodes(tree: object) -> Iterator[dict[str, Any]]:
    """Every object of a payload, the outer before the inner."""
    if isinstance(tree, dict):
        yield tree
    branches = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for branch in branches:
        yield from _nodes(branch)


def _name(wanted: str, members: tuple[Member, ...] | None) -> str:
    if wanted == "all":
        return "所有人"
    if members is None:
        return wanted
    return next((m.name for m in members if wanted == m.userid), "")


def _refuse(code: int, words: str, *, status: int = 200, legacy: bool = False) -> Reply:
    older = {"StatusCode": 0, "StatusMessage": ""} if legacy else {}
    return Reply(older | {"code": code, "data": {}, "msg": words}, status)
