"""An installation without a plan, walked like the others: its empty pages (空状态), its refusals (拒绝页)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
from every_page import EMPTY, ERRORS, WITHOUT_EMPTY_STATE
from flask import abort, request
from looking import Look, entered
from players import ADMIN, LEADER, LIAISON, OFFICE
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from tracker.actions.people import add_person
from tracker.actions.practice import practice_time, set_practice_time
from tracker.config import read_config
from tracker.core.words import Role
from tracker.store.db import connected, migrate, open_database
from tracker.store.tables import Unit
from tracker.timekeeper import SHANGHAI, Timekeeper
from tracker.web import create_app

pytestmark = pytest.mark.browser
NOW = datetime(2025, 12, 18, 8, 40, tzinfo=SHANGHAI)


@pytest.mark.parametrize("who", sorted({who for _, who in EMPTY}))
def test_an_installation_without_a_plan_says_what_to_do_next(browser: Browser, empty: str, who: str):
    window = entered(browser, empty, who)
    look = Look(window.new_page(), (empty, "data:"))
    for path, person in EMPTY:
        if person == who:
            look.at(empty + path)
            if path not in WITHOUT_EMPTY_STATE and not look.page.locator("main .empty").count():
                look.faults.append(f"{path} for {who}: no empty state")
    window.close()
    assert not look.faults, "\n".join(look.faults)


def test_every_refusal_is_a_page_like_the_others(browser: Browser, empty: str):
    window = entered(browser, empty, OFFICE)
    look = Look(window.new_page(), (empty, "data:"), forgiven="Failed to load resource")
    for code in ERRORS:
        look.at(f"{empty}/fails/{code}", code)
    window.close()
    assert not look.faults, "\n".join(look.faults)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An installation with people and nothing else, and addresses that fail on purpose."""
    config = read_config({}, data_dir=str(tmp_path_factory.mktemp("empty")))
    opened = open_database(config.database_url)
    migrate()
    with connected():
        set_practice_time(NOW)
        unit = Unit.insert(name="市教育局", full_name="示例市教育局", region="示例市").execute()
        for username, role in (
            (LIAISON, Role.LIAISON),
            (OFFICE, Role.OFFICE),
            (LEADER, Role.LEADER),
            (ADMIN, Role.ADMIN),
        ):
            home = unit if role is Role.LIAISON else None
            add_person(
                NOW,
                username=username,
                name=f"演示{role.label}",
                role=role,
                password="yanshi-2025",
                unit_id=home,
                is_demo=True,
            )
    app = create_app(config, Timekeeper(practice_time))
    app.before_request(_fails_on_purpose)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    opened.close()


def _fails_on_purpose() -> None:
    if request.path.startswith("/fails/"):
        abort(int(request.path.rsplit("/", 1)[1]))
