"""Judging values against targets, what a clerk may type, and the points of a chart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_seed.indicators import Comparison as ReadComparison
from tracker.core.indicators import Comparison, Point, Target, gap, goal, meets, read_value, series
from tracker.core.refusals import Refused

RATIO = Target("师生比", Comparison.AT_LEAST, Decimal("0.33333333"), "比例")


def target(comparison: str, value: str, unit: str, upper: str | None = None) -> Target:
    return Target("指标", Comparison(comparison), Decimal(value), unit, Decimal(upper) if upper else None)


@pytest.mark.parametrize(
    ("aim", "value", "met", "sentence"),
    [
        (target("at_least", "97", "%"), "95.2", False, "现值 95.2%，目标 97%以上，还差 1.8 个百分点。"),
        (target("at_least", "97", "%"), "97", True, "现值 97%，目标 97%以上，已达到。"),
        (target("at_most", "5", "%"), "5.00", True, "现值 5%，目标 5%以内，已达到。"),
        (target("at_most", "5", "%"), "6.25", False, "现值 6.25%，目标 5%以内，超出 1.25 个百分点。"),
        (target("at_least", "100", "%"), "99", False, "现值 99%，目标 100%，还差 1 个百分点。"),
        (target("at_most", "0", ""), "2", False, "现值 2，目标 0，超出 2。"),
        (target("at_least", "7000", "元"), "6800", False, "现值 6800元，目标 7000元以上，还差 200元。"),
        (target("more_than", "75", "%"), "75", False, "现值 75%，目标 超过75%，等于这个数还不算达到。"),
        (target("less_than", "5", "%"), "4.9", True, "现值 4.9%，目标 低于5%，已达到。"),
        (target("equal", "150", "元"), "120", False, "现值 120元，目标 150元，还差 30元。"),
        (target("equal", "2", "人", "3"), "3", True, "现值 3人，目标 2—3人，已达到。"),
        (target("equal", "2", "人", "3"), "4", False, "现值 4人，目标 2—3人，超出 1人。"),
        (RATIO, "0.33333333", True, "现值 1:3，目标 1:3以上，已达到。"),
        (RATIO, "0.35714286", True, "现值 1:2.8，目标 1:3以上，已达到。"),
        (RATIO, "0.3125", False, "现值 1:3.2，目标 1:3以上，按比值比较，0.3125没有达到1:3以上的要求。"),
    ],
)
def test_a_value_is_judged_with_a_sentence(aim, value, met, sentence):
    judgement = meets(aim, Decimal(value))
    assert (judgement.met, judgement.sentence) == (met, sentence)
    assert judgement.gap == gap(aim, Decimal(value))


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("97.3%", "%", "97.3"),
        ("97.3", "%", "97.3"),
        (" ９７．３ ％ ", "%", "97.3"),
        ("0.97%", "%", "0.97"),
        ("0", "%", "0"),
        ("7,000元", "元", "7000"),
        ("0.7万元", "元", "7000"),
        ("800万元", "万元", "800"),
        ("20 所", "所", "20"),
        ("3人", "名", "3"),
        ("1：3.2", "比例", "0.3125"),
        ("1:3", "", "0.33333333"),
        ("97.3%", "", "97.3"),
    ],
)
def test_a_typed_value_is_read_in_the_unit_of_its_target(typed, unit, value):
    assert read_value(typed, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "unit", "sentence"),
    [
        ("  ", "%", "请填写现值。"),
        ("0.97", "%", "“0.97”看不出是百分数还是小数，请带上%重新填写，例如97.3%。"),
        ("20所", "%", "这里的单位是“%”，您填的是“20所”，请核对。"),
        ("18.5", "所", "所数要填整数，您填的是“18.5”。"),
        ("2-3", "人", "“2-3”不是一个数，请只填一个数，例如12人。"),
        ("约5", "人", "“约5”不是一个数，请只填一个数，例如12人。"),
        ("-1", "%", "“-1”不是一个数，请只填一个数，例如12%。"),
        ("70,00", "元", "“70,00”不是一个数，请只填一个数，例如12元。"),
        ("NaN", "", "“NaN”不是一个数，请只填一个数。"),
        ("3头", "", "看不懂“3头”的单位，请只填一个数。"),
        ("3.2", "比例", "“3.2”不是比例，请按1:3.2的样子填写。"),
        ("1:0", "比例", "比例的两边都不能是0。"),
    ],
)
def test_what_is_not_one_clear_number_is_refused_with_a_sentence(typed, unit, sentence):
    with pytest.raises(Refused) as refused:
        read_value(typed, unit, field="value")
    assert (refused.value.sentence, refused.value.field) == (sentence, "value")


def test_a_chart_has_its_points_in_order_and_the_line_of_the_target():
    aim = Target("入学率", Comparison.AT_LEAST, Decimal(97), "%", due=date(2025, 12, 31))
    chart = series(
        aim,
        [
            (date(2024, 7, 8), Decimal("97.2")),
            (date(2023, 7, 8), Decimal("95.1")),
            (date(2023, 7, 8), Decimal("95.2")),
        ],
    )
    assert chart.points == (
        Point(date(2023, 7, 8), Decimal("95.2"), "95.2%", met=False),
        Point(date(2024, 7, 8), Decimal("97.2"), "97.2%", met=True),
    )
    assert (chart.line, chart.line_label, chart.due) == (Decimal(97), "97%以上", date(2025, 12, 31))
    assert (chart.low, chart.high) == (Decimal("95.2"), Decimal("97.2"))


def test_a_chart_without_values_still_shows_the_target():
    chart = series(target("equal", "2", "人", "3"), [])
    assert (chart.points, chart.line, chart.upper_line, chart.low, chart.high) == ((), 2, 3, 2, 3)


def test_every_comparison_has_a_label_and_is_the_one_that_is_read():
    assert [word.value for word in Comparison] == [word.value for word in ReadComparison]
    assert all(word.label for word in Comparison)


NUMBERS = st.decimals(min_value=0, max_value=100_000, places=2)


@given(st.sampled_from(Comparison), NUMBERS, NUMBERS)
def test_what_is_met_has_no_gap_and_a_sentence_names_the_goal(comparison, value, reported):
    aim = Target("指标", comparison, value, "元")
    judgement = meets(aim, reported)
    assert judgement.gap >= 0
    assert not (judgement.met and judgement.gap)
    assert goal(aim) in judgement.sentence


@given(st.text(max_size=20), st.sampled_from(["", "%", "元", "所", "比例"]))
def test_anything_typed_gives_a_number_or_a_refusal(typed, unit):
    try:
        value = read_value(typed, unit)
    except Refused:
        return
    assert value >= 0
