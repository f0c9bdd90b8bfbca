"""Blanks, widths of digits, slips of the keyboard and of the spreadsheet change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wording_frame import ISSUED, PERIOD, read

from tasks_seed.draft import DeadlineKind
from tasks_seed.wording import find_deadline

WORDINGS = (
    "2025年底前",
    "2024年9月前",
    "2024年9月中旬",
    "每年2月和8月",
    "2023年起实施",
    "长期坚持",
    "2023—2025年",
    "印发后3个月内",
    "2023年6月底前制定计划并长期推进",
    "按季度推进",
    "适时",
)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BLANKS = ("", " ", "\u3000", "\u00a0", "\n", "\u200b")


@settings(deadline=None)
@given(st.sampled_from(WORDINGS), st.data())
def test_full_width_digits_and_blanks_change_nothing(wording: str, data: st.DataObject):
    spread = "".join(char + data.draw(st.sampled_from(BLANKS)) for char in wording)
    odd = spread.translate(FULL_WIDTH) if data.draw(st.booleans()) else spread
    assert read(odd) == read(wording)


@settings(deadline=None)
@given(st.text(alphabet="0123456789年月日底前到至每和、，内十二五“”起期间季度半上下旬—《》 ", max_size=24))
def test_no_text_makes_the_reader_fail(text: str):
    reading = read(text)
    found = find_deadline(text, issued_on=ISSUED, period=PERIOD)
    assert reading.kind in DeadlineKind
    assert found is None or found[0]


@pytest.mark.parametrize(
    ("odd", "usual"),
    [
        ("2O24年底前", "2024年底前"),
        ("2024年1O月底前", "2024年10月底前"),
        ("2024年\u202e9月底前\u202c", "2024年9月底前"),
        ("２０２４．９", "2024.9"),
        ("2024-09-30 00:00:00", "2024-09-30"),
        ("20240930", "2024-09-30"),
    ],
)
def test_a_slip_of_the_keyboard_or_the_spreadsheet_reads_as_what_was_meant(odd: str, usual: str):
    assert (read(odd).kind, read(odd).due) == (DeadlineKind.FIXED, read(usual).due)
