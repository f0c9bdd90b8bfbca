"""An installation with a long story behind it, and how to compare two of them without asking the code under test."""

from __future__ import annotations

import hashlib
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from random_players import Players
from received import a_plan, take_in
from small_plan import Town, at, make_town

from tracker.actions import calendar_reading, channels, sheet_templates, slips, subscribing
from tracker.actions.subscribing import Subscription
from tracker.config import Config
from tracker.core.words import FeedKind
from tracker.store.tables import database as bound

LAYOUT = {
    "signature": "5" * 64, "sheet": "表", "header_row": 1, "first_row": 2, "doubts": [],
    "heads": [{"column": 1, "levels": ["序号"], "key": "no", "doubt": ""}],
}  # fmt: skip


def long_story(folder: Path, config: Config, moves: int = 700) -> Town:
    """Reports, reviews, listings, a received document, a superior's form, a channel, a slip, a subscription."""
    hurry()
    town = make_town(folder)
    Players(town, 9).play(moves)
    take_in(at("2026-02-02 10:00"), town.office, town.vault, a_plan())
    sheet_templates.keep_template(
        at("2026-02-02 10:10"), town.office, "上级表.xlsx", b"PK a workbook", LAYOUT, vault=town.vault
    )
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=11111111-2222-3333-4444-555555555555"
    channels.add_channel(at("2026-02-02 10:20"), config, platform="wecom", name="演示群", address=address)
    slips.make_slip(at("2026-02-02 10:30"), town.liaison, town.education, secret_key=config.secret_key)
    wanted = Subscription(FeedKind.PLAN, plan_id=town.plan)
    token = subscribing.add_feed(at("2026-02-02 10:40"), wanted)
    reading = calendar_reading.read_feed(at("2026-02-02 10:41"), token, base_url="https://ducha.example.gov.cn")
    calendar_reading.whole_calendar(reading)
    town.vault.keep(BytesIO(b"a file that no row names"))
    return town


def hurry() -> None:
    """These tests measure what is kept, not how fast a disk is."""
    is_sqlite = hasattr(bound.obj, "pragma")
    bound.execute_sql("PRAGMA synchronous = OFF" if is_sqlite else "SET synchronous_commit = off")


def rows_of_all() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, alike on both engines."""
    found = {}
    for table in bound.get_tables():
        if table != "schema_migration":
            columns = ", ".join(f'"{name}"' for name in sorted(column.name for column in bound.get_columns(table)))
            rows = bound.execute_sql(f'SELECT {columns} FROM "{table}"').fetchall()
            found[table] = sorted((tuple(map(_alike, row)) for row in rows), key=repr)
    return found


def files_below(folder: Path) -> dict[str, str]:
    """Every file of a folder by its name, and the digest of what is in it."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def _alike(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return bytes(value) if isinstance(value, memoryview) else value
