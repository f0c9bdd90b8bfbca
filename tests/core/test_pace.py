"""超进度、达进度、欠进度、已完成、其它: from dates and accepted work, each with its reason."""

from datetime import date

import pytest
from facts_of import duty
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.lamps import lamp_of
from tracker.core.pace import PaceFacts, PaceReading, counted, counts_said, pace_of, shares
from tracker.core.words import CaseStatus, DutyStatus, Ending, Pace
from tracker.holiday_data import load_workdays

TODAY = date(2025, 12, 18)
DAYS = load_workdays(range(2025, 2027))
PAST, FUTURE = date(2025, 11, 30), date(2026, 6, 30)


def a_fact(due=FUTURE, status=DutyStatus.ACTIVE, closed_on=None, has_report=False, **more):
    facts = duty(due=due, due_original=due, status=status, **more)
    return PaceFacts(facts, lamp_of(TODAY, facts, DAYS), closed_on, has_report)


def closed(due=PAST, on=date(2025, 11, 20)):
    return a_fact(due, DutyStatus.CLOSED, on)


@pytest.mark.parametrize(
    ("facts", "pace", "why"),
    [
        ([], Pace.OTHER, "没有立责任事项"),
        ([closed()], Pace.FINISHED, "1 件全部销号，最后一件 2025-11-20，比最后时限早 10 天"),
        ([closed(on=date(2025, 12, 5))], Pace.FINISHED, "1 件全部销号，最后一件 2025-12-05，比最后时限晚 5 天"),
        ([closed(due=None)], Pace.FINISHED, "1 件全部销号，最后一件 2025-11-20"),
        ([a_fact(PAST), closed()], Pace.BEHIND, "1 件过了时限没有办结"),
        ([a_fact(PAST, is_backlog=True)], Pace.BEHIND, "1 件过了时限没有办结（其中 1 件列入台账时已经过期）"),
        ([a_fact(FUTURE, case_status=CaseStatus.RECTIFYING)], Pace.BEHIND, "1 件挂牌督办"),
        ([a_fact(TODAY)], Pace.ON_TRACK, "时限都还没到，还没有报过进展"),
        ([a_fact(has_report=True)], Pace.ON_TRACK, "时限都还没到，已报过进展"),
        ([closed(), a_fact()], Pace.ON_TRACK, "时限已过的 1 件，已销号 1 件"),
        (
            [a_fact(PAST, DutyStatus.SUBMITTED)],
            Pace.ON_TRACK,
            "时限已过的 1 件，已销号 0 件，1 件等督查室审核或决定",
        ),
        ([closed(FUTURE), a_fact()], Pace.AHEAD, "时限已过的 0 件，已销号 1 件，提前 1 件"),
        ([closed(FUTURE), a_fact(PAST)], Pace.BEHIND, "1 件过了时限没有办结"),
        ([closed(FUTURE), a_fact(PAST, DutyStatus.SUBMITTED)], Pace.ON_TRACK, None),
        ([a_fact(None), closed(None)], Pace.OTHER, "没有到期日，不能按日期判断"),
        ([a_fact(window_open=date(2026, 5, 1))], Pace.OTHER, "还没到开始办理的日子"),
    ],
)
def test_the_class_follows_dates_and_accepted_work(facts, pace, why):
    reading = pace_of(TODAY, facts)
    assert reading.pace is pace
    assert why is None or reading.why == why


@pytest.mark.parametrize(
    ("outcome", "pace"),
    [(Ending.FINISHED, Pace.FINISHED), (Ending.STANDING, Pace.FINISHED), (Ending.CARRIED, Pace.OTHER)],
)
def test_what_people_concluded_stands_over_the_dates(outcome, pace):
    assert pace_of(TODAY, [a_fact(PAST)], outcome) == PaceReading(pace, f"收官结论：{outcome.label}")


def test_the_sentence_names_every_class_and_the_shares_add_up():
    counts = counted([PaceReading(Pace.FINISHED, ""), PaceReading(Pace.BEHIND, ""), PaceReading(Pace.BEHIND, "")])
    assert counts_said(TODAY, counts, 1) == (
        "截至2025年12月18日，共有重点任务3项。其中，已完成1项，占33.3%；超进度0项，占0.0%；达进度0项，占0.0%；"
        "欠进度2项，占66.7%；其它0项，占0.0%。挂牌督办1项。"
    )
    assert counts_said(TODAY, counted([]), 0) == "本期没有纳入统计的任务。"


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=9).filter(sum))
def test_shares_always_add_up_to_a_hundred(numbers):
    assert round(sum(float(share.rstrip("%")) for share in shares(numbers)), 1) == 100.0


@given(
    st.lists(
        st.builds(
            a_fact,
            due=st.none() | st.dates(date(2025, 1, 1), date(2026, 12, 31)),
            status=st.sampled_from([DutyStatus.ACTIVE, DutyStatus.SUBMITTED, DutyStatus.CLOSED]),
            extension_pending=st.booleans(),
        ),
        max_size=6,
    )
)
def test_nobody_is_behind_while_the_office_has_the_ball_or_the_day_has_not_come(facts):
    reading = pace_of(TODAY, facts)
    guilty = [
        each
        for each in facts
        if each.duty.due and each.duty.due < TODAY and not each.is_closed and not each.duty.waits_for_office
    ]
    assert (reading.pace is Pace.BEHIND) == bool(guilty)
    assert reading.why
