"""Which task of the plan before a task goes on from: suggested by its words, then by its number."""

from __future__ import annotations

import pytest

from tracker.actions.succession import suggestions
from tracker.store.queries.plan_pages import TaskName


def named(no: str, title: str, task_id: int = 0, ancestor: int | None = None) -> TaskName:
    return TaskName(task_id or int(no), no, title, None, ancestor)


BEFORE = [
    named("1", "保障特殊教育教师待遇", 11),
    named("2", "建设特殊教育学校", 12),
    named("3", "建设特殊教育学校", 13),
]


@pytest.mark.parametrize(
    ("task", "ancestor", "because"),
    [
        (named("9", "切实保障特殊教育教师的待遇"), 11, "文字相近"),
        (named("3", "建设特殊教育学校"), 13, "文字相近，序号相同"),
        (named("1", "开展送教上门"), None, "没有相近的，请您选"),
        (named("1", "开展送教上门", ancestor=12), 12, "已经接续"),
    ],
)
def test_an_ancestor_is_suggested_by_words_then_by_number(task, ancestor, because):
    (found,) = suggestions([task], BEFORE)
    assert (found.ancestor_id, found.because) == (ancestor, because)


def test_without_a_plan_before_nothing_is_suggested():
    (found,) = suggestions([named("1", "开展送教上门")], [])
    assert found.ancestor_id is None


def test_two_tasks_may_go_on_from_the_same_one():
    own = [named("4", "新建特殊教育学校"), named("5", "改建特殊教育学校")]
    assert [found.ancestor_id for found in suggestions(own, BEFORE)] == [12, 12]
