"""How a page is looked at (看页面): axe's WCAG A/AA rules, what it wrote to the console, whom it asked, whether it scrolls sideways."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 700}
_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""In dark, at the same size, only colours differ (the stylesheet sets nothing else there, which the walk checks)."""
_RUN = """async rules => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations']});
  return found.violations.map(v => v.id + ' ' + v.nodes.length + '×: ' + v.nodes[0].target.join(' ') + ' '
    + v.nodes[0].failureSummary.split('\\n').slice(1).join(' '));
}"""
_SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_HEIGHT = "document.documentElement.scrollHeight"
_STRUCTURE = """() => ({
  headings: document.querySelectorAll('h1').length,
  lang: document.documentElement.lang,
  title: document.title.trim(),
  bare: [...document.images].filter(i => !i.hasAttribute('alt')).map(i => i.src),
  broken: [...document.images].filter(i => i.complete && !i.naturalWidth && i.loading !== 'lazy').map(i => i.src),
  mains: document.querySelectorAll('main').length,
})"""


@dataclass
class Look:
    """A browser tab that writes down what a good page never does."""

    page: Page
    own: tuple[str, ...]
    faults: list[str] = field(default_factory=list)
    forgiven: str = ""

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("request", lambda asked: asked.url.startswith(self.own) or self.faults.append(f"asks {asked.url}"))

    def at(self, address: str, status: int = 200) -> None:
        """Open the page at both sizes in both colours and look at it; faults are collected, not raised."""
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            self.page.emulate_media(color_scheme="light")
            answer = self.page.goto(address, wait_until="load")
            if answer is None or answer.status != status:
                self.faults.append(f"{address}: {answer.status if answer else 'no answer'} instead of {status}")
                return
            self._structure(address)
            if self.page.locator(
                ".dock"
            ).count():  # it lies over whatever is scrolled beneath it: looked at where it rests
                self.page.set_viewport_size({**size, "height": self.page.evaluate(_HEIGHT)})
            self.page.evaluate(_AXE)
            self._axe(f"{address} {size['width']} light", _TAGS)
            self.page.emulate_media(color_scheme="dark")
            self._axe(f"{address} {size['width']} dark", _COLOURS)
            self._scrolls(address, size)
        self.page.set_viewport_size(NARROW)
        self._scrolls(address, NARROW)

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning") and not (self.forgiven and self.forgiven in message.text):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _structure(self, address: str) -> None:
        found = self.page.evaluate(_STRUCTURE)
        right = {"headings": 1, "lang": "zh-CN", "bare": [], "broken": [], "mains": 1}
        wrong = {name: found[name] for name, value in right.items() if found[name] != value}
        if wrong or not found["title"]:
            self.faults.append(f"{address}: {wrong} title {found['title']!r}")

    def _axe(self, where: str, rules: dict[str, Any]) -> None:
        self.faults += [f"{where}: {said}" for said in self.page.evaluate(_RUN, rules)]

    def _scrolls(self, address: str, size: dict[str, int]) -> None:
        if self.page.evaluate(_SCROLLS):
            self.faults.append(f"{address}: scrolls sideways at {size['width']}")


def entered(browser: Browser, web: str, username: str, **context: Any) -> BrowserContext:
    """A window of one of the demo people, by the sign-in page's own button; a stranger's without a name."""
    window = browser.new_context(viewport=DESK, locale="zh-CN", reduced_motion="reduce", **context)
    if username:
        tab = window.new_page()
        tab.goto(f"{web}/sign-in")
        tab.locator(f"form:has(input[name=username][value={username}]) button").click()
        tab.wait_for_url(lambda url: "/sign-in" not in url)
        tab.close()
    return window
