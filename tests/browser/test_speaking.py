"""Speaking, in a real browser: a ladder changed by keyboard, a robot that is gone, a letter nobody answered for."""

from __future__ import annotations

import re

import pytest
import requests
from looking import DESK, PHONE
from playwright.sync_api import expect
from watching import OFFICE, enter, no_sideways_scroll

pytestmark = pytest.mark.browser


def practice(demo, path, method="post", **data):
    assert requests.request(method, f"{demo.robots}/admin{path}", json=data, timeout=10).ok


def test_a_ladder_is_changed_by_keyboard_and_enter_saves_it(browser, demo):
    office = enter(browser, demo, OFFICE)
    page = office.page

    def pressed(name: str) -> None:
        with page.expect_navigation(wait_until="load"):  # looked at earlier, it would be without its own style
            page.get_by_role("button", name=re.compile(name)).first.click()

    page.goto(f"{demo.web}/plans/zhuhai-2023/ladder")
    pressed("加一级.*办结类")
    page.get_by_label("第 8 级是哪一种").select_option("urge")
    page.get_by_label("第 8 级几个工作日").fill("15")
    pressed("先看看")
    expect(page.get_by_text("2026-01-22 催办")).to_be_visible()
    expect(page.get_by_text("还没有保存")).to_have_count(2)
    pressed("去掉.*第 8 级")
    first = page.get_by_label("第 1 级几个工作日").first
    first.fill("12")
    with page.expect_navigation(wait_until="load"):
        first.press("Enter")
    expect(page.get_by_text("催办阶梯已定")).to_be_visible()
    expect(first).to_have_value("12")
    expect(page.get_by_text("2025-12-15 到期提醒")).to_be_visible()
    pressed("恢复默认")
    expect(page.get_by_text("已恢复默认阶梯。")).to_be_visible()
    office.close()


def test_a_robot_that_is_gone_and_a_letter_without_an_answer_are_found_from_the_desk(browser, demo):
    office = enter(browser, demo, OFFICE)
    page = office.page
    practice(demo, "/robots/1/faults", fault="accept_then_drop")
    practice(demo, "/robots/3", "patch", standing="removed")
    for number in (1, 3):
        page.goto(f"{demo.web}/channels/{number}")
        page.get_by_role("button", name="发一条测试").click()
        expect(page.get_by_role("alert")).to_contain_text("测试消息没有发成")
    page.goto(f"{demo.web}/desk")
    page.get_by_role("link", name=re.compile("封函等您处理")).click()
    page.get_by_role("link", name=re.compile("去处理")).last.click()
    expect(page.get_by_text("平台没有回话，请先到群里看一眼。")).to_be_visible()
    page.get_by_role("textbox", name="为什么作废").fill("群里已经看到了")
    page.get_by_role("button", name="作废").click()
    expect(page.get_by_text("已作废，理由记在流水里")).to_be_visible()
    practice(demo, "/robots/3", "patch", standing="ok")
    page.goto(f"{demo.web}/channels/3")
    page.get_by_role("button", name="发一条测试").click()
    expect(page.get_by_text("平台已收").first).to_be_visible()
    office.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_of_speaking_scrolls_sideways(browser, demo, size):
    office = enter(browser, demo, OFFICE, size)
    for path in (
        "/channels",
        "/channels/1",
        "/outbox",
        "/outbox/1",
        "/rehearsal",
        "/plans/zhuhai-2023/ladder",
        "/profile",
        "/desk",
    ):
        assert office.page.goto(f"{demo.web}{path}").ok
        no_sideways_scroll(office.page)
    office.close()
