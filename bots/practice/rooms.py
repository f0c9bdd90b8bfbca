"""The state of the practice server: robots, the rooms (群) they speak in, what arrived, the clock."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bots.words import Platform

Clock = Callable[[], datetime]

KEPT_CALLS = 500
"""Calls remembered per room; older ones are forgotten."""


class Standing(StrEnum):
    """How a robot stands in its group."""

    OK = "ok"
    DISABLED = "disabled"
    REMOVED = "removed"
    DISSOLVED = "group_dissolved"


@dataclass(frozen=True)
class Member:
    """Somebody in the group, as the platform knows them; ``userid`` is the open_id on Feishu."""

    name: str
    mobile: str = ""
    userid: str = ""


@dataclass(frozen=True)
class RobotSpec:
    """A robot as it is set up in a group.

    ``members`` ``None`` means that everybody who is mentioned is in the group. The switches choose between
    answers that were all seen in the field: ``zh`` DingTalk's newer Chinese 310000, ``throttle_code`` its
    two throttle codes, ``lenient`` WeCom's observed 5120 bytes of text, ``legacy`` Feishu's ``StatusCode:
    0`` beside a failure. ``uuid_seconds`` is how long DingTalk remembers a ``msgUuid`` (our assumption).
    """

    platform: Platform
    name: str
    key: str
    secret: str = ""
    keywords: tuple[str, ...] = ()
    ip_allow: tuple[str, ...] = ()
    members: tuple[Member, ...] | None = None
    standing: Standing = Standing.OK
    zh: bool = False
    throttle_code: int = 130101
    lenient: bool = False
    legacy: bool = False
    uuid_seconds: int = 3600

    def address_text(self, base: str) -> str:
        """Give the full address to register as a channel; ``base`` is like ``http://127.0.0.1:9100``."""
        return (
            base.rstrip("/")
            + {
                Platform.WECOM: f"/cgi-bin/webhook/send?key={self.key}",
                Platform.DINGTALK: f"/robot/send?access_token={self.key}",
                Platform.FEISHU: f"/open-apis/bot/v2/hook/{self.key}",
            }[self.platform]
        )


DEFAULT_ROBOTS: tuple[RobotSpec, ...] = (
    RobotSpec(Platform.WECOM, "企业微信·特教任务群", "practice-wecom-0001"),
    RobotSpec(
        Platform.DINGTALK,
        "钉钉·特教任务群",
        "practice-dingtalk-0002",
        secret="SECpractice0002",  # noqa: S106 opens nothing but the practice room
        keywords=("督办",),
        zh=True,
    ),
    RobotSpec(Platform.FEISHU, "飞书·特教任务群", "practice-feishu-0003", secret="practice0003"),  # noqa: S106 the same
)
"""One practice robot a platform, with keys that open nothing else."""


@dataclass(frozen=True)
class Incoming:
    """A call as it came in."""

    method: str
    key: str
    params: Mapping[str, str]
    content_type: str
    body: bytes
    ip: str


@dataclass(frozen=True)
class Reply:
    """What a platform says to a call, and what becomes of the message.

    ``delivered``: it shows in the group; ``duplicate``: accepted, but shown before. ``payload`` is what is
    recorded as shown.
    """

    body: dict[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delivered: bool = False
    duplicate: bool = False
    notified: tuple[str, ...] = ()
    payload: Mapping[str, Any] | None = None
    html: str = ""


@dataclass(frozen=True)
class Call:
    """One recorded call: raw bytes, query and type of content, parsed payload, answer and effect."""

    number: int
    at: datetime
    raw: bytes
    params: Mapping[str, str]
    content_type: str
    payload: Mapping[str, Any] | None
    reply: Reply
    fault: str = ""

    @property
    def code(self) -> str:
        """The platform's code in the answer."""
        return str(self.reply.body.get("errcode", self.reply.body.get("code", "")))


@dataclass(frozen=True)
class Fault:
    """Something that shall go wrong with one call; ``status`` and ``body`` belong to the fault ``answer``."""

    name: str
    delay_ms: int = 0
    status: int = 200
    body: str = ""


@dataclass
class Room:
    """One robot's group, and all that happened in it."""

    number: int
    spec: RobotSpec
    accepted: deque[datetime] = field(default_factory=deque)
    penalty_until: datetime | None = None
    seen: dict[str, datetime] = field(default_factory=dict)
    media: dict[str, datetime] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=KEPT_CALLS))
    counted: int = 0

    @property
    def delivered(self) -> list[Call]:
        """The calls whose message shows in the group."""
        return [call for call in self.calls if call.reply.delivered]

    def accepted_within(self, now: datetime, seconds: float) -> int:
        """How many messages were taken in the last ``seconds``."""
        return sum(now - at < timedelta(seconds=seconds) for at in self.accepted)

    def record(
        self, now: datetime, call: Incoming, payload: Mapping[str, Any] | None, reply: Reply, fault: str
    ) -> None:
        """Keep a call without its credential, and count it for the throttles if it was accepted."""
        self.counted += 1
        params = {name: value for name, value in call.params.items() if value != call.key}
        shown = reply.payload or payload
        self.calls.append(Call(self.counted, now, call.body, params, call.content_type, shown, reply, fault))
        if reply.delivered or reply.duplicate:
            self.accepted.append(now)
            while self.accepted and now - self.accepted[0] > timedelta(seconds=120):
                self.accepted.popleft()


class Rooms:
    """All rooms, under one lock, with a clock that can be set forward."""

    def __init__(self, clock: Clock, robots: Iterable[RobotSpec] = ()) -> None:
        self.lock = threading.RLock()
        self.released = threading.Event()
        self.version = 0
        self.offset = timedelta()
        self._clock = clock
        self._robots = tuple(robots)
        self._rooms: dict[int, Room] = {}
        self.reset()

    def __iter__(self) -> Iterator[Room]:
        return iter(list(self._rooms.values()))

    def now(self) -> datetime:
        """Tell the practice server's time."""
        return self._clock() + self.offset

    def find(self, platform: Platform, key: str) -> Room | None:
        """Find the room of a robot by its credential."""
        return next((r for r in self if r.spec.platform is platform and r.spec.key == key), None)

    def get(self, number: int) -> Room | None:
        """Find the room with this number."""
        return self._rooms.get(number)

    def add(self, spec: RobotSpec) -> Room:
        """Set up another robot. Raises ``ValueError`` if its key is taken."""
        if self.find(spec.platform, spec.key):
            raise ValueError("这个平台上已有同样 key 的演练机器人")
        room = Room(max(self._rooms, default=0) + 1, spec)
        self._rooms[room.number] = room
        self.version += 1
        return room

    def change(self, room: Room, **changes: Any) -> None:  # noqa: ANN401 fields of RobotSpec
        """Change how a robot is set up."""
        room.spec = replace(room.spec, **changes)
        self.version += 1

    def reset(self, number: int | None = None) -> None:
        """Empty one room, or put everything back to the beginning, clock included."""
        with self.lock:
            if number is None:
                self._rooms = {}
                self.offset = timedelta()
                for spec in self._robots:
                    self.add(spec)
            elif number in self._rooms:
                self._rooms[number] = Room(number, self._rooms[number].spec)
            self.version += 1
