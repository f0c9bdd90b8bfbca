import pytest
from peewee import DatabaseError
from small_plan import at

from tracker.actions import history
from tracker.store.db import transaction
from tracker.store.tables import Entry, database

NOW = at("2026-01-08 09:30")


def write(count: int) -> None:
    for number in range(1, count + 1):
        with transaction():
            history.record(NOW, None, "试记", "plan", number, words=f"第 {number} 条")


def disarm() -> None:
    """What somebody with the database's own password could do first: take the guards away."""
    if "sqlite" in type(database.obj).__name__.lower():
        database.execute_sql("DROP TRIGGER entry_no_update")
        database.execute_sql("DROP TRIGGER entry_no_delete")
    else:
        database.execute_sql("DROP TRIGGER entry_no_change ON entry")


def test_an_untouched_history_verifies(database):
    write(5)
    assert history.verify() == (5, [])


@pytest.mark.parametrize("change", [Entry.update(words="改"), Entry.delete()])
def test_the_database_itself_refuses_to_change_history(database, change):
    write(1)
    with pytest.raises(DatabaseError), transaction():
        change.execute()
    assert history.verify() == (1, [])


def test_a_changed_entry_is_named(database):
    write(5)
    disarm()
    Entry.update(words="改过的话").where(Entry.id == 3).execute()
    assert [fault.entry for fault in history.verify()[1]] == [3]


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_entry_is_named_even_at_the_end(database, number):
    write(5)
    disarm()
    Entry.delete().where(Entry.id == number).execute()
    assert number in [fault.entry for fault in history.verify()[1]]


def test_an_inserted_entry_is_named(database):
    write(3)
    last = Entry.get_by_id(3)
    Entry.insert(
        id=4, at=NOW, actor_name="某人", verb="试记", about="plan", about_id=9, previous=last.digest, digest="f" * 64
    ).execute()
    assert 4 in [fault.entry for fault in history.verify()[1]]


def test_a_rolled_back_change_leaves_no_entry(database):
    def fail() -> None:
        with transaction():
            history.record(NOW, None, "试记", "plan", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert history.verify() == (0, [])
