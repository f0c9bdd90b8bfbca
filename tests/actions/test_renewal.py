"""A new version of an admitted plan: reports, history and ids stay, dates move on paper, dropped lines end with the document."""

from __future__ import annotations

from datetime import date

import pytest
from received import HEAD, ROWS, a_plan, row_of, take_in
from review_desk import NOW
from small_collective import person
from small_plan import at, pdf

from tracker.actions import (
    admission,
    draft_editing,
    horizon,
    plan_comparison,
    plan_settings,
    progress,
    renewal,
    wind_up,
)
from tracker.actions.history import verify
from tracker.actions.plan_comparison import Decision
from tracker.actions.progress import ReportText
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import CaseStatus, DutyStatus, Ending, LegalTrack, LineChange, ReportKind, Role
from tracker.store.tables import Case, Duty, Entry, Intake, Plan, PlanVersion, Report, Task, TaskUnit, Unit

LATER = at("2025-11-10 10:00")
SECOND = (
    "示例市人民政府办公室关于调整示例市资源教室建设实施方案（2025—2027年）的通知",
    "示政办〔2025〕21号",
    *HEAD[2:5],
    "2025年11月1日",
    *HEAD[6:],
)
NEW_ROWS = (
    ("1", "开展残疾儿童少年入学情况全面核查，一人一案安置。", "市教育局", "市残联", "2026年3月底前"),
    ("2", ROWS[0][1], "市教育局", "市财政局", "2027年6月底前"),
    ("3", ROWS[1][1], "各区政府", "市教育局", "2026年6月底前"),
    ("4", ROWS[3][1], "市教育局", "", "长期坚持"),
)


@pytest.fixture
def plan(office, settled) -> Plan:
    return Plan.get(Plan.key == admission.admit(NOW, office, settled).key)


@pytest.fixture
def second(office, vault, plan) -> int:
    return take_in(LATER, office, vault, a_plan(NEW_ROWS, SECOND), renews=plan.key)


def duty(no: str, unit: str) -> Duty:
    found = Duty.select().join_from(Duty, Task).join_from(Duty, Unit).where(Task.no == no, Unit.name == unit)
    return found.get()


def kinds(intake: int) -> dict[str, LineChange]:
    return {line.no: line.change for line in plan_comparison.compare(intake).lines if line.draft_id}


def test_the_comparison_tells_added_changed_dropped_and_same(office, plan, second):
    found = plan_comparison.compare(second)
    assert kinds(second) == {
        "1": LineChange.ADDED,
        "2": LineChange.CHANGED,
        "3": LineChange.SAME,
        "4": LineChange.SAME,
    }
    assert [line.no for line in found.of(LineChange.DROPPED)] == ["3"]
    (changed,) = found.of(LineChange.CHANGED)
    assert {field.label: (field.before, field.after) for field in changed.fields} == {
        "序号": ("1", "2"),
        "时限原文": ("2026年12月底前", "2027年6月底前"),
        "到期日": ("2026-12-31", "2027-06-30"),
    }


def test_reports_ids_and_history_stay(office, plan, second, vault):
    before = {(row.task_id, row.unit_id): row.id for row in Duty.select()}
    school = duty("1", "市教育局")
    liaison = person(NOW, Role.LIAISON, school.unit_id)
    text = ReportText(ReportKind.PROGRESS, "已完成选址。")
    report = progress.report(LATER, liaison, school.id, text, [pdf()], vault=vault, max_mb=1)
    entries = Entry.select().count()
    done = renewal.renew(LATER, office, second)
    assert (done.number, done.added, done.changed, done.dropped) == (2, 1, 1, 1)
    after = {(row.task_id, row.unit_id): row.id for row in Duty.select()}
    assert before.items() <= after.items()
    assert Report.get_by_id(report).duty_id == school.id
    assert Entry.select().count() > entries
    assert verify()[1] == []


def test_a_moved_date_is_an_adjustment_by_document_and_the_first_one_stays(office, plan, second):
    school = duty("1", "市教育局")
    renewal.renew(LATER, office, second)
    moved = Duty.get_by_id(school.id)
    assert (moved.due_original, moved.due) == (date(2026, 12, 31), date(2027, 6, 30))
    entry = Entry.get(Entry.about == "duty", Entry.about_id == school.id, Entry.verb == "调整时限")
    assert "示政办〔2025〕21号" in entry.words
    assert "2026-12-31" in entry.words
    assert "示政办〔2025〕21号" in moved.why[0]


def test_a_dropped_line_ends_and_its_duties_are_withdrawn_with_the_document(office, plan, second):
    platform = duty("3", "市大数据资源台")
    renewal.renew(LATER, office, second)
    assert Duty.get_by_id(platform.id).status is DutyStatus.WITHDRAWN
    task = Task.get_by_id(platform.task_id)
    assert task.outcome is Ending.DROPPED
    assert "示政办〔2025〕21号" in task.outcome_why
    entry = Entry.get(Entry.about == "duty", Entry.about_id == platform.id, Entry.verb == "撤销")
    assert "示政办〔2025〕21号" in entry.words


def test_the_lines_stand_in_the_order_of_the_new_document(office, plan, second):
    renewal.renew(LATER, office, second)
    rows = list(Task.select(Task.no, Task.position).order_by(Task.position).tuples())
    assert rows == [("1", 1), ("2", 2), ("3", 3), ("4", 4), ("3", 5)]


def test_the_plan_shows_its_version_and_keeps_its_first_issue(office, plan, second):
    renewal.renew(LATER, office, second)
    row = Plan.get_by_id(plan.id)
    assert (row.doc_no, row.issued_on) == ("示政办〔2025〕21号", date(2025, 3, 1))
    versions = [(each.number, each.issued_on) for each in PlanVersion.select().order_by(PlanVersion.number)]
    assert versions == [(1, date(2025, 3, 1)), (2, date(2025, 11, 1))]
    assert Intake.get_by_id(second).plan_id == plan.id


def test_each_line_may_be_left_as_it_was(office, plan, second):
    lines = plan_comparison.compare(second).lines
    dropped = next(line for line in lines if line.change is LineChange.DROPPED)
    decisions = {line.draft_id: Decision(line.task_id, False, False) for line in lines if line.draft_id}
    plan_comparison.decide(LATER, office, second, decisions, [dropped.task_id])
    done = renewal.renew(LATER, office, second)
    assert (done.added, done.changed, done.dropped) == (0, 0, 0)
    assert {row.status for row in Duty.select()} == {DutyStatus.ACTIVE}
    assert {row.due for row in Duty.select()} == {date(2026, 12, 31), date(2026, 6, 30), date(2025, 9, 30), None}
    assert row_of(second, "1").task_id is None


def test_a_doubtful_match_must_be_confirmed_first(office, plan, vault):
    rows = (
        ("1", "建设一所特殊教育学校，推进普特融合和送教上门，定期评估。", "市教育局", "市财政局", "2026年12月底前"),
        *ROWS[1:],
    )
    intake = take_in(LATER, office, vault, a_plan(rows, SECOND), renews=plan.key)
    (line,) = plan_comparison.compare(intake).open_doubts
    with pytest.raises(Refused, match="新旧对应没有核对"):
        renewal.renew(LATER, office, intake)
    assert PlanVersion.select().count() == 1
    decisions = {line.draft_id: Decision(line.task_id, True, True)}
    plan_comparison.decide(LATER, office, intake, decisions, [])
    assert renewal.renew(LATER, office, intake).changed == 1


def test_a_match_may_be_chosen_by_hand_and_only_once(office, plan, second):
    lines = plan_comparison.compare(second).lines
    dropped = next(line for line in lines if line.change is LineChange.DROPPED)
    added = next(line for line in lines if line.change is LineChange.ADDED)
    plan_comparison.decide(LATER, office, second, {added.draft_id: Decision(dropped.task_id, True, True)}, [])
    assert kinds(second)["1"] is LineChange.CHANGED
    same = next(line for line in lines if line.change is LineChange.SAME)
    twice = {added.draft_id: Decision(same.task_id, True, True), same.draft_id: Decision(same.task_id, True, True)}
    with pytest.raises(Refused, match="选了两次"):
        plan_comparison.decide(LATER, office, second, twice, [])
    with pytest.raises(Refused, match="不在这个方案里"):
        plan_comparison.decide(LATER, office, second, {added.draft_id: Decision(999_999, True, True)}, [])


def test_another_lead_withdraws_the_old_one_and_adds_the_new(office, plan, vault):
    rows = ((*ROWS[0][:2], "市财政局", "市教育局", ROWS[0][4]), *ROWS[1:])
    old = duty("1", "市教育局")
    intake = take_in(LATER, office, vault, a_plan(rows, SECOND), renews=plan.key)
    done = renewal.renew(LATER, office, intake)
    assert (done.duties.withdrawn, done.duties.added) == (1, 1)
    assert Duty.get_by_id(old.id).status is DutyStatus.WITHDRAWN
    assert duty("1", "市财政局").due == date(2026, 12, 31)
    # a third version brings the first lead back: the same duty, with its reports
    back = take_in(
        LATER, office, vault, a_plan(ROWS, (*SECOND[:1], "示政办〔2025〕30号", *SECOND[2:])), renews=plan.key
    )
    renewal.renew(LATER, office, back)
    assert Duty.get_by_id(old.id).status is DutyStatus.ACTIVE


def test_an_undated_duty_gets_its_first_date_and_keeps_its_id(office, plan, vault):
    old = duty("4", "市教育局")
    rows = (*ROWS[:3], (*ROWS[3][:4], "2027年底前"))
    intake = take_in(LATER, office, vault, a_plan(rows, SECOND), renews=plan.key)
    renewal.renew(LATER, office, intake)
    row = Duty.get_by_id(old.id)
    assert (row.due, row.due_original, row.period) == (date(2027, 12, 31), date(2027, 12, 31), "once")
    assert Duty.select().where(Duty.task == old.task_id).count() == 1


def test_a_closed_duty_is_not_owed_again(office, plan, second):
    school = duty("1", "市教育局")
    Duty.update(status=DutyStatus.CLOSED, closed_at=LATER).where(Duty.id == school.id).execute()
    renewal.renew(LATER, office, second)
    row = Duty.get_by_id(school.id)
    assert (row.status, row.due) == (DutyStatus.CLOSED, date(2026, 12, 31))
    assert Duty.select().where(Duty.task == school.task_id).count() == 1


def test_a_listed_duty_stops_the_whole_version(office, plan, second):
    platform = duty("3", "市大数据资源台")
    Case.insert(
        duty=platform.id,
        plan=plan.id,
        status=CaseStatus.LISTED,
        facts="逾期",
        proposed_at=LATER,
        track=LegalTrack.GOVERNMENT,
    ).execute()
    with pytest.raises(Refused, match="挂牌督办"):
        renewal.renew(LATER, office, second)
    assert PlanVersion.select().count() == 1
    assert Task.select().where(Task.position > 1000).count() == 0
    assert Plan.get_by_id(plan.id).doc_no == "示政办〔2025〕3号"


def test_days_counted_from_the_issue_count_from_the_new_document(office, plan, vault):
    rows = ((*ROWS[0][:4], "印发之日起30日内"), *ROWS[1:])
    intake = take_in(LATER, office, vault, a_plan(rows, SECOND), renews=plan.key)
    renewal.renew(LATER, office, intake)
    assert duty("1", "市教育局").due == date(2025, 12, 1)


def test_a_date_that_had_passed_when_the_new_version_came_stays_as_it_was(office, plan, second):
    assert [matter.sentence for matter in admission.open_matters(second) if matter.blocks] == []
    platform = duty("3", "市大数据资源台")
    assert platform.due == date(2025, 9, 30)


def test_a_renewal_is_not_admitted_as_a_plan_of_its_own(office, plan, second):
    with pytest.raises(Refused, match="新旧对比"):
        admission.admit(LATER, office, second)
    own = Intake.select().where(Intake.renews.is_null()).get()
    with pytest.raises(Refused, match="不是已有方案的新版"):
        renewal.renew(LATER, office, own.id)


def test_a_plan_that_nobody_knows_cannot_be_renewed(office, vault):
    with pytest.raises(NotThere):
        take_in(NOW, office, vault, renews="nowhere")


def test_an_edited_draft_of_the_new_version_is_what_counts(office, plan, second):
    row = row_of(second, "2")
    draft_editing.edit(LATER, office, row.id, row.revision, {"deadline_text": "2027年9月底前"})
    school = duty("1", "市教育局")
    renewal.renew(LATER, office, second)
    assert Duty.get_by_id(school.id).due == date(2027, 9, 30)
    assert TaskUnit.select().where(TaskUnit.task == school.task_id).count() == 2


def test_nothing_is_compiled_any_more_for_a_dropped_line(office, plan, vault):
    lasting = duty("4", "市教育局").task_id
    intake = take_in(LATER, office, vault, a_plan(ROWS[:3], SECOND), renews=plan.key)
    renewal.renew(LATER, office, intake)
    plan_settings.set_reporting(LATER, office, plan.id, after=20)
    horizon.extend(at("2026-05-10 09:00"))
    assert {row.status for row in Duty.select().where(Duty.task == lasting)} == {DutyStatus.WITHDRAWN}


def test_an_ending_by_a_new_version_is_not_for_anybody_to_choose(office, plan):
    with pytest.raises(Refused, match="换新版"):
        wind_up.conclude(LATER, office, duty("1", "市教育局").task_id, Ending.DROPPED, "随手选的")


def test_an_extended_date_stays_where_the_wording_did_not_change(office, plan, vault):
    school = duty("1", "市教育局")
    Duty.update(due=date(2027, 3, 31)).where(Duty.id == school.id).execute()  # as an approved extension leaves it
    rows = ((*ROWS[0][:1], "建设一所从幼儿园到高中的特殊教育学校，完成验收并按期开班。", *ROWS[0][2:]), *ROWS[1:])
    intake = take_in(LATER, office, vault, a_plan(rows, SECOND), renews=plan.key)
    assert renewal.renew(LATER, office, intake).changed == 1
    row = Duty.get_by_id(school.id)
    assert (row.due_original, row.due) == (date(2026, 12, 31), date(2027, 3, 31))
