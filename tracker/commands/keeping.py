"""Calendars, people, history: feed, person, verify (订阅、人员、流水)."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.actions.people import add_person
from tracker.actions.subscribing import add_feed, revoke_token
from tracker.commands.opening import opened, plan_and_unit, put, tell
from tracker.config import is_web_address
from tracker.core.refusals import Refused
from tracker.core.words import Role
from tracker.store.db import connected

if TYPE_CHECKING:
    import argparse


def feed_add(args: argparse.Namespace) -> None:
    """Make a subscription; its address is printed once."""
    config, timekeeper = opened()
    if args.base is not None and not is_web_address(args.base):
        raise Refused("--base 应是 http:// 或 https:// 开头的网址。")
    with connected():
        plan_id, unit_id = plan_and_unit(args.plan, args.unit)
        if unit_id is None:
            raise Refused("请写单位名称。")
        token = add_feed(timekeeper.now(), plan_id=plan_id, unit_id=unit_id)
    address = f"{(args.base or config.base_url).rstrip('/')}/feeds/{token}.ics"
    if args.json:
        put(
            {
                "address": address,
                "webcal": address.replace("http", "webcal", 1).replace("webcals", "webcal", 1),
            }
        )
    else:
        sys.stdout.write(f"{address}\n")
    tell("地址只显示这一次，请现在就订阅或保存。谁拿到都能看，请勿外传。")


def feed_revoke(args: argparse.Namespace) -> None:
    """Stop a subscription."""
    _, timekeeper = opened()
    token = args.address.rsplit("/", 1)[-1].removesuffix(".ics")
    with connected():
        revoke_token(timekeeper.now(), token)
    tell("订阅已停用。")


def person_add(args: argparse.Namespace) -> None:
    """Add somebody who may sign in."""
    _, timekeeper = opened()
    password = getpass("口令：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    with connected():
        _, unit_id = plan_and_unit(args.plan, args.unit)
        add_person(
            timekeeper.now(),
            username=args.username,
            name=args.name,
            role=Role(args.role),
            password=password,
            unit_id=unit_id,
        )
    tell(f"已增加 {args.name}（{Role(args.role).label}）。")


def verify(args: argparse.Namespace) -> int:
    """Walk the history and name every fault."""
    opened()
    with connected():
        count, faults = history.verify()
    if args.json:
        put(
            {
                "entries": count,
                "faults": [{"entry": fault.entry, "sentence": fault.sentence} for fault in faults],
            }
        )
    for fault in faults:
        tell(fault.sentence)
    tell(f"核对流水 {count} 条，{'没有发现改动' if not faults else f'发现 {len(faults)} 处异常'}。")
    return 1 if faults else 0
