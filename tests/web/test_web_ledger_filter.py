"""The ledger's address (筛选), saved views, columns: what a person sees, without JavaScript."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from visiting import unit_of, visitor

from tracker.store.db import connected
from tracker.store.tables import Entry, LedgerView

HERE = "/plans/example-2023"


def said(someone, query: str) -> str:
    page = someone.get(f"{HERE}?{query}").text
    at = page.index('class="filter-said"')
    return page[at : page.index("</p>", at)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=资源教室", "筛出 1 项任务、2 件责任事项"),
        ("q=％无此事", "筛出 0 项任务、0 件责任事项"),
        ("lamp=late", "筛出 1 项任务、1 件责任事项"),
        ("lamp=late&lamp=near", "筛出 3 项任务、4 件责任事项"),
        ("from=2025-11-30&to=2025-11-30", "筛出 1 项任务、1 件责任事项"),
        ("to=2025-11-29", "筛出 0 项任务、0 件责任事项"),
        ("from=2025-12-31&to=2025-12-31", "筛出 2 项任务、3 件责任事项"),
        ("to=2025-12-31&from=2025-11-30", "筛出 3 项任务、4 件责任事项"),
        ("kind=none", "筛出 1 项任务"),
        ("kind=closing&kind=none", "筛出 1 项任务、1 件责任事项"),
        ("open=1", "筛出 4 项任务、5 件责任事项"),
        ("unit=&lamp=&from=&kind=&open=&group=&role=&page=&view=&columns=", "共 4 项任务、5 件责任事项"),
    ],
)
def test_what_the_address_asks_for(office, query, found):
    assert found in said(office, query)


def test_a_unit_is_found_where_it_owes_and_where_it_is_named(office):
    east, disabled = unit_of("东区"), unit_of("市残联")
    assert "筛出 1 项任务、1 件责任事项" in said(office, f"unit={east}")
    assert "筛出 1 项任务、2 件责任事项" in said(office, f"unit={unit_of('各区政府')}")
    both = said(office, f"unit={east}&unit={disabled}")
    assert "2 件责任事项" in both
    page = office.get(f"{HERE}?unit={east}&unit={disabled}").text
    assert 'name="unit" multiple' in page
    assert "只是提到所选单位" in office.get(f"{HERE}?unit={disabled}").text
    lead = said(office, f"unit={disabled}&role=lead")
    assert re.search(r"筛出 \d+ 项任务", lead)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("lamp=nonsense", "“nonsense”不是灯，没有按它筛选。"),
        ("unit=999999", "“999999”不是这个方案里的单位，没有按它筛选。"),
        ("unit=' or 1=1", "不是这个方案里的单位"),
        ("from=2025-13-45", "时限起始日“2025-13-45”不是日期"),
        ("to=明天", "时限截止日“明天”不是日期"),
        ("from=2025-12-31&to=2025-01-01", "时限的起始日晚于截止日，已经前后对调。"),
        ("kind=weird", "“weird”不是类型"),
        ("group=没有这一方面", "这个方案没有“没有这一方面”这一方面"),
        ("open=maybe", "没有按它筛选"),
        ("role=boss", "“boss”不是单位身份"),
        ("columns=price", "“price”不是列，没有按它显示。"),
        ("paper=b5", "“b5”不是纸张"),
        ("page=7", "没有第 7 页，显示最后一页。"),
        ("page=first", "“first”不是页的编号"),
        ("page=99999999999999999999", "不是页的编号"),
        ("view=12345", "没有找到这个常用视图"),
        ("view=x", "“x”不是常用视图的编号"),
        ("q=" + "长" * 300, "要找的文字超过 200 字"),
    ],
)
def test_what_means_nothing_is_said_and_the_rest_holds(office, query, sentence):
    answer = office.get(f"{HERE}?{query}&lamp=near")
    assert answer.status_code == 200
    assert sentence in answer.text
    assert "筛出" in answer.text


def test_odd_signs_are_only_text(office):
    for text in ("%00", "%5C", "%27%3B--", "%F0%9F%98%80", "%E2%80%AE", "%25_%25", "%3Cscript%3E"):
        answer = office.get(f"{HERE}?q={text}&group={text}")
        assert answer.status_code == 200
        assert "<script>" not in answer.text.replace("<script ", "")


def test_columns_are_those_that_are_ticked(office):
    page = office.get(f"{HERE}?columns=lamp&columns=kind").text
    heads = re.findall(r'role="columnheader">([^<]+)<', page)
    assert heads == ["序号", "任务", "时限类型", "灯"]
    assert "限期完成" in page[page.index("<tbody") :]
    assert 'colspan="4"' in page
    assert re.findall(r'role="columnheader">([^<]+)<', office.get(f"{HERE}?columns=lamp,kind").text) == heads


def test_quick_dates_keep_the_rest_and_lead_back(office):
    page = office.get(f"{HERE}?lamp=near&columns=lamp").text
    links = dict(re.findall(r'href="([^"]*)"[^>]*>(本月|下月|30天内|已过)<', page))
    assert {words: href.split("?")[1] for href, words in links.items()} == {
        "本月": "lamp=near&amp;columns=lamp&amp;from=2025-12-01&amp;to=2025-12-31",
        "下月": "lamp=near&amp;columns=lamp&amp;from=2026-01-01&amp;to=2026-01-31",
        "30天内": "lamp=near&amp;columns=lamp&amp;from=2025-12-18&amp;to=2026-01-17",
        "已过": "lamp=near&amp;columns=lamp&amp;to=2025-12-17",
    }
    chosen = office.get(f"{HERE}?from=2025-12-01&to=2025-12-31").text
    assert re.search(r'chosen" href="/plans/example-2023"[^>]*>本月<', chosen)


def test_the_workbook_keeps_the_filter(office):
    def units(query: str) -> list[str]:
        page = load_workbook(BytesIO(office.get(f"{HERE}/ledger.xlsx?edition=data&{query}").data)).active
        heads = [cell.value for cell in page[1]]
        return [row[heads.index("责任单位")].value for row in page.iter_rows(min_row=2)]

    assert units("lamp=late") == ["示例市残联"]
    assert units(f"unit={unit_of('东区')}") == ["东区"]
    assert units("to=2025-11-30") == ["示例市残联"]
    page = office.get(f"{HERE}?lamp=late&from=2025-01-01").text
    assert f'href="{HERE}/export?lamp=late&amp;from=2025-01-01"' in page
    assert "按筛选导出 1 项任务、1 行" in office.get(f"{HERE}/export?lamp=late").text
    assert "edition=data&amp;lamp=late" in office.get(f"{HERE}/export?lamp=late").text


def keep(someone, name: str, query: str = "lamp=late&columns=lamp", **data: str):
    return someone.post(f"{HERE}/views?{query}", {"name": name, **data})


def test_a_view_is_kept_opened_changed_renamed_and_deleted(office, liaison):
    answer = keep(office, "  逾期  没办的 ")
    assert answer.status_code == 302
    assert answer.location.endswith("lamp=late&columns=lamp&view=1")
    page = office.get(HERE).text
    assert "逾期 没办的" in page
    assert f'href="{HERE}?view=1&amp;columns=lamp&amp;lamp=late"' in page
    opened = office.get(f"{HERE}?view=1")
    assert opened.status_code == 302
    assert "lamp=late" in opened.location
    assert "view=1" in opened.location
    assert "逾期 没办的" not in liaison.get(HERE).text
    assert "没有找到这个常用视图" in liaison.get(f"{HERE}?view=1&lamp=late").text
    assert office.post(f"{HERE}/views/1?lamp=near&lamp=listed", {}).status_code == 302
    assert "lamp=near&lamp=listed" in office.get(f"{HERE}?view=1").location
    assert office.post(f"{HERE}/views/1/name", {"name": "临期"}).status_code == 302
    assert "临期" in office.get(HERE).text
    assert office.post(f"{HERE}/views/1/removal", {}).status_code == 302
    assert "view=1" not in office.get(HERE).text
    with connected():
        assert not Entry.select().where(Entry.about == "view").exists()


def test_a_name_is_refused_beside_its_field_and_nothing_is_lost(office):
    keep(office, "逾期")
    for name, sentence in (("", "请给这个视图起个名字"), ("长" * 21, "20 字以内"), ("逾期", "已经有叫“逾期”的视图")):
        answer = keep(office, name, "q=教室")
        assert answer.status_code == 422
        assert sentence in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert f'value="{name}"' in answer.text
        assert 'value="教室"' in answer.text
    keep(office, "临期", "lamp=near")
    answer = office.post(f"{HERE}/views/2/name?view=2&lamp=near", {"name": "逾期"})
    assert answer.status_code == 422
    assert "已经有叫“逾期”的视图" in answer.text


def test_the_office_shares_views_with_a_history_and_others_only_use_them(app, office, liaison, leader):
    assert keep(office, "全市逾期", shared="1").status_code == 302
    for someone in (liaison, leader):
        page = someone.get(HERE).text
        assert "全市逾期" in page
        assert "共用" in page
        assert "改“全市逾期”" not in someone.get(f"{HERE}?view=1&lamp=late").text
        assert keep(someone, "我的", shared="1").status_code == 403
        for address in ("", "/name", "/removal"):
            assert someone.post(f"{HERE}/views/1{address}", {"name": "改"}).status_code == 403
    assert keep(office, "全市逾期", shared="1").status_code == 422
    assert keep(office, "全市逾期").status_code == 302  # an own one may be called the same
    office.post(f"{HERE}/views/1/name", {"name": "全市"})
    office.post(f"{HERE}/views/1?lamp=near", {})
    office.post(f"{HERE}/views/1/removal", {})
    with connected():
        told = [(entry.verb, entry.words) for entry in Entry.select().where(Entry.about == "view").order_by(Entry.id)]
    assert told == [
        ("共用视图", "全市逾期"),
        ("改共用视图", "全市逾期 → 全市"),
        ("改共用视图", "全市"),
        ("删共用视图", "全市"),
    ]


def test_another_persons_view_looks_as_if_it_were_not_there(app, office):
    keep(office, "逾期")
    other = visitor(app, "lingdao")
    for address in ("", "/name", "/removal"):
        assert other.post(f"{HERE}/views/1{address}", {"name": "改"}).status_code == 404
    with connected():
        assert LedgerView.get_by_id(1).name == "逾期"


def test_a_view_of_nothing_special_opens_without_going_round(office):
    keep(office, "全部", "")
    assert office.get(f"{HERE}?view=1").status_code == 200
