"""Reading an HTTP answer (读回答): the rules of all platforms, before a platform's own table is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from bots.failure import Verdict
from bots.verdicts import LATER, SHORTER, rejected
from bots.words import Outcome


@dataclass(frozen=True)
class Answer:
    """What came back: HTTP status, the first 64 KiB of the body, whether there was more, three headers.

    A platform may repeat the credential, so neither this nor a :class:`Reading` shows its words as text.
    """

    status: int
    body: bytes = field(repr=False)
    truncated: bool = False
    date: str = ""
    kind: str = ""
    retry_after: str = ""


@dataclass(frozen=True)
class Reading:
    """An answer understood: the verdict, the platform's code as text if there is one, its words."""

    verdict: Verdict
    code: str | None = None
    words: str = field(default="", repr=False)


Judge = Callable[[str, str, Mapping[str, Any]], Verdict]
"""A platform's own rule: (code, its words, the whole body) → verdict. Never asked about code 0."""

Ban = Callable[[Mapping[str, Any]], Verdict | None]
"""A body that means a ban whatever code it carries, or carries none."""

DELIVERED = Verdict(Outcome.DELIVERED, "平台已收下这条消息。")
_BUSY = Verdict(Outcome.BUSY, "平台暂时出错，没有处理这条消息。", LATER)
_TIMED_OUT = Verdict(
    Outcome.UNKNOWN, "平台没等到完整的请求就超时了，消息可能到了也可能没到。", "请到群里看一眼，没有就重发。"
)
_BROKEN_OFF = Verdict(Outcome.UNKNOWN, "平台的回答不完整，消息可能到了也可能没到。", "请到群里看一眼，没有就重发。")
_TOO_BIG = rejected("消息太大，平台不收。", SHORTER, too_long=True)
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


def read(
    answer: Answer,
    *,
    code_name: str,
    words_name: str,
    judge: Judge,
    throttled: Verdict,
    ban: Ban = lambda _: None,
) -> Reading:
    """Say what an answer means.

    HTTP 200 alone says nothing; delivered is only HTTP 200 with a whole JSON body whose ``code_name`` is 0
    (number or text). ``throttled`` is the platform's verdict on HTTP 429.
    """
    body, code = _opened(answer, code_name)
    verdict = _by_status(answer)
    if verdict is None and body is not None:
        told = words_of(body.get(words_name))
        verdict = ban(body) or (judge(code, told, body) if code not in (None, "0") else None)
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS and (verdict is None or not verdict.pauses):
        verdict = throttled
    verdict = verdict or _without_failure_code(answer, body, code)
    words = words_of(body.get(words_name)) if body is not None else ""
    return Reading(_at_least(verdict, answer.retry_after), code and _short(code), words)


def words_of(value: object) -> str:
    """A platform's words as one line of sound text: nothing that a log or a database could not hold."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(_NOT_TEXT.sub(" ", text).split())


def code_of(value: object) -> str | None:
    """Read a code. 0, "0", -1 and 45009.0 are codes; true, null, 0.0, "00" and "ok" are not.

    A float counts only against us: what is not written as 0 is not delivered.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and value.is_integer() and value:
        return str(int(value))
    if isinstance(value, str) and re.fullmatch(r"0|-?[1-9][0-9]*", value.strip(" ")):
        return value.strip(" ")
    return None


_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST_CODE = 20
_LONGEST_PAUSE = 3600.0


def _by_status(answer: Answer) -> Verdict | None:
    if answer.status < HTTPStatus.OK or HTTPStatus.MULTIPLE_CHOICES <= answer.status < HTTPStatus.BAD_REQUEST:
        return _ELSEWHERE
    if answer.status == HTTPStatus.REQUEST_TIMEOUT:
        return _TIMED_OUT
    return _BUSY if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR else None


def _without_failure_code(answer: Answer, body: Mapping[str, Any] | None, code: str | None) -> Verdict:
    if answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _TOO_BIG
    looks_like_a_page = answer.body.lstrip()[:1] == b"<" or "html" in answer.kind.lower()
    if answer.status != HTTPStatus.OK or (body is None and looks_like_a_page):
        return _NOT_THE_PLATFORM
    if body is None:
        return _BROKEN_OFF
    return _NO_CODE if code is None else DELIVERED


def _opened(answer: Answer, code_name: str) -> tuple[Mapping[str, Any] | None, str | None]:
    """Open the body and find its code; ``None`` for a body that is not whole JSON.

    A name said twice is read the careful way: a code beside the 0 counts, and a 0 beside nonsense is none.
    """
    if answer.truncated:
        return None, None
    outermost: list[tuple[str, Any]] = []

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        outermost[:] = pairs  # the outermost object is closed last
        return dict(pairs)

    try:
        # Words in another encoding must not hide a code that can be read.
        body = json.loads(_text(answer.body), object_pairs_hook=keep, parse_int=_bounded)
    except (ValueError, RecursionError):
        return None, None
    if not isinstance(body, dict):
        return {}, None
    codes = {code_of(value) for name, value in outermost if name == code_name}
    failures = sorted(code for code in codes if code not in (None, "0"))
    return body, failures[0] if failures else "0" if codes == {"0"} else None


def _text(body: bytes) -> str:
    return body.decode(json.detect_encoding(body), "replace")


def _bounded(digits: str) -> int:
    """Python refuses numbers of thousands of digits; their beginning is enough to see that they are not 0."""
    return int(digits[:100])


def _short(code: str) -> str:
    return code if len(code) <= _LONGEST_CODE else f"{code[:_LONGEST_CODE]}…"


def _at_least(verdict: Verdict, retry_after: str) -> Verdict:
    """A throttle's pause is never shorter than the seconds that the platform asks for."""
    if not verdict.pauses or not re.fullmatch(r"[0-9]{1,6}", retry_after):
        return verdict
    asked = min(float(retry_after), _LONGEST_PAUSE)
    return replace(verdict, pauses=tuple(max(pause, asked) for pause in verdict.pauses))
