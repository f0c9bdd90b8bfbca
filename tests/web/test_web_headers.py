"""Every answer carries the safe headers: pages, refusals, files, pictures, calendars, faults (安全响应头)."""

from __future__ import annotations

import re
from dataclasses import replace

from door_objects import fill, knockers
from knocking import addresses, knock
from visiting import duty_of, last_evidence, visitor

from tracker.core.words import FeedKind
from tracker.store.db import connected, open_database
from tracker.store.tables import Feed
from tracker.timekeeper import Timekeeper
from tracker.web import create_app

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


def check(answer, path):
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy, path
    assert "*" not in policy, path
    assert "default-src" in policy, path
    assert "frame-ancestors" in policy, path
    assert answer.headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN"), path
    assert ("'self'" in policy.partition("frame-ancestors")[2].partition(";")[0]) == (
        answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    ), path
    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer"), path
    assert "geolocation=()" in answer.headers["Permissions-Policy"], path
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value, (path, name)
    assert "Server" not in answer.headers, path
    assert "X-Powered-By" not in answer.headers, path


def test_every_address_answers_with_them_whoever_asks(app):
    values = fill(app)
    everybody = {someone.name: someone for someone in knockers(app)}
    for endpoint, method, path, gone in addresses(app, values):
        for name in ("stranger", "ducha"):
            answer = knock(app, everybody[name], method, path, endpoint)
            check(answer, path)
            if answer.mimetype == "text/html" and method == "GET":
                assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", answer.text), path
        if gone:
            check(knock(app, everybody["ducha"], method, gone, endpoint), gone)


def test_evidence_is_never_a_page_of_this_site(liaison):
    liaison.report(duty_of("市教育局", "1"))
    path = f"/evidence/{last_evidence()}"
    for query, framed in (("", "DENY"), ("?preview=1", "SAMEORIGIN")):
        answer = liaison.get(path + query)
        check(answer, path)
        assert answer.headers["X-Frame-Options"] == framed
    assert "attachment" in liaison.get(path).headers["Content-Disposition"]


def test_errors_and_static_files_carry_them_too(app, stranger, config):
    for path in (
        "/nowhere",
        "/static/tracker.css",
        "/static/nothing.css",
        "/feeds/x.ics",
        "/feeds/cut-short",
        "/healthz",
    ):
        check(stranger.get(path), path)
    check(stranger.client.post("/sign-in"), "400")
    check(stranger.client.put("/sign-in"), "405")
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    someone = visitor(app, "ducha")
    broken = open_database(f"sqlite:///{config.data_dir / 'empty.db'}")
    answer = someone.get("/plans")
    assert answer.status_code == 500
    check(answer, "500")
    broken.close()


def test_over_plain_http_there_is_no_strict_transport_and_no_host_prefix(config):
    made = create_app(replace(config, base_url="http://127.0.0.1:8000"), Timekeeper())
    someone = visitor(made)
    answer = someone.sign_in("jyj")
    assert "Strict-Transport-Security" not in answer.headers
    cookies = answer.headers.getlist("Set-Cookie")
    assert sorted(cookie.partition("=")[0] for cookie in cookies) == ["tracker", "tracker-known"]
    assert not any("Secure" in cookie for cookie in cookies)


def test_a_calendar_is_asked_for_too_often_and_told_when_to_come_back(config):
    app = create_app(replace(config, feed_limit=30), Timekeeper())
    app.config["SESSION_COOKIE_SECURE"] = False
    liaison, stranger = visitor(app, "jyj"), visitor(app)
    page = liaison.post("/feeds", {"subject": "unit", "shape": "event", "alarm": "0"}).text
    path = re.search(r"https://ducha\.example\.gov\.cn(/feeds/\S+?\.ics)", page)[1]
    with connected():
        assert Feed.get().kind is FeedKind.UNIT
    codes = [stranger.client.head(path).status_code for _ in range(31)]
    assert codes == [200] * 30 + [429]
    answer = stranger.get(path)
    assert answer.status_code == 429
    assert answer.mimetype == "text/plain"
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    other = liaison.post("/feeds", {"subject": "me", "shape": "event", "alarm": "0"}).text
    other_path = re.search(r"https://ducha\.example\.gov\.cn(/feeds/\S+?\.ics)", other)[1]
    assert stranger.get(other_path).status_code == 200


def test_made_up_calendar_addresses_are_braked_sooner(stranger):
    codes = [stranger.get(f"/feeds/{number:043d}.ics").status_code for number in range(121)]
    assert codes[:120] == [404] * 120
    assert codes[120] == 429


def test_no_secret_stands_in_an_address_of_a_page(liaison):
    """Tokens of forms travel in bodies; only a calendar's own address is a secret, and pages show its last four characters."""
    page = liaison.post("/feeds", {"subject": "unit", "shape": "event", "alarm": "0"}).text
    token = re.search(r"/feeds/([\w-]{40,})\.ics", page)[1]
    assert len(token) >= 27  # 160 bits in base64
    for path in ("/feeds", "/mine", "/profile"):
        text = liaison.get(path).text
        assert token not in text
        assert not re.search(r'(?:href|action)="[^"]*(?:csrf|token|password)=', text)
