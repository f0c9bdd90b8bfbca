"""The ledger in a real browser: keyboard, sticky head, printing, saved views with and without JavaScript."""

from __future__ import annotations

import re
from io import BytesIO

import pdfplumber
import pytest
from looking import DESK, NARROW, PHONE, Look, entered
from playwright.sync_api import Browser, Page
from running import Demo

from tracker.core.searching import folded

pytestmark = pytest.mark.browser
HERE = "/plans/zhuhai-2023"
ODD = f"{HERE}?open=1&lamp=late&lamp=near&columns=lead&columns=date&columns=kind&columns=lamp&unit=999&from=2020-01-01"


@pytest.fixture
def tab(browser: Browser, demo: Demo):
    window = entered(browser, demo.web, "ducha")
    yield window.new_page()
    window.close()


def _row(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.closest('tr')?.querySelector('.row-no')?.textContent ?? ''"))


def test_rows_are_walked_with_keys_only_while_the_table_has_the_focus(tab: Page, demo: Demo):
    tab.goto(demo.web + HERE)
    tab.keyboard.press("j")
    assert _row(tab) == ""
    tab.locator("[data-rows]").focus()
    walked = []
    for key in ("j", "j", "ArrowDown", "k", "ArrowUp", "ArrowUp"):
        tab.keyboard.press(key)
        walked.append(_row(tab))
    assert walked == ["1", "2", "3", "2", "1", "1"]
    tab.keyboard.press("Tab")  # no trap: the next thing in the row
    assert tab.evaluate("document.activeElement.matches('a, summary')")
    tab.keyboard.press("?")
    assert tab.locator("[data-keys-help]").get_attribute("open") is not None
    tab.locator("[data-rows]").focus()
    tab.keyboard.press("Control+j")
    assert _row(tab) == ""
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.name") == "q"
    tab.keyboard.type("j/k?")
    assert tab.locator("input[name=q]").input_value() == "j/k?"
    tab.locator("[data-rows]").focus()
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"/tasks/\d+$"))


def test_the_head_stays_under_the_bar_and_covers_no_row_that_has_the_focus(tab: Page, demo: Demo):
    tab.goto(demo.web + HERE)
    tab.locator("[data-rows]").focus()
    for _ in range(25):
        tab.keyboard.press("j")
    bar = tab.locator("header.bar").bounding_box()
    head = tab.locator(".book thead th").first.bounding_box()
    assert bar
    assert head
    assert abs(head["y"] - (bar["y"] + bar["height"])) <= 2
    for _ in range(12):
        tab.keyboard.press("k")
    focused = tab.evaluate("document.activeElement.closest('tr').getBoundingClientRect().top")
    assert focused >= head["y"] + head["height"] - 4  # the row's own padding may lie under it, no word does


@pytest.mark.parametrize("size", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
def test_nothing_scrolls_sideways_whatever_is_open(tab: Page, demo: Demo, size):
    tab.set_viewport_size(size)
    for address in (HERE, ODD):
        tab.goto(demo.web + address)
        tab.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        assert not tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_an_odd_address_and_an_open_view_are_accessible_too(tab: Page, demo: Demo):
    look = Look(tab, (demo.web, demo.robots, "data:"))
    look.at(demo.web + ODD)
    tab.set_viewport_size(DESK)
    tab.locator("summary", has_text="存为常用视图").click()
    tab.get_by_label("名字").first.fill("近的")
    tab.get_by_role("button", name="存下").click()
    tab.wait_for_url(re.compile("view="))
    look.at(tab.url)
    assert not look.faults, "\n".join(look.faults)


def test_a_view_is_kept_and_opened_without_javascript(browser: Browser, demo: Demo):
    window = entered(browser, demo.web, "lingdao", java_script_enabled=False)
    tab = window.new_page()
    tab.goto(demo.web + HERE)
    assert tab.locator("[data-keys-help]").is_hidden()
    tab.locator("summary", has_text="更多条件").click()
    tab.locator("label", has_text="只看没办结的").click()
    tab.get_by_role("button", name="筛选").click()
    assert "open=1" in tab.url
    tab.locator("summary", has_text="存为常用视图").click()
    tab.get_by_label("名字").first.fill("没办结的")
    tab.get_by_role("button", name="存下").click()
    tab.goto(demo.web + HERE)
    tab.get_by_role("link", name="没办结的").click()
    assert "筛出" in tab.locator(".filter-said").inner_text()
    assert "open=1" in tab.url
    window.close()


@pytest.mark.parametrize(("paper", "width"), [("a4", 842), ("a3", 1191)])
def test_a_print_repeats_the_head_holds_the_whole_text_and_orphans_no_group(tab: Page, demo: Demo, paper, width):
    tab.goto(f"{demo.web}{HERE}?page=all&paper={paper}")
    tab.emulate_media(media="print")
    shown = "[...document.querySelectorAll('.book .fold-text')].map(each => getComputedStyle(each))"
    assert tab.evaluate(f"{shown}.every(style => style.display === 'block' && style.overflow === 'visible')")
    groups = [folded(name)[:12] for name in tab.locator(".group-name").all_inner_texts()]
    with pdfplumber.open(BytesIO(tab.pdf(prefer_css_page_size=True))) as printed:
        pages = [folded(page.extract_text() or "") for page in printed.pages]
        assert {round(page.width) for page in printed.pages} == {width}
    assert len(pages) > 2
    assert all("序号" in page and "销号" in page for page in pages)
    assert not [group for group in groups for page in pages if group in page.splitlines()[-1]]
    assert not [page for page in pages if "筛选" in page or "常用视图" in page]
    assert "逾期" in "".join(pages)
