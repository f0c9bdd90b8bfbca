"""An indicator column beside a task says how much of it is owed."""

from __future__ import annotations

from draft_reading import parsed


def test_an_indicator_is_owed_with_its_value():
    plan = parsed("序号\t工作指标\t2027年目标值\t责任单位\n1\t义务教育入学率\t97%以上\t县教育局")
    assert (plan.tasks[0].text, plan.tasks[0].title) == ("义务教育入学率：97%以上", "义务教育入学率")


def table(header: str, *rows: str) -> list[tuple[str, str]]:
    """Text and name of every task of a table."""
    plan = parsed("\n".join([header, *rows]))
    return [(task.text, task.title) for task in plan.tasks]


def test_a_goal_beside_a_task_is_owed_with_it():
    found = table(
        "序号\t重点任务\t年度目标\t责任单位", "1\t推进医共体\t建成2个\t县卫健局", "2\t分级诊疗\t就诊率90%\t县卫健局"
    )
    assert found == [("推进医共体：建成2个", "推进医共体"), ("分级诊疗：就诊率90%", "分级诊疗")]


def test_an_empty_goal_adds_nothing():
    found = table("序号\t重点任务\t工作目标\t责任单位", "1\t推进医共体\t\t县卫健局", "2\t分级诊疗\t90%\t县卫健局")
    assert found == [("推进医共体", ""), ("分级诊疗：90%", "分级诊疗")]


def test_a_goal_that_stands_alone_is_the_task():
    assert table("序号\t工作目标\t责任单位", "1\t入学率97%\t县教育局", "2\t入园率90%\t县教育局") == [
        ("入学率97%", ""),
        ("入园率90%", ""),
    ]


def test_what_a_rectification_must_reach_is_no_name_of_its_measures():
    found = table(
        "序号\t反馈问题\t整改目标\t整改措施\t责任单位\t整改时限",
        "1\t管网缺口\t完成整改\t改造管网32公里。\t县住建局\t2025年底前",
        "2\t扬尘\t完成整改\t建立清单。\t县城管局\t2025年底前",
    )
    assert found == [("改造管网32公里。", "管网缺口"), ("建立清单。", "扬尘")]


def test_columns_of_quarters_and_of_leaders_say_nothing_of_the_task():
    found = table(
        "序号\t重点工作\t一季度\t二季度\t牵头领导\t责任领导\t牵头单位\t责任区县",
        "1\t建校\t立项\t开工\t某某\t某某\t市教育局\t各区县",
        "2\t扩班\t立项\t开工\t某某\t某某\t市教育局\t东城区",
    )
    assert found == [("建校", ""), ("扩班", "")]
