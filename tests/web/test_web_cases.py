"""挂牌督办 from the clock's proposal to the release, on the pages of those who act."""

from __future__ import annotations

import pytest
from case_walking import APPLICATION, LISTING, PLAN, at, person, site_check, walk_to
from visiting import a_file, duty_of, visitor

from tracker.store.db import connected
from tracker.store.tables import Case, Duty


def status() -> str:
    with connected():
        return str(Case.get_by_id(1).status)


@pytest.mark.usefixtures("proposed")
def test_the_whole_procedure_goes_through_the_pages_and_says_whose_move_it_is(office, leader, other_liaison):
    page = other_liaison.get("/cases/1").text
    assert "现在轮到：<b>示例市残联</b>说明情况" in page
    assert "挂牌督办" in other_liaison.get("/mine").text
    assert 'action="/cases/1/check"' not in office.get("/cases/1").text

    walk_to("checked", office, leader, other_liaison)
    assert "文件已起草，卡在会签。" in leader.get("/cases/1").text
    assert leader.post("/cases/1/listing", LISTING).status_code == 302
    page = other_liaison.get("/cases/1").text
    assert "挂〔2026〕1号" in page
    assert "督办限期 2026-03-31" in page
    assert "报送整改方案" in page
    index = office.get("/cases").text
    assert "今天挂牌" in index
    assert "<b>示例市残联</b>报送整改方案" in index

    other_liaison.post("/cases/1/plan", PLAN)
    assert "首批器具进校园" in office.get("/cases/1").text
    assert "审整改方案" in office.get("/desk").text
    office.post("/cases/1/plan/acceptance")
    assert "0/2 条有佐证" in other_liaison.get("/cases/1").text
    for measure in ("1", "2"):
        other_liaison.post(
            "/cases/1/measures", {"measure": measure, "words": "已完成。", "files": [a_file(f"佐证{measure}.pdf")]}
        )
    page = other_liaison.get("/cases/1").text
    assert "2/2 条有佐证" in page
    assert "销号五条标准" in page
    assert other_liaison.post("/cases/1/release-request", {**APPLICATION, "files": [a_file()]}).status_code == 302
    page = office.get("/cases/1").text
    assert "已办：effect" in page
    assert "演示理事长 2026-01-05" in page
    office.post("/cases/1/first-check", {"opinion": "材料齐全。"})
    assert "示例市第一小学" not in office.get("/cases/1").text
    assert office.post("/cases/1/verification", site_check()).status_code == 302
    page = leader.get("/cases/1").text
    assert "核查人</dt><dd>演示联络员·市教育局、演示督查员·督查室" in page
    assert 'action="/cases/1/release"' in page
    assert leader.post("/cases/1/release", {"opinion": "同意"}).status_code == 302
    assert status() == "released"
    with connected():
        assert str(Duty.get_by_id(duty_of("市残联", "4")).status) == "closed"
    assert "已销号摘牌" in office.get("/cases").text


@pytest.mark.usefixtures("proposed")
def test_a_liaison_sees_the_cases_of_the_own_unit_only(liaison, other_liaison):
    assert other_liaison.get("/cases/1").status_code == 200
    assert liaison.get("/cases/1").status_code == 404
    assert "没有挂牌建议" in liaison.get("/cases").text
    assert 'href="/cases"' in other_liaison.get("/mine").text
    assert 'href="/cases"' not in liaison.get("/mine").text
    assert liaison.post("/cases/1/reply", {"words": "不归我"}).status_code == 404


@pytest.mark.usefixtures("proposed")
def test_the_unit_has_its_say_before_the_office_checks(office, clock):
    refused = office.post("/cases/1/check", {"opinion": "事实清楚"})
    assert refused.status_code == 422
    assert "责任单位有 5 个工作日说明情况" in refused.text
    assert "事实清楚" in refused.text
    clock.at = at(12)
    page = office.get("/cases/1").text
    assert "没有说明，可以核对" in page
    assert office.post("/cases/1/check", {"opinion": "事实清楚"}).status_code == 302


@pytest.mark.usefixtures("proposed")
def test_a_listing_that_lacks_something_says_what_and_keeps_the_rest(office, leader, other_liaison):
    walk_to("checked", office, leader, other_liaison)
    answer = leader.post("/cases/1/listing", {**LISTING, "responsible": ""})
    assert answer.status_code == 422
    assert "请填写责任人。" in answer.text
    assert 'id="list-it-responsible-error"' in answer.text
    assert "《行动计划》第 4 项，2025年11月应办结</textarea>" in answer.text
    for limit, why in (
        ("", "请选督办限期。"),
        ("31.3.2026", "请写成 2025-12-31 这样的日期。"),
        ("2025-12-31", "督办限期须晚于今天。"),
    ):
        answer = leader.post("/cases/1/listing", {**LISTING, "limit": limit})
        assert answer.status_code == 422
        assert why in answer.text
    assert leader.post("/cases/1/listing", {**LISTING, "track": "made up"}).status_code == 422
    assert status() == "checked"


@pytest.mark.usefixtures("proposed")
def test_the_office_may_dismiss_but_not_list(office):
    assert office.post("/cases/1/listing", LISTING).status_code == 403
    assert "请写明不予挂牌的理由。" in office.post("/cases/1/dismissal", {"opinion": ""}).text
    assert office.post("/cases/1/dismissal", {"opinion": "已协调，月底前办结。"}).status_code == 302
    assert "不予挂牌" in office.get("/cases/1").text
    again = office.post("/cases/1/dismissal", {"opinion": "再来一次"})
    assert again.status_code == 422
    assert "该件现在是“不予挂牌”" in again.text
    assert "再来一次" in again.text


@pytest.mark.usefixtures("proposed")
def test_a_plan_that_lacks_something_keeps_every_line_that_was_typed(office, leader, other_liaison):
    walk_to("listed", office, leader, other_liaison)
    for changes, why in (
        ({"measures-2-due": "2026-04-30"}, "第 2 条措施的时限须在今天到督办限期 2026-03-31 之间。"),
        ({"measures-2-due": ""}, "第 3 行措施没有完成日期，请补上。"),
        ({"measures-2-due": "三月"}, "第 3 行措施的完成日期写得不对"),
        ({"measures-0-responsible": ""}, "第 1 条措施要写明做什么、完成标准和责任人。"),
        ({"emergency": ""}, "请填写安全措施和应急预案"),
    ):
        answer = other_liaison.post("/cases/1/plan", {**PLAN, **changes})
        assert answer.status_code == 422
        assert why in answer.text
        for typed in ("机制文件印发并执行</textarea>", 'value="印发机制文件"', 'value="首批器具进校园"'):
            assert typed in answer.text
    assert status() == "listed"


@pytest.mark.usefixtures("proposed")
def test_a_returned_plan_comes_back_with_its_words(office, leader, other_liaison):
    walk_to("planned", office, leader, other_liaison)
    assert "请写明方案要改哪里。" in office.post("/cases/1/plan/return", {"opinion": ""}).text
    assert office.post("/cases/1/plan/return", {"opinion": "第二条没有数量"}).status_code == 302
    page = other_liaison.get("/cases/1").text
    assert "第二条没有数量" in page
    assert 'value="首批器具进校园"' in page


@pytest.mark.usefixtures("proposed")
def test_release_is_not_asked_while_a_measure_has_no_evidence_nor_with_an_unanswered_standard(
    office, leader, other_liaison
):
    walk_to("rectifying", office, leader, other_liaison)
    data = {**APPLICATION, "files": [a_file()]}
    assert "还有 2 条整改措施没有佐证" in other_liaison.post("/cases/1/release-request", data).text
    answer = other_liaison.post(
        "/cases/1/measures", {"measure": "1", "words": "已印发", "files": [a_file("x.exe", b"MZ")]}
    )
    assert answer.status_code == 422
    assert "没有收“x.exe”" in answer.text
    assert "已印发</textarea>" in answer.text
    assert "文件请重新选一次" in answer.text
    for measure in ("1", "2"):
        other_liaison.post(
            "/cases/1/measures", {"measure": measure, "words": "好", "files": [a_file(f"{measure}.pdf")]}
        )
    answer = other_liaison.post("/cases/1/release-request", {**APPLICATION, "standard-alike": "", "files": [a_file()]})
    assert answer.status_code == 422
    assert "请逐条回答销号标准：举一反三" in answer.text
    assert "机制已建立，三所学校已签收。</textarea>" in answer.text
    answer = other_liaison.post("/cases/1/release-request", {**APPLICATION, "files": []})
    assert "申请销号须附佐证" in answer.text


@pytest.mark.usefixtures("proposed")
def test_who_may_check_on_site_is_said_beside_the_names(office, leader, other_liaison):
    walk_to("verifying", office, leader, other_liaison)
    page = office.get("/cases/1").text
    people = page[page.index("核查人") : page.index("核查结论")]
    assert "演示联络员·市教育局" in people
    assert "演示联络员·市残联" not in people
    assert "演示领导·分管领导" not in people
    for verifiers, why in (
        ([person("ducha")], "核查须 2 人以上，请再选人。"),
        ([person("ducha"), person("canlian")], "责任单位的人不能参加核查，请换人。"),
        ([person("ducha"), person("lingdao")], "不能兼做核查人。"),
    ):
        answer = office.post("/cases/1/verification", site_check(verifiers=[str(each) for each in verifiers]))
        assert answer.status_code == 422
        assert why in answer.text
        assert "器具已到位，有签收单。</textarea>" in answer.text
    assert "请选核查结果。" in office.post("/cases/1/verification", site_check(result="")).text
    assert office.post("/cases/1/verification", site_check(result="fail")).status_code == 302
    assert status() == "rectifying"
    assert "不通过" in other_liaison.get("/cases/1").text
    assert "机制已建立，三所学校已签收。</textarea>" in other_liaison.get("/cases/1").text


@pytest.mark.usefixtures("proposed")
def test_only_the_leader_who_listed_takes_the_plate_down(app, office, leader, other_liaison):
    walk_to("verified", office, leader, other_liaison)
    second = visitor(app, "lingdao2")
    assert 'action="/cases/1/release"' not in second.get("/cases/1").text
    answer = second.post("/cases/1/release", {"opinion": "同意"})
    assert answer.status_code == 403
    assert "谁挂牌、谁摘牌" in answer.text
    assert leader.post("/cases/1/release").status_code == 302
    assert "请写明回头看发现的反弹情况。" in leader.post("/cases/1/rebound", {"limit": "2026-06-30"}).text
    assert "请选新的督办限期。" in leader.post("/cases/1/rebound", {"reason": "器具闲置"}).text
    assert leader.post("/cases/1/rebound", {"reason": "器具闲置", "limit": "2026-06-30"}).status_code == 302
    page = leader.get("/cases/1").text
    assert "反弹</dt><dd>1 次" in page
    assert "挂〔2026〕1号" in page


@pytest.mark.usefixtures("proposed")
def test_a_public_listing_is_noticed_before_it_is_released(office, leader, other_liaison, clock):
    walk_to("verified", office, leader, other_liaison, is_public="1")
    assert "须公示期满再摘牌" in leader.post("/cases/1/release").text
    assert office.post("/cases/1/notice").status_code == 302
    page = leader.get("/cases/1").text
    assert "到 2026-01-12 期满" in page
    assert 'action="/cases/1/release"' not in page
    assert "期满后再摘牌" in leader.post("/cases/1/release").text
    clock.at = at(13)
    assert "请写明异议内容和核实情况。" in office.post("/cases/1/objection", {"objection": " "}).text
    assert 'action="/cases/1/release"' in leader.get("/cases/1").text
    assert leader.post("/cases/1/release").status_code == 302


@pytest.mark.usefixtures("proposed")
def test_an_objection_that_holds_sends_it_back_and_a_listing_by_mistake_is_revoked_on_paper(
    office, leader, other_liaison
):
    walk_to("verified", office, leader, other_liaison, is_public="1")
    office.post("/cases/1/notice")
    assert office.post("/cases/1/objection", {"objection": "两所学校没有收到"}).status_code == 302
    page = office.get("/cases/1").text
    assert "两所学校没有收到" in page
    assert "不作为摘牌的依据" in page
    assert "撤销挂牌须写明决定文书的文号和理由。" in leader.post("/cases/1/revocation", {"reason": "误挂"}).text
    assert leader.post("/cases/1/revocation", {"doc_no": "示督决〔2026〕1号", "reason": "误挂"}).status_code == 302
    assert "已撤销" in office.get("/cases").text


@pytest.mark.usefixtures("proposed")
def test_one_red_button_a_page_in_every_state(app, office, leader, other_liaison, admin, clock):
    everybody = (office, leader, other_liaison, admin)

    def look() -> None:
        for someone in everybody:
            assert someone.get("/cases/1").text.count("btn-seal") <= 1
            assert " style=" not in someone.get("/cases/1").text

    look()
    moves = [
        (other_liaison, "reply", {"words": "说明"}),
        (office, "check", {"opinion": "清楚"}),
        (leader, "listing", {**LISTING, "is_public": "1"}),
        (other_liaison, "plan", PLAN),
        (office, "plan/acceptance", {}),
        (other_liaison, "measures", {"measure": "1", "words": "好", "files": [a_file("1.pdf")]}),
        (other_liaison, "measures", {"measure": "2", "words": "好", "files": [a_file("2.pdf")]}),
        (other_liaison, "release-request", {**APPLICATION, "files": [a_file()]}),
        (office, "first-check", {}),
        (office, "verification", site_check()),
        (office, "notice", {}),
    ]
    for someone, move, data in moves:
        assert someone.post(f"/cases/1/{move}", data).status_code == 302
        look()
    clock.at = at(20)
    look()
    assert leader.post("/cases/1/release").status_code == 302
    look()
