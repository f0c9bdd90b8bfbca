"""Reading an HTTP answer (读回答): the rules of all platforms, before a platform's own table is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from bots.failure import Verdict
from bots.words import Outcome


@dataclass(frozen=True)
class Answer:
    """What came back: HTTP status, the first 64 KiB of the body, whether there was more, two headers."""

    status: int
    body: bytes
    truncated: bool = False
    date: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Reading:
    """An answer understood: the verdict, the platform's code as text if there is one, its words."""

    verdict: Verdict
    code: str | None = None
    words: str = ""


Judge = Callable[[str, str, Mapping[str, Any]], Verdict]
"""A platform's own rule: (code, its words, the whole body) → verdict. Never asked about code 0."""

Ban = Callable[[Mapping[str, Any]], Verdict | None]
"""A body that means a ban whatever code it carries, or carries none."""

DELIVERED = Verdict(Outcome.DELIVERED, "平台已收下这条消息。")
_LATER = "系统会自动再发，您不用管。"
_BUSY = Verdict(Outcome.BUSY, "平台暂时出错，没有处理这条消息。", _LATER)
_THROTTLED = Verdict(Outcome.RATE_LIMITED, "平台说发得太快。", _LATER, pauses=(61, 120, 240, 600))
_TIMED_OUT = Verdict(
    Outcome.UNKNOWN, "平台没等到完整的请求就超时了，消息可能到了也可能没到。", "请到群里看一眼，没有就重发。"
)
_BROKEN_OFF = Verdict(Outcome.UNKNOWN, "平台的回答不完整，消息可能到了也可能没到。", "请到群里看一眼，没有就重发。")
_TOO_BIG = Verdict(Outcome.REJECTED, "消息太大，平台不收。", "请把内容改短，或只发数量和链接。", too_long=True)
_ELSEWHERE = Verdict(
    Outcome.PROTOCOL,
    "平台让我们改去另一个地址，为安全起见没有跟去。",
    "请检查机器人地址，或请网络管理员看看是不是被网关拦截了。",
)
_NOT_THE_PLATFORM = Verdict(
    Outcome.PROTOCOL,
    "回答的不像是聊天平台，多半是中间的网关或登录页。",
    "请检查机器人地址，或请网络管理员放行到平台的访问。",
)
_NO_CODE = Verdict(Outcome.PROTOCOL, "平台的回答里没有结果代码，不能算送达。", "请到群里看一眼；多次出现请联系平台。")


def read(answer: Answer, *, code_name: str, words_name: str, judge: Judge, ban: Ban = lambda _: None) -> Reading:
    """Say what an answer means.

    HTTP 200 alone says nothing; delivered is only HTTP 200 with a whole JSON body whose ``code_name`` is 0
    (number or text).
    """
    body = _opened(answer)
    code = _code(body.get(code_name)) if body is not None else None
    words = str(body.get(words_name, "")) if body is not None else ""
    verdict = _by_status(answer)
    if verdict is None and body is not None:
        verdict = ban(body) or (judge(code, words, body) if code not in (None, "0") else None)
    return Reading(verdict or _without_failure_code(answer, body, code), code, words[:500])


def _by_status(answer: Answer) -> Verdict | None:
    if HTTPStatus.MULTIPLE_CHOICES <= answer.status < HTTPStatus.BAD_REQUEST:
        return _ELSEWHERE
    if answer.status == HTTPStatus.REQUEST_TIMEOUT:
        return _TIMED_OUT
    return _BUSY if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR else None


def _without_failure_code(answer: Answer, body: Mapping[str, Any] | None, code: str | None) -> Verdict:
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return _THROTTLED
    if answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _TOO_BIG
    if answer.status != HTTPStatus.OK or answer.body.lstrip()[:1] == b"<" or "html" in answer.kind:
        return _NOT_THE_PLATFORM
    if body is None:
        return _BROKEN_OFF
    return _NO_CODE if code is None else DELIVERED


def _opened(answer: Answer) -> Mapping[str, Any] | None:
    if answer.truncated:
        return None
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else {}


def _code(value: object) -> str | None:
    """0, "0" and -1 are codes; true, null, 0.0 and "ok" are not."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and value.isascii() and re.fullmatch(r"-?\d{1,12}", value.strip()):
        return str(int(value))
    return None
