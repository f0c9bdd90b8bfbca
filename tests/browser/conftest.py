from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from played_story import play
from playwright.sync_api import Browser, sync_playwright
from running import Demo, running_demo
from walking import Played


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one the browser tests are left out, which script/test says loudly."""
    chromium = os.environ.get("TRACKER_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="module")
def places(demo: Demo) -> dict[str, Any]:
    """Where the pages of the played story are."""
    return play(demo)


@pytest.fixture(scope="session")
def played(tmp_path_factory) -> Iterator[Played]:
    """One demo with its story played, for all who only look at it; who writes takes `demo` and `places`."""
    with running_demo(tmp_path_factory.mktemp("played")) as running:
        yield Played(running, play(running))
