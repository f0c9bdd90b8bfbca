"""What every command needs (命令的公共部分): configuration, an open database, names into ids, and the two outputs."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tasks_seed.shipped import shipped_keys
from tracker.actions.practice import practice_time, robot_hosts
from tracker.config import Config, read_config
from tracker.core.refusals import NotThere, Refused
from tracker.store.db import connected, migrate, open_database
from tracker.store.queries.ledger import plan_by_key
from tracker.store.queries.units import unit_named
from tracker.timekeeper import Timekeeper

FIRST_YEAR, LAST_YEAR = 1990, 2100


def configured() -> Config:
    """The configuration, with its database bound but perhaps not yet made."""
    config = read_config(os.environ)
    try:
        open_database(config.database_url)
    except ValueError as wrong:
        raise Refused(str(wrong)) from None
    return config


def opened() -> tuple[Config, Timekeeper]:
    """Configuration and an up-to-date database; on a demo's data, the demo's time and robots."""
    config = configured()
    migrate()
    with connected():
        if not config.robot_hosts:
            config = replace(config, robot_hosts=robot_hosts())
    return config, Timekeeper(practice_time)


def plan_and_unit(key: str | None, unit_name: str | None) -> tuple[int | None, int | None]:
    """The ids behind --plan and --unit; refuses names that are not in the ledger."""
    plan = plan_by_key(key) if key else None
    if key and plan is None:
        raise NotThere(no_plan(key))
    if not unit_name:
        return (plan.id if plan else None), None
    if plan is None:
        raise Refused("写了 --unit，请同时用 --plan 说明是哪个方案的单位。")
    unit_id = unit_named(plan.region, unit_name)
    if unit_id is None:
        raise NotThere(f"方案 {key} 里没有叫“{unit_name}”的单位。")
    return plan.id, unit_id


def no_plan(key: str) -> str:
    """The sentence for a plan that is not in the ledger."""
    return f"台账里没有方案“{key}”。随产品附带的有：{'、'.join(shipped_keys())}，用 tracker seed 列入。"


def text_of(file: str) -> str:
    """The text of a file, or of standard input for `-`."""
    path = Path(file)
    if file != "-" and not path.is_file():
        raise NotThere(f"没有找到文件“{path.name}”。")
    try:
        return (sys.stdin.buffer.read() if file == "-" else path.read_bytes()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"“{path.name}”不是 UTF-8 文本，请另存为 UTF-8 再试。") from None


def day(text: str | None) -> date | None:
    """An ISO date, or None for an option that was not given."""
    if text is None:
        return None
    try:
        known = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise Refused(f"日期“{text}”写得不对，应是 2025-12-31 这样。") from None
    if not FIRST_YEAR <= known.year <= LAST_YEAR:
        raise Refused(f"日期“{text}”不在 {FIRST_YEAR} 到 {LAST_YEAR} 年之间。")
    return known


def put(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Write JSON, and nothing else, to standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def tell(sentence: str) -> None:
    """Say a sentence on standard error."""
    sys.stderr.write(f"{sentence}\n")
