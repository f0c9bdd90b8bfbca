from datetime import date

import pytest
from facts_of import duty
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.ladder import DEFAULT_LADDER
from tracker.core.letters import (
    ChannelFacts,
    letters_for,
    literal,
    routes,
    said_key,
    shorten,
)
from tracker.core.reminders import notices_due
from tracker.core.words import Audience, Platform, Publicity
from tracker.holiday_data import load_workdays

DAYS = load_workdays(range(2025, 2027))
GROUP = ChannelFacts(1, "任务群", Platform.WECOM)
OFFICE = ChannelFacts(2, "督查室群", Platform.FEISHU, audience=Audience.OFFICE)
OF_PLAN = ChannelFacts(3, "方案群", Platform.DINGTALK, plan_id=1)
OF_UNIT = ChannelFacts(4, "教育局群", Platform.DINGTALK, unit_id=11)
OTHER_PLAN = ChannelFacts(5, "别的方案群", Platform.WECOM, plan_id=9)


@pytest.mark.parametrize(
    ("audience", "channels", "expected"),
    [
        (Audience.UNIT, [GROUP, OFFICE], [GROUP]),
        (Audience.OFFICE, [GROUP, OFFICE], [OFFICE]),
        (Audience.OFFICE, [GROUP], [GROUP]),
        (Audience.UNIT, [GROUP, OF_PLAN], [OF_PLAN]),
        (Audience.UNIT, [GROUP, OF_PLAN, OF_UNIT], [OF_UNIT]),
        (Audience.UNIT, [OTHER_PLAN, OFFICE], []),
    ],
)
def test_news_goes_to_the_most_particular_channels(audience, channels, expected):
    assert routes(audience, 1, 11, channels) == tuple(expected)


def letters(day, duties, channels, said=()):
    return letters_for(notices_due(day, duties, DEFAULT_LADDER, DAYS), channels, said, day, "http://x")


CHANNELS = st.builds(
    ChannelFacts,
    id=st.integers(1, 20),
    name=st.just("群"),
    platform=st.just(Platform.WECOM),
    plan_id=st.sampled_from([None, 1, 9]),
    unit_id=st.sampled_from([None, 11, 12, 13]),
    audience=st.sampled_from([None, Audience.OFFICE]),
)


@given(st.lists(CHANNELS, unique_by=lambda channel: channel.id))
def test_every_notice_goes_exactly_where_its_routes_lead(channels):
    day = date(2026, 1, 8)
    duties = [duty(id=unit, unit_id=unit) for unit in (11, 12)]
    written = {(letter.channel, notice.key) for letter in letters(day, duties, channels) for notice in letter.notices}
    assert written == {
        (channel, notice.key)
        for notice in notices_due(day, duties, DEFAULT_LADDER, DAYS)
        for channel in routes(notice.audience, notice.duty.plan_id, notice.duty.unit_id, channels) or (None,)
    }


def test_a_channel_gets_one_letter_however_many_matters_there_are():
    many = [duty(id=number, task_id=number, task_no=str(number)) for number in range(1, 58)]
    written = letters(date(2026, 1, 8), many, [GROUP])
    assert len(written) == 1
    assert "另有 47 项，点链接查看" in written[0].body
    assert written[0].body.count("\n- ") == 11


def test_one_task_of_many_units_is_one_line():
    units = [duty(id=number, unit_name=f"演示{number}区政府", task_no="（三）5") for number in range(1, 11)]
    body = letters(date(2026, 1, 8), units, [GROUP])[0].body
    assert body.splitlines()[-1] == (
        "- 演示1区政府、演示2区政府、演示3区政府等 10 家：任务（三）5建立招生入学联动机制，2025-12-31 到期，已过 5 个工作日"
    )


def test_a_plan_that_is_not_public_gives_counts_and_a_link_only():
    quiet = letters(date(2026, 1, 8), [duty(publicity=Publicity.COUNTS)], [GROUP])[0]
    assert "联动机制" not in quiet.body
    assert "教育局" not in quiet.body
    assert "催办 **1** 项" in quiet.body


def test_what_a_channel_said_it_does_not_say_again():
    day = date(2026, 1, 8)
    first = letters(day, [duty()], [GROUP])[0]
    said = {said_key(GROUP, notice) for notice in first.notices}
    assert letters(day, [duty()], [GROUP], said) == []


def test_what_no_channel_carries_is_shown_and_not_lost():
    assert [letter.channel for letter in letters(date(2026, 1, 8), [duty()], [])] == [None]


def test_texts_of_a_plan_cannot_become_markup():
    assert literal("[点我](http://x) **大**") == r"\[点我\](http://x) \*\*大\*\*"
    assert shorten("一二三四五六", 4) == "一二三…"
