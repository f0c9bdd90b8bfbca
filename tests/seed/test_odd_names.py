"""A name that stands once and differs by a letter from one that stands often may be a slip; two offices alike are not."""

from __future__ import annotations

import pytest
from draft_reading import doubts, parsed

from tasks_seed.notes import Note
from tasks_seed.odd_names import may_be_an_office, odd_names


@pytest.mark.parametrize(
    ("once", "often"),
    [
        ("卫能委", "卫健委"),
        ("市市场监督管理周", "市市场监督管理局"),
        ("县教肓局", "县教育局"),
        ("县乡村振兴", "县乡村振兴局"),
        ("融媒体中", "融媒体中心"),
    ],
)
def test_a_slip_is_told_from_the_name_that_stands_often(once: str, often: str):
    assert odd_names([Note((often,)), Note((often,)), Note((), (once,))]) == {once: often}


@pytest.mark.parametrize(
    ("once", "often"),
    [
        ("财政局", "民政局"),  # both known everywhere
        ("县财政局", "县民政局"),
        ("市教育局", "县教育局"),  # another level
        ("教育局", "县教育局"),
        ("基教一科", "基教二科"),
        ("城东中学", "城西中学"),
        ("医政科", "医改科"),  # short, and neither is known
        ("民政部", "财政部"),
        ("科协", "文联"),
        ("县特殊教育学校", "县残疾人联合会"),
    ],
)
def test_two_offices_that_are_called_alike_are_no_slip(once: str, often: str):
    assert odd_names([Note((often,)), Note((often,)), Note((), (once,))]) == {}


def test_a_name_that_stands_twice_is_meant():
    assert odd_names([Note(("卫能委",)), Note(("卫能委",)), Note(("卫健委",)), Note(("卫健委",))]) == {}


@pytest.mark.parametrize(
    "name",
    [
        "县教育局",
        "各乡镇中心校",
        "河口村",
        "各镇街",
        "镇执法队",
        "电教馆",
        "县一中学",
        "党政办（法制科）",
        "市委老干部局",
    ],
)
def test_villages_schools_and_teams_may_be_put_to_work(name: str):
    assert may_be_an_office(name)


@pytest.mark.parametrize("name", ["县财政周", "市卫健泰", "12月底前", "组织实施", "县教育局县财政厶"])
def test_a_name_that_ends_as_no_office_ends_is_asked_about(name: str):
    assert not may_be_an_office(name)
    (task,) = parsed(f"1.建校。（责任单位：县教育局、{name}）").tasks
    assert name not in task.cooperating or f"“{name}”不像单位名称" in doubts(task)
