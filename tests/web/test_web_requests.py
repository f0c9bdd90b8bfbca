"""延期、职责异议、调整: asked by the unit, decided in writing, with the original date kept."""

from __future__ import annotations

import pytest
from example import ADMITTED
from visiting import Visitor, duty_of, visitor

from tracker.store.db import connected
from tracker.store.tables import Duty, Unit

PAPERS = {
    "until": "2026-03-31",
    "done_so_far": "主体完工，正在验收。",
    "reason": "康复设备到货晚。",
    "plan": "1月到货，3月验收。",
}


@pytest.fixture
def duty() -> int:
    return duty_of("市教育局", "1")


def due(duty: int) -> tuple[str, str]:
    with connected():
        row = Duty.get_by_id(duty)
        return str(row.due_original), str(row.due)


def status(duty: int) -> str:
    with connected():
        return str(Duty.get_by_id(duty).status)


def test_an_extension_is_asked_and_granted_and_both_dates_stay(liaison, office, duty):
    assert "其他答复" in liaison.get(f"/duties/{duty}").text
    assert "现在的时限是 2025-12-31" in liaison.get(f"/duties/{duty}/extension").text
    assert liaison.post(f"/duties/{duty}/extension", PAPERS).location == f"/duties/{duty}"
    assert "已申请延期，等督查室决定" in liaison.get(f"/duties/{duty}").text
    assert "延期申请" in office.get("/desk").text
    page = office.get("/extensions").text
    assert "1 份延期申请等决定" in page
    for words in ("主体完工，正在验收。", "康复设备到货晚。", "1月到货，3月验收。", 'value="2026-03-31"'):
        assert words in page
    decision = {"answer": "grant", "granted_until": "2026-02-28", "opinion": "理由成立", "doc_no": "示督〔2025〕9号"}
    assert office.post("/extensions/1/decision", decision).location == "/extensions"
    assert due(duty) == ("2025-12-31", "2026-02-28")
    page = liaison.get(f"/duties/{duty}").text
    assert "1 次，原定日期保留" in page
    assert "示督〔2025〕9号" in page
    assert "没有要决定的。" in office.get("/extensions").text


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"until": ""}, "请选申请延到哪天。"),
        ({"until": "明年"}, "请写成 2025-12-31 这样的日期。"),
        ({"until": "2025-12-20"}, "申请的日期须晚于现在的时限 2025-12-31。"),
        ({"done_so_far": " "}, "请填写已完成情况。"),
        ({"reason": ""}, "请填写不能按期完成的原因。"),
        ({"plan": ""}, "请填写整改计划。"),
    ],
)
def test_what_an_extension_lacks_is_said_and_the_rest_is_kept(liaison, duty, changes, why):
    answer = liaison.post(f"/duties/{duty}/extension", {**PAPERS, **changes})
    assert answer.status_code == 422
    assert why in answer.text
    for name in ("done_so_far", "reason", "plan"):
        if name not in changes:
            assert f"{PAPERS[name]}</textarea>" in answer.text


def test_after_the_date_it_is_too_late_to_ask(other_liaison):
    answer = other_liaison.post(f"/duties/{duty_of('市残联', '4')}/extension", PAPERS)
    assert answer.status_code == 422
    assert "延期要在到期日 2025-11-30 以前申请" in answer.text


def test_a_refused_extension_says_why_and_changes_no_date(liaison, leader, duty):
    liaison.post(f"/duties/{duty}/extension", PAPERS)
    answer = leader.post("/extensions/1/decision", {"answer": "refuse", "opinion": " ", "doc_no": "9号"})
    assert answer.status_code == 422
    assert "不同意延期，请写明理由。" in answer.text
    assert 'value="9号"' in answer.text
    answer = leader.post("/extensions/1/decision", {"answer": "grant", "granted_until": ""})
    assert "同意延期须写核定日期。" in answer.text
    assert leader.post("/extensions/1/decision", {"answer": "refuse", "opinion": "工期可以压缩"}).status_code == 302
    assert due(duty) == ("2025-12-31", "2025-12-31")
    assert "工期可以压缩" in liaison.get(f"/duties/{duty}").text


def test_the_second_decision_comes_too_late_and_loses_no_word(liaison, office, leader, duty):
    liaison.post(f"/duties/{duty}/extension", PAPERS)
    office.post("/extensions/1/decision", {"answer": "refuse", "opinion": "不同意"})
    answer = leader.post(
        "/extensions/1/decision", {"answer": "grant", "granted_until": "2026-02-28", "opinion": "同意，理由成立"}
    )
    assert answer.status_code == 409
    assert "刚刚由他人处理" in answer.text
    assert "同意，理由成立" in answer.text


def test_an_extension_of_another_unit_or_by_a_liaison_is_not_decided(liaison, other_liaison, duty):
    liaison.post(f"/duties/{duty}/extension", PAPERS)
    assert other_liaison.post(f"/duties/{duty}/extension", PAPERS).status_code == 404
    assert liaison.post("/extensions/1/decision", {"answer": "grant", "granted_until": "2026-02-28"}).status_code == 403


def test_an_objection_is_upheld_and_the_duty_goes_to_the_unit_that_was_chosen(app, clock, duty):
    clock.at = ADMITTED
    liaison, office = visitor(app, "jyj"), visitor(app, "ducha")
    assert "请写明理由" in liaison.post(f"/duties/{duty}/objection", {"reason": ""}).text
    words = {"reason": "“三定”规定由市残联承担。", "proposed_unit": "市残联"}
    assert liaison.post(f"/duties/{duty}/objection", words).status_code == 302
    page = office.get("/objections").text
    assert "“三定”规定由市残联承担。" in page
    assert "暂不改派" in page
    assert "各区政府</option>" not in page
    assert "裁定须有书面答复，请写明。" in office.post("/objections/1/decision", {"answer": "uphold"}).text
    with connected():
        new_unit = Unit.get(Unit.region == "示例市", Unit.name == "市残联").id
    ruling = {"answer": "uphold", "reply": "经核对，由市残联承办。", "new_unit": str(new_unit)}
    assert office.post("/objections/1/decision", ruling).status_code == 302
    assert status(duty) == "withdrawn"
    assert status(duty_of("市残联", "1")) == "active"
    assert "经核对，由市残联承办。" in liaison.get(f"/duties/{duty}").text


def test_a_dismissed_objection_leaves_the_duty_where_it_is(app, clock, duty):
    clock.at = ADMITTED
    liaison, office = visitor(app, "jyj"), visitor(app, "ducha")
    liaison.post(f"/duties/{duty}/objection", {"reason": "不归我们"})
    assert office.post("/objections/1/decision", {"answer": "dismiss", "reply": "归你们"}).status_code == 302
    assert status(duty) == "active"
    assert "异议不成立" in liaison.get(f"/duties/{duty}").text


def test_long_after_assignment_it_is_too_late_to_object(liaison, duty):
    answer = liaison.post(f"/duties/{duty}/objection", {"reason": "不归我们"})
    assert answer.status_code == 422
    assert "5 个工作日内提出" in answer.text
    assert "不归我们</textarea>" in answer.text


def test_the_office_changes_a_date_and_withdraws_by_a_documents_number(office: Visitor, duty):
    page = office.get(f"/duties/{duty}/adjustment").text
    assert "调整时限" in page
    assert 'id="reopening"' not in page
    assert page.count("btn-seal") == 1
    answer = office.post(f"/duties/{duty}/date", {"due": "2026-06-30", "doc_no": "", "reason": "方案调整"})
    assert answer.status_code == 422
    assert "请写调整依据的文号。" in answer.text
    assert "方案调整</textarea>" in answer.text
    assert "请选新的时限。" in office.post(f"/duties/{duty}/date", {"doc_no": "示政〔2025〕8号"}).text
    paper = {"doc_no": "示政〔2025〕8号", "reason": "方案调整"}
    assert office.post(f"/duties/{duty}/date", {**paper, "due": "2026-06-30"}).status_code == 302
    assert due(duty) == ("2025-12-31", "2026-06-30")
    assert office.post(f"/duties/{duty}/withdrawal", {**paper, "doc_no": " "}).status_code == 422
    assert office.post(f"/duties/{duty}/withdrawal", paper).status_code == 302
    assert status(duty) == "withdrawn"
    assert "没有可以调整的。" in office.get(f"/duties/{duty}/adjustment").text


def test_a_closed_duty_is_opened_again_after_a_look_back(office, liaison, duty):
    liaison.report(duty)
    office.accept(1)
    answer = office.post(f"/duties/{duty}/reopening", {"reason": "", "due": "2026-06-30"})
    assert "请写明回头看发现的问题。" in answer.text
    again = {"reason": "三所学校器具闲置", "due": "2026-06-30"}
    assert office.post(f"/duties/{duty}/reopening", again).status_code == 302
    assert status(duty) == "active"
    page = liaison.get(f"/duties/{duty}").text
    assert "三所学校器具闲置" in page
    assert "重新办理</dt><dd>1 次" in page


def test_only_an_administrator_overrides_with_a_reason_and_never_closes(admin, office, liaison, duty):
    liaison.report(duty)
    page = admin.get(f"/duties/{duty}/adjustment").text
    assert "越过流程" in page
    assert "已销号</option>" not in page
    assert "越过流程须写明理由" in admin.post(f"/duties/{duty}/override", {"status": "active"}).text
    closing = admin.post(f"/duties/{duty}/override", {"status": "closed", "reason": "领导要求"})
    assert "管理员也不能直接销号" in closing.text
    assert office.post(f"/duties/{duty}/override", {"status": "active", "reason": "改"}).status_code == 403
    assert admin.post(f"/duties/{duty}/override", {"status": "active", "reason": "误报"}).status_code == 302
    assert status(duty) == "active"
    assert "override 越过流程" in office.get(f"/duties/{duty}").text
