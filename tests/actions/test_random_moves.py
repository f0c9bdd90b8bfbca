"""Twenty thousand random moves by random people: nothing closes without accepted evidence, nobody releases who must not."""

from __future__ import annotations

from pathlib import Path

import pytest
from random_players import Players
from small_plan import Town, make_town

from tracker.actions import history
from tracker.core.words import CaseStatus, DutyStatus, ReportKind, ReportStatus
from tracker.store.tables import Case, Duty, Entry, Evidence, Person, Report, Verification, Verifier

MOVES = 20_000
CHECK_EVERY = 1_000


def broken_promises(town: Town) -> list[str]:
    """Everything that must never be true, looked for in the tables themselves."""
    found = []
    for duty in Duty.select().where(Duty.status == DutyStatus.CLOSED):
        proven = (
            Report.select()
            .join(Evidence)
            .where(
                Report.duty == duty.id,
                Report.status == ReportStatus.ACCEPTED,
                Report.kind.in_((ReportKind.CLOSURE, ReportKind.RELEASE)),
            )
        )
        if not proven.exists():
            found.append(f"duty {duty.id} is closed without accepted evidence")
    own = Report.select().where(Report.reviewer == Report.author)
    found += [f"report {report.id} was reviewed by its author" for report in own]
    for case in Case.select().where(Case.status == CaseStatus.RELEASED):
        verifiers = {
            person
            for (person,) in Verifier.select(Verifier.person)
            .join(Verification)
            .where(Verification.case == case.id, Verification.is_current == True)  # noqa: E712
            .tuples()
        }
        units = {row.unit_id for row in Person.select().where(Person.id.in_(list(verifiers)))}
        if case.released_by_id != case.decided_by_id:
            found.append(f"case {case.id} was released by somebody who did not list it")
        if len(verifiers) < 2 or case.released_by_id in verifiers or case.duty.unit_id in units:
            found.append(f"case {case.id} was verified by the wrong people")
        if case.duty.status is not DutyStatus.CLOSED and not case.duty.reopened:
            found.append(f"case {case.id} is released over an open duty")
    if Case.select().where(Case.serial.is_null(False)).count() != len(
        {(row.year, row.serial) for row in Case.select().where(Case.serial.is_null(False))}
    ):
        found.append("two cases share a number")
    count, faults = history.verify()
    ids = [number for (number,) in Entry.select(Entry.id).order_by(Entry.id).tuples()]
    if faults or ids != list(range(1, count + 1)):
        found.append(f"history has a gap: {faults[:3]}")
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_twenty_thousand_random_moves_break_no_promise(tmp_path: Path, sqlite_model: Path, seed: int):
    import shutil

    from tracker.store import db

    shutil.copy(sqlite_model, tmp_path / "tracker.db")
    opened = db.open_database(f"sqlite:///{tmp_path / 'tracker.db'}")
    opened.connect()
    opened.execute_sql("PRAGMA synchronous = OFF")  # this test measures rules, not disks
    players = Players(make_town(tmp_path), seed)
    for _ in range(0, MOVES // 2, CHECK_EVERY):
        players.play(CHECK_EVERY)
        assert broken_promises(players.town) == []
    assert sum(players.done.values()) + sum(players.refused.values()) == MOVES // 2
    rare = {
        name for name in ("accept", "list", "verify", "release", "reopen", "decide_extension") if not players.done[name]
    }
    assert not rare, f"never happened: {rare}, {players.done}"
    opened.close()
