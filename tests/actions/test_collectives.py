import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_collective import admit, person, task, unit
from small_plan import at, pdf

from tracker.actions import collectives, progress, reminding
from tracker.actions.progress import ReportText
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.words import DutyStatus, ReportKind, Role
from tracker.holiday_data import load_workdays
from tracker.store.queries.ledger import task_line
from tracker.store.tables import Duty, Report
from tracker.store.vault import Vault

ADMITTED = at("2025-12-18 09:00")
NOW = at("2025-12-22 10:00")
DAYS = load_workdays(range(2025, 2027))


@pytest.fixture
def jinhua(database):
    admit(ADMITTED, "jinhua-2023")
    return person(ADMITTED, Role.OFFICE)


def members(task_id: int) -> list[int]:
    rows = Duty.select(Duty.unit).where(Duty.task == task_id, Duty.collective.is_null(False)).order_by(Duty.id).tuples()
    return [unit_id for (unit_id,) in rows]


@pytest.mark.parametrize(
    ("key", "no", "owing"),
    [("jinhua-2023", "1", 9), ("zhuhai-2023", "2", 3), ("jiangxi-2023", "（二）", 12), ("tuoli-2023", "14", 7)],
)
def test_each_certain_member_of_a_collective_owes_its_own_duty(database, key, no, owing):
    admit(ADMITTED, key)
    assert len(set(members(task(no)))) == owing


def test_an_exempted_member_is_not_counted_and_not_reminded(jinhua):
    one = members(task("1"))[0]
    collectives.exempt(NOW, jinhua, task("1"), one, "本区没有特殊教育学校")
    line = task_line(task("1"), NOW.date(), DAYS)
    assert line
    assert (line.closed, len(line.counted), line.exempt) == (0, 9, 1)
    letters = reminding.tick(at("2026-01-08 09:30"), write=False).letters
    assert one not in {n.duty.unit_id for letter in letters for n in letter.notices if n.duty.task_id == task("1")}


def test_an_exemption_needs_its_reason_and_the_office(jinhua):
    one = members(task("1"))[0]
    with pytest.raises(Refused, match="理由"):
        collectives.exempt(NOW, jinhua, task("1"), one, "  ")
    with pytest.raises(NotAllowed):
        collectives.exempt(NOW, person(NOW, Role.LIAISON, one), task("1"), one, "理由")
    with pytest.raises(Refused, match="不是这项任务的集合成员"):
        collectives.exempt(NOW, jinhua, task("1"), unit("市残联"), "理由")


def test_the_leads_duty_is_judged_on_the_whole(jinhua, tmp_path):
    lead = person(NOW, Role.LIAISON, unit("市教育局"))
    own = Duty.get(Duty.task == task("1"), Duty.unit == lead.unit_id)
    claim = ReportText(ReportKind.CLOSURE, "已完成", is_stamped=True)
    vault = Vault(tmp_path)
    with pytest.raises(Refused, match="还有 9 家没有销号"):
        progress.report(NOW, lead, own.id, claim, [pdf()], vault=vault, max_mb=1)
    Duty.update(status=DutyStatus.CLOSED).where(Duty.task == task("1"), Duty.id != own.id).execute()
    assert progress.report(NOW, lead, own.id, claim, [pdf()], vault=vault, max_mb=1)


@given(moves=st.lists(st.sampled_from(["exempt", "include"]), max_size=8))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_exempting_and_including_loses_no_report(jinhua, tmp_path, moves):
    one = members(task("1"))[0]
    if not Report.select().exists():
        liaison = person(NOW, Role.LIAISON, one, username="lian")
        own = Duty.get(Duty.task == task("1"), Duty.unit == one)
        text = ReportText(ReportKind.PROGRESS, "已开展摸底")
        progress.report(NOW, liaison, own.id, text, [pdf()], vault=Vault(tmp_path), max_mb=1)
    before = Duty.select().where(Duty.task == task("1")).count()
    for move in moves:
        try:
            if move == "exempt":
                collectives.exempt(NOW, jinhua, task("1"), one, "试")
            else:
                collectives.include(NOW, jinhua, task("1"), one)
        except Refused:
            continue
    assert Report.select().count() == 1
    assert Duty.select().where(Duty.task == task("1")).count() == before


def test_a_member_left_open_owes_once_it_is_confirmed(jinhua):
    zone = unit("金华经济技术开发区")
    everybody = Duty.get(Duty.task == task("1"), Duty.collective.is_null(False)).collective_id
    assert collectives.confirm_member(NOW, jinhua, everybody, zone) > 0
    assert zone in members(task("1"))
