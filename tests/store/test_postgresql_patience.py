"""PostgreSQL: a writer that hangs, loses its network or its power holds nobody up for long (写锁不会一直占着)."""

from __future__ import annotations

import threading

import psycopg
import pytest

from tracker.core.refusals import OutOfOrder
from tracker.store import db
from tracker.store.db import connected, transaction, without_hurry
from tracker.store.tables import Setting
from tracker.store.tables import database as bound
from tracker.store.troubles import BUSY, UNREACHABLE


@pytest.fixture
def shared(new_postgresql):
    """A database that two hosts share: opened here, its address for the other."""
    address = new_postgresql("patience", "model")
    opened = db.open_database(address)
    with connected():
        yield address
    opened.close()


def shown(name: str) -> str:
    return str(bound.execute_sql(f"SHOW {name}").fetchone()[0])


def test_every_connection_waits_and_stands_for_a_bounded_time(shared):
    assert (shown("lock_timeout"), shown("idle_in_transaction_session_timeout")) == ("30s", "2min")
    with without_hurry():
        assert (shown("lock_timeout"), shown("idle_in_transaction_session_timeout")) == ("0", "0")
    assert (shown("lock_timeout"), shown("idle_in_transaction_session_timeout")) == ("30s", "2min")


def test_who_does_not_get_a_turn_is_told_so_and_may_try_again(shared):
    with psycopg.connect(shared) as elsewhere:
        elsewhere.execute("SELECT pg_advisory_xact_lock(%s)", (db._WRITING_LOCK,))  # a host that stands still
        bound.execute_sql("SET lock_timeout = '50ms'")
        with pytest.raises(OutOfOrder) as no, transaction():
            Setting.insert(key="a", value=1).execute()
        assert no.value.sentence == BUSY
    with transaction():
        Setting.insert(key="a", value=1).execute()
    assert Setting.select().count() == 1


def test_who_stands_still_in_the_middle_loses_the_turn_and_nothing_is_half_written(shared):
    holds, ended, told = threading.Event(), threading.Event(), []

    def stand_still() -> None:
        with connected():
            bound.execute_sql("SET idle_in_transaction_session_timeout = '50ms'")
            try:
                with transaction():
                    Setting.insert(key="half", value=1).execute()
                    holds.set()
                    ended.wait(60)
                    Setting.insert(key="whole", value=1).execute()
            except OutOfOrder as no:
                told.append(no.sentence)

    still = threading.Thread(target=stand_still)
    still.start()
    assert holds.wait(60)
    with transaction():  # waits until PostgreSQL has ended the other
        Setting.insert(key="next", value=1).execute()
    ended.set()
    still.join()
    assert told == [UNREACHABLE]
    assert [row.key for row in Setting.select()] == ["next"]


def test_the_address_may_say_how_soon_a_lost_server_is_noticed(new_postgresql):
    address = new_postgresql("patience_said", "model")
    mark = "&" if "?" in address else "?"
    opened = db.open_database(f"{address}{mark}connect_timeout=3")
    assert opened.connect_params["connect_timeout"] == "3"
    assert opened.connect_params["keepalives_idle"] == "30"
    with connected():
        assert Setting.select().count() == 0
    opened.close()
