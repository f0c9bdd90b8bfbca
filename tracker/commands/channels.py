"""Channels on the command line (通道): add one, with a first test message; list them with their health."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.actions.channels import TEST_WORDS, add_channel, say
from tracker.actions.posting import receipt_of
from tracker.actions.working_days import working_days
from tracker.clock import new_courier
from tracker.commands.opening import opened, plan_and_unit, put, tell
from tracker.commands.speaking import until_sent
from tracker.core.words import Audience, DispatchState
from tracker.store.db import connected
from tracker.store.queries.channels import channel_by_id, channels

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from tracker.actions.receipts import Posted
    from tracker.config import Config
    from tracker.store.queries.channels import ChannelLine
    from tracker.timekeeper import Timekeeper


def add(args: argparse.Namespace) -> int:
    """Register a group robot; with --test fails unless the platform took a test message. Registered it is in any case."""
    config, timekeeper = opened()
    with connected():
        plan_id, unit_id = plan_and_unit(args.plan, args.unit)
        channel_id = add_channel(
            timekeeper.now(),
            config,
            platform=args.platform,
            name=args.name,
            address=args.address,
            secret=args.secret,
            keywords=args.keyword,
            plan_id=plan_id,
            unit_id=unit_id,
            audience=Audience.OFFICE if args.office else None,
        )
        tell(f"已登记通道“{args.name}”。")
        posted = _test(config, timekeeper, channel_id) if args.test else None
    if args.json:
        tested = {"test": posted.to_json()} if posted else {}
        put({"id": channel_id, "name": args.name, "platform": args.platform, **tested})
    if posted is None:
        return 0
    said = " ".join(part for part in (posted.code, posted.answer) if part)
    if posted.state is DispatchState.DELIVERED:
        tell(f"测试消息：平台已收（{said or '没有附言'}）。请到群里看一眼。")
        return 0
    tell(f"测试消息没有发成：{posted.state.label}（{said}）。{posted.remedy}通道留着，改好以后再试。")
    return 1


def listing(args: argparse.Namespace) -> None:
    """Every channel and how it is."""
    _, timekeeper = opened()
    with connected():
        found = channels(timekeeper.now(), working_days())
    if args.json:
        put([_json(line) for line in found])
        return
    for line in found:
        how = line.health.label if line.is_active else "已停用"
        waits = f"，{line.waiting} 封等着发" if line.waiting else ""
        trouble = f"，{line.last_error}" if line.last_error else ""
        tell(f"{line.id} {line.name}（{line.platform.label} …{line.tail}）：{how}{waits}{trouble}")
    if not found:
        tell("还没有通道。用 tracker channel add 登记一个。")


def _test(config: Config, timekeeper: Timekeeper, channel_id: int) -> Posted:
    """One test message through the outbox, and what became of it."""
    line = channel_by_id(channel_id, timekeeper.now(), working_days())
    dispatch = say(timekeeper.now(), line.name if line else "", TEST_WORDS)
    for _ in until_sent(dispatch, timekeeper, new_courier(config, "test", by_hand=True)):
        pass
    return receipt_of(timekeeper.now(), dispatch)


def _json(line: ChannelLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "platform": str(line.platform),
        "tail": line.tail,
        "plan": line.plan_title,
        "unit": line.unit_name,
        "audience": str(line.audience) if line.audience else None,
        "active": line.is_active,
        "health": str(line.health),
        "label": line.health.label,
        "waiting": line.waiting,
        "oldest": _moment(line.oldest),
        "undecided": line.undecided,
        "sent_last_minute": line.sent_lately,
        "last_success_at": _moment(line.last_success_at),
        "last_error": line.last_error,
        "pause_until": _moment(line.pause_until),
        "broken_since": _moment(line.broken_since),
        "probe_at": _moment(line.probe_at),
        "clock_skew": line.clock_skew,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
