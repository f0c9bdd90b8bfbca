from datetime import date

import pytest
from small_plan import Town, at, pdf

from tracker.actions import listing, progress, reminding
from tracker.actions.progress import ReportText
from tracker.core.cases import Listing
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.words import CaseStatus, LegalTrack, ReportKind
from tracker.store.queries.desks import case_by_id, cases
from tracker.store.queries.duties import duty_by_id

NOTICE = Listing(LegalTrack.EDUCATION, "教育督导条例第二十五条", date(2026, 3, 31), "演示市政府督查室", "分管局长")
DAY = at("2026-01-29 09:30")


@pytest.fixture
def proposed(town: Town) -> list[int]:
    """The two duties of 2025-12-31 are twenty working days late on 2026-01-29."""
    reminding.tick(DAY)
    return sorted(case.id for case in cases())


def test_the_clock_proposes_once_and_only_what_is_twenty_working_days_late(town, proposed):
    assert len(proposed) == 2
    reminding.tick(at("2026-01-30 09:30"))
    assert len(cases()) == 2
    assert {case.status for case in cases()} == {CaseStatus.PROPOSED}


def test_the_day_before_nothing_is_proposed(town):
    reminding.tick(at("2026-01-28 09:30"))
    assert cases() == []


def test_numbers_have_no_gaps_within_plan_and_year(town, proposed):
    numbers = [listing.list_case(DAY, town.leader, case, NOTICE) for case in proposed]
    assert numbers == ["挂〔2026〕1号", "挂〔2026〕2号"]


def test_only_the_leader_lists_and_twice_is_refused(town, proposed):
    with pytest.raises(NotAllowed):
        listing.list_case(DAY, town.office, proposed[0], NOTICE)
    listing.list_case(DAY, town.leader, proposed[0], NOTICE)
    with pytest.raises(Refused, match="已挂牌"):
        listing.list_case(DAY, town.leader, proposed[0], NOTICE)


def test_a_listed_matter_is_released_only_with_checked_proof(town, proposed):
    case = next(case for case in cases() if case.duty.id == town.duties[0])
    listing.list_case(DAY, town.leader, case.id, NOTICE)
    with pytest.raises(Refused, match="还没有凭佐证销号"):
        listing.release_case(DAY, town.leader, case.id, "")
    claim = ReportText(ReportKind.CLOSURE, "已完成", approved_by_head="演示局长")
    report = progress.report(DAY, town.liaison, town.duties[0], claim, [pdf()], vault=town.vault, max_mb=1)
    progress.accept(DAY, town.office, report)
    listing.release_case(DAY, town.leader, case.id, "同意销号")
    found = case_by_id(case.id)
    assert found
    assert found.status is CaseStatus.RELEASED


def test_a_dismissal_needs_its_reason_and_keeps_the_clock_quiet(town, proposed):
    with pytest.raises(Refused, match="理由"):
        listing.dismiss_case(DAY, town.office, proposed[0], " ")
    listing.dismiss_case(DAY, town.office, proposed[0], "文件已印发，待补材料")
    reminding.tick(at("2026-02-09 09:30"))
    assert len(cases()) == 2
    duty = duty_by_id(cases()[0].duty.id)
    assert duty
    assert duty.case_status in (CaseStatus.DISMISSED, CaseStatus.PROPOSED)
