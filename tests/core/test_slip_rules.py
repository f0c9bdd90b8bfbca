"""离线回执: keys that cannot be forged, and the rules of a line that comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.refusals import Refused
from tracker.core.slips import (
    KEY,
    DutyNow,
    SlipBase,
    SlipLine,
    judge,
    kind_of,
    read_key,
    secret_of,
    state_of,
    wording_of,
    write_key,
)
from tracker.core.words import DutyStatus, ReportKind, SlipVerdict

SECRET = secret_of("the key of this installation")
TEXT = "建设一所从幼儿园到高中的特殊教育学校。"
BASE = SlipBase(slip_id=12, duty_id=345, unit_id=7, revision=2, last_report_id=90, wording=wording_of(TEXT))
NOW = DutyNow(DutyStatus.ACTIVE, is_exempt=False, last_report_id=90, wording=wording_of(TEXT))
LINE = SlipLine("第5行", write_key(SECRET, BASE), TEXT, "阶段进展", "主体已封顶。", "", "")


def test_a_key_says_which_slip_which_duty_and_in_which_state():
    key = read_key(SECRET, f" {LINE.key}\n")
    assert (key.slip_id, key.duty_id, key.state) == (12, 345, state_of(BASE))


def test_full_width_digits_are_the_same_key():
    wide = LINE.key.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"})
    assert read_key(SECRET, wide).duty_id == 345


@given(st.integers(0, len(LINE.key) - 1), st.sampled_from("0123456789abcdefHZ-"))
def test_a_key_with_any_sign_changed_is_worth_nothing(place, sign):
    forged = LINE.key[:place] + sign + LINE.key[place + 1 :]
    if forged == LINE.key:
        assert read_key(SECRET, forged)
    else:
        with pytest.raises(Refused):
            read_key(SECRET, forged)


@given(st.text(max_size=200))
def test_whatever_else_stands_there_is_no_key(text):
    if not KEY.search(text):
        with pytest.raises(Refused):
            read_key(SECRET, text)


def test_another_installations_key_is_refused_by_name():
    with pytest.raises(Refused, match="不是本系统发出的"):
        read_key(secret_of("another installation"), LINE.key)


@pytest.mark.parametrize(
    ("line", "now", "verdict"),
    [
        ({}, {}, SlipVerdict.READY),
        ({"wording": "建设一所从幼儿园到高中的\n特殊教育学校。 "}, {}, SlipVerdict.READY),
        ({"progress": " "}, {}, SlipVerdict.EMPTY),
        ({"progress": "", "kind": "本期无变化"}, {}, SlipVerdict.READY),
        ({"progress": "", "next_steps": "协调"}, {}, SlipVerdict.READY),
        ({}, {"imported_on": date(2025, 12, 18)}, SlipVerdict.DONE),
        ({}, {"is_exempt": True}, SlipVerdict.OVER),
        ({}, {"status": DutyStatus.CLOSED}, SlipVerdict.OVER),
        ({}, {"status": DutyStatus.SUBMITTED}, SlipVerdict.OVER),
        ({}, {"status": DutyStatus.WITHDRAWN}, SlipVerdict.OVER),
        ({}, {"last_report_id": 91}, SlipVerdict.NEWER),
        ({}, {"wording": wording_of("改过的任务")}, SlipVerdict.ALTERED),
        ({"wording": "建设两所特殊教育学校。"}, {}, SlipVerdict.ALTERED),
        ({"wording": ""}, {}, SlipVerdict.ALTERED),
        ({"formulas": ("进展情况",)}, {}, SlipVerdict.WRONG),
        ({"progress": "", "formulas": ("进展情况",)}, {}, SlipVerdict.WRONG),
    ],
)
def test_what_becomes_of_a_line(line, now, verdict):
    reading = judge(replace(LINE, **line), BASE, replace(NOW, **now), unit_id=7, is_repeated=False)
    assert reading.verdict is verdict
    assert bool(reading.sentence) == (verdict not in (SlipVerdict.READY, SlipVerdict.EMPTY))


def test_nobody_reports_for_another_unit_but_the_office_may_enter_what_was_sent():
    assert judge(LINE, BASE, NOW, unit_id=8, is_repeated=False).verdict is SlipVerdict.ELSEWHERE
    assert judge(LINE, BASE, NOW, unit_id=None, is_repeated=False).verdict is SlipVerdict.READY


def test_a_duty_that_stands_twice_is_reported_by_neither_line():
    assert judge(LINE, BASE, NOW, unit_id=7, is_repeated=True).verdict is SlipVerdict.REPEATED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", ReportKind.PROGRESS),
        (" 阶段进展 ", ReportKind.PROGRESS),
        ("需要　协调", ReportKind.COORDINATION),
        ("本期无变化", ReportKind.NO_CHANGE),
    ],
)
def test_a_kind_is_read_as_it_was_meant(text, kind):
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "said"), [("申请销号", "要附文件"), ("完成了", "不是可选的报送类型"), ("1", "不是可选")]
)
def test_a_kind_that_a_slip_cannot_carry_is_refused(text, said):
    with pytest.raises(Refused, match=said):
        kind_of(text)
