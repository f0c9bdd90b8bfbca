"""Somebody's tab in the demo, watched (看着): what it says on the console, whom it asks, whether it scrolls sideways."""

from __future__ import annotations

from looking import DESK
from playwright.sync_api import Browser, Page
from running import Demo

LIAISON = "演示联络员·珠海市教育局"
OFFICE = "演示督查员·督查室"
LEADER = "演示领导·分管领导"


class Watched:
    """A page that remembers what a good page never does."""

    def __init__(self, browser: Browser, demo: Demo, size: dict[str, int]) -> None:
        self.page = browser.new_page(viewport=size, locale="zh-CN")
        self.faults: list[str] = []
        viewer = (
            "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/",
            "chrome://resources/",
        )  # Chromium's own for PDF
        allowed = (demo.web, demo.robots, "data:", "blob:", *viewer)
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.faults.append(said.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda asked: asked.url.startswith(allowed) or self.faults.append(asked.url))

    def close(self) -> None:
        self.page.close()
        assert self.faults == []


def enter(browser: Browser, demo: Demo, name: str, size: dict[str, int] = DESK) -> Watched:
    watched = Watched(browser, demo, size)
    watched.page.goto(f"{demo.web}/sign-in")
    watched.page.get_by_role("button", name=name).click()
    watched.page.wait_for_url(lambda url: "/sign-in" not in url)
    return watched


def no_sideways_scroll(page: Page) -> None:
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
