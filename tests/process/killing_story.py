"""Every writing verb of `tracker/actions`, once, in an order in which each finds what it needs: what the kill test kills.

A verb that is added tomorrow needs a step in one of the chapters, or `test_every_writing_verb_is_killed` says so. A step calls one
verb; what must stand before it, and is no verb of its own, is a `between`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import small_plan
from killed_calendars import CALENDARS
from killed_documents import DOCUMENTS
from killed_duties import DUTIES
from killed_forms import FORMS
from killed_keeping import KEEPING
from killed_letters import LETTERS
from killed_listings import LISTINGS
from killed_people import PEOPLE
from killed_plans import PLANS
from killed_settings import SETTINGS
from killing_steps import Step, World, shipped

from tracker.actions.working_days import _calendar
from tracker.store.db import connected, open_database
from tracker.store.tables import database as bound

CHAPTERS = (DUTIES, LISTINGS, FORMS, PEOPLE, SETTINGS, LETTERS, CALENDARS, DOCUMENTS, PLANS, KEEPING)
STORY: list[Step] = [step for chapter in CHAPTERS for step in chapter]

ELSEWHERE = {
    "posting.drain": "tests/process/test_killed_while_posting.py",
    "posting.drain_at_once": "tests/process/test_killed_while_posting.py",
    "posting.post_channel": "tests/process/test_killed_while_posting.py",
    "posting.post_one": "tests/process/test_killed_while_posting.py",
    "claiming.claim": "tests/process/test_killed_while_posting.py",
    "claiming.recover": "tests/process/test_killed_while_posting.py",
    "receipts.taken": "tests/process/test_killed_while_posting.py",
    "receipts.failed": "tests/process/test_killed_while_posting.py",
    "receipts.cannot_be_reached": "tests/process/test_killed_while_posting.py",
    "freshening.freshen": "a part of posting, tests/process/test_killed_while_posting.py",
    "calendar_ledger.step": "a part of calendar_ledger.bring_up",
    "calendar_ledger.bring_up_some": "a part of calendar_ledger.bring_up",
    "reading.start": "reading.read in a thread",
}
"""Verbs that another test kills, or that are steps inside one that this story has."""


def warm() -> None:
    """Read what never changes before children are forked: a kill then falls into a verb's own work, not into a table of holidays."""
    _calendar((), "[]")
    _calendar((), "[2027]")
    for key in ("tuoli-2023", "jiangxi-2023", "changzhi-2023", "jinhua-2023"):
        shipped(key)


def play(index: int, address: str, world: World) -> None:
    """One step, in a process of its own or in this one."""
    opened = open_database(address)
    with connected():
        if "postgresql" not in address:
            bound.execute_sql("PRAGMA synchronous = OFF")  # SIGKILL kills a process, not the machine
        STORY[index].run(world)
    opened.close()


def begin(folder: Path) -> World:
    """The town with a dozen more lines, in the database that is open."""
    town = small_plan.make_town(folder)
    for number in range(4, 17):
        unit = town.education if number != 12 else town.finance
        day = date(2025, 12, 31) if number in (12, 13, 14) else date(2026, 6, 30)
        since = date(2025, 3, 1) if number in (12, 13, 14) else date(2026, 1, 26)
        small_plan._duty(town.plan, number, unit, day, since)
    return World(folder, town)
