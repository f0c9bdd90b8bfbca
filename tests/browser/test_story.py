"""The story of first light, clicked through: progress with evidence, review, overdue, reminder, 挂牌督办 in a chat, calendar."""

from __future__ import annotations

import re

import pytest
import requests
from icalendar import Calendar
from looking import DESK, PHONE
from playwright.sync_api import Page, expect
from running import Demo
from watching import LEADER, LIAISON, OFFICE, Watched, enter, no_sideways_scroll

pytestmark = pytest.mark.browser
PDF = {"name": "佐证.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n% demo\n"}


def claim(page: Page, duty: str, demo: Demo) -> None:
    page.goto(f"{demo.web}{duty}")
    page.get_by_role("radio", name="申请销号").check()
    page.get_by_role("textbox", name="进展情况").fill("制度文件已印发，各区同步执行。")
    page.get_by_role("textbox", name="审定人").fill("演示局长")
    page.locator("input[type=file]").set_input_files(PDF)
    page.get_by_role("button", name="报送督查室").click()
    expect(page.get_by_role("status").first).to_be_visible()


def test_a_wrong_password_is_one_sentence_and_keeps_the_name(browser, demo):
    watched = Watched(browser, demo, PHONE)
    page = watched.page
    page.goto(f"{demo.web}/sign-in")
    page.get_by_label("账号").fill("ducha")
    page.get_by_label("口令").fill("不是这个口令")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text("账号或口令不对").first).to_be_visible()
    expect(page.get_by_label("账号")).to_have_value("ducha")
    no_sideways_scroll(page)
    page.close()


def test_the_whole_story(browser, demo):
    # The office sees five ledgers with their rows.
    office = enter(browser, demo, OFFICE)
    office.page.goto(f"{demo.web}/plans")
    for rows in ("18 项任务", "10 项任务", "附件 11 项、正文 20 项", "20 项任务", "30 项任务"):
        expect(office.page.get_by_text(rows).first).to_be_visible()

    # A liaison on a phone opens the most urgent matter and asks for closure with evidence.
    liaison = enter(browser, demo, LIAISON, PHONE)
    no_sideways_scroll(liaison.page)
    duty = liaison.page.locator("main a[href*='/duties/']").first.get_attribute("href")
    assert duty
    claim(liaison.page, duty, demo)
    no_sideways_scroll(liaison.page)

    # The office returns it with a reason; the liaison sees it and sends again; the office accepts.
    office.page.goto(f"{demo.web}/desk")
    office.page.locator("main a[href*='/reports/']").first.click()
    office.page.get_by_role("radio", name="事实不清楚").check()
    office.page.get_by_role("textbox", name="要补正什么").fill("请注明取数日期")
    office.page.get_by_role("button", name=re.compile("退回")).click()
    liaison.page.goto(f"{demo.web}/mine")
    expect(liaison.page.get_by_text("请注明取数日期").first).to_be_visible()
    claim(liaison.page, duty, demo)
    office.page.goto(f"{demo.web}/desk")
    office.page.locator("main a[href*='/reports/']").first.click()
    for question in (
        "事实是否清楚",
        "问题是否解决",
        "任务是否落实",
        "结论是否准确",
        "处理措施是否符合政策",
        "文书格式是否规范",
    ):
        office.page.get_by_role("checkbox", name=question).check()
    office.page.get_by_role("button", name="采纳").click()
    office.page.goto(f"{demo.web}{duty}")
    expect(office.page.get_by_text("已销号").first).to_be_visible()
    for step in ("采纳并销号", "退回补正", "申请销号"):
        expect(office.page.get_by_text(step).first).to_be_visible()

    # Days go by: reminders reach the chat, then the clock proposes listings, one of them for the liaison's unit.
    for _ in range(12):
        office.page.get_by_role("button", name="走到下个时点").click()
        liaison.page.goto(f"{demo.web}/cases")
        if liaison.page.locator("main a[href*='/cases/']").count():
            break
    proposals = liaison.page.locator("main a[href*='/cases/']")
    assert proposals.count()
    case = proposals.first.get_attribute("href")
    chat = Watched(browser, demo, DESK)
    chat.page.goto(demo.robots)
    expect(chat.page.get_by_text("建议挂牌").first).to_be_attached()

    # The unit has its say, the office checks the facts.
    liaison.page.goto(f"{demo.web}{case}")
    no_sideways_scroll(liaison.page)
    liaison.page.get_by_role("textbox", name="情况说明").fill("方案已起草，卡在会签，1月底前印发。")
    liaison.page.get_by_role("button", name="说明情况").click()
    expect(liaison.page.get_by_role("status").first).to_be_visible()
    office.page.goto(f"{demo.web}{case}")
    expect(office.page.get_by_text("卡在会签").first).to_be_visible()
    office.page.get_by_role("textbox", name="意见").first.fill("事实清楚，单位说明不影响挂牌。")
    office.page.get_by_role("button", name="事实已核对").click()

    # The leader approves it; the alert arrives in the chat; the outbox shows the platforms' word.
    leader = enter(browser, demo, LEADER)
    leader.page.goto(f"{demo.web}{case}")
    leader.page.get_by_role("combobox").first.select_option(label="教育督导")
    leader.page.get_by_role("textbox", name="依据").fill("教育督导条例第二十五条")
    leader.page.get_by_role("textbox", name="督办单位").fill("演示督查室")
    leader.page.get_by_role("textbox", name="责任人").fill("演示分管局长")
    leader.page.locator("input[type=date]").fill("2026-06-30")
    leader.page.get_by_role("button", name="批准挂牌").click()
    expect(leader.page.get_by_text("挂〔2026〕1号").first).to_be_visible()
    office.page.get_by_role("button", name="走一天").click()
    chat.page.reload()
    expect(chat.page.get_by_text("★ 挂牌督办").first).to_be_attached()
    office.page.goto(f"{demo.web}/outbox")
    expect(office.page.get_by_text("平台已收").first).to_be_visible()

    # Rectification: the plan, progress with evidence on the measure, the application with its five standards.
    liaison.page.goto(f"{demo.web}{case}")
    for box in liaison.page.locator("form[action$='/plan'] textarea").all():
        box.fill("按期印发文件，逐项落实")
    row = liaison.page.locator(".measure-row").first
    for box in row.locator("input:not([type=date]), textarea").all():
        box.fill("印发文件")
    row.locator("input[type=date]").fill("2026-05-29")
    liaison.page.get_by_role("button", name="报送整改方案").click()
    expect(liaison.page.get_by_role("status").first).to_be_visible()
    office.page.goto(f"{demo.web}{case}")
    office.page.get_by_role("button", name="同意整改方案").click()
    expect(office.page.get_by_role("status").first).to_be_visible()
    liaison.page.goto(f"{demo.web}{case}")
    liaison.page.locator("form[action$='/measures'] textarea").first.fill("文件已印发")
    liaison.page.locator("form[action$='/measures'] input[type=file]").set_input_files(PDF)
    liaison.page.get_by_role("button", name="报整改进展").click()
    expect(liaison.page.get_by_text("1/1").first).to_be_visible()
    liaison.page.goto(f"{demo.web}{case}")
    application = liaison.page.locator("form[action$='/release-request']")
    for box in application.locator("textarea").all():
        box.fill("已落实，见佐证")
    application.get_by_role("textbox", name="审定人").fill("演示局长")
    application.locator("input[type=file]").set_input_files(PDF)
    application.get_by_role("button", name="申请销号").click()
    expect(liaison.page.get_by_role("status").first).to_be_visible()

    # First check, verification by two, and the plate comes down by the hand that hung it.
    office.page.goto(f"{demo.web}{case}")
    office.page.get_by_role("button", name="初审通过").click()
    expect(office.page.get_by_role("status").first).to_be_visible()
    office.page.goto(f"{demo.web}{case}")
    office.page.get_by_role("textbox", name="地点").fill("演示学校")
    office.page.get_by_role("textbox", name="方式").fill("查资料、看现场")
    office.page.get_by_role("textbox", name="结论").fill("逐条核实，达到标准")
    for name in ("演示督查员·督查室", "演示督学·教育督导室"):
        office.page.get_by_role("checkbox", name=name).check()
    office.page.get_by_role("radio", name="通过", exact=True).check()
    office.page.get_by_role("button", name="登记核查结果").click()
    expect(office.page.get_by_role("status").first).to_be_visible()
    leader.page.goto(f"{demo.web}{case}")
    leader.page.get_by_role("button", name="销号摘牌").click()
    expect(leader.page.get_by_text("已销号摘牌").first).to_be_visible()
    leader.page.goto(f"{demo.web}{case}")
    expect(leader.page.get_by_text("已销号").first).to_be_visible()

    # The liaison subscribes; the calendar holds the unit's duties.
    liaison.page.goto(f"{demo.web}/feeds")
    liaison.page.get_by_role("button", name=re.compile("订阅|生成|新建")).first.click()
    page_text = liaison.page.content()
    found = re.search(r"http://127\.0\.0\.1:\d+/feeds/[\w-]+\.ics", page_text)
    assert found
    answer = requests.get(found[0], timeout=30)
    assert answer.status_code == 200
    assert Calendar.from_ical(answer.content).walk("VEVENT")
    for watched in (office, liaison, leader, chat):
        watched.close()
