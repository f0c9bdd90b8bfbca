"""方案、台账、任务: what stands where, and for whom."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook


def test_the_list_of_plans_says_rows_duties_and_lamps(office):
    page = office.get("/plans").text
    assert "示例市特殊教育发展提升行动计划" in page
    assert "示教〔2023〕1号" in page
    assert "4 项任务" in page
    assert 'href="/plans/example-2023?lamp=late"' in page


def test_the_ledger_shows_wording_date_lamp_and_doubts(office):
    page = office.get("/plans/example-2023").text
    assert "共 4 项任务、5 件责任事项" in page
    assert "2025年11月" in page
    assert "2025-11-30" in page
    assert "已过 14 个工作日" in page
    assert "原文未写时限" in page
    assert "有 1 处疑点" in page
    assert "2个" in page  # 各区政府 stands for two


def test_the_filter_finds_chinese_text_units_and_lamps(office):
    def said(query: str) -> str:
        page = office.get(f"/plans/example-2023?{query}").text
        at = page.index('class="filter-said"')
        return page[at : page.index("</p>", at)]

    assert "筛出 1 项任务、2 件责任事项" in said("q=资源教室")
    assert "筛出 2 项任务" in said("q=市残联")
    assert "筛出 1 项任务" in said("q=资源 教师")
    assert "筛出 1 项任务" in said("lamp=late")
    assert "筛出 3 项任务" in said("lamp=late&lamp=near")
    assert "筛出 0 项任务" in said("lamp=listed")
    assert "共 4 项任务" in said("unit=&lamp=nonsense")
    assert "没有符合条件的任务。" in office.get("/plans/example-2023?q=无此事").text


def test_a_liaison_sees_every_line_but_only_the_own_lamps(liaison):
    page = liaison.get("/plans/example-2023").text
    assert "各区至少建成一个资源教室" in page
    assert "共 4 项任务、2 件责任事项（只列您单位的）" in page
    assert "不归您单位" in page
    assert "已过 14 个工作日" not in page


def test_a_task_says_how_its_date_was_read_and_where_it_stands(office, liaison):
    page = office.get("/tasks/4").text
    assert "“2025年11月”按该月最后一日计" in page
    assert "单位原文写作“残连”。" in page
    assert "原文第 14 行" in page
    assert "示例市残联" in page
    assert "东区" in office.get("/tasks/2").text
    assert "西区" in office.get("/tasks/2").text
    assert "这项任务没有归您单位的责任事项。" in liaison.get("/tasks/4").text


def test_a_duty_says_why_this_day(office):
    page = office.get("/duties/1").text
    assert "为什么是这一天" in page
    assert "所以是2025年12月31日" in page


def test_the_workbook_holds_what_the_page_holds(office, liaison):
    def units(someone, query=""):
        page = load_workbook(BytesIO(someone.get(f"/plans/example-2023/ledger.xlsx?edition=data{query}").data)).active
        heads = [cell.value for cell in page[1]]
        return [row[heads.index("责任单位")].value for row in page.iter_rows(min_row=2)]

    assert units(office) == ["示例市教育局", "东区", "西区", "示例市教育局", "示例市残联"]
    assert units(liaison) == ["示例市教育局", None, "示例市教育局", None]
    assert units(office, "&q=资源教室") == ["东区", "西区"]


def test_only_the_office_takes_the_liaisons_names_along(office, liaison, leader):
    def heads(someone):
        page = load_workbook(BytesIO(someone.get("/plans/example-2023/ledger.xlsx?edition=data").data)).active
        return [cell.value for cell in page[1]]

    assert "联络员" in heads(office)
    assert "联络员" in heads(leader)
    assert "联络员" not in heads(liaison)


def test_the_export_page_offers_every_edition_for_what_was_filtered(office, liaison):
    page = office.get("/plans/example-2023/export?q=资源教室").text
    assert "按筛选导出 1 项任务、2 行" in page
    for query in ("edition=reading&amp;paper=a4", "edition=reading&amp;paper=a3", "edition=data"):
        assert query in page
    assert "通报统计" in page
    assert "通报统计" not in liaison.get("/plans/example-2023/export").text
    reading = office.get("/plans/example-2023/ledger.xlsx?edition=reading&paper=a3")
    assert load_workbook(BytesIO(reading.data)).active.page_setup.paperSize == 8
    assert office.get("/plans/example-2023/ledger.xlsx?edition=nonsense&paper=b5").status_code == 200


def test_the_statistics_page_gives_the_sentence_the_table_and_every_reason(office, liaison):
    page = office.get("/plans/example-2023/statistics").text
    assert (
        "截至2025年12月18日，共有重点任务4项。其中，已完成0项，占0.0%；超进度0项，占0.0%；达进度2项，占50.0%；" in page
    )
    assert "欠进度1项，占25.0%；其它1项，占25.0%。目前没有挂牌督办事项。" in page
    assert "1 件过了时限没有办结" in page
    assert "没有到期日，不能按日期判断" in page
    assert liaison.get("/plans/example-2023/statistics").status_code == 403
