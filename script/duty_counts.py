"""Write docs/duties.md anew: what the shipped plans compile to, for two days of admission.

Usage: .venv/bin/python script/duty_counts.py
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tasks_seed.shipped import load_shipped, shipped_keys  # noqa: E402 - runs from a checkout without being installed
from tracker.actions.horizon import extend  # noqa: E402
from tracker.actions.intake import admit_shipped  # noqa: E402
from tracker.core.words import DutyKind  # noqa: E402
from tracker.store.db import connected, migrate, open_database  # noqa: E402
from tracker.store.tables import Duty, Plan, Unit  # noqa: E402
from tracker.timekeeper import SHANGHAI  # noqa: E402

EARLY = datetime(2023, 3, 1, 9, tzinfo=SHANGHAI)
LATE = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
KINDS = (DutyKind.CLOSING, DutyKind.MILESTONE, DutyKind.REPORT, DutyKind.START)

TEXT = """# What the five plans compile to

Written by `script/duty_counts.py`; do not edit. A duty is one unit owing one outcome by one date. “Without a date” are tasks whose
document names none: they have one duty without a date, are never reminded, and say why on their page.

Kinds: 办结 closing, 阶段 milestone, 定期报告 periodic report, 启动 start.
"""


def main() -> None:
    """Admit every plan on both days into throw-away databases and write the tables."""
    parts = [
        TEXT,
        _day("Admitted on 2023-03-01, rolled to the end of every plan", EARLY, roll=True),
        _day("Admitted on 2026-11-23, when every date had passed (存量)", LATE, roll=False),
        "Late admission creates no report for a period that lay wholly before it: the plan starts with one summary letter, not a storm.\n",
    ]
    (ROOT / "docs" / "duties.md").write_text("\n".join(parts), encoding="utf-8")


def _day(title: str, now: datetime, *, roll: bool) -> str:
    with tempfile.TemporaryDirectory() as folder:
        opened = open_database(f"sqlite:///{folder}/counts.db")
        migrate()
        with connected():
            for key in shipped_keys():
                admit_shipped(now, load_shipped(key))
            if roll:
                for year in (2024, 2025):
                    extend(datetime(year, 6, 30, 9, tzinfo=SHANGHAI))
            text = "\n".join([f"## {title}", "", *_by_kind(), "", *_by_unit(), ""])
        opened.close()
    return text


def _by_kind() -> list[str]:
    head = ["| plan | " + " | ".join(kind.label for kind in KINDS) + " | without a date | all |", "|---" * 7 + "|"]
    rows = []
    for plan in Plan.select().order_by(Plan.key):
        duties = list(Duty.select(Duty.kind, Duty.due).where(Duty.plan == plan.id).tuples())
        dated = Counter(kind for kind, due in duties if due is not None)
        undated = sum(due is None for _, due in duties)
        rows.append(
            f"| {plan.key} | " + " | ".join(str(dated[kind]) for kind in KINDS) + f" | {undated} | {len(duties)} |"
        )
    return [*head, *rows]


def _by_unit() -> list[str]:
    lines = ["| plan | unit | dated | without a date |", "|---|---|---|---|"]
    for plan in Plan.select().order_by(Plan.key):
        rows = Duty.select(Unit.full_name, Duty.due).join(Unit).where(Duty.plan == plan.id).tuples()
        dated: Counter[str] = Counter()
        undated: Counter[str] = Counter()
        for name, due in rows:
            (undated if due is None else dated)[name] += 1
        lines += [f"| {plan.key} | {name} | {dated[name]} | {undated[name]} |" for name in sorted({*dated, *undated})]
    return lines


if __name__ == "__main__":
    main()
