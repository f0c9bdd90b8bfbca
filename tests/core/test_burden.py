"""减负合规自检: what holds and what needs a look, by figures at the limits and beyond."""

import pytest

from tracker.core.burden import BurdenFacts, checks


def looks(**figures) -> list[str]:
    return [check.rule for check in checks(BurdenFacts(**figures)) if not check.holds]


def test_an_installation_that_asked_and_said_nothing_has_nothing_to_look_at():
    assert looks() == []


@pytest.mark.parametrize(
    ("within", "beyond", "rule"),
    [
        ({"periods": 4}, {"periods": 5}, "同一件事一年报几次"),
        ({"alike": 0}, {"alike": 1}, "同样的内容有没有向同一单位要两遍"),
        ({"returned_again": 0}, {"returned_again": 1}, "退回是不是一次说全"),
        ({"files": 10, "pictures": 5}, {"files": 10, "pictures": 6}, "佐证是不是变成了交照片"),
        ({"files": 9, "pictures": 9}, {"files": 12, "pictures": 9}, "佐证是不是变成了交照片"),
        ({"by_pictures": 0}, {"by_pictures": 1}, "有没有只凭照片销号的"),
        ({"letters_a_day": 1}, {"letters_a_day": 2}, "一个群一天收几封提醒"),
        ({"messages_a_day": 4}, {"messages_a_day": 5}, "连即时函和人工发送一共几条"),
        ({"outside_hours": 0}, {"outside_hours": 1}, "休息时间发不发"),
        ({"manual": 8}, {"manual": 9}, "人工发送多不多"),
        ({"groups": 1}, {"groups": 2}, "同一方案有几个群"),
        ({"idle_groups": 0}, {"idle_groups": 1}, "收官以后群还留着没有"),
        ({"mentions": 0}, {"mentions": 1}, "有没有点名催办"),
    ],
)
def test_each_line_holds_up_to_its_limit(within, beyond, rule):
    assert looks(**within) == []
    assert looks(**beyond) == [rule]


def test_what_does_not_hold_says_what_to_do_and_every_line_names_its_source():
    for check in checks(BurdenFacts(periods=12, alike=2, groups=3, mentions=1, outside_hours=4)):
        assert bool(check.todo) is not check.holds
        assert check.source
        assert check.finding


def test_a_public_page_is_told_and_is_no_fault():
    told = [check.finding for check in checks(BurdenFacts(public_pages=2)) if "公示页" in check.finding]
    assert told == ["打开了 2 个挂牌公示页，只登领导批准公开的事项"]
