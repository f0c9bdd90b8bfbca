"""Calendars: feed add, feed rotate, feed revoke (订阅日历). An address is printed once, on standard output alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tracker.actions.subscribing import Subscription, add_feed, feed_with, revoke_token, rotate_feed
from tracker.commands.opening import opened, plan_and_unit, put, tell
from tracker.config import is_web_address
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import FeedKind
from tracker.feeds.addresses import https_address, webcal_address
from tracker.store.db import connected
from tracker.store.queries.feeds import person_named

if TYPE_CHECKING:
    import argparse


def feed_add(args: argparse.Namespace) -> None:
    """Make a subscription; its address is printed once."""
    config, timekeeper = opened()
    _check_base(args.base)
    with connected():
        token = add_feed(timekeeper.now(), _wanted(args))
    _print(token, args.base or config.base_url, as_json=args.json)


def feed_rotate(args: argparse.Namespace) -> None:
    """Give a subscription another address; the old one stops."""
    config, timekeeper = opened()
    _check_base(args.base)
    with connected():
        token = rotate_feed(timekeeper.now(), feed_with(_token(args.address)))
    _print(token, args.base or config.base_url, as_json=args.json)


def feed_revoke(args: argparse.Namespace) -> None:
    """Stop a subscription."""
    _, timekeeper = opened()
    with connected():
        revoke_token(timekeeper.now(), _token(args.address))
    tell("订阅已停用。")


def _wanted(args: argparse.Namespace) -> Subscription:
    """The subscription that the options describe; refuses those that contradict each other."""
    if sum(map(bool, (args.unit, args.person, args.office))) > 1:
        raise Refused("--unit、--person、--office 只能写一个。")
    if args.person:
        if args.plan:
            raise Refused("个人日历是本人单位的全部事项，不能同时写 --plan。")
        return _shaped(args, Subscription(FeedKind.PERSON, person_id=_person(args.person)))
    plan_id, unit_id = plan_and_unit(args.plan, args.unit)
    if unit_id is not None:
        return _shaped(args, Subscription(FeedKind.UNIT, plan_id, unit_id))
    if args.office:
        return _shaped(args, Subscription(FeedKind.OFFICE, plan_id))
    if plan_id is None:
        raise Refused("请写谁的日历：--plan 方案（可加 --unit 单位）、--person 账号，或者 --office。")
    return _shaped(args, Subscription(FeedKind.PLAN, plan_id))


def _shaped(args: argparse.Namespace, wanted: Subscription) -> Subscription:
    return Subscription(wanted.kind, wanted.plan_id, wanted.unit_id, wanted.person_id, args.todo, args.alarm)


def _person(username: str) -> int:
    found = person_named(username)
    if found is None:
        raise NotThere(f"没有账号“{username}”，或者已经停用。")
    return found[0]


def _token(address: str) -> str:
    """The token of an address, however much of it was copied."""
    return address.strip().partition("?")[0].rsplit("/", 1)[-1].removesuffix(".ics")


def _check_base(base: str | None) -> None:
    if base is not None and not is_web_address(base):
        raise Refused("--base 应是 http:// 或 https:// 开头的网址。")


def _print(token: str, base_url: str, *, as_json: bool) -> None:
    address = https_address(base_url, token)
    if as_json:
        put({"address": address, "webcal": webcal_address(address)})
    else:
        sys.stdout.write(f"{address}\n")
    tell("地址只显示这一次，请现在就订阅或保存。谁拿到都能看，请勿外传。")
