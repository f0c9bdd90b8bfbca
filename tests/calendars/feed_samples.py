"""Duties for calendars without any database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tracker.core.facts import DutyFacts
from tracker.core.words import DutyKind, DutyStatus, Publicity
from tracker.core.workdays import Workdays
from tracker.feeds.entries import entry_of
from tracker.feeds.matters import Matter, matter_of
from tracker.feeds.variants import Variant
from tracker.feeds.writing import calendar_bytes, component_bytes

SHANGHAI = ZoneInfo("Asia/Shanghai")
REVISED = datetime(2025, 12, 18, 10, 30, tzinfo=SHANGHAI)
WORKDAYS = Workdays()

DUTY = DutyFacts(
    id=7,
    plan_id=1,
    plan_key="yanshi",
    plan_title="演示市特殊教育提升计划",
    publicity=Publicity.PUBLIC,
    task_id=3,
    task_no="3",
    task_title="建设一所从幼儿园到高中的特殊教育学校",
    unit_id=5,
    unit_name="演示市教育局",
    kind=DutyKind.CLOSING,
    period="once",
    status=DutyStatus.ACTIVE,
    window_open=None,
    due=date(2025, 12, 31),
    due_original=date(2025, 12, 31),
)


def matter(ended_at: datetime | None = None, deadline_text: str | None = "2025年底前", **changes: object) -> Matter:
    return matter_of(
        replace(DUTY, **changes),
        deadline_text=deadline_text,
        admitted_on=date(2025, 3, 1),
        ended_at=ended_at,
        installation="0a1b2c3d",
        base_url="https://example.test",
    )


def written(*matters: Matter, variant: Variant = Variant(), name: str = "督办日历 · 演示市教育局") -> bytes:  # noqa: B008 - frozen
    parts = [component_bytes(entry_of(each, variant, WORKDAYS), 0, REVISED) for each in matters]
    return calendar_bytes(name, parts)
