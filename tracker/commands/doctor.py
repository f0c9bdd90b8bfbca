"""`tracker doctor` (体检): what an operator would look at, each line with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.commands.opening import configured, put, tell
from tracker.doctor import examine
from tracker.timekeeper import real_now

if TYPE_CHECKING:
    import argparse

WRONG = 1


def doctor(args: argparse.Namespace) -> int:
    """Examine this installation; 1 when anything is wrong."""
    findings = examine(real_now(), configured(), is_thorough=args.all)
    if args.json:
        put([{"check": each.name, "ok": each.is_ok, "sentence": each.sentence} for each in findings])
    for each in findings:
        tell(f"{'✔' if each.is_ok else '✘'} {each.name}：{each.sentence}")
    wrong = sum(not each.is_ok for each in findings)
    tell(f"共查 {len(findings)} 项，{f'{wrong} 项要处理' if wrong else '都正常'}。")
    return WRONG if wrong else 0
