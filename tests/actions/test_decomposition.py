from datetime import date

import pytest
from small_plan import at

from tracker.actions import decomposition
from tracker.core.decomposition import Part, count
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.words import DutyStatus, Lamp
from tracker.holiday_data import load_workdays
from tracker.store.queries.ledger import ledger, task_line
from tracker.store.tables import Duty

NOW = at("2025-11-03 10:00")
DAYS = load_workdays(range(2025, 2027))


def split(town, *parts: Part, actor=None) -> list[int]:
    task = Duty.get_by_id(town.duties[0]).task_id
    return decomposition.split(NOW, actor or town.liaison, task, parts)


def test_a_lead_splits_its_task_and_lamps_and_counts_roll_up(town):
    made = split(
        town, Part("摸底", town.finance, date(2025, 11, 20)), Part("印发文件", town.education, date(2025, 12, 15))
    )
    parent = task_line(Duty.get_by_id(town.duties[0]).task_id, date(2025, 12, 1), DAYS)
    assert parent
    assert (len(parent.counted), parent.closed) == (3, 0)
    assert parent.reading
    assert parent.reading.lamp is Lamp.LATE
    found = ledger("yanshi", date(2025, 12, 1), DAYS)
    assert found
    assert [line.no for line in found.lines] == ["1", "1.1", "1.2", "2", "3"]
    assert len(made) == 2


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (Part("晚了", 1, date(2026, 1, 15)), "晚于原任务的 2025-12-31"),
        (Part("早了", 1, date(2025, 10, 1)), "已经过去"),
        (Part("  ", 1, date(2025, 12, 1)), "没有写任务内容"),
        (Part("谁办", 999_999, date(2025, 12, 1)), "写明一个具体单位"),
    ],
)
def test_a_part_that_cannot_be_is_named_and_nothing_is_written(town, part, sentence):
    before = Duty.select().count()
    with pytest.raises(Refused, match=sentence):
        split(town, Part("好的", town.finance, date(2025, 12, 1)), part)
    assert Duty.select().count() == before


def test_the_office_may_agree_to_a_later_date(town):
    assert split(town, Part("收尾", town.finance, date(2026, 1, 15)), actor=town.office)


def test_only_the_lead_or_the_office_splits_and_only_once(town):
    with pytest.raises(NotAllowed):
        split(town, Part("别家的", town.finance, date(2025, 12, 1)), actor=town.other_liaison)
    (child,) = split(town, Part("摸底", town.education, date(2025, 12, 1)))
    with pytest.raises(Refused, match="不能再分解"):
        decomposition.split(NOW, town.liaison, child, [Part("再分", town.finance, date(2025, 11, 20))])


def test_withdrawn_duties_are_not_owed_and_exempted_are_counted_apart():
    pairs = [
        (DutyStatus.CLOSED, False),
        (DutyStatus.ACTIVE, False),
        (DutyStatus.ACTIVE, True),
        (DutyStatus.WITHDRAWN, False),
    ]
    found = count(pairs)
    assert (str(found), found.exempt) == ("1/2", 1)
