"""Measuring (计时): the least of several runs, because whatever is slower was disturbed; rows printed with their ratio."""

from __future__ import annotations

import gc
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def least_ms(
    work: Callable[[], object], runs: int = 7, times: int = 1, clock: Callable[[], float] = perf_counter
) -> float:
    """The shortest time of `runs` runs, in milliseconds, the collector of garbage held off.

    What takes a millisecond or two is done `times` times a run, and the time of one is given. `clock` may be the processor's
    (`time.process_time`) where all of the work happens in this process and others use the machine.
    """
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        gc.disable()
        begin = clock()
        for _ in range(times):
            work()
        best = min(best, clock() - begin)
        gc.enable()
    return best * 1000 / times


def show(title: str, rows: list[tuple[str, float]], against: str) -> None:
    """Print a table in Markdown: milliseconds, and how many times faster than the row `against`."""
    base = dict(rows)[against]
    print(f"\n### {title}\n\n| what | ms | against “{against}” |\n|---|---:|---:|")
    for name, milliseconds in rows:
        print(f"| {name} | {milliseconds:.2f} | {base / milliseconds:,.1f}× |")
