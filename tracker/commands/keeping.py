"""People and history: person, verify (人员、流水)."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.actions.people import add_person
from tracker.commands.opening import opened, plan_and_unit, put, tell
from tracker.core.words import Role
from tracker.store.db import connected

if TYPE_CHECKING:
    import argparse


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
