from datetime import date

import pytest

from tracker.core.cases import CASE_MOVES, CaseFacts, CaseMove, Listing, case_after, check_listing
from tracker.core.facts import Actor
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.words import CaseStatus, DutyStatus, LegalTrack, Role

LEADER = Actor(1, "演示领导", Role.LEADER)
OTHER_LEADER = Actor(2, "另一位演示领导", Role.LEADER)
OFFICE = Actor(3, "演示督查员", Role.OFFICE)
LIAISON = Actor(4, "演示联络员", Role.LIAISON, 11)
PROPOSED = CaseFacts(CaseStatus.PROPOSED, DutyStatus.ACTIVE)
LISTED_CLOSED = CaseFacts(CaseStatus.LISTED, DutyStatus.CLOSED, listed_by=1, reviewed_by=3)


def test_only_a_leader_lists():
    assert case_after(PROPOSED, CaseMove.LIST, LEADER) is CaseStatus.LISTED
    for actor in (OFFICE, LIAISON):
        with pytest.raises(NotAllowed):
            case_after(PROPOSED, CaseMove.LIST, actor)


def test_the_office_may_decide_not_to_list_and_a_liaison_may_not():
    assert case_after(PROPOSED, CaseMove.DISMISS, OFFICE) is CaseStatus.DISMISSED
    with pytest.raises(NotAllowed):
        case_after(PROPOSED, CaseMove.DISMISS, LIAISON)


@pytest.mark.parametrize(
    ("case", "actor", "sentence"),
    [
        (CaseFacts(CaseStatus.LISTED, DutyStatus.ACTIVE, 1, None), LEADER, "还没有凭佐证销号"),
        (LISTED_CLOSED, OTHER_LEADER, "谁挂牌、谁摘牌"),
        (CaseFacts(CaseStatus.LISTED, DutyStatus.CLOSED, 1, 1), LEADER, "请换人办理"),
        (PROPOSED, LEADER, "不能销号摘牌"),
    ],
)
def test_a_release_needs_proof_and_the_hand_that_listed(case, actor, sentence):
    with pytest.raises(Refused, match=sentence):
        case_after(case, CaseMove.RELEASE, actor)


def test_a_released_case_moves_no_more():
    assert case_after(LISTED_CLOSED, CaseMove.RELEASE, LEADER) is CaseStatus.RELEASED
    assert not [move for (status, move) in CASE_MOVES if status is CaseStatus.RELEASED]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"basis": " "}, "basis"),
        ({"supervising_unit": ""}, "supervising_unit"),
        ({"responsible": ""}, "responsible"),
        ({"limit": date(2026, 1, 29)}, "limit"),
    ],
)
def test_a_listing_names_basis_limit_and_people(change, field):
    fine = {
        "track": LegalTrack.EDUCATION,
        "basis": "教育督导条例",
        "limit": date(2026, 3, 31),
        "supervising_unit": "市政府督查室",
        "responsible": "分管局长",
    }
    check_listing(Listing(**fine), date(2026, 1, 29))
    with pytest.raises(Refused) as refused:
        check_listing(Listing(**{**fine, **change}), date(2026, 1, 29))
    assert refused.value.field == field
