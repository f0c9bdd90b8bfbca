"""A thread that keeps its connection notices when the database behind it is another: file put back, server restarted."""

from __future__ import annotations

import shutil
import threading

import psycopg
import pytest

from tracker.store.db import connected, open_database
from tracker.store.tables import Setting
from tracker.store.tables import database as bound


@pytest.fixture
def kept(database):
    """The same database, its connections kept."""
    bound.obj.close()
    opened = open_database(database, keep=True)
    yield database
    opened.close()


def test_a_thread_keeps_its_connection_from_job_to_job(kept):
    with connected():
        first = bound.obj.connection()
        Setting.insert(key="a", value=1).execute()
    with connected():
        assert bound.obj.connection() is first
        with connected():
            assert bound.obj.connection() is first
        assert Setting.get(Setting.key == "a").value == 1


def test_each_thread_has_its_own(kept):
    found = []

    def work() -> None:
        with connected():
            found.append(bound.obj.connection())
            bound.obj.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
        thread.join()
    assert found[0] is not found[1]


def test_without_keeping_a_job_closes_what_it_opened(database):
    bound.obj.close()
    with connected():
        assert not bound.is_closed()
    assert bound.is_closed()
    bound.connect()


def test_a_connection_that_the_server_ended_is_opened_again(kept):
    if "postgresql" not in kept:
        pytest.skip("only a server ends connections")
    with connected():
        (pid,) = bound.execute_sql("SELECT pg_backend_pid()").fetchone()
    with psycopg.connect(kept, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))
    with connected():
        assert Setting.select().count() == 0


def test_a_file_that_was_put_back_is_opened_again(kept, tmp_path):
    if "postgresql" in kept:
        pytest.skip("a matter of files")
    path = tmp_path / "tracker.db"
    shutil.copy(path, tmp_path / "before.db")
    with connected():
        Setting.insert(key="a", value=1).execute()
    for name in ("tracker.db", "tracker.db-wal", "tracker.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "before.db").rename(path)
    with connected():
        assert Setting.select().where(Setting.key == "a").count() == 0
