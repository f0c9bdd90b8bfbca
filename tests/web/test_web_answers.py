"""其他答复, 配合单位材料, 存草稿, and the six questions of the review desk."""

from __future__ import annotations

from datetime import datetime

import pytest
from visiting import SIX, a_file, duty_of, last_evidence, last_report

from tracker.core.words import DutyKind
from tracker.store.db import connected
from tracker.store.tables import Duty, Report
from tracker.timekeeper import SHANGHAI

PNG = b"\x89PNG\r\n\x1a\n0000"


@pytest.fixture
def duty() -> int:
    return duty_of("市教育局", "1")


@pytest.fixture
def periodic(app, duty) -> int:
    """The duty as a periodic report."""
    with connected():
        Duty.update(kind=DutyKind.REPORT).where(Duty.id == duty).execute()
    return duty


def kind_of_last() -> str:
    with connected():
        return str(Report.get_by_id(last_report()).kind)


def test_no_change_is_one_tap_on_a_periodic_report(liaison, periodic):
    assert "本期无变化" in liaison.get(f"/duties/{periodic}").text
    assert "本期无变化" in liaison.get("/mine").text
    assert liaison.post(f"/duties/{periodic}/answers", {"kind": "no_change"}).status_code == 302
    assert kind_of_last() == "no_change"


def test_no_change_is_no_answer_to_a_result(liaison, duty):
    assert "本期无变化" not in liaison.get(f"/duties/{duty}/answers").text
    answer = liaison.post(f"/duties/{duty}/answers", {"kind": "no_change"})
    assert answer.status_code == 422
    assert "“本期无变化”只用于定期报告" in answer.text


def test_elsewhere_needs_the_file(liaison, duty):
    answer = liaison.post(f"/duties/{duty}/answers", {"kind": "elsewhere", "progress": "11月报过省里"})
    assert answer.status_code == 422
    assert "请附上已在别处报送的那份材料。" in answer.text
    assert "11月报过省里</textarea>" in answer.text
    assert 'id="elsewhere-files-error"' in answer.text
    sent = liaison.post(f"/duties/{duty}/answers", {"kind": "elsewhere", "files": [a_file("省报告.pdf")]})
    assert sent.status_code == 302
    assert "省报告.pdf" in liaison.get(f"/duties/{duty}").text


def test_coordination_needs_words_and_other_kinds_are_no_answer(liaison, other_liaison, office, duty):
    assert "请写进展情况" in liaison.post(f"/duties/{duty}/answers", {"kind": "coordination"}).text
    asked = liaison.post(f"/duties/{duty}/answers", {"kind": "coordination", "progress": "请编办核编"})
    assert asked.status_code == 302
    assert "需要协调" in office.get("/desk").text
    assert "请选一种答复。" in liaison.post(f"/duties/{duty}/answers", {"kind": "closure", "progress": "已完成"}).text
    assert other_liaison.post(f"/duties/{duty}/answers", {"kind": "coordination"}).status_code == 404


def test_a_supporting_unit_gives_material_and_the_lead_merges_it(liaison, other_liaison, duty):
    assert "请您配合的事项" in other_liaison.get("/supporting").text
    assert f'href="/duties/{duty}/contributions"' in other_liaison.get("/supporting").text
    page = other_liaison.get(f"/duties/{duty}/contributions").text
    assert "给示例市教育局的材料" in page
    assert "请写进展情况" in other_liaison.post(f"/duties/{duty}/contributions", {"progress": ""}).text
    data = {"progress": "已为 32 名学生评估。", "files": [a_file("评估汇总.pdf")]}
    assert other_liaison.post(f"/duties/{duty}/contributions", data).status_code == 302
    assert "12月18日 已给" in other_liaison.get("/supporting").text.replace("</time>", "")
    assert "评估汇总.pdf" in other_liaison.get(f"/duties/{duty}/contributions").text
    assert other_liaison.get(f"/evidence/{last_evidence()}").status_code == 200
    page = liaison.get(f"/duties/{duty}").text
    assert "配合单位材料" in page
    assert "已为 32 名学生评估。" in page
    assert "【示例市残联】已为 32 名学生评估。</textarea>" not in page
    assert "【示例市残联】已为 32 名学生评估。</textarea>" in liaison.get(f"/duties/{duty}?merge=1").text
    assert liaison.get(f"/evidence/{last_evidence()}").status_code == 200


def test_only_a_unit_named_as_cooperating_gives_material(liaison, other_liaison, office):
    other = duty_of("市教育局", "3")
    assert other_liaison.get(f"/duties/{other}/contributions").status_code == 404
    assert other_liaison.post(f"/duties/{other}/contributions", {"progress": "材料"}).status_code == 404
    assert office.post(f"/duties/{other}/contributions", {"progress": "材料"}).status_code == 403


def test_a_draft_is_found_again_and_gone_once_the_report_is_sent(liaison, duty, clock):
    clock.at = datetime(2025, 12, 17, 15, 20, tzinfo=SHANGHAI)
    typed = {
        "kind": "closure",
        "progress": "写到一半",
        "approved_by_head": "演示局长",
        "approved_on": "2025-12-16",
        "is_stamped": "y",
        "csrf": "x",
    }
    saved = liaison.post(f"/duties/{duty}/draft", typed, headers={"X-Keep": "1"})
    assert (saved.status_code, saved.text) == (200, "12月17日 15:20 存的草稿")
    page = liaison.get(f"/duties/{duty}").text
    assert "12月17日 15:20 存的草稿，已放回。" in page
    assert "写到一半</textarea>" in page
    assert 'value="2025-12-16"' in page
    assert '<input checked id="kind-1"' in page
    assert liaison.post(f"/duties/{duty}/draft", typed).location == f"/duties/{duty}#report"
    assert liaison.report(duty, kind="progress", progress="写完了").status_code == 302
    assert "存的草稿，已放回" not in liaison.get(f"/duties/{duty}").text


def test_a_draft_is_nobody_elses(liaison, other_liaison, office, duty):
    assert other_liaison.post(f"/duties/{duty}/draft", {"progress": "x"}).status_code == 404
    assert office.post(f"/duties/{duty}/draft", {"progress": "x"}).status_code == 403
    liaison.post(f"/duties/{duty}/draft", {"progress": "只有我看得到"})
    assert "只有我看得到" not in office.get(f"/duties/{duty}").text


def test_a_claim_is_accepted_only_with_six_ticks_and_nothing_is_ticked_beforehand(liaison, office, duty):
    liaison.report(duty)
    page = office.get(f"/reports/{last_report()}").text
    for question in (
        "事实是否清楚",
        "问题是否解决",
        "任务是否落实",
        "结论是否准确",
        "处理措施是否符合政策",
        "文书格式是否规范",
    ):
        assert question in page
    assert 'name="ticked" type="checkbox"' in page
    assert "checked" not in page[page.index("六问") : page.index("退回补正")]
    answer = office.post(f"/reports/{last_report()}/acceptance", {"ticked": list(SIX[:5]), "opinion": "都好"})
    assert answer.status_code == 422
    assert "还没有勾选的：文书格式是否规范。" in answer.text
    assert "都好</textarea>" in answer.text
    assert answer.text.count("checked") >= 5
    assert office.accept(last_report()).status_code == 302


def test_a_return_of_a_claim_needs_the_day_to_redo(liaison, office, duty):
    liaison.report(duty)
    data = {"reason": "facts", "opinion": "请注明取数日期", "redo_by": ""}
    assert "请写明补正的日期。" in office.post(f"/reports/{last_report()}/return", data).text
    early = office.post(f"/reports/{last_report()}/return", {**data, "redo_by": "2025-12-01"})
    assert "补正的日期不能早于今天。" in early.text
    assert office.post(f"/reports/{last_report()}/return", {**data, "redo_by": "2025-12-25"}).status_code == 302
    assert "12月25日</time>前补正" in liaison.get(f"/duties/{duty}").text


def test_a_report_that_waits_more_than_five_working_days_counts_against_the_office(liaison, office, duty, clock):
    liaison.report(duty)
    clock.at = datetime(2025, 12, 25, 10, 0, tzinfo=SHANGHAI)
    assert "审核超时" not in office.get("/desk").text
    clock.at = datetime(2025, 12, 26, 10, 0, tzinfo=SHANGHAI)
    assert "审核超时" in office.get("/desk").text
    assert "算督查室的时间，不算责任单位的" in office.get(f"/reports/{last_report()}").text


def test_evidence_is_looked_at_in_the_page_and_framed_by_this_site_only(liaison, office, duty):
    liaison.report(duty, files=[a_file("验收.pdf"), a_file("现场.png", PNG)])
    page = office.get(f"/reports/{last_report()}").text
    assert page.count("<iframe src=") == 1
    assert 'alt="佐证图片：现场.png"' in page
    pdf = office.get(f"/evidence/{last_evidence() - 1}?preview=1").headers["Content-Security-Policy"]
    assert pdf == "default-src 'none'; frame-ancestors 'self'"
    kept = office.get(f"/evidence/{last_evidence() - 1}").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in kept


def test_a_claim_may_carry_a_stamped_scan_instead_of_a_name(liaison, office, duty):
    answer = liaison.report(duty, approved_by_head="演示局长", approved_on="")
    assert "请写审定日期。" in answer.text
    assert "审定日期不能晚于今天。" in liaison.report(duty, approved_on="2026-01-01").text
    assert liaison.report(duty, approved_by_head="", approved_on="", is_stamped="y").status_code == 302
    assert "盖章扫描件，见佐证" in office.get(f"/reports/{last_report()}").text
