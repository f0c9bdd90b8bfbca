"""通道、发件、预演, and the demo's calendar."""

from __future__ import annotations

from datetime import datetime

from example import NOW
from speaking import a_channel
from visiting import Visitor, visitor

from bots.practice import DEFAULT_ROBOTS, serve_practice
from tracker.core.hours import letter_minute
from tracker.timekeeper import SHANGHAI


def test_a_robots_address_is_checked_and_kept_secret(office):
    form = {"platform": "wecom", "name": "特教任务群", "address": "https://elsewhere.example/send?key=1"}
    refused = office.post("/channels", form)
    assert refused.status_code == 422
    assert 'value="特教任务群"' in refused.text
    form["address"] = "693a1c16-7a0c-4bc4-97a0-0ec2a1fa5aaa"
    assert office.post("/channels", form).status_code == 302
    page = office.get("/channels").text
    assert "…5aaa" in page
    assert "693a1c16" not in page
    assert "已经有叫“特教任务群”的通道" in office.post("/channels", form).text


def test_a_test_message_goes_through_the_outbox_and_its_answer_is_shown(demo_app, config):
    spec = next(each for each in DEFAULT_ROBOTS if each.platform == "dingtalk")
    with serve_practice(clock=lambda: NOW) as robots:
        config.robot_hosts.update(robots.robot_hosts)
        office = visitor(demo_app, "ducha")
        form = {
            "platform": "dingtalk",
            "name": "钉钉群",
            "address": spec.address_text(robots.url),
            "secret": spec.secret,
        }
        assert office.post("/channels", {**form, "keywords": " ".join(spec.keywords)}).status_code == 302
        assert office.post("/channels/1/test").status_code == 302
        assert "“钉钉群”：平台已收" in office.get("/channels").text
        outbox = office.get("/outbox").text
        assert "督办测试消息" in outbox
        assert "平台已收" in outbox
        assert 'href="http://127.0.0.1:8001"' in outbox


def test_a_rehearsal_says_which_day_to_whom_and_why(office):
    page = office.get("/rehearsal?from=2025-12-18&to=2026-01-09").text
    assert "看了 23 天" in page
    assert "还有 9 个工作日" in page
    assert "没有通道能送到" in page
    assert "建议挂牌" in page
    for query, why in (
        ("from=2025-12-18&to=2025-12-01", "止日早于起日，请换一下。"),
        ("from=2025-01-01&to=2026-01-01", "一次最多看 92 天，请缩短。"),
        ("from=yesterday", "请写成 2025-12-31 这样的日期。"),
    ):
        answer = office.get(f"/rehearsal?{query}")
        assert answer.status_code == 422
        assert why in answer.text


def test_a_rehearsal_shows_the_minute_and_the_words_of_each_letter(office):
    a_channel("特教任务群", last_success_at=NOW)
    page = office.get("/rehearsal?from=2025-12-24&to=2025-12-24").text
    minute = letter_minute(1, datetime(2025, 12, 24, tzinfo=SHANGHAI))
    assert f"<h3>{minute:%H:%M} 特教任务群" in page
    assert "督办提醒 12月24日（周三）" in page
    assert "▲ 到期提醒 **3** 项，最早 12月31日" in page
    assert "https://ducha.example.gov.cn/mine" in page
    assert "2025-12-31 到期，还有 5 个工作日" in page


def test_a_rehearsal_works_far_from_today(office, clock):
    clock.at = datetime(2023, 5, 9, 10, 0, tzinfo=SHANGHAI)
    page = office.get("/rehearsal").text
    assert "这些天没有要说的。" in page
    assert "看 2025-11-30 到期前后" in page
    assert 'href="/rehearsal?from=2025-11-05&amp;to=2025-12-30"' in page
    assert "2025-11-30 到期，还有" in office.get("/rehearsal?from=2025-11-05").text
    clock.at = datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)
    assert "看了 11 天" in office.get("/rehearsal?from=2025-12-01&to=2025-12-11").text
    assert "2027年调休安排未录入" in office.get("/rehearsal?from=2027-01-04&to=2027-01-08").text
    for query in ("from=0001-01-01", "from=9999-12-31&to=9999-12-31", "from=2101-01-01"):
        answer = office.get(f"/rehearsal?{query}")
        assert answer.status_code == 422
        assert "只能看 1990 年到 2100 年的日子。" in answer.text


def test_a_demo_is_entered_by_role_and_its_days_are_walked(demo_app):
    someone = Visitor(demo_app.test_client())
    page = someone.get("/sign-in").text
    assert "演示联络员·市教育局" in page
    assert "演示日期" in page
    assert someone.post("/demo/sign-in", {"username": "ducha"}).location == "/"
    assert someone.post("/demo/day").status_code == 302
    page = someone.get("/plans").text
    assert "2025年12月19日 周五" in page
    assert "12月19日：没有要说的。" in page
    someone.post("/demo/next")
    someone.post("/demo/start")
    assert "2025年12月18日 周四" in someone.get("/plans").text
    assert someone.post("/demo/sign-in", {"username": "nobody"}).status_code == 404


def test_a_demo_step_leads_back_to_the_page_it_stood_on(demo_app):
    someone = visitor(demo_app, "ducha")
    for referrer, back in (
        ("http://localhost/plans?x=1", "/plans?x=1"),
        ("http://localhost/reports/1/return", "/"),
        ("http://elsewhere.example/plans", "/"),
    ):
        assert someone.post("/demo/start", headers={"Referer": referrer}).location == back


def test_the_demo_doors_do_not_exist_on_a_real_installation(office):
    for path in ("/demo/day", "/demo/next", "/demo/start", "/demo/sign-in"):
        assert office.post(path, {"username": "jyj"}).status_code == 404
    assert "演示身份" not in visitor(office.client.application).get("/sign-in").text


def test_the_demo_doors_do_not_exist_for_other_machines(demo_app):
    someone = visitor(demo_app)
    data = {"csrf_token": someone.token(), "username": "ducha"}
    for far in ({"REMOTE_ADDR": "10.0.0.7"}, {"HTTP_X_FORWARDED_FOR": "10.0.0.7"}):
        for path in ("/demo/day", "/demo/sign-in"):
            assert someone.client.post(path, data=data, environ_overrides=far).status_code == 404
        assert "演示身份" not in someone.get("/sign-in", environ_overrides=far).text
    assert "演示身份" in someone.get("/sign-in").text
    assert "演示身份" not in someone.get("/sign-in", base_url="http://rebound.example").text
