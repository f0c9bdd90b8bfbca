"""History: verify (流水)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.commands.opening import opened, put, tell
from tracker.store.db import connected

if TYPE_CHECKING:
    import argparse


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
