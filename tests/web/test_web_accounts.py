"""登录、口令、人员、移交 on the pages of those who use them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from example import NOW, PASSWORD
from visiting import a_liaison, duty_of, unit_of, visitor

from tracker.actions import own_password
from tracker.store.db import connected
from tracker.store.tables import Handover, Person
from tracker.timekeeper import SHANGHAI, Timekeeper
from tracker.web import create_app

NEW = "别的一句很长的口令"


class Watch:
    """A watch that a test sets: the real time of an installation."""

    at = datetime(2025, 12, 18, 10, 0, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def timed(config, watch):
    """The application by that watch."""
    made = create_app(config, Timekeeper(real=watch))
    made.config.update(PROPAGATE_EXCEPTIONS=True, SESSION_COOKIE_SECURE=False)
    return made


def id_of(username: str) -> int:
    with connected():
        return int(Person.get(Person.username == username).id)


def change(someone, old: str = PASSWORD, new: str = NEW):
    return someone.post("/password", {"old": old, "new": new, "again": new})


# ---- sessions


def test_a_session_ends_when_nobody_uses_it_for_an_hour(timed, watch):
    someone = visitor(timed, "jyj")
    for _ in range(3):
        watch.pass_by(minutes=59)
        assert someone.get("/mine").status_code == 200
    watch.pass_by(minutes=61)
    answer = someone.get("/mine")
    assert answer.location == "/sign-in?next=/mine"
    assert "登录已经结束" in someone.get(answer.location).text
    assert "登录已经结束" not in someone.get(answer.location).text


def test_a_session_ends_after_twelve_hours_however_it_is_used(timed, watch):
    someone = visitor(timed, "jyj")
    for _ in range(24):
        watch.pass_by(minutes=30)
        assert someone.get("/mine").status_code == 200
    watch.pass_by(minutes=1)
    assert someone.get("/mine").status_code == 302


def test_the_last_use_is_written_down_once_a_minute_at_most(timed, watch):
    someone = visitor(timed, "jyj")
    someone.get("/mine")  # the first page makes the secret of its forms
    assert "Set-Cookie" not in someone.get("/mine").headers
    watch.pass_by(minutes=2)
    assert "Set-Cookie" in someone.get("/mine").headers
    assert "Set-Cookie" not in someone.get("/mine").headers


def test_signing_in_begins_a_session_with_nothing_of_the_one_before(timed):
    someone = visitor(timed)
    someone.get("/sign-in")
    with someone.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    someone.sign_in("jyj")
    with someone.client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before
        first = session["number"]
    someone.post("/sign-out")
    someone.sign_in("jyj")
    with someone.client.session_transaction() as session:
        assert session["number"] != first


def test_a_new_password_ends_every_other_session(app):
    here, there = visitor(app, "jyj"), visitor(app, "jyj")
    assert change(here).location == "/"
    assert here.get("/mine").status_code == 200
    assert there.get("/mine").status_code == 302
    assert visitor(app).sign_in("jyj", PASSWORD).status_code == 422
    assert visitor(app).sign_in("jyj", NEW).status_code == 302


def test_other_sessions_are_ended_with_one_button(app):
    here, there = visitor(app, "jyj"), visitor(app, "jyj")
    assert here.post("/password/sessions").location == "/profile"
    assert here.get("/mine").status_code == 200
    assert there.get("/mine").status_code == 302


def test_a_disabled_account_is_out_at_once(app, admin):
    someone = visitor(app, "jyj")
    assert admin.post(f"/people/{id_of('jyj')}/disabling", {"why": "调离"}).status_code == 302
    assert someone.get("/mine").status_code == 302
    assert someone.report(duty_of("市教育局", "1")).status_code in (302, 400)
    assert "账号或口令不对" in visitor(app).sign_in("jyj").text


def test_a_made_up_session_is_nobodys(app, liaison):
    for planted in ({"serial": 7}, {"began": "soon"}, {"seen": None}, {"_user_id": "x"}):
        with liaison.client.session_transaction() as session:
            before = dict(session)
            session.update(planted)
        assert liaison.get("/mine").status_code == 302
        with liaison.client.session_transaction() as session:
            session.clear()
            session.update(before)
    assert liaison.get("/mine").status_code == 200


# ---- locks


def test_a_lock_is_said_alike_for_every_name_with_the_time_left(timed, watch):
    pages = {}
    for username in ("jyj", "nobody-at-all"):
        someone = visitor(timed)
        answers = [someone.sign_in(username, "wrong") for _ in range(6)]
        assert {answer.status_code for answer in answers} == {422}
        assert "请过 1 分钟再试" in answers[-1].text
        pages[username] = re.sub(r'value="[^"]+"', "", answers[-1].text)
    assert pages["jyj"] == pages["nobody-at-all"]
    assert "请过" in visitor(timed).sign_in("jyj").text
    watch.pass_by(seconds=61)
    assert visitor(timed).sign_in("jyj").status_code == 302


def test_a_flood_of_tries_is_braked_before_any_password_is_looked_at(app):
    someone = visitor(app)
    someone.token()
    answers = [someone.client.post("/sign-in", data={"csrf_token": "x"}).status_code for _ in range(3)]
    assert set(answers) == {400}
    token = someone.token()
    codes = [
        someone.client.post(
            "/sign-in", data={"csrf_token": token, "username": f"n{number}", "password": "x"}
        ).status_code
        for number in range(121)
    ]
    assert codes[0] == 422
    assert codes[-1] == 429
    answer = someone.client.post("/sign-in", data={"csrf_token": token})
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert "请过几分钟再试" in answer.text


def test_nobody_shuts_a_colleague_out_by_trying(app):
    someone, guesser = visitor(app, "jyj"), visitor(app)
    someone.post("/sign-out")
    for _ in range(8):
        guesser.sign_in("jyj", "a guess")
    assert "请过" in guesser.sign_in("jyj").text
    token = guesser.token()
    codes = [
        guesser.client.post("/sign-in", data={"csrf_token": token, "username": "x", "password": "x"}).status_code
        for _ in range(121)
    ]
    assert codes[-1] == 429  # the address they share is braked
    assert someone.sign_in("jyj").status_code == 302


def test_what_a_browser_keeps_of_its_people_says_no_name_and_opens_nothing(app):
    someone = visitor(app, "jyj")
    kept = someone.client.get_cookie("__Host-tracker-known").value
    assert "jyj" not in kept
    stranger = visitor(app)
    stranger.client.set_cookie("__Host-tracker-known", kept)
    assert stranger.get("/mine").status_code == 302
    assert stranger.sign_in("jyj", "a guess").status_code == 422


# ---- the first password


@pytest.fixture
def newcomer(app):
    a_liaison("xin", unit_of("市教育局"), "演示新人", must_change=True)
    return visitor(app, "xin")


def test_nothing_opens_before_the_first_password_is_changed(newcomer):
    for path in ("/", "/mine", "/plans", "/plans/example-2023/ledger.xlsx", "/feeds", "/profile", "/duties/1"):
        assert newcomer.get(path).location == "/password", path
    page = newcomer.get("/password").text
    assert "先换一个自己的口令" in page
    assert "主导航" not in page
    assert newcomer.post("/feeds/download", {"subject": "unit", "shape": "event", "alarm": "0"}).location == "/password"
    assert newcomer.client.post("/duties/1/draft", headers={"X-Keep": "1"}).status_code == 400
    assert newcomer.post("/duties/1/draft", headers={"X-Keep": "1"}).location == "/password"
    refused = change(newcomer, new=PASSWORD)
    assert refused.status_code == 422
    assert "新口令和原口令一样" in refused.text
    assert change(newcomer).location == "/"
    assert newcomer.get("/mine").status_code == 200


# ---- people


def test_an_administrator_adds_somebody_who_signs_in_with_the_password_shown_once(app, admin):
    form = {"username": "xin", "name": "演示新人", "role": "liaison", "unit": unit_of("市残联"), "is_deputy": "y"}
    answer = admin.post("/people", form)
    assert answer.status_code == 200
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    (first,) = re.findall(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b", answer.text)
    someone = visitor(app)
    assert someone.sign_in("xin", first).status_code == 302
    assert someone.get("/mine").location == "/password"
    assert first not in admin.get(f"/people/{id_of('xin')}").text
    listed = admin.get("/people").text
    assert "还没换首次口令" in listed
    assert "B岗" in listed


def test_what_is_missing_stands_beside_its_field_and_nothing_typed_is_lost(admin):
    answer = admin.post("/people", {"username": "xin", "name": "演示新人", "role": "liaison", "unit": "0"})
    assert answer.status_code == 422
    assert 'id="unit-error"' in answer.text
    assert 'value="演示新人"' in answer.text
    assert admin.post("/people", {"role": "king"}).status_code == 422


def test_a_person_is_edited_disabled_and_enabled_and_all_of_it_is_told(app, admin, office):
    person = id_of("canlian")
    assert admin.post(f"/people/{person}", {"name": "演示改名", "role": "office", "unit": "0"}).status_code == 302
    assert "演示改名" in office.get("/people").text
    assert admin.post(f"/people/{person}/disabling", {"why": "退休"}).status_code == 302
    page = admin.get(f"/people/{person}").text
    for said in ("修改人员", "停用账号：退休", "启用账号", "这个账号已经停用"):
        assert said in page
    assert "移交" not in page[page.index("<h1") : page.index("流水")]
    assert admin.post(f"/people/{person}/enabling").status_code == 302
    assert admin.post(f"/people/{person}/enabling").status_code == 422
    assert "停用账号" not in re.sub("停用账号：退休", "", office.get(f"/people/{person}").text)


def test_the_last_administrator_stays(admin):
    me = id_of("guanli")
    page = admin.get(f"/people/{me}").text
    assert "停用账号</button>" not in page
    assert "最后一位管理员" not in page  # one's own account is another's business anyway
    assert admin.post(f"/people/{me}/disabling").status_code == 422
    assert admin.post(f"/people/{me}", {"name": "演示", "role": "office", "unit": "0"}).status_code == 422
    assert admin.get("/people").status_code == 200


def test_a_reset_is_shown_once_and_the_old_password_is_dead(app, admin):
    answer = admin.post(f"/people/{id_of('jyj')}/password")
    (first,) = re.findall(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b", answer.text)
    assert visitor(app).sign_in("jyj").status_code == 422
    assert visitor(app).sign_in("jyj", first).status_code == 302
    assert admin.post(f"/people/{id_of('guanli')}/password").status_code == 422


def test_a_liaison_says_who_is_a_and_who_is_b_and_goes_away(app, liaison):
    page = liaison.get("/profile").text
    assert "A岗" in page
    assert "没有别人" in page
    assert liaison.post("/profile/away", {"until": "2025-12-31"}).location == "/profile"
    assert 'value="2025-12-31"' in liaison.get("/profile").text
    assert "离岗" in visitor(app, "guanli").get("/people").text
    assert liaison.post("/profile/away", {"until": "2025-12-01"}).status_code == 422
    assert liaison.post("/profile/away", {"until": "someday"}).status_code == 422
    assert liaison.post("/profile/away", {"until": ""}).location == "/profile"
    assert "离岗</span>" not in visitor(app, "guanli").get("/people").text


# ---- hand-over


def test_a_liaison_leaves_and_the_list_can_be_printed(app, admin, liaison):
    liaison.report(duty_of("市教育局", "1"))
    address = re.search(
        r"https://\S+?\.ics", liaison.post("/feeds", {"subject": "me", "shape": "event", "alarm": "0"}).text
    )[0]
    path = address.removeprefix("https://ducha.example.gov.cn")
    person = id_of("jyj")
    page = admin.get(f"/people/{person}/handover").text
    for said in ("未办结的事项", "报送过的佐证", "验收意见.pdf", "日历订阅", "新建一个账号"):
        assert said in page
    refused = admin.post(
        f"/people/{person}/handover", {"successor": "new", "username": "jie", "name": "", "words": "调离"}
    )
    assert refused.status_code == 422
    assert 'value="jie"' in refused.text
    done = admin.post(
        f"/people/{person}/handover", {"successor": "new", "username": "jie", "name": "演示接手人", "words": "调离"}
    )
    assert done.status_code == 200
    assert done.headers["Referrer-Policy"] == "no-referrer"
    (first,) = re.findall(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b", done.text)
    (anew,) = re.findall(r"https://ducha\.example\.gov\.cn(/feeds/\S+?\.ics)", done.text)
    assert liaison.get("/mine").status_code == 302
    assert liaison.get(path).status_code == 410
    assert liaison.get(anew).status_code == 200
    with connected():
        handover = Handover.get().id
    printed = admin.get(f"/handovers/{handover}").text
    for said in ("移交清单", "演示接手人", "演示联络员·市教育局", "签字", "调离", "验收意见.pdf"):
        assert said in printed
    assert first not in printed
    assert "移交" in admin.get(f"/people/{person}").text
    successor = visitor(app)
    successor.sign_in("jie", first)
    change(successor, first)
    assert "建设一所从幼儿园到高中" in successor.get("/mine").text
    assert admin.get(f"/people/{person}/handover").status_code == 422


def test_a_reset_by_the_command_line_needs_no_administrator(app, config):
    with connected():
        first = own_password.reset(NOW, None, id_of("guanli"), config.secret_key)
    assert visitor(app).sign_in("guanli", first).status_code == 302
