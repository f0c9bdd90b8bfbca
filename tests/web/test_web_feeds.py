"""订阅日历: what a secret address answers, and who may make and stop one."""

from __future__ import annotations

import gzip
import logging
import re
from datetime import timedelta

import pytest
from visiting import duty_of, visitor

from tracker.store.db import connected, open_database
from tracker.store.tables import Plan
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
    packed = [f'{bare[:-1]}{end}"' for end in ("-gzip", "--gzip", ";gzip", "-br")]
    for tags in (etag, bare, f'"other", {bare}', f'W/"other",{etag}', "*", *packed, f"W/{packed[0]}", f'"a,b", {etag}'):
        answer = stranger.get(address, headers={"If-None-Match": tags})
        assert answer.status_code == 304, tags
        assert answer.data == b""
        assert answer.headers["ETag"] == etag
        for name in ("Cache-Control", "Vary"):
            assert answer.headers[name] == first.headers[name]
        for name in ("Content-Type", "Content-Encoding", "Content-Disposition", "Set-Cookie"):
            assert name not in answer.headers
    other = {"If-None-Match": '"other"', "If-Modified-Since": modified}
    assert stranger.get(address, headers=other).status_code == 200
    zipped = {"If-None-Match": etag, "Accept-Encoding": "gzip"}
    assert stranger.get(address, headers=zipped).status_code == 304
    assert stranger.client.head(address, headers={"If-None-Match": etag}).status_code == 304
    for nothing in ("", '"other"', f"{bare[1:-2]}", "W/", '"', "'"):
        assert stranger.get(address, headers={"If-None-Match": nothing}).status_code == 200, nothing


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Thu, 18 Dec 2025 02:00:00 GMT", 304),  # 10:00 in Shanghai
        ("Thursday, 18-Dec-25 02:00:00 GMT", 304),  # RFC 850
        ("Thu Dec 18 02:00:00 2025", 304),  # asctime
        ("Fri, 19 Dec 2025 02:00:00 GMT", 304),
        ("Thu, 18 Dec 2025 01:59:59 GMT", 200),
        ("Mon, 01 Jan 2024 00:00:00 GMT", 200),
        ("yesterday", 200),
        ("", 200),
    ],
)
def test_a_client_may_ask_by_time_in_every_form_of_a_date(stranger, address, since, status):
    assert stranger.get(address).headers["Last-Modified"] == "Thu, 18 Dec 2025 02:00:00 GMT"
    assert stranger.get(address, headers={"If-Modified-Since": since}).status_code == status


def test_the_time_of_change_moves_when_an_event_only_leaves(stranger, liaison, office, address, clock):
    liaison.report(duty_of("市教育局", "1"))
    office.accept(1)
    closed = stranger.get(address)
    clock.at += timedelta(days=31)
    left = stranger.get(address, headers={"If-Modified-Since": closed.headers["Last-Modified"]})
    assert left.status_code == 200
    assert b"BEGIN:VEVENT" in closed.data
    assert b"BEGIN:VEVENT" not in left.data
    assert left.headers["Last-Modified"] == "Sun, 18 Jan 2026 02:00:00 GMT"


def test_unknown_query_parameters_are_ignored(stranger, address):
    assert stranger.get(f"{address}?v=2&download=x&__debugger__=yes").data == stranger.get(address).data


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


WRONG = (
    "A" * 43,
    "x",
    "a/b",
    "",
    "%00",
    "%00.ics%00",
    "中文",
    "a b",
    "x" * 5000,
    "%ff%fe",
    "..%2f..",
    "'--",
    "%F0%9F%98%80",
)


def test_unknown_and_malformed_addresses_are_answered_alike(stranger, liaison, address):
    paths = [f"/feeds/{token}.ics" for token in WRONG]
    paths += [
        address[:-5] + ".ics",
        address[:-4],
        address[:30],
        address + "/",
        address + "x",
        address.replace("/feeds/", "/feeds/A"),
    ]
    answers = [stranger.get(path) for path in paths] + [liaison.get("/feeds/" + "A" * 43 + ".ics")]
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


def test_a_unit_that_owes_nothing_in_the_plan_is_no_calendar_and_no_channel_of_it(office):
    with connected():
        facts = Plan.select().dicts().get()
        other = Plan.insert({**facts, "id": 2, "key": "other-2024", "title": "另一个方案"}).execute()
    unit = re.search(r'<option value="(\d+)">东区', office.get("/feeds").text).group(1)
    sentence = "这个单位在所选方案里没有责任事项，请改选方案或单位。"
    assert sentence in office.post("/feeds", {"plan": str(other), "subject": unit}).text
    robot = {"platform": "wecom", "name": "群", "address": "00000000-0000-0000-0000-000000000000"}
    assert sentence in office.post("/channels", {**robot, "plan": str(other), "audience": unit}).text


def test_a_liaison_cannot_stop_another_units_subscription(other_liaison, stranger, address):
    assert other_liaison.post("/feeds/1/revocation").status_code == 404
    assert stranger.get(address).status_code == 200


def test_the_office_chooses_a_unit_from_the_list(office, stranger):
    unit = re.search(r'<option value="(\d+)">东区', office.get("/feeds").text).group(1)
    for plan, name in (("1", "督办日历 · 东区 · 示例市特殊教育发展提升行动计划"), ("", "督办日历 · 东区")):
        made = office.post("/feeds", {"plan": plan, "subject": unit})
        assert name in made.text
        path = re.search(r"/feeds/[\w-]+\.ics", made.text).group(0)
        assert "各区至少建成一个资源教室" in stranger.get(path).text.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("plan", "subject", "field", "sentence"),
    [
        ("", "999", "subject", "请从列表里选谁的日历。"),
        ("", "", "subject", "请从列表里选谁的日历。"),
        ("", "me", "subject", "请从列表里选谁的日历。"),
        ("77", "all", "plan", "请从列表里选一个方案。"),
        ("x", "all", "plan", "请从列表里选一个方案。"),
    ],
)
def test_what_is_not_on_the_offices_lists_is_refused(office, plan, subject, field, sentence):
    refused = office.post("/feeds", {"plan": plan, "subject": subject})
    assert refused.status_code == 422
    assert sentence in refused.text
    assert f'href="#{field}"' in refused.text


@pytest.mark.parametrize("name", ["werkzeug", "granian.access", "_granian", "tracker.web"])
def test_no_log_prints_the_secret(app, name):
    secret = "s3cret-token-of-43-characters-made-by-chance"
    record = logging.LogRecord(
        name,
        logging.INFO,
        "",
        0,
        '%(addr)s - "%(path)s"',
        ({"addr": "127.0.0.1", "path": f"/feeds/{secret}.ics?v=2"},),
        None,
    )
    assert all(rule.filter(record) for rule in logging.getLogger(name).filters if isinstance(rule, HideFeedAddresses))
    assert record.getMessage() == '127.0.0.1 - "/feeds/….ics?v=2"'


def test_a_fault_of_ours_leaves_no_address_in_the_log(app, config, caplog):
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    opened = open_database(f"sqlite:///{config.data_dir / 'empty.db'}")
    secret = "A" * 43
    assert visitor(app).client.get(f"/feeds/{secret}.ics").status_code == 500
    opened.close()
    assert caplog.records, "a fault is logged"
    assert secret not in caplog.text


# ---- the page -----------------------------------------------------------------------------------------------------------


def subscribed(someone, **chosen) -> str:
    """The path of a new subscription."""
    made = someone.post("/feeds", chosen)
    assert made.status_code == 200, made.text
    return re.search(r"/feeds/[\w-]+\.ics", made.text).group(0)


def read(stranger, path: str) -> str:
    return stranger.get(path).text.replace("\r\n ", "")


def test_the_once_shown_page_has_every_way_in(liaison):
    page = liaison.post("/feeds").text
    token = re.search(r"/feeds/([\w-]+)\.ics", page).group(1)
    assert f"https://ducha.example.gov.cn/feeds/{token}.ics" in page
    assert f'href="webcal://ducha.example.gov.cn/feeds/{token}.ics"' in page
    assert "<svg viewBox=" in page
    assert " style=" not in page
    assert 'name="referrer" content="no-referrer"' in page


def test_the_page_says_what_to_do_in_each_client_and_what_does_not_work(liaison):
    page = liaison.get("/feeds").text
    for client in ("iPhone", "Outlook", "小米", "ICSx5", "Thunderbird", "华为"):
        assert client in page
    assert "企业微信、钉钉、飞书的日历不接受订阅地址" in page


def test_a_liaison_chooses_between_the_units_calendar_and_the_own(liaison, stranger):
    values = re.findall(r'<option[^>]* value="([^"]*)"', liaison.get("/feeds").text)
    assert values[:2] == ["unit", "me"]
    own = subscribed(liaison, subject="me")
    assert "建设一所从幼儿园到高中的特殊教育学校" in read(stranger, own)
    for foreign in ("office", "plan-1", "1-2", "me2"):
        assert liaison.post("/feeds", {"subject": foreign}).status_code == 422


def test_the_office_subscribes_to_everything_and_to_a_whole_plan(office, stranger):
    everything = read(stranger, subscribed(office, subject="all"))
    plan = read(stranger, subscribed(office, plan="1", subject="all"))
    for body in (everything, plan):
        assert "示例市教育局：任务（1）建设一所" in body
        assert "东区：任务（2）各区至少建成" in body
    assert "X-WR-CALNAME:督办日历 · 督查室" in everything
    assert "X-WR-CALNAME:督办日历 · 全部单位 · 示例市特殊教育发展提升行动计划" in plan


def test_a_to_do_list_and_an_alarm_are_chosen_on_the_form(liaison, stranger):
    assert "BEGIN:VTODO" in read(stranger, subscribed(liaison, shape="todo"))
    assert read(stranger, subscribed(liaison, alarm="1")).count("TRIGGER:-PT15H") == 1
    assert liaison.post("/feeds", {"shape": "note"}).status_code == 422
    refused = liaison.post("/feeds", {"alarm": "400"})
    assert refused.status_code == 422
    assert "请从列表里选什么时候响" in refused.text


def test_a_calendar_is_downloaded_once_without_any_address(liaison, stranger, address):
    answer = liaison.post("/feeds/download", {"subject": "unit"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="duties.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data.count(b"BEGIN:VEVENT") == stranger.get(address).data.count(b"BEGIN:VEVENT") == 1
    assert liaison.post("/feeds/download", {"subject": "office"}).status_code == 422
    assert liaison.get("/feeds").text.count("…") - 1 <= 1  # one subscription is listed, that of `address`


def test_another_address_stops_the_old_one(liaison, other_liaison, stranger, address):
    assert other_liaison.post("/feeds/1/rotation").status_code == 404
    page = liaison.post("/feeds/1/rotation")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    renewed = re.search(r"/feeds/[\w-]+\.ics", page.text).group(0)
    assert stranger.get(address).status_code == 410
    assert stranger.get(renewed).status_code == 200
    assert liaison.post("/feeds/1/rotation").status_code == 404


def test_the_list_tells_who_read_it_last_with_what(liaison, stranger, address):
    stranger.get(address, headers={"User-Agent": "iOS/26 (dataaccessd) <b>"})
    page = liaison.get("/feeds").text
    assert "iOS/26 (dataaccessd) &lt;b&gt;" in page
    assert "2025-12-18 建" in page


def test_a_personal_subscription_is_the_persons_and_the_offices_business(liaison, other_liaison, office):
    subscribed(liaison, subject="me")
    assert "演示联络员·市教育局" in office.get("/feeds").text
    assert "个人" not in other_liaison.get("/feeds").text.split('id="clients"')[0].split("</form>")[-1]
    assert other_liaison.post("/feeds/1/revocation").status_code == 404
    assert office.post("/feeds/1/revocation").status_code == 302
