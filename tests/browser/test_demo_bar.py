"""The demo's bar on a phone (演示条): one row until it is opened, everything in it, by keyboard and without script."""

from __future__ import annotations

import pytest
from acting import done, somebody
from keys import Keys
from looking import NARROW, PHONE
from playwright.sync_api import Browser, expect
from running import Demo

pytestmark = pytest.mark.browser
CLOSED = 56  # pixels
SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["390", "320"])
@pytest.mark.parametrize("who", ["zhuhai-jyj", "ducha", "lingdao", "guanli"])
def test_on_a_phone_the_bar_is_one_row_until_it_is_opened(browser: Browser, demo: Demo, places, who: str, size):
    with somebody(browser, demo, who) as page:
        page.set_viewport_size(size)
        page.goto(f"{demo.web}/profile")
        bar = page.locator(".demo")
        assert bar.bounding_box()["height"] <= CLOSED
        step, opener = bar.get_by_role("button", name="走一天", exact=True), bar.get_by_text("换身份、下一步")
        shown = [step.bounding_box(), opener.bounding_box()]
        assert shown[0]["x"] + shown[0]["width"] <= shown[1]["x"]  # beside each other, not over each other
        assert min(box["height"] for box in shown) >= 44
        opener.click()
        for name in ("联络员", "督查员", "分管领导", "管理员", "走到下个时点", "回到起点"):
            expect(bar.get_by_role("button", name=name, exact=True)).to_be_visible()
        expect(bar.get_by_text("接下来").last).to_be_visible()
        expect(bar.get_by_role("link", name="演习机器人")).to_be_visible()
        assert not page.evaluate(SCROLLS)


def test_on_a_phone_another_role_is_taken_and_a_step_made_by_keyboard(browser: Browser, demo: Demo, places):
    with somebody(browser, demo, "zhuhai-jyj") as page:
        page.set_viewport_size(PHONE)
        page.goto(f"{demo.web}/mine")
        keys = Keys(page)
        keys.to("换身份、下一步")
        keys.press("Enter")
        keys.enter("督查员")
        assert page.url.startswith(f"{demo.web}/")
        expect(page.locator(".bar .who-name")).to_contain_text("督查员")
        keys.to("换身份、下一步")
        keys.press("Enter")
        keys.enter("回到起点")
        done(page, "日期回到")
        assert keys.faults == [], "\n".join(keys.faults)


def test_without_script_the_bar_opens_and_steps(browser: Browser, demo: Demo, places):
    with somebody(browser, demo, "ducha", java_script_enabled=False) as page:
        page.set_viewport_size(PHONE)
        page.goto(f"{demo.web}/profile")
        page.get_by_text("换身份、下一步").click()
        page.locator(".demo-sheet").get_by_role("button", name="回到起点").click()
        done(page, "日期回到")
