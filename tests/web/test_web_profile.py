"""我的资料: how a robot may mention me; for nobody else's eyes."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from visiting import visitor

from tracker.store.db import connected
from tracker.store.tables import Entry, Person

MINE = {"mobile": "13900002222", "wecom": "zhang_san", "dingtalk": "manager01", "feishu": "ou_84aad35d"}


def handles_of(username):
    with connected():
        return Person.get(Person.username == username).handles


def test_what_i_give_is_shown_to_me_alone_and_kept_encrypted(app, liaison, caplog):
    caplog.set_level(logging.DEBUG)
    assert liaison.post("/profile", MINE).location == "/profile"
    page = liaison.get("/profile").text
    for text in MINE.values():
        assert f'value="{text}"' in page
        assert text not in handles_of("jyj")
        for username in ("ducha", "guanli", "canlian"):
            assert text not in visitor(app, username).get("/profile").text
        assert not [record for record in caplog.records if record.name != "peewee" and text in record.getMessage()]
    with connected():
        told = " ".join(f"{entry.words}{entry.data}" for entry in Entry.select())
    assert not [text for text in MINE.values() if text in told]


def test_it_says_what_it_is_for_and_who_is_meant(liaison, office):
    page = liaison.get("/profile").text
    assert "只用来在群里@您" in page
    assert "逾期的从不点名；从不@所有人。" in page
    assert "您不是联络员" not in page
    assert "您不是联络员，可以不填。" in office.get("/profile").text


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("mobile", "138-0000", "手机号只能是数字"),
        ("wecom", "张三", "用户编号只能是字母"),
        ("dingtalk", "all", "不能是 all"),
        ("feishu", "ou <at>", "用户编号只能是字母"),
    ],
)
def test_what_no_robot_can_use_is_refused_beside_its_field(liaison, field, text, sentence):
    answer = liaison.post("/profile", {**MINE, field: text})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert sentence in answer.text
    for name, other in MINE.items():
        assert name == field or f'value="{other}"' in answer.text
    assert handles_of("jyj") == ""


def test_everything_is_taken_back_with_one_button(liaison):
    assert "全部清除" not in liaison.get("/profile").text
    liaison.post("/profile", MINE)
    assert "全部清除" in liaison.get("/profile").text
    liaison.post("/profile/clearing")
    assert handles_of("jyj") == ""
    page = liaison.get("/profile").text
    assert not [text for text in MINE.values() if text in page]


def test_under_another_key_it_says_that_it_cannot_be_read(app, liaison):
    liaison.post("/profile", MINE)
    site = app.extensions["tracker"]
    app.extensions["tracker"] = replace(site, config=replace(site.config, secret_key="quite another secret key"))
    page = liaison.get("/profile").text
    assert "以前填的已经解不开" in page
    assert "全部清除" in page


def test_it_is_reached_from_the_name_in_the_bar_and_from_the_menu(liaison):
    page = liaison.get("/mine").text
    assert page.count('href="/profile"') == 2
    assert "我的资料" in page
