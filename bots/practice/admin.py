"""The practice server's own JSON interface (管理接口): robots, what arrived, faults, the clock."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, jsonify, request

from bots.practice import faults
from bots.practice.dingtalk import THROTTLES
from bots.practice.rooms import Call, Fault, Member, RobotSpec, Room, Rooms, Standing
from bots.words import Platform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask.typing import ResponseReturnValue

_LONGEST_DELAY, _MOST_TIMES = 60_000, 1000
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


def admin_api(rooms: Rooms) -> Blueprint:  # noqa: C901 a list of short routes, not a branching rule
    """Make the routes under ``/admin``. Bodies are JSON objects; a wrong one gets HTTP 400 and ``error``."""
    api = Blueprint("admin", __name__, url_prefix="/admin")

    @api.before_request
    def only_from_here() -> None:
        # Another site's page in the same browser must reach this neither by its own name nor by a plain form.
        if request.host.rsplit(":", 1)[0] not in _LOOPBACK:
            abort(403)
        if request.method != "GET" and not request.is_json:
            abort(415)

    @api.get("/robots")
    def list_robots() -> ResponseReturnValue:
        return jsonify(robots=[_robot(room) for room in rooms])

    @api.post("/robots")
    def add_robot() -> ResponseReturnValue:
        data = _body()
        try:
            identity = {"platform": Platform(data["platform"]), "name": _word(data["name"]), "key": _word(data["key"])}
            spec = RobotSpec(**(_changes(data) | identity))
            with rooms.lock:
                return jsonify(_robot(rooms.add(spec))), 201
        except (KeyError, TypeError, ValueError) as error:
            return jsonify(error=f"演练机器人没有建成：{error}"), 400

    @api.patch("/robots/<int:number>")
    def change_robot(number: int) -> ResponseReturnValue:
        try:
            changes = _changes(_body())
        except (TypeError, ValueError) as error:
            return jsonify(error=f"没有改：{error}"), 400
        with rooms.lock:
            room = _room(rooms, number)
            rooms.change(room, **changes)
            return jsonify(_robot(room))

    @api.get("/robots/<int:number>/messages")
    def messages(number: int) -> ResponseReturnValue:
        with rooms.lock:
            return jsonify(messages=[_call(call) for call in _room(rooms, number).delivered])

    @api.get("/robots/<int:number>/calls")
    def calls(number: int) -> ResponseReturnValue:
        with rooms.lock:
            return jsonify(calls=[_call(call) for call in _room(rooms, number).calls])

    @api.post("/robots/<int:number>/faults")
    def add_fault(number: int) -> ResponseReturnValue:
        data = _body()
        name = str(data.get("fault", ""))
        name = faults.TAKEN_AS.get(name, name)
        if name not in (*faults.INSTEAD, *faults.AFTERWARDS):
            return jsonify(error="没有这种故障", known=[*faults.INSTEAD, *faults.AFTERWARDS]), 400
        try:
            delay, status, times = (int(data.get(n, d)) for n, d in (("delay_ms", 0), ("status", 200), ("times", 1)))
        except (TypeError, ValueError):
            return jsonify(error="delay_ms、status 和 times 都应是整数"), 400
        if not (0 <= delay <= _LONGEST_DELAY and 200 <= status <= 599 and 1 <= times <= _MOST_TIMES):  # noqa: PLR2004
            return jsonify(error="delay_ms 最多 60000，status 在 200 到 599 之间，times 在 1 到 1000 之间"), 400
        with rooms.lock:
            room = _room(rooms, number)
            room.faults.extend([Fault(name, delay, status, str(data.get("body", "")))] * times)
            return jsonify(waiting=[f.name for f in room.faults]), 201

    @api.route("/clock", methods=["GET", "POST"])
    def clock() -> ResponseReturnValue:
        with rooms.lock:
            if request.method == "POST":
                try:
                    rooms.offset = timedelta(seconds=float(_body().get("offset_seconds", 0)))
                    rooms.now()
                except (TypeError, ValueError, OverflowError):
                    rooms.offset = timedelta()
                    return jsonify(error="offset_seconds 应是秒数"), 400
            return jsonify(now=rooms.now().isoformat(), offset_seconds=rooms.offset.total_seconds())

    @api.post("/reset")
    def reset() -> ResponseReturnValue:
        number = _body().get("robot")
        if number is not None and (not isinstance(number, int) or rooms.get(number) is None):
            return jsonify(error="没有这个编号的演练机器人"), 400
        rooms.reset(number)
        return jsonify(robots=[_robot(room) for room in rooms])

    return api


def _body() -> Mapping[str, Any]:
    data = request.get_json(silent=True)
    return data if isinstance(data, dict) else {}


def _room(rooms: Rooms, number: int) -> Room:
    room = rooms.get(number)
    if room is None:
        abort(404)
    return room


def _changes(data: Mapping[str, Any]) -> dict[str, Any]:
    """Read what may be changed about a robot. Raises ``ValueError`` or ``TypeError`` for another shape."""
    return {name: read(data[name]) for name, read in _CHANGEABLE.items() if name in data}


def _word(value: object) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError("应是一行文字")
    return value


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("应是文字的列表")
    return tuple(_word(one) for one in value)


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("应是 true 或 false")
    return value


def _members(value: object) -> tuple[Member, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise TypeError("members 应是列表，每项有 name、mobile、userid")
    return tuple(
        Member(
            _word(one.get("name", "")), _word(one.get("mobile", "")), _word(one.get("userid") or one.get("open_id", ""))
        )
        for one in value
    )


def _throttle_code(value: object) -> int:
    if value not in THROTTLES:
        raise ValueError(f"throttle_code 只能是 {' 或 '.join(map(str, THROTTLES))}")
    return int(str(value))


def _seconds(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LONGEST_MEMORY:
        raise ValueError("uuid_seconds 应是秒数，最多 30 天")
    return value


_LONGEST_MEMORY = 30 * 86400
_CHANGEABLE: Mapping[str, Callable[[object], Any]] = {
    "name": _word,
    "secret": _word,
    "keywords": _words,
    "ip_allow": _words,
    "members": _members,
    "standing": lambda value: Standing(_word(value)),
    "zh": _switch,
    "throttle_code": _throttle_code,
    "lenient": _switch,
    "legacy": _switch,
    "uuid_seconds": _seconds,
}


def _robot(room: Room) -> dict[str, Any]:
    spec = room.spec
    return {
        "number": room.number,
        "platform": spec.platform,
        "name": spec.name,
        "address": spec.address_text(request.host_url),
        "secret": spec.secret,
        "keywords": list(spec.keywords),
        "standing": spec.standing,
        "delivered": len(room.delivered),
        "calls": room.counted,
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "number": call.number,
        "at": call.at.isoformat(),
        "payload": call.payload,
        "params": dict(call.params),
        "content_type": call.content_type,
        "raw_base64": base64.b64encode(call.raw).decode(),
        "code": call.code,
        "status": call.reply.status,
        "answer": call.reply.body,
        "delivered": call.reply.delivered,
        "duplicate": call.reply.duplicate,
        "notified": list(call.reply.notified),
        "fault": call.fault,
    }
