"""An indicator column beside a task says how much of it is owed."""

from __future__ import annotations

from draft_reading import parsed


def test_an_indicator_is_owed_with_its_value():
    plan = parsed("序号\t工作指标\t2027年目标值\t责任单位\n1\t义务教育入学率\t97%以上\t县教育局")
    assert (plan.tasks[0].text, plan.tasks[0].title) == ("义务教育入学率：97%以上", "义务教育入学率")
