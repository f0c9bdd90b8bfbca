"""How writing the ledger grows with its rows: seconds and bytes a thousand rows at 1,000 and 10,000, and their ratio.

Usage: python bench/ledger_export.py
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tracker.core.words import Lamp
from tracker.sheets import LedgerRow, Sheet, write_data_edition, write_reading_edition


def main() -> None:
    """Print one line an edition."""
    for write in (write_data_edition, write_reading_edition):
        small, large = _measured(write, 1_000), _measured(write, 10_000)
        print(
            f"{write.__name__}: {small[0]:.2f} s for 1,000 rows, {large[0]:.2f} s for 10,000 "
            f"({large[0] / small[0]:.1f} times); peak memory {small[1]:.0f} and {large[1]:.0f} MB "
            f"({large[1] / small[1]:.1f} times)"
        )


def _measured(write: object, count: int) -> tuple[float, float]:
    sheet = Sheet("示例方案", "", date(2025, 12, 18), tuple(_row(number) for number in range(count)))
    start = time.perf_counter()
    write(sheet)  # type: ignore[operator]
    seconds = time.perf_counter() - start
    tracemalloc.start()
    write(sheet)  # type: ignore[operator]
    peak = tracemalloc.get_traced_memory()[1] / 1_000_000
    tracemalloc.stop()
    return seconds, peak


def _row(number: int) -> LedgerRow:
    return LedgerRow(
        group_key=str(number // 100), task_key=str(number // 4), serial=number, task_no=str(number // 4),
        group=f"第 {number // 100} 部分", text="建设一所从幼儿园到高中的特殊教育学校。" * 3, source="", lead="市教育局",
        unit=f"单位{number}", cooperating="市残联", kind="办结", period="", deadline_text="2025年底前",
        deadline_kind="限期完成", due=date(2025, 12, 31), due_original=date(2025, 12, 31), lamp="▲ 临期",
        lamp_word=Lamp.NEAR, state="达进度", state_why="", progress="主体已封顶。" * 20, duty_key=f"duty-{number}",
    )  # fmt: skip


if __name__ == "__main__":
    main()
