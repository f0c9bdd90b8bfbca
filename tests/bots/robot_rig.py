"""What a test wants of the running practice server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from bots import Address, Message, Platform, Receipt, SendFailed, new_session, parse_address, render, send
from bots.practice import PracticeServer
from bots.practice.rooms import Fault, Room, Standing


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 12, 24, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Practice:
    """The running server and what a test wants of it."""

    server: PracticeServer
    clock: Clock
    http: requests.Session
    patience: float = 3.0
    """Seconds; what never comes is waited for a shorter time."""

    def room(self, platform: str) -> Room:
        return next(room for room in self.server.rooms if room.spec.platform == platform)

    def address(self, platform: str) -> Address:
        spec = self.room(platform).spec
        text = spec.address_text(self.server.url)
        hosts = self.server.robot_hosts
        return parse_address(platform, text, secret=spec.secret, keywords=spec.keywords, robot_hosts=hosts)

    def fault(self, platform: str, name: str, *, body: str = "", status: int = 200, delay_ms: int = 0) -> None:
        if name in ("accept_then_timeout", "slow_drip"):
            self.patience = 0.4
        self.room(platform).faults.append(Fault(name, delay_ms, status, body))

    def change(self, platform: str, **changes: Any) -> None:
        if "standing" in changes:
            changes["standing"] = Standing(changes["standing"])
        self.server.rooms.change(self.room(platform), **changes)

    def say(
        self,
        platform: str,
        message: Message | str = "督办：本周 3 项临期",
        *,
        uuid: str | None = None,
        to: Address | None = None,
    ) -> Receipt:
        if isinstance(message, str):
            message = Message(body=message)
        address = to or self.address(platform)
        receipts = [
            send(address, part, now=self.clock(), http=self.http, uuid=uuid, timeout=(self.patience, self.patience))
            for part in render(message, Platform(platform), keywords=address.keywords)
        ]
        return receipts[-1]


def say_to(
    base: str,
    platform: str,
    *,
    key: str = "somekey-0001",
    secret: str | None = None,
    uuid: str | None = None,
    now: datetime = Clock.at,
    timeout: tuple[float, float] = (3.0, 3.0),
    http: requests.Session | None = None,
) -> Receipt:
    """Send one line to whoever listens at ``base``."""
    address = parse_address(platform, key, secret=secret, robot_hosts={platform: base})
    (part,) = render(Message(body="督办：3 项临期"), platform)
    with http or new_session() as session:
        return send(address, part, now=now, http=session, uuid=uuid, timeout=timeout)


def post(practice: Practice, platform: str, payload: dict[str, Any]) -> dict[str, Any]:
    return practice.http.post(practice.address(platform).reveal(), json=payload).json()


def refused(practice: Practice, platform: str) -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        practice.say(platform)
    return failed.value


def stamp_of(practice: Practice) -> int:
    return int(practice.clock().timestamp() * 1000)
