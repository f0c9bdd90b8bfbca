"""催办阶梯: the two tables, rows added and taken away without script, a preview, and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from visiting import duty_of

from tracker.core.ladder import DEFAULT_LADDER, ladder_from
from tracker.store.db import connected
from tracker.store.tables import Duty, Entry, Plan

LADDER = "/plans/example-2023/ladder"


def kept():
    with connected():
        return ladder_from(Plan.get(Plan.key == "example-2023").settings)


def typed(**changes):
    """The whole form: 10 working days before, 2 after, a proposal after 15; one rung for reports."""
    rows = {"closing": [("before", "10"), ("overdue", "2"), ("propose", "15")], "report": [("before", "3")]}
    data = {"week": "6", "weekly_times": "2", "review_after": "4"}
    for table, rungs in rows.items():
        for number, (stage, days) in enumerate(rungs):
            data |= {f"{table}-{number}-stage": stage, f"{table}-{number}-days": days, f"{table}-{number}-unit": "y"}
    return {name: text for name, text in {**data, "do": "save", **changes}.items() if text is not None}


def days_typed(page, table):
    return re.findall(rf'name="{table}-\d+-days"[^>]* value="([^"]*)"', page)


def previewed(page):
    return re.findall(r'<span class="rows-title">(\d{4}-\d\d-\d\d \S+?)</span>', page)


def test_the_page_shows_the_ladder_in_force_and_what_it_says_of_a_real_duty(office):
    page = office.get(LADDER).text
    assert "现在是默认阶梯" in page
    assert days_typed(page, "closing") == ["15", "5", "1", "1", "5", "10", "20"]
    assert days_typed(page, "report") == ["2", "1"]
    assert "若 2025-12-31 到期" in page
    assert previewed(page)[:9] == [
        "2025-12-10 到期提醒",
        "2025-12-24 到期提醒",
        "2025-12-30 到期提醒",
        "2026-01-04 逾期提醒",
        "2026-01-08 催办",
        "2026-01-15 督办单建议",
        "2026-01-29 建议挂牌",
        "2026-02-05 每周催办",
        "2026-02-12 每周催办",
    ]
    assert "在下一封每日提醒里再说一次" in page
    assert "恢复默认" not in page


def test_the_settings_page_says_the_ladder_in_one_sentence(office):
    page = office.get("/plans/example-2023/settings").text
    assert "到期前 15、5、1 个工作日提醒；到期后 1 个工作日逾期提醒、5 个工作日催办" in page
    assert f'href="{LADDER}"' in page


def test_a_ladder_of_its_own_is_kept_looked_at_next_and_put_back(office):
    with connected():
        Duty.update(next_look_on=date(2026, 3, 1)).execute()
    answer = office.post(LADDER, typed(mention="y", **{"closing-2-office": "y"}))
    assert answer.location == LADDER
    ladder = kept()
    assert [(str(rung.stage), rung.at) for rung in ladder.closing] == [("before", -10), ("overdue", 2), ("propose", 15)]
    assert [len(rung.audiences) for rung in ladder.closing] == [1, 1, 2]
    assert (ladder.week, ladder.weekly_times, ladder.review_after, ladder.mention) == (6, 2, 4, True)
    with connected():
        assert Duty.get_by_id(duty_of("市教育局", "1")).next_look_on == date(2025, 12, 18)
        assert Entry.select().where(Entry.verb == "设置催办阶梯").count() == 1
    page = office.get(LADDER).text
    assert "现在是本方案自己的阶梯" in page
    assert previewed(page)[:3] == ["2025-12-17 到期提醒", "2026-01-05 逾期提醒", "2026-01-22 建议挂牌"]
    assert "本方案自己的" in office.get("/plans/example-2023/settings").text
    assert "逾期满 15 个工作日" in office.get("/rehearsal?from=2025-12-18&to=2026-01-31").text
    assert office.post(f"{LADDER}/default").location == LADDER
    assert kept() == DEFAULT_LADDER


def test_looking_first_keeps_nothing(office):
    page = office.post(LADDER, typed(do="look")).text
    assert previewed(page)[0] == "2025-12-17 到期提醒"
    assert "还没有保存" in page
    assert days_typed(page, "closing") == ["10", "2", "15"]
    assert kept() == DEFAULT_LADDER


def test_a_row_is_added_or_taken_away_and_the_rest_stays_as_typed(office):
    page = office.post(LADDER, typed(do="add-closing", week="七")).text
    assert days_typed(page, "closing") == ["10", "2", "15", ""]
    assert 'value="七"' in page
    page = office.post(LADDER, typed(do="drop-closing-1")).text
    assert days_typed(page, "closing") == ["10", "15"]
    page = office.post(LADDER, typed(do="drop-report-0")).text
    assert days_typed(page, "report") == []
    assert kept() == DEFAULT_LADDER


@pytest.mark.parametrize(
    "step", ["drop-closing-99", "drop-closing-²", "drop-elsewhere-0", "add-", "add-mention", "fly"]
)
def test_a_step_that_is_none_takes_nothing_away(office, step):
    assert office.post(LADDER, typed(do=step)).status_code in (200, 302)


def test_no_more_rows_than_a_ladder_holds(office):
    rows = {f"closing-{number}-stage": "urge" for number in range(40)}
    page = office.post(LADDER, typed(do="add-closing", **rows)).text
    assert len(days_typed(page, "closing")) == 12
    assert "add-closing" not in page


@pytest.mark.parametrize(
    ("change", "place", "sentence"),
    [
        ({"closing-1-days": "二"}, "closing-1-error", "请写 0 到 120 之间的整数，例如 5。"),
        ({"closing-1-days": "-5"}, "closing-1-error", "请写 0 到 120 之间的整数"),
        ({"closing-1-days": "121"}, "closing-1-error", "请写 0 到 120 之间的整数"),
        ({"closing-1-days": ""}, "closing-1-error", "不要这一级就点“去掉”。"),
        ({"closing-1-days": "0"}, "closing-1-error", "到期后的提醒至少过 1 个工作日。"),
        ({"closing-1-stage": "weekly"}, "closing-1-error", "请选一种提醒。"),
        ({"closing-1-unit": None}, "closing-1-error", "请勾选提醒谁。"),
        ({"closing-1-days": "15"}, "closing-error", "办结类阶梯里有两级是同一天"),
        ({"closing-1-days": "16"}, "closing-error", "“建议挂牌”要放在最后一级"),
        ({"report-0-stage": None, "report-0-days": None}, "report-error", "定期报告阶梯至少要有一级。"),
        ({"report-0-stage": "propose"}, "report-0-error", "请选一种提醒。"),
        ({"week": "1"}, "week-error", "应在 3 到 20 之间"),
        ({"weekly_times": "很多"}, "weekly_times-error", "请写整数，例如 5。"),
        ({"review_after": ""}, "review_after-error", "请写整数"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_place_and_nothing_is_lost(office, change, place, sentence):
    data = typed(**change)
    answer = office.post(LADDER, data)
    assert answer.status_code == 422
    assert f'id="{place}"' in answer.text
    assert sentence in answer.text
    shown = [data[f"closing-{number}-days"] for number in range(3)]
    assert days_typed(answer.text, "closing") == shown
    for name in ("week", "weekly_times", "review_after"):
        assert re.search(rf'name="{name}"[^>]*value="{data[name]}"', answer.text)
    assert kept() == DEFAULT_LADDER


def test_full_width_digits_are_read(office):
    assert office.post(LADDER, typed(**{"closing-0-days": "１２"}, week="５")).status_code == 302
    assert (kept().closing[0].at, kept().week) == (-12, 5)


def test_a_year_without_its_notice_says_so(office):
    with connected():
        Duty.update(due=date(2027, 2, 26)).execute()
    assert "2027年调休安排未录入" in office.get(LADDER).text


def test_without_a_dated_duty_there_is_no_example(office):
    with connected():
        Duty.update(status="closed").execute()
    assert "还没有例子可算。" in office.get(LADDER).text


def test_only_the_office_sets_a_ladder(liaison, leader, admin):
    for someone in (liaison, leader, admin):
        for path in (LADDER, f"{LADDER}/default"):
            assert someone.post(path, typed()).status_code == 403
    assert kept() == DEFAULT_LADDER
