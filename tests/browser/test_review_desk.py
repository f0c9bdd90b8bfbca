"""收文校核 in a browser: a Word plan is reviewed and admitted by keyboard alone; nothing typed is lost; axe finds nothing."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from looking import DESK, PHONE
from playwright.sync_api import Page, expect
from received import HEAD, ROWS, a_plan
from watching import OFFICE, enter, no_sideways_scroll

pytestmark = pytest.mark.browser
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def take_in(page: Page, web: str, content: bytes, name: str = "资源教室方案.docx") -> str:
    page.goto(f"{web}/intake")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": DOCX, "buffer": content})
    page.get_by_role("button", name="收下并读取").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk")
    return page.url


def without_faults(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def current(page: Page):
    return page.locator("tr[data-row].current")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def at_the_table(page: Page) -> None:
    """The desk is loaded and the table has the keyboard."""
    expect(page.locator("[data-drafts]")).to_be_focused()


def tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by Tab to {name}")


def test_a_word_plan_is_reviewed_and_admitted_by_keyboard_alone(browser, demo):
    office = enter(browser, demo, OFFICE)
    page = office.page
    take_in(page, demo.web, a_plan())
    expect(page.locator("[data-summary]")).to_contain_text("2 处待定")
    without_faults(page)
    no_sideways_scroll(page)

    # the desk opens at the first doubt, with its source lit: a collective without members
    expect(current(page)).to_contain_text("各区至少建成一个资源教室")
    expect(page.locator(".source-text .lit").first).to_be_visible()
    at_the_table(page)
    press(page, "x")
    page.keyboard.type("东区、西区")
    press(page, "Enter")
    expect(page.get_by_role("status").first).to_contain_text("已记为 2 个单位")

    # the next one: a unit that nobody knows
    at_the_table(page)
    press(page, "n")
    expect(current(page)).to_contain_text("市大数据资源台")
    expect(page.locator("[data-editor]")).to_contain_text("单位库里没有“市大数据资源台”")
    press(page, "x", "Tab", "Enter")
    expect(page.get_by_role("status").first).to_contain_text("已登记为新单位")
    expect(page.locator("[data-summary]")).to_contain_text("没有疑点")

    # a wording is changed and compiled at once, with its reason
    at_the_table(page)
    press(page, "Enter")
    tab_to_label(page, "时限原文")
    press(page, "Control+a")
    page.keyboard.type("2025年12月底前")
    press(page, "Escape")
    expect(page.locator("[data-told]")).to_contain_text("所以是2025年12月31日")
    expect(current(page)).to_contain_text("2025-12-31")
    expect(page.locator("[data-saved]").last).to_contain_text("已存")

    # another field of the same row is changed: the date stays the wording's
    press(page, "Enter")
    tab_to_label(page, "配合单位")
    press(page, "Control+a")
    page.keyboard.type("市残联、市财政局")
    press(page, "Escape")
    expect(current(page)).to_contain_text("配合 市残联、市财政局")
    expect(current(page)).to_contain_text("2025-12-31")

    # down, tick, and admit
    press(page, "j", " ")
    expect(current(page).get_by_role("checkbox")).to_be_checked()
    press(page, "a")
    page.wait_for_url(re.compile(r"/admission$"))
    without_faults(page)
    tab_to(page, "入账")
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/plans/plan-\d+$"))
    expect(page.get_by_role("status").first).to_contain_text("已入账：4 项任务")
    expect(page.get_by_text("第 1 版")).to_be_visible()
    office.close()


def tab_to_label(page: Page, label: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        said = page.evaluate("[...(document.activeElement.labels ?? [])].map((one) => one.textContent).join()")
        if label in said:
            return
    raise AssertionError(f"no way by Tab to {label}")


def test_what_was_typed_is_kept_when_one_leaves_and_two_do_not_overwrite_each_other(browser, demo):
    first, second = enter(browser, demo, OFFICE), enter(browser, demo, "演示管理员")
    rows = ((ROWS[0][0], "第一版的任务文字，用来试两人同时改。", *ROWS[0][2:]), *ROWS[1:])
    address = take_in(first.page, demo.web, a_plan(rows))
    row = first.page.locator("tr[data-row]", has_text="用来试两人同时改")
    row.click()
    second.page.goto(address)
    second.page.locator("tr[data-row]", has_text="用来试两人同时改").click()
    expect(second.page.get_by_label("任务文字")).to_have_value(rows[0][1])

    first.page.get_by_label("任务文字").fill("甲改的文字")
    first.page.get_by_role("link", name="方案", exact=True).first.click()  # leaves at once, without a button
    first.page.wait_for_url(re.compile("/plans$"))
    first.page.goto(address)
    first.page.locator("tr[data-row]", has_text="甲改的文字").click()
    expect(first.page.get_by_label("任务文字")).to_have_value("甲改的文字")

    second.page.get_by_label("任务文字").fill("乙改的文字")
    conflict = second.page.locator("[data-conflict]")
    expect(conflict).to_contain_text("甲改的文字")
    expect(conflict).to_contain_text("乙改的文字")
    conflict.get_by_role("button", name="用我写的").click()
    expect(second.page.get_by_label("任务文字")).to_have_value("乙改的文字")
    first.close()
    second.page.close()


def test_a_new_version_is_compared_and_the_pages_hold_on_a_phone(browser, demo):
    office = enter(browser, demo, OFFICE, PHONE)
    page = office.page
    head = (
        "示例县资源教室建设工作方案",
        "示县办〔2025〕9号",
        *HEAD[2:4],
        "示例县人民政府办公室",
        *HEAD[5:6],
        "示例县资源教室建设工作方案",
        HEAD[7],
    )
    rows = (
        ("1", "建设县资源中心并投入使用。", "县教育局", "", "2026年12月底前"),
        ("2", "开展教师培训。", "县教育局", "", "长期坚持"),
    )
    address = take_in(page, demo.web, a_plan(rows, head), "县方案.docx")
    no_sideways_scroll(page)
    without_faults(page)
    page.goto(f"{address.split('?')[0]}/admission")
    page.get_by_role("button", name="入账").click()
    page.wait_for_url(re.compile(r"/plans/plan-\d+$"))
    page.get_by_role("link", name="收新版").click()
    content = a_plan(
        (("1", "建设县资源中心并投入使用。", "县教育局", "", "2027年6月底前"),),
        (head[0], "示县办〔2026〕1号", *head[2:]),
    )
    page.locator("input[type=file]").set_input_files({"name": "新版.docx", "mimeType": DOCX, "buffer": content})
    page.get_by_role("button", name="收下并读取").click()
    page.wait_for_selector(".desk")
    page.get_by_role("link", name="新旧对比").click()
    expect(page.get_by_text("2027-06-30")).to_be_visible()
    no_sideways_scroll(page)
    without_faults(page)
    page.get_by_role("button", name="换成第 2 版").click()
    expect(page.get_by_role("status").first).to_contain_text("已换成第 2 版")
    no_sideways_scroll(page)
    office.close()


def test_without_script_the_same_desk_works_by_links_and_forms(browser, demo):
    context = browser.new_context(viewport=DESK, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo.web}/sign-in")
    page.get_by_role("button", name=OFFICE).click()
    rows = (("1", "没有脚本也要能校核的任务。", "市教育局", "", "2026年12月底前"), *ROWS[2:])
    page.goto(f"{demo.web}/intake")
    page.locator("input[type=file]").set_input_files({"name": "无脚本.docx", "mimeType": DOCX, "buffer": a_plan(rows)})
    page.get_by_role("button", name="收下并读取").click()
    page.wait_for_selector(".desk")  # the progress page reloads itself
    page.get_by_role("link", name="没有脚本也要能校核的任务。").click()
    page.get_by_label("时限原文").fill("2027年3月底前")
    page.get_by_role("button", name="存，看下一条").click()
    page.get_by_role("link", name="没有脚本也要能校核的任务。").click()
    expect(page.get_by_text("所以是2027年3月31日")).to_be_visible()
    context.close()
