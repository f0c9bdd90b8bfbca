"""订阅日历: what a secret address answers, and who may make and stop one."""

from __future__ import annotations

import gzip
import logging
import re
from datetime import timedelta

import pytest
from visiting import duty_of

from tracker.web.security import HideFeedAddresses


@pytest.fixture
def address(liaison) -> str:
    """The path of 市教育局's subscription."""
    page = liaison.post("/feeds").text
    found = re.search(r"https://ducha\.example\.gov\.cn(/feeds/[\w-]+\.ics)", page)
    assert found
    return found.group(1)


def test_the_address_is_shown_once_and_leaves_no_trace_elsewhere(liaison):
    answer = liaison.post("/feeds")
    assert answer.status_code == 200
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    token = re.search(r"/feeds/([\w-]+)\.ics", answer.text).group(1)
    assert f"webcal://ducha.example.gov.cn/feeds/{token}.ics" in answer.text
    listed = liaison.get("/feeds").text
    assert token not in listed
    assert f"…{token[-4:]}" in listed


def test_a_calendar_is_answered_without_session_or_cookie(stranger, address):
    answer = stranger.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert "建设一所从幼儿园到高中的特殊教育学校" in answer.text.replace("\r\n ", "")
    assert answer.headers["Cache-Control"] == "private, max-age=0"
    assert answer.headers["Content-Disposition"] == 'inline; filename="duties.ics"'
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in answer.headers


def test_head_says_the_same_without_a_body(stranger, address):
    head, whole = stranger.client.head(address), stranger.get(address)
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_a_client_that_has_it_already_gets_304(stranger, address):
    first = stranger.get(address)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    bare = etag.removeprefix("W/")
    for tags in (etag, bare, f'"other", {bare}', f'W/"other", {etag}', "*"):
        answer = stranger.get(address, headers={"If-None-Match": tags})
        assert answer.status_code == 304, tags
        assert answer.data == b""
        assert answer.headers["ETag"] == etag
        assert "Content-Type" not in answer.headers
    assert stranger.get(address, headers={"If-Modified-Since": modified}).status_code == 304
    assert stranger.get(address, headers={"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}).status_code == 200
    other = {"If-None-Match": '"other"', "If-Modified-Since": modified}
    assert stranger.get(address, headers=other).status_code == 200
    zipped = {"If-None-Match": etag, "Accept-Encoding": "gzip"}
    assert stranger.get(address, headers=zipped).status_code == 304


def test_what_changes_gets_a_new_etag(stranger, liaison, office, address, clock):
    before = stranger.get(address).headers["ETag"]
    liaison.report(duty_of("市教育局", "1"))
    office.accept(1)
    clock.at += timedelta(hours=1)
    after = stranger.get(address, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.headers["ETag"] != before
    assert "【已完成】" in after.text


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip, deflate", "gzip"), ("*", "gzip"), ("identity", None), ("gzip;q=0, *", None)]
)
def test_it_is_compressed_for_those_who_take_it(stranger, address, accepted, encoding):
    plain = stranger.get(address).data
    answer = stranger.get(address, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert (gzip.decompress(answer.data) if encoding else answer.data) == plain


def test_unknown_and_malformed_addresses_are_answered_alike(stranger, liaison):
    answers = [
        stranger.get(f"/feeds/{token}.ics") for token in ("A" * 43, "x", "a/b", "", "%00", "中文", "a b", "x" * 5000)
    ] + [liaison.get("/feeds/" + "A" * 43 + ".ics")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert not any("Set-Cookie" in answer.headers for answer in answers)


def test_other_methods_are_not_taken(stranger, address):
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"):
        assert stranger.client.open(address, method=method).status_code == 405, method


def test_a_revoked_address_is_gone_for_good(stranger, liaison, address):
    assert liaison.post("/feeds/1/revocation").status_code == 302
    answer = stranger.get(address)
    assert answer.status_code == 410
    assert answer.text == "此订阅已停用。\n"
    assert "已停用" in liaison.get("/feeds").text


def test_a_liaison_cannot_stop_another_units_subscription(other_liaison, stranger, address):
    assert other_liaison.post("/feeds/1/revocation").status_code == 404
    assert stranger.get(address).status_code == 200


def test_the_office_chooses_a_unit_from_the_list(office, stranger):
    refused = office.post("/feeds", {"subject": "1-999"})
    assert refused.status_code == 422
    assert "请从列表里选谁的日历。" in refused.text
    subject = re.search(r'<option value="(1-\d+)">东区', office.get("/feeds").text).group(1)
    made = office.post("/feeds", {"subject": subject})
    assert "督办日历 · 东区 · 示例市特殊教育发展提升行动计划" in made.text
    path = re.search(r"/feeds/[\w-]+\.ics", made.text).group(0)
    assert "各区至少建成一个资源教室" in stranger.get(path).text.replace("\r\n ", "")


@pytest.mark.usefixtures("app")
def test_the_request_log_does_not_print_the_secret():
    record = logging.LogRecord(
        "werkzeug", logging.INFO, "", 0, '%s - "%s"', ("127.0.0.1", "GET /feeds/s3cret-token.ics?v=2 HTTP/1.1"), None
    )
    assert HideFeedAddresses().filter(record)
    assert record.getMessage() == '127.0.0.1 - "GET /feeds/….ics?v=2 HTTP/1.1"'
    assert any(isinstance(each, HideFeedAddresses) for each in logging.getLogger("werkzeug").filters)
