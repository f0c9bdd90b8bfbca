"""The practice server's own JSON interface (管理接口): robots, what arrived, faults, the clock."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, jsonify, request

from bots.practice import faults
from bots.practice.rooms import Call, Fault, Member, RobotSpec, Room, Rooms, Standing
from bots.words import Platform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

_CHANGEABLE = {
    "name",
    "secret",
    "keywords",
    "ip_allow",
    "members",
    "standing",
    "zh",
    "throttle_code",
    "lenient",
    "legacy",
    "uuid_seconds",
}
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
            identity = {"platform": Platform(data["platform"]), "name": data["name"], "key": data["key"]}
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
        if name not in (*faults.INSTEAD, *faults.AFTERWARDS):
            return jsonify(error="没有这种故障", known=[*faults.INSTEAD, *faults.AFTERWARDS]), 400
        fault = Fault(name, int(data.get("delay_ms", 0)), int(data.get("status", 200)), str(data.get("body", "")))
        with rooms.lock:
            room = _room(rooms, number)
            room.faults.extend([fault] * int(data.get("times", 1)))
            return jsonify(waiting=[f.name for f in room.faults]), 201

    @api.route("/clock", methods=["GET", "POST"])
    def clock() -> ResponseReturnValue:
        with rooms.lock:
            if request.method == "POST":
                rooms.offset = timedelta(seconds=float(_body().get("offset_seconds", 0)))
            return jsonify(now=rooms.now().isoformat(), offset_seconds=rooms.offset.total_seconds())

    @api.post("/reset")
    def reset() -> ResponseReturnValue:
        number = _body().get("robot")
        rooms.reset(int(number) if number is not None else None)
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
    changes = {name: data[name] for name in _CHANGEABLE & set(data)}
    for name in ("keywords", "ip_allow"):
        if name in changes:
            changes[name] = tuple(str(word) for word in changes[name])
    if changes.get("members") is not None:
        changes["members"] = tuple(Member(**member) for member in changes["members"])
    if "standing" in changes:
        changes["standing"] = Standing(changes["standing"])
    return changes


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
        "raw_base64": base64.b64encode(call.raw).decode(),
        "code": call.code,
        "status": call.reply.status,
        "answer": call.reply.body,
        "delivered": call.reply.delivered,
        "duplicate": call.reply.duplicate,
        "notified": list(call.reply.notified),
        "fault": call.fault,
    }
