"""What may take long says so beside the button that was pressed (正在生成), until the file is there or the reason why not."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from looking import PHONE, entered
from openpyxl import load_workbook
from playwright.sync_api import Browser, Download, Page, Route, expect
from running import Demo

pytestmark = pytest.mark.browser
EXPORT, SLIPS = "/plans/zhuhai-2023/export", "/slips"
MAKING, MADE = "正在生成，件数多时要十几秒", "已生成，文件在浏览器的下载里。"
FILES = (
    ("ducha", EXPORT, ("A4 横向", "A3 横向（栏目更全）", "下载数据版")),
    ("ducha", SLIPS, ("下载 xlsx", "下载 docx")),
    ("zhuhai-jyj", SLIPS, ("下载 xlsx", "下载 docx")),
    ("ducha", "/sheet-templates/{sheet_template}", ("填好下载",)),
    ("ducha", "/plans/zhuhai-2023/statistics", ("下载通报草稿",)),
    ("ducha", "/cases/{case_prove}", ("挂牌督办通知书", "销号申请表", "现场核查表")),
    ("ducha", "/duties/{duty}", ("督办通知单（Word 草稿）",)),
    ("ducha", "/duties/{extended}", ("延期申请表",)),
    ("zhuhai-jyj", "/feeds", ("只下载一次",)),
)
"""Every button and link that makes a file, and who presses it."""


_PRESS = """names => {
  const named = name => [...document.querySelectorAll('main a, button')].find(one => one.offsetWidth && one.textContent.includes(name));
  const controls = names.map(named);
  const line = () => document.querySelector('.waiting[role=status]');
  setTimeout(async () => {
    const told = [];
    for (const control of controls) {
      control.click();
      await new Promise(seen => setTimeout(seen, 50));
      const beside = control.closest('.acts, .form-end, .demo-row');
      told.push([line()?.textContent ?? '', Boolean(beside.contains(line()) && line().offsetHeight), control.ariaDisabled]);
    }
    fetch('/told?' + encodeURIComponent(JSON.stringify(told)));
  });
}"""
"""Presses, looks after each press, and tells what was seen. A browser's inspector does not answer while its page is on the way to
another address, so the page itself tells."""


class Slow:
    """The network between this page and the server: what is asked for under `address` stays on the way until it is let go."""

    def __init__(self, page: Page, address: str) -> None:
        self.asked: list[Route] = []
        self.page = page
        page.route(address, self._hold)
        page.route("**/told?*", lambda route: route.fulfill(body=""))

    def _hold(self, route: Route) -> None:
        self.asked.append(route)

    def press(self, *names: str) -> list[tuple[str, bool, str | None]]:
        """Press one control after the other; of each: what the line says, whether it stands beside the control, whether that is held."""
        with self.page.expect_request("**/told?*") as told:
            self.page.evaluate(_PRESS, names)
        return [tuple(seen) for seen in json.loads(unquote(told.value.url.partition("?")[2]))]

    def on_the_way(self, count: int = 1) -> Route:
        """The latest request, when so many are on their way and no more."""
        while len(self.asked) < count:
            self.page.wait_for_event("request")
        assert len(self.asked) == count
        return self.asked[-1]


def at(browser: Browser, demo: Demo, who: str, path: str, **context: Any) -> Page:
    page = entered(browser, demo.web, who, **context).new_page()
    page.goto(demo.web + path)
    return page


def content(kept: Download) -> bytes:
    return Path(kept.path()).read_bytes()


def test_an_export_says_that_it_is_being_made_and_that_it_is_there(browser: Browser, demo: Demo, places):
    page = at(browser, demo, "ducha", EXPORT)
    slow = Slow(page, "**/ledger.xlsx*")
    with page.expect_download() as kept:
        assert slow.press("下载数据版") == [(f"{MAKING}，请先留在这一页。", True, "true")]
        slow.on_the_way().continue_()
    line = page.locator("main .waiting[role=status]")
    expect(line).to_have_text(MADE)
    assert kept.value.suggested_filename.startswith("督办台账-zhuhai-2023-数据版")
    assert load_workbook(BytesIO(content(kept.value))).active.max_row > 30
    assert page.get_by_role("link", name="下载数据版").get_attribute("aria-disabled") is None
    expect(line).to_have_count(0, timeout=15_000)
    page.context.close()


def test_a_second_press_starts_no_second_export(browser: Browser, demo: Demo, places):
    page = at(browser, demo, "ducha", EXPORT)
    page.set_viewport_size(PHONE)
    slow = Slow(page, "**/ledger.xlsx*")
    with page.expect_download():
        told = slow.press("下载数据版", "下载数据版", "A4 横向", "下载数据版")
        assert [said for said, *_ in told[1:]] == ["上一份还没好，好了再点。"] * 3
        slow.on_the_way().continue_()
    expect(page.locator("main .waiting")).to_have_text(MADE)
    with page.expect_download():  # and then another one is made
        slow.press("A4 横向")
        slow.on_the_way(2).continue_()
    page.context.close()


def test_a_slip_is_made_once_however_often_its_button_is_pressed(browser: Browser, demo: Demo, places):
    page = at(browser, demo, "zhuhai-jyj", SLIPS)
    slow = Slow(page, "**/slips")
    with page.expect_download() as kept:
        first, second = slow.press("下载 xlsx", "下载 docx")
        assert first[0].startswith(MAKING)
        assert second[0] == "上一份还没好，好了再点。"
        assert slow.on_the_way().request.method == "POST"
        slow.asked[0].continue_()
    assert kept.value.suggested_filename.startswith("离线回执-")
    expect(page.locator("main .waiting")).to_have_text(MADE)
    assert page.locator("input[name=arrival]").count() == 0
    page.context.close()


def test_when_the_network_breaks_the_page_says_so_beside_the_button(browser: Browser, demo: Demo, places):
    page = at(browser, demo, "ducha", EXPORT)
    slow = Slow(page, "**/ledger.xlsx*")
    slow.press("下载数据版")
    with page.expect_event("requestfailed"):
        slow.on_the_way().abort("connectionfailed")
    expect(page.locator("main .waiting")).to_have_count(0)  # the browser's own page about a broken network
    page.go_back()
    panel = page.locator(".panel").filter(has=page.get_by_role("link", name="下载数据版"))
    expect(panel.locator(".waiting[role=status]")).to_have_text("没有拿到文件，可能是网络断了，请再点一次。")
    page.reload()
    expect(page.locator(".waiting")).to_have_count(0)
    page.context.close()


def test_when_the_server_says_no_its_page_says_why(browser: Browser, demo: Demo, places):
    page = at(browser, demo, "ducha", f"/sheet-templates/{places['sheet_template']}")
    page.locator("select[name=plan]").evaluate("box => { box.options[box.selectedIndex].value = 'gone-2020'; }")
    page.get_by_role("button", name="填好下载").click()
    expect(page.get_by_role("alert")).to_contain_text("请选一个方案")
    expect(page.locator(".waiting")).to_have_count(0)
    page.context.close()


def test_a_step_through_the_days_says_that_it_is_under_way(browser: Browser, demo: Demo, places):
    page = at(browser, demo, "ducha", EXPORT)
    slow = Slow(page, "**/demo/start")
    first, second = slow.press("回到起点", "回到起点")
    assert first == ("正在办理，件数多时要十几秒，请先留在这一页。", True, "true")
    assert second[0] == "还在办，请稍等，不用再点。"
    slow.on_the_way().fulfill(status=302, headers={"Location": EXPORT})
    expect(page.locator(".waiting")).to_have_count(0)
    page.context.close()


def test_without_script_a_file_comes_as_ever(browser: Browser, demo: Demo, places):
    page = at(browser, demo, "ducha", EXPORT, java_script_enabled=False)
    with page.expect_download() as kept:
        page.get_by_role("link", name="下载数据版").click()
    assert content(kept.value).startswith(b"PK")
    page.goto(demo.web + SLIPS)
    with page.expect_download() as slip:
        page.get_by_role("button", name="下载 docx").click()
    assert content(slip.value).startswith(b"PK")
    page.context.close()


@pytest.mark.parametrize(("who", "path", "names"), FILES)
def test_every_file_that_is_made_on_demand_is_waited_for(browser: Browser, demo: Demo, places, who, path, names):
    page = at(browser, demo, who, path.format(**places))
    for name in names:
        control = page.locator("main").locator("a, button").filter(has_text=name).first
        expect(control).to_have_attribute("data-waits", "file")
        with page.expect_download():
            control.click()
        expect(page.locator("main .waiting")).to_have_text(MADE)
    page.context.close()
