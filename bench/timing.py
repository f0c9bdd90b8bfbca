"""Measuring (计时): the least of several runs, because whatever is slower was disturbed; rows printed with their ratio."""

from __future__ import annotations

import gc
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def least_ms(work: Callable[[], object], runs: int = 7) -> float:
    """The shortest time of `runs` runs, in milliseconds, the collector of garbage held off."""
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        gc.disable()
        begin = perf_counter()
        work()
        best = min(best, perf_counter() - begin)
        gc.enable()
    return best * 1000


def show(title: str, rows: list[tuple[str, float]], against: str) -> None:
    """Print a table in Markdown: milliseconds, and how many times faster than the row `against`."""
    base = dict(rows)[against]
    print(f"\n### {title}\n\n| what | ms | against “{against}” |\n|---|---:|---:|")
    for name, milliseconds in rows:
        print(f"| {name} | {milliseconds:.2f} | {base / milliseconds:,.1f}× |")
