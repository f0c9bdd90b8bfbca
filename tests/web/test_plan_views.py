"""总览、矩阵、时间轴、日历: every number leads to the rows behind it, on both engines, with as many questions however large the plan."""

from __future__ import annotations

import logging
import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from example import NOW
from grown_plan import KEY, add_counties, add_tasks, admit_example, grow
from visiting import visitor

from tracker.config import Config
from tracker.store.tables import Case, Duty, Exemption, Extension, Objection, Person, Plan, Report, Task, Unit
from tracker.timekeeper import Practice, Timekeeper, real_now
from tracker.web import create_app

VIEWS = ("overview", "matrix", "timeline", "calendar?month=2025-12", "calendar?month=2026-01")


@pytest.fixture
def site(database, tmp_path):
    """The web application over either engine, with the example plan; the plan's id."""
    plan = admit_example()
    config = Config(data_dir=tmp_path, database_url=database, secret_key="only for these tests", base_url="")
    app = create_app(config, Timekeeper(lambda: Practice(NOW, real_now())))
    app.config.update(PROPAGATE_EXCEPTIONS=True, SESSION_COOKIE_SECURE=False)
    return app, plan


@pytest.fixture
def grown(site):
    """The same with a few hundred duties of every kind."""
    app, plan = site
    add_counties(4)
    tasks = [row.id for row in Task.select(Task.id).where(Task.plan == plan)] + add_tasks(plan, 5)
    grow(plan, tasks, 300)
    return app


def main_of(page: str) -> str:
    return page[page.index('<main id="main"') : page.index("</main>")]


def numbers_that_lead(page: str) -> list[tuple[int, str]]:
    """Every link that shows a number of duties, with the number; words only for screen readers are left out."""
    found = []
    for attributes, inside in re.findall(r"<a ([^>]*)>(.*?)</a>", main_of(page), re.DOTALL):
        href = unescape(re.search(r'href="([^"]*)"', attributes)[1])
        if not re.match(r"/plans/[^/?]+(\?|$)|/duties\?", href) and href != "/duties":
            continue
        seen = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", inside)
        words = re.sub(r"<[^>]+>", " ", seen)
        counts = re.findall(r"(\d+) +件", words) or re.findall(r"\d+", words)
        if not counts or "项任务" in seen or "tl-mark" in seen:
            continue
        found.append((int(counts[0 if "lampbar-cell" in attributes else -1]), href))
    return found


def rows_behind(someone, href: str) -> int:
    """How many duties the page behind a link shows or says."""
    if not href.startswith("/duties"):
        said = re.search(r'class="filter-said" role="status">(.*?)</p>', someone.get(href).text)[1]
        return int(re.search(r"(\d+) 件责任事项", said)[1])
    asked = parse_qs(urlsplit(href).query, keep_blank_values=True)
    shown, page, text = 0, 0, 'rel="next"'
    while 'rel="next"' in text:
        page += 1
        text = someone.get(f"/duties?{urlencode({**asked, 'page': page}, doseq=True)}").text
        shown += text.count('data-label="灯"')
    assert f"共 {shown} 件责任事项" in text
    return shown


@pytest.mark.parametrize("who", ["ducha", "jyj"])
def test_every_number_leads_to_as_many_rows(grown, who):
    someone = visitor(grown, who)
    found = {}
    for view in VIEWS:
        for number, href in numbers_that_lead(someone.get(f"/plans/{KEY}/{view}").text):
            assert found.setdefault(href, number) == number, (view, href)
    assert len(found) >= (80 if who == "ducha" else 20)
    assert {href: rows_behind(someone, href) for href in found} == found


@pytest.mark.parametrize("who", ["ducha", "jyj", "lingdao"])
def test_every_number_across_plans_leads_to_as_many_rows(grown, who):
    copied = {name: value for name, value in Plan.select().dicts().first().items() if name != "id"}
    other = Plan.insert({**copied, "key": "other-2024", "title": "另一个方案"}).execute()
    grow(other, add_tasks(other, 3), 90)
    someone = visitor(grown, who)
    page = someone.get("/plans").text
    found = numbers_that_lead(page)
    assert len({href for _, href in found}) >= 20
    assert {href: rows_behind(someone, href) for _, href in found} == {href: number for number, href in found}
    assert ("等待审核" in page) is (who != "jyj")


def test_what_the_whole_counts_is_what_the_plans_count_together(grown):
    page = visitor(grown, "ducha").get(f"/plans/{KEY}/overview").text
    shown = Duty.select().where(Duty.is_exempt == False, Duty.status != "withdrawn").count()  # noqa: E712 - SQL
    assert f"{shown} 件责任事项" in page
    cells = re.findall(r'<span class="lampbar-count">(\d+)</span>', page)
    assert sum(map(int, cells[:6])) == shown


def questions(app, path: str, caplog) -> int:
    someone = visitor(app, "ducha")
    caplog.set_level(logging.DEBUG, logger="peewee")
    someone.get(path)
    caplog.clear()
    assert someone.get(path).status_code == 200
    return sum(record.name == "peewee" for record in caplog.records)


def test_as_many_questions_to_the_database_however_many_duties(site, caplog):
    app, plan = site
    paths = ["/plans", f"/duties?plan={KEY}", *(f"/plans/{KEY}/{view}" for view in VIEWS)]
    add_counties(2)
    tasks = [row.id for row in Task.select(Task.id).where(Task.plan == plan)] + add_tasks(plan, 2)
    grow(plan, tasks, 60)
    few = {path: questions(app, path, caplog) for path in paths}
    for table in (Case, Extension, Objection, Report, Exemption):
        table.delete().execute()
    Duty.delete().where(Duty.period.startswith("p")).execute()
    add_counties(40)
    grow(plan, tasks + more(plan), 1500)
    many = {path: questions(app, path, caplog) for path in paths}
    assert many == few
    assert max(many.values()) < 30


def more(plan: int) -> list[int]:
    for task in list(Task.select().where(Task.plan == plan, Task.position >= 100)):
        Task.update(position=task.position + 1000).where(Task.id == task.id).execute()
    return add_tasks(plan, 40)


def test_the_strip_says_which_days_are_worked_and_which_are_free(site):
    page = visitor(site[0], "ducha").get(f"/plans/{KEY}/overview").text
    strip = page[page.index('<ol class="strip">') : page.index("</ol>")]
    days = re.findall(r"<li class=\"([^\"]*)\">(.*?)</li>", strip, re.DOTALL)
    assert len(days) == 30
    assert days[0][0].strip() == "today"
    assert days[2][0] == "off"  # Saturday 20 December
    assert "休" in days[14][1]  # 1 January
    assert days[14][0] == "off"
    assert "班" in days[17][1]  # Sunday 4 January is worked
    assert days[17][0] == ""
    assert f'href="/plans/{KEY}?from=2025-12-31&amp;to=2025-12-31&amp;open=1"' in days[13][1]


def test_the_trend_counts_closings_by_the_end_of_their_day_in_china(site):
    app, plan = site
    add_counties(1)
    duty = Duty.select().where(Duty.plan == plan, Duty.due.is_null(False)).first()
    late_evening = NOW.replace(month=11, day=30, hour=23, minute=59)
    Duty.update(status="closed", closed_at=late_evening).where(Duty.id == duty.id).execute()
    page = visitor(app, "ducha").get(f"/plans/{KEY}/overview").text
    table = page[page.index("到期与销号的累计件数") :]
    rows = {
        day: re.findall(r'<a class="count"[^>]*>(\d+)</a>', cells)
        for day, cells in re.findall(r'<time datetime="([\d-]+)">.*?</th>(.*?)</tr>', table, re.DOTALL)
    }
    assert rows["2025-10-31"] == ["0", "0"]
    assert rows["2025-11-30"] == ["1", "1"]
    assert rows["2025-12-18"] == ["1", "1"]
    assert rows["2025-12-31"] == ["4"]
    assert "closed_by=2025-11-30" in page


def test_the_oldest_wait_stands_first_and_only_the_office_sees_it(grown):
    page = visitor(grown, "ducha").get(f"/plans/{KEY}/overview").text
    panel = page[page.index("等待审核") : page.index("挂牌督办</h2>")]
    waits = [int(days) for days in re.findall(r"已等 <b>(\d+)</b> 个工作日", panel)]
    assert len(waits) == 5
    assert waits == sorted(waits, reverse=True)
    assert "/reports/" in page or "/duties/" in panel
    for other in ("lingdao", "jyj", "guanli"):
        assert "<h2>等待审核" not in visitor(grown, other).get(f"/plans/{KEY}/overview").text


def test_listed_matters_stand_with_their_age(grown):
    page = visitor(grown, "lingdao").get(f"/plans/{KEY}/overview").text
    assert "已挂 13 个工作日" in page
    assert re.search(r'href="/cases/\d+"', page)


def test_the_desk_can_be_narrowed_to_one_plan(grown):
    someone = visitor(grown, "ducha")
    waiting = Report.select().join(Duty).join(Plan).where(Plan.key == KEY, Report.status == "submitted").count()
    assert f'href="/desk?plan={KEY}"' in someone.get(f"/plans/{KEY}/overview").text
    page = someone.get(f"/desk?plan={KEY}").text
    assert f"{waiting} 件等待审核" in page
    assert page.count('href="/reports/') >= waiting
    Plan.insert(
        {**{k: v for k, v in Plan.select().dicts().first().items() if k != "id"}, "key": "empty-2024"}
    ).execute()
    assert "没有等待审核的报送" in someone.get("/desk?plan=empty-2024").text


def test_a_plan_without_duties_says_what_to_do_next(site):
    app, _ = site
    Duty.delete().execute()
    someone = visitor(app, "ducha")
    for view in ("overview", "matrix", "timeline", "calendar"):
        page = someone.get(f"/plans/{KEY}/{view}").text
        assert 'class="empty"' in page, view
        assert "单位名录" in page or view == "calendar"
    assert "还没有责任事项" in someone.get("/plans").text


def test_the_matrix_says_n_of_m_and_the_sentence(site):
    app, _ = site
    east = Duty.select().join(Unit, on=(Duty.unit == Unit.id)).where(Unit.name == "东区").get()
    Duty.update(status="closed", closed_at=NOW).where(Duty.id == east.id).execute()
    page = visitor(app, "ducha").get(f"/plans/{KEY}/matrix").text
    assert "2个区政府中1个已完成。" in page
    assert "<b>1</b>/2" in page
    assert page.index("<span>东区</span>") < page.index("<span>西区</span>")
    west = Duty.select().join(Unit, on=(Duty.unit == Unit.id)).where(Unit.name == "西区").get()
    Duty.update(is_exempt=True).where(Duty.id == west.id).execute()
    Exemption.insert(task=west.task_id, unit=west.unit_id, reason="本区没有学校", at=NOW).execute()
    page = visitor(app, "ducha").get(f"/plans/{KEY}/matrix").text
    assert "2个区政府中1个已完成，1个豁免。" in page
    assert "西区，第 2 项：本区没有学校" in page
    assert "<b>1</b>/1" in page
    assert 'data-copy="said-' in page


def test_a_member_with_periods_is_done_when_all_that_has_begun_is_closed(site):
    app, _ = site
    Duty.update(kind="report", status="closed", closed_at=NOW).where(Duty.collective.is_null(False)).execute()
    model = Duty.select().where(Duty.collective.is_null(False)).dicts().first()
    for period, due, opens in (("later", date(2026, 12, 31), date(2026, 12, 1)),):
        later = {**model, "period": period, "due": due, "window_open": opens, "status": "active", "closed_at": None}
        Duty.insert({name: value for name, value in later.items() if name != "id"}).execute()
    page = visitor(app, "ducha").get(f"/plans/{KEY}/matrix").text
    assert "2个区政府中2个各期都已报齐。" in page
    assert "1/2" in page  # one of two periods is closed
    Duty.update(window_open=date(2025, 12, 1)).where(Duty.period == "later").execute()
    assert "2个区政府中1个各期都已报齐。" in visitor(app, "ducha").get(f"/plans/{KEY}/matrix").text


def test_a_liaison_sees_the_own_column_only_and_no_count_of_the_others(grown):
    unit = Unit.get(Unit.name == "东区")
    page = visitor(grown, "jyj").get(f"/plans/{KEY}/matrix").text
    assert "没有归您单位的集合任务" in page
    Person.update(unit=unit.id).where(Person.username == "jyj").execute()
    page = visitor(grown, "jyj").get(f"/plans/{KEY}/matrix").text
    assert "<span>东区</span>" in page
    assert "西区" not in page
    assert "data-copy" not in page
    others = [row.id for row in Duty.select(Duty.id).where(Duty.unit != unit.id)]
    for view in ("overview", "matrix", "timeline", "calendar?month=2025-12"):
        page = visitor(grown, "jyj").get(f"/plans/{KEY}/{view}").text
        assert not {int(one) for one in re.findall(r'href="/duties/(\d+)"', page)} & set(others)


def test_a_hundred_counties_and_many_tasks_come_in_parts(site):
    app, plan = site
    collective = add_counties(118)
    tasks = add_tasks(plan, 45)
    members = [row.id for row in Unit.select(Unit.id).where(Unit.name.endswith("县"))]
    model = Duty.select().where(Duty.collective == collective).dicts().first()
    shared = {name: value for name, value in model.items() if name not in ("id", "task", "unit")}
    rows = [{**shared, "task": task, "unit": unit} for task in tasks for unit in members]
    for start in range(0, len(rows), 60):
        Duty.insert_many(rows[start : start + 60]).execute()
    someone = visitor(app, "ducha")
    page = someone.get(f"/plans/{KEY}/matrix?page=2").text
    assert "46 项任务 × 120 个单位" in page
    assert "第 21 至 40 项" in page
    assert "第 1 至 30 个" in page
    assert page.count('<td class="cell') == 20 * 30
    assert "<b>0</b>/118" in page
    assert "118个区政府中还没有一个完成。" in page
    assert len(page) < 700_000
    last = someone.get(f"/plans/{KEY}/matrix?page=3&part=4").text
    assert "<span>第118县</span>" in last
    assert "<span>东区</span>" not in last


def test_the_timeline_shows_original_and_effective_dates_and_the_undated_apart(site):
    app, _ = site
    duty = Duty.select().join(Task).where(Task.no == "1").get()
    Duty.update(due=date(2026, 6, 30)).where(Duty.id == duty.id).execute()
    page = visitor(app, "ducha").get(f"/plans/{KEY}/timeline").text
    assert 'class="tl-original"' in page
    assert re.search(r"原定 <time datetime=\"2025-12-31\">", page)
    undated = page[page.index('id="undated"') :]
    assert "逐步建立助教陪读制度" in undated
    assert "undated=1" in undated
    assert "今天" in page
    assert "用表格看每个日期" in page


def test_a_month_shows_days_as_lamp_and_words_and_leads_to_its_neighbours(grown):
    page = visitor(grown, "ducha").get(f"/plans/{KEY}/calendar?month=2025-12").text
    assert 'href="/plans/example-2023/calendar?month=2025-11" rel="prev"' in page
    assert 'href="/plans/example-2023/calendar?month=2026-01" rel="next"' in page
    assert page.count("<td") == 35
    assert re.search(r'<td role="cell" class=" ?today">', page)
    assert "还有" in page
    assert "没有到期日" in page
    january = visitor(grown, "ducha").get(f"/plans/{KEY}/calendar?month=2026-01").text
    assert "休" in january
    assert "（调休上班）" in january
    far = visitor(grown, "ducha").get(f"/plans/{KEY}/calendar?month=2031-02").text
    assert "这个月没有到期的事项" in far
    assert "有事项的月份：" in far
    for odd in ("", "2025-13", "0000-01", "9999-99", "x", "２０２５-１２"):
        assert visitor(grown, "ducha").get(f"/plans/{KEY}/calendar", query_string={"month": odd}).status_code == 200


def test_tabs_lead_from_each_view_to_the_others(site):
    someone = visitor(site[0], "ducha")
    for path in ("/overview", "", "/matrix", "/timeline", "/calendar"):
        page = someone.get(f"/plans/{KEY}{path}").text
        strip = page[page.index('aria-label="方案的视图"') :]
        strip = strip[: strip.index("</nav>")]
        assert re.findall(r">([^<]+)</a>", strip) == ["总览", "台账", "矩阵", "时间轴", "日历"]
        assert f'href="/plans/{KEY}{path}" aria-current="page"' in strip


def test_the_list_of_plans_leads_liaisons_to_the_ledger_and_others_to_the_overview(site):
    assert f'<a href="/plans/{KEY}/overview">示例市' in visitor(site[0], "ducha").get("/plans").text
    assert f'<a href="/plans/{KEY}">示例市' in visitor(site[0], "jyj").get("/plans").text


def test_hostile_headings_and_texts_stay_text(site):
    app, plan = site
    Task.update(group='<script>x</script>"&#', title="<b>粗</b>").where(Task.plan == plan).execute()
    someone = visitor(app, "ducha")
    for view in VIEWS:
        page = someone.get(f"/plans/{KEY}/{view}").text
        assert "<script>x" not in page
        assert "<b>粗" not in page
