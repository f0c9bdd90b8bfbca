from decimal import Decimal

import pytest
from small_collective import admit, person, task, unit
from small_plan import at, pdf

from tracker.actions import indicators, progress
from tracker.actions.progress import ReportText
from tracker.core.indicators import Comparison, Target
from tracker.core.refusals import Refused
from tracker.core.words import ReportKind, Role
from tracker.store.queries.indicators import indicators_of, series_of, values_of
from tracker.store.tables import Duty, Report
from tracker.store.vault import Vault

NOW = at("2025-12-18 10:00")


@pytest.fixture
def jinhua(database):
    admit(NOW, "jinhua-2023")
    return person(NOW, Role.LIAISON, unit("市教育局"))


def report(liaison, tmp_path, **typed: str) -> int:
    own = Duty.get(Duty.task == task("1"), Duty.unit == liaison.unit_id)
    values = {indicators_of(task("1"))[int(number[1:])].id: text for number, text in typed.items()}
    text = ReportText(ReportKind.PROGRESS, "截至12月10日的数据", values=values)
    return progress.report(NOW, liaison, own.id, text, [pdf()], vault=Vault(tmp_path), max_mb=1)


def test_the_targets_of_a_text_are_kept_at_admission(jinhua):
    assert [facts.goal for facts in indicators_of(task("1"))] == ["95%以上", "99%以上", "95%以上", "90%以上"]


def test_a_report_carries_values_and_a_low_one_is_pointed_out(jinhua, tmp_path):
    found = values_of(report(jinhua, tmp_path, n0="96.1%", n1="９８．２"))
    assert [(each.value, each.judgement.met) for each in found] == [(Decimal("96.1"), True), (Decimal("98.2"), False)]
    assert "还差 0.8 个百分点" in found[1].judgement.sentence
    points = {facts.id: drawn.points for facts, drawn in series_of(task("1"))}
    assert [len(drawn) for drawn in points.values()] == [1, 1, 0, 0]


def test_what_is_no_number_is_refused_beside_its_field_and_nothing_is_written(jinhua, tmp_path):
    with pytest.raises(Refused) as refused:
        report(jinhua, tmp_path, n0="大概都完成了")
    assert refused.value.field == f"indicator-{indicators_of(task('1'))[0].id}"
    assert Report.select().count() == 0


def test_the_office_mends_a_target(jinhua):
    office = person(NOW, Role.OFFICE)
    first = indicators_of(task("1"))[0]
    indicators.set_indicator(NOW, office, task("1"), Target("入学率", Comparison.AT_LEAST, Decimal(97), "%"), first.id)
    assert indicators_of(task("1"))[0].goal == "97%以上"
    indicators.drop_indicator(NOW, office, first.id)
    assert len(indicators_of(task("1"))) == 3
    with pytest.raises(Refused, match="指标名称"):
        indicators.set_indicator(NOW, office, task("1"), Target(" ", Comparison.AT_LEAST, Decimal(1)))
