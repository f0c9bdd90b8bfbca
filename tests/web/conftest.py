"""The real application on a real SQLite file, on 18 December 2025 at ten."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from case_walking import at
from example import ADMITTED, NOW, add_people, example_plan
from flask import Flask
from visiting import Visitor, visitor

from bots import new_session
from bots.practice import PracticeServer, serve_practice
from tracker.actions import reading
from tracker.actions.courier import Courier
from tracker.actions.intake import admit_shipped
from tracker.actions.practice import practice_time, set_practice_time
from tracker.actions.reminding import tick
from tracker.config import Config
from tracker.store.db import connected, migrate, open_database
from tracker.timekeeper import Practice, Timekeeper, real_now
from tracker.web import create_app


@dataclass
class Clock:
    """A clock that a test sets."""

    at: datetime = NOW

    def practice(self) -> Practice:
        return Practice(self.at, real_now())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the example plan and its people, made once and copied for each test."""
    path = tmp_path_factory.mktemp("filled") / "tracker.db"
    opened = open_database(f"sqlite:///{path}")
    migrate()
    with connected():
        admit_shipped(ADMITTED, example_plan())
        add_people()
    opened.close()
    return path


@pytest.fixture
def config(tmp_path: Path, filled: Path) -> Iterator[Config]:
    path = tmp_path / "tracker.db"
    shutil.copy(filled, path)
    opened = open_database(f"sqlite:///{path}")
    yield Config(
        data_dir=tmp_path,
        database_url=f"sqlite:///{path}",
        secret_key="only for these tests",
        base_url="https://ducha.example.gov.cn",
        max_upload_mb=1,
    )
    reading.wait_for_all()
    opened.close()


@pytest.fixture
def app(config: Config, clock: Clock) -> Flask:
    return _testing(create_app(config, Timekeeper(clock.practice)))


@pytest.fixture
def app_on_each(database: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on each engine; a fault is an answer, as its users would see it."""
    admit_shipped(ADMITTED, example_plan())
    add_people()
    config = Config(data_dir=tmp_path, database_url=database, secret_key="only for these tests", max_upload_mb=1)
    yield create_app(config, Timekeeper(lambda: Practice(NOW, real_now())))
    reading.wait_for_all()


@pytest.fixture
def demo_app(config: Config) -> Flask:
    """A practice installation with a messenger and no channels."""
    with connected():
        set_practice_time(NOW)
    courier = Courier(config, new_session, random.Random(1).random, "test")
    made = create_app(config, Timekeeper(practice_time), courier=courier, robots_url="http://127.0.0.1:8001")
    return _testing(made)


@pytest.fixture
def robots(config: Config) -> Iterator[PracticeServer]:
    """Practice robots that the installation may send to."""
    with serve_practice(clock=lambda: NOW) as running:
        config.robot_hosts.update(running.robot_hosts)
        yield running


@pytest.fixture
def proposed(app: Flask, clock: Clock) -> None:
    """A listing that the clock proposed for 市残联's duty."""
    clock.at = at(5)
    with connected():
        tick(clock.at)


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    return visitor(app)


@pytest.fixture
def liaison(app: Flask) -> Visitor:
    """市教育局's liaison."""
    return visitor(app, "jyj")


@pytest.fixture
def other_liaison(app: Flask) -> Visitor:
    """市残联's liaison."""
    return visitor(app, "canlian")


@pytest.fixture
def office(app: Flask) -> Visitor:
    return visitor(app, "ducha")


@pytest.fixture
def leader(app: Flask) -> Visitor:
    return visitor(app, "lingdao")


@pytest.fixture
def admin(app: Flask) -> Visitor:
    return visitor(app, "guanli")


def _testing(app: Flask) -> Flask:
    # The address is https, the tests' client speaks http: a Secure cookie would not come back.
    app.config.update(PROPAGATE_EXCEPTIONS=True, SESSION_COOKIE_SECURE=False)
    return app
