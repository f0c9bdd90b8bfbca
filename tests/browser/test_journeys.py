"""The journeys that matter: by keyboard alone with the focus in sight, without script, enlarged, and with motion or colours taken away.

收文校核 by keyboard and without script has its own tests in test_review_desk.py.
"""

from __future__ import annotations

import pytest
from acting import PDF, done, somebody
from keys import Keys
from looking import DESK
from playwright.sync_api import Browser, expect
from running import Demo

pytestmark = pytest.mark.browser
ENLARGED = {"width": 683, "height": 384}  # 1366×768 at 200 %
SIX = ("事实是否清楚", "问题是否解决", "任务是否落实", "结论是否准确", "处理措施是否符合政策", "文书格式是否规范")


def test_signing_in_and_skipping_to_the_text_by_keyboard(browser: Browser, demo: Demo, places):
    window = browser.new_context(viewport=DESK, locale="zh-CN")
    page = window.new_page()
    page.goto(f"{demo.web}/sign-in")
    keys = Keys(page)
    keys.fill("账号", "zhuhai-jyj")
    keys.fill("口令", "yanshi-2025")
    with page.expect_navigation(wait_until="load"):
        keys.press("Enter")
    assert page.url.endswith("/mine")
    keys.press("Tab")
    assert keys.here()["name"] == "跳到正文"
    assert keys.here()["seen"]
    keys.press("Enter")
    keys.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert keys.faults == []
    window.close()


def test_report_return_report_again_accept_by_keyboard(browser: Browser, demo: Demo, places):
    with somebody(browser, demo, "zhuhai-jyj") as mine, somebody(browser, demo, "ducha") as desk:
        unit, office = Keys(mine), Keys(desk)
        duty = f"{demo.web}/duties/{places['returned']}"
        for round_ in (1, 2):
            mine.goto(duty)
            unit.to(
                "申请销号" if round_ == 2 or mine.get_by_role("radio", name="申请销号").is_checked() else "阶段进展"
            )
            unit.choose("申请销号")
            unit.fill("进展情况", f"第{round_}次：制度文件已印发，截至12月10日各区执行。")
            unit.fill("审定人", "演示局长")
            unit.attach("佐证", PDF)
            unit.enter("报送督查室")
            done(mine, "审核期间不再催您")
            desk.goto(duty)
            office.enter("去审核")
            if round_ == 1:
                office.to("事实不清楚")
                office.choose("事实不清楚")
                office.fill("要补正什么", "请注明取数日期")
                office.date("补正", 2026, 2, 6)
                office.enter("退回补正")
                done(desk)
        for question in SIX:
            office.to(question, type="checkbox")
            office.press("Space")
        office.enter("采纳并销号")
        done(desk)
        desk.goto(duty)
        expect(desk.get_by_text("已经销号").first).to_be_visible()
        assert unit.faults + office.faults == [], "\n".join(unit.faults + office.faults)


def test_an_extension_is_asked_and_decided_by_keyboard(browser: Browser, demo: Demo, places):
    with somebody(browser, demo, "jinhua-jyj") as mine, somebody(browser, demo, "lingdao") as chief:
        unit, leader = Keys(mine), Keys(chief)
        mine.goto(f"{demo.web}/duties/{places['extended']}")
        unit.to("其他答复")
        unit.press("Enter")
        unit.enter("申请延期")
        unit.date("申请延到", 2026, 6, 30)
        for label in ("已完成情况", "不能按期完成的原因", "整改计划"):
            unit.fill(label, "按计划推进，审批需要时间")
        unit.enter("申请延期")
        done(mine)
        chief.goto(f"{demo.web}/extensions")
        leader.date("核定日期", 2026, 6, 30)
        leader.fill("意见", "同意")
        leader.enter("同意延期")
        done(chief)
        assert unit.faults + leader.faults == [], "\n".join(unit.faults + leader.faults)


def test_a_listing_is_approved_and_taken_down_by_keyboard(browser: Browser, demo: Demo, places):
    with somebody(browser, demo, "lingdao") as chief:
        leader = Keys(chief)
        chief.goto(f"{demo.web}/cases/{places['case_check']}")
        leader.to("轨道")
        leader.type("教")
        leader.date("限期", 2026, 6, 30)
        leader.fill("依据", "教育督导条例第二十五条")
        leader.fill("督办单位", "演示督查室")
        leader.fill("责任人", "演示分管局长")
        leader.enter("批准挂牌")
        done(chief)
        chief.goto(f"{demo.web}/cases/{places['case_verify']}")
        leader.fill("意见", "同意销号")
        leader.enter("销号摘牌")
        done(chief)
        expect(chief.get_by_text("已销号摘牌").first).to_be_visible()
        assert leader.faults == [], "\n".join(leader.faults)


def test_the_story_without_script(browser: Browser, demo: Demo, places):
    """Report with a file, return, report again, accept; list and release; filters."""
    script_free = {"java_script_enabled": False}
    with (
        somebody(browser, demo, "xiangzhou", **script_free) as mine,
        somebody(browser, demo, "ducha", **script_free) as desk,
        somebody(browser, demo, "lingdao", **script_free) as chief,
    ):
        duty = f"/duties/{places['claimable']}"
        for round_ in (1, 2):
            mine.goto(f"{demo.web}{duty}")
            mine.get_by_role("radio", name="申请销号").check()
            mine.get_by_role("textbox", name="进展情况").fill(f"第{round_}次：已建成")
            mine.get_by_role("textbox", name="审定人").fill("演示局长")
            mine.locator("input[type=file]").set_input_files(PDF)
            mine.get_by_role("button", name="报送督查室").click()
            done(mine)
            desk.goto(f"{demo.web}{duty}")
            desk.get_by_role("link", name="去审核").click()
            if round_ == 1:
                desk.get_by_role("radio", name="事实不清楚").check()
                desk.get_by_role("textbox", name="要补正什么").fill("请注明取数日期")
                desk.locator("input[type=date]").fill("2026-02-06")
                desk.get_by_role("button", name="退回补正").click()
                done(desk)
        for question in SIX:
            desk.get_by_role("checkbox", name=question).check()
        desk.get_by_role("button", name="采纳").click()
        done(desk)

        chief.goto(f"{demo.web}/cases/{places['case_reply']}")
        desk.goto(f"{demo.web}/cases/{places['case_reply']}")
        desk.get_by_role("textbox", name="意见").first.fill("事实清楚")
        desk.get_by_role("button", name="事实已核对").click()
        done(desk)
        chief.reload()
        chief.get_by_role("combobox", name="轨道").select_option(label="教育督导")
        chief.get_by_role("textbox", name="依据").fill("教育督导条例第二十五条")
        chief.get_by_role("textbox", name="督办单位").fill("演示督查室")
        chief.get_by_role("textbox", name="责任人").fill("演示分管局长")
        chief.locator("input[type=date]").fill("2026-06-30")
        chief.get_by_role("button", name="批准挂牌").click()
        done(chief)
        chief.goto(f"{demo.web}/cases/{places['case_noticed']}")
        expect(chief.get_by_text("公示").first).to_be_visible()

        desk.goto(f"{demo.web}/plans/zhuhai-2023")
        desk.get_by_role("searchbox").first.fill("教研")
        desk.get_by_role("button", name="筛选", exact=True).click()
        expect(desk.get_by_text("教研").first).to_be_visible()
        assert "q=" in desk.url


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("zhuhai-jyj", "/mine"),
        ("zhuhai-jyj", "/duties/{duty}"),
        ("ducha", "/plans/zhuhai-2023"),
        ("ducha", "/duties/{waiting}"),
        ("ducha", "/reports/{report}"),
        ("ducha", "/cases/{case_prove}"),
        ("ducha", "/compliance"),
    ],
)
def test_enlarged_to_200_percent_nothing_is_lost(browser: Browser, demo: Demo, places, who: str, path: str):
    with somebody(browser, demo, who, device_scale_factor=2) as page:
        page.set_viewport_size(ENLARGED)
        page.goto(demo.web + path.format(**places))
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        covered = page.evaluate(
            "() => [...document.querySelectorAll('main h1, main h2')].filter(one => one.offsetWidth"
            " && one.scrollWidth > one.clientWidth + 1 && !one.matches('.visually-hidden')).map(one => one.textContent)"
        )
        assert covered == []


def test_nothing_moves_for_those_who_asked_for_less_motion(browser: Browser, demo: Demo, places):
    with somebody(browser, demo, "ducha") as page:  # everybody in these tests asks for less motion
        for path in ("/plans/zhuhai-2023", f"/duties/{places['duty']}", f"/intake/{places['intake']}"):
            page.goto(demo.web + path)
            moving = page.evaluate(
                "() => [...document.querySelectorAll('*')].filter(one => { const s = getComputedStyle(one);"
                " return s.transitionDuration.split(',').some(t => parseFloat(t) > 0.001)"
                " || (s.animationName !== 'none' && parseFloat(s.animationDuration) > 0.001); }).length"
            )
            assert moving == 0, path


def test_forced_colours_keep_the_lamps_shapes(browser: Browser, demo: Demo, places):
    with somebody(browser, demo, "ducha", forced_colors="active") as page:
        page.goto(f"{demo.web}/plans/zhuhai-2023")
        lamps = page.evaluate(
            "() => [...document.querySelectorAll('main .lamp')].filter(one => one.offsetWidth).map(one => {"
            " const sign = one.querySelector('svg.sign'); const box = sign.getBoundingClientRect();"
            " const ink = getComputedStyle(sign).color; let on = one;"
            " while (on && getComputedStyle(on).backgroundColor === 'rgba(0, 0, 0, 0)') on = on.parentElement;"
            " return {shape: sign.querySelector('use').getAttribute('href'), word: one.textContent.trim(),"
            "  drawn: box.width >= 8 && box.height >= 8,"
            "  told: ink !== (on ? getComputedStyle(on).backgroundColor : 'rgb(255, 255, 255)')}; })"
        )
        assert lamps
        assert [lamp for lamp in lamps if not (lamp["drawn"] and lamp["told"] and lamp["word"])] == []
        shapes = {lamp["shape"]: lamp["word"][:2] for lamp in lamps}
        assert len(set(shapes.values())) == len(shapes)
