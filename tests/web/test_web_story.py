"""报送 → 审核 → 销号, 退回, and what a refusal leaves on the page."""

from __future__ import annotations

import re

from visiting import PDF, Visitor, a_file, duty_of, last_evidence, last_report

from tracker.store.db import connected
from tracker.store.tables import Duty, Report


def status_of(duty: int) -> str:
    with connected():
        return str(Duty.get_by_id(duty).status)


def reports() -> int:
    with connected():
        return int(Report.select().count())


def test_a_report_with_evidence_is_accepted_and_closes_the_duty(liaison, office):
    duty = duty_of("市教育局", "1")
    sent = liaison.report(duty)
    assert sent.status_code == 302
    assert sent.location == f"/duties/{duty}"
    page = liaison.get(f"/duties/{duty}").text
    assert "已报送督查室，审核期间不再催您。" in page
    assert "验收意见.pdf" in page
    assert "正在等督" in page

    desk = office.get("/desk").text
    assert "1 件等待审核" in desk
    assert f'href="/reports/{last_report()}"' in desk
    review = office.get(f"/reports/{last_report()}").text
    assert "学校已建成，9月开班。" in review
    assert "采纳并销号" in review
    assert office.accept(last_report(), opinion="验收意见齐全。").location == "/desk"

    assert status_of(duty) == "closed"
    assert "办结的" in liaison.get("/mine").text
    shown = liaison.get(f"/duties/{duty}").text
    assert "验收意见齐全。" in shown
    assert "该事项已销号，不能再报送进展。" in shown


def test_a_returned_report_says_what_to_mend_on_the_liaisons_own_page_and_keeps_the_words(liaison, office):
    duty = duty_of("市教育局", "1")
    liaison.report(duty)
    answer = office.post(
        f"/reports/{last_report()}/return",
        {"reason": "facts", "opinion": "数据没有注明取数日期，其余不用改。", "redo_by": "2025-12-25"},
    )
    assert answer.status_code == 302
    assert status_of(duty) == "active"
    mine = liaison.get("/mine").text
    assert "数据没有注明取数日期，其余不用改。" in mine
    assert "补正后再报" in mine
    form = liaison.get(f"/duties/{duty}").text
    assert "学校已建成，9月开班。</textarea>" in form
    assert "退回补正；文字已带入" in form


def test_a_stage_report_leaves_the_duty_with_the_unit(liaison, office):
    duty = duty_of("市教育局", "1")
    sent = liaison.report(duty, kind="progress", files=[a_file("", b"")], approved_by_head="")
    assert sent.status_code == 302
    assert status_of(duty) == "active"
    assert "采纳后事项继续由责任单位推进" in office.get(f"/reports/{last_report()}").text


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(liaison):
    duty = duty_of("市教育局", "1")
    answer = liaison.report(duty, approved_by_head="", problems="缺一名康复教师", next_steps="1月15日前到岗")
    assert answer.status_code == 422
    assert "还差 1 处，改好就能报送" in answer.text
    assert "申请销号须经本单位主要负责人审定，请写审定人姓名，或附盖章扫描件并勾选。" in answer.text
    assert 'id="approved_by_head-error"' in answer.text
    for typed in ("学校已建成，9月开班。</textarea>", "缺一名康复教师</textarea>", "1月15日前到岗</textarea>"):
        assert typed in answer.text
    assert '<input checked id="kind-1" name="kind" type="radio" value="closure">' in answer.text
    assert "文件请重新选一次" in answer.text
    assert reports() == 0


def test_a_file_that_is_not_taken_is_named_with_the_reason(liaison):
    duty = duty_of("市教育局", "1")
    for file, why in (
        (a_file("平台演示.exe", b"MZ"), "没有收“平台演示.exe”：只收 PDF、Word、Excel 和图片。"),
        (a_file("空.pdf", b""), "没有收“空.pdf”：文件是空的"),
        (a_file("大.pdf", PDF + b"0" * 1024 * 1024), "没有收“大.pdf”：超过 1 MB。"),
        (a_file("假.pdf", b"hello"), "没有收“假.pdf”：内容和后缀 .pdf 对不上"),
    ):
        answer = liaison.report(duty, files=[file])
        assert answer.status_code == 422
        assert why in answer.text
    assert reports() == 0


def test_a_body_beyond_the_limit_is_answered_with_a_sentence(liaison):
    duty = duty_of("市教育局", "1")
    answer = liaison.report(duty, files=[a_file(content=PDF + b"0" * 6 * 1024 * 1024)])
    assert answer.status_code == 413
    assert "一份佐证不超过 1 MB，一次合计不超过 5 MB。" in answer.text


def test_a_verdict_without_reason_or_words_is_refused_with_what_was_typed(liaison, office):
    liaison.report(duty_of("市教育局", "1"))
    answer = office.post(f"/reports/{last_report()}/return", {"opinion": "请补验收表"})
    assert answer.status_code == 422
    assert "请选哪一问答“否”。" in answer.text
    assert "请补验收表</textarea>" in answer.text
    answer = office.post(f"/reports/{last_report()}/return", {"reason": "form", "opinion": " "})
    assert answer.status_code == 422
    assert "请写明缺什么、补在哪、其余要不要改。" in answer.text


def test_a_second_verdict_on_the_same_report_is_a_conflict(liaison, office):
    liaison.report(duty_of("市教育局", "1"))
    office.accept(last_report())
    answer = office.accept(last_report())
    assert answer.status_code == 409
    assert "请刷新后再看" in answer.text


def test_nobody_reviews_an_own_report(liaison, office):
    liaison.report(duty_of("市教育局", "1"))
    with connected():
        from tracker.store.tables import Person

        author = Person.get(Person.username == "ducha")
        Report.update(author=author.id).where(Report.id == last_report()).execute()
    assert "报送人不能审核自己的报送" in office.get(f"/reports/{last_report()}").text
    answer = office.post(f"/reports/{last_report()}/acceptance")
    assert answer.status_code == 403
    assert "报送人不能审核自己的报送，请换人审核。" in answer.text


def _without_number(page: str) -> str:
    """The page without the number of this request, which is another each time."""
    return re.sub(r"<code>[A-Z0-9]+</code>", "", page)


def test_another_units_duty_and_evidence_look_as_if_they_were_not_there(liaison, other_liaison):
    duty = duty_of("市教育局", "1")
    liaison.report(duty)
    unknown = other_liaison.get("/duties/9999")
    assert _without_number(other_liaison.get(f"/duties/{duty}").text) == _without_number(unknown.text)
    assert other_liaison.get(f"/duties/{duty}").status_code == 404
    assert other_liaison.report(duty).status_code == 404
    assert other_liaison.get(f"/evidence/{last_evidence()}").status_code == 404
    assert liaison.get(f"/evidence/{last_evidence()}").status_code == 200


def test_evidence_is_an_attachment_that_no_browser_runs(liaison, office):
    liaison.report(duty_of("市教育局", "1"))
    answer = office.get(f"/evidence/{last_evidence()}")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "no-store"
    shown = office.get(f"/evidence/{last_evidence()}?preview=1")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]


def test_a_lost_file_is_said_to_be_lost(liaison, config):
    liaison.report(duty_of("市教育局", "1"))
    for path in config.vault_dir.rglob("*"):
        if path.is_file():
            path.unlink()
    answer = liaison.get(f"/evidence/{last_evidence()}")
    assert answer.status_code == 404
    assert "请告诉管理员，从备份里找回" in answer.text


def test_the_liaisons_page_puts_the_worst_lamp_first_and_says_when_nothing_is_asked(other_liaison: Visitor):
    page = other_liaison.get("/mine").text
    assert "今天有 1 件请您办" in page
    assert "建立辅助器具进校园机制。" in page
    assert "已过 14 个工作日" in page
    other_liaison.report(duty_of("市残联", "4"))
    page = other_liaison.get("/mine").text
    assert "今天没有要您办的" in page
    assert "在督查室审核，不催您。" in page
