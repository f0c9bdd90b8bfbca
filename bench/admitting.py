"""Letters, admission, rehearsal (函、入账、预演): ten thousand notices composed, ten thousand duties admitted, the shipped plans.

Usage: python -m bench.admitting
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, datetime
from time import process_time

from tasks_seed.shipped import ShippedMember, ShippedPlan, ShippedUnit, load_shipped, shipped_keys
from tracker.actions import reminding
from tracker.actions.intake import admit_shipped
from tracker.actions.ladders import ladders
from tracker.actions.working_days import working_days
from tracker.core.letters import ChannelFacts, letters_for, said_key
from tracker.core.words import Audience, Platform
from tracker.store import db
from tracker.store.queries.duties import open_duties
from tracker.timekeeper import SHANGHAI

NOW = datetime(2023, 3, 1, 9, 0, tzinfo=SHANGHAI)
LATE = date(2026, 1, 8)
UNITS, TASKS = 100, 100


def main() -> None:
    """Print one line a claim; seconds are processor time of this process, SQLite included."""
    with tempfile.TemporaryDirectory() as folder:
        opened = db.open_database(f"sqlite:///{folder}/bench.db")
        db.migrate()
        with db.connected():
            _shipped()
            _rehearsed()
            _admitted()
            _letters()
        opened.close()


def _shipped() -> None:
    taken = {}
    for key in shipped_keys():
        begin = process_time()
        done = admit_shipped(NOW, load_shipped(key))
        taken[key] = (done.duties, process_time() - begin)
    key = max(taken, key=lambda each: taken[each][0])
    duties, seconds = taken[key]
    slowest = max(seconds for _, seconds in taken.values())
    print(
        f"largest shipped plan ({key}, {duties} duties), read and admitted: {seconds:.2f} s; slowest of all: {slowest:.2f} s"
    )


def _rehearsed() -> None:
    begin = process_time()
    days = reminding.rehearse(date(2025, 12, 1), date(2026, 3, 1))
    duties = len(open_duties(LATE))
    print(f"rehearsal of {len(days)} days × {duties} duties: {process_time() - begin:.2f} s")


def _admitted() -> None:
    plan = _large_plan()
    begin = process_time()
    done = admit_shipped(NOW, plan)
    seconds = process_time() - begin
    print(
        f"admitted {done.duties:,} duties with their history in {seconds:.2f} s: {done.duties / seconds:,.0f} a second"
    )


def _letters() -> None:
    duties = [duty for duty in open_duties(LATE) if duty.plan_key == "bench"]
    units = sorted({duty.unit_id for duty in duties})
    channels = [
        ChannelFacts(number, f"群{number}", Platform.WECOM, unit_id=unit) for number, unit in enumerate(units, 1)
    ]
    channels.append(ChannelFacts(len(units) + 1, "督查室", Platform.WECOM, audience=Audience.OFFICE))
    notices = ladders().notices(LATE, duties, working_days())
    begin = process_time()
    letters = letters_for(notices, channels, set(), LATE, "")
    seconds = process_time() - begin
    said = {said_key(letter.channel, notice) for letter in letters if letter.channel for notice in letter.notices}
    again = letters_for(notices, channels, said, LATE, "")
    print(
        f"{len(duties):,} late duties of {len(units)} units: {len(letters)} letters in {seconds:.2f} s, then {len(again)}"
    )


def _large_plan() -> ShippedPlan:
    """A hundred tasks that each of a hundred districts owes, in the words of a shipped plan."""
    like = load_shipped(shipped_keys()[0])
    members = [_unit(f"第{number}区", like.region) for number in range(1, UNITS + 1)]
    collective = replace(
        _unit("各区政府", like.region),
        is_collective=True,
        members=tuple(ShippedMember(member.name, certain=True) for member in members),
    )
    dated = next(row for row in like.rows if row.deadline.due is not None)
    rows = [replace(dated, no=str(n), lead=(collective.name,), cooperating=()) for n in range(1, TASKS + 1)]
    return replace(like, key="bench", rows=tuple(rows), units=(*members, collective), addressed=())


def _unit(name: str, region: str) -> ShippedUnit:
    return ShippedUnit(
        name=name,
        canonical=name,
        short_name=name,
        level="区",
        region=region,
        function="",
        is_collective=False,
        members=(),
    )


if __name__ == "__main__":
    main()
