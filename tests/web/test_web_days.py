"""工作日: the office enters a year's notice; pages that count working days warn where one is missing."""

from __future__ import annotations

from datetime import datetime

import pytest

from tracker.timekeeper import SHANGHAI

DAY = {"year": "2027", "day": "2027-02-07", "works": "works", "note": "春节调休"}


def test_a_year_says_whether_its_notice_is_known(office):
    assert "国务院办公厅关于2025年放假和调休的安排已经在系统里。" in office.get("/working-days").text
    page = office.get("/working-days?year=2025").text
    assert "10月1日</time>—<time" in page
    assert "9月28日（周日）" in page
    assert "2027年调休安排未录入" in office.get("/working-days?year=2027").text
    assert "2025 年" in office.get("/working-days?year=1900").text


def test_a_day_is_entered_listed_and_taken_back(admin):
    assert admin.post("/working-days", DAY).location == "/working-days?year=2027"
    page = admin.get("/working-days?year=2027").text
    assert "2月7日（周日）" in page
    assert "春节调休" in page
    assert admin.post("/working-days/2027-02-07/removal").location == "/working-days?year=2027"
    assert "这一年没有单独调整过。" in admin.get("/working-days?year=2027").text
    assert admin.post("/working-days/2027-02-07/removal").status_code == 404
    assert admin.post("/working-days/someday/removal").status_code == 404


def test_a_year_that_is_entered_in_full_warns_no_more(office):
    assert office.post("/working-days/years/2027/completion").status_code == 302
    assert "2027年调休安排未录入" not in office.get("/working-days?year=2027").text
    assert office.post("/working-days/years/1800/completion").status_code == 404


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"day": ""}, "day", "请写日期，例如 2027-02-07。"),
        ({"day": "2月7日"}, "day", "请写成 2025-12-31 这样的日期。"),
        ({"day": "2050-01-01"}, "day", "只能调整 2019 年到 2035 年的日子。"),
        ({"works": ""}, "works", "请选这一天放假还是上班。"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field_and_the_note_stays(office, change, field, sentence):
    answer = office.post("/working-days", {**DAY, **change})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert sentence in answer.text
    assert 'value="春节调休"' in answer.text
    assert "2027 年" in answer.text


def test_working_days_are_for_office_and_administrator(liaison, leader):
    for someone in (liaison, leader):
        assert someone.post("/working-days", DAY).status_code == 403
        assert someone.post("/working-days/2027-02-07/removal").status_code == 403
        assert someone.post("/working-days/years/2027/completion").status_code == 403


def test_rehearsal_and_outbox_warn_sixty_days_before_a_year_without_a_notice(office, clock):
    for path in ("/rehearsal?from=2025-12-18&to=2025-12-19", "/outbox"):
        assert "录入工作日" not in office.get(path).text
    clock.at = datetime(2026, 11, 3, 10, 0, tzinfo=SHANGHAI)
    for path in ("/rehearsal", "/outbox"):
        page = office.get(path).text
        assert "2027年调休安排未录入" in page
        assert 'href="/working-days?year=2027"' in page
    clock.at = datetime(2026, 11, 1, 10, 0, tzinfo=SHANGHAI)
    assert "调休安排未录入" not in office.get("/outbox").text
