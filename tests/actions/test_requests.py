from datetime import date

import pytest
from small_plan import Town, at, pdf

from tracker.actions import adjusting, drafts, extending, objecting, progress, reminding, review
from tracker.actions.extending import ExtensionDecision
from tracker.actions.progress import ReportText
from tracker.core.refusals import Moved, NotAllowed, NotThere, Refused
from tracker.core.requests import ExtensionPapers
from tracker.core.words import DutyKind, DutyStatus, ReportKind, ReportStatus, UnitRole
from tracker.store.queries.desks import history_of, reports_of
from tracker.store.queries.duties import duty_by_id
from tracker.store.tables import Duty, Report, TaskUnit

NOW = at("2025-12-15 10:00")
PAPERS = ExtensionPapers(date(2026, 3, 31), "已完成摸底", "上级文件延后印发", "3月底前完成")
CLAIM = ReportText(ReportKind.CLOSURE, "已完成", is_stamped=True)


def send(town: Town, text: ReportText, duty: int | None = None, files=None) -> int:
    chosen = [pdf()] if files is None else files
    return progress.report(NOW, town.liaison, duty or town.duties[0], text, chosen, vault=town.vault, max_mb=1)


def test_a_granted_extension_moves_the_date_and_keeps_the_first_one(town):
    asked = extending.ask(NOW, town.liaison, town.duties[0], PAPERS)
    assert duty_by_id(town.duties[0]).extension_pending
    extending.decide(NOW, town.office, asked, ExtensionDecision(date(2026, 2, 27), doc_no="延〔2025〕3号"))
    found = duty_by_id(town.duties[0])
    assert (found.due_original, found.due, found.extensions) == (date(2025, 12, 31), date(2026, 2, 27), 1)
    assert "延〔2025〕3号" in history_of("duty", town.duties[0])[0].words


def test_a_pending_request_stops_escalation_and_reminds_the_office(town):
    extending.ask(NOW, town.liaison, town.duties[0], PAPERS)
    letters = reminding.tick(at("2026-01-29 09:30"), write=False).letters
    reminding.tick(at("2026-01-29 09:30"))
    assert duty_by_id(town.duties[0]).case_status is None
    mine = [n for letter in letters for n in letter.notices if n.duty.id == town.duties[0]]
    assert {(str(n.stage), str(n.audience)) for n in mine} == {("review", "office")}


def test_a_refused_extension_says_why_and_the_clock_runs_on(town):
    asked = extending.ask(NOW, town.liaison, town.duties[0], PAPERS)
    with pytest.raises(Refused, match="理由"):
        extending.decide(NOW, town.office, asked, ExtensionDecision(None))
    extending.decide(NOW, town.office, asked, ExtensionDecision(None, "理由不充分"))
    found = duty_by_id(town.duties[0])
    assert (found.due, found.extension_pending, found.extensions) == (date(2025, 12, 31), False, 0)
    with pytest.raises(Moved):
        extending.decide(NOW, town.leader, asked, ExtensionDecision(date(2026, 2, 27)))


def test_only_one_request_waits_and_only_the_office_decides(town):
    asked = extending.ask(NOW, town.liaison, town.duties[0], PAPERS)
    with pytest.raises(Refused, match="在等决定"):
        extending.ask(NOW, town.liaison, town.duties[0], PAPERS)
    with pytest.raises(NotAllowed):
        extending.decide(NOW, town.liaison, asked, ExtensionDecision(date(2026, 3, 31)))
    with pytest.raises(NotThere):
        extending.ask(NOW, town.other_liaison, town.duties[0], PAPERS)


@pytest.fixture
def fresh(town: Town) -> Town:
    Duty.update(admitted_on=date(2025, 12, 12)).execute()
    return town


def test_an_upheld_objection_gives_the_duty_to_the_right_unit(fresh):
    made = objecting.make_objection(NOW, fresh.liaison, fresh.duties[0], "“三定”不含此项", "演示市财政局")
    assert duty_by_id(fresh.duties[0]).waits_for_office
    with pytest.raises(Refused, match="书面答复"):
        objecting.decide_objection(NOW, fresh.office, made, upheld=True, reply="")
    objecting.decide_objection(NOW, fresh.office, made, upheld=True, reply="异议成立", new_unit_id=fresh.finance)
    assert duty_by_id(fresh.duties[0]).status is DutyStatus.WITHDRAWN
    task = Duty.get_by_id(fresh.duties[0]).task_id
    assert [row.unit_id for row in TaskUnit.select().where(TaskUnit.task == task)] == [fresh.finance]
    assert Duty.get(Duty.task == task, Duty.unit == fresh.finance).status is DutyStatus.ACTIVE


def test_a_dismissed_objection_leaves_the_duty_where_it_was(fresh):
    made = objecting.make_objection(NOW, fresh.liaison, fresh.duties[0], "理由")
    with pytest.raises(Refused, match="不用重复"):
        objecting.make_objection(NOW, fresh.liaison, fresh.duties[0], "理由")
    objecting.decide_objection(NOW, fresh.office, made, upheld=False, reply="职责明确，请继续办理")
    assert not duty_by_id(fresh.duties[0]).waits_for_office


def test_withdrawal_and_adjustment_need_the_number_of_the_changing_document(town):
    for verb in (
        lambda no: adjusting.withdraw(NOW, town.office, town.duties[0], no, "方案调整"),
        lambda no: adjusting.change_date(NOW, town.office, town.duties[2], date(2026, 9, 30), no, "方案调整"),
    ):
        with pytest.raises(Refused, match="文号"):
            verb(" ")
        verb("演示发〔2025〕9号")
    assert duty_by_id(town.duties[0]).status is DutyStatus.WITHDRAWN
    moved = duty_by_id(town.duties[2])
    assert (moved.due_original, moved.due) == (date(2026, 6, 30), date(2026, 9, 30))


def test_a_closed_duty_is_reopened_with_reason_counter_and_lineage(town):
    review.accept(NOW, town.office, send(town, CLAIM))
    with pytest.raises(Refused, match="回头看"):
        adjusting.reopen(NOW, town.office, town.duties[0], "", date(2026, 3, 31))
    adjusting.reopen(NOW, town.office, town.duties[0], "抽查发现文件未执行", date(2026, 3, 31))
    found = duty_by_id(town.duties[0])
    assert (found.status, found.reopened, found.due) == (DutyStatus.ACTIVE, 1, date(2026, 3, 31))
    assert len(reports_of(town.duties[0])) == 1


def test_an_override_leaves_its_reason_and_never_closes(town, database):
    from small_collective import person

    from tracker.core.words import Role

    admin = person(NOW, Role.ADMIN)
    send(town, CLAIM)
    with pytest.raises(NotAllowed):
        adjusting.override(NOW, town.office, town.duties[0], DutyStatus.ACTIVE, "卡住了")
    with pytest.raises(Refused, match="管理员也不能直接销号"):
        adjusting.override(NOW, admin, town.duties[0], DutyStatus.CLOSED, "卡住了")
    with pytest.raises(Refused, match="理由"):
        adjusting.override(NOW, admin, town.duties[0], DutyStatus.ACTIVE, " ")
    adjusting.override(NOW, admin, town.duties[0], DutyStatus.ACTIVE, "报送人误点")
    assert history_of("duty", town.duties[0])[0].verb.startswith("override")


def test_a_supporting_unit_gives_material_to_the_lead_who_reports_once(town):
    task = Duty.get_by_id(town.duties[0]).task_id
    TaskUnit.insert(
        task=task, unit=town.finance, role=UnitRole.COOPERATING, position=1, as_written="市财政局"
    ).execute()
    given = progress.contribute(
        NOW, town.other_liaison, town.duties[0], "已下达经费", [pdf()], vault=town.vault, max_mb=1
    )
    assert reports_of(town.duties[0])[0].id == given
    assert duty_by_id(town.duties[0]).status is DutyStatus.ACTIVE
    with pytest.raises(NotThere):
        progress.contribute(NOW, town.other_liaison, town.duties[2], "无关", [], vault=town.vault, max_mb=1)


def test_no_change_is_one_tap_and_at_most_twice_running(town):
    first = Duty.get_by_id(town.duties[0])
    for number, due in enumerate((date(2025, 4, 20), date(2025, 7, 20), date(2025, 10, 20)), start=1):
        Duty.insert(
            plan=first.plan_id, task=first.task_id, unit=first.unit_id, kind=DutyKind.REPORT, period=f"2025Q{number}",
            window_open=date(2025, 1, 1), due_original=due, due=due, admitted_on=date(2025, 3, 1),
        ).execute()  # fmt: skip
    quarters = [duty.id for duty in Duty.select().where(Duty.kind == DutyKind.REPORT).order_by(Duty.due)]
    for quarter in quarters[:2]:
        review.accept(NOW, town.office, send(town, ReportText(ReportKind.NO_CHANGE, ""), quarter, []))
    assert Report.get().progress == "本期无变化。"
    with pytest.raises(Refused, match="已连续 2 期"):
        send(town, ReportText(ReportKind.NO_CHANGE, ""), quarters[2], [])
    assert send(town, ReportText(ReportKind.ELSEWHERE, ""), quarters[2])
    assert duty_by_id(quarters[2]).status is DutyStatus.SUBMITTED


def test_a_draft_is_found_again_and_forgotten_once_sent(town):
    drafts.save(NOW, town.liaison, town.duties[0], {"progress": "写到一半", "problems": ""})
    drafts.save(at("2025-12-15 10:05"), town.liaison, town.duties[0], {"progress": "写到一半，又加一句"})
    assert drafts.read(town.liaison, town.duties[0]) == (at("2025-12-15 10:05"), {"progress": "写到一半，又加一句"})
    with pytest.raises(NotThere):
        drafts.save(NOW, town.other_liaison, town.duties[0], {"progress": "别人的"})
    report = send(town, ReportText(ReportKind.PROGRESS, "写完了"))
    assert drafts.read(town.liaison, town.duties[0]) is None
    assert Report.get_by_id(report).status is ReportStatus.SUBMITTED
