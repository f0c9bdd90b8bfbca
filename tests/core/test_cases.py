from dataclasses import replace
from datetime import date

import pytest

from tracker.core.cases import (
    CASE_MOVES,
    MOVERS,
    CaseFacts,
    CaseMove,
    Listing,
    Measure,
    RectificationPlan,
    Verifier,
    case_after,
    check_listing,
    check_plan,
    check_standards,
    check_verifiers,
)
from tracker.core.facts import Actor
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.words import CaseStatus, LegalTrack, Role, Standard
from tracker.holiday_data import load_workdays

DAYS = load_workdays(range(2025, 2027))
TODAY = date(2026, 3, 2)
UNIT = 11
ACTORS = {
    Role.LIAISON: Actor(4, "演示联络员", Role.LIAISON, UNIT),
    Role.OFFICE: Actor(3, "演示督查员", Role.OFFICE),
    Role.LEADER: Actor(1, "演示领导", Role.LEADER),
    Role.ADMIN: Actor(9, "演示管理员", Role.ADMIN),
}
READY = CaseFacts(
    status=CaseStatus.PROPOSED,
    unit_id=UNIT,
    proposed_on=date(2026, 2, 2),
    has_reply=True,
    listed_by=1,
    measures=2,
    measures_proven=2,
    verifiers=(3, 5),
    notice_until=date(2026, 2, 27),
)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("move", CaseMove)
@pytest.mark.parametrize("status", CaseStatus)
def test_every_row_of_the_table_for_every_role(status, move, role):
    """Allowed exactly when the table has the row and the role makes that move; else a sentence."""
    movers = {MOVERS[move]} | ({Role.OFFICE} if move is CaseMove.DISMISS else set())
    case = replace(READY, status=status)
    if role not in movers:
        with pytest.raises(NotAllowed, match="您的身份是"):
            case_after(case, move, ACTORS[role], TODAY, DAYS)
    elif (status, move) not in CASE_MOVES:
        with pytest.raises(Refused, match=f"现在是“{status.label}”"):
            case_after(case, move, ACTORS[role], TODAY, DAYS)
    else:
        assert case_after(case, move, ACTORS[role], TODAY, DAYS) is CASE_MOVES[status, move]


def test_another_units_liaison_moves_nothing():
    stranger = Actor(8, "演示联络员", Role.LIAISON, 12)
    for move in (CaseMove.REPLY, CaseMove.PLAN, CaseMove.PROGRESS, CaseMove.ASK_RELEASE):
        with pytest.raises(NotAllowed, match="不归您单位"):
            case_after(READY, move, stranger, TODAY, DAYS)


@pytest.mark.parametrize(
    ("today", "has_reply", "may"),
    [(date(2026, 2, 6), False, False), (date(2026, 2, 6), True, True), (date(2026, 2, 9), False, True)],
)
def test_the_unit_has_five_working_days_to_answer_the_facts(today, has_reply, may):
    case = replace(READY, has_reply=has_reply)
    if may:
        assert case_after(case, CaseMove.CHECK, ACTORS[Role.OFFICE], today, DAYS) is CaseStatus.CHECKED
    else:
        with pytest.raises(Refused, match="还没有说明"):
            case_after(case, CaseMove.CHECK, ACTORS[Role.OFFICE], today, DAYS)


@pytest.mark.parametrize(("measures", "proven"), [(0, 0), (3, 2)])
def test_release_is_not_asked_before_every_measure_has_evidence(measures, proven):
    case = replace(READY, status=CaseStatus.RECTIFYING, measures=measures, measures_proven=proven)
    with pytest.raises(Refused, match="没有佐证"):
        case_after(case, CaseMove.ASK_RELEASE, ACTORS[Role.LIAISON], TODAY, DAYS)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"listed_by": 2}, "谁挂牌、谁摘牌"),
        ({"verifiers": (1, 3)}, "参加核查的人不能批准摘牌"),
        ({"is_public": True}, "须公示期满"),
        ({"is_public": True, "status": CaseStatus.NOTICED, "notice_until": date(2026, 3, 2)}, "期满后再摘牌"),
    ],
)
def test_the_plate_comes_down_only_by_the_right_hand_at_the_right_time(change, sentence):
    case = replace(READY, **{"status": CaseStatus.VERIFIED, **change})
    with pytest.raises(Refused, match=sentence):
        case_after(case, CaseMove.RELEASE, ACTORS[Role.LEADER], TODAY, DAYS)


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ((Verifier(3, None),), "2 人以上"),
        ((Verifier(3, None), Verifier(3, None)), "2 人以上"),
        ((Verifier(3, None), Verifier(4, UNIT)), "责任单位的人不能参加"),
        ((Verifier(3, None), Verifier(1, None)), "不能兼做核查人"),
    ],
)
def test_verifiers_are_two_and_nobody_of_the_responsible_unit(people, sentence):
    with pytest.raises(Refused, match=sentence):
        check_verifiers(READY, people)
    check_verifiers(READY, (Verifier(3, None), Verifier(5, 12)))


NOTICE = Listing(LegalTrack.EDUCATION, "教育督导条例第二十五条", date(2026, 6, 30), "演示市政府督查室", "分管局长")
MEASURE = Measure("制定助教陪读办法", "文件印发", date(2026, 5, 29), "演示科长")
PLAN = RectificationPlan("按期建立制度", "列入部门预算", "特教科负责", "5月底前完成", "无", (MEASURE,))


@pytest.mark.parametrize(
    ("change", "field"),
    [({"basis": " "}, "basis"), ({"supervising_unit": ""}, "supervising_unit"), ({"responsible": ""}, "responsible"),
     ({"limit": TODAY}, "limit")],
)  # fmt: skip
def test_a_listing_names_basis_limit_and_people(change, field):
    check_listing(NOTICE, TODAY)
    with pytest.raises(Refused) as refused:
        check_listing(replace(NOTICE, **change), TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"goal": ""}, "goal"),
        ({"funding": " "}, "funding"),
        ({"organisation": ""}, "organisation"),
        ({"schedule": ""}, "schedule"),
        ({"emergency": ""}, "emergency"),
        ({"measures": ()}, "measures"),
        ({"measures": (replace(MEASURE, due=date(2026, 7, 1)),)}, "measures"),
        ({"measures": (replace(MEASURE, due=date(2026, 2, 1)),)}, "measures"),
        ({"measures": (replace(MEASURE, responsible=""),)}, "measures"),
    ],
)
def test_a_plan_has_six_items_and_measures_within_the_limit(change, field):
    check_plan(PLAN, NOTICE.limit, TODAY)
    with pytest.raises(Refused) as refused:
        check_plan(replace(PLAN, **change), NOTICE.limit, TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize("missing", Standard)
def test_each_of_the_five_standards_is_answered(missing):
    answers = dict.fromkeys(Standard, "已落实")
    check_standards(answers)
    with pytest.raises(Refused) as refused:
        check_standards({**answers, missing: " "})
    assert refused.value.field == f"standard-{missing}"
