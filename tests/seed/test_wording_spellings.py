"""Blanks, widths of digits, slips of the keyboard and of the spreadsheet change nothing."""

from __future__ import annotations

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
