"""WeCom as the practice server plays it: order of checks, limits and words."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bots.practice.opened import opened, row, table, text
from bots.practice.rooms import Incoming, Member, Reply, Room, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PER_MINUTE = 20
MEDIA_DAYS = 3
_MOST_MEDIA = {"file": 20 * 1024 * 1024, "voice": 2 * 1024 * 1024}
_MOST_IMAGE = 2 * 1024 * 1024
_STANDINGS = {
    Standing.DISABLED: (93004, "robot is disabled"),
    Standing.REMOVED: (93008, "robot not in the chat"),
    Standing.DISSOLVED: (93008, "robot not in the chat"),
}


def judge(room: Room | None, call: Incoming, now: datetime) -> Reply:
    """Answer one call to ``webhook/send``."""
    if call.method != "POST":
        return Reply({}, 404, html="<html><body><h1>404 Not Found</h1></body></html>")
    if room is None:
        return refuse(93000, "invalid webhook url", call)
    if room.spec.standing in _STANDINGS:
        return refuse(*_STANDINGS[room.spec.standing], call)
    if room.accepted_within(now, 60) >= PER_MINUTE:
        return refuse(45009, "api freq out of limit", call)
    payload = opened(call.body)
    if payload is None:
        return refuse(40035, "Warning: wrong json format. invalid parameter", call)
    kind = text(payload.get("msgtype"))
    check = _CHECKS.get(kind)
    if check is None:
        return refuse(40008, "invalid message type", call)
    wrong = check(table(payload.get(kind)), room, now)
    if wrong:
        return refuse(*wrong, call)
    shown = _cut_news(payload)
    return Reply(
        {"errcode": 0, "errmsg": "ok"},
        headers={"Error-Code": "0", "Error-Msg": "ok"},
        delivered=True,
        notified=notified(shown, room.spec.members),
        payload=shown,
    )


def upload(room: Room | None, call: Incoming, filename: str, data: bytes, now: datetime) -> Reply:
    """Answer one call to ``webhook/upload_media``."""
    kind = call.params.get("type", "")
    if room is None:
        return refuse(93000, "invalid webhook url", call)
    if kind not in _MOST_MEDIA:
        return refuse(40004, "invalid media type", call)
    if len(data) <= 5:  # noqa: PLR2004 "more than five bytes", says the document
        return refuse(44001, "empty media data", call)
    if len(data) > _MOST_MEDIA[kind]:
        return refuse(40006, "invalid media size", call)
    media = hashlib.sha256(f"{room.number}/{filename}/{now.isoformat()}".encode() + data).hexdigest()[:40]
    room.media[media] = now
    created = str(int(now.timestamp()))
    return Reply({"errcode": 0, "errmsg": "ok", "type": kind, "media_id": media, "created_at": created})


def refuse(code: int, words: str, call: Incoming) -> Reply:
    """Refuse as WeCom words it: HTTP 200, a hint, the caller's address and a link to its help."""
    hint = f"{int(hashlib.sha256(call.body + str(code).encode()).hexdigest(), 16) % 10**22:022d}"
    help_page = f"https://open.work.weixin.qq.com/devtool/query?e={code}"
    text = f"{words}, hint: [{hint}], from ip: {call.ip}, more info at {help_page}"
    return Reply({"errcode": code, "errmsg": text}, headers={"Error-Code": str(code), "Error-Msg": words})


def notified(payload: Mapping[str, Any], members: tuple[Member, ...] | None) -> tuple[str, ...]:
    """Find whose telephone rings: ``text`` by two lists, ``markdown`` by ``<@userid>``, others nobody's."""
    kind = payload.get("msgtype")
    if kind == "text":
        wanted = [str(w) for n in ("mentioned_list", "mentioned_mobile_list") for w in row(payload["text"].get(n))]
    elif kind == "markdown":
        wanted = re.findall(r"<@([^<>\s]+)>", payload["markdown"]["content"])
    else:
        return ()
    return tuple(dict.fromkeys(name for one in wanted if (name := _name(one, members))))


Wrong = tuple[int, str] | None


def _name(wanted: str, members: tuple[Member, ...] | None) -> str:
    if wanted == "@all":
        return "所有人"
    if members is None:
        return wanted
    return next((m.name for m in members if wanted in (m.mobile, m.userid)), "")


def _text(content: Mapping[str, Any], room: Room, now: datetime) -> Wrong:  # noqa: ARG001 one shape for all checks
    said = text(content.get("content"))
    if not said.strip():
        return 44004, "empty content"
    most = 5120 if room.spec.lenient else 2048
    return (40058, f"text.content exceed max length {most}") if _size(said) > most else None


def _markdown(name: str) -> Callable[[Mapping[str, Any], Room, datetime], Wrong]:
    def check(content: Mapping[str, Any], room: Room, now: datetime) -> Wrong:  # noqa: ARG001 one shape for all checks
        said = text(content.get("content"))
        if not said.strip():
            return 44004, "empty content"
        too_long = _size(said) > 4096  # noqa: PLR2004 the document's number
        return (40058, f"{name}.content exceed max length 4096. invalid Request Parameter") if too_long else None

    return check


def _card(content: Mapping[str, Any], room: Room, now: datetime) -> Wrong:  # noqa: ARG001 one shape for all checks
    if content.get("card_type") not in ("text_notice", "news_notice"):
        return 40058, "template_card.card_type invalid"
    action = table(content.get("card_action"))
    if not text(action.get("url")) and not text(action.get("appid")):
        return 40058, "template_card.card_action missing"
    if not text(table(content.get("main_title")).get("title")) and not text(content.get("sub_title_text")):
        return 40058, "template_card.main_title.title and sub_title_text both missing"
    for name, most in (("horizontal_content_list", 6), ("jump_list", 3)):
        if len(row(content.get(name))) > most:
            return 40058, f"template_card.{name} exceed max length {most}"
    return None


def _news(content: Mapping[str, Any], room: Room, now: datetime) -> Wrong:  # noqa: ARG001 one shape for all checks
    articles = [table(article) for article in row(content.get("articles"))]
    if not articles or not all(text(article.get("title")) for article in articles):
        return 44004, "empty content"
    if len(articles) > 8:  # noqa: PLR2004 the document's number
        return 45008, "article count out of limit"
    bad = [a for a in articles if not text(a.get("url")).startswith(("http://", "https://"))]
    return (45034, "url must start with http:// or https://") if bad else None


def _media(content: Mapping[str, Any], room: Room, now: datetime) -> Wrong:
    since = room.media.get(str(content.get("media_id")))
    fresh = since is not None and now - since <= timedelta(days=MEDIA_DAYS)
    return None if fresh else (40007, "invalid media_id")


def _image(content: Mapping[str, Any], room: Room, now: datetime) -> Wrong:  # noqa: ARG001 one shape for all checks
    try:
        data = base64.b64decode(text(content.get("base64")), validate=True)
    except ValueError:
        return 40058, "image.base64 invalid"
    if not data:
        return 44001, "empty media data"
    if len(data) > _MOST_IMAGE:
        return 45001, "media size out of limit"
    right = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return None if text(content.get("md5")).lower() == right else (40058, "image.md5 not match")


_CHECKS = {
    "text": _text,
    "markdown": _markdown("markdown"),
    "markdown_v2": _markdown("markdown_v2"),
    "template_card": _card,
    "news": _news,
    "file": _media,
    "voice": _media,
    "image": _image,
}


def _cut_news(payload: dict[str, Any]) -> dict[str, Any]:
    """News titles and descriptions are cut in silence at 128 and 512 bytes."""
    if payload["msgtype"] != "news":
        return payload
    limits = {"title": 128, "description": 512}
    articles = [
        {k: _bytes_cut(str(v), limits[k]) if k in limits else v for k, v in table(a).items()}
        for a in payload["news"]["articles"]
    ]
    return payload | {"news": {"articles": articles}}


def _bytes_cut(said: str, most: int) -> str:
    return said.encode("utf-8", "replace")[:most].decode(errors="ignore")


def _size(said: str) -> int:
    return len(said.encode("utf-8", "surrogatepass"))
