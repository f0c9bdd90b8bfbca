"""整改 to 销号: the rectification of a listed matter by keyboard alone, and the whole way from the proposal without script."""

from __future__ import annotations

import pytest
from acting import PDF, done, somebody
from keys import Keys
from playwright.sync_api import Browser, Page, expect
from running import Demo

pytestmark = pytest.mark.browser
VERIFIERS = ("演示督查员·督查室", "演示督学·教育督导室")
TEXTS = {
    "目标和任务": "2月底前印发联动机制文件并执行",
    "经费和物资": "列入年度部门预算",
    "负责机构和责任": "特教科牵头，各区配合",
    "时限和要求": "分两步，2月中旬前印发",
    "安全措施和应急预案": "无",
}
MEASURES = (("起草并印发文件", "文件印发", 10), ("首批三所学校落实", "验收通过", 24))


def test_a_rectification_by_keyboard(browser: Browser, demo: Demo, places):
    case = f"{demo.web}/cases/{places['case_list']}"
    with somebody(browser, demo, places["unit_list"]) as mine, somebody(browser, demo, "ducha") as desk:
        unit, office = Keys(mine), Keys(desk)

        mine.goto(case)
        goal, *others = TEXTS.items()
        unit.fill(*goal)
        for text, standard, day in MEASURES:
            unit.fill("措施", text)
            unit.fill("完成标准", standard)
            unit.date("完成日期", 2026, 3, day)
            unit.fill("责任人", "演示科长")
        for label, words in others:
            unit.fill(label, words)
        unit.enter("报送整改方案")
        done(mine)

        desk.goto(case)
        office.enter("同意整改方案")
        done(desk)

        for number, (text, *_) in enumerate(MEASURES, start=1):
            mine.goto(case)
            unit.to("哪一条措施")
            unit.type(str(number))  # the list is chosen from by its numbers
            assert text in mine.evaluate("document.activeElement.selectedOptions[0].textContent")
            unit.fill("做到哪一步", "已按标准完成，见佐证")
            unit.attach("佐证", PDF)
            unit.enter("报整改进展")
            done(mine)
            expect(mine.get_by_text(f"{number}/{len(MEASURES)} 条有佐证")).to_be_visible()

        mine.goto(case)
        expect(mine.get_by_text("每条措施都有佐证了")).to_be_visible()
        unit.fill("完成情况", "整改目标全部达到")
        for standard in mine.locator("form[action$='/release-request'] textarea[name^=standard-]").all():
            unit.press("Tab")
            assert unit.here()["name"] in standard.evaluate(
                "box => box.labels[0].textContent.replace(/\\s+/g, ' ').trim()"
            )
            unit.type("已落实，见佐证")
        unit.fill("审定人", "演示局长")
        unit.attach("佐证", PDF)
        unit.enter("申请销号")
        done(mine)

        desk.goto(case)
        office.enter("初审通过")
        done(desk)
        desk.goto(case)
        office.date("核查日期", 2026, 1, 28)
        office.fill("地点", "演示学校")
        office.fill("方式", "查资料、看现场")
        for name in VERIFIERS:
            office.to(name, type="checkbox")
            office.press("Space")
        office.fill("结论", "逐条核实，达到标准")
        office.to("通过", type="radio")
        office.choose("通过")
        office.enter("登记核查结果")
        done(desk)
        expect(desk.get_by_text("现场核查").first).to_be_visible()
        assert unit.faults + office.faults == [], "\n".join(unit.faults + office.faults)


def test_from_the_proposal_to_the_release_without_script(browser: Browser, demo: Demo, places):
    case = f"{demo.web}/cases/{places['case_proposed']}"
    script_free = {"java_script_enabled": False}
    with (
        somebody(browser, demo, places["unit_proposed"], **script_free) as mine,
        somebody(browser, demo, "ducha", **script_free) as desk,
        somebody(browser, demo, "lingdao", **script_free) as chief,
    ):
        _move(mine, case, "说明情况", {"情况说明": "文件已起草，卡在会签，2月底前印发"})
        _move(desk, case, "事实已核对", {"意见": "事实清楚，单位说明不影响挂牌"})
        chief.goto(case)
        chief.get_by_role("combobox", name="轨道").select_option(label="教育督导")
        chief.get_by_label("督办限期").fill("2026-04-30")
        listing = {"依据": "教育督导条例第二十五条", "督办单位": "演示督查室", "责任人": "演示分管局长"}
        _move(chief, "", "批准挂牌", listing)

        mine.goto(case)
        for number, (text, standard, day) in enumerate(MEASURES, start=1):
            row = mine.get_by_role("group", name=f"第 {number} 条措施")
            row.get_by_label("措施", exact=True).fill(text)
            row.get_by_label("完成标准").fill(standard)
            row.get_by_label("完成日期").fill(f"2026-03-{day}")
            row.get_by_label("责任人").fill("演示科长")
        _move(mine, "", "报送整改方案", TEXTS)
        _move(desk, case, "同意整改方案", {})
        for number in range(len(MEASURES)):
            mine.goto(case)
            mine.get_by_role("combobox", name="哪一条措施").select_option(index=number)
            mine.locator("form[action$='/measures'] input[type=file]").set_input_files(PDF)
            _move(mine, "", "报整改进展", {"做到哪一步": "已按标准完成"})

        mine.goto(case)
        application = mine.locator("form[action$='/release-request']")
        for box in application.locator("textarea").all():
            box.fill("已落实，见佐证")
        application.locator("input[type=file]").set_input_files(PDF)
        _move(mine, "", "申请销号", {"审定人": "演示局长"})
        _move(desk, case, "初审通过", {})
        desk.goto(case)
        for name in VERIFIERS:
            desk.get_by_role("checkbox", name=name).check()
        desk.get_by_role("radio", name="通过", exact=True).check()
        _move(desk, "", "登记核查结果", {"地点": "演示学校", "方式": "查资料、看现场", "结论": "逐条核实，达到标准"})
        _move(chief, case, "销号摘牌", {"意见": "同意销号"})
        expect(chief.get_by_text("已销号摘牌").first).to_be_visible()
        mine.goto(case)
        expect(mine.get_by_text("已销号").first).to_be_visible()


def _move(page: Page, address: str, button: str, texts: dict[str, str]) -> None:
    """One move of the case: fill the page's own form and send it; no address where the page is open already."""
    if address:
        page.goto(address)
    form = page.locator("main form").filter(has=page.get_by_role("button", name=button))
    for label, words in texts.items():
        form.get_by_role("textbox", name=label).fill(words)
    form.get_by_role("button", name=button).click()
    done(page)
