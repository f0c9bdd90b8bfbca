"""Make the pictures of docs/screenshots/ anew: start a demo, play its story, photograph every page of the walk's table.

Usage: .venv/bin/python script/screenshots.py [FOLDER]

Desktop 1366×768; `-phone` 390×844 and `-dark` where the table says so; December's pages before the story goes on to January.
The pictures have a palette of colours each, so that all of them together stay small.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [
    str(ROOT),
    *(str(ROOT / "tests" / room) for room in ("process", "browser", "actions", "sheets", "seed")),
]

from every_page import PAGES, Page  # noqa: E402 - the walk's table, the story and the demo starter live with the tests
from looking import DESK, PHONE, entered  # noqa: E402
from played_story import december, january  # noqa: E402
from playing import telling  # noqa: E402
from running import Demo, running_demo  # noqa: E402

_COLOURS = 128


def main(folder: Path) -> None:
    """Photograph every page into `folder`; pictures of pages that are gone are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    chromium = os.environ.get("TRACKER_CHROMIUM") or shutil.which("chromium") or "chromium"
    with tempfile.TemporaryDirectory() as data, running_demo(Path(data)) as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with telling(demo) as story:
            december(story)
            _photograph(browser, demo, story.places, folder, early=True)
            january(story)
            _photograph(browser, demo, story.places, folder, early=False)
        window = entered(browser, demo.web, "")
        _shoot(window, demo.robots, folder / "robots.png", DESK)
        browser.close()
    size = sum(picture.stat().st_size for picture in folder.glob("*.png"))
    print(f"{len(list(folder.glob('*.png')))} pictures, {size / 1_000_000:.1f} MB")


def _photograph(browser: Browser, demo: Demo, places: dict[str, Any], folder: Path, *, early: bool) -> None:
    pages = [page for page in PAGES if page.picture and page.early is early]
    for who in sorted({page.who for page in pages}):
        for scheme in ("light", "dark"):
            window = entered(browser, demo.web, who, color_scheme=scheme)
            for page in pages:
                if page.who == who and (scheme == "light" or page.dark):
                    _pictures(window, page, demo.web + page.path.format(**places), folder, scheme)
            window.close()


def _pictures(window: BrowserContext, page: Page, address: str, folder: Path, scheme: str) -> None:
    name = page.picture if scheme == "light" else f"{page.picture}-dark"
    _shoot(window, address, folder / f"{name}.png", DESK)
    if page.phone and scheme == "light":
        _shoot(window, address, folder / f"{name}-phone.png", PHONE)


def _shoot(window: BrowserContext, address: str, path: Path, size: dict[str, int]) -> None:
    tab = window.new_page()
    tab.set_viewport_size({"width": size["width"], "height": size["height"]})
    tab.goto(address, wait_until="load")
    picture = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    tab.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
