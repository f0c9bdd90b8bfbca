"""Who changes what at the review desk (校核): two at once, the head, many rows, nobody else."""

from __future__ import annotations

from io import BytesIO

import pytest
from document_making import word
from received import row_of, rows_of, take_in
from review_desk import LATER, NOW, edit, kinds
from small_collective import person

from tracker.actions import admission, draft_bulk, draft_editing, draft_head, draft_units, reading, receiving
from tracker.actions.draft_editing import Conflict
from tracker.actions.evidence import Upload
from tracker.core.doubts import doubts_of
from tracker.core.refusals import Moved, NotAllowed, Refused
from tracker.core.words import DoubtKind, LeadRule, Role
from tracker.store.tables import Draft, Intake, Unit


@pytest.fixture
def second(office):
    return person(NOW, Role.OFFICE, username="second")


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
