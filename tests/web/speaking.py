"""Robots, channels and letters for tests of the pages of 通道 and 发件."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from example import NOW

from bots.practice import DEFAULT_ROBOTS
from tracker.store.db import connected
from tracker.store.tables import Attempt, Channel, Dispatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from visiting import Visitor
    from werkzeug.test import TestResponse

    from bots.practice import PracticeServer

WECOM, DINGTALK, FEISHU = DEFAULT_ROBOTS


def register(office: Visitor, robots: PracticeServer, spec: Any = WECOM, **changes: Any) -> TestResponse:
    """The form of 登记, filled in for a practice robot, save what `changes` changes; without a test message."""
    whole = {
        "platform": str(spec.platform),
        "name": spec.name,
        "address": spec.address_text(robots.url),
        "secret": spec.secret,
        "keywords": " ".join(spec.keywords),
        "plan": "",
        "audience": "",
    }
    return office.post("/channels", {**whole, **changes})


def a_channel(name: str = "特教任务群", **changes: Any) -> int:
    """A channel straight into the database; its address opens nothing."""
    whole = {"platform": "wecom", "address": "sealed", "tail": "5aaa", "created_at": NOW}
    with connected():
        return int(Channel.insert(name=name, **{**whole, **changes}).execute())


def a_letter(channel: int, state: str = "dead", **changes: Any) -> int:
    """An outbox row straight into the database, written a quarter of an hour ago."""
    written = NOW - timedelta(minutes=16)
    whole = {
        "kind": "letter",
        "title": "督办提醒 12月18日（周四）",
        "body": "**示例市特殊教育发展提升行动计划**\n▲ 到期提醒 **1** 项",
        "link": "/mine",
        "next_at": written,
        "created_at": written,
    }
    with connected():
        return int(Dispatch.insert(channel=channel, state=state, **{**whole, **changes}).execute())


def an_attempt(dispatch: int, channel: int, **changes: Any) -> None:
    """One attempt straight into the database."""
    whole = {"part": 1, "parts": 1, "worker": "test", "started_at": NOW, "ended_at": NOW}
    with connected():
        Attempt.insert(dispatch=dispatch, channel=channel, **{**whole, **changes}).execute()


def queries_of(step: Callable[[], object]) -> int:
    """How many queries a step asks."""
    counted = _Counting()
    queries = logging.getLogger("peewee")
    queries.addHandler(counted)
    queries.setLevel(logging.DEBUG)
    try:
        step()
    finally:
        queries.removeHandler(counted)
        queries.setLevel(logging.NOTSET)
    return counted.number


class _Counting(logging.Handler):
    number = 0

    def emit(self, _record: logging.LogRecord) -> None:
        self.number += 1


def row(dispatch: int) -> Dispatch:
    """An outbox row as it stands."""
    with connected():
        return Dispatch.get_by_id(dispatch)
