"""Speaking: tick, rehearse, post, channel say (提醒和发送)."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

from tracker.actions.channels import say as say_to
from tracker.actions.posting import drain, receipt_of, waits_for_turn
from tracker.actions.reminding import rehearse as rehearse_days
from tracker.actions.reminding import tick as tick_once
from tracker.clock import new_courier
from tracker.commands.opening import day, opened, put, tell, text_of
from tracker.core.refusals import Refused
from tracker.core.words import DispatchState
from tracker.store.db import connected
from tracker.timekeeper import moment

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from tracker.actions.courier import Courier
    from tracker.actions.receipts import Posted
    from tracker.timekeeper import Timekeeper


def tick(args: argparse.Namespace) -> None:
    """One reminder tick as of a moment."""
    _, timekeeper = opened()
    try:
        at = timekeeper.now() if args.at is None else moment(args.at)
    except ValueError:
        raise Refused("时刻要写成 'YYYY-MM-DD HH:MM'，例如 '2026-01-05 09:30'。") from None
    with connected():
        done = tick_once(at, write=not args.dry_run)
    if args.json:
        put(done.to_json())
        return
    for letter in done.letters:
        tell(f"【{letter.channel.name if letter.channel else '没有通道可送'}】{letter.title}\n{letter.body}\n")
    if done.proposals:
        tell(f"建议挂牌 {len(done.proposals)} 件，请到“挂牌督办”页核对。")
    for note in (done.note, *done.missing.values()):
        if note:
            tell(note)


def rehearse(args: argparse.Namespace) -> None:
    """What would be said on which day, writing nothing."""
    first, last = day(args.first), day(args.last)
    if first is None or last is None or last < first or (last - first).days > 2 * 366:
        raise Refused("预演的起止日期不对：止日不能早于起日，最长两年。")
    opened()
    with connected():
        days = rehearse_days(first, last)
    if args.json:
        put([each.to_json() for each in days])
        return
    for note in sorted({note for each in days for note in each.missing.values()}):
        tell(note)
    for each in days:
        for letter in each.letters:
            minute = each.goes_at(letter)
            when = f"{each.day} {minute:%H:%M}" if minute else str(each.day)
            tell(f"{when} → {letter.channel.name if letter.channel else '没有通道可送'}\n{letter.body}\n")


def post(args: argparse.Namespace) -> int:
    """Drain the outbox once; fails unless everything that was tried was delivered."""
    config, timekeeper = opened()
    with connected():
        receipts = list(drain(timekeeper.now, new_courier(config, "post", by_hand=True)))
    return _receipts([receipt.to_json() for receipt in receipts], as_json=args.json)


def channel_say(args: argparse.Namespace) -> int:
    """One message to a channel through the outbox."""
    text = text_of(args.file)
    config, timekeeper = opened()
    with connected():
        dispatch = say_to(timekeeper.now(), args.name, text)
        courier = new_courier(config, "say", by_hand=True)
        receipts = [receipt.to_json() for receipt in until_sent(dispatch, timekeeper, courier)]
        receipts = receipts or [receipt_of(timekeeper.now(), dispatch).to_json()]
    return _receipts(receipts, as_json=args.json)


def until_sent(dispatch: int, timekeeper: Timekeeper, courier: Courier) -> Iterator[Posted]:
    """One message with all its parts: where only the robot's pace holds it up, wait for its turn."""
    while True:
        yield from drain(timekeeper.now, courier, only=[dispatch])
        wait = waits_for_turn(timekeeper.now(), dispatch)
        if wait is None:
            return
        tell(f"一个机器人一分钟最多发 18 条（飞书 90 条），{wait.seconds + 1} 秒后接着发……")
        Event().wait(wait.total_seconds())


def _receipts(receipts: list[dict[str, Any]], *, as_json: bool) -> int:
    if as_json:
        put({"receipts": receipts})
    for receipt in receipts:
        tell(
            f"发件 {receipt['dispatch']}：{receipt.get('label', '待发')} {receipt.get('answer', '')}{receipt.get('remedy', '')}"
        )
    fine = (str(DispatchState.DELIVERED), str(DispatchState.CANCELLED))
    return 0 if all(receipt["state"] in fine for receipt in receipts) else 1
