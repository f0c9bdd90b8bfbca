"""The three platforms' own addresses (平台接口): take a call, judge it, record it, answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request

from bots.practice import dingtalk, faults, feishu, wecom
from bots.practice.opened import opened
from bots.practice.rooms import Incoming, Reply, Room, Rooms
from bots.words import Platform

Judge = Callable[[Room | None, Incoming, datetime], Reply]
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def platform_endpoints(rooms: Rooms) -> Blueprint:
    """Make the routes of the three platforms over these rooms."""
    routes = Blueprint("platforms", __name__)

    @routes.route("/cgi-bin/webhook/send", methods=_METHODS, provide_automatic_options=False)
    def wecom_send() -> Response:
        return _take(rooms, Platform.WECOM, request.args.get("key", ""), wecom.judge)

    @routes.post("/cgi-bin/webhook/upload_media")
    def wecom_upload() -> Response:
        file = request.files.get("media")
        name, data = (file.filename or "", file.read()) if file else ("", b"")

        def judge(room: Room | None, call: Incoming, now: datetime) -> Reply:
            return wecom.upload(room, call, name, data, now)

        return _take(rooms, Platform.WECOM, request.args.get("key", ""), judge, record=False)

    @routes.route("/robot/send", methods=_METHODS, provide_automatic_options=False)
    def dingtalk_send() -> Response:
        return _take(rooms, Platform.DINGTALK, request.args.get("access_token", ""), dingtalk.judge)

    @routes.route("/open-apis/bot/v2/hook/<token>", methods=_METHODS, provide_automatic_options=False)
    def feishu_send(token: str) -> Response:
        return _take(rooms, Platform.FEISHU, token, feishu.judge)

    return routes


def _take(rooms: Rooms, platform: Platform, key: str, judge: Judge, *, record: bool = True) -> Response:
    call = Incoming(
        method=request.method,
        key=key,
        params=request.args,
        content_type=request.headers.get("Content-Type", ""),
        body=request.get_data(),
        ip=request.remote_addr or "",
    )
    with rooms.lock:
        now = rooms.now()
        room = rooms.find(platform, key)
        fault = room.faults.popleft() if room and room.faults and call.method == "POST" else None
        instead = fault is not None and fault.name in faults.INSTEAD
        reply = faults.instead(fault, platform) if fault and instead else judge(room, call, now)
        if room and record:
            room.record(now, call, opened(call.body), reply, fault.name if fault else "")
            rooms.version += 1
    return faults.respond(fault, reply, rooms)
