"""What is doubtful in a received document (存疑) until somebody settles it."""

from __future__ import annotations

from datetime import date

import pytest
from received import row_of, rows_of
from review_desk import NOW, doubt_of, edit, kinds

from tracker.actions import draft_editing, draft_units
from tracker.core.refusals import Refused
from tracker.core.words import DoubtKind
from tracker.store.tables import Unit, UnitAlias


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
