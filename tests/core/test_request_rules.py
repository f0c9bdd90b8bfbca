from datetime import date

import pytest
from facts_of import duty

from tracker.core.refusals import Refused
from tracker.core.requests import ExtensionPapers, check_extension, check_objection
from tracker.core.words import DutyStatus
from tracker.holiday_data import load_workdays

DAYS = load_workdays(range(2025, 2027))
PAPERS = ExtensionPapers(date(2026, 3, 31), "已完成摸底", "上级文件延后印发", "3月底前完成")
TODAY = date(2025, 12, 15)


def test_an_extension_is_asked_up_to_the_last_day():
    check_extension(duty(), PAPERS, TODAY)
    check_extension(duty(), PAPERS, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("changes", "papers", "today", "sentence"),
    [
        ({}, PAPERS, date(2026, 1, 1), "已经过期"),
        ({"extension_pending": True}, PAPERS, TODAY, "在等决定"),
        ({"status": DutyStatus.SUBMITTED}, PAPERS, TODAY, "审核期间不计"),
        ({"status": DutyStatus.CLOSED}, PAPERS, TODAY, "已销号"),
        ({"due": None}, PAPERS, TODAY, "没有到期日"),
        ({}, ExtensionPapers(date(2025, 12, 31), "a", "b", "c"), TODAY, "须晚于"),
        ({}, ExtensionPapers(date(2026, 3, 31), " ", "b", "c"), TODAY, "已完成情况"),
        ({}, ExtensionPapers(date(2026, 3, 31), "a", "", "c"), TODAY, "原因"),
        ({}, ExtensionPapers(date(2026, 3, 31), "a", "b", ""), TODAY, "整改计划"),
    ],
)
def test_an_extension_needs_its_time_and_its_three_papers(changes, papers, today, sentence):
    with pytest.raises(Refused, match=sentence):
        check_extension(duty(**changes), papers, today)


@pytest.mark.parametrize(
    ("status", "reason", "today", "sentence"),
    [
        (DutyStatus.ACTIVE, "“三定”不含此项", date(2025, 12, 22), None),
        (DutyStatus.ACTIVE, "“三定”不含此项", date(2025, 12, 23), "5 个工作日内"),
        (DutyStatus.ACTIVE, "  ", date(2025, 12, 16), "理由"),
        (DutyStatus.SUBMITTED, "理由", date(2025, 12, 16), "不在推进中"),
    ],
)
def test_an_objection_is_made_soon_and_with_reasons(status, reason, today, sentence):
    def make() -> None:
        check_objection(duty(status=status), TODAY, reason, today, DAYS)

    if sentence is None:
        make()
    else:
        with pytest.raises(Refused, match=sentence):
            make()
