"""Make the pictures of docs/screenshots/ anew: start a demo, play the story, photograph each page (desktop and phone).

Usage: .venv/bin/python script/screenshots.py [FOLDER]
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "process")]

from running import Demo, running_demo  # noqa: E402 - the demo starter lives with the process tests

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def main(folder: Path) -> None:
    """Photograph the story into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, running_demo(Path(data)) as demo, sync_playwright() as playwright:
        chromium = os.environ.get("TRACKER_CHROMIUM") or shutil.which("chromium") or "chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        _sign_in_page(browser, demo, folder)
        _liaison(browser, demo, folder)
        _office(browser, demo, folder)
        _leader(browser, demo, folder)
        _robots(browser, demo, folder)
        browser.close()


def _sign_in_page(browser: Browser, demo: Demo, folder: Path) -> None:
    page = _page(browser, DESK)
    page.goto(f"{demo.web}/sign-in")
    page.screenshot(path=folder / "sign-in.png")
    page.close()


def _liaison(browser: Browser, demo: Demo, folder: Path) -> None:
    page = _entered(browser, demo, "演示联络员·珠海市教育局", PHONE)
    page.screenshot(path=folder / "mine-phone.png")
    page.locator("a[href*='/duties/']").first.click()
    page.screenshot(path=folder / "duty-phone.png")
    page.close()
    page = _entered(browser, demo, "演示联络员·珠海市教育局", DESK)
    page.locator("a[href*='/duties/']").first.click()
    page.get_by_role("radio", name="申请销号").check()
    page.get_by_role("textbox", name="进展情况").fill("孤独症儿童助教陪读制度文件已印发，各区同步执行。")
    page.get_by_role("textbox", name="审定人").fill("演示局长")
    page.locator("input[type=file]").set_input_files(
        {"name": "制度文件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n% demo\n"}
    )
    page.screenshot(path=folder / "duty.png")
    page.get_by_role("button", name="报送督查室").click()
    page.close()


def _office(browser: Browser, demo: Demo, folder: Path) -> None:
    page = _entered(browser, demo, "演示督查员·督查室", DESK)
    page.goto(f"{demo.web}/plans")
    page.screenshot(path=folder / "plans.png", full_page=True)
    page.goto(f"{demo.web}/plans/zhuhai-2023")
    page.screenshot(path=folder / "ledger.png")
    page.goto(f"{demo.web}/desk")
    page.screenshot(path=folder / "desk.png")
    page.locator("a[href*='/reports/']").first.click()
    page.screenshot(path=folder / "review.png")
    for _ in range(12):
        page.get_by_role("button", name="走到下个时点").click()
        page.goto(f"{demo.web}/cases")
        if page.get_by_text("珠海市教育局").count():
            break
    page.goto(f"{demo.web}/outbox")
    page.screenshot(path=folder / "outbox.png")
    for name in ("channels", "feeds", "rehearsal", "cases"):
        page.goto(f"{demo.web}/{name}")
        page.screenshot(path=folder / f"{name}.png")
    page.close()
    phone = _entered(browser, demo, "演示督查员·督查室", PHONE)
    phone.goto(f"{demo.web}/plans/zhuhai-2023")
    phone.screenshot(path=folder / "ledger-phone.png")
    phone.close()


def _leader(browser: Browser, demo: Demo, folder: Path) -> None:
    """A proposal of the liaison's unit: it has its say, the office checks, the leader's page is photographed."""
    liaison = _entered(browser, demo, "演示联络员·珠海市教育局", DESK)
    liaison.goto(f"{demo.web}/cases")
    case = liaison.locator("main a[href*='/cases/']").first.get_attribute("href")
    liaison.goto(f"{demo.web}{case}")
    liaison.get_by_role("textbox", name="情况说明").fill("文件已起草，卡在会签，1月底前印发。")
    liaison.get_by_role("button", name="说明情况").click()
    liaison.close()
    office = _entered(browser, demo, "演示督查员·督查室", DESK)
    office.goto(f"{demo.web}{case}")
    office.get_by_role("textbox", name="意见").first.fill("事实清楚。")
    office.get_by_role("button", name="事实已核对").click()
    office.close()
    page = _entered(browser, demo, "演示领导·分管领导", DESK)
    page.goto(f"{demo.web}{case}")
    page.screenshot(path=folder / "case.png")
    page.close()


def _robots(browser: Browser, demo: Demo, folder: Path) -> None:
    page = _page(browser, DESK)
    page.goto(demo.robots)
    page.screenshot(path=folder / "robots.png")
    page.close()


def _entered(browser: Browser, demo: Demo, name: str, size: dict[str, int]) -> Page:
    page = _page(browser, size)
    page.goto(f"{demo.web}/sign-in")
    page.get_by_role("button", name=name).click()
    return page


def _page(browser: Browser, size: dict[str, int]) -> Page:
    return browser.new_page(viewport={"width": size["width"], "height": size["height"]}, locale="zh-CN")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots")
