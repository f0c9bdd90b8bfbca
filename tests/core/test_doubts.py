"""Doubts: what must be decided, and what stays decided."""

import pytest

from tracker.core.doubts import Doubt, asked_again, doubts_of
from tracker.core.words import DoubtKind

UNKNOWN = Doubt(DoubtKind.UNIT, "单位库里没有“大数据局”。", "大数据局", ("市数据局",))
REMARK = Doubt(DoubtKind.REMARK, "单位名单写有“等”字。")


@pytest.mark.parametrize("kind", list(DoubtKind))
def test_everything_but_a_remark_must_be_decided(kind):
    assert Doubt(kind, "问题").must_be_decided is (kind is not DoubtKind.REMARK)
    assert not Doubt(kind, "问题").settle("督查员", "2025-12-18T10:00:00+08:00", "核对过").must_be_decided


def test_what_was_settled_stays_settled_while_the_question_is_the_same():
    settled = REMARK.settle("督查员", "2025-12-18T10:00:00+08:00", "核对过")
    assert asked_again([settled], [REMARK]) == (settled,)


def test_another_wording_is_another_question():
    settled = REMARK.settle("督查员", "2025-12-18T10:00:00+08:00", "核对过")
    again = Doubt(DoubtKind.REMARK, "单位名单写有“等”字，又加了一个。")
    assert asked_again([settled], [again]) == (again,)


def test_what_is_asked_no_more_is_gone():
    assert asked_again([UNKNOWN], []) == ()


def test_what_must_be_decided_comes_first_and_each_question_once():
    settled = Doubt(DoubtKind.LEAD, "谁牵头").settle("督查员", "2025-12-18T10:00:00+08:00", "列第一位")
    found = asked_again([settled], [REMARK, Doubt(DoubtKind.LEAD, "谁牵头"), UNKNOWN, UNKNOWN])
    assert [doubt.kind for doubt in found] == [DoubtKind.UNIT, DoubtKind.REMARK, DoubtKind.LEAD]


def test_a_doubt_comes_back_from_plain_values_as_it_was():
    settled = UNKNOWN.settle("督查员", "2025-12-18T10:00:00+08:00", "登记")
    assert doubts_of([UNKNOWN.to_json(), settled.to_json()]) == (UNKNOWN, settled)
