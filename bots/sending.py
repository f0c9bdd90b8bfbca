"""Rendering for, and sending to, whichever platform an address belongs to (发送)."""

from __future__ import annotations

import re
import uuid as uuids
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from bots import dingtalk, feishu, wecom
from bots.answers import Answer, Reading
from bots.failure import Receipt, SendFailed, Verdict
from bots.redact import HIDDEN, redact
from bots.skew import skew_note, skew_of
from bots.transport import TIMEOUT, post
from bots.words import Outcome, Platform

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import requests

    from bots.address import Address
    from bots.message import Message, Part
    from bots.request import Request


class _Robot(Protocol):
    """What a platform's file must offer."""

    CODES: Mapping[str, Verdict]

    def parts(self, message: Message, *, keywords: Sequence[str], max_parts: int | None, tight: bool) -> list[Part]: ...

    def request(self, address: Address, part: Part, *, now: datetime, uuid: str | None) -> Request: ...

    def understand(self, answer: Answer) -> Reading: ...


_ROBOTS: Mapping[Platform, _Robot] = {
    Platform.WECOM: wecom,
    Platform.DINGTALK: dingtalk,
    Platform.FEISHU: feishu,
}
_NAMESPACE = uuids.UUID("5b0c2a5e-6d0f-5a55-9e0b-7c1d5f0d9a11")


def render(
    message: Message,
    platform: Platform | str,
    *,
    keywords: Sequence[str] = (),
    max_parts: int | None = None,
    tight: bool = False,
) -> list[Part]:
    """Turn a message into the exact payloads for a platform, in the order in which to send them.

    Every part holds one of ``keywords`` if there are any. ``max_parts`` limits the numbered parts; the last
    then says how much is left out. ``tight`` fills a part to half only: for the one new rendering after a
    refusal that is ``too_long``. Raises ``ValueError`` (Chinese) if title, people and keyword alone fill a
    message.
    """
    return _ROBOTS[Platform(platform)].parts(message, keywords=keywords, max_parts=max_parts, tight=tight)


def send(
    address: Address,
    part: Part,
    *,
    now: datetime,
    http: requests.Session,
    uuid: str | None = None,
    timeout: tuple[float, float] = TIMEOUT,
) -> Receipt:
    """POST one part once; return only if the platform said that it took it, else raise :class:`SendFailed`.

    ``now`` (aware) dates the signature. ``uuid`` (see :func:`message_uuid`) lets DingTalk drop a
    repetition; the other platforms have nothing like it. ``http`` comes from :func:`bots.new_session`;
    ``timeout`` is (connect, read) in seconds.
    """
    if now.tzinfo is None:
        raise ValueError("now must be an aware datetime")
    if part.platform is not address.platform:
        raise ValueError(f"a part for {part.platform} cannot go to {address.platform}")
    robot = _ROBOTS[address.platform]
    answer = post(http, robot.request(address, part, now=now, uuid=uuid), timeout=timeout)
    repeatable = address.platform is Platform.DINGTALK and uuid is not None
    if isinstance(answer, Verdict):
        raise _failed(address, Reading(answer), repeatable=repeatable)
    reading = robot.understand(answer)
    skew = skew_of(now, answer.date)
    if reading.verdict.outcome is not Outcome.DELIVERED:
        raise _failed(address, reading, status=answer.status, skew=skew, repeatable=repeatable)
    return Receipt(address.platform, reading.code or "0", _safe(address, reading.words), answer.status, skew)


def message_uuid(outbox_id: str | int, number: int = 1) -> str:
    """Make the idempotency key (消息幂等编号) of a part of an outbox row: the same for every attempt."""
    return str(uuids.uuid5(_NAMESPACE, f"{outbox_id}/{number}"))


def explain(platform: Platform | str, code: str | int) -> Verdict | None:
    """Explain a platform's code, for a help page; ``None`` for a code that is in no table."""
    return _ROBOTS[Platform(platform)].CODES.get(str(code))


def _failed(
    address: Address,
    reading: Reading,
    *,
    status: int | None = None,
    skew: float | None = None,
    repeatable: bool,
) -> SendFailed:
    verdict = reading.verdict
    if verdict.outcome is Outcome.CONFIG:
        verdict = replace(verdict, remedy=skew_note(skew) + verdict.remedy)
    doubtful = verdict.outcome in (Outcome.UNKNOWN, Outcome.PROTOCOL)
    seen_as = _FROM.search(reading.words)
    return SendFailed(
        verdict,
        platform=address.platform,
        code=reading.code,
        answer=_safe(address, reading.words),
        status=status,
        repeat_safe=repeatable or not doubtful,
        clock_skew=skew,
        seen_as=seen_as[2] if seen_as else "",
    )


_FROM = re.compile(r"(from ip: ?)([0-9A-Fa-f.:]{3,45})", re.IGNORECASE)
_LONGEST_WORDS = 500


def _safe(address: Address, words: str) -> str:
    """The platform's words without credentials and without this office's own address; hidden first, then cut."""
    hidden = redact(words, address.key, address.secret or "")
    return _FROM.sub(rf"\1{HIDDEN}", hidden)[:_LONGEST_WORDS]
