import json
from dataclasses import replace
from datetime import date

import pytest
from facts_of import duty
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.ladder import CLOSING_STAGES, DEFAULT_LADDER, REPORT_STAGES, Rung, ladder_from, make_ladder
from tracker.core.refusals import Refused
from tracker.core.reminders import listings_due, notices_due
from tracker.core.words import Audience, Stage
from tracker.holiday_data import load_workdays

DAYS = load_workdays(range(2025, 2028))
BEFORE, LATE, URGE = Rung(Stage.BEFORE, -3), Rung(Stage.OVERDUE, 2), Rung(Stage.URGE, 7)
REPORT = (Rung(Stage.BEFORE, -2),)


def made(closing, report=REPORT, **numbers):
    return make_ladder(closing, report, **{"week": 5, "weekly_times": 4, "review_after": 5, **numbers})


def steps(today, ladder):
    return [n.step for n in notices_due(today, [duty()], ladder, DAYS) if n.audience is Audience.UNIT]


def test_a_ladder_is_data_that_survives_its_keeping():
    own = made([LATE, BEFORE, URGE], mention=True)
    assert [rung.at for rung in own.closing] == [-3, 2, 7]
    assert ladder_from(json.loads(json.dumps({"ladder": own.to_json()}))) == own
    assert ladder_from({"ladder": DEFAULT_LADDER.to_json()}) == DEFAULT_LADDER
    assert ladder_from({}) == ladder_from(None) == DEFAULT_LADDER


def test_an_own_ladder_speaks_on_its_own_days():
    own = made([BEFORE, LATE, URGE])
    assert steps(date(2025, 12, 10), own) == []
    assert steps(date(2025, 12, 26), own) == ["before-3"]
    assert steps(date(2026, 1, 5), own) == ["overdue+2"]
    assert steps(date(2026, 1, 12), own) == ["urge+7"]


def test_without_a_proposal_rung_the_clock_proposes_nothing():
    own = made([BEFORE, LATE])
    assert listings_due(date(2026, 11, 20), [duty()], own, DAYS) == []
    assert own.propose_at is None


def test_weekly_urging_never_begins_before_the_date():
    own = made([BEFORE], weekly_times=2)
    assert steps(date(2025, 12, 31), own) == ["before-3"]
    assert steps(date(2026, 1, 8), own) == ["weekly#1"]


@pytest.mark.parametrize(
    ("closing", "numbers", "said"),
    [
        ([], {}, "至少要有一级"),
        ([Rung(Stage.BEFORE, -n) for n in range(1, 14)], {}, "最多 12 级"),
        ([BEFORE, Rung(Stage.BEFORE, -3)], {}, "同一天"),
        ([Rung(Stage.WEEKLY, 3)], {}, "不能放在这里"),
        ([Rung(Stage.URGE, 3, ())], {}, "没有写提醒谁"),
        ([Rung(Stage.BEFORE, -121)], {}, "太远"),
        ([Rung(Stage.BEFORE, 3)], {}, "到期前或当天"),
        ([Rung(Stage.URGE, -3)], {}, "到期之后"),
        ([Rung(Stage.URGE, 0)], {}, "到期之后"),
        ([Rung(Stage.PROPOSE, 5), Rung(Stage.PROPOSE, 9)], {}, "只能有一级"),
        ([Rung(Stage.PROPOSE, 5), Rung(Stage.URGE, 9)], {}, "放在最后一级"),
        ([BEFORE], {"week": 0}, "3 到 20"),
        ([BEFORE], {"weekly_times": 13}, "0 到 12"),
        ([BEFORE], {"review_after": 0}, "1 到 20"),
    ],
)
def test_a_ladder_that_cannot_be_is_refused_in_a_sentence(closing, numbers, said):
    with pytest.raises(Refused, match=said):
        made(closing, **numbers)


def test_only_somebody_due_at_once_is_mentioned_and_nobody_late():
    own = replace(DEFAULT_LADDER, mention=True)
    pinged = {
        day: [n.ping for n in notices_due(day, [duty()], own, DAYS)]
        for day in (date(2025, 12, 24), date(2025, 12, 30), date(2026, 1, 8))
    }
    assert pinged == {date(2025, 12, 24): [False], date(2025, 12, 30): [True], date(2026, 1, 8): [False, False]}
    assert not any(n.ping for n in notices_due(date(2025, 12, 30), [duty()], DEFAULT_LADDER, DAYS))


rungs = st.lists(
    st.builds(
        Rung,
        st.sampled_from(list(Stage)),
        st.integers(-130, 130),
        st.lists(st.sampled_from(list(Audience)), max_size=2, unique=True).map(tuple),
    ),
    max_size=14,
)


@given(
    closing=rungs,
    report=rungs,
    week=st.integers(-1, 25),
    times=st.integers(-1, 15),
    today=st.dates(date(2025, 6, 1), date(2026, 12, 31)),
)
def test_every_ladder_is_refused_or_speaks_in_order_and_only_of_its_own_stages(closing, report, week, times, today):
    try:
        own = make_ladder(closing, report, week=week, weekly_times=times, review_after=5)
    except Refused:
        return
    assert [rung.at for rung in own.closing] == sorted({rung.at for rung in closing})
    assert {rung.stage for rung in own.closing} <= set(CLOSING_STAGES)
    assert {rung.stage for rung in own.report} <= set(REPORT_STAGES)
    assert ladder_from({"ladder": own.to_json()}) == own
    notices = notices_due(today, [duty()], own, DAYS)
    assert len({notice.step for notice in notices}) <= 1
