"""A file asked for with a token says by a short-lived cookie that it arrived; nothing else does (文件到了)."""

from __future__ import annotations

import pytest

TOKEN = "0123456789abcdef" * 2
WORKBOOK = "/plans/example-2023/ledger.xlsx"


def cookie_of(answer):
    return [value for value in answer.headers.getlist("Set-Cookie") if value.startswith("arrived-")]


def test_a_workbook_that_somebody_waits_for_says_that_it_arrived(office):
    answer = office.get(f"{WORKBOOK}?arrival={TOKEN}")
    assert answer.status_code == 200
    (cookie,) = cookie_of(answer)
    assert cookie.startswith(f"arrived-{TOKEN}=1; ")
    assert "Max-Age=120;" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "HttpOnly" not in cookie  # the page's script looks for it; it opens nothing


def test_a_form_says_it_too(liaison):
    assert cookie_of(liaison.post("/slips", {"as": "xlsx", "arrival": TOKEN}))


@pytest.mark.parametrize(
    "token",
    ["", "1", TOKEN[1:], TOKEN + "0", TOKEN.upper(), "x; Domain=example.com", f"{TOKEN}%0d%0aX-A:b", f"{TOKEN}%0a"],
)
def test_what_is_no_token_is_told_nothing(office, token):
    answer = office.get(f"{WORKBOOK}?arrival={token}")
    assert answer.status_code == 200
    assert cookie_of(answer) == []


def test_a_page_or_a_refusal_is_no_arrival(office, liaison):
    for someone, path in (
        (office, "/plans/example-2023/export"),
        (office, "/plans/gone/ledger.xlsx"),
        (liaison, "/cases/1/listing.docx"),
    ):
        assert cookie_of(someone.get(f"{path}?arrival={TOKEN}")) == []


def test_over_https_and_under_a_path_the_cookie_keeps_to_it_as_the_sessions_does(app, office):
    app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_PATH="/duban/")
    (cookie,) = cookie_of(office.get(f"{WORKBOOK}?arrival={TOKEN}"))
    assert "Secure" in cookie
    assert "Path=/duban/" in cookie
