"""From reviewed drafts to an admitted plan (入账), whole or not at all, on both engines."""

from __future__ import annotations

from datetime import date

import pytest
from document_making import workbook
from received import COLUMNS, row_of, take_in
from review_desk import NOW, edit

from tracker.actions import admission, draft_bulk, receiving
from tracker.actions.history import verify
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.words import UnitRole
from tracker.store.tables import Draft, Duty, Entry, Intake, Plan, PlanVersion, Task, TaskUnit


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
