"""总览, 矩阵, 时间轴, 日历 in a real browser: light and dark, desk and phone, without script, by print and by copy."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from looking import DESK, PHONE
from playwright.sync_api import Browser, expect
from running import Demo
from watching import LEADER, LIAISON, OFFICE, enter, no_sideways_scroll

pytestmark = pytest.mark.browser
PLAN = "/plans/zhuhai-2023"
VIEWS = (
    "/plans",
    f"{PLAN}/overview",
    f"{PLAN}/matrix",
    "/plans/changzhi-2023/matrix",
    f"{PLAN}/timeline",
    f"{PLAN}/calendar?month=2025-12",
    f"{PLAN}/calendar?month=2031-01",
    "/duties?lamp=late",
)
NARROW = {"width": 320, "height": 640}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_view_is_sound(browser: Browser, demo: Demo, size, scheme):
    someone = enter(browser, demo, OFFICE, size)
    someone.page.emulate_media(color_scheme=scheme)
    for path in VIEWS:
        someone.page.goto(f"{demo.web}{path}")
        no_sideways_scroll(someone.page)
        someone.page.evaluate("document.querySelectorAll('main details.act').forEach(each => { each.open = true })")
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = Axe().run(someone.page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
        assert [(path, each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
        no_sideways_scroll(someone.page)
    someone.close()


def test_nothing_is_lost_at_320_pixels(browser: Browser, demo: Demo):
    someone = enter(browser, demo, OFFICE, NARROW)
    for path in (*VIEWS, "/plans/jinhua-2023/matrix", f"{PLAN}/calendar?month=2026-01"):
        someone.page.goto(f"{demo.web}{path}")
        no_sideways_scroll(someone.page)
    someone.close()


def test_a_leaders_overview_and_matrix_print_on_one_landscape_page(browser: Browser, demo: Demo):
    leader = enter(browser, demo, LEADER)
    for path in (f"{PLAN}/overview", f"{PLAN}/matrix"):
        leader.page.goto(f"{demo.web}{path}")
        printed = leader.page.pdf(prefer_css_page_size=True)
        sheets = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", printed)
        assert [(round(float(wide)), round(float(high))) for wide, high in sheets] == [(842, 595)], path
        leader.page.emulate_media(media="print")
        expect(leader.page.get_by_text("截至 2025年12月18日").first).to_be_visible()
        leader.page.emulate_media(media="null")
    leader.close()


def test_a_sentence_is_copied_by_its_button(browser: Browser, demo: Demo):
    office = enter(browser, demo, OFFICE)
    office.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo.web)
    office.page.goto(f"{demo.web}{PLAN}/matrix")
    button = office.page.locator("[data-copy]").first
    said = office.page.locator(f"#{button.get_attribute('data-copy')}").inner_text()
    button.focus()
    office.page.keyboard.press("Enter")
    expect(button).to_contain_text("已复制")
    assert office.page.evaluate("navigator.clipboard.readText()") == said
    assert re.match(r"3个区政府（管委会）中", said)
    office.close()


def test_the_views_work_without_script(browser: Browser, demo: Demo):
    context = browser.new_context(java_script_enabled=False, viewport=DESK, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{demo.web}/sign-in")
    page.get_by_role("button", name=LIAISON).click()
    page.goto(f"{demo.web}{PLAN}/overview")
    for name in ("矩阵", "时间轴", "日历", "台账", "总览"):
        page.get_by_role("navigation", name="方案的视图").get_by_role("link", name=name).click()
        expect(page.get_by_role("navigation", name="方案的视图").locator("[aria-current=page]")).to_have_text(name)
    assert page.locator("[data-print]:visible, [data-copy]:visible").count() == 0
    page.locator(".lampbar-cell").first.click()
    expect(page.locator(".filter-said")).to_contain_text("件责任事项")
    context.close()


def test_the_matrix_scrolls_inside_its_own_region_by_keyboard(browser: Browser, demo: Demo):
    office = enter(browser, demo, OFFICE, PHONE)
    office.page.goto(f"{demo.web}{PLAN}/matrix")
    region = office.page.get_by_role("region", name="任务和单位的矩阵")
    region.focus()
    for _ in range(60):  # a step is drawn by and by
        office.page.keyboard.press("ArrowRight")
        if office.page.evaluate("document.querySelector('.matrix-scroll').scrollLeft") > 0:
            break
    assert office.page.evaluate("document.querySelector('.matrix-scroll').scrollLeft") > 0
    no_sideways_scroll(office.page)
    office.close()
