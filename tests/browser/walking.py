"""A walk over every page about one matter (走一遍), as each of those to whom the table shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from every_page import WALKS
from looking import Look, entered
from playwright.sync_api import Browser
from running import Demo


@dataclass(frozen=True)
class Played:
    """A demo whose story was played, and where its pages are: for tests that only look."""

    demo: Demo
    places: dict[str, Any]


def walkers(about: str) -> list[Any]:
    """Who walks there; a stranger has no name at the door."""
    return [pytest.param(who, id=who or "stranger") for who in sorted({page.who for page in WALKS[about]})]


def walk(browser: Browser, played: Played, about: str, who: str) -> None:
    """Every page must pass axe's WCAG A/AA rules, say nothing on the console, ask no other host and keep to its width."""
    window = entered(browser, played.demo.web, who)
    look = Look(window.new_page(), (played.demo.web, played.demo.robots, "data:", "blob:"))
    for page in WALKS[about]:
        if page.who == who:
            look.at(played.demo.web + page.path.format(**played.places))
    window.close()
    assert not look.faults, "\n".join(look.faults)
