"""What is said (消息): one frozen type for all platforms, and the parts it becomes on one of them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bots.redact import mask_mobile
from bots.words import Kind, Platform

TITLE_LIMIT = 100
"""Characters. The title is repeated on every part and is what a telephone's banner shows."""

LABEL_LIMIT = 40
"""Characters of a link's words."""
URL_LIMIT = 1000
"""Bytes of a link's address; it is never cut, so it must fit in any part."""

_USERID = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
_MOBILE = re.compile(r"(?:\+\d{1,3}-?)?\d{5,15}")
_REF = re.compile(r"[A-Za-z0-9-]{1,24}")
# Everything that is no text: C0/C1 controls except tab and newline, and lone surrogates, which UTF-8 cannot
# carry.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Mention:
    """A person to be pinged (提醒谁看).

    ``userid`` is the platform's own id (WeCom userid, DingTalk staff id, Feishu open_id or user_id).
    Whoever has neither a mobile nor an id that the platform can use is named in the text, but gets no ping.
    Raises ``ValueError`` for an id or mobile of impossible shape, so that nobody can smuggle a tag in
    through a name list.
    """

    name: str
    mobile: str = ""
    userid: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", _one_line(self.name))
        if self.mobile and not _MOBILE.fullmatch(self.mobile):
            raise ValueError("手机号只能是数字（可带国家号，如 +86-13800001111）")
        if self.userid and (not _USERID.fullmatch(self.userid) or self.userid.lower() == "all"):
            raise ValueError("用户编号只能是字母、数字、点、横线和下划线，且不能是 all")

    def __repr__(self) -> str:
        return f"Mention(name={self.name!r}, mobile={mask_mobile(self.mobile)!r}, userid={self.userid!r})"


@dataclass(frozen=True)
class Link:
    """The one address a reader may tap (一键直达). The whole group sees it: it must not log anybody in."""

    url: str
    label: str = "点这里查看"

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", _one_line(self.label) or "点这里查看")
        if not is_web_address(self.url):
            raise ValueError("链接要以 http:// 或 https:// 开头，不能有空格和括号，最长 1000 字节")
        if len(self.label) > LABEL_LIMIT:
            raise ValueError(f"链接的文字最多 {LABEL_LIMIT} 字")


@dataclass(frozen=True)
class Message:
    r"""One thing to say to one group (一条消息).

    ``body`` is a small neutral markdown: ``# heading``, ``**bold**``, ``> quote``, ``- item``, ``1. item``,
    ``[label](https://…)`` and ``\`` before a sign that is meant literally (:func:`bots.escape`); a newline
    is a new line. ``ref`` is the short sign, e.g. ``D-7F3K``, by which people recognise a duplicate; every
    part carries it. Control characters and lone surrogates are dropped. Raises ``ValueError`` with a
    Chinese sentence.
    """

    title: str = ""
    body: str = ""
    kind: Kind = Kind.TEXT
    link: Link | None = None
    mentions: tuple[Mention, ...] = ()
    mention_all: bool = False
    ref: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", _one_line(self.title))
        object.__setattr__(self, "body", _clean(self.body))
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "mentions", tuple(dict.fromkeys(self.mentions)))
        object.__setattr__(self, "ref", self.ref.removeprefix("#"))
        if not self.title and not self.body.strip():
            raise ValueError("消息是空的：标题和正文至少要有一样")
        if len(self.title) > TITLE_LIMIT:
            raise ValueError(f"标题太长：最多 {TITLE_LIMIT} 字，现在 {len(self.title)} 字")
        if self.kind is Kind.CARD and self.link is None:
            raise ValueError("卡片消息要有一个可点的链接")
        if self.ref and not _REF.fullmatch(self.ref):
            raise ValueError("编号只能是字母、数字和横线，最长 24 位，例如 D-7F3K")


@dataclass(frozen=True)
class Part:
    """One POST (一条实际发出的消息): a frozen payload that an outbox can keep as text and send any day.

    ``payload`` is compact JSON without the credentials: signatures and DingTalk's ``msgUuid`` are added per
    attempt. ``number`` of ``total`` counts all POSTs of the message, including a separate ping on WeCom.
    """

    platform: Platform
    payload: str
    number: int = 1
    total: int = 1

    @property
    def size(self) -> int:
        """Bytes of the payload in UTF-8."""
        return len(self.payload.encode())

    def opened(self) -> dict[str, Any]:
        """Give the payload as JSON data, a fresh copy."""
        data: dict[str, Any] = json.loads(self.payload)
        return data

    def __repr__(self) -> str:
        return f"Part({self.platform}, {self.number}/{self.total}, {self.size} bytes)"


def compact(payload: dict[str, Any]) -> str:
    r"""Write JSON with Chinese as itself: ``\uXXXX`` would double the bytes the platforms count."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))


def is_web_address(url: str) -> bool:
    """Say whether ``url`` can stand in any message: http(s), no blank or bracket, at most 1000 bytes."""
    if not re.fullmatch(r"https?://[^\s<>()\[\]\"'\\]+", url) or len(url.encode()) > URL_LIMIT:
        return False
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _NOT_TEXT.sub("", text)


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())
