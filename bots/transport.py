"""One POST over HTTPS (传输): short timeouts, no redirects, at most 64 KiB read, no address in any error."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import requests
import requests.adapters
import urllib3.exceptions

from bots.answers import Answer
from bots.attempt import Attempt, Stage, UnhurriedAdapter
from bots.failure import Verdict
from bots.redact import quieten
from bots.words import Outcome

if TYPE_CHECKING:
    from bots.request import Request

TIMEOUT = (3.05, 8.0)
"""Seconds to connect, and to wait for the next bytes."""
MOST_BYTES = 64 * 1024

# urllib3 writes the path, which is the credential, into its own log.
quieten("urllib3.connectionpool", "urllib3.util.retry", "urllib3.poolmanager", "urllib3.response")


def new_session(*, proxy: str | None = None) -> requests.Session:
    """Make a session for :func:`bots.send`: nothing from the environment; ``proxy`` only if given."""
    session = requests.Session()
    session.trust_env = False
    if proxy:
        session.proxies = {"http": proxy, "https": proxy}
    return _unhurried(session)


def post(http: requests.Session, request: Request, *, timeout: tuple[float, float] = TIMEOUT) -> Answer | Verdict:
    """Send once; the answer, or what went wrong on the way. Never raises for the network's sake.

    ``timeout`` is (connect, read) in seconds; everything after the name was looked up takes at most the
    first and twice the second together, even if the other side sends a byte now and then.
    """
    try:
        prepared = _prepared(request)
    except (requests.RequestException, ValueError):
        return _NOT_CONNECTED
    with Attempt(timeout[0] + 2 * timeout[1]) as attempt:
        try:
            with _unhurried(http).send(
                prepared,
                timeout=timeout,
                allow_redirects=False,
                stream=True,
                verify=True,
                proxies=dict(http.proxies),  # given explicitly, else requests looks into the environment
            ) as response:
                answer = _answer(response)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            return _went_wrong(error, attempt)
    # Cut off, an answer without a length looks like a whole one.
    return _NO_ANSWER if attempt.is_over else answer


def _unhurried(http: requests.Session) -> requests.Session:
    """Bound a caller's plain session, too; an adapter of the caller's own choice stays."""
    for scheme in ("https://", "http://"):
        if type(http.get_adapter(scheme)) is requests.adapters.HTTPAdapter:
            http.mount(scheme, UnhurriedAdapter())
    return http


def _prepared(request: Request) -> requests.PreparedRequest:
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": "bots",
    }
    return requests.Request("POST", request.url, params=request.params, data=request.body, headers=headers).prepare()


def _answer(response: requests.Response) -> Answer:
    body = b""
    while len(body) <= MOST_BYTES:
        # Asked for uncompressed, a gateway on the way may compress all the same.
        piece = response.raw.read1(MOST_BYTES, decode_content=True)
        if not piece:
            break
        body += piece
    return Answer(
        response.status_code,
        body[:MOST_BYTES],
        len(body) > MOST_BYTES,
        response.headers.get("Date", ""),
        response.headers.get("Content-Type", ""),
        response.headers.get("Retry-After") or response.headers.get("x-ogw-ratelimit-reset") or "",
    )


_DEEPEST = 20
_LATER = "系统会自动再发。一直连不上时，请网络管理员检查到平台的访问。"
_LOOK = "请到群里看一眼，没有就重发。"

_NOT_CONNECTED = Verdict(Outcome.NOT_SENT, "没有连上平台，消息没有发出。", _LATER)
_NOT_TRUSTED = Verdict(
    Outcome.NOT_SENT,
    "平台的安全证书通不过检查，消息没有发出。",
    "请网络管理员检查是不是有设备拦截了加密访问，并核对服务器时间。",
)
_NO_ANSWER = Verdict(Outcome.UNKNOWN, "消息发出去了，但平台一直没有回答，可能到了也可能没到。", _LOOK)
_CUT_OFF = Verdict(Outcome.UNKNOWN, "消息发出去了，但连接中途断了，可能到了也可能没到。", _LOOK)

_BEFORE_SENDING = (
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.NameResolutionError,
    urllib3.exceptions.ProxyError,
    requests.ConnectTimeout,
    requests.exceptions.ProxyError,
)


def _went_wrong(error: BaseException, attempt: Attempt) -> Verdict:
    """Decide whether the platform may have got the message. In doubt it may."""
    chain = list(_reasons(error))
    untrusted = any(isinstance(e, (ssl.SSLError, requests.exceptions.SSLError)) for e in chain)
    broken_off = any(isinstance(e, (ssl.SSLEOFError, ssl.SSLZeroReturnError)) for e in chain)
    if attempt.stage is Stage.CONNECTING or any(isinstance(e, _BEFORE_SENDING) for e in chain):
        return _NOT_TRUSTED if untrusted and not broken_off else _NOT_CONNECTED
    if untrusted and not broken_off and attempt.stage is Stage.UNSEEN:
        return _NOT_TRUSTED
    late = (requests.ReadTimeout, urllib3.exceptions.ReadTimeoutError, TimeoutError)
    if attempt.is_over or any(isinstance(e, late) for e in chain):
        return _NO_ANSWER
    return _CUT_OFF


def _reasons(error: BaseException) -> list[BaseException]:
    """Unwrap an error: requests wraps urllib3's errors in arguments and ``reason``."""
    found: list[BaseException] = []
    waiting: list[Any] = [error]
    while waiting and len(found) < _DEEPEST:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    return found
