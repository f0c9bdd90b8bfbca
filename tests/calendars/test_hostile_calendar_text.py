"""Hostile Chinese text goes through the writer and comes back the same from two parsers that share no code."""

from __future__ import annotations

import re

import pytest
from calendar_lint import faults
from feed_samples import REVISED, matter, written
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from tracker.core.words import DutyStatus
from tracker.feeds import cleaning
from tracker.feeds.variants import Variant

PIECES = (
    "推进老旧小区改造,分三批;先易后难",
    "，；：“一人一案”",
    "👩‍👩‍👧‍👦🇨🇳🏳️‍🌈",
    "𠮷野家𪚥",
    "e\u0301",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\\n",
    "\\",
    "\\N",
    "\\,",
    '"',
    ":",
    "^n",
    "BEGIN:VEVENT",
    "END:VCALENDAR",
    "\nEND:VEVENT\r\nBEGIN:VALARM",
    "\x00",
    "\x07",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1f",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\u202e",
    "\ud800",
    "\udfff",
    "长" * 200,
    " ",
    "　",
)
HOSTILE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=8).map("".join)


def both_parsers(body: bytes) -> list[tuple[str, str, set[str]]]:
    """Summary, description and categories of the one event, as each parser reads them."""
    (one,) = Calendar.from_ical(body).walk("VEVENT")
    (other,) = IcsCalendarStream.calendar_from_ics(body.decode()).events
    return [
        (str(one["SUMMARY"]), str(one["DESCRIPTION"]), set(map(str, one["CATEGORIES"].cats))),
        (other.summary, other.description, set(other.categories)),
    ]


@settings(max_examples=150, deadline=None)
@given(title=HOSTILE, wording=HOSTILE, plan=HOSTILE, unit=HOSTILE)
@example(title="推进改造,分批;办结\n第二行", wording="2025年底前", plan="方案", unit="市教育局")
@example(title="", wording="", plan="方案\\,甲", unit="局")
def test_hostile_text_comes_back_as_it_was_cleaned(title, wording, plan, unit):
    told = matter(task_title=title, deadline_text=wording, plan_title=f"方案{plan}", unit_name=f"局{unit}")
    body = written(told, variant=Variant(names_unit=True, alarm_days=1))
    assert faults(body) <= {"clock-words"}  # what a document says is not ours to change
    assert body == Calendar.from_ical(body).to_ical()
    for summary, description, categories in both_parsers(body):
        assert summary == f"{told.unit}：{told.title}"
        assert description.split("\n")[0] == told.plan
        assert "\n".join(told.details) in description
        assert categories == {cleaning.label(told.plan), cleaning.label(told.unit)}


@settings(max_examples=100, deadline=None)
@given(HOSTILE)
def test_cleaning_loses_no_letter_and_is_done_once(text):
    cleaned = cleaning.paragraph(text)
    assert cleaning.paragraph(cleaned) == cleaned
    letters = re.compile(r"[\u4e00-\u9fff\U00020000-\U0002ffff\U0001f300-\U0001faff，；：“”,;:]")
    assert letters.findall(cleaned) == letters.findall(text)
    assert cleaning.line(text) == " ".join(cleaned.split())


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
        ("甲\u2028乙\x85丙\x0b丁", "甲\n乙\n丙\n丁"),
        ("甲\x00\x07乙\x1f丙\x7f丁\ufeff", "甲乙丙丁"),
        ("C:\\New\\文件", "C:＼New＼文件"),
        ("甲\t乙", "甲 乙"),
        ("\n\n甲\n\n乙\n\n", "甲\n\n乙"),
        ("坏的\ud83d代理", "坏的代理"),
    ],
)
def test_what_cleaning_does(text, cleaned):
    assert cleaning.paragraph(text) == cleaned


def test_a_long_text_says_that_it_is_cut():
    told = matter(task_title="长" * 500)
    assert told.title.endswith("…")
    assert told.details[0] == "长" * 199 + "…"


def test_a_todo_comes_back_from_both_parsers_too():
    body = written(
        matter(status=DutyStatus.CLOSED, ended_at=REVISED, task_title="甲,乙;丙\n丁"), variant=Variant(is_todo=True)
    )
    (one,) = Calendar.from_ical(body).walk("VTODO")
    (other,) = IcsCalendarStream.calendar_from_ics(body.decode()).todos
    assert str(one["SUMMARY"]) == other.summary == "【已完成】任务（3）甲,乙;丙 丁"
    assert str(one["DESCRIPTION"]) == other.description
    assert one["DUE"].dt == other.due
    assert one["COMPLETED"].dt == other.completed == REVISED
