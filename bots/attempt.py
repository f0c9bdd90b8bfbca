"""One attempt on the wire (一次尝试): how far it came, and an end to it, however slowly the other side drips."""

from __future__ import annotations

import contextlib
import socket
import threading
from contextvars import ContextVar, Token
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import requests.adapters
import urllib3.connection
import urllib3.connectionpool
import urllib3.poolmanager

if TYPE_CHECKING:
    from types import TracebackType


class Stage(StrEnum):
    """How far an attempt came. Before ``CONNECTED`` no byte of the request has left this machine."""

    UNSEEN = "unseen"
    CONNECTING = "connecting"
    CONNECTED = "connected"


class Attempt:
    """The connections opened within ``with Attempt(seconds)``; all are cut when the time is over.

    A read timeout counts between two bytes, so a server that sends one byte now and then would hold the
    caller for ever. Only connections of an :class:`UnhurriedAdapter` are seen; a caller's own adapter
    leaves ``stage`` at ``UNSEEN`` and is bounded by its own timeouts.
    """

    def __init__(self, seconds: float) -> None:
        self.stage = Stage.UNSEEN
        self.is_over = False
        self._lock = threading.Lock()
        self._watched: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._outer: Token[Attempt | None] | None = None

    def __enter__(self) -> Attempt:
        self._outer = _CURRENT.set(self)
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._outer is not None:
            _CURRENT.reset(self._outer)
        with self._lock:
            for twin in self._watched:
                twin.close()
            self._watched.clear()

    def watch(self, opened: socket.socket) -> None:
        """Keep a second descriptor: TLS takes the first away, and shutting down one ends the connection."""
        with self._lock:
            self._watched.append(opened.dup())
        if self.is_over:
            self._cut()

    def _cut(self) -> None:
        self.is_over = True
        with self._lock:
            for twin in self._watched:
                with contextlib.suppress(OSError):
                    twin.shutdown(socket.SHUT_RDWR)


_CURRENT: ContextVar[Attempt | None] = ContextVar("attempt", default=None)


class UnhurriedAdapter(requests.adapters.HTTPAdapter):
    """An adapter whose connections belong to the running :class:`Attempt` and are used once.

    A kept connection that the platform has closed meanwhile looks like "sent, no answer"; messages are few,
    so each has a fresh one.
    """

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 handed on as they are
        """Make the pools with connections of our own."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:  # noqa: ANN401 as its parent says
        """The same behind a proxy."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = _POOLS
        return manager


class _Watched:
    """What both kinds of connection add: tell the attempt how far they are."""

    debuglevel = 0  # http.client would print the path, which is the credential

    def _new_conn(self) -> socket.socket:
        attempt = _CURRENT.get()
        if attempt:
            attempt.stage = Stage.CONNECTING
        opened: socket.socket = super()._new_conn()  # type: ignore[misc]
        if attempt:
            attempt.watch(opened)
        return opened

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        attempt = _CURRENT.get()
        if attempt:
            attempt.stage = Stage.CONNECTED


class _Plain(_Watched, urllib3.connection.HTTPConnection):
    """Plain HTTP, for practice servers and private deployments."""


class _Secure(_Watched, urllib3.connection.HTTPSConnection):
    """HTTPS; connected means that the certificate was accepted."""


class _UsedOnce:
    """What both kinds of pool add: no connection comes back."""

    def _put_conn(self, conn: Any) -> None:  # noqa: ANN401 a type that urllib3 keeps to itself
        if conn:
            conn.close()
        super()._put_conn(None)  # type: ignore[misc]


class _PlainPool(_UsedOnce, urllib3.connectionpool.HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(_UsedOnce, urllib3.connectionpool.HTTPSConnectionPool):
    ConnectionCls = _Secure


_POOLS = {"http": _PlainPool, "https": _SecurePool}
