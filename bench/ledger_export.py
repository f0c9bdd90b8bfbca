"""How writing the ledger as a workbook grows with its rows: seconds and the most memory a process ever held, at 1,000 and 10,000 rows.

Each workbook is written by a process of its own, so that its peak is its own.

Usage: python -m bench.ledger_export
"""

from __future__ import annotations

import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import process_time

from tracker.core.words import Lamp
from tracker.sheets import LedgerRow, Sheet, write_data_edition, write_reading_edition

EDITIONS = {"data": write_data_edition, "reading": write_reading_edition}


def main() -> None:
    """Print one line an edition; called with an edition and a number of rows, write that one and print its figures."""
    if len(sys.argv) > 1:
        print(*_written(sys.argv[1], int(sys.argv[2])))
        return
    for name in EDITIONS:
        small, large = _in_a_process(name, 1_000), _in_a_process(name, 10_000)
        print(
            f"{name} edition: {small[0]:.2f} s for 1,000 rows, {large[0]:.2f} s for 10,000 ({large[0] / small[0]:.1f} times); "
            f"the process held at most {small[1]:.0f} and {large[1]:.0f} MB"
        )


def _in_a_process(name: str, count: int) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.ledger_export", name, str(count)]
    root = Path(__file__).parents[1]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root).stdout.split()  # noqa: S603 - ourselves
    return float(said[0]), float(said[1])


def _written(name: str, count: int) -> tuple[float, float]:
    """Processor seconds of the writing, and the process's peak in MB, the interpreter and its imports included."""
    sheet = Sheet("示例方案", "", date(2025, 12, 18), tuple(_row(number) for number in range(count)))
    begin = process_time()
    EDITIONS[name](sheet)
    seconds = process_time() - begin
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
