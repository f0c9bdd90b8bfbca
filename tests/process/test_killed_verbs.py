"""SIGKILL at random moments of every writing verb: all of it is written or nothing, and it can be done again."""

from __future__ import annotations

import ast
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from drill import hurry, rows_of_all
from killing import run_until
from killing_story import ELSEWHERE, STORY, World, begin, play
from running import ROOT

from tracker.actions import history
from tracker.actions.restoring import checked
from tracker.core.words import ReportKind
from tracker.store.backup_folder import backups_in
from tracker.store.db import connected, open_database
from tracker.store.queries.kept_files import named_files
from tracker.store.tables import Duty, Entry, Evidence, Report
from tracker.store.tables import database as bound

KILLS_EACH, KILLS = 3, 300
ON_POSTGRESQL = {
    "progress.report", "review.accept", "review.give_back", "extending.decide", "objecting.decide_objection",
    "adjusting.reopen", "decomposition.split", "reminding.tick", "listing.list_case", "rectifying.report_measure",
    "releasing.ask_release", "releasing.verify_on_site", "releasing.release_case", "slips.send_upload",
    "sheet_templates.keep_template",
}  # fmt: skip


SAYS_AGAIN = {"leftovers.clear"}
"""What it is about to take away is written first; a second try writes it again."""


def test_every_writing_verb_is_killed():
    """A verb that is added tomorrow gets a step in `killing_story`, or a line in its ELSEWHERE that says where it is killed."""
    story = {step.verb for step in STORY if step.verb}
    assert not story & set(ELSEWHERE)
    assert writing_verbs() == story | set(ELSEWHERE)


def test_a_killed_verb_wrote_all_or_nothing_on_sqlite(sqlite_model, tmp_path):
    chance, kills = random.Random(20260129), 0
    live, before, after = (tmp_path / name for name in ("tracker.db", "before.db", "after.db"))
    shutil.copy(sqlite_model, live)
    address = f"sqlite:///{live}"
    world = read(address, lambda: begin(tmp_path))
    for index, step in enumerate(STORY):
        if not step.verb:
            play(index, address, world)
            continue
        shutil.copy(live, before)
        stood = read(address, rows_of_all)
        whole = run_until(play, index, address, world, point=None, within=f"tracker.actions.{step.verb}")
        shutil.copy(live, after)
        done = read(address, outline)
        killed = 0
        while killed < KILLS_EACH:
            put(before, live)
            first = whole.points // 2 if killed else 1  # most verbs write in their second half
            point = chance.randrange(first, whole.points)
            death = run_until(play, index, address, world, point=point, within=f"tracker.actions.{step.verb}")
            killed, kills = killed + death.killed, kills + death.killed
            where = f"{step.verb}, point {point} of {whole.points}"
            is_done = read(address, lambda where=where: look(world, where) or outline()) == done
            if not is_done and not step.is_many:
                assert read(address, rows_of_all) == stood, f"{where}: neither done nor undone"
            if not is_done or step.is_many:
                play(index, address, world)
            again = read(address, lambda where=where: look(world, where) or outline())
            if step.verb in SAYS_AGAIN:
                for each in (again, done):
                    each.pop("entry", None)
                    each.pop("history", None)
            assert again == done, f"{where}: done again"
        put(after, live)
    assert kills >= KILLS


def test_a_killed_verb_wrote_all_or_nothing_on_postgresql(database, tmp_path, request):
    if "postgresql" not in database:
        return  # the test above
    chance, kills = random.Random(20260130), 0
    hurry()
    world = begin(tmp_path)
    last = max(index for index, step in enumerate(STORY) if step.verb in ON_POSTGRESQL)
    for index, step in enumerate(STORY[: last + 1]):
        if step.verb not in ON_POSTGRESQL:
            step.run(world)
            continue
        stood, points = rows_of_all(), 400
        for _ in range(3):
            within = f"tracker.actions.{step.verb}"
            death = run_until(play, index, database, world, point=chance.randrange(1, points), within=within)
            kills += death.killed
            look(world, step.verb)
            if rows_of_all() != stood:
                break  # it was done before it was killed
        else:
            step.run(world)
        look(world, step.verb)
        assert rows_of_all() != stood
    assert kills >= len(ON_POSTGRESQL)


def look(world: World, where: str) -> None:
    """What holds at any moment."""
    count, faults = history.verify()
    assert not faults, (where, faults)
    for digest, size in named_files():
        assert world.vault.check(digest, size), where
    proven = Report.select(Report.id).join(Evidence)
    needy = Report.select().where(Report.kind.in_((ReportKind.CLOSURE, ReportKind.RELEASE)), Report.id.not_in(proven))
    assert not needy.exists(), f"{where}: a report without its evidence"
    told = Entry.select(Entry.about_id).where(Entry.about == "duty")
    moved = Duty.select().where(Duty.revision > 0, Duty.id.not_in(told)).where(Duty.closed_at.is_null(False))
    assert not [duty.id for duty in moved if not told_by_task(duty)], f"{where}: a status that no entry tells"
    if hasattr(bound.obj, "pragma"):
        assert bound.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",), where
        assert bound.execute_sql("PRAGMA foreign_key_check").fetchone() is None, where
    for folder in backups_in(world.folder / "backups"):
        assert checked(folder), where
    assert count == Entry.select().count()


def told_by_task(duty: Any) -> bool:
    return Entry.select().where(Entry.about.in_(("task", "plan")), Entry.plan_id == duty.plan_id).exists()


def outline() -> dict[str, Any]:
    """What a verb leaves behind, but for what chance makes different each time: counts, statuses, and the history's words."""
    found: dict[str, Any] = {
        table: bound.execute_sql(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0] for table in bound.get_tables()
    }
    for table, column in (("duty", "status"), ("case", "status"), ("report", "status"), ("dispatch", "state")):
        found[f"{table}.{column}"] = bound.execute_sql(f'SELECT id, {column} FROM "{table}" ORDER BY id').fetchall()
    found["history"] = list(
        Entry.select(Entry.verb, Entry.about, Entry.about_id, Entry.words).order_by(Entry.id).tuples()
    )
    return found


def read(address: str, work: Callable[[], Any]) -> Any:
    opened = open_database(address)
    with connected():
        bound.execute_sql("PRAGMA synchronous = OFF")
        found = work()
    opened.close()
    return found


def put(saved: Path, live: Path) -> None:
    for ending in ("-wal", "-shm"):
        Path(f"{live}{ending}").unlink(missing_ok=True)
    shutil.copy(saved, live)


def writing_verbs() -> set[str]:
    """Every public function of `tracker/actions` that opens a transaction, itself or by what it calls in its own file."""
    found = set()
    for path in sorted((ROOT / "tracker" / "actions").glob("*.py")):
        functions = {
            node.name: node
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef)
        }
        found |= {
            f"{path.stem}.{name}" for name in functions if not name.startswith("_") and opens(name, functions, set())
        }
    return found


def opens(name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> bool:
    seen.add(name)
    named = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
    if "transaction" in named:
        return True
    return any(opens(other, functions, seen) for other in sorted(named & set(functions) - seen))
