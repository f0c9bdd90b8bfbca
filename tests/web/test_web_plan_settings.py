"""方案设置、单位名录: what the office sets where the document leaves it open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from example import ADMITTED, example_plan
from visiting import task_id_of, unit_of

from tracker.actions.intake import admit_shipped
from tracker.store.db import connected
from tracker.store.tables import Membership, Plan, Task

SETTINGS = "/plans/example-2023/settings"


def kept() -> Plan:
    with connected():
        return Plan.get(Plan.key == "example-2023")


# ---- reporting calendar, lead rule, publicity


def test_the_page_says_whether_the_document_declared_its_calendar(office):
    assert "文件没有写明，现在由督查室定为：每季度结束后第20日报送。" in office.get(SETTINGS).text
    with connected():
        settings = {"reporting": {"days": [[4, 8], [10, 8]], "after": None, "declared": True}}
        Plan.update(settings=settings).where(Plan.key == "example-2023").execute()
    assert "文件写明了：每年4月8日、10月8日报送。" in office.get(SETTINGS).text
    with connected():
        Plan.update(settings={}).where(Plan.key == "example-2023").execute()
    assert "督查室也还没有定" in office.get(SETTINGS).text


def test_the_office_sets_the_calendar_in_either_way(office):
    days = {"way": "days", "after": "", "calendar": "10月8日、4/8，7-8;12.8"}
    assert office.post(f"{SETTINGS}/reporting", days).location == SETTINGS
    assert kept().settings["reporting"]["days"] == [[4, 8], [7, 8], [10, 8], [12, 8]]
    assert office.post(f"{SETTINGS}/reporting", {"way": "after", "after": "１５", "calendar": ""}).status_code == 302
    assert kept().settings["reporting"]["after"] == 15


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"way": "days", "calendar": "4/8，月底"}, "calendar", "“月底”看不懂"),
        ({"way": "days", "calendar": ""}, "calendar", "请写成 4/8"),
        ({"way": "days", "calendar": "2/30"}, "calendar", "不是每年都有的日子"),
        ({"way": "after", "after": "二十"}, "after", "请写 1 到 60 之间的整数"),
        ({"way": "after", "after": "90"}, "after", "应在 1 到 60 之间"),
        ({"way": ""}, "way", "请选一种定法。"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_beside_its_field(office, typed, field, sentence):
    data = {"way": "", "after": "7", "calendar": "4/8", **typed}
    answer = office.post(f"{SETTINGS}/reporting", data)
    assert answer.status_code == 422
    assert f'id="reporting-{field}-error"' in answer.text
    assert sentence in answer.text
    for name in ("after", "calendar"):
        assert f'name="{name}"' in answer.text
        assert not data[name] or f'value="{data[name]}"' in answer.text
    assert kept().settings["reporting"]["after"] == 20


def test_a_lead_rule_needs_the_sentence_that_declares_it(office):
    assert "每一项的责任单位文件都写明了，不用定。" in office.get(SETTINGS).text
    with connected():
        Task.update(lead_rule="first_listed").where(Task.id == task_id_of("1")).execute()
    assert "只影响文件没有写明牵头的 1 项" in office.get(SETTINGS).text
    answer = office.post(f"{SETTINGS}/lead", {"rule": "all_responsible", "why": ""})
    assert answer.status_code == 422
    assert 'id="lead-why-error"' in answer.text
    answer = office.post(f"{SETTINGS}/lead", {"rule": "", "why": "表注：分别负责"})
    assert answer.status_code == 422
    assert "表注：分别负责</textarea>" in answer.text
    assert office.post(f"{SETTINGS}/lead", {"rule": "all_responsible", "why": "表注：分别负责"}).status_code == 302
    assert "表注：分别负责" in office.get(SETTINGS).text
    assert "示例市残联" in office.get(f"/tasks/{task_id_of('1')}").text


def test_publicity_is_one_of_two(office):
    assert office.post(f"{SETTINGS}/publicity", {"publicity": "counts"}).status_code == 302
    assert str(kept().publicity) == "counts"
    assert office.post(f"{SETTINGS}/publicity", {"publicity": "secret"}).status_code == 422


def test_only_the_office_sets_anything(liaison, leader, admin):
    for someone in (liaison, leader, admin):
        for path in (
            f"{SETTINGS}/reporting",
            f"{SETTINGS}/lead",
            f"{SETTINGS}/publicity",
            "/plans/example-2023/ending",
            "/plans/example-2023/predecessor",
            "/plans/example-2023/units/aliases",
        ):
            assert someone.post(path, {}).status_code == 403
        assert "方案设置" not in someone.get("/plans/example-2023").text


# ---- end and succession


def test_a_plan_ends_when_every_task_has_its_outcome(office, liaison):
    page = office.get(SETTINGS).text
    assert "还有 <b>4</b> 项任务没有收官结论" in page
    refused = office.post("/plans/example-2023/ending")
    assert refused.status_code == 422
    assert "还有 4 项任务没有收官结论，请逐项写明" in refused.text
    for no in "1234":
        office.post(f"/tasks/{task_id_of(no)}/outcome", {"outcome": "carried", "why": "转入“十五五”方案"})
    assert "可以收官了" in office.get(SETTINGS).text
    assert office.post("/plans/example-2023/ending").status_code == 302
    assert "2025-12-18 收官。" in office.get(SETTINGS).text
    for path in ("/plans", "/plans/example-2023"):
        assert "已收官" in liaison.get(path).text
    assert office.post("/plans/example-2023/ending").status_code == 422


@pytest.fixture
def before(app) -> Plan:
    """A plan that came before, with one task in nearly the same words."""
    old = example_plan()
    rows = (
        replace(old.rows[1], no="7", text="各区至少建成一个资源教室，配备资源教师。"),
        replace(old.rows[2], no="1", text="修订章程。"),
    )
    with connected():
        admit_shipped(ADMITTED, replace(old, key="example-2020", title="示例市上一期计划", rows=rows))
        return Plan.get(Plan.key == "example-2020")


def task_of_plan(key: str, no: str) -> int:
    with connected():
        return int(Task.select(Task.id).join(Plan).where(Plan.key == key, Task.no == no).scalar())


def test_ancestors_are_suggested_chosen_and_linked_both_ways(office, before):
    page = office.get(f"{SETTINGS}?predecessor={before.id}").text
    old, new = task_of_plan("example-2020", "7"), task_of_plan("example-2023", "2")
    select = page[page.index(f'name="ancestor-{new}"') :]
    assert f'<option value="{old}" selected>' in select[: select.index("</select>")]
    assert "没有相近的，请您选" in page
    data = {"predecessor": before.id, f"ancestor-{new}": old, f"ancestor-{task_of_plan('example-2023', '1')}": ""}
    assert office.post("/plans/example-2023/predecessor", data).location == SETTINGS
    assert "《示例市上一期计划》" in office.get(SETTINGS).text
    assert f'href="/tasks/{old}"' in office.get(f"/tasks/{new}").text
    assert f'href="/tasks/{new}"' in office.get(f"/tasks/{old}").text
    assert "《示例市特殊教育发展提升行动计划》" in office.get("/plans/example-2020/settings").text


def test_a_succession_that_does_not_fit_is_refused_and_the_choices_stay(office, before):
    new, old = task_of_plan("example-2023", "1"), task_of_plan("example-2020", "1")
    data = {"predecessor": before.id, f"ancestor-{new}": old, f"ancestor-{new + 1}": "9999"}
    answer = office.post("/plans/example-2023/predecessor", data)
    assert answer.status_code == 422
    assert "选的来源不在上一方案里" in answer.text
    select = answer.text[answer.text.index(f'name="ancestor-{new}"') :]
    assert f'<option value="{old}" selected>' in select[: select.index("</select>")]
    assert "请选上一方案。" in office.post("/plans/example-2023/predecessor", {"predecessor": "77"}).text


# ---- units


def test_the_registry_lists_units_aliases_and_members(office):
    with connected():
        Membership.update(certain=False).where(Membership.member == unit_of("西区")).execute()
    page = office.get("/plans/example-2023/units").text
    assert "4 个单位、1 个集合，1 个成员待核" in page
    assert "示例市教育局" in page
    assert "<b>待核</b> 西区" in page


def test_an_alias_is_registered_with_its_days(office):
    data = {"unit": unit_of("市教育局"), "alias": "市教委", "first": "", "last": "2018-12-31"}
    assert office.post("/plans/example-2023/units/aliases", data).status_code == 302
    page = office.get("/plans/example-2023/units").text
    assert "市教委" in page
    assert "到 2018-12-31" in page


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"alias": "市残联"}, "alias", "“市残联”已经指示例市残联"),
        ({"alias": ""}, "alias", "请写别名。"),
        ({"unit": ""}, "unit", "请选一个单位。"),
        ({"unit": "9999"}, "unit", "请从列表里选一个单位。"),
        ({"first": "2019-01-01"}, "last", "止日不能早于起日。"),
        ({"first": "2019年"}, "first", "请写成 2025-12-31 这样的日期。"),
    ],
)
def test_an_alias_that_cannot_be_is_refused_beside_its_field(office, change, field, sentence):
    data = {"unit": unit_of("市教育局"), "alias": "市教委", "first": "", "last": "2018-12-31", **change}
    answer = office.post("/plans/example-2023/units/aliases", data)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert sentence in answer.text
    assert 'value="2018-12-31"' in answer.text
