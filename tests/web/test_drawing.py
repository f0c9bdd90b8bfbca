"""Charts and roll-up: what the pages decide without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.core.indicators import Comparison, Target, series
from tracker.web.charts import chart_of
from tracker.web.rollup import Group

RATE = Target("入学率", Comparison.AT_LEAST, Decimal(97), "%")


def drawn(*values: tuple[date, str], target: Target = RATE):
    return chart_of(series(target, [(day, Decimal(value)) for day, value in values]))


def test_nothing_reported_is_no_chart():
    assert drawn() is None


def test_marks_stand_in_time_and_height_and_say_whether_the_target_is_met():
    chart = drawn((date(2025, 1, 1), "90"), (date(2025, 7, 2), "95"), (date(2025, 12, 31), "98"))
    assert chart
    xs, ys = [mark.x for mark in chart.marks], [mark.y for mark in chart.marks]
    assert xs == [28.0, 61.0, 94.0]
    assert ys == sorted(ys, reverse=True)
    assert [mark.met for mark in chart.marks] == [False, False, True]
    assert [rule.words for rule in chart.rules] == ["目标 97%以上"]
    assert chart.sentence == "入学率：报过 3 次，最近一次 98%，目标 97%以上，已达到"


def test_one_value_equal_to_its_target_stands_in_the_middle():
    chart = drawn((date(2025, 1, 1), "97"))
    assert chart
    assert [(mark.x, mark.y) for mark in chart.marks] == [(61.0, chart.rules[0].y)]


def test_words_that_would_run_into_each_other_give_way_to_the_newest():
    chart = drawn(*((date(2025, 1, day), "95") for day in (1, 2, 3, 30, 31)))
    assert chart
    assert [mark.has_words for mark in chart.marks] == [False, False, True, False, True]


def test_a_range_has_two_lines():
    target = Target("配备", Comparison.EQUAL, Decimal(2), "人", Decimal(3))
    chart = drawn((date(2025, 1, 1), "1"), target=target)
    assert chart
    assert [rule.words for rule in chart.rules] == ["上限 3人", "下限 2人"]


def test_a_group_that_is_no_each_says_its_name():
    assert Group(1, "市直有关部门", ()).sentence == "市直有关部门共0个，还没有一个完成"
