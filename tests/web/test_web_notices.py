"""挂牌公示页: off by default, no address for strangers until the office opens it, and nothing on it but what may be public."""

from __future__ import annotations

import json
import re

import pytest
from case_walking import LISTING, PLAN, at, walk_to

from tracker.store.db import connected
from tracker.store.tables import Case, Entry, Plan

PAGE = "/notices/example-2023"
CONTACT = {"contact": "示例市督查室 0000-0000000"}
PRIVATE = (
    "分管副局长",  # who is responsible
    "文件已起草，卡在会签。",  # the unit's reply
    "事实清楚。",  # the office's opinion
    "材料齐全。",
    "器具已到位，有签收单。",  # findings on site
    "机制文件印发并执行",  # the plan of rectification
    "机制文件.pdf",  # evidence
    "演示理事长",
    "演示联络员",
    "演示督查员",
    "演示领导",
    LISTING["basis"],
)


def opened(office) -> None:
    with connected():
        Plan.update(publicity="public").where(Plan.key == "example-2023").execute()
    assert office.post(f"{PAGE}/opening", CONTACT).status_code == 302


def listed(office, leader, other_liaison, status: str, *, is_public: bool) -> None:
    walk_to(status, office, leader, other_liaison, is_public="1" if is_public else "0")


def main_of(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"<code>\w+</code>", "", main)  # each answer's own number


@pytest.mark.usefixtures("proposed")
def test_until_it_is_switched_on_a_stranger_finds_nothing_at_all(stranger, office, leader, other_liaison):
    listed(office, leader, other_liaison, "listed", is_public=True)
    for path in (PAGE, f"{PAGE}/1", "/notices/nowhere"):
        assert stranger.get(path).status_code == 404
    assert main_of(stranger.get(PAGE).text) == main_of(stranger.get("/notices/nowhere").text)
    assert "挂〔2026〕1号" in office.get(PAGE).text  # the office looks before it opens
    assert leader.get(PAGE).status_code == 404
    assert stranger.post(f"{PAGE}/opening", CONTACT).location.startswith("/sign-in")
    assert stranger.get(PAGE).status_code == 404


@pytest.mark.usefixtures("proposed")
@pytest.mark.parametrize("status", ["listed", "rectifying", "verified"])
def test_a_stranger_reads_what_may_be_public_and_nothing_else(stranger, office, leader, other_liaison, status):
    listed(office, leader, other_liaison, status, is_public=True)
    opened(office)
    for path in (PAGE, f"{PAGE}/1"):
        answer = stranger.get(path)
        assert answer.status_code == 200
        for said in ("挂〔2026〕1号", "示例市残联", "示例市督查室", "整改中" if path == PAGE else "正在整改"):
            assert said in answer.text
        assert not [word for word in PRIVATE if word in answer.text]
        assert not re.search(r'href="/(?!static|bootstrap|sign-in|complaint|notices|"|$)', answer.text)


@pytest.mark.usefixtures("proposed")
def test_the_notice_and_the_release_are_published_where_the_listing_was(stranger, office, leader, other_liaison, clock):
    listed(office, leader, other_liaison, "verified", is_public=True)
    opened(office)
    office.post("/cases/1/notice")
    with connected():
        until = Case.get_by_id(1).notice_until
    assert "拟予销号，现予公示" in stranger.get(f"{PAGE}/1").text
    clock.at = at(20)
    assert clock.at.date() > until
    assert leader.post("/cases/1/release", {"opinion": "同意销号，内部意见。"}).status_code == 302
    page = stranger.get(f"{PAGE}/1").text
    assert "已于2026年1月20日销号摘牌" in page
    assert "内部意见" not in page
    assert "已销号" in stranger.get(PAGE).text


@pytest.mark.usefixtures("proposed")
def test_what_is_listed_for_internal_supervision_never_shows(stranger, office, leader, other_liaison):
    listed(office, leader, other_liaison, "rectifying", is_public=False)
    opened(office)
    assert "没有公开挂牌督办的事项" in stranger.get(PAGE).text
    assert stranger.get(f"{PAGE}/1").status_code == 404


def test_every_switch_is_in_the_history_and_off_means_gone(stranger, office):
    opened(office)
    assert stranger.get(PAGE).status_code == 200
    assert "公示联系方式" not in stranger.get(PAGE).text
    office.post(f"{PAGE}/closing")
    office.post(f"{PAGE}/closing")  # closing what is closed says nothing again
    assert stranger.get(PAGE).status_code == 404
    with connected():
        verbs = [entry.verb for entry in Entry.select().where(Entry.verb.contains("公示页")).order_by(Entry.id)]
    assert verbs == ["打开挂牌公示页", "关闭挂牌公示页"]


def test_a_plan_whose_text_is_not_public_cannot_be_opened_and_closes_when_it_stops_being_so(stranger, office):
    with connected():
        Plan.update(publicity="counts").where(Plan.key == "example-2023").execute()
    refused = office.post(f"{PAGE}/opening", CONTACT)
    assert refused.status_code == 422
    assert "不公开事项名称" in refused.text
    opened(office)
    with connected():
        Plan.update(publicity="counts").where(Plan.key == "example-2023").execute()
        assert Plan.get(Plan.key == "example-2023").settings["notices"]["is_open"] is True
    assert stranger.get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("", "请写办公电话或邮箱"),
        ("电" * 121, "不超过 120 个字，您写了 121 个字"),
        ("王某 110101199003074514", "像是有身份证号"),
    ],
)
def test_a_contact_that_cannot_stand_there_is_refused_beside_its_field(stranger, office, contact, said):
    opened(office)
    office.post(f"{PAGE}/closing")
    answer = office.post(f"{PAGE}/opening", {"contact": contact})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{contact}"' in answer.text
    assert stranger.get(PAGE).status_code == 404


@pytest.mark.parametrize("role", ["liaison", "leader", "admin"])
def test_only_the_office_switches(request, stranger, role):
    somebody = request.getfixturevalue(role)
    with connected():
        Plan.update(publicity="public").where(Plan.key == "example-2023").execute()
    assert somebody.post(f"{PAGE}/opening", CONTACT).status_code == 403
    assert stranger.get(PAGE).status_code == 404


def test_the_example_words_are_really_typed_somewhere():
    """Else the test of leaks would look for words that nobody wrote."""
    typed = json.dumps([PLAN, LISTING], ensure_ascii=False)
    assert "机制文件印发并执行" in typed
    assert "分管副局长" in typed
