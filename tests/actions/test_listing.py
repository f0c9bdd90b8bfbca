from datetime import date

import pytest
from peewee import IntegrityError
from small_plan import Town, at, pdf

from tracker.actions import extending, listing, rectifying, releasing, reminding, review
from tracker.actions.extending import ExtensionDecision
from tracker.actions.progress import ReportText
from tracker.actions.progress import report as send_report
from tracker.actions.releasing import SiteCheck
from tracker.core.cases import Listing, Measure, RectificationPlan
from tracker.core.refusals import NotAllowed, NotThere, Refused
from tracker.core.requests import ExtensionPapers
from tracker.core.words import CaseStatus, DutyStatus, LegalTrack, ReportKind, Standard
from tracker.store.db import transaction
from tracker.store.queries.cases import case_by_id, cases, measures_of, verifications_of
from tracker.store.queries.duties import duty_by_id
from tracker.store.tables import Case, Duty, Plan

NOTICE = Listing(LegalTrack.EDUCATION, "教育督导条例第二十五条", date(2026, 4, 30), "演示市政府督查室", "分管局长")
DAY = at("2026-01-29 09:30")
MEASURES = (
    Measure("制定办法", "文件印发", date(2026, 3, 10), "演示科长"),
    Measure("配备教师", "到岗名册", date(2026, 3, 17), "演示科长"),
)
PLAN = RectificationPlan("按期建立制度", "列入部门预算", "特教科负责", "4月底前完成", "无", MEASURES)
DONE = ReportText(ReportKind.RELEASE, "措施全部落实", approved_by_head="演示局长", approved_on=date(2026, 1, 29))
STANDARDS = dict.fromkeys(Standard, "已落实，见佐证")


@pytest.fixture
def case(town: Town) -> int:
    """The education bureau's duty of 2025-12-31 is twenty working days late on 2026-01-29."""
    reminding.tick(DAY)
    return next(case.id for case in cases() if case.duty.id == town.duties[0])


def status(case: int) -> CaseStatus:
    found = case_by_id(case)
    assert found
    return found.status


def listed(town: Town, case: int, notice: Listing = NOTICE) -> str:
    listing.reply(DAY, town.liaison, case, "情况属实，正在推进")
    listing.check(DAY, town.office, case, "事实清楚")
    return listing.list_case(DAY, town.leader, case, notice)


def rectified(town: Town, case: int) -> None:
    rectifying.send_plan(DAY, town.liaison, case, PLAN)
    rectifying.accept_plan(DAY, town.office, case)
    for measure in measures_of(case):
        rectifying.report_measure(DAY, town.liaison, case, measure.id, "已完成", [pdf()], vault=town.vault, max_mb=1)


def asked(town: Town, case: int) -> int:
    return releasing.ask_release(DAY, town.liaison, case, DONE, STANDARDS, [pdf()], vault=town.vault, max_mb=1)


def checked(town: Town, *people: int, passed: bool = True) -> SiteCheck:
    chosen = people or (town.office.id, town.second_office.id)
    return SiteCheck(date(2026, 1, 29), "演示学校", "看现场、查资料", "逐条核实", chosen, passed)


def test_the_clock_proposes_once_and_only_what_is_twenty_working_days_late(town, case):
    assert len(cases()) == 2
    reminding.tick(at("2026-01-30 09:30"))
    assert len(cases()) == 2
    assert {found.status for found in cases()} == {CaseStatus.PROPOSED}


def test_the_day_before_nothing_is_proposed(town):
    reminding.tick(at("2026-01-28 09:30"))
    assert cases() == []


def test_the_whole_way_from_proposal_to_release(town, case):
    assert listed(town, case) == "挂〔2026〕1号"
    rectified(town, case)
    asked(town, case)
    assert duty_by_id(town.duties[0]).status is DutyStatus.SUBMITTED
    releasing.first_check(DAY, town.office, case, "材料齐全")
    releasing.verify_on_site(DAY, town.office, case, checked(town))
    releasing.release_case(DAY, town.leader, case, "同意销号")
    assert status(case) is CaseStatus.RELEASED
    assert duty_by_id(town.duties[0]).status is DutyStatus.CLOSED
    assert verifications_of(case)[0].people == (town.office.name, town.second_office.name)


def test_numbers_have_no_gaps_within_plan_and_year(town, case):
    numbers = [listed(town, case)]
    other = next(found.id for found in cases() if found.id != case)
    listing.reply(DAY, town.other_liaison, other, "属实")
    listing.check(DAY, town.office, other, "清楚")
    numbers.append(listing.list_case(DAY, town.leader, other, NOTICE))
    assert numbers == ["挂〔2026〕1号", "挂〔2026〕2号"]


def test_a_listed_matter_cannot_be_closed_by_the_ordinary_way(town, case):
    listed(town, case)
    claim = ReportText(ReportKind.CLOSURE, "已完成", is_stamped=True)
    with pytest.raises(Refused, match="已挂牌督办"):
        send_report(DAY, town.liaison, town.duties[0], claim, [pdf()], vault=town.vault, max_mb=1)


def test_an_application_that_fails_goes_back_to_the_unit(town, case):
    listed(town, case)
    rectified(town, case)
    asked(town, case)
    releasing.return_release(DAY, town.office, case, "缺名册")
    assert (status(case), duty_by_id(town.duties[0]).status) == (CaseStatus.RECTIFYING, DutyStatus.ACTIVE)
    asked(town, case)
    releasing.first_check(DAY, town.office, case, "")
    releasing.verify_on_site(DAY, town.office, case, checked(town, passed=False))
    assert (status(case), duty_by_id(town.duties[0]).status) == (CaseStatus.RECTIFYING, DutyStatus.ACTIVE)


def test_verifiers_are_two_strangers_to_the_unit_and_not_the_leader(town, case):
    listed(town, case)
    rectified(town, case)
    asked(town, case)
    releasing.first_check(DAY, town.office, case, "")
    for people in ((town.office.id,), (town.office.id, town.liaison.id), (town.office.id, town.leader.id)):
        with pytest.raises(Refused):
            releasing.verify_on_site(DAY, town.office, case, checked(town, *people))
    assert status(case) is CaseStatus.VERIFYING


def test_a_publicly_listed_matter_waits_for_its_notice(town, case):
    public = Listing(
        NOTICE.track, NOTICE.basis, NOTICE.limit, NOTICE.supervising_unit, NOTICE.responsible, is_public=True
    )
    listed(town, case, public)
    rectified(town, case)
    asked(town, case)
    releasing.first_check(DAY, town.office, case, "")
    releasing.verify_on_site(DAY, town.office, case, checked(town))
    with pytest.raises(Refused, match="须公示期满"):
        releasing.release_case(DAY, town.leader, case, "")
    last = releasing.start_notice(DAY, town.office, case)
    with pytest.raises(Refused, match="期满后再摘牌"):
        releasing.release_case(at(f"{last} 10:00"), town.leader, case, "")
    releasing.release_case(at("2026-02-10 10:00"), town.leader, case, "")
    assert status(case) is CaseStatus.RELEASED


def test_a_rebound_opens_the_same_case_again(town, case):
    number = listed(town, case)
    rectified(town, case)
    asked(town, case)
    releasing.first_check(DAY, town.office, case, "")
    releasing.verify_on_site(DAY, town.office, case, checked(town))
    releasing.release_case(DAY, town.leader, case, "")
    releasing.rebound(at("2026-03-02 10:00"), town.leader, case, "回头看发现又无人上岗", date(2026, 6, 30))
    found = case_by_id(case)
    assert found
    assert (found.number, found.rebounds, found.status) == (number, 1, CaseStatus.LISTED)
    assert (duty_by_id(town.duties[0]).status, duty_by_id(town.duties[0]).reopened) == (DutyStatus.ACTIVE, 1)


def test_a_dismissal_needs_its_reason_and_keeps_the_clock_quiet(town, case):
    with pytest.raises(Refused, match="理由"):
        listing.dismiss_case(DAY, town.office, case, " ")
    listing.dismiss_case(DAY, town.office, case, "文件已印发，待补材料")
    reminding.tick(at("2026-02-09 09:30"))
    assert status(case) is CaseStatus.DISMISSED


def test_a_wrong_listing_is_revoked_by_a_document(town, case):
    listed(town, case)
    with pytest.raises(Refused, match="文号"):
        listing.revoke_case(DAY, town.leader, case, "", "误挂")
    listing.revoke_case(DAY, town.leader, case, "复核〔2026〕1号", "误挂")
    assert status(case) is CaseStatus.REVOKED


def test_another_units_case_is_not_there(town, case):
    with pytest.raises(NotThere):
        listing.reply(DAY, town.other_liaison, case, "不是我们的")


def test_a_plan_may_list_by_itself_for_internal_supervision(town):
    Plan.update(settings={"listing": "automatic"}).where(Plan.id == town.plan).execute()
    reminding.tick(DAY)
    found = cases()
    assert {each.status for each in found} == {CaseStatus.LISTED}
    assert sorted(each.number or "" for each in found) == ["挂〔2026〕1号", "挂〔2026〕2号"]
    assert {each.track for each in found} == {LegalTrack.DEPARTMENT}
    case = next(each.id for each in found if each.duty.id == town.duties[0])
    rectified(town, case)
    asked(town, case)
    releasing.first_check(DAY, town.office, case, "")
    releasing.verify_on_site(DAY, town.office, case, checked(town))
    releasing.release_case(DAY, town.leader, case, "任一位分管领导可摘")
    assert status(case) is CaseStatus.RELEASED


def test_a_listed_matters_extension_is_the_leaders_to_decide(town, case):
    listed(town, case)
    Duty.update(due=date(2026, 3, 31)).where(Duty.id == town.duties[0]).execute()
    papers = ExtensionPapers(date(2026, 4, 30), "已完成一半", "设备未到", "4月底完成")
    asked_for = extending.ask(DAY, town.liaison, town.duties[0], papers)
    with pytest.raises(NotAllowed, match="批准挂牌的领导"):
        extending.decide(DAY, town.office, asked_for, ExtensionDecision(date(2026, 4, 30)))
    extending.decide(DAY, town.leader, asked_for, ExtensionDecision(date(2026, 4, 30), doc_no="延〔2026〕1号"))
    assert duty_by_id(town.duties[0]).due == date(2026, 4, 30)


def test_release_papers_are_not_reviewed_at_the_ordinary_desk(town, case):
    listed(town, case)
    rectified(town, case)
    report = asked(town, case)
    with pytest.raises(NotThere):
        review.accept(DAY, town.office, report)


def test_a_duty_has_one_case_and_the_database_sees_to_it(town, case):
    row = Case.get_by_id(case)
    with pytest.raises(IntegrityError), transaction():
        Case.insert(
            duty=row.duty_id, plan=row.plan_id, status=CaseStatus.PROPOSED, facts="再提一次", proposed_at=DAY
        ).execute()
