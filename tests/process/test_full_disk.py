"""A disk that is full, a disk that is read-only: a sentence, nothing half-written, and work goes on when there is room again.

The ways in which a disk fails are real: SQLite's own limit of pages, a limit of the system on a file's size, and, where this
user may mount one, a file system of a few megabytes that fills up and is then made read-only.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from running import ROOT, environment, tracker
from small_plan import Town, at, make_town, pdf

from tracker.actions import history, people, progress
from tracker.actions.progress import ReportText
from tracker.config import read_config
from tracker.core.refusals import OutOfOrder
from tracker.core.words import ReportKind, Role
from tracker.store import db as store
from tracker.store.tables import Evidence, Person, Report
from tracker.store.tables import database as bound
from tracker.store.vault import Vault

NOW = at("2026-01-08 09:30")
LONG = ReportText(ReportKind.PROGRESS, "写了很久的进展。" * 200)


@contextmanager
def installation(sqlite_model: Path, folder: Path) -> Iterator[Town]:
    shutil.copy(sqlite_model, folder / "tracker.db")
    opened = store.open_database(f"sqlite:///{folder / 'tracker.db'}")
    with store.connected():
        yield make_town(folder)
    opened.close()


def report(town: Town, name: str = "佐证.pdf", content: bytes = b"%PDF-1.4 x") -> int:
    return progress.report(NOW, town.liaison, town.duties[2], LONG, [pdf(name, content)], vault=town.vault, max_mb=5)


def until_full(write: Callable[[int], object]) -> int:
    """Write until the disk is full, which must be said in a sentence; how often it went well."""
    written, said = 0, ""
    while not said:
        assert written < 200, "the disk did not fill up"
        try:
            write(written)
            written += 1
        except OutOfOrder as refused:
            said = refused.sentence
    assert "磁盘满了" in said
    return written


def mount(*words: str, check: bool = True) -> int:
    found = shutil.which(words[0])
    return subprocess.run([found, *words[1:]], capture_output=True, check=check).returncode if found else 1


def is_sound(town: Town) -> None:
    assert bound.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    assert history.verify()[1] == []
    assert Report.select().count() == Evidence.select().count()
    for row in Evidence.select():
        town.vault.check(row.sha256, row.size)


def test_a_full_database_says_so_and_goes_on_when_there_is_room(sqlite_model, tmp_path):
    with installation(sqlite_model, tmp_path) as town:
        pages = bound.execute_sql("PRAGMA page_count").fetchone()[0]
        bound.execute_sql(f"PRAGMA max_page_count = {pages + 4}")
        written = until_full(lambda _: report(town))
        assert 0 < written < 200
        assert Report.select().count() == written
        is_sound(town)
        bound.execute_sql("PRAGMA max_page_count = 1000000")
        assert report(town)
        is_sound(town)


def test_a_file_that_outgrows_what_the_system_allows_is_a_sentence_and_no_row(sqlite_model, tmp_path):
    with installation(sqlite_model, tmp_path) as town:
        before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
            with pytest.raises(OutOfOrder, match="没有保存"):
                town.vault.keep(BytesIO(os.urandom(200_000)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, before)
        assert list(town.vault.standing()) == []
        assert not [path for path in tmp_path.rglob(".incoming*") if path.is_file()]
        assert report(town)
        is_sound(town)


def test_a_read_only_database_is_a_sentence(sqlite_model, tmp_path):
    with installation(sqlite_model, tmp_path) as town:
        report(town)
        bound.execute_sql("PRAGMA query_only = 1")
        with pytest.raises(OutOfOrder, match="只读"):
            report(town, content=b"%PDF-1.4 y")
        bound.execute_sql("PRAGMA query_only = 0")
        assert Report.select().count() == 1
        is_sound(town)


def test_a_database_that_stays_busy_is_a_sentence(sqlite_model, tmp_path):
    import sqlite3

    with installation(sqlite_model, tmp_path) as town:
        bound.execute_sql("PRAGMA busy_timeout = 10")
        other = sqlite3.connect(tmp_path / "tracker.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutOfOrder, match="正忙"):
            report(town)
        other.execute("ROLLBACK")
        other.close()
        assert report(town)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_read_only_and_a_lost_postgresql_are_sentences(database, tmp_path):
    import psycopg

    town = make_town(tmp_path)
    bound.execute_sql("SET default_transaction_read_only = on")
    with pytest.raises(OutOfOrder, match="只读"):
        report(town)
    bound.execute_sql("SET default_transaction_read_only = off")
    report(town)
    (number,) = bound.execute_sql("SELECT pg_backend_pid()").fetchone()
    with psycopg.connect(database, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (number,))
    with pytest.raises(OutOfOrder, match="连不上"):
        people.add_person(NOW, username="nobody", name="演示", role=Role.OFFICE, password="a long password")
    bound.close()
    bound.connect()
    assert Person.get_or_none(Person.username == "nobody") is None
    assert report(town, content=b"%PDF-1.4 y")
    assert history.verify()[1] == []


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of six megabytes; who may not mount one leaves these tests out, the others above stand."""
    place = tmp_path / "disk"
    place.mkdir()
    if mount("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place), check=False):
        pytest.skip("this user may not mount a small disk")
    yield place
    mount("umount", "-l", str(place))


def test_a_real_full_disk(sqlite_model, small_disk):
    with installation(sqlite_model, small_disk) as town:
        (small_disk / "ballast").write_bytes(b"\0" * (shutil.disk_usage(small_disk).free - 400_000))
        written = until_full(lambda _: report(town, content=b"%PDF-1.4" + os.urandom(20_000)))
        assert Report.select().count() == written
        is_sound(town)
        data = tracker(small_disk, "backup", str(small_disk / "backups"))
        assert data.code != 0
        assert "磁盘满了" in data.err
        assert not [path for path in (small_disk / "backups").glob("*") if not path.name.startswith(".")]
        (small_disk / "ballast").unlink()
        assert report(town)
        is_sound(town)


def test_a_real_read_only_disk(sqlite_model, small_disk):
    with installation(sqlite_model, small_disk) as town:
        report(town)
        entries = history.verify()
    mount("mount", "-o", "remount,ro", str(small_disk))
    with pytest.raises(OutOfOrder, match="只读"):
        Vault(small_disk / "evidence").keep(BytesIO(b"another"))
    done = tracker(small_disk, "seed", "--plan", "tuoli-2023", TRACKER_SECRET_KEY="a key for tests only")
    assert done.code != 0
    assert "Traceback" not in done.err
    assert "数据库打不开" in done.err  # SQLite cannot even lay out its lock beside the file
    mount("mount", "-o", "remount,rw", str(small_disk))
    store.open_database(f"sqlite:///{small_disk / 'tracker.db'}")
    with store.connected():
        assert history.verify() == entries
        report(town, content=b"%PDF-1.4 z")
    bound.close()


def test_a_command_on_a_full_disk_is_a_sentence(tmp_path):
    """A limit on every file of a whole process, as a full disk would be."""
    assert tracker(tmp_path, "migrate").code == 0
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384)); from tracker.cli import main; "
        "sys.exit(main(['seed', '--plan', 'zhuhai-2023']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "磁盘" in done.stderr
    assert tracker(tmp_path, "verify", "--json").json == {"entries": 0, "faults": []}
    assert tracker(tmp_path, "seed", "--plan", "zhuhai-2023").code == 0


def test_the_secret_is_not_lost_on_the_way(tmp_path):
    """A key that could not be written whole would be read as another one tomorrow."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
        with pytest.raises(OSError, match="large"):
            read_config({"TRACKER_DATA_DIR": str(tmp_path / "new")})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    made = read_config({"TRACKER_DATA_DIR": str(tmp_path / "new")})
    assert len(made.secret_key) == 64
    assert read_config({"TRACKER_DATA_DIR": str(tmp_path / "new")}).secret_key == made.secret_key
