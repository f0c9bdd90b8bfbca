"""Who may open which page."""

from __future__ import annotations

import re

import pytest
from visiting import visitor

from tracker.store.db import open_database
from tracker.timekeeper import Timekeeper
from tracker.web import create_app

TABLE = [
    # path, liaison, office, leader, admin
    ("/plans", 200, 200, 200, 200),
    ("/plans/example-2023", 200, 200, 200, 200),
    ("/plans/example-2023?q=资源教室&lamp=near&lamp=listed&unit=1", 200, 200, 200, 200),
    ("/plans/example-2023/overview", 200, 200, 200, 200),
    ("/plans/example-2023/matrix", 200, 200, 200, 200),
    ("/plans/example-2023/matrix?collective=999&page=9&part=9", 200, 200, 200, 200),
    ("/plans/example-2023/timeline", 200, 200, 200, 200),
    ("/plans/example-2023/timeline?page=9", 200, 200, 200, 200),
    ("/plans/example-2023/calendar", 200, 200, 200, 200),
    ("/plans/example-2023/calendar?month=2025-13", 200, 200, 200, 200),
    ("/plans/nowhere/overview", 404, 404, 404, 404),
    ("/plans/nowhere/matrix", 404, 404, 404, 404),
    ("/plans/nowhere/timeline", 404, 404, 404, 404),
    ("/plans/nowhere/calendar", 404, 404, 404, 404),
    ("/duties", 200, 200, 200, 200),
    ("/duties?plan=nowhere", 404, 404, 404, 404),
    ("/duties?lamp=late&lamp=listed&from=2025-02-30&to=9999-12-31&unit=1&collective=x&page=0", 200, 200, 200, 200),
    ("/plans/example-2023/ledger.xlsx", 200, 200, 200, 200),
    ("/plans/example-2023/export", 200, 200, 200, 200),
    ("/plans/nowhere/export", 404, 404, 404, 404),
    ("/plans/example-2023/statistics", 403, 200, 403, 403),
    ("/plans/example-2023/settings", 403, 200, 403, 403),
    ("/plans/example-2023/units", 403, 200, 403, 403),
    ("/plans/nowhere/settings", 403, 404, 403, 403),
    ("/plans/nowhere/units", 403, 404, 403, 403),
    ("/plans/example-2023/ladder", 403, 200, 403, 403),
    ("/plans/nowhere/ladder", 403, 404, 403, 403),
    ("/working-days", 403, 200, 403, 200),
    ("/working-days?year=2027", 403, 200, 403, 200),
    ("/plans/nowhere", 404, 404, 404, 404),
    ("/tasks/1", 200, 200, 200, 200),
    ("/tasks/999", 404, 404, 404, 404),
    ("/duties/1", 200, 200, 200, 200),
    ("/duties/999", 404, 404, 404, 404),
    ("/mine", 200, 403, 403, 403),
    ("/slips", 200, 200, 403, 403),
    ("/slips/uploads/999", 404, 404, 403, 403),
    ("/sheet-templates", 403, 200, 403, 403),
    ("/sheet-templates/999", 403, 404, 403, 403),
    ("/sheet-templates/999/filled.xlsx", 403, 404, 403, 403),
    ("/desk", 403, 200, 403, 403),
    ("/desk?plan=example-2023", 403, 200, 403, 403),
    ("/desk?plan=nowhere", 403, 404, 403, 403),
    ("/reports/999", 403, 404, 403, 403),
    ("/evidence/999", 404, 404, 404, 404),
    ("/cases", 200, 200, 200, 200),
    ("/cases/999", 404, 404, 404, 404),
    ("/notices/example-2023", 404, 200, 404, 404),
    ("/notices/nowhere", 404, 404, 404, 404),
    ("/notices/example-2023/999", 404, 404, 404, 404),
    ("/extensions", 403, 200, 200, 403),
    ("/objections", 403, 200, 403, 403),
    ("/supporting", 200, 403, 403, 403),
    ("/duties/1/answers", 200, 403, 403, 403),
    ("/duties/1/extension", 200, 403, 403, 403),
    ("/duties/1/objection", 200, 403, 403, 403),
    ("/duties/1/adjustment", 403, 200, 403, 200),
    ("/duties/1/contributions", 302, 302, 302, 302),
    ("/duties/999/contributions", 404, 404, 404, 404),
    ("/channels", 403, 200, 403, 200),
    ("/channels/999", 403, 404, 403, 404),
    ("/outbox", 403, 200, 403, 200),
    ("/outbox?state=undecided&channel=1&page=7", 403, 200, 403, 200),
    ("/outbox/999", 403, 404, 403, 404),
    ("/rehearsal", 403, 200, 403, 403),
    ("/rehearsal?from=2025-12-18&to=2025-12-31", 403, 200, 403, 403),
    ("/feeds", 200, 200, 200, 200),
    ("/profile", 200, 200, 200, 200),
    ("/password", 200, 200, 200, 200),
    ("/people", 403, 200, 403, 200),
    ("/people/new", 403, 403, 403, 200),
    ("/people/1", 403, 200, 403, 200),
    ("/people/999", 403, 404, 403, 404),
    ("/people/1/handover", 403, 403, 403, 200),
    ("/people/999/handover", 403, 403, 403, 404),
    ("/handovers/999", 403, 404, 403, 404),
    ("/help", 200, 200, 200, 200),
    ("/compliance", 200, 200, 200, 200),
    ("/complaint", 200, 200, 200, 200),
    ("/intake", 403, 200, 403, 200),
    ("/intake?renews=example-2023", 403, 200, 403, 200),
    ("/intake?renews=nowhere", 403, 404, 403, 404),
    ("/intake/999", 403, 404, 403, 404),
    ("/intake/999/reading", 403, 404, 403, 404),
    ("/intake/999/progress", 403, 404, 403, 404),
    ("/intake/999/file", 403, 404, 403, 404),
    ("/intake/999/admission", 403, 404, 403, 404),
    ("/intake/999/comparison", 403, 404, 403, 404),
    ("/intake/drafts/999", 403, 404, 403, 404),
    ("/nowhere", 404, 404, 404, 404),
]

FORMS = [
    "/plans/example-2023/views",
    "/plans/example-2023/views/1",
    "/plans/example-2023/views/1/name",
    "/plans/example-2023/views/1/removal",
    "/sign-in",
    "/sign-out",
    "/plans/example-2023/views",
    "/plans/example-2023/views/1",
    "/plans/example-2023/views/1/name",
    "/plans/example-2023/views/1/removal",
    "/slips",
    "/slips/uploads",
    "/slips/uploads/1/reports",
    "/sheet-templates",
    "/sheet-templates/1/columns",
    "/sheet-templates/1/removal",
    "/duties/1/reports",
    "/reports/1/acceptance",
    "/reports/1/return",
    "/duties/1/draft",
    "/duties/1/answers",
    "/duties/1/contributions",
    "/duties/1/extension",
    "/extensions/1/decision",
    "/duties/1/objection",
    "/objections/1/decision",
    "/duties/1/withdrawal",
    "/duties/1/date",
    "/duties/1/reopening",
    "/duties/1/override",
    "/cases/1/reply",
    "/cases/1/check",
    "/cases/1/revocation",
    "/cases/1/plan",
    "/cases/1/plan/acceptance",
    "/cases/1/plan/return",
    "/cases/1/measures",
    "/cases/1/release-request",
    "/cases/1/first-check",
    "/cases/1/release-return",
    "/cases/1/verification",
    "/cases/1/notice",
    "/cases/1/objection",
    "/cases/1/rebound",
    "/cases/1/listing",
    "/cases/1/dismissal",
    "/cases/1/release",
    "/notices/example-2023/opening",
    "/notices/example-2023/closing",
    "/channels",
    "/channels/1/test",
    "/channels/1/address",
    "/channels/1/retirement",
    "/channels/1/resending",
    "/outbox/1/resend",
    "/outbox/1/rerouting",
    "/outbox/1/voiding",
    "/profile",
    "/profile/clearing",
    "/profile/away",
    "/password",
    "/password/sessions",
    "/people",
    "/people/1",
    "/people/1/password",
    "/people/1/disabling",
    "/people/1/enabling",
    "/people/1/handover",
    "/plans/example-2023/ladder",
    "/plans/example-2023/ladder/default",
    "/tasks/1/indicators",
    "/indicators/1",
    "/indicators/1/removal",
    "/tasks/1/exemptions",
    "/tasks/1/exemptions/1/lifting",
    "/tasks/1/parts",
    "/tasks/1/standings",
    "/tasks/1/outcome",
    "/collectives/1/members/1/confirmation",
    "/plans/example-2023/settings/reporting",
    "/plans/example-2023/settings/lead",
    "/plans/example-2023/settings/publicity",
    "/plans/example-2023/ending",
    "/plans/example-2023/predecessor",
    "/plans/example-2023/units/aliases",
    "/working-days",
    "/working-days/2027-02-07/removal",
    "/working-days/years/2027/completion",
    "/feeds",
    "/feeds/1/revocation",
    "/intake",
    "/intake/1/reading",
    "/intake/1/removal",
    "/intake/1/head",
    "/intake/1/drafts",
    "/intake/1/rows",
    "/intake/1/names",
    "/intake/1/admission",
    "/intake/1/comparison",
    "/intake/drafts/1",
    "/intake/drafts/1/doubts",
    "/intake/drafts/1/dropping",
    "/intake/drafts/1/parts",
    "/feeds/1/rotation",
    "/feeds/download",
    "/demo/day",
    "/demo/next",
    "/demo/start",
    "/demo/sign-in",
]


@pytest.mark.parametrize(("username", "column"), [("jyj", 1), ("ducha", 2), ("lingdao", 3), ("guanli", 4)])
def test_every_page_answers_each_role_as_the_table_says(app, username, column):
    someone = visitor(app, username)
    answers = {row[0]: someone.get(row[0]).status_code for row in TABLE}
    assert answers == {row[0]: row[column] for row in TABLE}


def test_strangers_are_asked_to_sign_in_whether_or_not_the_page_exists(stranger):
    for path in ("/", "/mine", "/duties/1", "/duties/9999", "/plans/nowhere", "/healthz/deep"):
        answer = stranger.get(path)
        assert answer.status_code in (302, 404)
        assert answer.status_code == 404 or answer.location.startswith("/sign-in")
    assert stranger.get("/duties/1").location == "/sign-in?next=/duties/1"
    assert stranger.get("/duties/1").text.replace("/duties/1", "") == stranger.get("/duties/9999").text.replace(
        "/duties/9999", ""
    )


def test_signing_in_leads_to_the_page_that_was_asked_for_and_nowhere_else(app):
    assert visitor(app).sign_in("jyj").location == "/"
    assert visitor(app).sign_in("jyj", next="/plans?x=1").location == "/plans?x=1"
    for outside in (
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/a\nb",
        "javascript:1",
    ):
        assert visitor(app).sign_in("jyj", next=outside).location == "/"


def test_a_wrong_password_is_refused_in_one_sentence_and_the_name_is_kept(stranger):
    answer = stranger.sign_in("jyj", "wrong")
    assert answer.status_code == 422
    assert "账号或口令不对，请再试一次。忘了口令请找本单位管理员。" in answer.text
    assert 'value="jyj"' in answer.text
    assert "wrong" not in answer.text
    assert stranger.sign_in("nobody", "wrong").status_code == 422
    assert stranger.get("/mine").status_code == 302


def test_each_role_begins_at_its_own_desk(liaison, office, leader):
    assert liaison.get("/").location == "/mine"
    assert office.get("/").location == "/plans"
    assert leader.get("/").location == "/plans"


def test_navigation_is_the_roles_own(liaison, office, leader, admin):
    def places(someone):
        page = someone.get("/plans").text
        nav = page[page.index('aria-label="主导航"') : page.index("</nav>")]
        return re.findall(r"<a [^>]*>([^<]+?)\s*<", nav)

    assert places(liaison) == ["我的事项", "请您配合", "台账", "订阅日历"]
    assert places(office) == ["方案", "收文", "督查室", "挂牌督办", "发件", "通道", "提醒预演", "工作日", "订阅日历"]
    assert places(leader) == ["方案", "挂牌督办", "延期"]
    assert places(admin) == ["方案", "收文", "人员", "通道", "发件", "工作日"]


def test_signing_out_ends_the_session(liaison):
    assert liaison.post("/sign-out").location == "/sign-in"
    assert liaison.get("/mine").status_code == 302


@pytest.mark.parametrize("path", FORMS)
def test_nothing_is_written_without_the_forms_own_token(office, path):
    answer = office.client.post(path, data={"csrf_token": "made up"})
    assert answer.status_code == 400
    assert "没有提交任何内容" in answer.text


def test_the_list_of_forms_is_whole(app, demo_app):
    rules = {rule.rule for made in (app, demo_app) for rule in made.url_map.iter_rules() if "POST" in rule.methods}
    matching = demo_app.url_map.bind("")
    listed = {matching.match(path, method="POST", return_rule=True)[0].rule for path in FORMS}
    assert listed == rules


def test_an_address_that_only_takes_forms_says_so_when_it_is_opened(office):
    answer = office.get("/reports/1/acceptance")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "这个地址不能这样打开" in answer.text


def test_every_page_carries_the_safe_headers(liaison):
    answer = liaison.get("/mine")
    policy = answer.headers["Content-Security-Policy"]
    for part in (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert " style=" not in answer.text
    assert not re.search(r"<script(?![^>]*\bsrc=)", answer.text)


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(app):
    cookies = visitor(app).sign_in("jyj").headers.getlist("Set-Cookie")
    assert sorted(cookie.partition("=")[0] for cookie in cookies) == ["__Host-tracker", "__Host-tracker-known"]
    for cookie in cookies:
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_behind_https_the_cookie_is_secure(config, clock):
    assert create_app(config, Timekeeper(clock.practice)).config["SESSION_COOKIE_SECURE"] is True


def test_a_fault_of_ours_is_a_page_without_details(app, config):
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    someone = visitor(app, "ducha")
    opened = open_database(f"sqlite:///{config.data_dir / 'empty.db'}")
    answer = someone.get("/plans")
    assert answer.status_code == 500
    assert "系统出了问题，不是您填错了" in answer.text
    assert "Traceback" not in answer.text
    opened.close()
