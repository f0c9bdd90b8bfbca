"""People of the demo at their pages (演示里的人), as the journeys need them: each at a page that stays silent, each told what was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from looking import Look, entered
from playwright.sync_api import Browser, Page, expect
from running import Demo

PDF = {"name": "佐证.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n% demo\n"}


@contextmanager
def somebody(browser: Browser, demo: Demo, who: str, **context: Any) -> Iterator[Page]:
    """A page of one of the demo people that stays silent."""
    window = entered(browser, demo.web, who, **context)
    look = Look(window.new_page(), (demo.web, demo.robots, "data:", "blob:", "chrome"))
    yield look.page
    window.close()
    assert look.faults == []


def done(page: Page, said: str = "") -> None:
    notice = page.locator("[data-flash=done]").first
    expect(notice).to_be_visible()
    if said:
        expect(notice).to_contain_text(said)
