"""From an uploaded document to an admitted plan: the verbs of the review desk, on both engines."""

from __future__ import annotations

import json
import threading
from datetime import date, timedelta
from io import BytesIO

import pytest
from document_making import word, workbook
from received import COLUMNS, a_plan, row_of, rows_of, settle_names, take_in, vault_in
from small_collective import person
from small_plan import at

from tasks_seed.reading_apart import Progress, Stage
from tracker.actions import admission, draft_bulk, draft_editing, draft_head, draft_units, reading, receiving
from tracker.actions.draft_editing import Conflict
from tracker.actions.evidence import Upload
from tracker.actions.history import verify
from tracker.core.doubts import doubts_of
from tracker.core.refusals import Moved, NotAllowed, NotThere, Refused
from tracker.core.words import DoubtKind, LeadRule, ReadingState, Role, UnitRole
from tracker.store.db import connected
from tracker.store.queries import intake as queries
from tracker.store.tables import Draft, Duty, Entry, Intake, Plan, PlanVersion, Reading, Task, TaskUnit, Unit, UnitAlias
from tracker.timekeeper import real_now

NOW = at("2025-03-10 10:00")
LATER = at("2025-03-10 11:00")


@pytest.fixture
def office(database):
    return person(NOW, Role.OFFICE)


@pytest.fixture
def second(office):
    return person(NOW, Role.OFFICE, username="second")


@pytest.fixture
def vault(tmp_path):
    return vault_in(tmp_path)


@pytest.fixture
def intake(office, vault):
    return take_in(NOW, office, vault)


@pytest.fixture
def settled(office, intake):
    settle_names(NOW, office, intake)
    return intake


def kinds(row) -> list[DoubtKind]:
    return [doubt.kind for doubt in doubts_of(row.doubts) if doubt.is_open]


def doubt_of(row, kind: DoubtKind):
    return next(doubt for doubt in doubts_of(row.doubts) if doubt.kind is kind)


def edit(office, row, **typed) -> int:
    return draft_editing.edit(LATER, office, row.id, row.revision, typed)


# ---- reading -------------------------------------------------------------------------------------------------------


def test_a_document_becomes_a_head_and_drafts_and_no_task(office, intake):
    head = Intake.get_by_id(intake)
    assert (head.title, head.doc_no) == ("示例市资源教室建设实施方案（2025—2027年）", "示政办〔2025〕3号")
    assert (head.issued_on, head.region, head.level) == (date(2025, 3, 1), "示例市", "市")
    assert [row.no for row in rows_of(intake)] == ["1", "2", "3", "4"]
    assert Task.select().count() == Plan.select().count() == 0


def test_every_row_knows_where_it_stands_in_the_document(office, intake):
    text = Reading.get(Reading.intake == intake).document["text"]
    for row in rows_of(intake):
        assert row.text in text[row.source["start"] : row.source["end"]]


def test_the_real_reader_reads_it_in_a_process_of_its_own(office, vault):
    intake_id = receiving.receive(NOW, office, Upload("方案.docx", BytesIO(a_plan())), vault=vault, max_mb=5)
    assert reading.read(lambda: NOW, vault, intake_id)
    assert Reading.get(Reading.intake == intake_id).state is ReadingState.READ
    assert len(rows_of(intake_id)) == 4


def test_pasted_text_is_read_too(office, vault):
    text = "示例市实施方案\n一、重点任务\n（一）建设资源教室。（牵头单位：市教育局，配合单位：市财政局，完成时限：2026年6月底前）\n"
    intake_id = receiving.receive_text(NOW, office, text, vault=vault)
    assert reading.read(lambda: NOW, vault, intake_id)
    (row,) = rows_of(intake_id)
    assert (row.lead, row.cooperating) == (["市教育局"], ["市财政局"])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "另存为 .docx"),
        ("方案.docx", b"PK\x03\x04 not really", "方案|文件"),
        ("方案.pdf", b"MZ" + b"x" * 600, "方案|文件"),
        ("方案.txt", b"   \n  ", "空"),
    ],
)
def test_a_bad_file_is_a_sentence_and_nothing_is_half_imported(office, vault, name, content, said):
    intake_id = receiving.receive(NOW, office, Upload(name, BytesIO(content)), vault=vault, max_mb=5)
    assert reading.read(lambda: NOW, vault, intake_id)
    job = Reading.get(Reading.intake == intake_id)
    assert job.state is ReadingState.REFUSED
    assert any(word in job.sentence for word in said.split("|"))
    assert rows_of(intake_id) == []
    assert any(matter.blocks for matter in admission.open_matters(intake_id))


@pytest.mark.parametrize(("content", "said"), [(b"", "空的"), (b"x" * (1024 * 1024 + 1), "超过 1 MB")])
def test_an_empty_or_too_large_file_is_not_taken_in(office, vault, content, said):
    with pytest.raises(Refused, match=said):
        receiving.receive(NOW, office, Upload("方案.docx", BytesIO(content)), vault=vault, max_mb=1)
    assert Intake.select().count() == 0


def test_the_same_document_is_under_review_once(office, intake, vault):
    again = receiving.receive(NOW, office, Upload("同一份.docx", BytesIO(a_plan())), vault=vault, max_mb=5)
    assert again == intake
    assert Intake.select().count() == 1


def test_two_processes_do_not_read_the_same_job(office, vault, database):
    intake_id = receiving.receive(NOW, office, Upload("方案.docx", BytesIO(a_plan())), vault=vault, max_mb=5)
    won = []

    def try_it() -> None:
        with connected():
            won.append(reading.read(lambda: NOW, vault, intake_id))

    threads = [threading.Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False, False, False, True]
    assert Reading.get(Reading.intake == intake_id).tries == 1
    assert len(rows_of(intake_id)) == 4


def test_a_reader_that_died_leaves_a_job_that_can_be_taken_up_again(office, vault):
    intake_id = receiving.receive(NOW, office, Upload("方案.docx", BytesIO(a_plan())), vault=vault, max_mb=5)
    assert reading._claim(intake_id, "the one that dies")
    with pytest.raises(Refused, match="正在读取"):
        reading.ask_again(NOW, office, intake_id)
    Reading.update(lease_until=real_now() - timedelta(seconds=1)).where(Reading.intake == intake_id).execute()
    reading.ask_again(NOW, office, intake_id)
    assert reading.read(lambda: NOW, vault, intake_id)
    with pytest.raises(reading._Lost):  # the dead one comes back: it may not write any more
        reading._end(intake_id, "the one that dies", ReadingState.BROKEN, "")
    assert len(rows_of(intake_id)) == 4


def test_progress_is_written_a_few_times_a_second_and_only_by_who_reads(office, vault):
    intake_id = receiving.receive(NOW, office, Upload("方案.docx", BytesIO(a_plan())), vault=vault, max_mb=5)
    reading._claim(intake_id, "reader")
    tell = reading._teller(intake_id, "reader")
    tell(Progress(Stage.READING, 3, 12, "正在读第 3 页，共 12 页。"))
    tell(Progress(Stage.READING, 4, 12, "正在读第 4 页，共 12 页。"))  # within the same moment: not worth a row
    job = queries.reading_of(intake_id)
    assert (job.percent, job.sentence) == (25, "正在读第 3 页，共 12 页。")
    assert job.lease_until > real_now()
    with pytest.raises(reading._Lost):
        reading._teller(intake_id, "somebody else")(Progress(Stage.READING, 5, 12, ""))


def test_what_is_read_and_under_review_is_not_read_over(office, intake):
    with pytest.raises(Refused, match="已经读完"):
        reading.ask_again(NOW, office, intake)


# ---- doubts --------------------------------------------------------------------------------------------------------


def test_only_what_is_doubtful_is_doubted(office, intake):
    assert {row.no: kinds(row) for row in rows_of(intake)} == {
        "1": [],
        "2": [DoubtKind.MEMBERS],
        "3": [DoubtKind.UNIT],
        "4": [],
    }


def test_an_unknown_unit_is_settled_by_registering_it(office, intake):
    draft_units.register(NOW, office, intake, ["市大数据资源台"])
    assert kinds(row_of(intake, "3")) == []
    assert Unit.get(Unit.name == "市大数据资源台").full_name == "示例市大数据资源台"


def test_an_unknown_unit_is_settled_by_saying_whom_it_means(office, intake):
    draft_units.equate(NOW, office, intake, "市大数据资源台", "市数据局")
    assert kinds(row_of(intake, "3")) == []
    assert UnitAlias.get(UnitAlias.alias == "市大数据资源台").unit.name == "市数据局"
    assert row_of(intake, "3").lead == ["市大数据资源台"]  # the document's own wording stays


def test_a_name_cannot_mean_somebody_whom_nobody_knows(office, intake):
    with pytest.raises(Refused, match="名录里没有"):
        draft_units.equate(NOW, office, intake, "市大数据资源台", "市没有这个局")
    assert kinds(row_of(intake, "3")) == [DoubtKind.UNIT]


def test_a_collective_gets_its_members_once_for_all_rows(office, intake):
    assert draft_units.set_members(NOW, office, intake, "各区政府", ["东区", "西区", "东区"]) == 3
    assert kinds(row_of(intake, "2")) == []
    with pytest.raises(Refused, match="顿号"):
        draft_units.set_members(NOW, office, intake, "各区政府", [" "])


def test_a_collective_may_stay_without_members_by_decision(office, intake):
    assert draft_units.leave_open(NOW, office, intake, "各区政府") == 1
    assert doubt_of(row_of(intake, "2"), DoubtKind.MEMBERS).answer == "先不列成员"


def test_a_changed_unit_is_looked_up_at_once_with_suggestions(office, intake):
    row = row_of(intake, "1")
    edit(office, row, cooperating="市财政厅所")
    found = doubt_of(row_of(intake, "1"), DoubtKind.UNIT)
    assert found.about == "市财政厅所"
    assert "市财政局" in found.offers
    edit(office, row_of(intake, "1"), cooperating="市财政局")
    assert kinds(row_of(intake, "1")) == []


def test_a_changed_deadline_is_compiled_at_once_with_its_reason(office, intake):
    edit(office, row_of(intake, "1"), deadline_text="2025年9月底前")
    row = row_of(intake, "1")
    assert row.deadline["due"] == "2025-09-30"
    seen = draft_editing.outlook(row.id, NOW.date())
    assert [day for _, day in seen.days] == [date(2025, 9, 30)]
    assert "2025年9月底前" in seen.why[0]


def test_a_decided_day_is_the_persons_and_a_new_wording_drops_it(office, intake):
    edit(office, row_of(intake, "1"), due="2026-10-31")
    assert draft_editing.shown(row_of(intake, "1"))["due"] == "2026-10-31"
    edit(office, row_of(intake, "1"), deadline_text="2026年6月底前", due="2026-10-31")
    row = row_of(intake, "1")
    assert row.deadline["due"] == "2026-06-30"
    assert draft_editing.shown(row)["due"] == ""


def test_a_deadline_before_the_issue_must_be_decided(office, intake):
    edit(office, row_of(intake, "1"), deadline_text="2024年6月底前")
    row = row_of(intake, "1")
    doubt = doubt_of(row, DoubtKind.DATE)
    assert "早于" in doubt.words
    with pytest.raises(Refused, match="核定日期"):
        draft_editing.settle(NOW, office, row.id, row.revision, (doubt.kind, doubt.words))
    edit(office, row, due="2025-06-30")
    assert kinds(row_of(intake, "1")) == []
    assert "演示督查员核定" in row_of(intake, "1").deadline["why"]


def test_a_date_of_two_readings_is_settled_by_choosing_one(office, intake):
    edit(office, row_of(intake, "1"), deadline_text="两年内")
    row = row_of(intake, "1")
    doubt = doubt_of(row, DoubtKind.DATE)
    assert doubt.offers == ("2026-12-31", "2027-03-01")
    with pytest.raises(Refused, match="选"):
        draft_editing.settle(NOW, office, row.id, row.revision, (doubt.kind, doubt.words), "2030-01-01")
    draft_editing.settle(NOW, office, row.id, row.revision, (doubt.kind, doubt.words), "2026-12-31")
    assert row_of(intake, "1").deadline["due"] == "2026-12-31"
    assert kinds(row_of(intake, "1")) == []


def test_nobody_responsible_is_asked_and_may_stay_so(office, intake):
    edit(office, row_of(intake, "4"), lead="", cooperating="")
    row = row_of(intake, "4")
    doubt = doubt_of(row, DoubtKind.NOBODY)
    draft_editing.settle(NOW, office, row.id, row.revision, (doubt.kind, doubt.words))
    assert kinds(row_of(intake, "4")) == []


def test_a_row_without_text_cannot_be_agreed_to(office, intake):
    edit(office, row_of(intake, "4"), text=" ")
    row = row_of(intake, "4")
    doubt = doubt_of(row, DoubtKind.TEXT)
    with pytest.raises(Refused, match="补上"):
        draft_editing.settle(NOW, office, row.id, row.revision, (doubt.kind, doubt.words))


# ---- two at once -------------------------------------------------------------------------------------------------


def test_two_reviewers_do_not_overwrite_each_other_silently(office, second, intake):
    row = row_of(intake, "1")
    edit(office, row, text="甲写的文字")
    with pytest.raises(Conflict) as caught:
        edit(second, row, text="乙写的文字")
    assert caught.value.mine == {"text": "乙写的文字"}
    assert caught.value.theirs == {"text": "甲写的文字"}
    assert row_of(intake, "1").text == "甲写的文字"
    draft_editing.edit(LATER, second, row.id, caught.value.revision, {"text": "乙写的文字"})
    assert row_of(intake, "1").text == "乙写的文字"


def test_the_same_text_from_two_is_no_conflict(office, second, intake):
    row = row_of(intake, "1")
    edit(office, row, text="同样的文字")
    assert edit(second, row, text="同样的文字") == row.revision + 1


def test_the_head_has_a_revision_of_its_own(office, second, intake):
    draft_head.edit_head(NOW, office, intake, 1, {"title": "甲的名称"})
    with pytest.raises(Conflict):
        draft_head.edit_head(NOW, second, intake, 1, {"title": "乙的名称"})
    assert Intake.get_by_id(intake).title == "甲的名称"


def test_every_change_leaves_a_trail_and_one_stroke_is_one_line(office, second, intake):
    row = row_of(intake, "1")
    edit(office, row, text="写到一半")
    edit(office, row_of(intake, "1"), text="写到一半又写完")
    edit(second, row_of(intake, "1"), text="第二人改了")
    trail = row_of(intake, "1").trail
    assert [(each["name"], each["after"]) for each in trail] == [
        ("演示督查员", "写到一半又写完"),
        ("演示督查员", "第二人改了"),
    ]
    assert trail[0]["before"] == row.text


# ---- the head ----------------------------------------------------------------------------------------------------


def test_another_issue_date_reads_the_wordings_anew_but_not_what_a_person_decided(office, intake):
    edit(office, row_of(intake, "1"), deadline_text="印发之日起30日内")
    edit(office, row_of(intake, "3"), due="2025-08-31")
    revision = Intake.get_by_id(intake).revision
    draft_head.edit_head(NOW, office, intake, revision, {"issued_on": "2025-04-01"})
    assert row_of(intake, "1").deadline["due"] == "2025-05-01"
    assert row_of(intake, "3").deadline["due"] == "2025-08-31"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"issued_on": "去年"}, "issued_on"),
        ({"period_start": "2027-01-01", "period_end": "2025-01-01"}, "period_end"),
        ({"level": "宇宙"}, "level"),
        ({"publicity": "全网"}, "publicity"),
    ],
)
def test_nonsense_in_the_head_is_refused_beside_its_field(office, intake, typed, field):
    with pytest.raises(Refused) as caught:
        draft_head.edit_head(NOW, office, intake, Intake.get_by_id(intake).revision, typed)
    assert caught.value.field == field


# ---- many rows ---------------------------------------------------------------------------------------------------


def test_one_lead_rule_for_all_rows_that_do_not_name_their_lead(office, vault):
    rows = (
        ("1", "建设资源教室。", "市教育局、市财政局", "2026年6月底前"),
        ("2", "培训教师。", "市残联", "2026年6月底前"),
    )
    content = word("示例市资源教室分工表", [("序号", "重点任务", "责任单位", "完成时限"), *rows])
    intake = take_in(NOW, office, vault, content)
    draft_bulk.set_lead_rule(NOW, office, intake, LeadRule.ALL_RESPONSIBLE)
    assert row_of(intake, "1").lead == ["市教育局", "市财政局"]
    draft_bulk.set_lead_rule(NOW, office, intake, LeadRule.FIRST_LISTED)
    assert (row_of(intake, "1").lead, row_of(intake, "1").cooperating) == (["市教育局"], ["市财政局"])
    assert Intake.get_by_id(intake).lead_rule is LeadRule.FIRST_LISTED


def test_a_row_is_split_into_rows_that_keep_units_and_deadline(office, intake):
    row = row_of(intake, "1")
    made = draft_bulk.split(NOW, office, row.id, row.revision, ["建设学校。", "完成验收并开班。"])
    assert [(row.no, row.text) for row in rows_of(intake)][:3] == [
        ("1-1", "建设学校。"),
        ("1-2", "完成验收并开班。"),
        ("2", "各区至少建成一个资源教室，配齐专职资源教师。"),
    ]
    assert Draft.get_by_id(made[1]).deadline["due"] == "2026-12-31"
    with pytest.raises(Refused, match="空一行"):
        draft_bulk.split(NOW, office, made[0], 99, ["只有一段"])
    with pytest.raises(Moved):
        draft_bulk.split(NOW, office, made[0], 99, ["一", "二"])


def test_rows_are_merged_into_the_first_and_differing_deadlines_are_said(office, intake):
    ids = [row_of(intake, "1").id, row_of(intake, "3").id]
    draft_bulk.merge(NOW, office, intake, ids)
    first = row_of(intake, "1")
    assert first.text.count("\n") == 1
    assert first.lead == ["市教育局", "市大数据资源台"]
    assert any("时限不同" in doubt.words for doubt in doubts_of(first.doubts))
    assert row_of(intake, "3").is_dropped
    with pytest.raises(Refused, match="两条"):
        draft_bulk.merge(NOW, office, intake, ids)


def test_rows_are_dropped_restored_and_added(office, settled):
    ids = [row.id for row in rows_of(settled)][2:]
    assert draft_bulk.set_dropped(NOW, office, settled, ids, is_dropped=True) == 2
    assert draft_bulk.set_dropped(NOW, office, settled, ids[:1], is_dropped=False) == 1
    made = draft_bulk.add(NOW, office, settled, row_of(settled, "1").id, "补上的一条", "市教育局、市财政局")
    assert [row.text for row in rows_of(settled)][1] == "补上的一条"
    assert Draft.get_by_id(made).cooperating == ["市财政局"]
    assert admission.admit(NOW, office, settled).tasks == 4


def test_remarks_of_chosen_rows_are_settled_and_nothing_else(office, intake):
    draft_bulk.merge(NOW, office, intake, [row_of(intake, "2").id, row_of(intake, "3").id])
    draft_bulk.settle_remarks(NOW, office, intake, [row.id for row in rows_of(intake)])
    assert set(kinds(row_of(intake, "2"))) == {DoubtKind.UNIT, DoubtKind.MEMBERS}


# ---- admission ---------------------------------------------------------------------------------------------------


def test_admission_is_refused_with_what_is_open_and_writes_nothing(office, intake):
    matters = [matter for matter in admission.open_matters(intake) if matter.blocks]
    assert len(matters) == 2
    with pytest.raises(Refused, match="还有 2 处没有定"):
        admission.admit(NOW, office, intake)
    assert Plan.select().count() == Task.select().count() == 0
    assert Intake.get_by_id(intake).admitted_at is None


def test_a_reviewed_plan_is_admitted_whole(office, settled):
    done = admission.admit(NOW, office, settled)
    plan = Plan.get(Plan.key == done.key)
    assert (done.tasks, done.duties) == (4, 5)
    assert (plan.title, plan.doc_no, plan.issued_on) == (
        "示例市资源教室建设实施方案（2025—2027年）",
        "示政办〔2025〕3号",
        date(2025, 3, 1),
    )
    lead = TaskUnit.get(TaskUnit.role == UnitRole.LEAD, TaskUnit.as_written == "各区政府")
    assert sorted(duty.unit.name for duty in Duty.select().where(Duty.task == lead.task_id)) == ["东区", "西区"]
    assert [(row.number, row.intake_id) for row in PlanVersion.select()] == [(1, settled)]
    assert verify()[1] == []


def test_the_drafts_stay_as_the_record_of_what_was_decided(office, settled):
    edit(office, row_of(settled, "1"), text="校核后的文字")
    admission.admit(NOW, office, settled)
    row = row_of(settled, "1")
    assert Task.get_by_id(row.task_id).text == "校核后的文字"
    assert row.as_read["text"] != row.text
    sealed = Entry.get(Entry.verb == "入账").data["drafts_sha256"]
    assert sealed == admission.drafts_digest(settled)
    Draft.update(trail=[]).where(Draft.id == row.id).execute()
    assert sealed != admission.drafts_digest(settled)
    with pytest.raises(Moved, match="已经入账"):
        edit(office, row, text="再改")


def test_a_second_click_admits_nothing_twice(office, settled):
    admission.admit(NOW, office, settled)
    with pytest.raises(Moved):
        admission.admit(NOW, office, settled)
    assert Plan.select().count() == 1


def test_an_open_remark_warns_and_goes_into_the_ledger(office, settled):
    draft_bulk.merge(NOW, office, settled, [row_of(settled, "1").id, row_of(settled, "3").id])
    admission.admit(NOW, office, settled)
    assert any("时限不同" in words for words in Task.get(Task.no == "1").doubts)


def test_two_names_of_one_unit_stand_once_in_a_task(office, settled):
    edit(office, row_of(settled, "1"), cooperating="示例市教育局、市财政局")
    admission.admit(NOW, office, settled)
    task = Task.get(Task.no == "1")
    assert TaskUnit.select().where(TaskUnit.task == task.id).count() == 2


def test_what_was_put_aside_is_not_there_any_more(office, intake):
    receiving.remove(NOW, office, intake)
    with pytest.raises(NotThere):
        admission.admit(NOW, office, intake)
    with pytest.raises(NotThere):
        edit(office, row_of(intake, "1"), text="改")


def test_three_hundred_rows_of_a_workbook_go_the_whole_way(office, vault):
    rows = [
        (number, f"完成第{number}所学校的资源教室建设并配齐教师。", "市教育局", "市财政局、市残联", "2026年12月底前")
        for number in range(1, 301)
    ]
    book = workbook([("示例市资源教室建设任务分解表",), COLUMNS, *rows], merged=("A1:E1",))
    intake = take_in(NOW, office, vault, book, name="任务分解表.xlsx")
    blocking = [matter.field for matter in admission.open_matters(intake) if matter.blocks]
    assert blocking == []  # the row above the header says where it is
    assert admission.admit(NOW, office, intake).tasks == 300


@pytest.mark.parametrize("role", [Role.LIAISON, Role.LEADER])
def test_only_the_office_and_the_administrator_may_review(office, intake, vault, role):
    unit = Unit.insert(region="示例市", name="市某局", full_name="示例市某局").execute()
    other = person(NOW, role, unit)
    row = row_of(intake, "1")
    for verb in (
        lambda: receiving.receive(NOW, other, Upload("a.txt", BytesIO(b"x")), vault=vault, max_mb=1),
        lambda: receiving.receive_text(NOW, other, "x", vault=vault),
        lambda: receiving.remove(NOW, other, intake),
        lambda: reading.ask_again(NOW, other, intake),
        lambda: edit(other, row, text="改"),
        lambda: draft_editing.settle(NOW, other, row.id, row.revision, ("unit", "x")),
        lambda: draft_editing.set_dropped(NOW, other, row.id, is_dropped=True),
        lambda: draft_bulk.add(NOW, other, intake),
        lambda: draft_bulk.merge(NOW, other, intake, [row.id]),
        lambda: draft_bulk.split(NOW, other, row.id, 0, ["a", "b"]),
        lambda: draft_bulk.set_lead_rule(NOW, other, intake, LeadRule.FIRST_LISTED),
        lambda: draft_units.register(NOW, other, intake, ["市某局"]),
        lambda: draft_units.equate(NOW, other, intake, "a", "b"),
        lambda: draft_units.set_members(NOW, other, intake, "各区", ["东区"]),
        lambda: draft_units.leave_open(NOW, other, intake, "各区"),
        lambda: draft_head.edit_head(NOW, other, intake, 0, {"title": "x"}),
        lambda: admission.admit(NOW, other, intake),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_history_never_holds_the_text_of_a_refused_document(office, vault):
    intake_id = receiving.receive(NOW, office, Upload("方案.pdf", BytesIO(b"MZ secret words")), vault=vault, max_mb=1)
    reading.read(lambda: NOW, vault, intake_id)
    assert "secret" not in json.dumps([[entry.words, entry.data] for entry in Entry.select()])
