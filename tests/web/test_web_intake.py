"""收文校核 by plain forms, without any script: upload, progress, drafts, doubts, admission, a new version."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from document_making import word
from received import HEAD, ROWS, a_plan
from visiting import a_file, visitor

from tracker.actions import reading
from tracker.core.words import ReadingState
from tracker.store.db import connected
from tracker.store.tables import Draft, Duty, Intake, Plan, PlanVersion, Reading, Task
from tracker.timekeeper import real_now

NEW = (
    "示例市人民政府办公室关于调整示例市资源教室建设实施方案（2025—2027年）的通知",
    "示政办〔2025〕21号",
    *HEAD[2:5],
    "2025年11月1日",
    *HEAD[6:],
)


def take_in(someone, content=None, name="方案.docx", **data) -> int:
    answer = someone.post("/intake", {"files": [a_file(name, content or a_plan())], **data})
    assert answer.status_code == 302, answer.text
    reading.wait_for_all()
    return int(re.search(r"/intake/(\d+)/reading", answer.location)[1])


def drafts(intake: int) -> list[Draft]:
    with connected():
        return list(Draft.select().where(Draft.intake == intake).order_by(Draft.position))


def draft(intake: int, no: str) -> Draft:
    return next(row for row in drafts(intake) if row.no == no)


@pytest.fixture
def intake(office) -> int:
    return take_in(office)


@pytest.fixture
def settled(office, intake) -> int:
    office.post(f"/intake/{intake}/names", {"act": "register_all"})
    return intake


def test_the_progress_page_leads_to_the_drafts(office):
    answer = office.post("/intake", {"files": [a_file("方案.docx", a_plan())]})
    page = office.get(answer.location)
    if page.status_code == 200:  # not yet read: the page asks again by itself
        assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page.text
        assert 'src="/static/reading.js"' in page.text
    reading.wait_for_all()
    assert office.get(answer.location).location == answer.location.removesuffix("/reading")
    state = office.get(answer.location.removesuffix("/reading") + "/progress").json
    assert state == {"percent": state["percent"], "sentence": state["sentence"], "is_under_way": False}


def test_pasted_text_goes_the_same_way(office):
    answer = office.post("/intake", {"text": "示例市实施方案\n（一）建设资源教室。（牵头单位：市教育局）\n"})
    reading.wait_for_all()
    page = office.get(answer.location.removesuffix("/reading"))
    assert "建设资源教室。" in page.text


def test_nothing_chosen_is_a_sentence_beside_its_field(office):
    answer = office.post("/intake", {})
    assert answer.status_code == 422
    assert "请选一份文件，或者把方案的文字粘贴进来。" in answer.text


def test_a_file_that_cannot_be_read_says_why_and_what_to_do(office):
    intake = take_in(office, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "方案.doc")
    page = office.get(f"/intake/{intake}/reading")
    assert "另存为 .docx" in page.text
    assert "重新读取" in page.text
    assert office.get(f"/intake/{intake}").location.endswith("/reading")
    assert drafts(intake) == []
    assert office.post(f"/intake/{intake}/removal").location == "/intake"
    assert office.get(f"/intake/{intake}").status_code == 404


def test_a_reading_that_broke_off_is_taken_up_again(office, intake):
    with connected():
        Reading.update(state=ReadingState.READING, lease_until=real_now() - timedelta(minutes=1)).where(
            Reading.intake == intake
        ).execute()
    assert "重新读取" in office.get(f"/intake/{intake}/reading").text
    office.post(f"/intake/{intake}/reading")
    reading.wait_for_all()
    assert office.get(f"/intake/{intake}").status_code == 200
    assert len(drafts(intake)) == 4


def test_the_desk_shows_the_document_with_the_source_of_the_row_lit(office, intake):
    row = draft(intake, "3")
    page = office.get(f"/intake/{intake}?draft={row.id}").text
    lit = re.findall(r'<span data-s="\d+" class="lit">(.*?)</span>', page)
    assert any("建立残疾儿童少年入学信息共享机制" in piece for piece in lit)
    assert "<mark>市大数据资源台</mark>" in page
    assert "1 处待定" in page
    assert page.count('class="btn btn-seal"') == 1
    assert "看下一处疑点" in page


def test_doubts_come_first_and_the_documents_order_is_one_click_away(office, intake):
    def order(query=""):
        page = office.get(f"/intake/{intake}{query}").text
        return [int(number) for number in re.findall(r'id="row-(\d+)"', page)]

    ids = [row.id for row in drafts(intake)]
    assert order()[0] == draft(intake, "3").id
    assert order("?order=document") == ids
    assert order("?only=doubts") == [draft(intake, "3").id]


def test_a_draft_is_saved_by_a_plain_form_and_the_button_goes_on(office, intake):
    row = draft(intake, "1")
    sent = {"revision": row.revision, "text": "建设一所特殊教育学校。", "deadline_text": "2026年9月底前", "next": "1"}
    answer = office.post(f"/intake/drafts/{row.id}", sent)
    assert f"draft={draft(intake, '3').id}" in answer.location
    page = office.get(f"/intake/{intake}?draft={row.id}").text
    assert "所以是2026年9月30日" in page
    assert "为什么是这一天" in page
    assert draft(intake, "1").lead == ["市教育局"]


def test_a_refusal_keeps_every_word_that_was_typed(office, intake):
    row = draft(intake, "1")
    sent = {"revision": row.revision, "text": "改了一半的文字", "due": "明年"}
    answer = office.post(f"/intake/drafts/{row.id}", sent)
    assert answer.status_code == 422
    assert "改了一半的文字" in answer.text
    assert "2025-12-31 这样" in answer.text
    assert draft(intake, "1").text != "改了一半的文字"


def test_of_two_reviewers_the_second_sees_both_texts(app, office, intake):
    row = draft(intake, "1")
    other = visitor(app, "guanli")
    office.post(f"/intake/drafts/{row.id}", {"revision": row.revision, "text": "督查员写的"})
    answer = other.post(f"/intake/drafts/{row.id}", {"revision": row.revision, "text": "管理员写的"})
    assert answer.status_code == 409
    assert "两边都在" in answer.text
    assert "督查员写的" in answer.text
    assert "管理员写的" in answer.text
    assert draft(intake, "1").text == "督查员写的"
    revision = re.search(
        r'<div class="errors" role="alert" tabindex="-1" data-conflict>.*?name="revision" value="(\d+)"',
        answer.text,
        re.DOTALL,
    )
    other.post(f"/intake/drafts/{row.id}", {"revision": revision[1], "text": "管理员写的"})
    assert draft(intake, "1").text == "管理员写的"


def test_the_script_gets_fragments_of_what_changed(office, intake):
    row = draft(intake, "3")
    keep = {"X-Keep": "1"}
    assert "data-editor" in office.get(f"/intake/drafts/{row.id}", headers=keep).text
    said = office.post(f"/intake/drafts/{row.id}", {"revision": row.revision, "lead": "市教育局"}, headers=keep).json
    assert said["revision"] == row.revision + 1
    assert "市教育局" in said["row"]
    assert "单位库里没有" not in said["told"]
    assert "没有疑点" in said["summary"]
    late = office.post(f"/intake/drafts/{row.id}", {"revision": row.revision, "lead": "市残联"}, headers=keep)
    assert late.status_code == 409
    assert "现在存的" in late.json["conflict"]
    wrong = office.post(f"/intake/drafts/{row.id}", {"revision": row.revision + 1, "due": "x"}, headers=keep)
    assert (wrong.status_code, wrong.json["field"]) == (422, "due")


def test_doubts_are_settled_by_their_buttons(office, intake):
    row = draft(intake, "4")
    office.post(f"/intake/drafts/{row.id}", {"revision": row.revision, "lead": "", "cooperating": ""})
    row = draft(intake, "4")
    (asked,) = [each for each in row.doubts if each["kind"] == "nobody"]
    sent = {"revision": row.revision, "kind": "nobody", "words": asked["words"]}
    assert office.post(f"/intake/drafts/{row.id}/doubts", sent).status_code == 302
    page = office.get(f"/intake/{intake}?draft={row.id}").text
    assert "已答：核对过，照原文（演示督查员·督查室）" in page


def test_names_are_settled_once_for_all_rows(office, intake):
    assert "单位核对" in office.get(f"/intake/{intake}").text
    answer = office.post(f"/intake/{intake}/names", {"act": "register", "name": "市大数据资源台"})
    assert answer.status_code == 302
    assert "没有疑点" in office.get(f"/intake/{intake}").text
    refused = office.post(f"/intake/{intake}/names", {"act": "equate", "name": "市某局", "other": "市没有的局"})
    assert refused.status_code == 422
    assert "名录里没有“市没有的局”" in refused.text


def test_rows_are_handled_in_bulk(office, settled):
    ids = [row.id for row in drafts(settled)]
    office.post(f"/intake/{settled}/rows", {"act": "drop", "row": [str(ids[0]), str(ids[3])]})
    assert [row.is_dropped for row in drafts(settled)] == [True, False, False, True]
    office.post(f"/intake/{settled}/rows", {"act": "restore", "row": [str(ids[3])]})
    office.post(f"/intake/{settled}/rows", {"act": "merge", "row": [str(ids[1]), str(ids[3])]})
    assert [row.is_dropped for row in drafts(settled)] == [True, False, False, True]
    office.post(f"/intake/{settled}/rows", {"act": "lead", "rule": "all_responsible"})
    nothing = office.post(f"/intake/{settled}/rows", {"act": "merge"})
    assert nothing.status_code == 422
    assert "请先勾选草稿" in nothing.text


def test_a_row_is_split_by_blank_lines_and_one_is_added(office, settled):
    row = draft(settled, "1")
    office.post(f"/intake/drafts/{row.id}/parts", {"revision": row.revision, "parts": "建设学校。\r\n\r\n验收开班。"})
    assert [each.no for each in drafts(settled)] == ["1-1", "1-2", "2", "3", "4"]
    answer = office.post(f"/intake/{settled}/drafts", {"after": str(row.id)})
    page = office.get(answer.location.split("#")[0]).text
    assert "这一条没有任务文字" in page
    assert office.post(f"/intake/drafts/{drafts(settled)[1].id}/dropping").status_code == 302
    assert drafts(settled)[1].is_dropped


def test_the_head_is_saved_and_wrong_dates_stay_in_the_form(office, intake):
    with connected():
        revision = Intake.get_by_id(intake).revision
    whole = {
        "title": "改过的名称",
        "region": "示例市",
        "level": "市",
        "publicity": "public",
        "way": "after",
        "after": "20",
    }
    assert office.post(f"/intake/{intake}/head", {"revision": revision, **whole}).status_code == 302
    with connected():
        kept = Intake.get_by_id(intake)
    assert (kept.title, str(kept.publicity), kept.reporting["after"]) == ("改过的名称", "public", 20)
    wrong = office.post(f"/intake/{intake}/head", {"revision": kept.revision, "title": "再改", "issued_on": "去年"})
    assert wrong.status_code == 422
    assert "再改" in wrong.text
    assert "印发日期请写成" in wrong.text


def test_admission_lists_what_is_open_then_writes_the_ledger(office, intake):
    page = office.get(f"/intake/{intake}/admission").text
    assert "还不能入账" in page
    assert "单位库里没有“市大数据资源台”" in page
    assert 'class="btn btn-seal"' not in page
    refused = office.post(f"/intake/{intake}/admission")
    assert refused.status_code == 422
    assert "还有 1 处没有定" in refused.text
    office.post(f"/intake/{intake}/names", {"act": "register_all"})
    assert "一次写入" in office.get(f"/intake/{intake}/admission").text
    answer = office.post(f"/intake/{intake}/admission")
    assert answer.location == f"/plans/plan-{intake}"
    ledger = office.get(answer.location).text
    assert "示例市资源教室建设实施方案" in ledger
    assert "第 1 版" in ledger
    record = office.get(f"/intake/{intake}").text
    assert "草稿留作记录" in record
    assert "<textarea" not in record
    assert office.get("/intake").text.count("已入账") == 1


def test_the_original_is_given_back_as_a_file_only(office, intake):
    answer = office.get(f"/intake/{intake}/file")
    assert answer.data == a_plan()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "application/octet-stream"


def test_a_new_version_is_compared_and_applied(office, settled):
    office.post(f"/intake/{settled}/admission")
    key = f"plan-{settled}"
    assert f"/intake?renews={key}" in office.get(f"/plans/{key}").text
    assert "的新版" in office.get(f"/intake?renews={key}").text
    rows = ((*ROWS[0][:4], "2027年6月底前"), *ROWS[1:2], ROWS[3])
    second = take_in(office, a_plan(rows, NEW), renews=key)
    page = office.get(f"/intake/{second}/comparison").text
    assert "有改动 1 项，不再列入 1 项，没有变 2 项。" in page
    assert "换成第 2 版" in page
    assert office.get(f"/intake/{second}/admission").location.endswith("/comparison")
    changed, dropped = draft(second, "1").id, task_of(key, "3")
    kept = office.post(
        f"/intake/{second}/comparison",
        {f"match-{changed}": str(task_of(key, "1")), f"draft-{changed}": "take", f"task-{dropped}": "keep"},
    )
    assert kept.status_code == 302
    with connected():
        assert PlanVersion.select().where(PlanVersion.intake == second).count() == 0
    answer = office.post(f"/intake/{second}/comparison", {"apply": "1"})
    assert answer.location == f"/plans/{key}"
    page = office.get(answer.location).text
    assert "第 2 版" in page
    assert "已换成第 2 版：新增 0 项，改动 1 项，不再列入 0 项；调整 1 件" in page
    with connected():
        moved = Duty.get(Duty.task == task_of(key, "1"))
    assert (str(moved.due_original), str(moved.due)) == ("2026-12-31", "2027-06-30")


def task_of(key: str, no: str) -> int:
    with connected():
        return int(Task.select(Task.id).join(Plan).where(Plan.key == key, Task.no == no).scalar())


def test_text_of_a_document_is_never_markup(office):
    evil = word(
        "示例市<script>alert(1)</script>实施方案",
        [
            ("序号", "重点任务", "牵头单位", "完成时限"),
            ("1", "<img src=x onerror=alert(2)>建设。", "市教育局", "2026年6月底前"),
        ],
    )
    intake = take_in(office, evil)
    for path in (f"/intake/{intake}", f"/intake/{intake}/admission", "/intake"):
        page = office.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    row = drafts(intake)[0]
    assert "<img" not in office.get(f"/intake/drafts/{row.id}", headers={"X-Keep": "1"}).text


def test_nobody_else_sees_a_received_document(app, intake, liaison, leader, stranger):
    row = drafts(intake)[0].id
    for path in (
        f"/intake/{intake}",
        f"/intake/{intake}/file",
        f"/intake/drafts/{row}",
        f"/intake/{intake}/comparison",
    ):
        assert liaison.get(path).status_code == leader.get(path).status_code == 403
        assert stranger.get(path).status_code == 302
        assert "示例市资源教室" not in liaison.get(path).text
