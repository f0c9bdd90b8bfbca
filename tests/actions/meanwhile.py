"""Two at once, made certain (同时办理): somebody else acts after the first has looked and before it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from tracker.store.db import connected
from tracker.store.tables import database as bound


@contextmanager
def meanwhile(other: Callable[[], object]) -> Iterator[None]:
    """Inside, the first transaction that is begun waits until `other` has been done, in a thread and connection of its own."""
    opened, really_begin = bound.obj, bound.obj.begin

    def act() -> None:
        with connected():
            other()

    def begin(*args: Any, **kwargs: Any) -> Any:
        del opened.begin
        with ThreadPoolExecutor(1) as somebody:
            somebody.submit(act).result()
        return really_begin(*args, **kwargs)

    opened.begin = begin
    try:
        yield
    finally:
        assert "begin" not in opened.__dict__, "nothing was begun"
