"""The walk leaves nothing out: every address of the application, every row of its table, both colour schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from every_page import NOT_PAGES, PAGES, WALKS
from flask import Flask
from looking import Look, entered
from running import ROOT

from tracker.config import Config
from tracker.timekeeper import Timekeeper
from tracker.web import create_app


def test_every_address_that_can_be_opened_is_walked_or_said_to_be_no_page():
    app = _application()
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    walked = {page.endpoint for page in PAGES}
    assert endpoints - walked - set(NOT_PAGES) == set(), "new pages need a row in every_page.py"
    assert (walked | set(NOT_PAGES)) - endpoints == set(), "these are gone"
    assert not walked & set(NOT_PAGES)


def test_every_walk_has_its_file():
    assert {path.stem for path in Path(__file__).parent.glob("test_pages_of_*.py")} == {
        f"test_pages_of_{about}" for about in WALKS
    }


@pytest.mark.browser
def test_the_samples_are_of_the_endpoints_they_name(played):
    routes = _application().url_map.bind("")
    for page in PAGES:
        assert routes.match(page.path.format(**played.places).split("?")[0])[0] == page.endpoint


@pytest.mark.browser
def test_the_practice_robots_page_is_accessible_silent_and_keeps_to_its_width(browser, played):
    window = entered(browser, played.demo.web, "")
    look = Look(window.new_page(), (played.demo.robots, "data:"))
    look.at(f"{played.demo.robots}/")
    window.close()
    assert not look.faults, "\n".join(look.faults)


def test_the_dark_scheme_changes_colours_only():
    """So the rules that look at structure and size need not be asked again in dark."""
    sheet = (ROOT / "tracker" / "web" / "static" / "tracker.css").read_text(encoding="utf-8")
    blocks = re.findall(r"@media[^{]*prefers-color-scheme: dark[^{]*\{(.*?)\n\}", sheet, re.DOTALL)
    assert blocks
    for block in blocks:
        assert set(re.findall(r"^\s*([^{}\s][^{}]*?)\s*\{", block, re.MULTILINE)) == {":root"}
        names = set(re.findall(r"^\s*([\w-]+):", block, re.MULTILINE))
        assert {name for name in names if not name.startswith("--")} <= {"color-scheme"}


def _application() -> Flask:
    """The application, to ask for its addresses only."""
    return create_app(Config(Path(), "", "only for its addresses", "http://127.0.0.1", {}, 1), Timekeeper())
