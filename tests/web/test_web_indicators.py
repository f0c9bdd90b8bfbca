"""指标: targets on the task's page, values in a report, what the reviewer is told."""

from __future__ import annotations

import re

import pytest
from visiting import Visitor, duty_of, last_report, task_id_of

from tracker.store.db import connected
from tracker.store.tables import Indicator, IndicatorValue

RATE = {"name": "资源教室使用率", "comparison": "at_least", "value": "97%", "unit": "%", "upper": "", "due": ""}


@pytest.fixture
def target(office) -> int:
    """A target of task 1 that the office added."""
    assert office.post(f"/tasks/{task_id_of('1')}/indicators", RATE).status_code == 302
    with connected():
        return int(Indicator.select(Indicator.id).where(Indicator.name == RATE["name"]).scalar())


def reported(who: Visitor, indicator: int, value: str, **data):
    return who.report(duty_of("市教育局", "1"), kind="progress", **{f"indicator-{indicator}": value}, **data)


def test_the_office_adds_mends_and_drops_a_target(office, target):
    page = office.get(f"/tasks/{task_id_of('1')}").text
    assert "目标 97%以上" in page
    assert "还没有报过现值。" in page
    mended = {**RATE, "name": "使用率", "comparison": "at_most", "value": "5％", "due": "2025-12-31"}
    assert office.post(f"/indicators/{target}", mended).location.endswith("#targets")
    assert "目标 5%以内，到 2025-12-31" in office.get(f"/tasks/{task_id_of('1')}").text
    assert office.post(f"/indicators/{target}/removal").status_code == 302
    page = office.get(f"/tasks/{task_id_of('1')}").text
    targets = page[page.index('id="targets"') :]
    assert "使用率" not in targets[: targets.index("</section>")]
    assert "使用率" in page[page.index("流水") :], "the history keeps what was dropped"


@pytest.mark.parametrize(
    ("change", "sentence", "field"),
    [
        ({"value": "很高"}, "“很高”不是一个数", "value"),
        ({"value": "97元"}, "这里的单位是“%”", "value"),
        ({"name": " "}, "请写指标名称", "name"),
        ({"upper": "90%"}, "上限不能小于下限。", "upper"),
        ({"due": "年底"}, "请写成 2025-12-31 这样的日期。", "due"),
        ({"comparison": "about"}, "请选比较方式。", "comparison"),
    ],
)
def test_a_target_that_cannot_be_read_is_refused_beside_its_field_with_what_was_typed(
    office, target, change, sentence, field
):
    for path, mark in (
        (f"/tasks/{task_id_of('1')}/indicators", "indicator-new"),
        (f"/indicators/{target}", f"indicator-{target}"),
    ):
        answer = office.post(path, {**RATE, "name": "毛入园率", **change})
        assert answer.status_code == 422
        assert sentence in answer.text
        assert f'id="{mark}-{field}-error"' in answer.text
        assert "毛入园率" in answer.text or field == "name"


def test_only_the_office_touches_targets(liaison, leader, admin, target):
    for someone in (liaison, leader, admin):
        assert someone.post(f"/tasks/{task_id_of('1')}/indicators", RATE).status_code == 403
        assert someone.post(f"/indicators/{target}", RATE).status_code == 403
        assert someone.post(f"/indicators/{target}/removal").status_code == 403
    assert "添一个指标" not in liaison.get(f"/tasks/{task_id_of('1')}").text


def test_a_target_that_is_not_there_is_not_found(office):
    assert office.post("/indicators/999", RATE).status_code == 404
    assert office.post("/indicators/999/removal").status_code == 404
    assert office.post("/tasks/999/indicators", RATE).status_code == 404


def test_values_are_drawn_against_the_target_with_a_table_beside(liaison, office, target, clock):
    for day, value in ((9, "92.1%"), (11, "９５．２"), (17, "97.3")):
        clock.at = clock.at.replace(day=day)
        assert reported(liaison, target, value).status_code == 302
    for someone in (liaison, office):
        page = someone.get(f"/tasks/{task_id_of('1')}").text
        assert "现值 97.3%，目标 97%以上，已达到。" in page
        at = page.index('<svg class="chart"')
        svg = page[at : page.index("</svg>", at)]
        assert 'aria-label="资源教室使用率：报过 3 次，最近一次 97.3%，目标 97%以上，已达到"' in svg
        assert svg.count("<circle") == 3
        assert svg.count('class="chart-line"') == 2
        assert ">目标 97%以上</text>" in svg
        assert re.search(r"2025-12-11</time></td><td[^>]*>95.2%</td><td[^>]*>未达到", page)
        assert " style=" not in page


def test_a_value_that_is_no_number_is_refused_beside_its_field_and_nothing_is_lost(liaison, target):
    answer = reported(liaison, target, "差不多了")
    assert answer.status_code == 422
    assert f'id="indicator-{target}-error"' in answer.text
    assert 'value="差不多了"' in answer.text
    assert "学校已建成，9月开班。</textarea>" in answer.text
    with connected():
        assert IndicatorValue.select().count() == 0


def test_the_reviewer_is_told_first_what_is_below_its_target(liaison, office, target):
    office.post(f"/tasks/{task_id_of('1')}/indicators", {**RATE, "name": "达标校", "value": "3", "unit": "所"})
    office.post(f"/tasks/{task_id_of('1')}/indicators", {**RATE, "name": "没报的", "value": "9", "unit": "名"})
    with connected():
        schools = Indicator.get(Indicator.name == "达标校").id
    sent = liaison.report(duty_of("市教育局", "1"), **{f"indicator-{target}": "98%", f"indicator-{schools}": "2所"})
    assert sent.status_code == 302
    page = office.get(f"/reports/{last_report()}").text
    assert "有 1 项指标没有达到目标" in page
    assert "达标校 2所（目标 3所以上）" in page
    low, met = page.index("<b>未达到</b> 达标校"), page.index("资源教室使用率：现值 98%")
    assert low < met
    assert "没报的（目标 9名以上）" in page[page.index("这次没有报数：") :]


def test_a_returned_report_brings_its_values_back_into_the_form(liaison, office, target):
    liaison.report(duty_of("市教育局", "1"), **{f"indicator-{target}": "96%"})
    office.post(
        f"/reports/{last_report()}/return", {"reason": "facts", "opinion": "请核实使用率。", "redo_by": "2025-12-31"}
    )
    form = liaison.get(f"/duties/{duty_of('市教育局', '1')}").text
    assert f'name="indicator-{target}" type="text" value="96%"' in form
