"""任务页: members of a collective, sub-tasks, 转常态 and 收官结论."""

from __future__ import annotations

from datetime import date

import pytest
from visiting import a_liaison, duty_of, task_id_of, unit_of, visitor

from tracker.core.words import DeadlineKind, DutyKind, DutyStatus
from tracker.store.db import connected
from tracker.store.tables import Duty, Membership, Task


@pytest.fixture
def east(app):
    """东区's liaison."""
    a_liaison("dongqu", unit_of("东区"), "演示联络员·东区")
    return visitor(app, "dongqu")


# ---- members of a collective


def test_members_stand_in_a_table_with_a_sentence_to_copy(office):
    with connected():
        Duty.update(status=DutyStatus.CLOSED).where(Duty.id == duty_of("东区", "2")).execute()
    page = office.get(f"/tasks/{task_id_of('2')}").text
    assert "2个区政府中1个已完成" in page
    assert "各区政府的成员" in page
    assert "<b>1</b>/2" in page


def test_a_member_is_exempted_with_a_reason_and_included_again(office, east):
    task, unit, duty = task_id_of("2"), unit_of("东区"), duty_of("东区", "2")
    assert office.post(f"/tasks/{task}/exemptions", {"unit": unit, "reason": "本区没有特殊教育学校"}).status_code == 302
    page = office.get(f"/tasks/{task}").text
    assert "<b>已豁免</b>：本区没有特殊教育学校" in page
    assert "2个区政府中还没有一个完成，1个豁免" in page
    assert "，豁免1" in office.get("/plans/example-2023").text
    assert "另有 1 件豁免" in office.get("/plans/example-2023").text
    own = east.get(f"/duties/{duty}").text
    assert "<b>这一项已豁免：</b>本区没有特殊教育学校" in own
    assert "报送督查室" not in own
    assert office.post(f"/tasks/{task}/exemptions/{unit}/lifting").status_code == 302
    assert "豁免：" not in office.get(f"/tasks/{task}").text.replace("已恢复责任：", "")
    assert "报送督查室" in east.get(f"/duties/{duty}").text
    assert office.post(f"/tasks/{task}/exemptions/{unit}/lifting").status_code == 422


def test_an_exemption_without_its_reason_keeps_the_choice_and_without_a_unit_the_reason(office):
    task, unit = task_id_of("2"), unit_of("东区")
    answer = office.post(f"/tasks/{task}/exemptions", {"unit": unit, "reason": " "})
    assert answer.status_code == 422
    assert "请写明豁免的理由" in answer.text
    assert f'<option selected value="{unit}">' in answer.text
    answer = office.post(f"/tasks/{task}/exemptions", {"unit": "", "reason": "本区没有学校"})
    assert answer.status_code == 422
    assert 'id="exempt-unit-error"' in answer.text
    assert 'value="本区没有学校"' in answer.text


def test_an_open_member_is_listed_and_confirmed(office):
    with connected():
        Membership.update(certain=False).where(Membership.member == unit_of("西区")).execute()
        Duty.delete().where(Duty.id == duty_of("西区", "2")).execute()
    task, collective = task_id_of("2"), unit_of("各区政府")
    assert "<b>待核</b> 西区" in office.get(f"/tasks/{task}").text
    back = f"/tasks/{task}#members"
    answer = office.post(f"/collectives/{collective}/members/{unit_of('西区')}/confirmation", {"back": back})
    assert answer.location == back
    assert "2个区政府中还没有一个完成" in office.get(f"/tasks/{task}").text
    again = office.post(f"/collectives/{collective}/members/{unit_of('西区')}/confirmation", {"back": back})
    assert again.status_code == 422


def test_a_collective_without_certain_members_says_so(office, leader):
    with connected():
        Membership.update(certain=False).where(Membership.collective == unit_of("各区政府")).execute()
        Duty.delete().where(Duty.task == task_id_of("2")).execute()
    page = office.get(f"/tasks/{task_id_of('2')}").text
    assert "这个集合的名单里还没有确定的成员，所以没有责任事项。" in page
    assert page.count("<b>待核</b>") == 2
    assert "待核" not in leader.get(f"/tasks/{task_id_of('2')}").text


def test_a_confirmation_leads_nowhere_outside(office):
    with connected():
        Membership.update(certain=False).where(Membership.member == unit_of("西区")).execute()
    path = f"/collectives/{unit_of('各区政府')}/members/{unit_of('西区')}/confirmation"
    assert office.post(path, {"back": "https://elsewhere.example"}).location == "/plans"


def test_only_the_office_changes_members_and_a_member_sees_itself_alone(liaison, east, leader, admin):
    task, unit = task_id_of("2"), unit_of("东区")
    for someone in (liaison, east, leader, admin):
        assert someone.post(f"/tasks/{task}/exemptions", {"unit": unit, "reason": "x"}).status_code == 403
        assert someone.post(f"/tasks/{task}/exemptions/{unit}/lifting").status_code == 403
        assert someone.post(f"/collectives/1/members/{unit}/confirmation").status_code == 403
    page = east.get(f"/tasks/{task}").text
    assert f'href="/duties/{duty_of("东区", "2")}"' in page
    assert "西区" not in page
    assert "个区政府中" not in page
    assert "2个区政府中" in leader.get(f"/tasks/{task}").text
    assert "豁免一个成员" not in leader.get(f"/tasks/{task}").text


# ---- sub-tasks

PARTS = {"text_1": "摸清底数", "due_1": "2025-12-24", "text_2": "印发文件", "due_2": "2025-12-30"}


def test_the_lead_splits_its_task_and_everybody_sees_the_own_part(liaison, other_liaison, office):
    task = task_id_of("1")
    parts = {**PARTS, "unit_1": unit_of("市教育局"), "unit_2": unit_of("市残联")}
    assert liaison.post(f"/tasks/{task}/parts", parts).location == f"/tasks/{task}#parts"
    own = liaison.get(f"/tasks/{task}").text
    assert "（1.1）摸清底数" in own
    assert "不归您单位" in own
    assert "印发文件" in other_liaison.get("/mine").text
    ledger = office.get("/plans/example-2023").text
    assert 'class="fold sub-row"' in ledger
    assert "分解任务：" in ledger
    assert "共 6 项任务、7 件责任事项" in ledger
    child = task_id_of("1.1")
    assert f'href="/tasks/{task}">任务（1）' in office.get(f"/tasks/{child}").text
    assert "分解给几个单位办" not in office.get(f"/tasks/{child}").text


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"unit_1": ""}, "parts-unit_1", "请选第 1 项由哪个单位办。"),
        ({"due_1": ""}, "parts-due_1", "请写第 1 项哪天办结。"),
        ({"due_1": "下周"}, "parts-due_1", "请写成 2025-12-31 这样的日期。"),
        ({"text_1": "", "unit_1": "", "due_1": ""}, "parts-text_2", "第 2 项前面空着一项"),
        ({"text_2": " "}, "parts-text_2", "请写第 2 项做什么。"),
        ({"due_2": "2026-03-01"}, "", "第 2 项的时限 2026-03-01 晚于原任务的 2025-12-31"),
        ({"due_1": "2025-01-01"}, "", "第 1 项的时限 2025-01-01 已经过去"),
    ],
)
def test_a_part_that_cannot_be_is_named_and_every_row_stays_typed(liaison, change, field, sentence):
    parts = {**PARTS, "unit_1": unit_of("市教育局"), "unit_2": unit_of("市残联"), **change}
    answer = liaison.post(f"/tasks/{task_id_of('1')}/parts", parts)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not field or f'id="{field}-error"' in answer.text
    assert f'<option selected value="{unit_of("市残联")}">' in answer.text
    for name, typed in parts.items():
        assert name.startswith("unit") or not str(typed).strip() or f'value="{typed}"' in answer.text
    with connected():
        assert Task.select().where(Task.parent.is_null(False)).count() == 0


def test_nothing_typed_is_no_split(office):
    answer = office.post(f"/tasks/{task_id_of('1')}/parts", {})
    assert answer.status_code == 422
    assert "请至少写一项分解任务。" in answer.text


def test_only_the_lead_and_the_office_split(other_liaison, leader, admin, office):
    task, parts = task_id_of("1"), {**PARTS, "unit_1": unit_of("市残联"), "unit_2": unit_of("市残联")}
    for someone in (other_liaison, leader, admin):
        assert "分解给几个单位办" not in someone.get(f"/tasks/{task}").text
        assert someone.post(f"/tasks/{task}/parts", parts).status_code == 403
        assert someone.post(f"/tasks/{task}/parts", {"text_1": "半行"}).status_code == 403
    later = {**parts, "due_2": "2026-01-15"}
    assert office.post(f"/tasks/{task}/parts", later).status_code == 302


# ---- endings


@pytest.fixture
def lasting() -> int:
    """Task 3 as a lasting one whose last two reports were accepted."""
    task, unit = task_id_of("3"), unit_of("市教育局")
    with connected():
        Task.update(deadline_kind=DeadlineKind.LONG_TERM).where(Task.id == task).execute()
        Duty.delete().where(Duty.task == task).execute()
        for number, day in enumerate((date(2025, 7, 20), date(2025, 10, 20), date(2026, 1, 20)), start=2):
            Duty.insert(
                plan=Task.get_by_id(task).plan_id,
                task=task,
                unit=unit,
                kind=DutyKind.REPORT,
                period=f"2025q{number}",
                due=day,
                due_original=day,
                admitted_on=date(2025, 3, 1),
                status=DutyStatus.ACTIVE if day.year == 2026 else DutyStatus.CLOSED,
            ).execute()
    return task


def test_a_lasting_task_settles_with_its_document(office, lasting, liaison):
    unit = unit_of("市教育局")
    answer = office.post(f"/tasks/{lasting}/standings", {"unit": unit, "document": ""})
    assert answer.status_code == 422
    assert 'id="standing-document-error"' in answer.text
    answer = office.post(f"/tasks/{lasting}/standings", {"unit": "", "document": "制度〔2025〕3号"})
    assert answer.status_code == 422
    assert 'value="制度〔2025〕3号"' in answer.text
    assert liaison.post(f"/tasks/{lasting}/standings", {"unit": unit, "document": "x"}).status_code == 403
    done = office.post(f"/tasks/{lasting}/standings", {"unit": unit, "document": "制度〔2025〕3号"})
    assert done.status_code == 302
    page = office.get(f"/tasks/{lasting}").text
    assert "已转常态，以后的 1 期报告不用再报。" in page
    assert "示例市教育局，2025-12-18 起；制度〔2025〕3号" in page


def test_a_task_gets_its_outcome_from_the_office_only(office, liaison, leader):
    task = task_id_of("1")
    for someone in (liaison, leader):
        assert someone.post(f"/tasks/{task}/outcome", {"outcome": "carried", "why": "x"}).status_code == 403
    for data, sentence in (
        ({"outcome": "", "why": "学校推迟"}, "请选一个结论。"),
        ({"outcome": "carried", "why": ""}, "请写明长效机制文件，或转入下一方案的理由。"),
        ({"outcome": "finished", "why": ""}, "还有 1 件责任事项没有销号，不能写已完成。"),
    ):
        answer = office.post(f"/tasks/{task}/outcome", data)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert f'value="{data["why"]}"' in answer.text
    assert office.post(f"/tasks/{task}/outcome", {"outcome": "carried", "why": "学校推迟开工"}).status_code == 302
    page = office.get(f"/tasks/{task}").text
    assert "转入下一方案，学校推迟开工" in page
    assert "分解给几个单位办" not in page


def test_a_backlog_duty_says_so_in_words(office, other_liaison):
    with connected():
        Duty.update(admitted_on=date(2025, 12, 1)).where(Duty.id == duty_of("市残联", "4")).execute()
    assert "登记时已过期（存量）" in other_liaison.get(f"/duties/{duty_of('市残联', '4')}").text
    assert "“存量”是登记时已经过期的。" in office.get("/plans/example-2023").text
    assert "存量</span>" in office.get(f"/tasks/{task_id_of('4')}").text


def test_the_reviewer_of_the_leads_claim_sees_how_the_whole_stands(office, liaison):
    task = task_id_of("1")
    office.post(
        f"/tasks/{task}/parts",
        {"text_1": "摸清底数", "unit_1": unit_of("市残联"), "due_1": "2025-12-24"},
    )
    refused = liaison.report(duty_of("市教育局", "1"))
    assert refused.status_code == 422
    assert "还有 1 家没有销号" in refused.text
    liaison.report(duty_of("市教育局", "1"), kind="progress")
    page = office.get("/reports/1").text
    assert "整项任务" in page
    assert "分解任务已销号 0/1" in page


def test_members_of_a_lasting_task_are_counted_by_the_periods_that_have_begun(office):
    task = task_id_of("2")
    with connected():
        Duty.update(kind=DutyKind.REPORT, period="2025q3", due=date(2025, 10, 20)).where(Duty.task == task).execute()
        Duty.update(status=DutyStatus.CLOSED).where(Duty.id == duty_of("东区", "2")).execute()
        Duty.insert(
            plan=Task.get_by_id(task).plan_id,
            task=task,
            unit=unit_of("东区"),
            collective=unit_of("各区政府"),
            kind=DutyKind.REPORT,
            period="2026q1",
            window_open=date(2026, 4, 1),
            due=date(2026, 4, 20),
            due_original=date(2026, 4, 20),
            admitted_on=date(2025, 3, 1),
        ).execute()
    page = office.get(f"/tasks/{task}").text
    assert "2个区政府中1个各期都已报齐" in page


def test_a_concluded_task_says_its_outcome_where_a_lamp_would_stand(office):
    office.post(f"/tasks/{task_id_of('1')}/outcome", {"outcome": "standing", "why": "制度〔2025〕3号"})
    assert "已完成并长期坚持</span>" in office.get("/plans/example-2023").text
    assert "这项任务已经写了收官结论。" in office.get(f"/tasks/{task_id_of('1')}").text
