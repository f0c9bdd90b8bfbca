"""订阅日历 in a real browser: the address is shown once, a phone's camera reads the same one, and nothing else keeps it."""

from __future__ import annotations

import io

import pytest
import requests
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from looking import DESK, PHONE
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from running import Demo
from watching import LIAISON, OFFICE, enter, no_sideways_scroll

pytestmark = pytest.mark.browser


def scanned(page: Page) -> str:
    """What a camera reads from the screen."""
    shot = Image.open(io.BytesIO(page.locator(".subscribe-code svg").screenshot()))
    (code,) = zxingcpp.read_barcodes(shot)
    return str(code.text)


def pressed(what: Locator) -> None:
    with what.page.expect_navigation(wait_until="load"):  # looked at earlier, it would be without its own style
        what.click()


def sound(page: Page) -> None:
    no_sideways_scroll(page)
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_liaison_subscribes_by_camera_or_by_hand(browser: Browser, demo: Demo, size, scheme):
    liaison = enter(browser, demo, LIAISON, size)
    liaison.page.emulate_media(color_scheme=scheme)
    liaison.page.goto(f"{demo.web}/feeds")
    sound(liaison.page)
    pressed(liaison.page.get_by_role("button", name="新建，看地址"))
    address = liaison.page.locator(".address-text").inner_text()
    assert scanned(liaison.page) == address.replace("http://", "webcal://")
    assert liaison.page.get_by_role("link", name="加到这台设备的日历").get_attribute("href") == scanned(liaison.page)
    sound(liaison.page)
    assert requests.get(address, headers={"User-Agent": "a phone"}, timeout=30).status_code == 200
    pressed(liaison.page.get_by_role("link", name="记好了，回订阅日历"))
    expect(liaison.page.get_by_text("a phone").first).to_be_visible()
    assert address.rsplit("/", 1)[1].removesuffix(".ics") not in liaison.page.content()
    sound(liaison.page)
    pressed(liaison.page.get_by_role("button", name="换地址").first)
    assert requests.get(address, timeout=30).status_code == 410
    assert requests.get(liaison.page.locator(".address-text").inner_text(), timeout=30).status_code == 200
    liaison.close()


def test_the_office_downloads_a_calendar_once(browser: Browser, demo: Demo):
    office = enter(browser, demo, OFFICE)
    office.page.goto(f"{demo.web}/feeds")
    with office.page.expect_download() as download:
        office.page.get_by_role("button", name="只下载一次").click()
    assert download.value.suggested_filename == "duties.ics"
    assert download.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")
    office.close()
