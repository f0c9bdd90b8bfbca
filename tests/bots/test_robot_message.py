"""What cannot be said is refused before anything is sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bots import Link, Mention, Message


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (Message, "空的"),
        (lambda: Message(body=" \n "), "空的"),
        (lambda: Message("题" * 101), "标题太长"),
        (lambda: Message("题", kind="card"), "链接"),
        (lambda: Message("题", ref="D 7"), "编号"),
        (lambda: Link("javascript:alert(1)"), "http"),
        (lambda: Link("https://a.cn/a b"), "http"),
        (lambda: Link("https://a.cn/" + "a" * 1000), "1000"),
        (lambda: Mention("甲", mobile="138<@all>"), "手机号"),
        (lambda: Mention("甲", userid="x><@all"), "用户编号"),
        (lambda: Mention("甲", userid="all"), "all"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence(build: Callable[[], object], said: str):
    with pytest.raises(ValueError, match=said):
        build()


def test_a_mention_shows_no_whole_number():
    assert repr(Mention("甲", "13800001234")) == "Mention(name='甲', mobile='138****1234', userid='')"
