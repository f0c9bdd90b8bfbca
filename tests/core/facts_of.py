"""Facts for rule tests: one duty of a plan, changed where a test says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.core.facts import DutyFacts
from tracker.core.words import DutyKind, DutyStatus, Publicity


def duty(**changes: Any) -> DutyFacts:
    """A duty of 演示市 due on Wednesday 2025-12-31."""
    values: dict[str, Any] = {
        "id": 7,
        "plan_id": 1,
        "plan_key": "demo",
        "plan_title": "演示市特殊教育提升计划",
        "publicity": Publicity.PUBLIC,
        "task_id": 3,
        "task_no": "3",
        "task_title": "建立招生入学联动机制",
        "unit_id": 11,
        "unit_name": "演示市教育局",
        "kind": DutyKind.CLOSING,
        "period": "once",
        "status": DutyStatus.ACTIVE,
        "window_open": date(2025, 1, 1),
        "due": date(2025, 12, 31),
        "due_original": date(2025, 12, 31),
    }
    return DutyFacts(**{**values, **changes})
